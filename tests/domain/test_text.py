"""Vietnamese text in one form, found without accents, masked where it is a number."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.text import fold, given_name_key, mask, shorten_name, tidy

_any = st.text(st.characters(exclude_categories=[]), max_size=60)


@given(text=_any)
def test_a_tidy_text_is_safe_and_stays_as_it_is(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in clean)
    assert "  " not in clean
    clean.encode()


@given(text=_any)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Bưởi", "dang thi buoi"),
        ("ĐỖ  ĐÌNH\tĐẠI", "do dinh dai"),
        ("Hòa", "hoa"),
        ("Hoà", "hoa"),
        (unicodedata.normalize("NFD", "Nguyễn Ước"), "nguyen uoc"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a\r\n b\t", "a b"),
        ("a\u202eb\u200b\0c", "abc"),
        ("\ufeffAn", "An"),
        (unicodedata.normalize("NFD", "Ước"), "Ước"),
        ("\ud800x", "x"),
        ("a\u2028b", "ab"),
    ],
)
def test_tidy(text: str, clean: str) -> None:
    assert tidy(text) == clean


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, ""), ("", ""), ("1234", "····"), ("12345", "····2345"), ("001099000001", "····0001")],
)
def test_a_masked_number_shows_four_signs_at_most(number: str | None, shown: str) -> None:
    assert mask(number) == shown


def test_names_sort_by_the_given_name() -> None:
    names = ["Trần Văn Bảo", "Lê Thị An", "Nguyễn Văn An", "Ánh", ""]
    assert sorted(names, key=given_name_key) == [
        "",
        "Lê Thị An",
        "Nguyễn Văn An",
        "Ánh",
        "Trần Văn Bảo",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nguyễn Văn An", "N. V. An"),
        ("Đặng  Thị Ngọc Ánh", "Đ. T. N. Ánh"),
        ("An", "A."),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_name_for_a_screen_that_others_see(name: str, shown: str) -> None:
    assert shorten_name(name) == shown
