"""The roll-ups: how much each site recorded on each day, counted as it comes in.

`site_day` holds for each site and local day, before and from the hour of the report, what a recount
of its passages would find: a revision takes back what the one before it had added. Two columns tell
of the traffic instead: `last_received_at`, when anything of that day last came or changed, and
`refused`, how many passages came on that day and were refused, each time they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from checkpoint_app.domain.passage import Direction, Way
from checkpoint_app.hub.judging import ODD, PAPER, SLACK_MS
from checkpoint_app.hub.store.database import is_postgres
from checkpoint_app.hub.store.group import Held, Intake, Row
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.store.tables import FAR, site_day

REPORT_HOUR = 16
"""Local; letter 19/SCHTP asks for each day's figures at 16:00."""
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_AHEAD_MS = 7 * HOUR_MS  # Hanoi's, of UTC
_EPOCH = date(1970, 1, 1).toordinal()
_WAYS = {
    Way.CAMERA: "scanned",
    Way.SCANNER: "scanned",
    Way.TYPED: "typed",
    Way.PAPER: "paper",
    Way.IMPORT: "imported",
}
_MARKS = ODD | PAPER
_KEY = ("day", "part", "site")
_TIMES = ("first_at", "last_at", "last_received_at")
_COUNTS = tuple(column.name for column in site_day.c if column.name not in {*_KEY, *_TIMES})
_COLUMNS = (*_KEY, *_COUNTS, *_TIMES)
# An empty time, where nothing is counted but voided ones, gives way to any other.
_MERGED = ", ".join(
    [f"{name} = site_day.{name} + excluded.{name}" for name in _COUNTS]
    + [
        f"{name} = {{{most}}}(coalesce(site_day.{name}, excluded.{name}), "
        f"coalesce(excluded.{name}, site_day.{name}))"
        for name, most in zip(_TIMES, ("least", "greatest", "greatest"), strict=True)
    ]
)
_ON_CONFLICT = f"ON CONFLICT (day, part, site) DO UPDATE SET {_MERGED}"
_INTO = f"INSERT INTO site_day ({', '.join(_COLUMNS)}) "
_POSTGRES = (
    f"{_INTO} SELECT day, part, site, "  # noqa: S608 - own names
    f"{', '.join(f'coalesce({name}, 0)' for name in _COUNTS)}, {', '.join(_TIMES)} "
    "FROM jsonb_populate_recordset(NULL::site_day, %s::jsonb) "
    + _ON_CONFLICT.format(least="least", greatest="greatest")
)
_SQLITE = f"{_INTO} VALUES ({', '.join('?' * len(_COLUMNS))}) " + _ON_CONFLICT.format(
    least="min", greatest="max"
)
_EXTREMES = "SELECT first_at, last_at FROM site_day WHERE day = {0} AND part = {0} AND site = {0}"
_FOUND = (
    "SELECT occurred_at FROM passage WHERE site = {0} AND voided = 0 AND occurred_at >= {0} "
    "AND occurred_at < {0} AND "
)
_RECOUNT = (
    f"SELECT min(occurred_at), max(occurred_at) FROM ({_FOUND} id >= {{0}} AND id < {{0}} "  # noqa: S608 - own names
    f"UNION ALL {_FOUND} {FAR}) found"
)
_SET = (
    "UPDATE site_day SET first_at = {0}, last_at = {0} "
    "WHERE day = {0} AND part = {0} AND site = {0}"
)
Cell = tuple[int, int, bytes]
"""The local day, counted from 1970; the part of it; the site."""


