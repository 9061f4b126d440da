"""What is looked at before a shift, each with what to do; for the window and the command line."""

from dataclasses import dataclass
from datetime import UTC, datetime

from checkpoint_app.i18n import Lang, text
from checkpoint_app.records.trusted_time import CLOCK_OFF_MS
from checkpoint_app.station.desk import Desk
from checkpoint_app.sync.causes import SyncCause

LOW_DISK_MB = 500
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""No station can rightly show an earlier time: the program is not older."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: all right or not, and what to say."""

    name: str
    ok: bool
    say: str


def disk_check(free_bytes: int, lang: Lang) -> Check:
    """Whether there is room for what is recorded."""
    free_mb = free_bytes // 1_000_000
    low = free_mb < LOW_DISK_MB
    code = "check.disk_low" if low else "check.disk_free"
    return Check("disk", not low, text(code, lang, free_mb=free_mb))


def clock_check(now_ms: int, offset_ms: int | None, lang: Lang) -> Check:
    """The computer's clock, against the hub's where that is known.

    Args:
        offset_ms: how far the hub's clock is ahead of this one; None where it is not known.
    """
    if datetime.fromtimestamp(now_ms / 1000, UTC) < EARLIEST:
        return Check("clock", False, text("check.clock_early", lang))
    if offset_ms is not None and abs(offset_ms) >= CLOCK_OFF_MS:
        minutes = -(-abs(offset_ms) // 60_000)
        code = "check.clock_slow" if offset_ms > 0 else "check.clock_fast"
        return Check("clock", False, text(code, lang, minutes=minutes))
    return Check("clock", True, text("check.good", lang))


def store_check(desk: Desk, lang: Lang) -> Check:
    """Whether every captured passage is accounted for."""
    balanced = desk.store.balance().balanced
    return Check("store", balanced, text("check.good" if balanced else "error.store_damaged", lang))


def hub_check(desk: Desk, lang: Lang) -> Check:
    """Whether the hub hears this station, and what waits. May take as long as a network does.

    A station that was never joined to a hub is all right: it keeps everything itself.
    """
    cause = desk.ask_hub()
    if cause is not None:
        joined = cause is not SyncCause.NOT_ENROLLED
        return Check("hub", not joined, text(f"cause.{cause}", lang))
    return Check("hub", True, text("check.waiting", lang, count=desk.store.outbox.unsent()))
