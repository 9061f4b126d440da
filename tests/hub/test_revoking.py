"""A station is shut out and let in again; guessing codes is braked by address and in all."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
import requests

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.trust_errors import StationAmbiguous, StationUnknown
from checkpoint_app.hub.enrolment import WINDOW_S, WRONG_TRIES, WRONG_TRIES_IN_ALL, GuessBrake
from checkpoint_app.hub.service import Hub
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.wire.messages import EnrolAnswer, EnrolRequest
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CONTENT_TYPE, ProblemCode, Refused
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub, Station, make_passage

SITE = "Chợ Thử"


@pytest.fixture
def bare(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    made = Hub.open(tmp_path / "bare", hub_db, clock)
    made.add_site(SITE, SiteKind.MARKET)
    yield made
    made.close()


def join(
    hub: Hub, code: str, station: UUID, name: str = "Cổng", key: bytes | None = None
) -> EnrolAnswer:
    request = EnrolRequest(code=code, station=station, name=name, public_key=key)
    return hub.join(request, "192.0.2.1")


def refusal(hub: Hub, token: str) -> ProblemCode:
    with pytest.raises(Refused) as refused:
        hub.sender(token)
    return refused.value.code


def test_a_revoked_station_is_refused_and_a_fresh_code_lets_it_in(
    bare: Hub, clock: FakeClock
) -> None:
    station, code = uuid4(), bare.enrol(SITE)
    token = join(bare, code, station, key=b"k" * 32).token
    gone = bare.revoke(str(station).upper())
    assert (gone.id, gone.site_name) == (station, SITE)
    assert refusal(bare, token) is ProblemCode.REVOKED
    with pytest.raises(Refused) as refused:
        join(bare, code, station)
    assert refused.value.code is ProblemCode.CODE_UNKNOWN, "its old code is worth nothing now"
    clock.pass_s(60)
    again = join(bare, bare.enrol(SITE), station).token
    assert bare.sender(again).station == station
    assert refusal(bare, token) is ProblemCode.UNAUTHORISED
    (listed,) = bare.stations()
    assert (listed.revoked_at, listed.enrolled_at) == (None, clock.now_ms())


def test_stations_are_listed_and_found_by_name(bare: Hub, clock: FakeClock) -> None:
    bare.add_site("An Chợ", SiteKind.MARKET)
    first, second, third = uuid4(), uuid4(), uuid4()
    join(bare, bare.enrol(SITE), first, "Chợ Thử · Cổng 1")
    token = join(bare, bare.enrol(SITE), second, "Chợ Thử · Cổng 2").token
    join(bare, bare.enrol("an cho"), third, "Chợ Thử · Cổng 2")
    bare.bulletin(bare.sender(token))
    listed = bare.stations()
    assert [(one.id, one.site_name) for one in listed] == [
        (third, "An Chợ"),
        (first, SITE),
        (second, SITE),
    ]
    assert [one.last_seen_at for one in listed] == [None, None, clock.now_ms()]
    assert bare.revoke("cho thu · cong 1").id == first
    with pytest.raises(StationAmbiguous) as ambiguous:
        bare.revoke("Chợ Thử · Cổng 2")
    assert ambiguous.value.details["count"] == 2
    for nobody in ("", "Cổng 9", str(uuid4())):
        with pytest.raises(StationUnknown):
            bare.revoke(nobody)
    assert [one.revoked_at is not None for one in bare.stations()] == [False, True, False]


def test_a_stations_key_is_kept_and_an_earlier_version_has_none(bare: Hub) -> None:
    station = uuid4()
    answer = join(bare, bare.enrol(SITE), station, key=b"a" * 32)
    assert (answer.seal_key, answer.verify_key) == (
        bare.identity.seal_key,
        bare.identity.verify_key,
    )
    assert bare.stations()[0].public_key == b"a" * 32
    join(bare, bare.enrol(SITE), station)
    assert bare.stations()[0].public_key is None


def ask(hub: RunningHub, body: object) -> requests.Response:
    return requests.post(
        f"{hub.url}/v1/enrol", json=body, headers={"Content-Type": CONTENT_TYPE}, timeout=10
    )


@pytest.mark.parametrize(
    "key", ["", "AAAA", "A" * 43, "x" * 4_000, 7, ["A"], "=" * 44, "\u00e9" * 44]
)
def test_a_key_that_is_none_is_refused_and_uses_no_code_up(hub: RunningHub, key: object) -> None:
    code = hub.hub.enrol("Chung cư Thử")
    wish = {"code": code, "station": str(uuid4()), "name": "Cổng", "public_key": key}
    refused = ask(hub, wish)
    assert refused.status_code in {400, 413}
    del wish["public_key"]
    assert ask(hub, wish | {"something": {"new": 1}}).status_code == 200


def test_the_station_hears_that_it_is_revoked_and_keeps_what_waits(
    hub: RunningHub, station: Station
) -> None:
    hub.hub.revoke(str(station.id))
    door = station.client(hub.url)
    for act in (
        door.bulletin,
        lambda: door.send([encode_item(make_passage(station.id, Random(0)))]),
    ):
        with pytest.raises(SyncFailure) as failed:
            act()
        assert failed.value.cause is SyncCause.REVOKED
    door.close()
    answer = requests.get(
        f"{hub.url}/v1/bulletin", headers={"Authorization": f"Bearer {station.token}"}, timeout=10
    )
    assert (answer.status_code, answer.json()) == (401, {"code": "revoked"})
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_who_the_hub_is_may_be_asked_by_anybody(hub: RunningHub) -> None:
    said = requests.get(f"{hub.url}/v1/identity", timeout=10).json()
    assert said == {"hub": str(hub.hub.id), "certificate": hub.hub.identity.certificate}


def test_many_addresses_together_are_braked_too(clock: FakeClock) -> None:
    brake = GuessBrake(clock)
    for number in range(WRONG_TRIES_IN_ALL):
        assert brake.wait_s(f"198.51.{number // 250}.{number % 250}") == 0
        brake.wrong(f"198.51.{number // 250}.{number % 250}")
    assert brake.wait_s("203.0.113.9") == WINDOW_S
    clock.pass_s(WINDOW_S + 1)
    assert brake.wait_s("203.0.113.9") == 0


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_what_counts_as_one_address(clock: FakeClock, first: str, second: str, one: bool) -> None:
    brake = GuessBrake(clock)
    for _ in range(WRONG_TRIES):
        brake.wrong(first)
    assert brake.wait_s(first) > 0
    assert (brake.wait_s(second) > 0) is one
