"""A line below TLS: it passes bytes on to a server, or what a fault makes of them."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from enum import StrEnum
from random import Random

_CHUNK = 65_536
_ALERT = b"\x15\x03\x03\x00\x02\x02\x46"  # fatal, wrong version
_PAGE = b"HTTP/1.1 302 Found\r\nLocation: http://login.invalid/\r\nContent-Length: 0\r\n\r\n"
_FIRST_BYTES = 6_000
"""A handshake and a small batch: a cut is somewhere in there."""


class LineFault(StrEnum):
    """What becomes of a connection below TLS; the first is nothing."""

    OK = "ok"
    CUT_AT_HELLO = "cut_at_hello"
    NEVER_ANSWERED = "never_answered"
    ALERT = "alert"
    PLAIN_PAGE = "plain_page"  # a login page instead of a handshake
    STRANGER = "stranger"  # a certificate of another authority
    ENDED = "ended"  # a certificate whose time is over
    CUT_UP = "cut_up"  # in the middle of what the station says
    CUT_DOWN = "cut_down"  # in the middle of what the hub says
    FLIPPED = "flipped"  # one bit of what the hub says


class TlsLine:
    """Listens on loopback, in the loop that it is opened in.

    Attributes:
        choose: asked once for each connection; seen: what it said.
    """

    def __init__(
        self, shown: dict[LineFault, ssl.SSLContext], rng: Random, choose: Callable[[], LineFault]
    ) -> None:
        """``shown``: what a server shows that is not the hub, for `STRANGER` and `ENDED`."""
        self.choose = choose
        self.seen: list[LineFault] = []
        self._rng = rng
        self._shown = shown
        self._ports: dict[LineFault, int] = {}
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, inner_port: int) -> int:
        """Begin; the port to connect to."""
        self._ports = dict.fromkeys(LineFault, inner_port)
        for fault, context in self._shown.items():
            server = await asyncio.start_server(_hang_up, "127.0.0.1", 0, ssl=context)
            self._servers.append(server)
            self._ports[fault] = server.sockets[0].getsockname()[1]
        outer = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._servers.append(outer)
        port: int = outer.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Let go of every connection."""
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self.choose()
        self.seen.append(fault)
        try:
            with contextlib.suppress(OSError):
                await self._meet(fault, reader, writer)
        finally:
            writer.transport.abort()

    async def _meet(
        self, fault: LineFault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if fault is LineFault.CUT_AT_HELLO:
            await reader.read(_CHUNK)
        elif fault is LineFault.NEVER_ANSWERED:
            while await reader.read(_CHUNK):
                pass
        elif fault in (LineFault.ALERT, LineFault.PLAIN_PAGE):
            await reader.read(_CHUNK)
            writer.write(_ALERT if fault is LineFault.ALERT else _PAGE)
            await writer.drain()
        else:
            await self._pass_on(fault, reader, writer)

    async def _pass_on(
        self, fault: LineFault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, to = await asyncio.open_connection("127.0.0.1", self._ports[fault])
        most = self._rng.randrange(_FIRST_BYTES)
        up = most if fault is LineFault.CUT_UP else None
        down = most if fault is LineFault.CUT_DOWN else None
        flip = most if fault is LineFault.FLIPPED else None
        try:
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(_pump(reader, to, up))
                pumps.create_task(_pump(there, writer, down, flip))
        except* OSError:
            pass  # either end hung up, or the line was cut
        finally:
            to.transport.abort()


async def _hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Whoever believes such a certificate learns nothing more."""
    writer.transport.abort()


async def _pump(
    source: asyncio.StreamReader,
    sink: asyncio.StreamWriter,
    most: int | None = None,
    flip: int | None = None,
) -> None:
    """Pass bytes on.

    Raises:
        ConnectionError: so many bytes have passed, or one side has ended: both directions end.
    """
    done = 0
    while data := await source.read(_CHUNK):
        if flip is not None and done <= flip < done + len(data):
            at = flip - done
            data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        if most is not None and done + len(data) > most:
            sink.write(data[: most - done])
            await sink.drain()
            break
        sink.write(data)
        await sink.drain()
        done += len(data)
    raise ConnectionError
