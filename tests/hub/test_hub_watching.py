"""What those see who watch over the hub: health, readiness, numbers, logs; nobody's name in any."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
import requests

from checkpoint_app.domain.errors import DiskFull, StoreBusy
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.metrics import may_read
from checkpoint_app.hub.scope import ALL
from checkpoint_app.log import ROOT, json_log
from checkpoint_app.wire.packing import pack_batch
from checkpoint_app.wire.passages import encode_item
from tests.fakes.hub_server import RunningHub, Station, make_passage
from tests.hub.city import PASSWORD, ask

SECRETS = ("Nguyễn", "Chung cư", "Cổng 1", "0900000001", "an.nguyen", PASSWORD)


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", hub_db) as running:
        running.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def station(tmp_path: Path, hub: RunningHub) -> Iterator[Station]:
    made = Station(tmp_path, hub)
    yield made
    made.close()


def push(hub: RunningHub, station: Station, *items: bytes) -> requests.Response:
    return requests.post(
        hub.url + "/v1/passages",
        data=pack_batch(station.id, uuid4(), station.clock.now_ms(), items),
        headers={"Authorization": f"Bearer {station.token}", "Content-Encoding": "gzip"},
        timeout=20,
    )


def a_day_at_the_hub(hub: RunningHub, station: Station) -> str:
    """Good and bad requests of all kinds; a token of a session."""
    good = encode_item(make_passage(station.id, Random(0)))
    push(hub, station, good, good, good.replace(b'"in"', b'"up"').replace(b'"out"', b'"up"'))
    push(hub, station, '{"name": "Nguyễn 0900000001"}'.encode())
    hub.hub.people.add("an.nguyen", Role.CITY, ALL, PASSWORD, "Nguyễn Văn An")
    for password in ("wrong", PASSWORD):
        body = json.dumps({"login": "an.nguyen", "password": password}).encode()
        answer = ask(hub, "POST", "/v1/login", data=body)
    token: str = answer.json()["token"]
    ask(hub, "GET", "/v1/sites?words=Nguyễn", token)
    ask(hub, "GET", "/v1/me", "no such token")
    return token


def numbers(hub: RunningHub) -> dict[str, float]:
    text = ask(hub, "GET", "/metrics").text
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_the_numbers(hub: RunningHub, station: Station) -> None:
    before = numbers(hub)
    assert before['checkpoint_passages_total{outcome="accepted"}'] == 0
    a_day_at_the_hub(hub, station)
    found = numbers(hub)
    assert {
        outcome: found[f'checkpoint_passages_total{{outcome="{outcome}"}}']
        for outcome in ("accepted", "duplicate", "rejected")
    } == {"accepted": 1, "duplicate": 1, "rejected": 2}
    assert found["checkpoint_batch_passages_count"] == 2
    assert found["checkpoint_batch_passages_sum"] == 4
    assert found["checkpoint_durable_seconds_count"] == 2
    assert found["checkpoint_waiting_passages"] == 0
    assert found["checkpoint_stations"] == found["checkpoint_stations_seen"] == 1
    assert found['checkpoint_refused_total{code="login_wrong"}'] == 1
    assert found['checkpoint_refused_total{code="unauthorised"}'] == 1
    assert found['checkpoint_requests_total{endpoint="send_passages",status="200"}'] == 2


def test_the_numbers_name_nobody(hub: RunningHub, station: Station) -> None:
    token = a_day_at_the_hub(hub, station)
    text = ask(hub, "GET", "/metrics").text
    ids = [str(site.id) for site in hub.hub.sites.page()]
    for secret in (*SECRETS, token, station.token, str(station.id), *ids):
        assert secret not in text


@pytest.mark.parametrize(
    ("address", "token", "wanted", "may"),
    [
        ("127.0.0.1", "", "", True),
        ("::1", "", "", True),
        ("127.8.8.8", "", "word", True),
        ("192.0.2.1", "", "", False),
        ("192.0.2.1", "x", "", False),
        ("192.0.2.1", "word", "word", True),
        ("192.0.2.1", "wörd", "word", False),
        ("", "", "", False),
        ("unix", "", "", False),
    ],
)
def test_who_may_read_the_numbers(address: str, token: str, wanted: str, may: bool) -> None:
    assert may_read(address, token, wanted) is may


@pytest.mark.parametrize("cause", [StoreBusy, DiskFull])
def test_a_hub_that_cannot_write_lives_and_is_not_ready(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch, cause: type[Exception]
) -> None:
    assert set(ask(hub, "GET", "/v1/ready").json()) == {"now"}

    def fail() -> None:
        raise cause

    monkeypatch.setattr(hub.hub._database, "write", fail)
    ready = ask(hub, "GET", "/v1/ready")
    assert (ready.status_code, ready.json()) == (503, {"code": "busy"})
    assert int(ready.headers["Retry-After"]) > 0
    assert ask(hub, "GET", "/v1/health").status_code == 200


def test_the_log_is_json_lines_and_names_nobody(
    hub: RunningHub,
    station: Station,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    capsys.readouterr()
    with json_log():
        token = a_day_at_the_hub(hub, station)

        def fail(_group: object) -> None:
            raise ValueError("Nguyễn Văn Thử")

        monkeypatch.setattr(hub.hub._writer, "_commit", fail)
        push(hub, station, encode_item(make_passage(station.id, Random(1))))
        try:
            raise ValueError("Nguyễn Văn Thử")
        except ValueError:
            logging.getLogger(ROOT).exception("it failed")
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    asked = [line for line in lines if line["message"] == "request"]
    assert [(line["endpoint"], line["status"], line["problem"]) for line in asked] == [
        ("send_passages", 200, None),
        ("send_passages", 200, None),
        ("login", 401, "login_wrong"),
        ("login", 200, None),
        ("list_sites", 200, None),
        ("me", 401, "unauthorised"),
        ("send_passages", 500, "failed"),
    ]
    assert all(line["ms"] >= 0 and line["level"] == "info" for line in asked)
    assert lines[-1]["error"].startswith("ValueError at test_hub_watching.py:")
    for secret in (*SECRETS, token, station.token):
        assert secret not in said
    logging.getLogger(ROOT).error("after the block")
    assert capsys.readouterr().err.count("{") == 0
