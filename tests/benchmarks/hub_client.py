"""Many stations at once out of one thread: requests made ready beforehand, connections kept."""

import gzip
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

import msgspec

from checkpoint_app.records.ids import new_id
from checkpoint_app.wire.messages import Batch, BatchAnswer
from checkpoint_app.wire.protocol import CONTENT_TYPE, PASSAGES_PATH

_ROOM = 1 << 16


@dataclass(frozen=True, slots=True)
class Gate:
    """One station: its id, site and token."""

    station: UUID
    site: UUID
    token: str


@dataclass(slots=True)
class Sent:
    """What came of a run: how long each request waited, and how many passages were new."""

    seconds: float
    waits: list[float]
    accepted: int


def request(gate: Gate, items: Sequence[bytes], sent: int) -> bytes:
    """A batch as it goes through the wire."""
    message = Batch(
        v=1,
        station=gate.station,
        batch=new_id(),
        sent=sent,
        passages=[msgspec.Raw(item) for item in items],
    )
    body = gzip.compress(msgspec.json.encode(message), compresslevel=6, mtime=0)
    head = (
        f"POST {PASSAGES_PATH} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {gate.token}\r\n"
        f"Content-Type: {CONTENT_TYPE}\r\nContent-Encoding: gzip\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = bytearray()
        self.begun = 0.0

    def send(self, data: bytes) -> None:
        self.begun = time.perf_counter()
        self.socket.sendall(data)

    def receive(self) -> bytes | None:
        """The body of the answer when it is there."""
        piece = self.socket.recv(_ROOM)
        assert piece, "the hub closed the connection"
        self.answer += piece
        head, found, body = bytes(self.answer).partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        if len(body) < length:
            return None
        assert head.startswith(b"HTTP/1.1 200"), (head, body)
        self.answer.clear()
        return body


def send_all(port: int, requests: Sequence[bytes], connections: int) -> Sent:
    """Send each request once, each connection one after the other."""
    waiting: Iterator[bytes] = iter(requests)
    bodies: list[bytes] = []
    waits: list[float] = []
    with selectors.DefaultSelector() as selector:
        lines = [_Connection(port) for _ in range(connections)]
        started = time.perf_counter()
        for line, data in zip(lines, waiting, strict=False):
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.send(data)
        while len(bodies) < len(requests):
            for key, _ in selector.select():
                line = key.data
                body = line.receive()
                if body is None:
                    continue
                bodies.append(body)
                waits.append(time.perf_counter() - line.begun)
                for data in islice(waiting, 1):
                    line.send(data)
        seconds = time.perf_counter() - started
        for line in lines:
            line.socket.close()
    answers = [msgspec.json.decode(body, type=BatchAnswer) for body in bodies]
    assert not any(answer.rejected or answer.duplicate for answer in answers)
    return Sent(seconds, waits, sum(len(answer.accepted) for answer in answers))
