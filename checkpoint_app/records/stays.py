"""Stays: entries and exits of one person paired, and who is inside now.

Derived from the passages that are in force, in the order they occurred, by the rule of
`checkpoint_app.domain.pairing`. A stay's number is the rid of the passage that it begins with, the
exit's where there is no other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.domain.pairing import ASSUMED_MS, OPEN, Crossing, Stay, paired, unended
from checkpoint_app.domain.passage import Direction
from checkpoint_app.records.sqlcipher import plain

SPANS_MS = tuple(1_800_000 << step for step in range(9))
"""Stays are kept by length, each class twice the one before, the last without bound: whoever looks
for overlaps then need not look through all that began within the longest stay."""


def turn(alias: str) -> str:
    """SQL for which of a moment's passages comes first: the one recorded first.

    Papers know minutes alone, and a correction, which is recorded later, must not put an entry
    behind its exit.
    """
    revised = f"(SELECT min(f.rid) FROM passage f WHERE f.id = {alias}.id)"  # noqa: S608 - our own alias
    return f"CASE {alias}.rev WHEN 1 THEN {alias}.rid ELSE {revised} END"


_TIMELINE = (
    "SELECT p.rid, p.direction, p.occurred_at FROM passage p "  # noqa: S608 - our own words
    f"WHERE p.person = ? AND p.current = 1 AND p.voided = 0 ORDER BY p.occurred_at, {turn('p')}"
)
_NEXT_TO = (
    "SELECT p.rid, p.direction, p.occurred_at FROM passage p "  # noqa: S608 - as above
    "WHERE p.person = ? AND p.current = 1 AND p.voided = 0 AND p.occurred_at {0} ? AND p.rid <> ? "
    f"ORDER BY p.occurred_at {{1}}, {turn('p')} {{1}} LIMIT 1"
)
_BEFORE, _AFTER = _NEXT_TO.format("<=", "DESC"), _NEXT_TO.format(">", "ASC")
_TAKE_OUT = "DELETE FROM stay WHERE span = ? AND entry_at = ? AND no = ?"
_OPEN = "SELECT stay, since FROM presence WHERE person = ?"
_INSERT = (
    "INSERT INTO stay(span, entry_at, no, until_at, person, entry_rid, exit_rid) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_END = (
    "UPDATE stay SET span = ?, until_at = ?, exit_rid = ? "  # noqa: S608 - a constant
    f"WHERE span = {len(SPANS_MS)} AND entry_at = ? AND no = ?"
)
_COME_IN = (
    "INSERT INTO presence(person, stay, since, passage, kind, person_key, name, id_number, phone, "
    "plate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_GO_OUT = "DELETE FROM presence WHERE person = ?"
_ROW = "SELECT * FROM passage WHERE rid = ?"


def span(stay: Stay[int]) -> int:
    """The class of a stay's length, an index into `SPANS_MS`, or one more."""
    return span_of(stay.until_at - stay.entry_at)


def span_of(length_ms: int) -> int:
    """The class of a length."""
    return next((no for no, most in enumerate(SPANS_MS) if length_ms <= most), len(SPANS_MS))


def follow(
    connection: Connection, no: int, key: str, last_at: int | None, row: Mapping[str, Any]
) -> None:
    """Pair a passage just recorded, in force, whose person's latest before was at `last_at`."""
    if is_late(last_at, row):
        put_between(connection, no, key, row)
        return
    pairing = Pairing(connection)
    pairing.follow(no, key, last_at, row)
    pairing.write()


def is_late(last_at: int | None, row: Mapping[str, Any]) -> bool:
    """Whether it is a paper typed late, say, that comes between others of its person."""
    return last_at is not None and bool(row["occurred_at"] < last_at)


@dataclass(slots=True)
class _Inside:
    """An open stay; one that is not written yet has no number, and its person's key and row."""

    since: int
    rid: int = 0
    no: int | None = None
    key: str = ""
    row: Mapping[str, Any] | None = None


