"""The sheet of a day: as it is now, and as it was handed in at four in the afternoon.

Paper that is typed later changes the numbers of an hour that is long over. So what stood there at
16:00 is kept, and what came after it is said beside it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import Clock, day_bounds, local
from checkpoint_app.records.day_reports import KeptReport
from checkpoint_app.records.sheets import PaperBalance
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import DayCounts, Reported
from checkpoint_app.reports.day_sheet import DaySheet

CLOSES_AT = 16
"""The hour at which sites report (19/SCHTP, 3)."""
_HOUR_MS = 3_600_000


class _Kept(msgspec.Struct, frozen=True):
    """What is kept of a sheet: no name, no number of anybody."""

    counts: DayCounts
    balance: Balance
    inside: int
    paper: PaperBalance
    other_gates: bool
    reported: Reported | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """The sheet of 16:00.

    Attributes:
        kept: it is as it stood when it was kept; else its numbers may still change.
        later: passages of before 16:00 that were recorded, less those voided, since it was kept.
    """

    sheet: DaySheet
    kept: bool
    later: int = 0


def sheet_of(store: Store, clock: Clock, day: str, until_hour: int = 24) -> DaySheet:
    """The numbers of a local day (``YYYY-MM-DD``) as they are now."""
    return DaySheet(
        info=store.info(),
        counts=store.day_counts(day, until_hour),
        balance=store.balance(),
        inside=store.inside_count(),
        at_ms=clock.now_ms(),
        paper=store.sheets.balance(),
        other_gates=not store.elsewhere.is_empty(),
        reported=store.reported(day),
    )


def handed_in(store: Store, clock: Clock, day: str) -> Handed:
    """The sheet of 16:00 of a local day: the one that was kept, or as it would be now."""
    now = sheet_of(store, clock, day, CLOSES_AT)
    report = store.day_reports.of(day)
    if report is None:
        return Handed(now, kept=False)
    held = msgspec.json.decode(report.body, type=_Kept)
    sheet = replace(
        now,
        counts=held.counts,
        balance=held.balance,
        inside=held.inside,
        paper=held.paper,
        other_gates=held.other_gates,
        reported=held.reported or now.reported,  # a sheet kept before it was counted
        at_ms=report.at,
    )
    return Handed(sheet, kept=True, later=now.counts.total - held.counts.total)


def keep_due(store: Store, clock: Clock) -> bool:
    """Keep today's sheet once it is 16:00; False where it is too early or was kept before."""
    now = clock.now_ms()
    day = today(clock)
    if now < day_bounds(day)[0] + CLOSES_AT * _HOUR_MS or store.day_reports.of(day) is not None:
        return False
    sheet = sheet_of(store, clock, day, CLOSES_AT)
    held = _Kept(
        sheet.counts, sheet.balance, sheet.inside, sheet.paper, sheet.other_gates, sheet.reported
    )
    return store.day_reports.keep(KeptReport(day, now, msgspec.json.encode(held).decode()))


def today(clock: Clock) -> str:
    """The local day."""
    return f"{local(clock.now_ms()):%Y-%m-%d}"


def beside(day: str, step: int) -> str:
    """The day so many days after, or before."""
    return (date.fromisoformat(day) + timedelta(days=step)).isoformat()
