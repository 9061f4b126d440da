"""The report's numbers are those of a recount of what the hub gives out, whatever came when."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Direction, SiteKind, Way
from checkpoint_app.domain.sites import read_territory
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import tables
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.upkeep import Upkeep
from checkpoint_app.reports.city_report import counts
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.report import ReportAnswer
from tests.fakes.clock import FakeClock
from tests.hub.places import Place, new_place

HOUR = 3_600_000
FOUR = parse_iso("2026-11-23T16:00")
MOMENTS = [FOUR + hours * HOUR for hours in (-40, -24, -17, -16, -8, -1, 0, 1, 8)]
WAYS = {"camera": "scans", "scanner": "scans", "import": "imported"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    postgres = request.param == "postgresql"
    url = request.getfixturevalue("postgres").new_database() if postgres else None
    hub = Hub.open(tmp_path_factory.mktemp("city"), url, FakeClock("2026-11-25T20:00"))
    yield hub
    hub.close()


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, clock)
    yield opened
    opened.close()


def recounted(hub: Hub, at: int, sites: set[UUID] | None = None) -> Counter[str]:
    """The figures of a report, from what `hub passages` prints and nothing else."""
    found: Counter[str] = Counter()
    active = set()
    for row in hub.passages():
        site, crossed = UUID(str(row["site"])), parse_iso(str(row["occurred_at"]))
        if row["voided"] or not at - 24 * HOUR <= crossed < at or site not in (sites or {site}):
            continue
        found[WAYS.get(str(row["way"]), str(row["way"]))] += 1
        found[str(row["direction"])] += 1
        active.add(site)
    found["sites_active"] = len(active)
    return +found


def figures(report: ReportAnswer) -> Counter[str]:
    wanted = ("scans", "typed", "paper", "imported", "in", "out", "sites_active")
    return +Counter({name: counts(report.counts)[name] for name in wanted})


_TIMES = st.sampled_from(
    [FOUR + delta for hours in (-41, -40, -25, -24, -16, -8, -3, 0, 8) for delta in (
        hours * HOUR - 1, hours * HOUR, hours * HOUR + 1, hours * HOUR + 25 * 60_000)]
)  # fmt: skip
_line = st.fixed_dictionaries(
    {
        "at": _TIMES,
        "late": st.sampled_from([0, 0, 1, 3 * HOUR, 26 * HOUR, -3 * HOUR]),
        "way": st.sampled_from(Way),
        "direction": st.sampled_from(Direction),
        "rev": st.sampled_from([1, 1, 2]),
        "voided": st.sampled_from([False, False, False, True]),
        "again": st.booleans(),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(_line, max_size=8), at=st.sampled_from(MOMENTS), ragged=st.integers(0, 59))
def test_figures_are_those_of_a_recount(
    city: Hub, lines: list[dict[str, Any]], at: int, ragged: int
) -> None:
    """Late and early clocks, duplicates, revisions; over midnight, over 16:00, and in between."""
    here = new_place(city)
    for number, line in enumerate(lines):
        made = first_id(line["at"] + line["late"]).int | number + 1 << 8
        sent = here.passage(
            line["at"],
            f"09{number:08}",
            line["rev"],
            id=UUID(int=made),
            way=line["way"], direction=line["direction"], voided=line["voided"],
            recorded_at=line["at"] + line["late"],
        )  # fmt: skip
        here.send(sent)
        if line["again"]:
            here.send(sent)
    for moment in (at, at + ragged * 60_000):
        scope = Scope(site=here.sender.site)
        assert figures(city.oversight.report(moment, scope)) == recounted(
            city, moment, {here.sender.site}
        )
        assert figures(city.oversight.report(moment)) == recounted(city, moment)


def one(here: Place, at: int, way: Way = Way.CAMERA, direction: Direction = Direction.IN) -> None:
    """Somebody crosses, and it is sent at once."""
    number = here.hub.held() + 1
    item = UUID(int=first_id(at).int | number << 8)
    phone = f"09{number:08}"
    here.send(here.passage(at, phone, id=item, way=way, direction=direction))


def test_what_comes_later_is_a_numbered_correction(hub: Hub, clock: FakeClock) -> None:
    here, there = new_place(hub), new_place(hub)
    clock.set_wall("2026-11-23T16:00")
    one(here, FOUR - HOUR, way=Way.CAMERA)
    one(here, FOUR, way=Way.CAMERA)  # of tomorrow's report
    frozen = hub.oversight.report(FOUR)
    assert (frozen.correction, frozen.counts.scans, frozen.corrections) == (0, 1, [])
    clock.set_wall("2026-11-23T18:00")
    assert hub.oversight.report(FOUR) == frozen
    one(there, FOUR - 1, way=Way.PAPER, direction=Direction.OUT)
    first = hub.oversight.report(FOUR)
    assert (first.correction, first.made_at) == (1, clock.now_ms())
    assert first.corrections[0].changes == {"paper": 1, "out": 1, "sites_active": 1}
    clock.set_wall("2026-11-24T09:00")
    one(here, FOUR - 24 * HOUR, way=Way.TYPED)
    second = hub.oversight.report(FOUR)
    assert [change.number for change in second.corrections] == [1, 2]
    assert second.corrections[1].changes == {"typed": 1, "in": 1}
    assert figures(second) == recounted(hub, FOUR)
    versions = hub.oversight.reporting.every(FOUR)
    assert versions[0].body.cells != versions[2].body.cells
    assert figures(hub.oversight.report(FOUR + 24 * HOUR)) == recounted(hub, FOUR + 24 * HOUR)


def test_a_site_is_deployed_once_a_station_of_it_was_heard(hub: Hub, clock: FakeClock) -> None:
    """Registered, enrolled, heard, shut out after that, enrolled later, closed."""
    clock.set_wall("2026-11-23T16:00")
    hub.add_site("Chưa có trạm", SiteKind.MARKET)
    enrolled, heard, shut, later, closed = (new_place(hub) for _ in range(5))
    told: list[tuple[Place, dict[str, Any]]] = [
        (enrolled, {"last_seen_at": None, "enrolled_at": FOUR - HOUR}),
        (heard, {"last_seen_at": FOUR - 1, "enrolled_at": FOUR - HOUR}),
        (shut, {"last_seen_at": FOUR - 1, "enrolled_at": FOUR - HOUR, "revoked_at": FOUR - 1}),
        (later, {"last_seen_at": FOUR + 1, "enrolled_at": FOUR}),
        (closed, {"last_seen_at": FOUR - 1, "enrolled_at": FOUR - HOUR}),
    ]
    with hub._database.write() as connection:
        for place, values in told:
            station = tables.station.c.id == place.sender.station
            connection.execute(update(tables.station).where(station).values(**values))
        site = update(tables.site).where(tables.site.c.id == closed.site)
        connection.execute(site.values(closed_at=FOUR - 1))
    counted = hub.oversight.report(FOUR).counts
    assert (counted.sites, counted.sites_deployed) == (5, 2)


def test_a_correction_is_of_the_records_alone(hub: Hub, clock: FakeClock) -> None:
    """What stations said, and which sites there were, stays; what was recorded is told."""
    here = new_place(hub)
    of_here = update(tables.station).where(tables.station.c.id == here.sender.station)
    clock.set_wall("2026-11-23T16:00")
    with hub._database.write() as connection:
        connection.execute(of_here.values(skew_ms=3_600_000, last_seen_at=FOUR - 1))
    unheard = new_place(hub)
    of_unheard = update(tables.station).where(tables.station.c.id == unheard.sender.station)
    with hub._database.write() as connection:
        connection.execute(of_unheard.values(enrolled_at=FOUR - HOUR, last_seen_at=None))
    frozen = hub.oversight.report(FOUR)
    assert [one.finding for one in frozen.done_wrongly] == ["clock_off"]
    assert (frozen.counts.sites, frozen.counts.sites_deployed) == (2, 1)
    clock.set_wall("2026-11-23T18:00")
    with hub._database.write() as connection:
        connection.execute(of_here.values(skew_ms=0))
        connection.execute(of_unheard.values(last_seen_at=FOUR + HOUR))
    there, silent = new_place(hub), new_place(hub)
    with hub._database.write() as connection:
        for place in (there, silent):
            later = update(tables.station).where(tables.station.c.id == place.sender.station)
            connection.execute(later.values(skew_ms=600_000, last_seen_at=FOUR))
    for number in range(30):
        one(here, FOUR - number * 60_000 - 1)
    for _ in range(2):
        told = hub.oversight.report(FOUR)
        assert told.correction == 1
        assert (told.counts.sites, told.counts.sites_deployed) == (2, 1)
        assert [one.finding for one in told.done_wrongly if one.site == here.site] == [
            "burst_before_report", "clock_off"
        ]  # fmt: skip
        assert [one.finding for one in told.done_incompletely] == ["no_exits"]
        assert {one.site for one in told.done_wrongly} == {here.site}


def test_a_correction_takes_away_what_is_counted_elsewhere_now(hub: Hub, clock: FakeClock) -> None:
    here = new_place(hub)
    clock.set_wall("2026-11-23T16:00")
    one(here, FOUR - HOUR)
    assert hub.oversight.report(FOUR).counts.sites_active == 1
    of_another_kind = update(tables.site).where(tables.site.c.id == here.site)
    with hub._database.write() as connection:
        connection.execute(of_another_kind.values(kind=SiteKind.OFFICE.value))
    one(here, FOUR - 2 * HOUR)
    told = hub.oversight.report(FOUR)
    assert figures(told) == recounted(hub, FOUR)
    by_kind = {part.kind: part.counts for part in told.by_kind}
    assert (by_kind[SiteKind.MARKET].sites, by_kind[SiteKind.MARKET].in_) == (1, 0)
    assert (by_kind[SiteKind.OFFICE].sites, by_kind[SiteKind.OFFICE].in_) == (0, 2)


def test_no_version_can_be_changed_unseen(hub: Hub, clock: FakeClock) -> None:
    here = new_place(hub)
    clock.set_wall("2026-11-23T17:00")
    before = b""
    for number in range(3):
        one(here, FOUR - number * HOUR - 1)
        hub.oversight.report(FOUR)
    for held in hub.oversight._reports.every(FOUR):
        before = hashlib.sha256(before + held.body).digest()
        assert held.hash == before
    assert hub.oversight.report(FOUR).hash == before.hex()


def test_a_report_of_a_moment_to_come_is_not_kept(hub: Hub, clock: FakeClock) -> None:
    here = new_place(hub)
    one(here, FOUR - 9 * HOUR)
    told = hub.oversight.report(FOUR)
    assert (told.frozen, told.correction, told.counts.scans) == (False, 0, 1)
    assert hub.oversight.held_report(FOUR) is None
    clock.set_wall("2026-11-23T16:00")
    one(here, FOUR - 1)
    told = hub.oversight.report(FOUR)
    assert (told.frozen, told.correction, told.counts.scans) == (True, 0, 2)


def test_a_serving_hub_freezes_its_report_when_it_is_due(hub: Hub, clock: FakeClock) -> None:
    here, upkeep = new_place(hub), Upkeep(hub)
    clock.set_wall("2026-11-23T15:59")
    upkeep.report()
    yesterday = FOUR - 24 * HOUR
    assert [at for at, _ in hub.oversight.reporting.moments()] == [yesterday]
    one(here, FOUR - HOUR)
    clock.set_wall("2026-11-23T16:00")
    upkeep.report()
    one(here, FOUR - 2 * HOUR)
    upkeep.report()
    assert hub.oversight.held_report(FOUR).counts.scans == 1  # type: ignore[union-attr] # it is there
    clock.set_wall("2026-11-24T16:00")
    upkeep.report()
    assert hub.oversight.reporting.moments() == [(FOUR + 24 * HOUR, 0), (FOUR, 1), (yesterday, 0)]


def test_the_hour_of_the_report_is_a_setting(hub: Hub, clock: FakeClock) -> None:
    here = new_place(hub)
    clock.set_wall("2026-11-23T19:00")
    for minutes in (-70, 59, 61, 119):
        one(here, FOUR + minutes * 60_000)
    hub.oversight.reporting.set_hour(17)
    due = hub.oversight.reporting.due()
    assert due == FOUR + HOUR
    assert figures(hub.oversight.report(due)) == recounted(hub, due)
    assert hub.oversight.report(due).counts.in_ == 2


def test_each_scope_sees_its_own_part(hub: Hub, clock: FakeClock) -> None:
    clock.set_wall("2026-11-23T16:00")
    places = []
    for number, ward in enumerate(
        ("Hà Nội/Quận Một/Phường A", "Hà Nội/Quận Một/Phường B", "Hà Nội/Quận Hai/Phường A")
    ):
        owner = ("Chuỗi",) if number else ("Khác",)
        site = hub.add_site(
            f"Điểm {number}", SiteKind.SHOP, territory=read_territory(ward), owner=owner
        )
        request = EnrolRequest(code=hub.enrol(str(site)), station=uuid4(), name="Cổng")
        here = Place(hub, hub.sender(hub.join(request, "192.0.2.1").token))
        places.append(here)
        for _ in range(number + 1):
            one(here, FOUR - HOUR)
    whole = hub.oversight.report(FOUR)
    assert whole.counts.sites == 3
    district = hub.sites.territory(read_territory("Hà Nội/Quận Một"))[0]
    part = hub.oversight.held_report(FOUR, Scope(territory=district))
    assert part is not None
    assert (part.counts.sites, part.scope) == (2, ("Hà Nội", "Quận Một"))
    assert [below.names[-1] for below in part.by_territory] == ["Phường A", "Phường B"]
    shops = hub.sites.owner(("Chuỗi",))
    chain = hub.oversight.held_report(FOUR, Scope(owner=shops))
    assert chain is not None
    assert chain.counts.sites == 2
    both = hub.oversight.held_report(FOUR, Scope(owner=shops, territory=district))
    assert both is not None
    assert (both.counts.sites, both.counts.in_) == (1, 2)
    for number, here in enumerate(places):
        own = hub.oversight.held_report(FOUR, Scope(site=here.sender.site))
        assert own is not None
        assert (own.counts.sites, own.counts.in_) == (1, number + 1)
    assert sum(part.counts.sites for part in whole.by_territory) == 3
    assert hub.oversight.held_report(FOUR, ALL) == whole
    assert timedelta(milliseconds=whole.at - whole.from_) == timedelta(days=1)
