"""How a station is, judged from its signs of life."""

from dataclasses import replace

import pytest

from checkpoint_app.hub.signs import (
    BEHIND_MS,
    IDLE_MS,
    OFFLINE_MS,
    Judged,
    Signs,
    StationState,
    state_of,
)
from checkpoint_app.i18n import Lang, text
from checkpoint_app.records.trusted_time import CLOCK_OFF_MS

NOW = 1_795_000_000_000
JOINED = NOW - 10 * IDLE_MS
WELL = Signs(JOINED, NOW - 1_000, NOW - 1_000, NOW - 5_000, None, 20)
S = StationState


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (Signs(JOINED), Judged(S.NEVER_SEEN, JOINED)),
        (WELL, Judged(S.SENDING, NOW - 5_000)),
        (replace(WELL, active_at=NOW - IDLE_MS), Judged(S.SENDING, NOW - IDLE_MS)),
        (replace(WELL, active_at=NOW - IDLE_MS - 1), Judged(S.IDLE, NOW - IDLE_MS - 1)),
        (replace(WELL, active_at=None), Judged(S.IDLE, JOINED)),
        (
            replace(WELL, last_seen_at=NOW - OFFLINE_MS, beat_at=NOW - OFFLINE_MS),
            Judged(S.SENDING, NOW - 5_000),
        ),
        (
            replace(WELL, last_seen_at=NOW - OFFLINE_MS - 1, beat_at=NOW - 9 * OFFLINE_MS),
            Judged(S.OFFLINE, NOW - OFFLINE_MS - 1),
        ),
        (
            replace(WELL, oldest_unsent_at=NOW - BEHIND_MS),
            Judged(S.SENDING, NOW - 5_000),
        ),
        (
            replace(WELL, oldest_unsent_at=NOW - BEHIND_MS - 1),
            Judged(S.BEHIND, NOW - BEHIND_MS - 1),
        ),
        (replace(WELL, skew_ms=CLOCK_OFF_MS), Judged(S.CLOCK_OFF, None)),
        (replace(WELL, skew_ms=-CLOCK_OFF_MS), Judged(S.CLOCK_OFF, None)),
        (replace(WELL, skew_ms=CLOCK_OFF_MS - 1), Judged(S.SENDING, NOW - 5_000)),
        # What is worse is said: a silent station's clock and backlog are yesterday's news.
        (
            Signs(JOINED, NOW - 2 * OFFLINE_MS, NOW - 2 * OFFLINE_MS, None, JOINED, CLOCK_OFF_MS),
            Judged(S.OFFLINE, NOW - 2 * OFFLINE_MS),
        ),
        # A station of the earlier version gives no signs of life of this kind.
        (Signs(JOINED, NOW - 1_000, skew_ms=0), Judged(S.SENDING, None)),
        (Signs(JOINED, NOW - 2 * OFFLINE_MS), Judged(S.OFFLINE, NOW - 2 * OFFLINE_MS)),
    ],
)
def test_a_station_is(signs: Signs, expected: Judged) -> None:
    assert state_of(signs, NOW) == expected


@pytest.mark.parametrize("state", S)
def test_each_state_has_its_words(state: StationState) -> None:
    for lang in Lang:
        assert text(f"station.{state}", lang, since="14:02")
