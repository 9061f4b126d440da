"""Finding people as a guard types, with whatever keys are hit."""

from dataclasses import replace

import pytest

from checkpoint_app.domain.passage import Person
from checkpoint_app.records.store import Store
from tests.fakes.passages import passage

BUOI = Person(name="Đặng Thị Bưởi", id_number="001199000002", phone="0912345678")
HOA = Person(name="Trần Hoà", id_number="001099000003", insurance_number="HS4010120000000")
XE = Person(name="Lê % Văn_Lái")


@pytest.fixture
def people(store: Store) -> Store:
    for person in (BUOI, HOA):
        store.save(replace(passage(store.info().id), person=person))
    store.save(replace(passage(store.info().id), person=XE, plate="29B112345"))
    return store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Đặng", BUOI),
        ("dang thi", BUOI),
        ("DANG", BUOI),
        ("buoi", BUOI),
        ("ưởi", BUOI),
        ("đa", BUOI),  # two letters: how the name begins
        ("234567", BUOI),
        ("0912345678", BUOI),
        ("9000002", BUOI),
        ("bưởi 0912", BUOI),
        ("  dang   buoi ", BUOI),
        ("hòa", HOA),
        ("hoà", HOA),
        ("hs4010", HOA),
        ("b1123", XE),
    ],
)
def test_found_by(people: Store, words: str, found: Person) -> None:
    assert people.find_people(words) == [found]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x",
        "   ",
        "nobody at all",
        '"',
        '"""',
        'dang" OR "hoa',
        "dang OR hoa",
        "dang NOT buoi",
        "NEAR(dang buoi)",
        "words:dang",
        "dan*",
        "^dang",
        "-dang",
        "%",
        "%%",
        "___",
        "' OR 1=1 --",
        "'; DROP TABLE person; --",
        "dang\0buoi",
        "\0\0\0",
        "\ud800\ud800\ud800",
        "dang \udfff",
        "\U0010ffff" * 2,
        "x" * 10_000,
    ],
)
def test_signs_are_letters_and_nothing_else(people: Store, words: str) -> None:
    assert people.find_people(words) in ([], [BUOI])
    assert people.verify().ok


def test_signs_in_a_name_are_found(people: Store) -> None:
    assert people.find_people("văn_lái") == [XE]
    assert people.find_people("%%%") == []


def test_the_newest_of_what_is_known_is_given(people: Store) -> None:
    moved = replace(BUOI, address="Căn 1203", phone="0900000009")
    people.save(replace(passage(people.info().id), person=moved))
    assert people.find_people("buoi") == [moved]
    assert people.find_people("0912345678") == []


def test_newest_first_and_not_too_many(people: Store) -> None:
    for n in range(20):
        person = Person(name=f"Phạm Số {n:02}", id_number=f"0010990001{n:02}")
        people.save(replace(passage(people.info().id), person=person))
    found = [person.name for person in people.find_people("pham so", limit=3)]
    assert found == ["Phạm Số 19", "Phạm Số 18", "Phạm Số 17"]


def test_people_of_one_name_whatever_its_accents(people: Store) -> None:
    namesake = replace(BUOI, id_number="001199000009")
    nameless = Person(phone="0900000009")
    people.save(replace(passage(people.info().id), person=nameless))
    people.save(replace(passage(people.info().id), person=namesake))
    assert people.people_named("DANG THI BUOI") == [namesake, BUOI]
    assert people.people_named(" Đặng  Thị Bưởi", limit=1) == [namesake]
    assert people.people_named("Đặng Thị") == people.people_named("") == []


def test_passages_of_one_person_newest_first_without_what_was_taken_back(people: Store) -> None:
    station = people.info().id
    saved = [replace(passage(station, at=1_800_000_000_000 + n), person=BUOI) for n in (3, 1, 2, 4)]
    for one in saved:
        people.save(one)
    people.void(saved[3].id, None)
    moved = people.correct(
        saved[0].id, lambda one: replace(one, person=replace(BUOI, address="Căn 1203"))
    )
    found = people.passages_of("id:001199000002", limit=3)
    assert found == [moved, saved[2], saved[1]]
    assert people.passages_of("id:000000000000") == []
