"""Who stays longer than they should, and the proposal to close the day with.

Somebody whose exit nobody recorded would be inside for ever. Nothing of it happens by itself: a
proposal is made, a person takes it, and each exit says that nobody saw it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.errors import PassageUnknown
from checkpoint_app.domain.passage import Direction, Kind, Passage, Verdict, Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import InsideRow
from checkpoint_app.settings import Settings

_AT_HOME = frozenset({Kind.RESIDENT, Kind.STAFF})
_BRIEF = frozenset({Kind.DELIVERY, Kind.GOODS})
_MINUTE_MS = 60_000
AHEAD_MS = 10 * _MINUTE_MS
"""A clock that was so little ahead is right again by the time that anybody closes the day."""


@dataclass(frozen=True, slots=True)
class Overstay:
    """Somebody inside for longer than is usual for their kind; `late_ms` beyond that."""

    row: InsideRow
    late_ms: int


def limit_ms(kind: Kind, settings: Settings) -> int | None:
    """After how long somebody of a kind is asked after; None for never."""
    if kind in _AT_HOME:
        return None
    minutes = settings.delivery_minutes if kind in _BRIEF else settings.overstay_minutes
    return minutes * _MINUTE_MS or None


def overstaying(store: Store, settings: Settings, now_ms: int) -> list[Overstay]:
    """Who is inside for too long, the longest first; and who came in by a clock that was ahead.

    Those would be inside until the day that it showed then.
    """
    ahead = [Overstay(row, 0) for row in store.inside_after(now_ms + AHEAD_MS)]
    limits = {kind: limit_ms(kind, settings) for kind in Kind}
    shortest = min((limit for limit in limits.values() if limit), default=None)
    if shortest is None:
        return ahead
    found = []
    for row in store.inside_since(now_ms - shortest):
        limit = limits[row.kind]
        if limit is not None and now_ms - row.since >= limit:
            found.append(Overstay(row, now_ms - row.since - limit))
    return found + ahead


def close_out(
    store: Store, clock: Clock, entries: Collection[UUID], staff: UUID | None
) -> list[Passage]:
    """Record the exits of people who were proposed, now, all or none of them.

    Args:
        entries: the passages they came in with; whoever has left since is passed over.

    Returns:
        The exits. Each can be voided like any other passage.
    """
    now = clock.now_ms()
    inside = (*store.inside_since(now), *store.inside_after(now))
    still = {row.passage for row in inside} & set(entries)
    exits = []
    for entry_id in sorted(still):
        try:
            entry = store.passage(entry_id)
        except PassageUnknown:
            continue
        exits.append(
            replace(
                entry,
                id=new_id(),
                rev=1,
                direction=Direction.OUT,
                way=Way.TYPED,
                occurred_at=max(now, entry.occurred_at),
                recorded_at=now,
                fallback=None,
                sheet=None,
                row=None,
                staff=staff,
                guided_by=None,
                document=None,
                declaration=None,
                verdict=Verdict.RECORDED,
                warnings=(WarningCode.CLOSED_OUT,),
                note=None,
                decision=None,
            )
        )
    store.save_many(exits)
    return exits
