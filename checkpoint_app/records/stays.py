"""Stays: entries and exits of one person paired, and who is inside now.

Derived from the passages that are in force, in the order they occurred. An entry after an entry
means that the exit was missed, an exit without an entry that the entry was: such a stay lasts
`ASSUMED_MS` at most, and no longer than the passages around it allow. The last stay is open for as
long as no exit ends it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.domain.passage import Direction
from checkpoint_app.records.sqlcipher import plain

ASSUMED_MS = 2 * 3_600_000
"""How long a stay is taken for whose end or beginning nobody recorded."""
OPEN = 1 << 62
"""The end of a stay that has not ended."""
SPANS_MS = tuple(1_800_000 << step for step in range(9))
"""Stays are kept by length, each class twice the one before, the last without bound: whoever looks
for overlaps then need not look through all that began within the longest stay."""

_TIMELINE = (
    "SELECT rid, direction, occurred_at FROM passage "
    "WHERE person = ? AND current = 1 AND voided = 0 ORDER BY occurred_at, rid"
)
_OPEN = "SELECT stay, since FROM presence WHERE person = ?"
_INSERT = (
    "INSERT INTO stay(person, span, entry_at, until_at, entry_rid, exit_rid) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
_END = "UPDATE stay SET span = ?, until_at = ?, exit_rid = ? WHERE no = ?"
_COME_IN = (
    "INSERT INTO presence(person, stay, since, passage, kind, person_key, name, id_number, phone, "
    "plate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_GO_OUT = "DELETE FROM presence WHERE person = ?"
_ROW = "SELECT * FROM passage WHERE rid = ?"
_KEY = "SELECT person_key FROM person WHERE no = ?"


@dataclass(frozen=True, slots=True)
class Crossing:
    """One passage in force, as far as pairing needs it."""

    rid: int
    direction: str
    at: int


@dataclass(frozen=True, slots=True)
class Stay:
    """From one moment to another, in ms since 1970 UTC; a side that nobody recorded has no rid."""

    entry_at: int
    until_at: int
    entry_rid: int | None
    exit_rid: int | None

    @property
    def span(self) -> int:
        """The class of its length, an index into `SPANS_MS`, or one more."""
        return span_of(self.until_at - self.entry_at)


def span_of(length_ms: int) -> int:
    """The class of a length."""
    return next((no for no, most in enumerate(SPANS_MS) if length_ms <= most), len(SPANS_MS))


def paired(crossings: Sequence[Crossing]) -> Iterator[Stay]:
    """The stays of one person's crossings, given in the order they occurred."""
    entry: Crossing | None = None
    before = -OPEN
    for crossing in crossings:
        if crossing.direction == Direction.IN:
            if entry is not None:
                yield _unended(entry, crossing.at)
            entry = crossing
        elif entry is not None:
            yield Stay(entry.at, crossing.at, entry.rid, crossing.rid)
            entry = None
        else:
            yield Stay(max(crossing.at - ASSUMED_MS, before), crossing.at, None, crossing.rid)
        before = crossing.at
    if entry is not None:
        yield Stay(entry.at, OPEN, entry.rid, None)


def _unended(entry: Crossing, next_at: int) -> Stay:
    return Stay(entry.at, min(entry.at + ASSUMED_MS, next_at), entry.rid, None)


def follow(
    connection: Connection, no: int, key: str, last_at: int | None, row: Mapping[str, Any]
) -> None:
    """Pair a passage just recorded, in force, whose person's latest before was at `last_at`."""
    at, rid = row["occurred_at"], row["rid"]
    if last_at is not None and at < last_at:
        pair(connection, no, key)  # a paper typed late: what came after it pairs anew
        return
    sql = plain(connection)
    inside = sql.execute(_OPEN, (no,)).fetchone()
    if row["direction"] == Direction.IN:
        if inside is not None:
            stay_no, since = inside
            stay = _unended(Crossing(0, Direction.IN, since), at)
            sql.execute(_END, (stay.span, stay.until_at, None, stay_no))
            sql.execute(_GO_OUT, (no,))
        _enter(connection, no, key, _put(connection, no, Stay(at, OPEN, rid, None)), row)
    elif inside is not None:
        stay_no, since = inside
        sql.execute(_END, (span_of(at - since), at, rid, stay_no))
        sql.execute(_GO_OUT, (no,))
    else:
        floor = -OPEN if last_at is None else last_at
        _put(connection, no, Stay(max(at - ASSUMED_MS, floor), at, None, rid))


def pair(connection: Connection, no: int, key: str) -> None:
    """Pair all that is known of a person anew."""
    connection.exec_driver_sql("DELETE FROM stay WHERE person = ?", (no,))
    connection.exec_driver_sql(_GO_OUT, (no,))
    crossings = [Crossing(*found) for found in connection.exec_driver_sql(_TIMELINE, (no,))]
    for stay in paired(crossings):
        made = _put(connection, no, stay)
        if stay.until_at == OPEN:
            row = connection.exec_driver_sql(_ROW, (stay.entry_rid,)).mappings().one()
            _enter(connection, no, key, made, row)
    last_at = max((crossing.at for crossing in crossings), default=0)
    connection.exec_driver_sql("UPDATE person SET last_at = ? WHERE no = ?", (last_at, no))


def _put(connection: Connection, no: int, stay: Stay) -> int:
    values = (no, stay.span, stay.entry_at, stay.until_at, stay.entry_rid, stay.exit_rid)
    return int(plain(connection).execute(_INSERT, values).lastrowid)


def _enter(connection: Connection, no: int, key: str, stay: int, row: Mapping[Any, Any]) -> None:
    shown = tuple(row[name] for name in ("name", "id_number", "phone", "plate"))
    values = (no, stay, row["occurred_at"], row["id"], row["kind"], key, *shown)
    plain(connection).execute(_COME_IN, values)