def cell_of(at: int, site: bytes) -> Cell:
    """Where a crossing at this time is counted."""
    day, hour = divmod((at + _AHEAD_MS) // HOUR_MS, 24)
    return day, int(hour >= REPORT_HOUR), site


def day_name(day: int) -> str:
    """A local day as it is written, ``YYYY-MM-DD``."""
    return date.fromordinal(_EPOCH + day).isoformat()


@dataclass(slots=True)
class _Sum:
    """What is to be added to a cell, and between which times something was taken out."""

    counts: dict[str, int] = field(default_factory=dict)
    first_at: int | None = None
    last_at: int | None = None
    received_at: int = 0
    gone: list[int] = field(default_factory=list)

    def span(self, first_at: int, last_at: int) -> None:
        self.first_at = first_at if self.first_at is None else min(self.first_at, first_at)
        self.last_at = last_at if self.last_at is None else max(self.last_at, last_at)


class Tally:
    """What a group of batches changes in the roll-ups."""

    def __init__(self) -> None:
        self._sums: dict[Cell, _Sum] = {}

    def count(self, rows: Sequence[Row], held: Mapping[bytes, Held]) -> None:
        """Count what is new or newer.

        Args:
            rows: the highest revision of each passage; held: what was held of those not new.
        """
        alike: dict[tuple[bytes, int, str, str, str, int, int, bool], list[int]] = {}
        for intake, judged in rows:
            rev = judged.pair[1]
            if held and (before := held.get(judged.key)) is not None:
                if before.rev >= rev:
                    continue
                self._take_back(judged.key[:16], before, intake.received_at)
            at, received_at = judged.occurred_at, intake.received_at
            fact = (
                judged.key[:16], (at + _AHEAD_MS) // HOUR_MS, judged.direction, judged.way,
                judged.kind, judged.flags, judged.voided, rev > 1,
            )  # fmt: skip
            found = alike.get(fact)
            if found is None:
                alike[fact] = [1, at, at, received_at]
            else:
                found[0] += 1
                if at < found[1]:
                    found[1] = at
                elif at > found[2]:
                    found[2] = at
                found[3] = max(found[3], received_at)
        for key, (times, first_at, last_at, received_at) in alike.items():
            site, slot, direction, way, kind, flags, voided, revised = key
            names = _names(slot % 24, direction, way, kind, voided, flags & _MARKS, revised)
            into = self._add(site, first_at, names, times, received_at)
            if not voided:
                into.span(first_at, last_at)

    def add(self, other: "Tally") -> None:
        """Add what another group of batches changes."""
        for cell, its in other._sums.items():
            mine = self._sums.setdefault(cell, _Sum())
            for name, times in its.counts.items():
                mine.counts[name] = mine.counts.get(name, 0) + times
            if its.first_at is not None and its.last_at is not None:
                mine.span(its.first_at, its.last_at)
            mine.received_at = max(mine.received_at, its.received_at)
            mine.gone += its.gone

    def refuse(self, intake: Intake) -> None:
        """Count what a batch was refused, on the day it came."""
        at = intake.received_at
        self._add(intake.site.bytes, at, ("refused",), intake.refused, at)

    def write(self, connection: Connection) -> None:
        """Add it all, in one statement; inside the caller's transaction."""
        cells = sorted(self._sums)
        if not cells:
            return
        if is_postgres(connection):
            rows = [self._row(cell, UUID(bytes=cell[2])) for cell in cells]
            connection.exec_driver_sql(_POSTGRES, (msgspec.json.encode(rows).decode(),))
        else:
            empty = dict.fromkeys(_COUNTS, 0)
            sums = [empty | self._row(cell, cell[2]) for cell in cells]
            connection.exec_driver_sql(
                _SQLITE, [tuple(row[name] for name in _COLUMNS) for row in sums]
            )
        for cell in cells:
            if self._sums[cell].gone:
                self._look_again(connection, cell)

    def _take_back(self, site: bytes, before: Held, received_at: int) -> None:
        at, hour = before.occurred_at, (before.occurred_at + _AHEAD_MS) // HOUR_MS % 24
        facts = (before.direction, before.way, before.kind, before.voided)
        names = _names(hour, *facts, before.flags & _MARKS, before.rev > 1)
        into = self._add(site, at, names, -1, received_at)
        if not before.voided:
            into.gone.append(at)

    def _add(
        self, site: bytes, at: int, names: Sequence[str], times: int, received_at: int
    ) -> _Sum:
        cell = cell_of(at, site)
        into = self._sums.get(cell)
        if into is None:
            into = self._sums[cell] = _Sum()
        counts = into.counts
        for name in names:
            counts[name] = counts.get(name, 0) + times
        into.received_at = max(into.received_at, received_at)
        return into

    def _row(self, cell: Cell, site: UUID | bytes) -> dict[str, object]:
        found = self._sums[cell]
        return {
            "day": day_name(cell[0]),
            "part": cell[1],
            "site": site,
            **found.counts,
            "first_at": found.first_at,
            "last_at": found.last_at,
            "last_received_at": found.received_at,
        }

    def _look_again(self, connection: Connection, cell: Cell) -> None:
        """Find the first and last crossing of a cell anew, where one of them was taken out."""
        postgres = is_postgres(connection)
        site = UUID(bytes=cell[2]) if postgres else cell[2]
        key = (day_name(cell[0]), cell[1], site)
        sign, gone = ("%s" if postgres else "?"), self._sums[cell].gone
        found = connection.exec_driver_sql(_EXTREMES.format(sign), key).one()
        if found.first_at is not None and min(gone) > found.first_at and max(gone) < found.last_at:
            return
        since, until = _bounds(cell)
        ids = [first_id(since - SLACK_MS), first_id(until + SLACK_MS)]
        near = (site, since, until, *(one if postgres else one.bytes for one in ids))
        extremes = connection.exec_driver_sql(
            _RECOUNT.format(sign), (*near, site, since, until)
        ).one()
        connection.exec_driver_sql(_SET.format(sign), (*extremes, *key))


@lru_cache(maxsize=4096)
def _names(  # noqa: PLR0917 - each of them is a column's name or picks one
    hour: int, direction: str, way: str, kind: str, voided: int, marks: int, revised: bool
) -> tuple[str, ...]:
    """The columns in which such a passage is counted."""
    if voided:
        return ("voided",)
    names = ["entries" if direction == Direction.IN else "exits", _WAYS[Way(way)], kind]
    names.append(f"h{hour:02}")
    facts = (("late_paper", marks & PAPER), ("flagged", marks & ODD), ("revised", revised))
    return (*names, *(name for name, counts in facts if counts))


def _bounds(cell: Cell) -> tuple[int, int]:
    """The first millisecond of a cell, and the first after it."""
    midnight = cell[0] * DAY_MS - _AHEAD_MS
    report = midnight + REPORT_HOUR * HOUR_MS
    return (report, midnight + DAY_MS) if cell[1] else (midnight, report)
