"""Who is taken to be like whom, by what can be seen."""

from dataclasses import replace

import pytest

from checkpoint_app.domain.documents import Format, Sex
from checkpoint_app.domain.documents import WarningCode as W
from checkpoint_app.domain.passage import Passage, Person
from checkpoint_app.records.ids import new_id
from checkpoint_app.station.likeness import Candidate, Likeness, grade, join, mend, rank
from tests.fakes.passages import passage

EXACT, LIKELY, DIFFERENT = Likeness
KNOWN = Person(
    name="Nguyễn Văn An",
    id_number="001099000001",
    qid="162900000000000001",
    birth_date="1999-01-01",
    sex=Sex.MALE,
    address="Tổ 5, Nghĩa Đô",
)
MASKED = Person(name="NGUYEN VAN AN", id_number="******000001", birth_date="1999")


@pytest.mark.parametrize(
    ("shown", "likeness"),
    [
        (MASKED, LIKELY),
        (replace(MASKED, qid=KNOWN.qid), EXACT),
        (replace(MASKED, qid=KNOWN.qid, id_number=None), EXACT),
        (replace(MASKED, qid="162900000000000009"), DIFFERENT),
        (replace(MASKED, name="NGUYEN VAN ANH"), DIFFERENT),
        (replace(MASKED, qid=KNOWN.qid, name="LE VAN AN"), DIFFERENT),
        (replace(MASKED, name=None), DIFFERENT),
        (replace(MASKED, id_number="******000002"), DIFFERENT),
        (replace(MASKED, id_number="001099******"), LIKELY),
        (replace(MASKED, id_number="002099******"), DIFFERENT),
        (replace(MASKED, id_number="*********001"), DIFFERENT),  # three digits say too little
        (replace(MASKED, id_number="********0001"), LIKELY),  # as on a pass
        (replace(MASKED, id_number="************"), DIFFERENT),
        (replace(MASKED, id_number=None), DIFFERENT),  # a year and a name say too little
        (replace(MASKED, birth_date="1998"), DIFFERENT),
        (replace(MASKED, birth_date=None), LIKELY),
        (replace(MASKED, sex=Sex.FEMALE), DIFFERENT),
        (Person(name="Nguyễn Văn An", birth_date="1999-01-01"), LIKELY),  # a certificate
        (Person(name="Nguyễn Văn An", birth_date="1999-01-02"), DIFFERENT),
        (Person(name="Nguyễn Văn An", birth_date="1999"), DIFFERENT),
        (Person(name="Nguyen Van An", id_number="001099000001"), EXACT),
        (Person(name="Nguy?n V\ufffdn An", id_number="001099000001"), LIKELY),
        (Person(name="Nguy??n V?n An", id_number="001099000001"), LIKELY),
        (Person(name="Ng?", id_number="001099000001"), DIFFERENT),
        (Person(name="?" * 50, id_number="001099000001"), DIFFERENT),
        (Person(name="?a" * 50, id_number="001099000001"), DIFFERENT),
        (Person(name="Lê Thị Bích", id_number="001099000001"), DIFFERENT),
        (Person(), DIFFERENT),
    ],
)
def test_grades(shown: Person, likeness: Likeness) -> None:
    assert grade(shown, KNOWN) is likeness


def test_a_name_of_which_too_much_was_lost_fits_nobody() -> None:
    known = replace(KNOWN, name="Nguyễn Thị Hằng Nga")
    eight = Person(name="N?u?e? ?h? H?n? N?a", id_number=known.id_number)
    assert grade(eight, known) is LIKELY
    assert grade(replace(eight, name="N?u?e? ?h? H?n? ?g?"), known) is DIFFERENT


def test_an_unknown_birth_date_or_sex_contradicts_nothing() -> None:
    assert grade(MASKED, Person(name="Nguyễn Văn An", id_number="001099000001")) is LIKELY


def test_the_surest_come_first_each_once_and_only_with_a_whole_number() -> None:
    twin = replace(KNOWN, id_number="079099000001", qid=None, address="Quận 1")
    shown = replace(MASKED, qid=KNOWN.qid)
    hidden = replace(KNOWN, id_number="******000001")
    numberless = replace(KNOWN, id_number=None)
    without_qid = replace(KNOWN, qid=None)
    found = rank(shown, [hidden, twin, numberless, without_qid, KNOWN, KNOWN])
    assert found == (Candidate(KNOWN, EXACT), Candidate(twin, LIKELY))
    assert rank(shown, []) == ()


def before(person: Person, *warnings: W, document: Format | None = Format.CCCD) -> Passage:
    made = passage(new_id())
    return replace(made, person=person, warnings=warnings, document=document)


def test_lost_accents_come_back_from_the_same_number_and_the_same_name() -> None:
    plain = replace(KNOWN, name="Nguyen Van An", address="To 5, Nghia Do")
    assert mend(plain, [before(KNOWN)]) == replace(
        plain, name="Nguyễn Văn An", address="Tổ 5, Nghĩa Đô"
    )
    moved = replace(plain, address="To 9, Vinh")
    mended = mend(moved, [before(KNOWN)])
    assert mended is not None
    assert mended.address == "To 9, Vinh"


def test_nothing_is_mended_from_what_was_damaged_bare_of_accents_or_another() -> None:
    plain = replace(KNOWN, name="Nguyen Van An", address=None)
    bare = replace(KNOWN, name="NGUYEN VAN AN")
    other = replace(KNOWN, name="Nguyễn Văn Anh")
    stranger = replace(KNOWN, id_number="001099000009")
    assert mend(plain, []) is None
    assert mend(plain, [before(KNOWN, W.NAME_DAMAGED)]) is None
    assert mend(plain, [before(bare, document=Format.UNIFIED)]) is None
    assert mend(plain, [before(other)]) is None
    assert mend(plain, [before(stranger)]) is None
    assert mend(replace(plain, name="Nguy?n V?n An"), [before(KNOWN)]) is None  # asked instead
    past = [before(bare, document=Format.UNIFIED), before(KNOWN)]
    assert mend(plain, past) == replace(plain, name="Nguyễn Văn An")


def test_who_is_confirmed_keeps_what_only_the_code_shows() -> None:
    shown = replace(MASKED, phone="0900000001", qid="162900000000000005")
    joined = join(shown, KNOWN)
    assert joined == replace(KNOWN, phone="0900000001", qid="162900000000000005")
