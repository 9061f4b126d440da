"""From drawn code to fields: what `python -m tests.benchmarks.payloads` does for ten thousand."""

import pytest

from tests.benchmarks.payloads import KINDS, made, right_by_us


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=lambda at: KINDS[at].__name__)
def test_a_drawn_code_is_read_and_understood_to_the_letter(kind: int) -> None:
    numbers = range(kind, 60 * len(KINDS), len(KINDS))
    drawn = {number: made(number) for number in numbers}
    wrong = [number for number, (_, held, shown) in drawn.items() if not right_by_us(held, shown)]
    assert wrong == []
