"""The short form; the whole one is ``python -m tests.chaos``."""

from pathlib import Path

import pytest

from tests.chaos.chaos import chaos


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    result = chaos(kills=8, seed=19, folder=tmp_path)
    assert result.violations == []
    assert result.kills == 8
