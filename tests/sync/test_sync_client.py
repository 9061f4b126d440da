"""Whose word counts: only the hub's own answer about this very batch."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from uuid import uuid4

import msgspec
import pytest

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.errors import EnrolmentRefused, HubUnreachable, HubUrlRefused
from checkpoint_app.sync.backoff import CAP_S, Backoff
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.enrol import enrol
from checkpoint_app.sync.http import check_url
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CONTENT_TYPE
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub, Station, make_passage
from tests.fakes.scripted_server import ScriptedServer, reply

CAUSES = {
    Fault.REFUSE: SyncCause.NO_ANSWER,
    Fault.RESET_UP: SyncCause.NO_ANSWER,
    Fault.RESET_DOWN: SyncCause.NO_ANSWER,
    Fault.STALL: SyncCause.NO_ANSWER,
    Fault.STALL_DOWN: SyncCause.NO_ANSWER,
    Fault.CAPTIVE_200: SyncCause.CAPTIVE_PORTAL,
    Fault.CAPTIVE_302: SyncCause.CAPTIVE_PORTAL,
    Fault.PROXY_404: SyncCause.NOT_THE_HUB,
    Fault.GATEWAY_502: SyncCause.NOT_THE_HUB,
    Fault.FOREIGN_JSON: SyncCause.NOT_THE_HUB,
    Fault.CORRUPTED: SyncCause.ANSWER_DAMAGED,
}


def one(station: Station) -> list[bytes]:
    return [encode_item(make_passage(station.id, Random(0)))]


@contextmanager
def proxied(hub: RunningHub, fault: Fault) -> Iterator[str]:
    with FaultProxy(int(hub.url.rsplit(":", 1)[1]), lambda: fault) as proxy:
        yield proxy.url


@pytest.mark.parametrize("fault", CAUSES)
def test_each_fault_has_its_cause(hub: RunningHub, station: Station, fault: Fault) -> None:
    with proxied(hub, fault) as url:
        client = station.client(url, stall_s=0.2)
        with pytest.raises(SyncFailure) as failed:
            client.send(one(station))
        client.close()
    assert failed.value.cause is CAUSES[fault]


def test_a_torn_answer_is_no_answer(hub: RunningHub, station: Station) -> None:
    with proxied(hub, Fault.TRUNCATED) as url, pytest.raises(SyncFailure) as failed:
        station.client(url).send(one(station))
    assert failed.value.cause in {SyncCause.NO_ANSWER, SyncCause.ANSWER_DAMAGED}


@pytest.mark.parametrize("fault", [Fault.OK, Fault.DUPLICATED, Fault.SLOW])
def test_a_true_answer_counts(hub: RunningHub, station: Station, fault: Fault) -> None:
    with proxied(hub, fault) as url:
        answer = station.client(url).send(one(station))
    assert len(answer.accepted + answer.duplicate) == 1


OURS = {"Content-Type": CONTENT_TYPE, "Checkpoint-Hub": "1"}
PROBLEM = b'{"code":"why"}'


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (reply(200, b'{"status":"ok"}', OURS), SyncCause.ANSWER_DAMAGED),
        (reply(200, b"", OURS), SyncCause.ANSWER_DAMAGED),
        (reply(200, b"{}", {"Content-Type": CONTENT_TYPE}), SyncCause.NOT_THE_HUB),
        (reply(200, b"{}", {"Checkpoint-Hub": "1"}), SyncCause.NOT_THE_HUB),
        (
            reply(200, b"{}", {"Content-Type": CONTENT_TYPE + "; x=1", "Checkpoint-Hub": "1"}),
            SyncCause.NOT_THE_HUB,
        ),
        (reply(201, PROBLEM, OURS), SyncCause.HUB_ERROR),
        (reply(202, b"{}", OURS), SyncCause.ANSWER_DAMAGED),
        (reply(400, PROBLEM, {"Content-Type": "application/json"}), SyncCause.NOT_THE_HUB),
        (reply(401, PROBLEM, OURS), SyncCause.UNAUTHORISED),
        (reply(403, PROBLEM, OURS), SyncCause.UNAUTHORISED),
        (reply(401, b"<html>", {"Content-Type": "text/html"}), SyncCause.NOT_THE_HUB),
        (reply(408, PROBLEM, OURS), SyncCause.NO_ANSWER),
        (reply(409, PROBLEM, OURS), SyncCause.HUB_OTHER_VERSION),
        (reply(429, PROBLEM, OURS), SyncCause.HUB_BUSY),
        (reply(500, PROBLEM, OURS), SyncCause.HUB_ERROR),
        (reply(511, b"", {"Content-Type": "text/plain"}), SyncCause.CAPTIVE_PORTAL),
        (reply(307, b"", OURS | {"Location": "/elsewhere"}), SyncCause.ANSWER_DAMAGED),
        (reply(200, b"x" * 1_200_000, OURS), SyncCause.NOT_THE_HUB),
        (b"this is no HTTP at all\r\n\r\n", SyncCause.NO_ANSWER),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n", SyncCause.NO_ANSWER),
        (b"", SyncCause.NO_ANSWER),
    ],
)
def test_strange_answers_are_nobodys_word(
    station: Station, answer: bytes, cause: SyncCause
) -> None:
    with ScriptedServer(answer) as server, pytest.raises(SyncFailure) as failed:
        station.client(server.url, stall_s=2).send(one(station))
    assert failed.value.cause is cause
    assert server.requests == 1, "nothing is followed or repeated"


def test_an_answer_about_another_batch_is_no_word(station: Station) -> None:
    other = msgspec.json.encode(make_answer(uuid4(), 0, [(uuid4(), 1)], [], []))
    with (
        ScriptedServer(reply(200, other, OURS)) as server,
        pytest.raises(SyncFailure) as failed,
    ):
        station.client(server.url).send(one(station))
    assert failed.value.cause is SyncCause.ANSWER_DAMAGED


@pytest.mark.parametrize("status", [400, 413, 422])
def test_our_refusal_of_a_batch(station: Station, status: int) -> None:
    with (
        ScriptedServer(reply(status, PROBLEM, OURS)) as server,
        pytest.raises(BatchRefused) as refused,
    ):
        station.client(server.url).send(one(station))
    assert refused.value.code == "why"


def test_the_hub_may_ask_for_patience(station: Station) -> None:
    with (
        ScriptedServer(reply(503, PROBLEM, OURS | {"Retry-After": "70"})) as server,
        pytest.raises(SyncFailure) as failed,
    ):
        station.client(server.url).send(one(station))
    assert (failed.value.cause, failed.value.retry_after_s) == (SyncCause.HUB_BUSY, 70)


def test_nobody_there(hub: RunningHub, station: Station) -> None:
    hub.stop()
    with pytest.raises(SyncFailure) as failed:
        station.client(hub.url).send(one(station))
    assert failed.value.cause is SyncCause.NO_NETWORK
    hub.start()


def test_a_line_on_which_nobody_speaks_tls(hub: RunningHub, station: Station) -> None:
    with pytest.raises(SyncFailure) as failed:
        station.client(hub.url.replace("http:", "https:")).send(one(station))
    assert failed.value.cause is SyncCause.NOT_THE_HUB


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("https://hub.example", False),
        ("https://hub.example:8443/base/", False),
        ("http://127.0.0.1:8000", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:80", True),
        ("http://localhost:80", True),
    ],
)
def test_safe_addresses(url: str, local: bool) -> None:
    assert check_url(url) is local


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example",
        "http://10.0.0.1",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://127.0.0.1@hub.example",
        "https://user:word@hub.example",
        "https://hub.example/?x=1",
        "https://",
        "ftp://127.0.0.1",
        "hub.example",
        "",
        "http://[::1",
        "https://hub.example:99999",
    ],
)
def test_unsafe_addresses_are_refused(station: Station, url: str) -> None:
    with pytest.raises(HubUrlRefused):
        station.client(url)
    with pytest.raises(HubUrlRefused):
        enrol(url, "ABCDEFGH", station.store.info(), SystemClock())


def test_plain_http_elsewhere_only_where_allowed() -> None:
    assert check_url("http://10.0.0.1", allow_plain=True) is False
    with pytest.raises(HubUrlRefused):
        check_url("ftp://10.0.0.1", allow_plain=True)


def test_an_address_with_a_slash_at_the_end(hub: RunningHub, station: Station) -> None:
    assert station.client(hub.url + "/").bulletin().site_name == "Chung cư Thử"


def test_enrolment_says_why_not(hub: RunningHub, station: Station) -> None:
    with pytest.raises(EnrolmentRefused) as refused:
        enrol(hub.url, "WRXNGWRX", station.store.info(), station.clock)
    assert refused.value.details == {"reason": "code_unknown"}
    with (
        ScriptedServer(reply(200, b"<html>", {"Content-Type": "text/html"})) as server,
        pytest.raises(HubUnreachable) as unreachable,
    ):
        enrol(server.url, "ABCDEFGH", station.store.info(), station.clock)
    assert unreachable.value.details == {"reason": "captive_portal"}


def test_a_lost_enrolment_answer_strands_nobody(hub: RunningHub, station: Station) -> None:
    code = hub.hub.enrol("Chung cư Thử")
    with proxied(hub, Fault.RESET_DOWN) as url, pytest.raises(HubUnreachable):
        enrol(url, code, station.store.info(), station.clock)
    station.token = enrol(hub.url, code, station.store.info(), station.clock).token
    assert len(station.client(hub.url).send(one(station)).accepted) == 1


def test_a_netrc_file_does_not_replace_the_token(
    hub: RunningHub, station: Station, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = station.path.parent / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    assert station.client(hub.url).bulletin().hub == hub.hub.id


def test_waits_double_with_jitter_up_to_the_cap() -> None:
    low, high = Backoff(lambda: 0.0), Backoff(lambda: 1.0)
    assert [low.failed() for _ in range(4)] == [2.5, 5, 10, 20]
    assert [high.failed() for _ in range(4)] == [5, 10, 20, 40]
    for _ in range(2_000):
        last = high.failed()
    assert last == CAP_S
    assert low.failed(retry_after_s=70) == 70
    assert high.failed(retry_after_s=10**9) == 3_600 + CAP_S / 2
    high.succeeded()
    assert high.failed() == 5


def test_client_and_thread_are_gone_after_use(hub: RunningHub, station: Station) -> None:
    before = threading.active_count()
    client: HubClient = station.client(hub.url)
    client.bulletin()
    client.close()
    assert threading.active_count() <= before + 1
