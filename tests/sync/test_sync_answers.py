"""Answers that are nearly the hub's, and lines that never end: nothing of them is believed."""

import contextlib
import datetime as dt
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import uuid4

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.engine import RoundResult
from checkpoint_app.sync.http import STALL_S, TOTAL_S, HubHttp, longest_s
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin, PassageItem, Rejection
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import BULLETIN_PATH, CONTENT_TYPE, PASSAGES_PATH
from tests.fakes.hub_server import RunningHub, Station, make_passage
from tests.fakes.scripted_server import ScriptedServer, reply
from tests.sync.test_sync_engine import TalkingHub, engine_of, save, take_all

OURS = {"Content-Type": CONTENT_TYPE, "Checkpoint-Hub": "1"}
SOUND = msgspec.json.encode(Bulletin(now=1, hub=uuid4(), site_name="x"))
WAIT_S = 20


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()


TYPE, MARK = f"Content-Type: {CONTENT_TYPE}", "Checkpoint-Hub: 1"
LENGTH = f"Content-Length: {len(SOUND)}"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (head(TYPE, TYPE, MARK, LENGTH) + SOUND, SyncCause.NOT_THE_HUB),
        (head(TYPE, "Content-Type: text/html", MARK, LENGTH) + SOUND, SyncCause.NOT_THE_HUB),
        (head(TYPE, MARK, MARK, LENGTH) + SOUND, SyncCause.NOT_THE_HUB),
        (head(TYPE + "; charset=utf-8", MARK, LENGTH) + SOUND, SyncCause.NOT_THE_HUB),
        (head(TYPE.upper(), MARK, LENGTH) + SOUND, SyncCause.NOT_THE_HUB),
        (head(TYPE, "Checkpoint-Hub: 2", LENGTH) + SOUND, SyncCause.NOT_THE_HUB),
        (
            reply(200, gzip.compress(SOUND, mtime=0), OURS | {"Content-Encoding": "gzip"}),
            SyncCause.ANSWER_DAMAGED,
        ),
        (head(TYPE, MARK, LENGTH, status="204 No Content"), SyncCause.ANSWER_DAMAGED),
        (head(TYPE, MARK, LENGTH, status="206 Partial") + SOUND, SyncCause.ANSWER_DAMAGED),
        (
            head(TYPE, MARK, "Location: http://127.0.0.1:9/", LENGTH, status="301 Moved") + SOUND,
            SyncCause.ANSWER_DAMAGED,
        ),
        (reply(200, b"\xef\xbb\xbf" + SOUND, OURS), SyncCause.ANSWER_DAMAGED),
        (reply(200, SOUND.replace(b'"x"', b'"\xff"'), OURS), SyncCause.ANSWER_DAMAGED),
        (reply(200, b"[" * 100_000, OURS), SyncCause.ANSWER_DAMAGED),
    ],
)
def test_nearly_the_hub_is_not_the_hub(answer: bytes, cause: SyncCause) -> None:
    with ScriptedServer(answer) as server, pytest.raises(SyncFailure) as failed:
        HubHttp(server.url, SystemClock()).get(BULLETIN_PATH, Bulletin)
    assert failed.value.cause is cause


def test_the_same_answer_whole_and_in_our_type_is_believed() -> None:
    with ScriptedServer(head(TYPE, MARK, LENGTH) + SOUND) as server:
        assert HubHttp(server.url, SystemClock()).get(BULLETIN_PATH, Bulletin).site_name == "x"


def test_the_hubs_patience_as_a_date(station: Station) -> None:
    until = {
        "Retry-After": "Mon, 23 Nov 2026 12:00:50 GMT",
        "Date": "Mon, 23 Nov 2026 12:00:00 GMT",
    }
    with (
        ScriptedServer(reply(503, b'{"code":"busy"}', OURS | until)) as server,
        pytest.raises(SyncFailure) as failed,
    ):
        station.client(server.url).send([encode_item(make_passage(station.id, Random(0)))])
    assert (failed.value.cause, failed.value.retry_after_s) == (SyncCause.HUB_BUSY, 50)


# Lines that drip


@contextmanager
def dripping(first: bytes, drip: bytes, *, reads: bool = True) -> Iterator[str]:
    """A server that says something, then a byte now and then for ever."""
    listener, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        line, _ = listener.accept()
        with line:
            if reads:
                line.recv(65_536)
            line.sendall(first)
            while not stop.wait(0.02):
                try:
                    line.sendall(drip)
                except OSError:
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        thread.join(WAIT_S)
        listener.close()
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("first", "drip"),
    [
        (b"HTTP/1.1 200", b" "),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (head(TYPE, MARK, "Content-Length: 900000"), b" "),
        (head(TYPE, MARK, "Transfer-Encoding: chunked"), b"1\r\n \r\n"),
        (head(TYPE, MARK), b" "),
    ],
)
def test_an_answer_that_drips_is_cut_in_the_end(first: bytes, drip: bytes) -> None:
    with dripping(first, drip) as url:
        http = HubHttp(url, SystemClock(), connect_s=0.2, total_s=0.2)
        with pytest.raises(SyncFailure) as failed:
            http.get(BULLETIN_PATH, Bulletin)
        http.close()
    assert failed.value.cause is SyncCause.NO_ANSWER


def test_a_tls_greeting_that_drips_is_cut_in_the_end() -> None:
    with dripping(b"\x16\x03\x03\x0f\xff", b"\x02") as url:
        http = HubHttp(url.replace("http:", "https:"), SystemClock(), connect_s=0.3, total_s=0.1)
        with pytest.raises(SyncFailure) as failed:
            http.get(BULLETIN_PATH, Bulletin)
        http.close()
    assert failed.value.cause is SyncCause.NO_ANSWER


