"""Rules for single fields: they normalise and warn, and refuse nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.fields import check_id, phone, plate, show_plate
from checkpoint_app.domain.passage import Declaration, Person, key_of

BAD_PLATE, BAD_PHONE = (WarningCode.PLATE_MALFORMED,), (WarningCode.PHONE_MALFORMED,)


@pytest.mark.parametrize(
    ("typed", "bare", "shown"),
    [
        ("30A-123.45", "30A12345", "30A-123.45"),
        ("29-b1 123.45", "29B112345", "29-B1 123.45"),
        ("30L 1234", "30L1234", "30L-1234"),
        ("51LD-012.34", "51LD01234", "51-LD 012.34"),
        ("80-123-NG-01", "80123NG01", "80123NG01"),
        ("TM 1234", "TM1234", "TM1234"),
    ],
)
def test_a_plate_in_any_spelling(typed: str, bare: str, shown: str) -> None:
    assert plate(typed) == (bare, ())
    assert show_plate(bare) == shown


@pytest.mark.parametrize(("typed", "kept"), [("HELLO", "HELLO"), ("???", None), ("1", "1")])
def test_a_strange_plate_is_kept_with_a_warning(typed: str, kept: str | None) -> None:
    assert plate(typed) == (kept, BAD_PLATE)


def test_no_plate_is_no_warning() -> None:
    assert plate("  ") == (None, ())


@pytest.mark.parametrize(
    "typed",
    ["0912345678", "+84 912 345 678", "84912345678", "(091) 234-5678", "+84.0912.345.678"],
)
def test_a_phone_in_any_spelling(typed: str) -> None:
    assert phone(typed) == ("0912345678", ())


@pytest.mark.parametrize(("typed", "kept"), [("12-34", "1234"), ("+1 555", "+1555"), ("x", "x")])
def test_a_strange_phone_is_kept_with_a_warning(typed: str, kept: str) -> None:
    assert phone(typed) == (kept, BAD_PHONE)


@given(text=st.text(max_size=40))
def test_no_text_breaks_a_rule(text: str) -> None:
    for rule in (plate, phone):
        bare, warnings = rule(text)
        assert bare is None or bare
        assert rule(bare or "")[0] == bare
        assert isinstance(warnings, tuple)
    check_id(text, text, Sex.OTHER)
    show_plate(text)


@pytest.mark.parametrize(
    ("number", "birth", "sex", "warnings"),
    [
        ("001099000001", "1999-01-01", Sex.MALE, ()),
        ("001199000002", "1999", Sex.FEMALE, ()),
        ("001203000001", "2003-05-05", Sex.MALE, ()),
        ("001099000001", "1998-01-01", Sex.MALE, (WarningCode.ID_BIRTH_MISMATCH,)),
        ("001099000001", None, Sex.FEMALE, (WarningCode.ID_SEX_MISMATCH,)),
        ("001099000001", None, Sex.OTHER, ()),
        ("003099000001", None, None, (WarningCode.ID_PROVINCE_UNKNOWN,)),
        ("******000001", "1999", Sex.MALE, ()),
        ("123456789", "1999", Sex.MALE, ()),
        (None, None, None, ()),
    ],
)
def test_the_number_against_what_stands_beside_it(
    number: str | None, birth: str | None, sex: Sex | None, warnings: tuple[WarningCode, ...]
) -> None:
    assert check_id(number, birth, sex) == warnings


@pytest.mark.parametrize(
    ("person", "with_plate", "key"),
    [
        (Person(id_number="001099000001", qid="16", phone="09"), None, "id:001099000001"),
        (Person(id_number="******000001", qid="16"), None, "qid:16"),
        (Person(id_number="******000001"), None, None),
        (Person(insurance_number="0100000000", phone="09"), None, "bhyt:0100000000"),
        (Person(phone="0900000001", name="An"), "29B1", "tel:0900000001"),
        (Person(name="An"), "29B112345", "plate:29B112345"),
        (Person(name="Đặng An", birth_date="1999"), None, "name:dang an|1999"),
        (Person(name="Đặng An"), None, None),
        (Person(), None, None),
    ],
)
def test_what_tells_people_apart(person: Person, with_plate: str | None, key: str | None) -> None:
    assert key_of(person, with_plate) == key


def test_an_unanswered_question_is_no_yes() -> None:
    assert not Declaration().raises_concern
    assert not Declaration(symptoms="", contact_patient=False).raises_concern
    assert Declaration(contact_patient=True).raises_concern
