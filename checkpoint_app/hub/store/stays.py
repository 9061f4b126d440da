"""Stays at the hub: paired as a station pairs them, some time after the passages came.

A passage changes its person's stays at its site from its own time on. These are paired anew, from a
moment at which the stays before it tell whether the person was inside. In whatever order that is
done for several passages: when it was done for all of them, the stays are those of all of them, for
each is done with what is held then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from checkpoint_app.domain.pairing import OPEN, Crossing, Stay, paired
from checkpoint_app.domain.passage import Direction
from checkpoint_app.hub.store import waiting
from checkpoint_app.hub.store.database import HubDatabase, driver, is_postgres
from checkpoint_app.hub.store.tables import stay
from checkpoint_app.records import sqlcipher

MAX_STAY_MS = 12 * 3_600_000
"""The longest row: whoever looks for overlaps looks back so far. A longer stay is several rows."""
LONGEST_MS = 28 * MAX_STAY_MS
"""Two weeks: whoever is seen to leave after more than that counts as inside for so long."""
_PAIRING = 0x6368_6563_6B71  # an advisory lock of our own, beside the migrations'
_ALL = -OPEN

# What is known of each person's last stay before a moment, then the crossings since that stay
# began, or since the moment where it had ended before.
_LATEST = (
    'SELECT s.entered, s."left" FROM stay s WHERE s.person = {0} AND s.site = {1} '
    "AND s.entry_at < {2} ORDER BY s.entry_at DESC, s.until_at DESC LIMIT 1"
)
_CROSSINGS = (
    "SELECT p.id, p.direction, p.occurred_at FROM passage p WHERE p.person = {0} AND p.site = {1} "
    "AND p.occurred_at >= {2} AND p.voided = 0"
)
_BOTH = (
    'SELECT c.n, l.entered, l."left", p.id, p.direction, p.occurred_at '  # noqa: S608 - own words
    "FROM unnest(%s::bytea[], %s::uuid[], %s::bigint[]) WITH ORDINALITY c(person, site, since, n) "
    f"LEFT JOIN LATERAL ({_LATEST.format('c.person', 'c.site', 'c.since')}) l ON true "
    "LEFT JOIN LATERAL ("
    + _CROSSINGS.format(
        "c.person",
        "c.site",
        f'CASE WHEN l."left" < c.since THEN c.since ELSE coalesce(l.entered, {_ALL}) END',
    )
    + " OFFSET 0) p ON true ORDER BY c.n, p.occurred_at, p.id"
)
_COLUMNS = 'site, entry_at, id, until_at, person, entered, "left"'
_OVERWRITE = (
    "ON CONFLICT (site, entry_at, id) DO UPDATE SET until_at = excluded.until_at, "
    'person = excluded.person, entered = excluded.entered, "left" = excluded."left"'
)
_POSTGRES = (
    "DELETE FROM stay USING unnest(%s::bytea[], %s::uuid[], %s::bigint[]) c(person, site, since) "
    "WHERE stay.person = c.person AND stay.site = c.site AND stay.entry_at >= c.since",
    f"INSERT INTO stay ({_COLUMNS}) SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::uuid[], "  # noqa: S608 - own names
    f"%s::bigint[], %s::bytea[], %s::bigint[], %s::bigint[]) {_OVERWRITE}",
    "INSERT INTO person_key (key, person, seen_at) "
    "SELECT *, %s FROM unnest(%s::bytea[], %s::bytea[]) ON CONFLICT (key, person) "
    "DO UPDATE SET seen_at = greatest(person_key.seen_at, excluded.seen_at)",
)
_SQLITE = (
    "DELETE FROM stay WHERE person = ? AND site = ? AND entry_at >= ?",
    f"INSERT INTO stay ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) {_OVERWRITE}",  # noqa: S608 - own
    "INSERT INTO person_key (seen_at, key, person) VALUES (?, ?, ?) ON CONFLICT (key, person) "
    "DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)",
)


class _Changed(NamedTuple):
    """Whose stays are different, where, and since when at the earliest."""

    person: bytes
    site: UUID
    since: int


class _Known(NamedTuple):
    """What is there to pair somebody's stays with.

    Attributes:
        entered, left: of the last stay before, None where nobody saw it or there is none.
        crossings: in the order they occurred.
    """

    entered: int | None
    left: int | None
    crossings: list[Crossing[UUID]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two people at one site at the same time, in ms since 1970 UTC.

    Attributes:
        person: the other one's digest; passage: with which the other one's stay began or ended.
        since, until: how long both were there.
        entered, left: the other one's, None where nobody saw it.
    """

    site: UUID
    person: bytes
    passage: UUID
    since: int
    until: int
    entered: int | None
    left: int | None


