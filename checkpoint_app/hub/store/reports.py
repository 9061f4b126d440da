"""Reports as they were frozen, with their corrections; and the figures that go into them."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select, text

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.hub.judging import SLACK_MS
from checkpoint_app.hub.store.bulletins import REPORTED, stamp
from checkpoint_app.hub.store.database import HubDatabase, is_postgres, plain_rows
from checkpoint_app.hub.store.kinds import Id
from checkpoint_app.hub.store.partitions import first_id
from checkpoint_app.hub.store.report_tables import report
from checkpoint_app.hub.store.rollups import REPORT_HOUR
from checkpoint_app.hub.store.tables import FAR, site_day

COUNTED = "entries exits scanned typed paper imported".split()
_HOUR_MS = 3_600_000
_MOST_JOINED = 4
_WHEN = {
    "entries": "direction = 'in'",
    "exits": "direction = 'out'",
    "scanned": "way IN ('camera', 'scanner')",
    "typed": "way = 'typed'",
    "paper": "way = 'paper'",
    "imported": "way = 'import'",
}
_ONE = ", ".join(f"CASE WHEN {_WHEN[name]} THEN 1 ELSE 0 END AS {name}" for name in COUNTED)


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as it is kept.

    Attributes:
        at: of what moment; made_at: when it was made, ms since 1970 UTC; number: 0 as frozen.
        body: JSON; hash: over this and all before it of the same moment.
    """

    at: int
    number: int
    made_at: int
    body: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of all sites of one kind, in one territory, of one owner."""

    territory: UUID | None
    owner: UUID | None
    kind: str
    sites: int
    deployed: int
    active: int
    counts: tuple[int, ...]


class Reports:
    """The reports that were made. Thread-safe."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def newest(self, at: int) -> Stored | None:
        """The last correction of a report, or as it was frozen; None where it was not made."""
        query = select(report).where(report.c.at == at).order_by(report.c.number.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _stored(row)

    def every(self, at: int) -> list[Stored]:
        """A report as it was frozen, and its corrections in their order."""
        query = select(report).where(report.c.at == at).order_by(report.c.number)
        with self._database.read() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def last_at(self, until: int) -> int | None:
        """The moment of the last report of before a time, or of it; None for none."""
        query = select(report.c.at).where(report.c.at <= until).order_by(report.c.at.desc())
        with self._database.read() as connection:
            found: int | None = connection.scalar(query.limit(1))
        return found

    def last(self) -> Stored | None:
        """The report of the latest moment, as it stands; None where none was made."""
        query = select(report).order_by(report.c.at.desc(), report.c.number.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _stored(row)

    def first_day(self) -> str | None:
        """The first local day of which anything is counted."""
        with self._database.read() as connection:
            found: str | None = connection.scalar(select(func.min(site_day.c.day)))
        return found

    def moments(self, limit: int) -> list[tuple[int, int]]:
        """The moments of the last reports, the newest first, and how many corrections each had."""
        query = (
            "SELECT at, max(number) AS number FROM report GROUP BY at ORDER BY at DESC LIMIT :most"
        )
        with self._database.read() as connection:
            rows = connection.execute(text(query), {"most": limit}).all()
        return [(row.at, row.number) for row in rows]

    def of_site(self, site: UUID, since: int, until: int, received_until: int) -> Cell:
        """The figures of one site; see `site_figures`."""
        with self._database.read() as connection:
            return site_figures(connection, site, since, until, received_until)

    def keep(self, at: int, number: int, made_at: int, body: bytes, before: bytes) -> Stored | None:
        """Keep a report, or a correction; None where another program of this hub was quicker.

        Args:
            before: the hash of the one before, empty for none.
        """
        made = Stored(at, number, made_at, body, hash_of(before, body))
        with self._database.write() as connection:
            lock = "SELECT pg_advisory_xact_lock(1919250548)"
            if is_postgres(connection):
                connection.execute(text(lock))
            same = select(report.c.at).where(report.c.at == at, report.c.number == number)
            if connection.scalar(same) is not None:
                return None
            connection.execute(
                insert(report).values(
                    at=at,
                    number=number,
                    made_at=made_at,
                    body=zlib.compress(body, 1),
                    hash=made.hash,
                )
            )
            # What an earlier report is corrected to changes nothing for anybody's gates.
            if connection.scalar(select(func.max(report.c.at))) == at:
                stamp(connection, REPORTED, made_at)
        return made


def hash_of(before: bytes, body: bytes) -> bytes:
    """What proves that neither a report nor one before it was changed."""
    return hashlib.sha256(before + body).digest()


def _stored(row: Any) -> Stored:
    return Stored(
        row.at, row.number, row.made_at, zlib.decompress(bytes(row.body)), bytes(row.hash)
    )


def figures(
    connection: Connection,
    since: int,
    until: int,
    unseen: Mapping[tuple[bytes | None, bytes | None, str], int],
) -> list[Cell]:
    """What was recorded between two moments, by territory, owner and kind of the sites.

    Whole parts of days come from the roll-ups, what is left over from the passages themselves; a
    few parts alone are joined, not added up before.
    Sites that are closed are counted where they recorded something.

    Args:
        unseen: of how many open sites no station was heard, by territory, owner and kind.
    """
    if is_postgres(connection):
        # Compiling the statement would take longer than it runs.
        connection.exec_driver_sql("SET LOCAL jit = off")
    parts, rest = _parts(since, until)
    found, values, ids = "", dict[str, Any](), dict[str, Any]()
    if rest or len(parts) > _MOST_JOINED:
        found = f"""
            LEFT JOIN (SELECT site, {", ".join(f"sum({name}) AS {name}" for name in COUNTED)}
                FROM ({_found(parts, rest)}) every GROUP BY site) p0 ON p0.site = s.id
        """  # noqa: S608 - own names
        cells = ["p0"]
        for number, (begin, end) in enumerate(rest):
            values |= {f"b{number}": begin, f"e{number}": end}
            ids |= {
                f"i{number}": first_id(begin - SLACK_MS),
                f"j{number}": first_id(end + SLACK_MS),
            }
    else:
        cells = [f"p{number}" for number in range(len(parts))]
        for cell, (day, part) in zip(cells, parts, strict=True):
            found += (
                f"LEFT JOIN site_day {cell} ON {cell}.day = '{day}' AND {cell}.part = {part} "
                f"AND {cell}.site = s.id "
            )

    def summed(name: str) -> str:
        return " + ".join(f"coalesce({cell}.{name}, 0)" for cell in cells)

    query = f"""
        SELECT s.territory, s.owner, s.kind,
            sum(CASE WHEN s.closed_at IS NULL THEN 1 ELSE 0 END) AS sites,
            sum(CASE WHEN {summed("entries")} + {summed("exits")} > 0 THEN 1 ELSE 0 END) AS active,
            {", ".join(f"sum({summed(name)}) AS {name}" for name in COUNTED)}
        FROM site s {found} GROUP BY s.territory, s.owner, s.kind
    """  # noqa: S608 - own names
    if not is_postgres(connection):
        ids = {name: one.bytes for name, one in ids.items()}
    _, rows = plain_rows(connection, query, values | ids)
    return [
        Cell(
            _place(row[0]), _place(row[1]), row[2],
            int(row[3]), int(row[3]) - unseen.get(row[:3], 0),
            int(row[4]), tuple(map(int, row[5:])),
        )
        for row in rows
    ]  # fmt: skip


def site_figures(
    connection: Connection, site: UUID, since: int, until: int, received_until: int
) -> Cell:
    """The figures of one site between two moments, of what had come by a third.

    A report holds them only among those of its kind: they are counted once more.
    """
    row = connection.execute(
        text("SELECT territory, owner, kind, closed_at FROM site WHERE id = :site").bindparams(
            bindparam("site", site, Id)
        )
    ).one()
    near = "id >= :first AND id < :last"
    counts = (
        f"SELECT {', '.join(f'coalesce(sum({name}), 0)' for name in COUNTED)} FROM ("  # noqa: S608 - own
        + " UNION ALL ".join(
            f"SELECT {_ONE} FROM passage WHERE site = :site AND voided = 0 "  # noqa: S608 - own names
            "AND occurred_at >= :since AND occurred_at < :until AND first_received_at <= :made_at "
            f"AND {where}"
            for where in (f"{near} AND NOT ({FAR})", FAR)
        )
        + ") found"
    )
    found = connection.execute(
        text(counts).bindparams(
            bindparam("site", site, Id),
            bindparam("first", first_id(since - SLACK_MS), Id),
            bindparam("last", first_id(until + SLACK_MS), Id),
        ),
        {"since": since, "until": until, "made_at": received_until},
    ).one()
    deployed = connection.scalar(
        text(
            "SELECT count(*) FROM station WHERE site = :site AND last_seen_at IS NOT NULL "
            "AND enrolled_at < :until"
        ).bindparams(bindparam("site", site, Id)),
        {"until": until},
    )
    is_open = row.closed_at is None
    return Cell(
        _id(row.territory),
        _id(row.owner),
        row.kind,
        int(is_open),
        int(is_open and bool(deployed)),
        int(found[0] + found[1] > 0),
        tuple(int(one) for one in found),
    )


def _found(parts: Sequence[tuple[str, int]], rest: Sequence[tuple[int, int]]) -> str:
    names = ", ".join(COUNTED)
    cells = ", ".join(f"('{day}', {part})" for day, part in parts) or "('', 0)"
    found = [f"SELECT site, {names} FROM site_day WHERE (day, part) IN ({cells})"]  # noqa: S608 - own
    for number in range(len(rest)):
        here = (
            f"SELECT site, {_ONE} FROM passage WHERE voided = 0 "  # noqa: S608 - own names
            f"AND occurred_at >= :b{number} AND occurred_at < :e{number} AND "
        )
        # Near its id, and not; as the roll-ups look for a crossing again.
        found.append(f"{here} id >= :i{number} AND id < :j{number} AND NOT ({FAR})")
        found.append(f"{here} {FAR}")
    return " UNION ALL ".join(found)


def _parts(since: int, until: int) -> tuple[list[tuple[str, int]], list[tuple[int, int]]]:
    """The whole parts of days between two moments, and what is left over."""
    parts: list[tuple[str, int]] = []
    rest: list[tuple[int, int]] = []
    day = local(since).date()
    at = since
    while at < until:
        midnight, tomorrow = day_bounds(str(day))
        cut = midnight + REPORT_HOUR * _HOUR_MS
        for part, (begin, end) in enumerate(((midnight, cut), (cut, tomorrow))):
            first, last = max(begin, since), min(end, until)
            if (first, last) == (begin, end):
                parts.append((str(day), part))
            elif first < last:
                rest.append((first, last))
        at, day = tomorrow, day + timedelta(1)
    return parts, rest


@lru_cache(maxsize=4096)
def _place(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def _id(value: UUID | bytes | None) -> UUID | None:
    if value is None or isinstance(value, UUID):
        return value
    return UUID(bytes=bytes(value))