def test_a_body_that_nobody_takes_is_cut_in_the_end() -> None:
    with dripping(b"", b"", reads=False) as url:
        http = HubHttp(url, SystemClock(), connect_s=0.2, total_s=-299.6, stall_s=WAIT_S)
        with pytest.raises(SyncFailure) as failed:
            http.post(PASSAGES_PATH, bytes(10_000_000), BatchAnswer, gzipped=False)
        http.close()
    assert failed.value.cause is SyncCause.NO_ANSWER


def test_after_a_cut_the_same_line_serves_again(hub: RunningHub, station: Station) -> None:
    with dripping(b"HTTP/1.1 200", b" ") as url:
        http = HubHttp(url, SystemClock(), connect_s=0.1, total_s=0.1)
        with pytest.raises(SyncFailure):
            http.get(BULLETIN_PATH, Bulletin)
        http._base = hub.url
        http._total_s = TOTAL_S
        http._auth._token = station.token
        for _ in range(2):
            assert http.get(BULLETIN_PATH, Bulletin).site_name == "Chung cư Thử"
        http.close()


def test_time_outs_grow_with_the_payload() -> None:
    assert longest_s(0) == TOTAL_S == 25
    assert longest_s(50_000) == 26.5
    assert longest_s(4_000_000) == 145
    assert STALL_S == 30


# A certificate that is not for today


def certificate(folder: Path, begins: dt.datetime, ends: dt.datetime) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "hub.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.public_bytes(Encoding.PEM)
    )
    return file


@pytest.mark.parametrize(
    ("days", "trusted", "cause"),
    [
        ((-9, -1), True, SyncCause.CLOCK),
        ((1, 9), True, SyncCause.CLOCK),
        ((-9, 9), False, SyncCause.TLS),
    ],
)
def test_a_certificate_not_for_today_speaks_of_the_clock(
    tmp_path: Path, days: tuple[int, int], trusted: bool, cause: SyncCause
) -> None:
    now = dt.datetime.now(dt.UTC)
    file = certificate(tmp_path, *(now + dt.timedelta(days=shift) for shift in days))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listener.accept()
        with line, contextlib.suppress(ssl.SSLError, ConnectionError):
            context.wrap_socket(line, server_side=True).close()

    thread = threading.Thread(target=serve)
    thread.start()
    authority = file.read_text() if trusted else None
    url = f"https://localhost:{listener.getsockname()[1]}"
    http = HubHttp(url, SystemClock(), authority=authority)
    with pytest.raises(SyncFailure) as failed:
        http.get(BULLETIN_PATH, Bulletin)
    http.close()
    thread.join(WAIT_S)
    listener.close()
    assert failed.value.cause is cause


# Words that contradict each other, or speak of others

Say = Callable[[list[PassageItem]], BatchAnswer]


def say_twice(items: list[PassageItem]) -> BatchAnswer:
    """Of the first it says that it is taken and refused, of the second taken and known."""
    keys = [(item.id, item.rev) for item in items]
    refusal = Rejection(code="malformed", id=keys[0][0], rev=keys[0][1])
    return make_answer(uuid4(), 0, keys, [keys[1]], [refusal])


def say_by_place(items: list[PassageItem]) -> BatchAnswer:
    """The first is taken by name and refused by place."""
    keys = [(item.id, item.rev) for item in items]
    return make_answer(uuid4(), 0, keys, [], [Rejection(code="malformed", index=0)])


@pytest.mark.parametrize(("say", "sure"), [(say_twice, 1), (say_by_place, 2)])
def test_two_words_on_one_passage_are_none(station: Station, say: Say, sure: int) -> None:
    save(station, 3)
    hub = TalkingHub(say)
    result = engine_of(station, hub).once()
    assert result == RoundResult(
        sent=sure, accepted=sure, pending=3 - sure, cause=SyncCause.HUB_ERROR
    )
    hub.say = take_all
    assert engine_of(station, hub).once().accepted == 3 - sure


def test_an_answer_without_a_word_is_a_fault_of_the_hub(station: Station) -> None:
    save(station, 2)
    hub = TalkingHub(lambda _items: make_answer(uuid4(), 0, [], [], []))
    assert engine_of(station, hub).once() == RoundResult(pending=2, cause=SyncCause.HUB_ERROR)
    stranger = TalkingHub(lambda _items: make_answer(uuid4(), 0, [(uuid4(), 1)] * 9, [], []))
    assert engine_of(station, stranger).once().pending == 2
    assert station.store.balance().pending == 2


def test_fresh_ones_go_first_and_old_ones_go_on(station: Station) -> None:
    """A gate that records as fast as the network takes: newest and oldest both get through."""
    backlog = save(station, 60)
    order: list[object] = []

    def say(items: list[PassageItem]) -> BatchAnswer:
        order.append({item.id for item in items})
        if len(order) <= 10:
            arrived.extend(save(station, 4))
        return take_all(items)

    arrived = save(station, 1)
    engine_of(station, TalkingHub(say), size=8).once()
    place = {one: batch for batch, ids in enumerate(order) for one in ids}  # type: ignore[attr-defined]
    assert all(place[one.id] <= 1 + number // 4 + 1 for number, one in enumerate(arrived[:40]))
    assert [place[one.id] for one in backlog[:40]] == [number // 4 for number in range(40)]
