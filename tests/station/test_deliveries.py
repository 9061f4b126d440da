"""The delivery desk: who came before, who is here, who stays too long, and one exit each."""

import pytest

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.listed import ListedPerson, ListKind
from checkpoint_app.domain.passage import Delivery, Direction, Kind, Person
from checkpoint_app.records.deliveries import Told
from checkpoint_app.station import deliveries
from checkpoint_app.station.deliveries import Words
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.leaving import leave
from tests.fakes.clock import FakeClock

GIAO = Words("29-B1 123.45", "+84 900 000 071", "Lý Văn Giao", "Sàn Mẫu", "Toà A · 1204", "Rau")


def came(desk: Desk, words: Words = GIAO, kind: Kind = Kind.DELIVERY) -> None:
    outcome = deliveries.record(desk, words, kind, Direction.IN)
    assert outcome.passage is not None


def test_what_is_typed_becomes_a_passage(desk: Desk) -> None:
    outcome = deliveries.record(desk, GIAO, Kind.DELIVERY, Direction.IN)
    passage = outcome.passage
    assert passage is not None
    assert (passage.plate, passage.person.phone) == ("29B112345", "0900000071")
    assert passage.delivery == Delivery("Sàn Mẫu", "Toà A · 1204", "Rau")
    assert passage.kind is Kind.DELIVERY
    assert outcome.warnings == ()


def test_odd_plates_and_phones_are_kept_with_a_warning(desk: Desk) -> None:
    outcome = deliveries.record(
        desk, Words(plate="xe 3 gác", phone="0912"), Kind.GOODS, Direction.IN
    )
    assert outcome.passage is not None
    assert outcome.passage.plate == "XE3GC"
    assert set(outcome.warnings) == {WarningCode.PLATE_MALFORMED, WarningCode.PHONE_MALFORMED}


@pytest.mark.parametrize("words", ["345", "29b1 123", "van giao", "ly van", "000071"])
def test_a_driver_who_comes_again_is_found_and_fills_everything(desk: Desk, words: str) -> None:
    came(desk)
    (found,) = deliveries.returning(desk, words)
    assert found.plate == "29B112345"
    assert found.person.name == "Lý Văn Giao"
    assert found.delivery == Delivery("Sàn Mẫu", "Toà A · 1204", "Rau")
    assert found.inside is not None


def test_people_without_a_vehicle_are_not_offered_as_drivers(desk: Desk) -> None:
    came(desk, Words(name="Lý Văn Giao", phone="0900000072"), Kind.VISITOR)
    assert deliveries.returning(desk, "van giao") == []


def test_drivers_of_the_sites_own_list_are_offered_before_they_ever_came(desk: Desk) -> None:
    listed = ListedPerson(Kind.DELIVERY, "Phạm Thị Chuyển", phone="0900000073", plate="30F67890")
    desk.store.lists.take(ListKind.PEOPLE, [listed], replace=False)
    (found,) = deliveries.returning(desk, "678")
    assert (found.person.name, found.plate) == ("Phạm Thị Chuyển", "30F67890")


def test_the_same_again_is_an_entry_and_then_an_exit(desk: Desk, clock: FakeClock) -> None:
    came(desk)
    clock.pass_s(60)
    (found,) = deliveries.returning(desk, "345")
    out = deliveries.repeat(desk, found).passage
    assert out is not None
    assert out.direction is Direction.OUT
    assert out.delivery == found.delivery
    clock.pass_s(3600)
    (found,) = deliveries.returning(desk, "345")
    assert found.inside is None
    again = deliveries.repeat(desk, found).passage
    assert again is not None
    assert (again.direction, again.delivery) == (Direction.IN, found.delivery)


def test_an_exit_by_plate_alone_is_the_exit_of_whoever_came_with_a_phone(desk: Desk) -> None:
    came(desk)
    outcome = deliveries.record(desk, Words(plate="29b1-12345"), Kind.DELIVERY, Direction.OUT)
    assert outcome.warnings == ()
    assert outcome.passage is not None
    assert outcome.passage.person.name == "Lý Văn Giao"
    assert desk.store.inside_count() == 0


def test_nobody_leaves_twice(desk: Desk) -> None:
    came(desk)
    (visit,) = deliveries.under_way(desk)
    assert leave(desk, visit.row) is not None
    assert leave(desk, visit.row) is None
    assert desk.store.balance().captured == 2


def test_another_driver_of_the_same_vehicle_is_not_taken_for_the_first(desk: Desk) -> None:
    known = Person(name="Lý Văn Giao", id_number="001090000071", phone="0900000071")
    same = deliveries.entry_of(GIAO, Kind.DELIVERY, Direction.IN, known)
    assert same.person.id_number == "001090000071"
    other = Words("29B112345", "0900000071", "Tạ Thị Mang")
    assert deliveries.entry_of(other, Kind.DELIVERY, Direction.IN, known).person.id_number is None


def test_who_is_under_way_and_who_stays_too_long(desk: Desk, clock: FakeClock) -> None:
    came(desk)
    came(desk, Words(name="Nguyễn Văn An", phone="0900000001"), Kind.VISITOR)
    clock.pass_s(60 * 60)
    came(desk, Words("15C04567", platform="Nước Mẫu"), Kind.GOODS)
    first, second = deliveries.under_way(desk)
    assert (first.row.plate, first.late_ms) == ("29B112345", 0)
    assert first.open.delivery is not None
    assert first.open.delivery.destination == "Toà A · 1204"
    assert (second.row.plate, second.late_ms) == ("15C04567", None)


def test_places_are_learned_by_how_often_and_found_without_accents(desk: Desk) -> None:
    for place, plate in (("Căn 305", "29B1 00001"), ("can 305", "29B1 00002"), ("Sạp 7", "30A1")):
        came(desk, Words(plate=plate, destination=place, platform="Sàn Mẫu"))
    home = ListedPerson(Kind.RESIDENT, "Trần Thị Bích", home="Toà B · Căn 1204")
    desk.store.lists.take(ListKind.PEOPLE, [home], replace=False)
    told = deliveries.told(desk)
    assert told.platforms == ("Sàn Mẫu",)
    assert set(told.destinations) == {"can 305", "Sạp 7", "Toà B · Căn 1204"}
    assert told.destinations[0] == "can 305"
    assert deliveries.matching(told.destinations, "toa 12") == ["Toà B · Căn 1204"]
    assert deliveries.matching(told.destinations, "sap") == ["Sạp 7"]
    assert len(deliveries.matching(told.destinations, "")) == 3


def test_nothing_was_ever_delivered(desk: Desk) -> None:
    assert deliveries.under_way(desk) == []
    assert deliveries.told(desk) == Told()
    assert deliveries.returning(desk, "29b1") == []
