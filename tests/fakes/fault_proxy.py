"""A TCP proxy on loopback between a real station and a real hub that plays a chosen fault."""

import asyncio
import contextlib
import ssl
import threading
from collections import deque
from collections.abc import Callable
from types import TracebackType

from tests.fakes.faults import CANNED, DISTORTED, Answer, Fault
from tests.fakes.tls_line import TlsLine

_WAIT_S = 20.0
_SLOW_S = 0.02
LORIS_S, LORIS_BYTES = 0.001, 300
_ALERT = b"\x15\x03\x03\x00\x02\x02\x46"  # TLS: fatal, wrong version
_KEEPING = {Fault.KEPT, Fault.KEPT_THEN_CLOSED}


class FaultProxy:
    """Between a real client and a real hub.

    Attributes:
        choose: asked once for each exchange; seen: what it said.
        meanwhile: called when the hub has answered and the station does not know it yet.
        broken: what `meanwhile` raised.
        loris_s: the pause after each byte of an answer that comes byte by byte.
    """

    def __init__(
        self,
        hub_port: int,
        choose: Callable[[], Fault],
        *,
        tls: tuple[ssl.SSLContext, ssl.SSLContext] | None = None,
        line: TlsLine | None = None,
    ) -> None:
        """Prepare; `tls` is what to listen and what to ask the hub with, plain without it; `line`
        is what lies below TLS on the station's side.
        """
        self.choose = choose
        self.seen: list[Fault] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.broken: list[Exception] = []
        self._hub_port = hub_port
        self._listening = tls[0] if tls else None
        self._speaking = tls[1] if tls else None
        self.line = line
        self.loris_s = LORIS_S
        self._late: list[bytes] = []
        self._requests: deque[bytes] = deque(maxlen=20)
        self._stale: Answer | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def __enter__(self) -> "FaultProxy":
        self._thread.start()
        assert self._ready.wait(_WAIT_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(_WAIT_S)
        assert not self._thread.is_alive()

    def deliver_late(self) -> None:
        """Bring the hub what is still on its way, and the last requests again, the oldest last."""
        asyncio.run_coroutine_threadsafe(self._bring_late(), self._loop).result(_WAIT_S)

    async def _bring_late(self) -> None:
        for request in (*self._late, *reversed(self._requests)):
            await self._forward(request)
        self._late.clear()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self._listening)
        self.port = server.sockets[0].getsockname()[1]
        if self.line is not None:
            self.port = await self.line.open(self.port)
        scheme = "http" if self._listening is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self.port}"
        self._ready.set()
        async with server:
            await self._stop.wait()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            if self.line is not None:
                await self.line.close()
            for writer in self._writers:
                writer.transport.abort()
            await asyncio.sleep(0)  # for the connections to be closed

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Known from the first moment, or the end may come before its task has begun.
        self._writers.add(writer)
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                while await self._exchange(reader, writer):
                    pass
        finally:
            writer.transport.abort()
            self._writers.discard(writer)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and what becomes of it; True where another may follow."""
        fault = self.choose()
        self.seen.append(fault)
        if fault is Fault.REFUSE:
            return False
        if fault is Fault.HALF_CLOSE and writer.can_write_eof():  # TLS knows no half
            writer.write_eof()
        request = await _read_request(reader)
        if fault is Fault.TLS_GARBAGE:
            await _reply(writer, _ALERT)
        elif fault is Fault.STALL:
            await _until_closed(reader)
        elif fault is Fault.DELAYED:
            self._late.append(request)
        elif fault is Fault.STALE_ANSWER and self._stale is not None:
            await _reply(writer, self._stale.raw())
        elif fault in CANNED:
            await _reply(writer, CANNED[fault].raw())
        elif fault not in {Fault.RESET_UP, Fault.STALE_ANSWER}:
            answer = await self._ask_hub(fault, request)
            await self._answer(fault, answer, reader, writer)
        return fault is Fault.KEPT

    async def _ask_hub(self, fault: Fault, request: bytes) -> Answer:
        """Take a request to the hub, and what else finds its way there now."""
        answer = Answer.parse(await self._forward(request))
        if fault is Fault.DUPLICATED:
            answer = Answer.parse(await self._forward(request))
        while self._late:
            await self._forward(self._late.pop())
        if fault is Fault.REPLAYED and self._requests:
            await self._forward(self._requests[0])
        self._requests.append(request)
        if answer.accepted:
            self._stale = answer
        try:
            self.meanwhile()
        except Exception as error:
            # It would end in the log of a thread that nobody reads.
            self.broken.append(error)
        return answer

    async def _answer(
        self,
        fault: Fault,
        answer: Answer,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if fault is Fault.HALF_CLOSE:
            return
        if fault in DISTORTED:
            await _reply(writer, DISTORTED[fault](answer))
        elif fault is Fault.STALL_DOWN:
            await _until_closed(reader)
        elif fault is Fault.LORIS_STALL:
            await _dribble(writer, answer.raw()[:-1], self.loris_s)
            await _until_closed(reader)
        elif fault is Fault.LORIS:
            await _dribble(writer, answer.raw(), self.loris_s)
        elif fault in _KEEPING:
            writer.write(answer.without(b"connection").raw())
            await writer.drain()
        else:
            if fault is Fault.SLOW:
                await asyncio.sleep(_SLOW_S)
            await _reply(writer, answer.raw())

    async def _forward(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self._hub_port, ssl=self._speaking
        )
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    """One request, told to close the connection after its answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = 0
    for line in lines:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    body = await reader.readexactly(length)
    return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]) + body


async def _reply(writer: asyncio.StreamWriter, answer: bytes) -> None:
    """All of it, and then the end of the connection."""
    writer.write(answer)
    await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()


async def _dribble(writer: asyncio.StreamWriter, answer: bytes, pause_s: float) -> None:
    """The first bytes one by one."""
    for at in range(LORIS_BYTES):
        writer.write(answer[at : at + 1])
        await writer.drain()
        await asyncio.sleep(pause_s)
    writer.write(answer[LORIS_BYTES:])
    await writer.drain()


async def _until_closed(reader: asyncio.StreamReader) -> None:
    """Say nothing until the other side gives up."""
    async with asyncio.timeout(_WAIT_S):
        await reader.read()
