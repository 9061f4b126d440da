"""How fast the outbox empties, and when it will be empty."""

from math import exp

_MEMORY_S = 30.0
"""What was measured so many seconds of sending ago counts a third."""
_HOUR_MS = 3_600_000
_FURTHEST_MS = 7 * 24 * _HOUR_MS


class Pace:
    """The rate of the last half minute of sending. Waiting between rounds does not count."""

    def __init__(self) -> None:
        """Nothing measured yet."""
        self._count = self._seconds = 0.0

    def note(self, count: int, seconds: float) -> None:
        """One exchange: how many revisions the hub confirmed, and how long it took."""
        kept = exp(-seconds / _MEMORY_S)
        self._count = self._count * kept + count
        self._seconds = self._seconds * kept + seconds

    @property
    def per_hour(self) -> int | None:
        """Revisions an hour, at least one; None where nothing was measured yet."""
        if not self._count or self._seconds <= 0:
            return None
        return max(1, round(self._count / self._seconds * 3_600))


def done_at(now_ms: int, unsent: int, per_hour: int | None) -> int | None:
    """When the last one will be sent at this rate, ms since 1970 UTC.

    Nothing where nothing waits or no rate is known, nor a week ahead: nobody knows that.
    """
    if not unsent or not per_hour:
        return None
    left_ms = round(unsent * _HOUR_MS / per_hour)
    return now_ms + left_ms if left_ms <= _FURTHEST_MS else None
