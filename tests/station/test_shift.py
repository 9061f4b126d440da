"""What one shift tells the next."""

from dataclasses import replace
from uuid import UUID

from checkpoint_app.domain.passage import DirectionMode, Kind, Person, Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState, Role, Staff
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.shift import begin, hand_over
from tests.fakes.clock import FakeClock

HOA = Staff(UUID(int=3), "Lê Thị Hoa", Role.GUARD)


def came(desk: Desk, number: int, mode: DirectionMode = DirectionMode.IN) -> None:
    person = Person(name=f"Người {number}", id_number=f"0010990{number:05}")
    assert desk.enter(Entry(mode, kind=Kind.DELIVERY, person=person)).passage is not None


def test_only_what_was_recorded_in_the_shift_is_counted(desk: Desk, clock: FakeClock) -> None:
    came(desk, 1)
    desk.lane.staff = HOA
    shift = begin(desk)
    clock.pass_s(10 * 60)
    came(desk, 2)
    came(desk, 3)
    came(desk, 2, DirectionMode.OUT)
    desk.undo()
    clock.pass_s(3600)
    told = hand_over(desk, shift)
    assert told.shift.staff == HOA
    assert (told.recorded, told.voided) == (3, 1)
    assert (told.entries, told.exits) == (2, 0)
    assert (told.inside, told.late) == (3, 3)
    assert told.unsent == 5
    again = hand_over(desk, begin(desk))
    assert (again.recorded, again.entries, again.inside) == (0, 0, 3)


def test_a_night_shift_counts_over_midnight(desk: Desk, clock: FakeClock) -> None:
    clock.set_wall("2026-11-23T22:00:00")
    shift = begin(desk)
    came(desk, 1)
    clock.set_wall("2026-11-24T05:00:00")
    came(desk, 2)
    told = hand_over(desk, shift)
    assert (told.recorded, told.entries) == (2, 2)


def test_open_work_is_told(desk: Desk) -> None:
    shift = begin(desk)
    _, second = (sheet.code.number for sheet in desk.issue_sheets(2, 4))
    person = Person(name="An", phone="0900000001")
    made = desk.enter(
        Entry(DirectionMode.IN, way=Way.PAPER, sheet=second, row=1, person=person)
    ).passage
    assert made is not None
    desk.store.outbox.claim(10, desk.clock.now_ms())
    answer = Answer(made.id, made.rev, OutboxState.NEEDS_FIX, "text_too_long", "note")
    desk.store.outbox.settle([answer], new_id(), desk.clock.now_ms())
    told = hand_over(desk, shift)
    assert (told.needs_fix, told.untyped, told.missing, told.unsent) == (1, 3, 1, 0)
    assert replace(told, missing=0) != told
