"""Overstays by kind, and exits that nobody saw."""

from dataclasses import replace
from uuid import UUID

import pytest

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.passage import Direction, Kind, Verdict, Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.settings import Settings
from checkpoint_app.station.close_out import close_out, limit_ms, overstaying
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage

MINUTE = 60_000


def came(store: Store, clock: FakeClock, minutes_ago: int, kind: Kind, number: int) -> UUID:
    at = clock.now_ms() - minutes_ago * MINUTE
    made = passage(store.info().id, id_number=f"0010990{number:05}", at=at)
    store.save(replace(made, kind=kind))
    return made.id


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [
        (Kind.RESIDENT, None),
        (Kind.STAFF, None),
        (Kind.DELIVERY, 60),
        (Kind.GOODS, 60),
        (Kind.VISITOR, 720),
        (Kind.SHOPPER, 720),
        (Kind.VENDOR, 720),
    ],
)
def test_how_long_is_long(kind: Kind, minutes: int | None) -> None:
    assert limit_ms(kind, Settings()) == (minutes and minutes * MINUTE)
    assert limit_ms(kind, Settings(overstay_minutes=0, delivery_minutes=0)) is None


def test_who_stays_too_long_the_longest_first(store: Store, clock: FakeClock) -> None:
    came(store, clock, 5000, Kind.RESIDENT, 1)
    visitor = came(store, clock, 720, Kind.VISITOR, 2)
    came(store, clock, 719, Kind.SHOPPER, 3)
    driver = came(store, clock, 61, Kind.DELIVERY, 4)
    came(store, clock, 59, Kind.GOODS, 5)
    found = overstaying(store, Settings(), clock.now_ms())
    assert [(one.row.passage, one.late_ms) for one in found] == [(visitor, 0), (driver, MINUTE)]
    never = Settings(overstay_minutes=0, delivery_minutes=0)
    assert overstaying(store, never, clock.now_ms()) == []


def test_an_exit_nobody_saw_says_so_and_can_be_voided(store: Store, clock: FakeClock) -> None:
    entry = replace(full(store.info().id), direction=Direction.IN, occurred_at=clock.now_ms() - 1)
    store.save(entry)
    clock.pass_s(10)
    staff = new_id()
    [made] = close_out(store, clock, [entry.id], staff)
    assert store.passage(made.id) == made
    assert (made.direction, made.way, made.staff) == (Direction.OUT, Way.TYPED, staff)
    assert made.occurred_at == made.recorded_at == clock.now_ms()
    assert (made.warnings, made.verdict) == ((WarningCode.CLOSED_OUT,), Verdict.RECORDED)
    assert (made.sheet, made.row, made.fallback, made.declaration) == (None, None, None, None)
    assert (made.person, made.plate, made.kind) == (entry.person, entry.plate, entry.kind)
    assert store.inside() == []
    store.void(made.id, None)
    assert [row.passage for row in store.inside()] == [entry.id]
    assert store.verify().ok


def test_who_left_meanwhile_is_passed_over(store: Store, clock: FakeClock) -> None:
    gone = came(store, clock, 800, Kind.VISITOR, 1)
    here = came(store, clock, 800, Kind.VISITOR, 2)
    leaving = passage(store.info().id, id_number="001099000001", at=clock.now_ms() - MINUTE)
    store.save(replace(leaving, direction=Direction.OUT))
    made = close_out(store, clock, [gone, here, new_id()], None)
    assert [one.person.id_number for one in made] == ["001099000002"]
    assert close_out(store, clock, [gone, here], None) == []
    assert store.balance().captured == 4


def test_who_came_in_by_a_clock_that_was_ahead_is_proposed_and_let_out(
    store: Store, clock: FakeClock
) -> None:
    """They would be inside for a year; residents too, for nobody can stay before they come."""
    ahead = came(store, clock, -365 * 24 * 60, Kind.RESIDENT, 1)
    came(store, clock, -5, Kind.VISITOR, 2)
    never = Settings(overstay_minutes=0, delivery_minutes=0)
    for asked in (Settings(), never):
        found = overstaying(store, asked, clock.now_ms())
        assert [(one.row.passage, one.late_ms) for one in found] == [(ahead, 0)]
    [made] = close_out(store, clock, [ahead], None)
    assert made.occurred_at == store.passage(ahead).occurred_at > made.recorded_at
    assert [row.person_key for row in store.inside()] == ["id:001099000002"]
    assert store.verify().ok
