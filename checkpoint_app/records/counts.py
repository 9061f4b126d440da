"""The running counts: kept in the transaction that changes them, recounted by `verify`."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select, update

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import local
from checkpoint_app.domain.passage import Direction, Kind, Way
from checkpoint_app.records import tables
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.views import DayCounts, Reported

PLACES = ("accepted", "duplicate", "pending", "needs_fix", "voided")
SETTLED = {1: "accepted", 2: "duplicate"}
REPORT_HOUR = 16
"""Local; letter 19/SCHTP, paragraph 3, asks for each day's figures at 16:00."""
_WAYS = {
    Way.CAMERA: "scanned",
    Way.SCANNER: "scanned",
    Way.TYPED: "typed",
    Way.PAPER: "paper",
    Way.IMPORT: "imported",
}


_HOUR_MS, _LOCAL_MS = 3_600_000, 7 * 3_600_000  # see `domain.clock.HANOI`
_CELLS = (
    # SQLite rounds towards zero; a dead battery's clock stands before 1970.
    f"SELECT (occurred_at + {_LOCAL_MS} + {_HOUR_MS << 40}) / {_HOUR_MS} - {1 << 40} AS hours, "  # noqa: S608 - constants
    "direction, way, kind, count(*), sum(warnings <> '') FROM passage "
    "WHERE current = 1 AND voided = 0 "
    "GROUP BY hours, direction, way, kind"
)
_ADD_DAY = (
    "INSERT INTO day_tally(day, hour, direction, way, kind, n, warned, voided) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(day, hour, direction, way, kind) DO UPDATE SET "
    "n = n + excluded.n, warned = warned + excluded.warned, voided = voided + excluded.voided"
)


def add(connection: Connection, **changes: int) -> None:
    """Change counts, each named, by so much."""
    values = [value for pair in changes.items() for value in pair]
    plain(connection).execute(_add(len(changes)), values)


@cache
def _add(rows: int) -> str:
    return (
        f"INSERT INTO tally(name, n) VALUES {', '.join(['(?, ?)'] * rows)} "  # noqa: S608
        "ON CONFLICT(name) DO UPDATE SET n = n + excluded.n"
    )


def move(connection: Connection, before: str, after: str) -> None:
    """One passage leaves a place of the balance for another."""
    if before != after:
        add(connection, **{before: -1, after: 1})


def place_of(voided: bool, settled: int, outbox_state: str | None) -> str:
    """The one place of the balance where a passage stands, by its newest revision."""
    if voided:
        return "voided"
    if outbox_state == "needs_fix":
        return "needs_fix"
    return SETTLED.get(settled, "pending")


def balance(connection: Connection) -> Balance:
    """The balance from the running counts."""
    counts = {row.name: row.n for row in connection.execute(select(tables.tally))}
    return Balance(
        captured=counts.get("captured", 0),
        **{place: counts.get(place, 0) for place in PLACES},
        unsent=counts.get("unsent", 0),
    )


def unsent(connection: Connection) -> int:
    """How many rows of the outbox wait for the hub's word, by the running count."""
    found = plain(connection).execute("SELECT n FROM tally WHERE name = 'unsent'").fetchone()
    return 0 if found is None else int(found[0])


def recount(connection: Connection) -> Balance:
    """The balance counted anew from the rows themselves."""
    passage, box = tables.passage, tables.outbox
    place = case(
        (passage.c.voided == 1, "voided"),
        (box.c.state == "needs_fix", "needs_fix"),
        (passage.c.settled == 1, "accepted"),
        (passage.c.settled == 2, "duplicate"),
        else_="pending",
    )
    found = connection.execute(
        select(place, func.count())
        .select_from(passage.outerjoin(box, box.c.rid == passage.c.rid))
        .where(passage.c.current == 1)
        .group_by(place)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in found}
    purged = {row.name: row.n for row in connection.execute(select(tables.tally))}
    for name in PLACES:
        counts[name] = counts.get(name, 0) + purged.get(f"purged_{name}", 0)
    captured = connection.scalar(select(func.count(func.distinct(passage.c.id)))) or 0
    captured += sum(purged.get(f"purged_{name}", 0) for name in PLACES)
    unsent = connection.scalar(
        select(func.count()).select_from(box).where(box.c.state != "needs_fix")
    )
    return Balance(
        captured=captured,
        **{name: counts.get(name, 0) for name in PLACES},
        unsent=unsent or 0,
    )


def strays(connection: Connection) -> str | None:
    """What contradicts the outbox, the settled marks or the newest-revision marks, as a code."""
    passage, box, journal = tables.passage, tables.outbox, tables.journal
    checks = (
        (
            "unsent_not_in_outbox",
            select(passage.c.rid)
            .outerjoin(box, box.c.rid == passage.c.rid)
            .where(passage.c.settled == 0, box.c.rid.is_(None)),
        ),
        (
            "settled_still_in_outbox",
            select(box.c.rid)
            .join(passage, passage.c.rid == box.c.rid)
            .where(passage.c.settled != 0),
        ),
        (
            "newest_revision_unclear",
            select(passage.c.id)
            .group_by(passage.c.id)
            .having(
                (func.sum(passage.c.current) != 1)
                | (func.max(passage.c.rev) != func.max(passage.c.rev * passage.c.current))
            ),
        ),
    )
    for code, query in checks:
        if connection.execute(query.limit(1)).first() is not None:
            return code
    # Each of the journal's passages is there once, see `verifying`: as many means all of them.
    vouched = select(func.count()).where(journal.c.kind.in_(("passage", "p2")))
    if connection.scalar(vouched) != connection.scalar(select(func.count(passage.c.rid))):
        return "passage_not_in_journal"
    return None


