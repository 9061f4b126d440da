"""The site's lists in the store: taken whole, looked up exactly, kept apart from what was seen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checkpoint_app.domain.clock import day_bounds
from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.listed import (
    ListedPerson,
    ListKind,
    MarketCard,
    Parity,
    WatchEntry,
)
from checkpoint_app.domain.passage import Direction, Kind, Person
from checkpoint_app.records.list_rows import Taken
from checkpoint_app.records.lists import HeldCard, card_number
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage
from tests.records.raw import opened

BICH = ListedPerson(
    Kind.RESIDENT,
    "Trần Thị Bích",
    "001199000002",
    "0912345678",
    "1999-08-15",
    Sex.FEMALE,
    "P.1203",
    None,
    "tổ trưởng",
)
LAI = ListedPerson(Kind.DELIVERY, "Lê Văn Lái", plate="29B112345", phone="0900000009")
DUC = ListedPerson(Kind.STAFF, "Đỗ Đức", birth_date="1980")
PEOPLE = (BICH, LAI, DUC)
CARD = MarketCard(
    "NTD-0001",
    "Phường Mẫu",
    "Nguyễn Văn Ví",
    "0900000001",
    frozenset({0, 2}),
    Parity.EVEN,
    (Hours(frozenset({0, 2}), 360, 480),),
    date(2026, 11, 1),
    date(2026, 11, 30),
)
WATCH = WatchEntry("Phạm Thị Cảnh", "001199000009", "0911111111", "30A11111", "Mời sang bàn 2")
DAY = day_bounds("2026-11-23")


@pytest.fixture
def filled(store: Store) -> Store:
    store.lists.take(ListKind.PEOPLE, PEOPLE, replace=True)
    return store


def test_a_list_comes_back_as_it_was_taken(filled: Store) -> None:
    assert filled.lists.people() == list(PEOPLE)
    filled.lists.take(ListKind.CARDS, [CARD, MarketCard("B2")], replace=True)
    assert filled.lists.cards() == [HeldCard(MarketCard("B2")), HeldCard(CARD)]
    last = replace(WATCH, name=None, until=date(2026, 12, 1))
    filled.lists.take(ListKind.WATCH, [WATCH, last], replace=True)
    assert filled.lists.watched() == [WATCH, last]
    assert filled.lists.counts() == dict(zip(ListKind, (3, 2, 2), strict=True))


def test_taking_again_changes_and_a_replacement_removes(filled: Store) -> None:
    moved = replace(BICH, home="P.1501", name="Trần Thị Bích Hằng")
    new = ListedPerson(Kind.RESIDENT, "Lý Tư", phone="0900000007")
    assert filled.lists.take(ListKind.PEOPLE, [moved, new], replace=False) == Taken(1, 1, 0)
    assert set(filled.lists.people()) == {moved, LAI, DUC, new}
    assert filled.lists.take(ListKind.PEOPLE, [moved], replace=True) == Taken(0, 1, 3)
    assert filled.lists.people() == [moved]
    assert filled.lists.find("bich hang") == [moved]
    assert filled.lists.find("lái") == []


def test_a_list_is_taken_whole_or_not_at_all(filled: Store, tmp_path: Path, key: bytes) -> None:
    with opened(tmp_path / "station.db", key) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON listed WHEN NEW.name = 'Nổ' "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    broken = [ListedPerson(Kind.STAFF, "Mới"), ListedPerson(Kind.STAFF, "Nổ")]
    with pytest.raises(Exception, match="no"):
        filled.lists.take(ListKind.PEOPLE, broken, replace=True)
    assert filled.lists.people() == list(PEOPLE)
    assert filled.lists.find("bich") == [BICH]


@pytest.mark.parametrize(
    ("person", "plate", "found"),
    [
        (Person(id_number="001199000002"), None, BICH),
        (Person(name="Ai Khác", id_number="001199000002"), None, BICH),
        (Person(id_number="030199000001", old_id_number="001199000002"), None, BICH),
        (Person(phone="0912345678"), None, BICH),
        (Person(name="TRAN THI BICH", phone="0912345678"), None, BICH),
        (Person(name="Chồng Bích", phone="0912345678"), None, None),  # a phone is lent
        (Person(name="Trần Thị Bích", birth_date="1999"), None, BICH),
        (Person(name="Trần Thị Bích", birth_date="1998"), None, None),
        (Person(name="Trần Thị Bích"), None, None),  # a name alone is nobody's
        # Another number is another person, whatever else is the same.
        (Person(name="Trần Thị Bích", id_number="001199000077", phone="0912345678"), None, None),
        (Person(name="Trần Thị Bích", id_number="····0002", birth_date="1999-08-15"), None, None),
        (Person(name="Trần Thị Bích", id_number="********0002", birth_date="1999"), None, BICH),
        (Person(), "29B112345", LAI),
        (Person(name="Người Thuê"), "29B112345", None),
        (Person(name="Do Duc", birth_date="1980-02-01"), None, DUC),
        (Person(), None, None),
    ],
)
def test_known_by(
    filled: Store, person: Person, plate: str | None, found: ListedPerson | None
) -> None:
    assert filled.lists.known(person, plate) == found


def test_of_several_alike_only_the_kind_is_known(store: Store) -> None:
    twins = [replace(LAI, name="Một"), replace(LAI, name="Hai")]
    store.lists.take(ListKind.PEOPLE, twins, replace=True)
    assert store.lists.known(Person(), LAI.plate) == ListedPerson(Kind.DELIVERY)
    assert store.lists.known(Person(name="hai"), LAI.plate) == twins[1]
    store.lists.take(ListKind.PEOPLE, [replace(LAI, kind=Kind.STAFF, name="Ba")], replace=False)
    assert store.lists.known(Person(), LAI.plate) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [("bich", BICH), ("Đức", DUC), ("duc", DUC), ("đỗ", DUC), ("3456", BICH), ("b1123", LAI)],
)
def test_found_while_typing(filled: Store, words: str, found: ListedPerson) -> None:
    assert filled.lists.find(words) == [found]


@pytest.mark.parametrize("words", ["", "x", '"', "bich OR duc", "* NEAR", "%%%", "\x00\x00\x00"])
def test_finding_takes_any_keys(filled: Store, words: str) -> None:
    assert filled.lists.find(words) == []


@pytest.mark.parametrize(
    ("person", "plate", "sure"),
    [
        (Person(id_number="001199000009"), None, True),
        (Person(name="Khác", old_id_number="001199000009"), None, True),
        (Person(phone="0911111111", id_number="001199000001"), None, True),
        (Person(), "30A11111", True),
        (Person(name="PHAM  THI CANH"), None, False),
        (Person(name="Phạm Thị Cảnh", id_number="********0009"), None, False),
        (Person(name="Phạm Thị Cảnh", id_number="001199000001"), None, None),
        (Person(name="Phạm Thị Cản"), None, None),
        (Person(), None, None),
    ],
)
def test_watched_by(store: Store, person: Person, plate: str | None, sure: bool | None) -> None:
    store.lists.take(ListKind.WATCH, [WATCH], replace=True)
    hits = store.lists.watching(person, plate, date(2026, 11, 23))
    assert [(hit.entry, hit.sure) for hit in hits] == ([] if sure is None else [(WATCH, sure)])


def test_a_watch_ends_with_its_last_day_and_the_sure_one_comes_first(store: Store) -> None:
    ending = replace(WATCH, id_number=None, phone=None, plate=None, until=date(2026, 11, 23))
    store.lists.take(ListKind.WATCH, [ending, WATCH], replace=True)
    person = Person(name="Phạm Thị Cảnh", phone="0911111111")
    hits = store.lists.watching(person, None, date(2026, 11, 23))
    assert [hit.entry for hit in hits] == [WATCH, ending]
    assert len(store.lists.watching(person, None, date(2026, 11, 24))) == 1


def test_the_hubs_watch_list_and_the_sites_are_replaced_apart(store: Store) -> None:
    ours = replace(WATCH, name="Của Mình", id_number=None)
    store.lists.take(ListKind.WATCH, [ours], replace=True)
    store.lists.take(ListKind.WATCH, [WATCH], replace=True, source="hub")
    assert store.lists.take(ListKind.WATCH, [], replace=True, source="hub") == Taken(0, 0, 1)
    assert store.lists.watched() == [ours]


def test_a_card_is_handed_in_once_and_a_new_list_does_not_forget_it(
    store: Store, clock: FakeClock
) -> None:
    store.lists.take(ListKind.CARDS, [CARD], replace=True)
    assert store.lists.card(" ntd-0001 ", DAY) == HeldCard(CARD)
    assert store.lists.hand_in("ntd-0001")
    at = clock.now_ms()
    clock.pass_s(60)
    assert store.lists.hand_in("NTD-0001")
    moved = replace(CARD, ward="Phường Khác")
    assert store.lists.take(ListKind.CARDS, [moved], replace=True) == Taken(0, 1, 0)
    assert store.lists.card("NTD-0001", DAY) == HeldCard(moved, at)
    assert store.lists.give_back("NTD-0001")
    assert store.lists.card("NTD-0001", DAY) == HeldCard(moved)
    assert not store.lists.hand_in("khong co")
    assert store.lists.card("khong co", DAY) is None


def test_a_cards_first_use_of_a_day_is_known_and_a_voided_one_is_none(
    store: Store, clock: FakeClock
) -> None:
    store.lists.take(ListKind.CARDS, [CARD], replace=True)
    first, second, leaving = (
        replace(passage(store.info().id, at=clock.now_ms() + ms), pass_number=CARD.number)
        for ms in (1000, 5000, 500)
    )
    leaving = replace(leaving, direction=Direction.OUT)
    yesterday = replace(passage(store.info().id, at=DAY[0] - 1), pass_number=CARD.number)
    for one in (yesterday, second, first, leaving):
        store.save(one)
    assert store.lists.used_at(CARD.number, DAY) == first.occurred_at
    store.void(first.id, None)
    held = store.lists.card(CARD.number, DAY)
    assert held is not None
    assert held.used_at == second.occurred_at


def test_who_asks_for_it_is_taken_out_of_the_lists(filled: Store) -> None:
    filled.lists.take(ListKind.CARDS, [CARD], replace=True)
    assert filled.lists.forget(Person(name="Đỗ Đức", birth_date="1980")) == 0  # a name says nothing
    assert filled.lists.forget(Person(id_number=BICH.id_number)) == 1
    assert filled.lists.forget(Person(), LAI.plate) == 1
    assert filled.lists.forget(Person(phone=CARD.phone)) == 1
    assert filled.lists.people() == [DUC]
    assert filled.lists.find("bich") == []
    assert filled.lists.cards() == []


def test_lookups_use_indexes(filled: Store, tmp_path: Path, key: bytes) -> None:
    with opened(tmp_path / "station.db", key) as connection:
        for table in ("listed", "watched"):
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE id_number IN ('1', '2') "  # noqa: S608
                "OR phone = '3' OR plate = '4' OR name_fold = '5'"
            ).fetchall()
            assert not [step for *_, step in plan if step.startswith("SCAN")], plan


def test_card_numbers_are_written_one_way() -> None:
    assert card_number(" ntd 0001\u200b") == "NTD0001"


def test_of_a_long_list_few_rows_change_and_all_are_found(store: Store) -> None:
    crowd = [
        ListedPerson(Kind.RESIDENT, f"Nguyễn Văn Số{no}", f"0010990{no:05}") for no in range(200)
    ]
    store.lists.take(ListKind.PEOPLE, crowd, replace=True)
    moved = replace(crowd[7], name="Trần Thị Khác")
    new = ListedPerson(Kind.STAFF, "Lê Văn Mới", phone="0912345670")
    assert store.lists.take(ListKind.PEOPLE, [moved, crowd[8], new], replace=False) == Taken(
        1, 2, 0
    )
    assert store.lists.find("khac") == [moved]
    assert store.lists.find("moi") == [new]
    assert store.lists.find("van so7", 50) == crowd[70:80]
    kept = [moved, *crowd[10:], new]
    assert store.lists.take(ListKind.PEOPLE, kept, replace=True) == Taken(0, 192, 9)
    assert set(store.lists.people()) == set(kept)
    assert store.lists.find("001099000008") == []
    assert store.lists.find("so199") == [crowd[199]]
    with store._database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO listed_search(listed_search, rank) VALUES ('integrity-check', 1)"
        )
