"""Time at the gate: whole milliseconds, local days of Vietnam."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.clock import SystemClock, day_bounds, iso, local, parse_iso

_moments = st.integers(0, 4_102_444_799_999)  # until the year 2100, as entries may be


@given(at=_moments)
def test_a_moment_survives_its_text(at: int) -> None:
    assert parse_iso(iso(at)) == at


@given(at=_moments)
def test_a_moment_lies_in_its_own_day_only(at: int) -> None:
    first, after = day_bounds(f"{local(at):%Y-%m-%d}")
    assert first <= at < after
    assert after - first == 86_400_000


def test_the_day_changes_at_local_midnight() -> None:
    first, after = day_bounds("2026-11-23")
    assert iso(first) == "2026-11-23T00:00:00.000+07:00"
    assert parse_iso("2026-11-23") == first
    assert parse_iso("2026-11-23T23:59:59.999") == after - 1
    assert parse_iso("2026-11-23T17:00:00+00:00") == after


@pytest.mark.parametrize("text", ["", "x", "2026-13-01", "2026-02-30", "12:00"])
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_iso(text)
    with pytest.raises(ValueError, match=r"."):
        day_bounds(text)


def test_the_machines_clock_runs() -> None:
    clock = SystemClock()
    assert clock.now_ms() > 1_577_836_800_000
    assert clock.monotonic() <= clock.monotonic()
