"""Signs of life: how a station is, judged from what it said and when it was last heard."""

from dataclasses import dataclass
from enum import StrEnum

from checkpoint_app.records.trusted_time import CLOCK_OFF_MS

MINUTE_MS = 60_000
OFFLINE_MS = 30 * MINUTE_MS
"""Signs of life come every ten minutes, fifteen at most: one of them may be lost."""
BEHIND_MS = 30 * MINUTE_MS
IDLE_MS = 240 * MINUTE_MS
"""A gate is quiet for hours at night; longer, somebody may have left it or writes on paper."""


class StationState(StrEnum):
    """How a station is: the first of these that holds."""

    NEVER_SEEN = "never_seen"  # enrolled and not deployed: not one sign of life
    OFFLINE = "offline"  # nothing heard of it; it may record all the same
    CLOCK_OFF = "clock_off"  # its clock is not the hub's
    BEHIND = "behind"  # alive, and passages have waited there for long
    IDLE = "idle"  # alive, and nothing was recorded for hours
    SENDING = "sending"  # alive and in use


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a station. Times are ms since 1970 UTC by the hub's clock, None for never.

    Attributes:
        last_seen_at: its last request of any kind; beat_at: its last sign of life.
        active_at: when the count of its passages was last seen to have grown.
        oldest_unsent_at: since when something waits there.
        skew_ms: how far its clock runs ahead of the hub's.
    """

    enrolled_at: int
    last_seen_at: int | None = None
    beat_at: int | None = None
    active_at: int | None = None
    oldest_unsent_at: int | None = None
    skew_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A state, and since when it holds; None where that cannot be told."""

    state: StationState
    since: int | None


def state_of(signs: Signs, now: int) -> Judged:
    """How a station is at a moment, in ms since 1970 UTC.

    A station of an earlier version gives no signs of life of this kind: it is sending while it is
    heard of at all.
    """
    heard = max((at for at in (signs.last_seen_at, signs.beat_at) if at is not None), default=None)
    if heard is None:
        return Judged(StationState.NEVER_SEEN, signs.enrolled_at)
    if now - heard > OFFLINE_MS:
        return Judged(StationState.OFFLINE, heard)
    if signs.skew_ms is not None and abs(signs.skew_ms) >= CLOCK_OFF_MS:
        return Judged(StationState.CLOCK_OFF, None)
    if signs.oldest_unsent_at is not None and now - signs.oldest_unsent_at > BEHIND_MS:
        return Judged(StationState.BEHIND, signs.oldest_unsent_at)
    if signs.beat_at is None:
        return Judged(StationState.SENDING, None)
    last = signs.enrolled_at if signs.active_at is None else signs.active_at
    return Judged(StationState.IDLE if now - last > IDLE_MS else StationState.SENDING, last)
