"""Signs of life over real HTTP: what is kept of them, who may give them, and each only once."""

import logging
from typing import Any
from uuid import uuid4

import msgspec
import pytest
import requests
from sqlalchemy import Row, select

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.signs import StationState
from checkpoint_app.hub.store import tables
from checkpoint_app.wire.bulletin import (
    Acknowledgement,
    BulletinAnswer,
    DayItem,
    Heartbeat,
    HeartbeatAnswer,
)
from checkpoint_app.wire.messages import Bulletin
from checkpoint_app.wire.protocol import CONTENT_TYPE, MARKER, MAX_HEARTBEAT_BYTES
from tests.fakes.hub_server import RunningHub, Station

WAIT_S = 20
FAR = 3 * 60_000


def beat(hub: RunningHub, station: Station, **changes: object) -> Heartbeat:
    """A sign of life that nothing is wrong with."""
    now = hub.hub.now_ms()
    made = Heartbeat(
        station=station.id,
        sent=now,
        version="0.1.0",
        queue=3,
        needs_fix=1,
        captured=40,
        today=DayItem(day=f"{local(now):%Y-%m-%d}", entries=25, exits=15),
        offset=-20,
        camera="running",
        oldest_unsent_at=now - 5_000,
        free_mb=60_000,
        held="x",
    )
    return msgspec.structs.replace(made, **changes)


def post(hub: RunningHub, body: bytes, token: str) -> requests.Response:
    return requests.post(
        hub.url + "/v1/heartbeat",
        data=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=WAIT_S,
    )


def give(hub: RunningHub, station: Station, made: Heartbeat) -> HeartbeatAnswer:
    response = post(hub, msgspec.json.encode(made), station.token)
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == CONTENT_TYPE
    assert response.headers[MARKER] == "1"
    return msgspec.json.decode(response.content, type=HeartbeatAnswer)


def days(hub: RunningHub) -> list[Row[Any]]:
    with hub.hub._database.read() as connection:
        return list(connection.execute(select(tables.station_day)))


def test_a_sign_of_life_is_kept_and_answered(hub: RunningHub, station: Station) -> None:
    ((row, judged),) = hub.hub.station_states()
    assert judged.state is StationState.NEVER_SEEN
    made = beat(hub, station)
    answer = give(hub, station, made)
    assert (answer.hub, answer.site_name) == (hub.hub.id, "Chung cư Thử")
    assert made.sent <= answer.now <= hub.hub.now_ms()
    assert (answer.serial, answer.revision) == hub.hub.bulletins.stand(row.site)[:2]
    ((row, judged),) = hub.hub.station_states()
    assert judged.state is StationState.SENDING
    assert (row.version, row.camera, row.queue, row.needs_fix) == ("0.1.0", "running", 3, 1)
    assert (row.captured, row.free_mb, row.bulletin) == (40, 60_000, "x")
    assert row.signs.skew_ms == 20, "the station's own measure is the finer one"
    assert row.signs.oldest_unsent_at == made.oldest_unsent_at - 20  # type: ignore[operator]
    assert row.signs.active_at == row.signs.beat_at == row.signs.last_seen_at


def test_its_day_is_counted(hub: RunningHub, station: Station) -> None:
    give(hub, station, beat(hub, station, queue=9))
    sent = hub.hub.now_ms() - FAR
    give(hub, station, beat(hub, station, queue=4, sent=sent, offset=None))
    other = DayItem(day="2020-01-01", entries=999, exits=999)
    give(hub, station, beat(hub, station, today=other))
    (row,) = days(hub)
    assert (row.beats, row.most_queued, row.entries, row.exits) == (3, 9, 25, 15)
    assert -FAR - 20_000 < row.worst_skew_ms <= -FAR
    assert row.first_at <= row.last_at


def test_idle_is_told_from_in_use(hub: RunningHub, station: Station) -> None:
    give(hub, station, beat(hub, station, captured=40))
    first = hub.hub.station_states()[0][0].signs.active_at
    give(hub, station, beat(hub, station, captured=40))
    assert hub.hub.station_states()[0][0].signs.active_at == first
    give(hub, station, beat(hub, station, captured=41))
    again = hub.hub.station_states()[0][0].signs.active_at
    assert first is not None
    assert again is not None
    assert again >= first
    assert again == hub.hub.station_states()[0][0].signs.beat_at


