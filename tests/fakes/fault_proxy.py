"""A TCP proxy on loopback that takes one request a connection and plays a chosen fault on it."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from enum import StrEnum
from types import TracebackType

_HTML = b"<html><body>Please log in</body></html>"
_WAIT_S = 20.0


class Fault(StrEnum):
    """What the network does to one exchange."""

    OK = "ok"
    REFUSE = "refuse"
    RESET_UP = "reset_up"
    RESET_DOWN = "reset_down"  # the hub has committed, its word is lost
    STALL = "stall"
    STALL_DOWN = "stall_down"  # the hub has committed, its word never comes
    CAPTIVE_200 = "captive_200"
    CAPTIVE_302 = "captive_302"
    PROXY_404 = "proxy_404"
    GATEWAY_502 = "gateway_502"
    FOREIGN_JSON = "foreign_json"
    TRUNCATED = "truncated"
    CORRUPTED = "corrupted"
    DUPLICATED = "duplicated"
    SLOW = "slow"


def _canned(status: str, kind: str, body: bytes, extra: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"Connection: close\r\n{extra}\r\n"
    )
    return head.encode() + body


_CANNED = {
    Fault.CAPTIVE_200: _canned("200 OK", "text/html; charset=utf-8", _HTML),
    Fault.CAPTIVE_302: _canned("302 Found", "text/html", b"", "Location: http://127.0.0.1:9/\r\n"),
    Fault.PROXY_404: _canned("404 Not Found", "text/plain", b"no such host"),
    Fault.GATEWAY_502: _canned("502 Bad Gateway", "text/html", _HTML),
    Fault.FOREIGN_JSON: _canned("200 OK", "application/json", b'{"status":"ok"}'),
}


class FaultProxy:
    """Between a real client and a real hub. `choose` is asked once for each connection."""

    def __init__(self, hub_port: int, choose: Callable[[], Fault]) -> None:
        self.choose = choose
        self.seen: list[Fault] = []
        self._hub_port = hub_port
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

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        async with server:
            await self._stop.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._play(self._next(), reader, writer)
        writer.transport.abort()

    def _next(self) -> Fault:
        fault = self.choose()
        self.seen.append(fault)
        return fault

    async def _play(
        self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if fault is Fault.REFUSE:
            return
        request = await _read_request(reader)
        if fault is Fault.RESET_UP:
            return
        if fault is Fault.STALL:
            await _until_closed(reader)
            return
        if fault in _CANNED:
            await _reply(writer, _CANNED[fault])
            return
        answer = await self._forward(request)
        if fault is Fault.RESET_DOWN:
            return
        if fault is Fault.STALL_DOWN:
            await _until_closed(reader)
            return
        if fault is Fault.DUPLICATED:
            answer = await self._forward(request)
        if fault is Fault.SLOW:
            await asyncio.sleep(0.02)
        if fault is Fault.TRUNCATED:
            answer = answer[:-7]
        if fault is Fault.CORRUPTED:
            head, _, body = answer.partition(b"\r\n\r\n")
            damaged = bytes(c ^ 1 if i % 11 == 0 else c for i, c in enumerate(body))
            answer = head + b"\r\n\r\n" + damaged
        await _reply(writer, answer)

    async def _forward(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._hub_port)
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
    writer.write(answer)
    await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()


async def _until_closed(reader: asyncio.StreamReader) -> None:
    """Say nothing until the other side gives up."""
    async with asyncio.timeout(_WAIT_S):
        await reader.read()
