"""Finding people as a guard types, with whatever keys are hit."""

from dataclasses import replace

import pytest

from checkpoint_app.domain.passage import Person
from checkpoint_app.records.ids import new_id
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
        ("0912.345.678", BUOI),
        ("0912 345 678", BUOI),
        ("09 12 34 56 78", BUOI),
        ("+84 912 345 678", BUOI),
        ("(+84)912-345-678", BUOI),
        ("+840912345678", BUOI),
        ("84912345678", BUOI),
        ("0011 9900 0002", BUOI),
        ("0912-345 dang", BUOI),
        ("29-B1 123.45", XE),
        ("29b1-123.45", XE),
        ("29 B1 12345", XE),
        ("b1 123", XE),
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


def test_what_a_card_does_not_say_is_known_from_before(people: Store) -> None:
    """The phone was typed once, the plate another time; the card is scanned ever since."""
    station = people.info().id
    card = replace(BUOI, phone=None, address="Tổ 5")
    old = replace(card, old_id_number="123456789")
    for person, plate in ((old, "30A12345"), (card, None)):
        people.save(replace(passage(station), person=person, plate=plate))
    for words in ("0912345678", "dang 0912", "30a-123.45", "123456789", "001199000002"):
        assert people.find_people(words) == [card], words
    traced = people.tracing.trace("+84 912 345 678", since=0, until=1 << 50, now=1 << 50)
    assert traced.subjects == ("id:001199000002",)
    assert people.verify().ok, people.verify()


def test_whose_number_is_corrected_is_found_by_the_right_one_alone(people: Store) -> None:
    wrong = replace(BUOI, id_number="001199000099", phone="0900000099")
    made = replace(passage(people.info().id), person=wrong)
    people.save(made)
    people.correct(made.id, lambda one: replace(one, person=replace(BUOI, name="Đặng Thị Bòng")))
    assert people.find_people("001199000099") == people.find_people("0900000099") == []
    assert [one.name for one in people.find_people("dang thi")] == ["Đặng Thị Bòng"]
    people.void(made.id, None)
    assert people.find_people("dang thi") == [BUOI]
    assert people.find_people("bong") == []
    assert people.verify().ok, people.verify()


def test_who_was_taken_back_is_not_offered(people: Store) -> None:
    slip = replace(passage(people.info().id), person=Person(name="Gõ Nhầm", phone="0900000001"))
    people.save(slip)
    people.void(slip.id, None)
    for words in ("nham", "go", "0900000001"):
        assert people.find_people(words) == [], words
    assert people.people_named("Gõ Nhầm") == []
    people.save(replace(slip, id=new_id()))
    assert people.find_people("nham") == [slip.person]


def test_whoever_crossed_just_now_is_found_among_hundreds_of_one_name(people: Store) -> None:
    """The regular of years, not only those who were seen first last."""
    namesakes = [
        replace(passage(people.info().id), person=replace(HOA, id_number=f"0010991{n:05}"))
        for n in range(700)
    ]
    people.save_many(namesakes)
    people.save(replace(namesakes[3], id=new_id()))
    for words in ("hoa", "tran hoa", "tr"):
        found = people.find_people(words)
        assert [one.id_number for one in found[:2]] == ["001099100003", "001099100699"], words


def test_somebodys_changed_words_do_not_stop_the_gate(people: Store) -> None:
    with people._database.write() as connection:
        connection.exec_driver_sql("UPDATE person SET words = 'x', name_fold = 'x'")
    people.save(replace(passage(people.info().id), person=BUOI))
    assert people.balance().captured == 4
    assert people.verify().fault == "person_wrong"


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
