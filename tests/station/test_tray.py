"""What waits for somebody, and what is done about it."""

from dataclasses import replace
from uuid import UUID

import pytest

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.errors import InvalidEntry, NotAllowed
from checkpoint_app.domain.passage import Delivery, DirectionMode, Passage, Person, Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sheets import Closed
from checkpoint_app.records.views import Answer, OutboxState, Role, Staff
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.mending import MENDABLE, mend, mended, send_again, take_out, text_of
from checkpoint_app.station.tray import close_sheet, next_row, waiting
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage

GUARD = Staff(UUID(int=7), "Gác", Role.GUARD)
AUDITOR = Staff(UUID(int=8), "Soát", Role.AUDITOR)


def entered(desk: Desk, note: str = "x" * 1001, phone: str = "0900000001") -> Passage:
    made = desk.enter(Entry(DirectionMode.IN, person=Person(name="An", phone=phone), note=note))
    assert made.passage is not None
    return made.passage


def refuse(desk: Desk, one: Passage, field: str = "note", code: str = "text_too_long") -> None:
    desk.store.outbox.claim(100, desk.clock.now_ms())
    answer = Answer(one.id, one.rev, OutboxState.NEEDS_FIX, code, field)
    desk.store.outbox.settle([answer], new_id(), desk.clock.now_ms())


def test_a_refused_passage_waits_with_its_reason_and_is_mended(desk: Desk) -> None:
    one = entered(desk)
    refuse(desk, one)
    (found,) = waiting(desk).refused
    assert (found.passage.id, found.code, found.field) == (one.id, "text_too_long", "note")
    assert desk.store.balance().needs_fix == 1
    told: list[int] = []
    desk.subscribe(lambda: told.append(1))
    desk.lane.staff = GUARD
    made = mend(desk, one.id, "note", "  ngắn   lại ")
    assert (made.note, made.rev, made.staff) == ("ngắn lại", 2, GUARD.id)
    assert waiting(desk).refused == ()
    assert told
    balance = desk.store.balance()
    assert (balance.needs_fix, balance.pending, balance.balanced) == (0, 1, True)


def test_what_the_hub_would_refuse_again_is_not_saved(desk: Desk) -> None:
    one = entered(desk)
    refuse(desk, one)
    with pytest.raises(InvalidEntry) as caught:
        mend(desk, one.id, "note", "y" * 1001)
    assert (caught.value.field, caught.value.reason) == ("note", "too_long")
    assert desk.store.passage(one.id).rev == 1


def test_an_auditor_mends_and_voids_nothing(desk: Desk) -> None:
    one = entered(desk)
    refuse(desk, one)
    desk.lane.staff = AUDITOR
    with pytest.raises(NotAllowed):
        mend(desk, one.id, "note", "ngắn")
    with pytest.raises(NotAllowed):
        send_again(desk, one.id)
    with pytest.raises(NotAllowed):
        take_out(desk, one)
    assert len(waiting(desk).refused) == 1


def test_a_guard_voids_their_own_and_nobody_elses(desk: Desk) -> None:
    others = entered(desk)
    refuse(desk, others)
    desk.lane.staff = GUARD
    with pytest.raises(NotAllowed):
        take_out(desk, others)
    own = entered(desk, phone="0900000002")
    refuse(desk, own)
    assert take_out(desk, own).voided
    assert [one.passage.id for one in waiting(desk).refused] == [others.id]


def test_sent_again_as_it_is(desk: Desk) -> None:
    one = entered(desk)
    refuse(desk, one, "kind", "value_unknown")
    assert send_again(desk, one.id).rev == 1
    assert waiting(desk).refused == ()
    assert desk.store.balance().pending == 1


@pytest.mark.parametrize("field", sorted(MENDABLE))
def test_every_field_that_can_be_typed_is_written_and_read(field: str) -> None:
    one = full(new_id())
    text = {"row": "12", "plate": "29-B1 123.45", "person.phone": "+84 912 345 678"}.get(field, "a")
    shown = {"plate": "29B112345", "person.phone": "0912345678"}.get(field, text)
    assert text_of(mended(one, field, text), field) == shown
    assert text_of(mended(one, field, " "), field) == ""


@pytest.mark.parametrize(
    ("field", "text"), [("row", "x"), ("row", "0"), ("row", "１"), ("id", "a")]
)
def test_what_cannot_be_is_refused(field: str, text: str) -> None:
    with pytest.raises(InvalidEntry):
        mended(full(new_id()), field, text)


def test_a_field_of_what_was_not_there_yet_is_made() -> None:
    one = replace(passage(new_id()), delivery=None)
    assert mended(one, "delivery.goods", "Rau").delivery == Delivery(goods="Rau")


def test_sheets_that_are_begun_or_passed_over_wait(desk: Desk) -> None:
    first, second, _ = (sheet.code.number for sheet in desk.issue_sheets(3, 4))
    assert waiting(desk).sheets == ()
    for row in (1, 3):
        person = Person(name=f"Dòng {row}", phone=f"090000000{row}")
        desk.enter(Entry(DirectionMode.IN, way=Way.PAPER, sheet=second, row=row, person=person))
    missing, begun = waiting(desk).sheets
    assert (missing.number, missing.missing) == (first, True)
    assert (begun.number, begun.untyped) == (second, 2)
    assert next_row(desk, begun) == 2
    assert close_sheet(desk, first, Closed.LOST)
    assert not close_sheet(desk, first, Closed.LOST)
    assert [sheet.number for sheet in waiting(desk).sheets] == [second]


def test_damaged_names_of_today_and_yesterday_wait(desk: Desk, clock: FakeClock) -> None:
    odd = (WarningCode.MASKED, WarningCode.NAME_DAMAGED)
    for days, name in ((3, "cũ"), (1, "hôm qua"), (0, "hôm nay")):
        number = f"00109900000{days}"
        at = clock.now_ms() - days * 86_400_000
        made = passage(desk.info.id, name=name, id_number=number, at=at)
        desk.store.save(replace(made, warnings=odd))
    desk.store.save(passage(desk.info.id, name="lành", id_number="001099000009"))
    assert {one.person.name for one in waiting(desk).damaged} == {"hôm qua", "hôm nay"}
    first = waiting(desk).damaged[0]
    desk.confirm(first.id, replace(first.person, name="Trần Thị Bích"))
    assert len(waiting(desk).damaged) == 1
