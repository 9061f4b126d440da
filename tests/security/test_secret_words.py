"""What is accepted as a PIN or passphrase, and that keyboards do not make a difference."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.errors import WeakPin
from checkpoint_app.i18n import Lang, text
from checkpoint_app.security.secret_words import Strength, check_secret, normalised, strength


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "123",
        "1234567890123",
        "000000",
        "1111",
        "12a4",
        "١٢٣٤",
        "１２３４",
        "12 4",
        "²³²³",
        "-123",
        "aaaaaaaaaaaaaaaa",
        "một hai ba",
        "a b c a b c",
        "hoa\0hoa\0mùa thu",
        "mật khẩu \u202e đảo ngược",
        "\udcff" * 12,
        "cá rô phi " * 30,
    ],
)
def test_a_weak_secret_is_refused(secret: str) -> None:
    assert strength(secret) is Strength.WEAK
    with pytest.raises(WeakPin):
        check_secret(secret)


@pytest.mark.parametrize(
    ("secret", "good"),
    [
        ("1234", Strength.PIN),
        ("123456789012", Strength.PIN),
        ("0001", Strength.PIN),
        ("bưởi năm roi", Strength.FAIR),
        ("Tr4m-g4c-s0-2!", Strength.FAIR),
        ("cá rô phi kho tộ ngon", Strength.GOOD),
        ("bến đò bên sông vắng khách", Strength.GOOD),
        ("ă â đ ê ô ơ", Strength.GOOD),
    ],
)
def test_a_good_secret_is_accepted_and_judged_in_words(secret: str, good: Strength) -> None:
    assert check_secret(secret) is good
    assert all(text(f"strength.{good}", lang) for lang in Lang)


def test_every_strength_has_its_words() -> None:
    assert all(text(f"strength.{found}", lang) for found in Strength for lang in Lang)


@given(st.text())
def test_composed_and_decomposed_are_one(secret: str) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, secret)
        assert normalised(typed) == normalised(secret)
        assert strength(typed) is strength(secret)
    assert normalised(f"  {secret}\t") == normalised(secret)
    assert normalised(normalised(secret)) == normalised(secret)
