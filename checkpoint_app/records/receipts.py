"""Reading receipts, and finding that of one passage row among millions without an index."""

import json
from uuid import UUID

from sqlalchemy import Connection

from checkpoint_app.records.settling import MARKS
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.views import OutboxState, Receipt

_ENDS = "SELECT min(no), max(no) FROM receipt"
_AT = "SELECT no, received_at FROM receipt WHERE no >= ? ORDER BY no LIMIT 1"
_SOME = (
    "SELECT no, batch, received_at, hub_now, body FROM receipt WHERE no BETWEEN ? AND ? ORDER BY no"
)


def receipt_of(connection: Connection, rid: int, recorded_at: int) -> Receipt | None:
    """The receipt that confirms a row; None where it was purged.

    Args:
        recorded_at: when the row was recorded, ms since 1970 UTC. The hub's word came later, so
            the search begins there; clocks are set back now and then, so it ends at the start.
    """
    first, last = plain(connection).execute(_ENDS).fetchone()
    if first is None:
        return None
    begin = _first_since(connection, recorded_at, first, last)
    return _within(connection, rid, begin, last) or _within(connection, rid, first, begin - 1)


def _first_since(connection: Connection, at: int, low: int, high: int) -> int:
    """By halves: the number from which on receipts came at or after this moment."""
    while low < high:
        middle = (low + high) // 2
        no, received_at = plain(connection).execute(_AT, (middle,)).fetchone()
        if received_at < at:
            low = no + 1
        else:
            high = middle
    return low


def _within(connection: Connection, rid: int, first: int, last: int) -> Receipt | None:
    for no, batch, received_at, hub_now, body in plain(connection).execute(_SOME, (first, last)):
        if any(low <= rid <= high for low, high, _ in confirmed_by(body) or ()):
            return Receipt(no, UUID(bytes=batch), received_at, hub_now)
    return None


def confirmed_by(body: str) -> list[tuple[int, int, int]] | None:
    """The rows that a receipt confirms, as (first, last, mark); None for one not of the hub.

    Version 0.1 wrote a list of (row, state, code, field).
    """
    said = json.loads(body)
    if isinstance(said, list):
        return [(rid, rid, MARKS[state]) for rid, state, *_ in said if state in MARKS]
    if not set(said) <= {*OutboxState, "refused"}:
        return None
    return [(*pair, mark) for state, mark in MARKS.items() for pair in said.get(state, ())]
