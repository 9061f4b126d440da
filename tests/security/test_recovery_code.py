"""The recovery code survives a person's handwriting, and says where they erred."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.errors import RecoveryMistyped
from checkpoint_app.security import recovery_code
from checkpoint_app.security.recovery_code import GROUP_SIGNS, GROUPS, SIGNS, make, understand

CODE = make()
PLACES = [at for at, sign in enumerate(CODE) if sign != "-"]


def wrong_group(typed: str) -> int:
    with pytest.raises(RecoveryMistyped) as said:
        understand(typed)
    group = said.value.details["group"]
    assert isinstance(group, int)
    return group


def test_a_code_is_seven_groups_of_five_plain_signs() -> None:
    assert re.fullmatch(rf"([{SIGNS}]{{5}}-){{6}}[{SIGNS}]{{5}}", CODE)
    assert not set("ILOU") & set(SIGNS)


def test_codes_are_random_throughout() -> None:
    codes = [make() for _ in range(2000)]
    assert len({understand(code) for code in codes}) == len(codes)
    for place in range(GROUPS * GROUP_SIGNS):
        counted = Counter(code.replace("-", "")[place] for code in codes)
        assert len(counted) == 32, place
        assert max(counted.values()) < 150, place  # 62 on average


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", " – "),
        lambda code: f"\n {code}\r\n",
        lambda code: "-".join(re.findall("..?.?.?", code.replace("-", ""))),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),  # full width, as an IME types it
    ],
)
def test_how_it_is_typed_does_not_matter(change: object) -> None:
    for code in (CODE, make(), make(), make()):
        assert understand(change(code)) == understand(code)  # type: ignore[operator] # a function


@given(st.sampled_from(PLACES), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found_in_its_group(at: int, sign: str) -> None:
    if CODE[at] != sign:
        assert wrong_group(CODE[:at] + sign + CODE[at + 1 :]) == at // 6 + 1


@given(st.integers(0, GROUPS - 1), st.integers(0, GROUP_SIGNS - 2))
def test_two_neighbours_swapped_are_found(group: int, at: int) -> None:
    start = group * 6 + at
    one, two = CODE[start], CODE[start + 1]
    if one != two:
        assert wrong_group(CODE[:start] + two + one + CODE[start + 2 :]) == group + 1


@given(st.integers(1, GROUPS), st.integers(1, GROUPS))
def test_two_groups_swapped_are_found(one: int, two: int) -> None:
    groups = CODE.split("-")
    groups[one - 1], groups[two - 1] = groups[two - 1], groups[one - 1]
    if one != two:
        assert wrong_group("-".join(groups)) == min(one, two)


@given(st.integers(1, GROUPS))
def test_a_missing_or_longer_group_is_named(group: int) -> None:
    groups = CODE.split("-")
    kept = groups[group - 1]
    for other in (kept[:-1], kept + "0"):
        groups[group - 1] = other
        assert wrong_group("-".join(groups)) == group


def test_too_few_and_too_many_groups_are_said() -> None:
    assert wrong_group(CODE[:-6]) == GROUPS
    assert wrong_group(CODE + "-" + CODE[:5]) == GROUPS
    assert wrong_group("") == 1


@given(st.text(max_size=80) | st.text(SIGNS + "-U*~$=", max_size=80))
def test_whatever_is_typed_is_a_code_or_a_typing_error(typed: str) -> None:
    try:
        secret = understand(typed)
    except RecoveryMistyped:
        assert 1 <= wrong_group(typed) <= GROUPS
    else:
        assert len(secret) == 18


def test_the_groups_hold_more_than_128_bits() -> None:
    """Of 2^20 numbers a group has those whose check is a plain sign."""
    fits = sum((data + 1) % 37 < len(SIGNS) for data in range(1 << 20))
    assert fits**GROUPS > 1 << 128
    assert recovery_code.SIGNS == SIGNS