def journal_rows(connection: Connection) -> int:
    """How many journal rows there ever were, so that a cut-off end shows."""
    table = tables.tally
    return connection.scalar(select(table.c.n).where(table.c.name == "journal")) or 0


def count_day(connection: Connection, row: Any, sign: int, *, voided: bool = False) -> None:
    """Count a passage into its local day, or out of it (sign -1), as voided where it was."""
    warned = sign if row["warnings"] else 0
    plain(connection).execute(_ADD_DAY, (*_cell(row), sign, warned, 1 if voided else 0))


class Days:
    """Counts of many passages, kept until they are written together."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self._counted: dict[tuple[object, ...], list[int]] = {}

    def count(self, row: Any) -> None:
        """Count a passage that is not voided."""
        cell = self._counted.setdefault(_cell(row), [0, 0])
        cell[0] += 1
        cell[1] += bool(row["warnings"])

    def write(self, connection: Connection) -> None:
        """Add what was counted."""
        cells = [(*cell, n, warned, 0) for cell, (n, warned) in self._counted.items()]
        plain(connection).executemany(_ADD_DAY, cells)


def _cell(row: Any) -> tuple[object, ...]:
    """Day, hour, direction, way and kind of a passage."""
    # Whole hours from 1970 on, as the local clock shows them: the calendar is asked once for each.
    hours = (row["occurred_at"] + _LOCAL_MS) // _HOUR_MS
    return _day_of(hours // 24), hours % 24, row["direction"], row["way"], row["kind"]


def day_of(occurred_at: int) -> str:
    """The local day (``YYYY-MM-DD``) of a moment in ms since 1970 UTC."""
    return _day_of((occurred_at + _LOCAL_MS) // _HOUR_MS // 24)


@lru_cache(maxsize=4096)
def _day_of(days: int) -> str:
    return f"{local(days * 24 * _HOUR_MS - _LOCAL_MS):%Y-%m-%d}"


def day(connection: Connection, name: str, until_hour: int = 24) -> DayCounts:
    """One local day in numbers; only of what occurred before an hour of it."""
    table = tables.day_tally
    entries = exits = voided = warned = 0
    by_way: dict[Way, int] = {}
    by_kind: dict[Kind, int] = {}
    hours = [[0, 0] for _ in range(24)]
    those = select(table).where(table.c.day == name, table.c.hour < until_hour)
    for row in connection.execute(those):
        voided += row.voided
        warned += row.warned
        if row.n == 0:
            continue
        out = row.direction == Direction.OUT
        entries, exits = entries + row.n * (not out), exits + row.n * out
        hours[row.hour][out] += row.n
        by_way[Way(row.way)] = by_way.get(Way(row.way), 0) + row.n
        by_kind[Kind(row.kind)] = by_kind.get(Kind(row.kind), 0) + row.n
    return DayCounts(
        day=name,
        entries=entries,
        exits=exits,
        voided=voided,
        by_way=by_way,
        by_kind=by_kind,
        by_hour=tuple((pair[0], pair[1]) for pair in hours),
        warned=warned,
    )


def reported(connection: Connection, name: str) -> Reported:
    """The 24 hours before 16:00 of a local day, as the hub's report counts them."""
    table = tables.day_tally
    before = (date.fromisoformat(name) - timedelta(days=1)).isoformat()
    those = select(table.c.direction, table.c.way, func.sum(table.c.n)).where(
        or_(
            and_(table.c.day == before, table.c.hour >= REPORT_HOUR),
            and_(table.c.day == name, table.c.hour < REPORT_HOUR),
        )
    )
    found = dict.fromkeys(Reported.__dataclass_fields__, 0)
    for direction, way, n in connection.execute(those.group_by(table.c.direction, table.c.way)):
        found["exits" if direction == Direction.OUT else "entries"] += n
        found[_WAYS[Way(way)]] += n
    return Reported(**found)


def days_fit(connection: Connection, certified: Mapping[str, int]) -> bool:
    """Whether the days are what the rows say, and beyond them what was purged.

    Args:
        certified: how many passages of each day went, by the certificates: all that were purged,
            but in a salvaged store, whose journal begins anew.
    """
    left = {
        tuple(row[:5]): (row.n, row.warned) for row in connection.execute(select(tables.day_tally))
    }
    for hours, *cell, n, warned in connection.exec_driver_sql(_CELLS):
        key = (_day_of(hours // 24), hours % 24, *cell)
        kept = left.get(key, (0, 0))
        left[key] = kept[0] - n, kept[1] - warned
    days: dict[str, int] = {}
    for key, (n, warned) in left.items():
        if n < 0 or not 0 <= warned <= n:
            return False
        if n:
            days[key[0]] = days.get(key[0], 0) + n
    gone = sum(
        row.n
        for row in connection.execute(select(tables.tally))
        if row.name.startswith("purged_") and row.name != "purged_voided"
    )
    fits = all(days.get(day, 0) >= n for day, n in certified.items())
    return fits and sum(days.values()) == gone


def mark_settled(connection: Connection, rid: int, mark: int) -> None:
    """Note on the row that the hub has confirmed it."""
    table = tables.passage
    connection.execute(update(table).where(table.c.rid == rid).values(settled=mark))
