"""A pseudo-terminal that plays a serial scanner."""

import fcntl
import os
import struct
import termios
import tty


class Terminal:
    """Two ends of a line: the test writes into one as a scanner does, the program opens the other.

    Attributes:
        path: what the program opens.
    """

    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)

    def scan(self, data: bytes) -> None:
        """Send everything, however slowly the other end reads."""
        while data:
            data = data[os.write(self._master, data) :]

    @property
    def unread(self) -> int:
        """Bytes sent and not yet read by the program."""
        answer = fcntl.ioctl(self._slave, termios.FIONREAD, struct.pack("I", 0))
        return int(struct.unpack("I", answer)[0])

    def unplug(self) -> None:
        """Both ends go, as when a cable is pulled. May be called twice."""
        for end in (self._master, self._slave):
            if end >= 0:
                os.close(end)
        self._master = self._slave = -1
