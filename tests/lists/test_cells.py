"""What a cell of a known meaning says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.listed import EVERY_DAY, Parity
from checkpoint_app.domain.text import tidy
from checkpoint_app.lists.cells import (
    clean,
    day,
    digits,
    has_marks,
    iso_day,
    restored_id,
    restored_phone,
    sex,
    year,
)
from checkpoint_app.lists.days import minutes, weekdays, windows


@given(text=st.text(alphabet=st.characters(), max_size=30))
def test_clean_is_tidy_but_for_lone_signs(text: str) -> None:
    assert clean(text) in {tidy(text), ""}
    assert clean(text) or not any(char.isalnum() for char in tidy(text))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (" - ", ""),
        ("–", ""),
        ("//", ""),
        ("…", ""),
        (" a  b ", "a b"),
        ("-5", "-5"),
        ("a\x00b", "ab"),
    ],
)
def test_what_stands_for_nothing(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_hidden_marks_are_seen() -> None:
    assert has_marks("a\u202eb")
    assert has_marks("a\x00")
    assert not has_marks("a\r\nb\tc\u00a0d\ufeff")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("001090000011", "001090000011"),
        ("1099000001.0", "1099000001"),
        ("912345678,00", "912345678"),
        ("'0912345678", "0912345678"),
        ('="0912345678"', "0912345678"),
        ("1.09900000001E+11", "109900000001"),
        ("1,09900000001e11", "109900000001"),
        ("1.23E+11", None),
        ("1E+11", None),
        ("1.2345678901234E+11", None),
        ("B1234567", "B1234567"),
        ("", ""),
    ],
)
def test_digits_come_back_or_are_known_to_be_lost(text: str, number: str | None) -> None:
    assert digits(text) == number


@pytest.mark.parametrize(
    ("number", "restored"),
    [
        ("1099000001", "001099000001"),
        ("79099000001", "079099000001"),
        ("12000011", "012000011"),
        ("123456789", "123456789"),
        ("001099000001", "001099000001"),
        ("0109900001", "0109900001"),
        ("1234567", "1234567"),
        ("B12345678", "B12345678"),
        ("١٢٣٤٥٦٧٨", "١٢٣٤٥٦٧٨"),
    ],
)
def test_an_id_gets_back_only_zeros_its_length_tells_of(number: str, restored: str) -> None:
    assert restored_id(number) == restored


@pytest.mark.parametrize(
    ("number", "restored"),
    [("912345678", "0912345678"), ("012345678", "012345678"), ("84912345678", "84912345678")],
)
def test_a_phone_gets_back_its_first_zero(number: str, restored: str) -> None:
    assert restored_phone(number) == restored


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12/03/1990", date(1990, 3, 12)),
        ("1.2.1990", date(1990, 2, 1)),
        ("1-2-1990", date(1990, 2, 1)),
        ("12031990", date(1990, 3, 12)),
        ("1990-03-12", date(1990, 3, 12)),
        ("1990-03-12 00:00", date(1990, 3, 12)),
        ("08/21/2021", None),
        ("31/02/1990", None),
        ("12/03/90", None),
        ("12/03-1990", None),
        ("12/03/0990", None),
        ("44409", None),
        ("mai", None),
    ],
)
def test_a_day_is_day_first_or_iso_and_never_rolled_over(text: str, found: date | None) -> None:
    assert day(text) == found
    assert iso_day(text) == (found.isoformat() if found else None)


@given(born=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_in_every_spelling(born: date) -> None:
    for spelling in (
        f"{born:%d/%m/%Y}",
        f"{born.day}.{born.month}.{born.year}",
        f"{born:%d%m%Y}",
        born.isoformat(),
    ):
        assert day(spelling) == born


def test_years_and_sexes() -> None:
    assert (year("1990"), year("1890"), year("990"), year("90")) == ("1990", None, None, None)
    assert [sex(text) for text in ("Nam", "NỮ", "nu", "F", "Khác", "x")] == [
        Sex.MALE,
        Sex.FEMALE,
        Sex.FEMALE,
        Sex.FEMALE,
        Sex.OTHER,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2-4-6", {0, 2, 4}),
        ("3,5,7", {1, 3, 5}),
        ("T2, T4, T6", {0, 2, 4}),
        ("T2;T4;CN", {0, 2, 6}),
        ("Thứ 2, thứ 4 và chủ nhật", {0, 2, 6}),
        ("Thứ Hai, Thứ Tư", {0, 2}),
        ("thứ 3 5 7", {1, 3, 5}),
        ("thứ 2, 4, 6", {0, 2, 4}),
        ("CN", {6}),
        ("Chủ nhật", {6}),
        ("5", {3}),
        ("thứ năm", {3}),
        ("T2 đến T6", {0, 1, 2, 3, 4}),
        ("thứ 2 đến chủ nhật", set(range(7))),
        ("Mon, Wed, Fri", {0, 2, 4}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("Hằng ngày", set(range(7))),
    ],
)
def test_weekdays(text: str, days: set[int]) -> None:
    assert weekdays(text) == (frozenset(days), None)


def test_even_and_odd_days_of_the_month() -> None:
    assert weekdays("Ngày chẵn") == (EVERY_DAY, Parity.EVEN)
    assert weekdays("lẻ") == (EVERY_DAY, Parity.ODD)


@pytest.mark.parametrize(
    "text", ["2-6", "T2-T6", "9", "1", "T6 đến T2", "x", "2,x", "/", "2 đến x"]
)
def test_days_that_may_mean_two_things_are_not_guessed(text: str) -> None:
    assert weekdays(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6h", 360),
        ("6h30", 390),
        ("06:30", 390),
        ("6 giờ 30", 390),
        ("6g", 360),
        ("18", 1080),
        ("06:30:00", 390),
        ("24:00", 1440),
        ("24:01", None),
        ("6:75", None),
        ("sáng", None),
        ("", None),
    ],
)
def test_times(text: str, found: int | None) -> None:
    assert minutes(text) == found


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("6h-8h", [(360, 480)]),
        ("06:00 – 08:30", [(360, 510)]),
        ("từ 6h đến 8h", [(360, 480)]),
        ("6h-8h, 16h-18h", [(360, 480), (960, 1080)]),
        ("sáng 6h-8h; chiều 2h-4h", [(360, 480), (840, 960)]),
        ("8h-6h", None),
        ("8h-8h", None),
        ("6h", None),
        ("sáng", None),
        ("6h-25h", None),
    ],
)
def test_windows_of_the_day(text: str, spans: list[tuple[int, int]] | None) -> None:
    days = frozenset({0})
    expected = None if spans is None else tuple(Hours(days, *span) for span in spans)
    assert windows(text, days) == expected


@given(text=st.text(alphabet="0123456789T-–,;: hHgiờđếnchẵnlẻCN/.", max_size=20))
def test_no_text_breaks_days_or_hours(text: str) -> None:
    found = weekdays(text)
    assert found is None or (found[0] and found[0] <= EVERY_DAY)
    for span in windows(text, EVERY_DAY) or ():
        assert 0 <= span.begin < span.end <= 1440
    time = minutes(text)
    assert time is None or 0 <= time <= 1440
