"""A shift, from one person on duty to the next: what was recorded in it, and what is left open."""

from dataclasses import dataclass

from checkpoint_app.domain.balance import Balance
from checkpoint_app.records.views import Staff
from checkpoint_app.station.close_out import overstaying
from checkpoint_app.station.day_sheets import beside, today
from checkpoint_app.station.desk import Desk

_MOST_DAYS = 7
"""A station left open for longer counts the last days only."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Who came on duty when, and how the counts stood; `since_ms` in ms since 1970 UTC."""

    staff: Staff | None
    since_ms: int
    day: str
    balance: Balance
    entries: int
    exits: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the next one is told.

    Attributes:
        recorded, voided: passages during the shift; entries, exits: of these, by direction.
        inside, late: who is inside now, and for too long; unsent, needs_fix: of the whole store.
        untyped: rows of begun sheets that are not typed; missing: sheets that nobody has seen.
    """

    shift: Shift
    recorded: int
    voided: int
    entries: int
    exits: int
    inside: int
    late: int
    unsent: int
    needs_fix: int
    untyped: int
    missing: int


def begin(desk: Desk) -> Shift:
    """The shift of who is on duty begins now."""
    day = today(desk.clock)
    counts = desk.store.day_counts(day)
    balance = desk.store.balance()
    now = desk.clock.now_ms()
    return Shift(desk.staff, now, day, balance, counts.entries, counts.exits)


def hand_over(desk: Desk, shift: Shift) -> HandOver:
    """What happened since, and what is open."""
    store, now = desk.store, desk.store.balance()
    entries, exits, day = -shift.entries, -shift.exits, shift.day
    for _ in range(_MOST_DAYS):
        counts = store.day_counts(day)
        entries, exits = entries + counts.entries, exits + counts.exits
        if day >= today(desk.clock):
            break
        day = beside(day, 1)
    paper = store.sheets.balance()
    return HandOver(
        shift=shift,
        recorded=now.captured - shift.balance.captured,
        voided=now.voided - shift.balance.voided,
        entries=max(0, entries),
        exits=max(0, exits),
        inside=store.inside_count(),
        late=len(overstaying(store, desk.settings, desk.clock.now_ms())),
        unsent=now.unsent,
        needs_fix=now.needs_fix,
        untyped=paper.untyped,
        missing=len(paper.missing),
    )
