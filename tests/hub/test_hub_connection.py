"""The hub's sockets under hands that know HTTP too well."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
import requests

from checkpoint_app.hub import connection
from tests.fakes.hub_server import RunningHub

WAIT_S = 20
HEALTHY = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    with RunningHub(tmp_path_factory.mktemp("hub")) as running:
        yield running


@pytest.fixture
def line(hub: RunningHub) -> Iterator[socket.socket]:
    """A connection to the hub, without any client's manners."""
    port = int(hub.url.rsplit(":", 1)[1])
    with closing(socket.create_connection(("127.0.0.1", port), timeout=WAIT_S)) as line:
        yield line


def all_of(line: socket.socket) -> bytes:
    """What comes until the other side ends it, however it does."""
    told = b""
    try:
        while piece := line.recv(65_536):
            told += piece
    except ConnectionResetError:
        pass
    return told


def healthy(hub: RunningHub) -> bool:
    return requests.get(hub.url + "/v1/health", timeout=WAIT_S).ok


def pour(line: socket.socket, piece: bytes, pieces: int) -> int:
    """Sends a piece again and again. Returns: how many went before the other side hung up."""
    for sent in range(pieces):
        try:
            line.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            return sent
    return pieces


def test_a_head_in_pieces_is_read(line: socket.socket) -> None:
    for place in range(len(HEALTHY) - 1):
        line.sendall(HEALTHY[place : place + 1])
    line.sendall(HEALTHY[-1:])
    assert line.recv(100).startswith(b"HTTP/1.1 200")


def test_many_requests_on_one_line_are_answered_in_order(line: socket.socket) -> None:
    line.sendall(
        HEALTHY * 2
        + HEALTHY.replace(b"health", b"nowhere").replace(b"Host", b"Connection: close\r\nHost")
    )
    told = all_of(line)
    assert [piece[:3] for piece in told.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"404"]


@pytest.mark.parametrize(
    "endless",
    [HEALTHY[:-2] + b"X: ", b"GET /", b"GET / HTTP/1.1\r\n"],
    ids=["value", "path", "names"],
)
def test_an_endless_head_is_hung_up(hub: RunningHub, line: socket.socket, endless: bytes) -> None:
    line.sendall(endless)
    piece = b"a: b\r\n" * 2_000 if endless.endswith(b"\r\n") else b"x" * 12_000
    assert pour(line, piece, 2_000) < 2_000
    assert healthy(hub)


def test_an_endless_trailer_is_hung_up(
    hub: RunningHub, line: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MAX_REQUEST", 1_000_000)
    line.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: ")
    assert pour(line, b"x" * 100_000, 2_000) < 2_000
    assert healthy(hub)


@pytest.mark.parametrize("begun", [b"", b"GET /v1/hea", HEALTHY + b"GET"])
def test_whoever_never_ends_a_head_is_hung_up(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(connection, "HEAD_S", 0.2)
    port = int(hub.url.rsplit(":", 1)[1])
    with closing(socket.create_connection(("127.0.0.1", port), timeout=WAIT_S)) as line:
        line.sendall(begun)
        told = all_of(line)
    assert told.startswith(b"HTTP/1.1 200") == begun.startswith(HEALTHY)


@pytest.mark.parametrize(
    "head",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET \xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"NONE / HTTP/1.1\r\nHost: x\r\n\r\n",
        POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        POST + b"Content-Length: -2\r\n\r\n{}",
        POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_hung_up(
    hub: RunningHub, line: socket.socket, head: bytes
) -> None:
    line.sendall(head)
    told = all_of(line)
    assert told.split(b"\r\n")[0] in {b"HTTP/1.1 400 Bad Request", b""}
    assert healthy(hub)


@pytest.mark.parametrize("upgrade", [b"websocket", b"h2c", b"x"])
def test_no_other_protocol_is_spoken(line: socket.socket, upgrade: bytes) -> None:
    line.sendall(HEALTHY[:-2] + b"Connection: upgrade, close\r\nUpgrade: " + upgrade + b"\r\n\r\n")
    assert all_of(line).startswith(b"HTTP/1.1 200")
