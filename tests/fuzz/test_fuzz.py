"""A short run of what `make fuzz` does longer, from fixed seeds."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.documents import FIELD_NAMES
from checkpoint_app.scanner.payloads import parse
from tests.fuzz import oracle
from tests.fuzz.invented import KINDS, Sample, Someone, invent, sample, trusted
from tests.fuzz.mutations import damage

unhurried = settings(deadline=None)  # signing is slow on a busy machine, and not what is tested
SEEDS = st.integers(0, 2**32 - 1)


def says(made: Sample) -> None:
    document = oracle.check(made.payload)
    fields = {name: value for name in FIELD_NAMES if (value := getattr(document, name)) is not None}
    assert document.format is made.format
    assert fields == made.fields
    assert document.detail == made.detail
    assert set(document.warnings) == made.warnings


@unhurried
@given(SEEDS)
def test_what_was_put_into_a_code_comes_out_of_it(seed: int) -> None:
    says(sample(random.Random(seed)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_format_comes_back_whole(kind: Callable[[Someone, random.Random], Sample]) -> None:
    for seed in range(40):
        dice = random.Random(seed)
        says(kind(invent(dice), dice))


@pytest.mark.parametrize("part", range(8))
def test_no_damage_gets_more_than_an_answer(part: int) -> None:
    for seed in range(part * 250, (part + 1) * 250):
        dice = random.Random(seed)
        oracle.check(damage(sample(dice).payload, dice))


@unhurried
@given(SEEDS)
def test_other_damage_neither(seed: int) -> None:
    dice = random.Random(seed)
    oracle.check(damage(sample(dice).payload, dice))


@unhurried
@given(st.binary(max_size=3000))
def test_any_bytes_get_an_answer(payload: bytes) -> None:
    oracle.check(payload)
    for prefix in (b"HC1:", b"CKP1:", b"CKS1:", b"https://"):
        oracle.check(prefix + payload)


@unhurried
@given(SEEDS)
def test_the_same_payload_is_read_the_same_again(seed: int) -> None:
    payload = sample(random.Random(seed)).payload
    assert parse(payload, trusted()) == parse(payload, trusted())
