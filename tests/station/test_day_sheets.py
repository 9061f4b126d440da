"""The sheet of 16:00 stays as it was; what comes later is said beside it."""

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import DirectionMode, Fallback, Person, Way
from checkpoint_app.station.day_sheets import beside, handed_in, keep_due, sheet_of, today
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.upkeep import Upkeep
from tests.fakes.clock import FakeClock

DAY = "2026-11-23"


@pytest.fixture
def at_noon(desk: Desk, clock: FakeClock) -> Desk:
    """Two passages of the morning, at noon."""
    clock.set_wall(f"{DAY}T12:00:00")
    for place in range(2):
        came(desk, f"{DAY}T0{8 + place}:30:00", place)
    return desk


def came(desk: Desk, moment: str, number: int) -> None:
    person = Person(name=f"Người {number}", id_number=f"0010990{number:05}")
    entry = Entry(
        DirectionMode.IN,
        occurred_at=parse_iso(moment),
        way=Way.PAPER,
        fallback=Fallback.NETWORK,
        person=person,
    )
    assert desk.enter(entry).passage is not None


def test_before_four_nothing_is_kept_and_the_numbers_change(
    at_noon: Desk, clock: FakeClock
) -> None:
    assert not keep_due(at_noon.store, clock)
    handed = handed_in(at_noon.store, clock, DAY)
    assert (handed.kept, handed.sheet.counts.total) == (False, 2)
    came(at_noon, f"{DAY}T11:00:00", 7)
    assert handed_in(at_noon.store, clock, DAY).sheet.counts.total == 3


def test_what_stood_there_at_four_is_kept_once(at_noon: Desk, clock: FakeClock) -> None:
    store = at_noon.store
    clock.set_wall(f"{DAY}T16:00:30")
    came(at_noon, f"{DAY}T16:00:10", 8)
    assert keep_due(store, clock)
    first = handed_in(store, clock, DAY)
    assert (first.kept, first.later) == (True, 0)
    assert first.sheet.counts.total == 2
    assert first.sheet.balance.captured == 3
    assert first.sheet.inside == 3
    clock.pass_s(3600)
    came(at_noon, f"{DAY}T10:00:00", 9)
    came(at_noon, f"{DAY}T16:30:00", 10)
    assert not keep_due(store, clock)
    later = handed_in(store, clock, DAY)
    assert later.sheet == first.sheet
    assert later.later == 1
    assert sheet_of(store, clock, DAY).counts.total == 5


def test_the_upkeep_keeps_it_without_a_window(at_noon: Desk, clock: FakeClock) -> None:
    assert at_noon.backups is not None
    upkeep = Upkeep(at_noon.store, at_noon.backups, clock, 30, lambda: None)
    upkeep.once()
    assert at_noon.store.day_reports.of(DAY) is None
    clock.set_wall(f"{DAY}T16:00:00")
    upkeep.once()
    kept = at_noon.store.day_reports.of(DAY)
    assert kept is not None
    assert kept.at == clock.now_ms()
    assert "Người" not in kept.body


def test_it_is_there_after_a_restart(at_noon: Desk, clock: FakeClock) -> None:
    clock.set_wall(f"{DAY}T17:00:00")
    assert keep_due(at_noon.store, clock)
    sheet = handed_in(at_noon.store, clock, DAY).sheet
    assert (today(clock), beside(DAY, -1), beside("2026-12-31", 1)) == (
        DAY,
        "2026-11-22",
        "2027-01-01",
    )
    assert sheet.counts.by_hour[8] == (1, 0)
    assert sheet.counts.by_way == {Way.PAPER: 2}
