"""Handing connections from the process that takes them to those that answer: to each in its turn.

Were all of them to take from one socket, whichever is first would take the most, and stations stay
connected for long.
"""

import logging
import socket
import threading

from checkpoint_app.log import place_of

_LOOK_S = 0.2
"""How often it is looked whether to end."""
_WORD = b"c"

logger = logging.getLogger(__name__)


class Door:
    """Takes connections, and hands each to the next of those who answer. Thread-safe."""

    def __init__(self, listener: socket.socket, stop: threading.Event) -> None:
        """Args: a socket that listens; what ends the taking."""
        self._listener = listener
        self._stop = stop
        self._changed = threading.Condition()
        self._channels: dict[int, socket.socket] = {}
        self._last = -1
        listener.settimeout(_LOOK_S)

    def add(self, number: int, channel: socket.socket) -> None:
        """Somebody answers from now on, at the other end of this channel."""
        channel.setblocking(False)
        with self._changed:
            self._channels[number] = channel
            self._changed.notify_all()

    def remove(self, number: int) -> None:
        """Somebody answers no more."""
        with self._changed:
            self._channels.pop(number, None)

    def run(self) -> None:
        """Take connections until told to stop; where nobody answers they wait in the kernel."""
        while not self._stop.is_set():
            with self._changed:
                if not self._channels:
                    self._changed.wait(_LOOK_S)
                    continue
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError as error:  # too many open files, or it was gone before it was taken
                logger.warning("a connection is not taken: %s", place_of(error))
                self._stop.wait(_LOOK_S)
                continue
            with connection:
                self._give(connection)

    def _give(self, connection: socket.socket) -> None:
        with self._changed:
            numbers = sorted(self._channels, key=lambda number: (number <= self._last, number))
            for number in numbers:
                try:
                    socket.send_fds(self._channels[number], [_WORD], [connection.fileno()])
                except OSError:  # it has died or takes nothing: the next one does
                    continue
                self._last = number
                return
        logger.warning("a connection is hung up: nobody answers")


def taken(channel: socket.socket) -> socket.socket | None:
    """A connection that was handed over; None where there is none, or will be none any more.

    Raises:
        EOFError: whoever took connections has ended.
    """
    try:
        word, handles, _, _ = socket.recv_fds(channel, len(_WORD), 1)
    except BlockingIOError:
        return None
    if not word:
        raise EOFError
    if not handles:
        return None
    connection = socket.socket(fileno=handles[0])
    connection.setblocking(False)
    return connection
