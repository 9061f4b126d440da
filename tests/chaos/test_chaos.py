"""The short forms; the whole ones are ``python -m tests.chaos``."""

from pathlib import Path

import pytest

from tests.chaos.chaos import chaos
from tests.chaos.crowd import crowd


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    result = chaos(kills=8, seed=19, folder=tmp_path)
    assert result.violations == []
    assert result.kills == 8


@pytest.mark.slow
def test_a_hub_killed_under_load_holds_all_it_has_confirmed(tmp_path: Path) -> None:
    result = crowd(kills=3, stations=4, seed=5, folder=tmp_path)
    assert result.violations == []
    assert result.kills == 3