class Pairing:
    """Pairs passages as they come in, none of them late; each stay is written once."""

    def __init__(self, connection: Connection) -> None:
        """Work inside the caller's transaction."""
        self._connection, self._sql = connection, plain(connection)
        self._inside: dict[int, _Inside | None] = {}
        self._made: list[tuple[object, ...]] = []
        self._ended: list[tuple[object, ...]] = []
        self._left: list[tuple[int]] = []

    def follow(self, no: int, key: str, last_at: int | None, row: Mapping[str, Any]) -> None:
        """As the function of this name, of a passage that is not late; kept until `write`."""
        at, rid = row["occurred_at"], row["rid"]
        inside = self._inside[no] if no in self._inside else self._look_up(no)
        if row["direction"] == Direction.IN:
            if inside is not None:
                self._end(no, inside, unended(Crossing(0, Direction.IN, inside.since), at))
            self._inside[no] = _Inside(at, rid, None, key, row)
            return
        if inside is not None:
            self._end(no, inside, Stay(inside.since, at, None, rid))
        else:
            floor = -OPEN if last_at is None else last_at
            self._made.append(_values(no, Stay(max(at - ASSUMED_MS, floor), at, None, rid)))
        self._inside[no] = None

    def write(self) -> None:
        """Write what was paired; needed before anybody's stays are paired anew."""
        for statement, values in (
            (_INSERT, self._made),
            (_END, self._ended),
            (_GO_OUT, self._left),
        ):
            if values:
                self._sql.executemany(statement, values)
                values.clear()
        for no, inside in self._inside.items():
            if inside is not None and inside.row is not None:
                self._sql.execute(_INSERT, _values(no, Stay(inside.since, OPEN, inside.rid, None)))
                _enter(self._connection, no, inside.key, inside.row)
        self._inside.clear()

    def _look_up(self, no: int) -> _Inside | None:
        found = self._sql.execute(_OPEN, (no,)).fetchone()
        return None if found is None else _Inside(since=found[1], no=found[0])

    def _end(self, no: int, inside: _Inside, stay: Stay[int]) -> None:
        if inside.no is None:
            stay = Stay(stay.entry_at, stay.until_at, inside.rid, stay.exit)
            self._made.append(_values(no, stay))
        else:
            end = span(stay), stay.until_at, stay.exit
            self._ended.append((*end, inside.since, inside.no))
            self._left.append((no,))


def put_between(connection: Connection, no: int, key: str, row: Mapping[Any, Any]) -> None:
    """Pair a late passage, already recorded, with those around it.

    After any crossing it is known from that one alone whether its person is inside: only what lies
    between the one before and the one after can change, however long the person has been coming.
    """
    late = Crossing(row["rid"], row["direction"], row["occurred_at"])
    sql = plain(connection)
    before, after = (
        sql.execute(query, (no, late.at, late.ref)).fetchone() for query in (_BEFORE, _AFTER)
    )
    if after is None:  # what its person did later has been taken back
        pair(connection, no, key)
        return
    first, last = (None if before is None else Crossing(*before)), Crossing(*after)
    sql.executemany(_TAKE_OUT, [_values(no, stay)[:3] for stay in _between(first, [last])])
    sql.executemany(_INSERT, [_values(no, stay) for stay in _between(first, [late, last])])


def _between(first: Crossing[int] | None, then: Sequence[Crossing[int]]) -> list[Stay[int]]:
    """The stays that begin or end after the first crossing, and before the last or with it."""
    stays = list(paired([*([] if first is None else [first]), *then]))
    if first is not None and first.direction != Direction.IN:
        del stays[0]
    if then[-1].direction == Direction.IN:
        del stays[-1]
    return stays


def pair(connection: Connection, no: int, key: str) -> None:
    """Pair all that is known of a person anew."""
    connection.exec_driver_sql("DELETE FROM stay WHERE person = ?", (no,))
    connection.exec_driver_sql(_GO_OUT, (no,))
    crossings = [Crossing(*found) for found in connection.exec_driver_sql(_TIMELINE, (no,))]
    for stay in paired(crossings):
        connection.exec_driver_sql(_INSERT, _values(no, stay))
        if stay.until_at == OPEN:
            row = connection.exec_driver_sql(_ROW, (stay.entry,)).mappings().one()
            _enter(connection, no, key, row)
    last_at = max((crossing.at for crossing in crossings), default=-OPEN)
    connection.exec_driver_sql("UPDATE person SET last_at = ? WHERE no = ?", (last_at, no))


def _values(person: int, stay: Stay[int]) -> tuple[object, ...]:
    no = stay.exit if stay.entry is None else stay.entry
    begin = span(stay), stay.entry_at, no
    return (*begin, stay.until_at, person, stay.entry, stay.exit)


def _enter(connection: Connection, no: int, key: str, row: Mapping[Any, Any]) -> None:
    shown = tuple(row[name] for name in ("name", "id_number", "phone", "plate"))
    values = (no, row["rid"], row["occurred_at"], row["id"], row["kind"], key, *shown)
    plain(connection).execute(_COME_IN, values)
