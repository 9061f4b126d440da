"""The hub over real HTTP: who is let in, what is refused, and that it goes on afterwards."""

import asyncio
import gzip
import logging
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import msgspec
import pytest
import requests

from checkpoint_app.domain.errors import PortTaken, StoreBusy
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub import http as hub_http
from checkpoint_app.hub.server import serve
from checkpoint_app.hub.service import Hub
from checkpoint_app.wire.answers import is_sound
from checkpoint_app.wire.messages import BatchAnswer
from checkpoint_app.wire.packing import pack_batch
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CONTENT_TYPE, MARKER, MAX_BYTES, MAX_ITEMS
from tests.fakes.hub_server import RunningHub, Station, make_passage

WAIT_S = 20


def headers(station: Station, **more: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {station.token}",
        "Content-Type": CONTENT_TYPE,
        "Content-Encoding": "gzip",
    } | more


def post(
    hub: RunningHub, station: Station, body: bytes, path: str = "/v1/passages", **more: str
) -> requests.Response:
    return requests.post(
        hub.url + path, data=body, headers=headers(station, **more), timeout=WAIT_S
    )


def batch_of(station: Station, *items: bytes) -> bytes:
    return pack_batch(station.id, uuid4(), station.clock.now_ms(), items)


def items_of(station: Station, count: int, seed: int = 0) -> list[bytes]:
    rng = Random(seed)
    return [encode_item(make_passage(station.id, rng)) for _ in range(count)]


def problem(response: requests.Response) -> tuple[int, str]:
    """Every refusal is in our own type with our marker."""
    assert response.headers["Content-Type"] == CONTENT_TYPE
    assert response.headers[MARKER] == "1"
    code: str = response.json()["code"]
    return response.status_code, code


def test_a_bad_passage_spoils_only_itself(hub: RunningHub, station: Station) -> None:
    good = items_of(station, 3)
    bad = good[1].replace(b'"direction":"', b'"direction":"x')
    wanted = msgspec.json.decode(bad)["id"]
    response = post(hub, station, batch_of(station, good[0], bad, b'"?"', good[2]))
    answer = msgspec.json.decode(response.content, type=BatchAnswer)
    assert response.status_code == 200
    assert is_sound(answer, answer.batch)
    assert [(str(r.id), r.rev, r.code, r.field, r.index) for r in answer.rejected] == [
        (wanted, 1, "value_unknown", "direction", None),
        ("None", None, "malformed", None, 2),
    ]
    assert {str(item) for item, _ in answer.accepted} == set(hub.held())
    assert len(answer.accepted) == 2


@pytest.mark.parametrize("token", ["", "wrong", "Bearer", "ü" * 50])
def test_a_wrong_token_is_refused_in_our_own_type(
    hub: RunningHub, station: Station, token: str
) -> None:
    body = batch_of(station, *items_of(station, 1))
    wrong = f"Bearer {token}".encode().decode("latin-1")
    assert problem(post(hub, station, body, Authorization=wrong)) == (401, "unauthorised")
    response = requests.get(
        hub.url + "/v1/bulletin", headers={"Authorization": wrong}, timeout=WAIT_S
    )
    assert problem(response) == (401, "unauthorised")
    assert hub.held() == {}


def test_a_token_of_another_station_is_refused(
    hub: RunningHub, station: Station, tmp_path: Path
) -> None:
    other = Station(tmp_path, hub)
    body = batch_of(other, *items_of(other, 1))
    assert problem(post(hub, station, body)) == (403, "other_station")
    other.close()


def hostile(station: Station) -> dict[str, tuple[bytes, dict[str, str], int, str]]:
    deep = b"[" * 300_000 + b"]" * 300_000
    whole = msgspec.json.encode(
        {"v": 1, "station": str(station.id), "batch": str(uuid4()), "sent": 0, "passages": []}
    )
    plain = {"Content-Encoding": "identity"}
    return {
        "bomb": (gzip.compress(b"\0" * 60_000_000), {}, 413, "too_large"),
        "bomb of one batch": (
            gzip.compress(whole[:-2] + b" " * MAX_BYTES + b"]}"),
            {},
            413,
            "too_large",
        ),
        "announced too large": (b"x" * (MAX_BYTES + 1), plain, 413, "too_large"),
        "one too many": (batch_of(station, *[b"1"] * (MAX_ITEMS + 1)), {}, 413, "too_many"),
        "deep": (gzip.compress(whole[:-2] + deep + b"]}"), {}, 400, "unreadable"),
        "no gzip": (b"hello", {}, 400, "unreadable"),
        "torn gzip": (batch_of(station, b"1")[:-3], {}, 400, "unreadable"),
        "other encoding": (b"hello", {"Content-Encoding": "br"}, 400, "unreadable"),
        "no utf-8": (whole.replace(b'"sent"', b'"\xff"'), plain, 400, "envelope"),
        "no batch": (b"[1,2]", plain, 400, "envelope"),
        "no id": (whole.replace(str(station.id).encode(), b"?"), plain, 400, "envelope"),
        "empty": (b"", plain, 400, "unreadable"),
        "newer": (whole.replace(b'"v":1', b'"v":99'), plain, 409, "version_unknown"),
    }


def test_hostile_bodies_are_refused_and_the_hub_goes_on(hub: RunningHub, station: Station) -> None:
    for name, (body, more, status, code) in hostile(station).items():
        try:
            response = post(hub, station, body, **more)
        except requests.ConnectionError:
            # Refused before it was read: the sender may only see the door shut.
            assert name == "announced too large"
            continue
        assert problem(response) == (status, code), name
    good = post(hub, station, batch_of(station, *items_of(station, 2)))
    assert good.status_code == 200
    assert len(hub.held()) == 2


