"""Who was where somebody was, while they were there: two steps, and both go by an index.

First the person's own stays, by person; then for each of them those at its site that began early
enough to reach into it: no row of `stay` is longer than twelve hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, text

from checkpoint_app.hub.store.database import HubDatabase, driver, is_postgres
from checkpoint_app.hub.store.kinds import Id
from checkpoint_app.hub.store.stays import MAX_STAY_MS
from checkpoint_app.records.sqlcipher import plain

_MINE = (
    "SELECT site, entry_at, until_at FROM stay WHERE person = {0} AND entry_at < {0} "
    "AND entry_at > {0} AND until_at > {0}"
)
_OVERLAPS = (
    "SELECT person, entry_at, until_at, id FROM stay WHERE site = {0} AND entry_at < {0} "
    "AND entry_at > {0} AND until_at > {0}"
)
_ALL_OVERLAPS = (
    "SELECT o.person, o.entry_at, o.until_at, o.id, m.n "  # noqa: S608 - own names
    "FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) WITH ORDINALITY m(site, since, until, n), "
    "LATERAL (SELECT person, entry_at, until_at, id FROM stay WHERE stay.site = m.site "
    f"AND stay.entry_at < m.until AND stay.entry_at > m.since - {MAX_STAY_MS} "
    "AND stay.until_at > m.since OFFSET 0) o"
)
_KEYS = "SELECT DISTINCT person FROM person_key WHERE key IN ({0})"
_KNOWN = "SELECT DISTINCT person FROM stay WHERE person IN ({0})"
_BODY = "SELECT body FROM passage WHERE site = {0} AND id = {0}"
_BODIES = (
    "SELECT w.n, p.body FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY w(site, id, n) "
    "CROSS JOIN LATERAL (SELECT body FROM passage WHERE passage.site = w.site "
    "AND passage.id = w.id LIMIT 1) p"
)
Span = tuple[UUID, int, int]
"""A site, since when, until when; ms since 1970 UTC."""


@dataclass(slots=True)
class Met:
    """Somebody who was there at the same time.

    Attributes:
        overlap_ms: the time together, all meetings summed; by_site: the same for each site.
        meetings: with how many of their stays.
        seen: the passage, by site and id, with which the last of these began or ended.
    """

    person: bytes
    overlap_ms: int = 0
    first_at: int = 0
    last_at: int = 0
    by_site: dict[UUID, int] = field(default_factory=dict)
    stays: set[bytes | UUID] = field(default_factory=set)
    seen: tuple[UUID, bytes | UUID] | None = None

    @property
    def meetings(self) -> int:
        """How many of their stays overlapped."""
        return len(self.stays)


class Contacts:
    """Looks for contacts. Thread-safe; reads only."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def people(self, keys: Sequence[bytes]) -> list[bytes]:
        """The people who are, or were, known by any of these digests."""
        with self._database.read() as connection:
            found = {bytes(row[0]) for row in _among(connection, _KEYS, keys)}
            found |= {bytes(row[0]) for row in _among(connection, _KNOWN, keys)}
        return sorted(found)

    def spans(self, people: Sequence[bytes], since: int, until: int) -> list[Span]:
        """Where these people were within a window, what touches made one."""
        with self._database.read() as connection:
            sign = "%s" if is_postgres(connection) else "?"
            mine = _MINE.format(sign)
            found: list[Span] = []
            for person in people:
                asked = (person, until, since - MAX_STAY_MS, since)
                for site, entry, end in connection.exec_driver_sql(mine, asked):
                    found.append((_uuid(site), max(entry, since), min(end, until)))
        return joined(found)

    def met(self, people: Sequence[bytes], spans: Sequence[Span]) -> list[Met]:
        """Who else was there within these spans, longest together first."""
        found: dict[bytes, Met] = {}
        mine = set(people)
        with self._database.read() as connection:
            look = _postgres if is_postgres(connection) else _sqlite
            for (site, begin, end), rows in look(connection, spans):
                for person, entry, until, stay in rows:
                    if person in mine:
                        continue
                    one = found.get(person)
                    if one is None:
                        one = found[person] = Met(person, first_at=max(entry, begin))
                    first, last = max(entry, begin), min(until, end)
                    one.overlap_ms += last - first
                    one.first_at = min(one.first_at, first)
                    if one.seen is None or last >= one.last_at:
                        one.last_at, one.seen = last, (site, stay)
                    one.by_site[site] = one.by_site.get(site, 0) + last - first
                    one.stays.add(stay)
        return sorted(found.values(), key=lambda one: (-one.overlap_ms, one.person))

    def messages(self, where: Sequence[tuple[UUID, UUID]]) -> list[bytes | None]:
        """The sealed messages of passages, by site and id; None for one that is gone."""
        found: list[bytes | None] = [None] * len(where)
        with self._database.read() as connection:
            if not is_postgres(connection):
                sql = plain(connection)
                for n, (site, item) in enumerate(where):
                    row = sql.execute(_BODY.format("?"), (site.bytes, item.bytes)).fetchone()
                    found[n] = None if row is None else row[0]
            elif where:
                with driver(connection).cursor(binary=True) as cursor:
                    cursor.execute(_BODIES, [list(part) for part in zip(*where, strict=True)])
                    for n, body in cursor:
                        found[n - 1] = body
        return found

    def site_names(self, sites: Sequence[UUID]) -> dict[UUID, str]:
        """What sites are called."""
        query = text("SELECT id, name FROM site WHERE id IN :sites").bindparams(
            bindparam("sites", list(sites), Id, expanding=True)
        )
        with self._database.read() as connection:
            return {_uuid(row[0]): row[1] for row in connection.execute(query)}


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those of a site that touch made one, so that no minute counts twice."""
    found: list[Span] = []
    for site, begin, end in sorted(spans):
        if found and found[-1][0] == site and begin <= found[-1][2]:
            found[-1] = site, found[-1][1], max(end, found[-1][2])
        elif begin < end:
            found.append((site, begin, end))
    return found


def _postgres(connection: Connection, spans: Sequence[Span]) -> Any:
    if not spans:
        return
    with driver(connection).cursor(binary=True) as cursor:
        # Not compiled: that would take longer than all of it.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(_ALL_OVERLAPS, [list(part) for part in zip(*spans, strict=True)])
        rows: dict[int, list[Any]] = {}
        for *row, n in cursor:
            rows.setdefault(n, []).append(row)
    for n, found in rows.items():
        yield spans[n - 1], found


def _sqlite(connection: Connection, spans: Sequence[Span]) -> Any:
    sql = plain(connection)
    for span in spans:
        site, begin, end = span
        asked = (site.bytes, end, begin - MAX_STAY_MS, begin)
        yield span, sql.execute(_OVERLAPS.format("?"), asked)


def _among(connection: Connection, query: str, keys: Sequence[bytes]) -> Any:
    marks = ", ".join(["%s" if is_postgres(connection) else "?"] * len(keys))
    return connection.exec_driver_sql(query.format(marks), tuple(keys)) if keys else ()


def _uuid(value: UUID | bytes) -> UUID:
    return value if isinstance(value, UUID) else UUID(bytes=bytes(value))
