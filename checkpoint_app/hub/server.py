"""Running the hub: a socket, uvicorn, a graceful end."""

import asyncio
import logging
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from checkpoint_app.domain.errors import PortTaken
from checkpoint_app.hub.connection import Connection
from checkpoint_app.hub.handing import taken
from checkpoint_app.hub.http import make_app
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.tls import OwnTls
from checkpoint_app.log import place_of

GRACE_S = 10
KEEP_ALIVE_S = 75
BACKLOG = 1_024
MAX_PORT = 65_535
RENEW_TICKS = 600
"""How often it is asked whether a certificate ends soon: every minute, of ticks of 0.1 s."""

logger = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """Uvicorn that ends by an event and leaves the process's signals to `serve`."""

    def __init__(
        self,
        config: uvicorn.Config,
        stop: threading.Event,
        on_ready: Callable[[], None],
        renew: Callable[[], object] | None,
        channel: socket.socket | None,
    ) -> None:
        super().__init__(config)
        self._stop = stop
        self._on_ready = on_ready
        self._renew = renew
        self._channel = channel
        self._beginning: set[asyncio.Task[None]] = set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._channel is not None:
            self._channel.setblocking(False)
            asyncio.get_running_loop().add_reader(self._channel, self._take, self._channel)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._channel is not None:
            asyncio.get_running_loop().remove_reader(self._channel)
            self._channel.close()
        await super().shutdown(sockets)

    def _take(self, channel: socket.socket) -> None:
        try:
            connection = taken(channel)
        except EOFError:
            self._stop.set()
            return
        if connection is not None:
            task = asyncio.get_running_loop().create_task(self._speak(connection))
            self._beginning.add(task)
            task.add_done_callback(self._beginning.discard)

    async def _speak(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()

        def protocol() -> Connection:
            return Connection(self.config, self.server_state, self.lifespan.state, loop)

        try:
            await loop.connect_accepted_socket(protocol, connection, ssl=self.config.ssl)
        except OSError as error:  # it is gone, or does not speak TLS as we do
            logger.debug("a connection does not come about: %s", place_of(error))

    async def on_tick(self, counter: int) -> bool:
        if self._renew is not None and counter % RENEW_TICKS == 0:
            try:
                self._renew()
            except OSError as error:  # a full disk: there are weeks in which to try again
                logger.error("no new certificate: %s", place_of(error))
        return self._stop.is_set() or await super().on_tick(counter)


def serve(
    hub: Hub,
    host: str,
    port: int,
    on_listening: Callable[[str], None],
    stop: threading.Event,
    *,
    tls: OwnTls | ssl.SSLContext | None = None,
    channel: socket.socket | None = None,
    leads: bool = True,
) -> None:
    """Answer stations until `stop` is set or the process is told to end (SIGTERM, SIGINT).

    Requests under way are finished first, for at most ten seconds.

    Args:
        host, port: where to listen; port 0 takes a free one.
        on_listening: called once with the real address, when requests are answered.
        tls: how to speak TLS; None for plain HTTP.
        channel: by which another process hands over the connections that it takes at this address.
        leads: whether this process does what goes on beside the answering.

    Raises:
        PortTaken: the address is in use, not allowed or not of this computer.
    """
    listeners = [] if channel is not None else [listen(host, port)]
    real_port = listeners[0].getsockname()[1] if listeners else port
    name = f"[{host}]" if ":" in host else host
    own = tls if isinstance(tls, OwnTls) else None
    context = tls.context if isinstance(tls, OwnTls) else tls
    url = f"{'https' if tls else 'http'}://{name}:{real_port}"
    server = _Server(
        uvicorn.Config(
            make_app(hub),
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=GRACE_S,
            ssl_context_factory=(lambda *_: context) if context else None,
        ),
        stop,
        lambda: on_listening(url),
        own.renew if own else None,
        channel,
    )
    with signals_set(stop):
        if leads:
            hub.begin()
        server.run(sockets=listeners)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises:
        PortTaken: the address is in use, not allowed or not of this computer.
    """
    if not 0 <= port <= MAX_PORT:
        raise PortTaken(host=host, port=port)  # the resolver would take it modulo 65,536
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, proto)
    except OSError as error:
        raise PortTaken(host=host, port=port) from error
    try:
        if sys.platform == "win32":
            # There, reusing an address would share it with a stranger.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise PortTaken(host=host, port=port) from error
    return listener


@contextmanager
def signals_set(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT set an event; only the main thread can be told of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