def test_a_clock_that_is_off_is_seen(hub: RunningHub, station: Station) -> None:
    give(hub, station, beat(hub, station, sent=hub.hub.now_ms() + FAR, offset=-FAR))
    ((row, judged),) = hub.hub.station_states()
    assert judged.state is StationState.CLOCK_OFF
    assert row.signs.skew_ms == FAR
    give(hub, station, beat(hub, station, offset=-FAR))
    assert hub.hub.station_states()[0][1].state is StationState.SENDING, (
        "an offset of before is not used"
    )


def test_an_acknowledgement_is_held_once(hub: RunningHub, station: Station) -> None:
    notice, unknown = hub.hub.bulletins.add_notice("all", "Họp"), uuid4()
    said = [
        Acknowledgement(notice=notice, at=5, answer=" Đã\u0000 rõ "),
        Acknowledgement(notice=unknown, at=6),
    ]
    for _ in range(2):
        answer = give(hub, station, beat(hub, station, acknowledged=said))
        assert answer.confirmed == [notice, unknown]
    later = [Acknowledgement(notice=notice, at=9, answer="Khác")]
    give(hub, station, beat(hub, station, acknowledged=later))
    (row,) = hub.hub.bulletins.notices()
    (held,) = row["answers"]
    assert (held["station"], held["at"], held["answer"]) == (station.id, 5, "Đã rõ")
    assert held["site"] == "Chung cư Thử"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"queue": -1}, 400),
        ({"queue": 2**31}, 400),
        ({"captured": 2**60}, 400),
        ({"sent": 2**60}, 400),
        ({"version": "x" * 65}, 400),
        ({"held": "x" * 65}, 400),
        ({"today": {"day": "today", "entries": 0, "exits": 0}}, 400),
        ({"acknowledged": [{"notice": str(uuid4()), "at": 1}] * 101}, 400),
        ({"acknowledged": [{"notice": "x", "at": 1}]}, 400),
        ({"station": str(uuid4())}, 403),
        ({"version": "\x00\u202e", "camera": "\x00", "held": "\x00"}, 200),
        ({"unheard_of": [1, 2]}, 200),
        ({"sent": -(2**50), "oldest_unsent_at": -(2**50)}, 200),
    ],
)
def test_strange_signs_of_life(
    hub: RunningHub, station: Station, changes: dict[str, object], status: int
) -> None:
    body = msgspec.json.encode({**msgspec.to_builtins(beat(hub, station)), **changes})
    response = post(hub, body, station.token)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == CONTENT_TYPE
    give(hub, station, beat(hub, station))


def test_only_its_own_station_may_speak(hub: RunningHub, station: Station) -> None:
    body = msgspec.json.encode(beat(hub, station))
    assert post(hub, body, "wrong").status_code == 401
    assert post(hub, b"x" * (MAX_HEARTBEAT_BYTES + 1), station.token).status_code == 413
    assert post(hub, b"{", station.token).status_code == 400
    assert days(hub) == []


def test_nothing_of_it_is_logged(
    hub: RunningHub, station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    notice = hub.hub.bulletins.add_notice("all", "Tìm bà Cảnh")
    said = [Acknowledgement(notice=notice, at=5, answer="Bà Cảnh ở P.12")]
    with caplog.at_level(logging.DEBUG):
        give(hub, station, beat(hub, station, acknowledged=said))
        post(hub, b'{"answer": "C\xe1nh"}', station.token)
    assert "nh" not in caplog.text.replace("Unhandled", "")


def test_a_station_of_the_earlier_version_hears_what_it_knows(
    hub: RunningHub, station: Station
) -> None:
    hub.hub.bulletins.add_notice("all", "Họp")
    said = {"Authorization": f"Bearer {station.token}"}
    response = requests.get(hub.url + "/v1/bulletin", headers=said, timeout=WAIT_S)
    assert response.status_code == 200
    assert set(response.json()) == {"now", "hub", "site_name"}
    asked = hub.url + "/v1/bulletin?held="
    whole = requests.get(asked, headers=said, timeout=WAIT_S).content
    assert msgspec.json.decode(whole, type=Bulletin).hub == hub.hub.id
    assert msgspec.json.decode(whole, type=BulletinAnswer).revision
    assert requests.get(asked, timeout=WAIT_S).status_code == 401