class Stays:
    """The stays of all people at all sites, derived from their passages."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def oldest(self) -> int | None:
        """Since when something waits to be paired, None where nothing does."""
        with self._database.read() as connection:
            return waiting.oldest(connection)

    def pair_some(self) -> int:
        """Pair what has waited longest, in one transaction; how many people that concerned.

        None where nothing waits, or where another hub on this database does it at this moment.

        Raises:
            DiskFull, StoreBusy and kin: it waits as before.
        """
        with self._database.write() as connection:
            if (
                is_postgres(connection)
                and not connection.exec_driver_sql(
                    f"SELECT pg_try_advisory_xact_lock({_PAIRING})"
                ).scalar()
            ):
                return 0
            work = waiting.take(connection)
            if work is None:
                return 0
            changed = [
                _Changed(person, UUID(bytes=site), since)
                for site, people in work.people.items()
                for person, since in people.items()
            ]
            on = _Postgres(connection) if is_postgres(connection) else _Sqlite(connection)
            since: list[_Changed] = []
            rows: list[_StayRow] = []
            for one, known in zip(changed, on.known(changed), strict=True):
                begin, found = _paired(one, known)
                since.append(one._replace(since=begin))
                rows += found
            on.replace(since, rows)
            on.keep(work.keys, work.seen_at)
            return len(changed) + len(work.keys)

    def overlaps(self, person: bytes, since: int, until: int) -> list[Overlap]:
        """Who was where this person was, while they were there.

        First this person's stays, then for each of them those at its site that can reach into it.

        Args:
            person: a digest; since, until: ms since 1970 UTC.
        """
        mine = select(stay.c.site, stay.c.entry_at, stay.c.until_at).where(
            stay.c.person == person,
            stay.c.entry_at < until,
            stay.c.entry_at > since - MAX_STAY_MS,
            stay.c.until_at > since,
        )
        found: list[Overlap] = []
        with self._database.read() as connection:
            for site, begin, end in connection.execute(mine.order_by(stay.c.entry_at)).all():
                first, last = max(begin, since), min(end, until)
                others = select(stay).where(
                    stay.c.site == site,
                    stay.c.entry_at < last,
                    stay.c.entry_at > first - MAX_STAY_MS,
                    stay.c.until_at > first,
                    stay.c.person != person,
                )
                found += [
                    Overlap(
                        site,
                        bytes(row.person),
                        row.id,
                        max(first, row.entry_at),
                        min(last, row.until_at),
                        row.entered,
                        row.left,
                    )
                    for row in connection.execute(others.order_by(stay.c.entry_at, stay.c.id))
                ]
        return found


_StayRow = tuple[UUID, int, UUID, int, bytes, int | None, int | None]


def _paired(changed: _Changed, known: _Known) -> tuple[int, list[_StayRow]]:
    """From when on somebody's stays are replaced, and by what."""
    crossings, since = known.crossings, changed.since
    if known.left is not None and known.left < since:
        # Outside, since an exit whose own stay remains as it is.
        stays = list(paired([Crossing(changed.site, Direction.OUT, known.left), *crossings]))[1:]
    else:
        # Inside, since an entry that is among the crossings; what came before it is not.
        since = _ALL if known.entered is None else known.entered
        stays = [one for one in paired(crossings) if one.entry_at >= since]
    return since, [row for one in stays for row in _rows(changed, one)]


def _rows(changed: _Changed, one: Stay[UUID]) -> Iterator[_StayRow]:
    ref = one.exit if one.entry is None else one.entry
    assert ref is not None
    entered = None if one.entry is None else one.entry_at
    left = None if one.exit is None else one.until_at
    longest = MAX_STAY_MS if one.until_at == OPEN else LONGEST_MS
    begin, end = one.entry_at, min(one.until_at, one.entry_at + longest)
    while True:
        until = min(end, begin + MAX_STAY_MS)
        yield changed.site, begin, ref, until, changed.person, entered, left
        if until == end:
            return
        begin = until


class _Postgres:
    def __init__(self, connection: Connection) -> None:
        self._cursor = driver(connection).cursor(binary=True)

    def known(self, changed: Sequence[_Changed]) -> Iterable[_Known]:
        found = [_Known(None, None, [])] * len(changed)
        if not changed:
            return found
        self._cursor.execute(_BOTH, [list(column) for column in zip(*changed, strict=True)])
        last = 0
        for n, entered, left, passage, direction, at in self._cursor:
            if n != last:
                found[n - 1], last = _Known(entered, left, []), n
            if passage is not None:
                found[n - 1].crossings.append(Crossing(passage, direction, at))
        return found

    def replace(self, since: Sequence[_Changed], rows: Sequence[_StayRow]) -> None:
        delete, put, _ = _POSTGRES
        if since:
            self._cursor.execute(delete, [list(column) for column in zip(*since, strict=True)])
        if rows:
            self._cursor.execute(put, [list(column) for column in zip(*rows, strict=True)])

    def keep(self, keys: Sequence[bytes], seen_at: int) -> None:
        pairs = sorted(set(keys))
        if pairs:
            halves = [pair[:16] for pair in pairs], [pair[16:] for pair in pairs]
            self._cursor.execute(_POSTGRES[2], [seen_at, *halves])


class _Sqlite:
    def __init__(self, connection: Connection) -> None:
        self._sql = sqlcipher.plain(connection)

    def known(self, changed: Sequence[_Changed]) -> Iterator[_Known]:
        latest, crossings = _LATEST.format("?", "?", "?"), _CROSSINGS.format("?", "?", "?")
        for person, site, since in changed:
            who = (person, site.bytes)
            entered, left = self._sql.execute(latest, (*who, since)).fetchone() or (None, None)
            ended = left is not None and left < since
            begin = since if ended else _ALL if entered is None else entered
            found = self._sql.execute(f"{crossings} ORDER BY occurred_at, id", (*who, begin))
            yield _Known(
                entered, left, [Crossing(UUID(bytes=row[0]), row[1], row[2]) for row in found]
            )

    def replace(self, since: Sequence[_Changed], rows: Sequence[_StayRow]) -> None:
        delete, put, _ = _SQLITE
        self._sql.executemany(delete, [(one.person, one.site.bytes, one.since) for one in since])
        self._sql.executemany(put, [(row[0].bytes, row[1], row[2].bytes, *row[3:]) for row in rows])

    def keep(self, keys: Sequence[bytes], seen_at: int) -> None:
        pairs = [(seen_at, pair[:16], pair[16:]) for pair in sorted(set(keys))]
        self._sql.executemany(_SQLITE[2], pairs)