def test_invalid_utf8_in_one_passage_is_that_passages_fault(
    hub: RunningHub, station: Station
) -> None:
    good, bad = items_of(station, 2)
    bad = bad.replace("Thử".encode(), b"Th\xff")
    answer = post(hub, station, batch_of(station, good, bad)).json()
    assert len(answer["accepted"]) == 1
    assert [entry["code"] for entry in answer["rejected"]] == ["malformed"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/elsewhere"), ("GET", "/v1/passages"), ("PUT", "/v1/enrol")]
)
def test_unknown_places_are_refused_in_our_own_type(
    hub: RunningHub, method: str, path: str
) -> None:
    response = requests.request(method, hub.url + path, timeout=WAIT_S)
    assert problem(response) == (404, "not_found")


def test_health_and_bulletin(hub: RunningHub, station: Station) -> None:
    health = requests.get(hub.url + "/v1/health", timeout=WAIT_S)
    assert set(health.json()) == {"now"}
    bulletin = requests.get(hub.url + "/v1/bulletin", headers=headers(station), timeout=WAIT_S)
    assert bulletin.json()["site_name"] == "Chung cư Thử"
    assert bulletin.json()["hub"] == str(hub.hub.id)


def test_enrolment_over_http(hub: RunningHub) -> None:
    def ask(body: Any) -> requests.Response:
        return requests.post(hub.url + "/v1/enrol", json=body, timeout=WAIT_S)

    station = str(uuid4())
    code = hub.hub.enrol("Chung cư Thử")
    assert ask({"code": code, "station": station, "name": "Cổng 1"}).status_code == 200
    assert problem(ask({"code": "WRONGWRO", "station": station, "name": ""})) == (
        403,
        "code_unknown",
    )
    assert problem(ask({"code": code})) == (400, "envelope")
    assert problem(ask({"code": "x" * 5_000, "station": station, "name": ""})) == (
        413,
        "too_large",
    )
    answers = [problem(ask({"code": "?", "station": station, "name": ""})) for _ in range(10)]
    assert answers[-1] == (429, "too_many_tries")


def test_a_slow_body_is_refused(tmp_path: Path) -> None:
    hub = Hub.open(tmp_path / "slow")
    hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
    app = hub_http.make_app(hub, stall_s=0.1)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/enrol",
        "headers": [],
        "query_string": b"",
        "client": ("192.0.2.1", 1),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:  # the interface asks for it
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 408
    assert dict(sent[0]["headers"])[b"checkpoint-hub"] == b"1"
    assert b"too_slow" in sent[1]["body"]
    hub.close()


def test_many_batches_at_once_each_get_their_own_answer(hub: RunningHub, station: Station) -> None:
    shared = items_of(station, 10, seed=1)

    def push(number: int) -> tuple[set[str], set[str]]:
        mine = items_of(station, 5, seed=number + 2)
        answer = post(hub, station, batch_of(station, *shared, *mine)).json()
        said = [item for item, _ in answer["accepted"] + answer["duplicate"]]
        assert len(said) == 15
        return {item for item, _ in answer["accepted"]}, set(said)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(push, range(16)))
    accepted = [item for taken, _ in answers for item in taken]
    assert len(accepted) == len(set(accepted)) == 10 + 16 * 5
    assert set(accepted) == set(hub.held())


def test_a_failing_store_is_no_answer_about_any_passage(
    hub: RunningHub, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_group: object) -> None:
        raise StoreBusy

    monkeypatch.setattr(hub.hub._writer, "_commit", fail)
    response = post(hub, station, batch_of(station, *items_of(station, 1)))
    assert problem(response) == (503, "busy")
    assert int(response.headers["Retry-After"]) > 0


def test_a_fault_of_the_program_is_logged_without_what_was_sent(
    hub: RunningHub,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_group: object) -> None:
        raise ValueError("Nguyễn Văn Thử")

    monkeypatch.setattr(hub.hub._writer, "_commit", fail)
    with caplog.at_level(logging.DEBUG):
        response = post(hub, station, batch_of(station, *items_of(station, 1)))
    assert problem(response) == (500, "failed")
    assert "ValueError at" in caplog.text
    assert "Nguyễn" not in caplog.text


def test_logs_hold_nothing_personal(
    hub: RunningHub, station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        post(hub, station, batch_of(station, *items_of(station, 2), '{"name":"Nguyễn"}'.encode()))
        code = hub.hub.enrol("Chung cư Thử")
        requests.post(hub.url + "/v1/enrol", json={"code": code}, timeout=WAIT_S)
    ours = [entry for entry in caplog.records if not entry.name.startswith("urllib3")]
    said = " ".join(entry.getMessage() for entry in ours)
    for secret in ("Nguyễn", station.token, code):
        assert secret not in said


def test_a_port_in_use_is_said(hub: RunningHub, tmp_path: Path) -> None:
    port = int(hub.url.rsplit(":", 1)[1])
    other = Hub.open(tmp_path / "other")
    stop = threading.Event()
    stop.set()  # should it listen after all, it ends at once
    for number in (port, 99_999):
        with pytest.raises(PortTaken):
            serve(other, "127.0.0.1", number, lambda _url: None, stop)
    other.close()


def test_it_stops_gracefully_with_a_connection_left_open(hub: RunningHub, station: Station) -> None:
    port = int(hub.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)) as idle:
        idle.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(100).startswith(b"HTTP/1.1 200")
        begun = time.monotonic()
        hub.stop()
        assert time.monotonic() - begun < WAIT_S
    hub.start()
    assert post(hub, station, batch_of(station)).status_code == 200
