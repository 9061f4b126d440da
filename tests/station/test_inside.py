"""Looking through those inside, letting one out, and taking that back."""

from dataclasses import replace

from checkpoint_app.domain.passage import Direction, DirectionMode, Kind, Person, Verdict
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.inside import Finder, Part, Present, looked_for, take_back
from checkpoint_app.station.leaving import leave
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

HOUR_S = 3600


def came(desk: Desk, name: str, number: str, kind: Kind = Kind.VISITOR, plate: str = "") -> None:
    person = Person(name=name, id_number=number)
    desk.enter(Entry(DirectionMode.IN, kind=kind, person=person, plate=plate or None))


def names(found: list[Present]) -> list[str | None]:
    return [one.row.name for one in found]


def test_somebody_is_found_by_name_without_accents_by_number_and_by_plate(desk: Desk) -> None:
    came(desk, "Đặng Thị Ngọc Ánh", "001185000001")
    came(desk, "Lý Văn Giao", "001090000071", Kind.DELIVERY, "29B112345")
    here = Finder().read(desk)
    for asked in ("dang thi", "anh dang", "0001185000001"[1:], "ÁNH"):
        assert names(looked_for(here, asked, Part.ALL)) == ["Đặng Thị Ngọc Ánh"], asked
    for asked in ("29-B1 123.45", "123.45", "0071 giao"):
        assert names(looked_for(here, asked, Part.ALL)) == ["Lý Văn Giao"], asked
    assert names(looked_for(here, "", Part.VEHICLES)) == ["Lý Văn Giao"]
    assert len(looked_for(here, "  ", Part.ALL)) == 2
    assert looked_for(here, "khong co ai", Part.ALL) == []


def test_too_long_is_by_kind_and_a_clock_that_was_ahead_is_too_long(
    desk: Desk, clock: FakeClock
) -> None:
    came(desk, "Người Giao", "001090000071", Kind.DELIVERY)
    came(desk, "Cư Dân", "001090000072", Kind.RESIDENT)
    came(desk, "Khách", "001090000073")
    ahead = passage(desk.info.id, name="Mai", at=clock.now_ms() + 30 * HOUR_S * 1000)
    desk.store.save(replace(ahead, kind=Kind.RESIDENT))
    clock.pass_s(2 * HOUR_S)
    here = Finder().read(desk)
    assert set(names(looked_for(here, "", Part.LATE))) == {"Người Giao", "Mai"}


def test_only_who_is_new_is_put_into_words_again(desk: Desk) -> None:
    came(desk, "Nguyễn Văn An", "001090000001")
    finder = Finder()
    (first,) = finder.read(desk)
    came(desk, "Trần Thị Bích", "001185000002")
    again = {one.row.name: one.words for one in finder.read(desk)}
    assert again["Nguyễn Văn An"] is first.words
    assert len(again) == 2


def test_an_exit_is_taken_back_as_a_voiding(desk: Desk) -> None:
    came(desk, "Nguyễn Văn An", "001090000001")
    (here,) = Finder().read(desk)
    gone = leave(desk, here.row)
    assert gone is not None
    assert gone.passage is not None
    assert gone.passage.direction is Direction.OUT
    assert Finder().read(desk) == []
    told: list[int] = []
    desk.subscribe(lambda: told.append(1))
    back = take_back(desk, gone.passage.id)
    assert back.verdict is Verdict.RECORDED
    assert told
    assert names(Finder().read(desk)) == ["Nguyễn Văn An"]
    assert desk.store.balance().voided == 1


def test_what_is_not_there_cannot_be_taken_back(desk: Desk) -> None:
    back = take_back(desk, desk.info.id)
    assert back.verdict is Verdict.NOT_RECORDED
    assert back.error is not None
