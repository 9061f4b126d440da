"""Time as the program sees it, so that tests can set it."""

import time
from datetime import datetime, timedelta, timezone
from typing import Protocol

HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam keeps UTC+7 all year; a fixed offset needs no time-zone database on Windows."""


class Clock(Protocol):
    """Where the time comes from."""

    def now_ms(self) -> int:
        """Wall-clock time in whole milliseconds since 1970 UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Wall-clock time in whole milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic()


def local(at_ms: int) -> datetime:
    """The local time of a moment in milliseconds since 1970 UTC."""
    return datetime.fromtimestamp(at_ms / 1000, HANOI)


def iso(at_ms: int) -> str:
    """A moment as ISO 8601 in local time, to the millisecond: what people and files are shown."""
    return local(at_ms).isoformat(timespec="milliseconds")


def parse_iso(text: str) -> int:
    """Milliseconds since 1970 UTC of an ISO 8601 time; without an offset it is local time.

    Raises:
        ValueError: the text is no ISO 8601 time.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=HANOI)
    return round(moment.timestamp() * 1000)


def day_bounds(day: str) -> tuple[int, int]:
    """First millisecond of a local day (``YYYY-MM-DD``) and of the next one.

    Raises:
        ValueError: the text is no such date.
    """
    start = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=HANOI)
    first = round(start.timestamp() * 1000)
    return first, first + 86_400_000
