"""What the other gates of this site crossed, as the hub tells it.

It is no fact of this station: not in the balance, the outbox, the journal or the counts of a day.
It says who is inside, and which way somebody goes. The newest crossing of a person decides,
wherever it was; of two at the same moment, the one that was captured last.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.pairing import OPEN
from checkpoint_app.domain.passage import Direction
from checkpoint_app.records import stays
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.wire.site_feed import FeedItem

SLICE = 100
"""Crossings in one transaction, so that the gate never waits for long."""

_TELLING = "person_key, name, id_number, phone, plate, pass_number"
_COLUMNS = f"id, rev, voided, direction, kind, occurred_at, gate, {_TELLING}"
_NAMES = tuple(_COLUMNS.split(", "))
_PUT = (
    f"INSERT INTO elsewhere({_COLUMNS}) VALUES ({', '.join('?' * len(_NAMES))}) "  # noqa: S608 - names of our own columns
    f"ON CONFLICT(id) DO UPDATE SET newest = 0, "
    + ", ".join(f"{name} = excluded.{name}" for name in _NAMES[1:])
)
_HELD = "SELECT rev, person_key FROM elsewhere WHERE id = ?"
_IN_FORCE = "SELECT id FROM elsewhere WHERE person_key = ? AND voided = 0"
_UNMARK = "UPDATE elsewhere SET newest = 0 WHERE person_key = ? AND newest = 1"
_MARK = (
    f"UPDATE elsewhere SET newest = 1 WHERE id = ({_IN_FORCE} "  # noqa: S608 - constants
    "ORDER BY occurred_at DESC, id DESC LIMIT 1)"
)
_LAST = (
    "SELECT id, direction, occurred_at FROM elsewhere "
    "WHERE person_key = ? AND voided = 0 AND occurred_at <= ? "
    "ORDER BY occurred_at DESC, id DESC LIMIT 1"
)
_OWN_LAST = (
    "SELECT o.id FROM passage o WHERE o.person = p.no AND o.current = 1 AND o.voided = 0 "  # noqa: S608 - constants
    f"ORDER BY o.occurred_at DESC, {stays.turn('o')} DESC LIMIT 1"
)
_DECIDING = (
    "FROM elsewhere e LEFT JOIN person p ON p.person_key = e.person_key "
    "LEFT JOIN presence i ON i.person = p.no "
    "WHERE e.newest = 1 AND (e.direction = 'in' OR i.person IS NOT NULL) "
    "AND (p.no IS NULL OR e.occurred_at > p.last_at "
    f"OR (e.occurred_at = p.last_at AND e.id > ({_OWN_LAST})))"
)
"""The newest crossings elsewhere that are newer than any here and say something new."""
_WHO = (
    "SELECT e.person_key, e.name, e.id_number, e.phone, e.plate, e.kind, e.occurred_at, hex(e.id), "
    f"e.gate, e.direction {_DECIDING}"
)
_MORE = (
    "SELECT coalesce(sum(CASE WHEN e.direction = 'out' THEN -1 ELSE i.person IS NULL END), 0) "
    f"{_DECIDING}"
)
_USED = (
    "SELECT min(occurred_at) FROM elsewhere WHERE pass_number = ? AND occurred_at >= ? "
    "AND occurred_at < ? AND direction = 'in' AND voided = 0"
)
_CROSSINGS = (
    "SELECT occurred_at, gate, direction FROM elsewhere WHERE person_key = ? AND voided = 0 "
    "ORDER BY occurred_at, id"
)
_PUT_PLACE = "INSERT OR REPLACE INTO sharing(no, source, cursor) VALUES (1, ?, ?)"
_EMPTIED = ", ".join(f"{name} = NULL" for name in _TELLING.split(", "))
_STRIP = f"UPDATE elsewhere SET voided = 1, newest = 0, {_EMPTIED} WHERE id = ?"  # noqa: S608 - constants
_DECIDES = f"SELECT e.id, e.direction {_DECIDING} AND e.person_key = ?"
_EXPIRE = (
    "DELETE FROM elsewhere WHERE occurred_at < :before AND (occurred_at < :inside "  # noqa: S608 - constants
    f"OR id NOT IN (SELECT e.id {_DECIDING}))"
)


class Place(NamedTuple):
    """Where reading goes on: in which hub's and site's feed, and after what."""

    source: str = ""
    cursor: str = ""


class Elsewhere:
    """The crossings at other gates, kept in one store. Thread-safe."""

    def __init__(self, database: Database) -> None:
        """Work on an open store."""
        self._database = database

    def place(self) -> Place:
        """Where reading goes on."""
        with self._database.read() as connection:
            return _place(plain(connection))

    def take(self, items: Sequence[FeedItem], place: Place) -> int:
        """Keep a page of the feed, each crossing at its highest revision.

        What was heard of another hub or site goes. Nothing is written where nothing is new.

        Args:
            place: whose feed it is of, and where reading goes on.

        Returns:
            How many revisions were new.
        """
        with self._database.read() as connection:
            sql = plain(connection)
            same = _place(sql).source == place.source
            new = [one for one in items if one.is_possible and not (same and _is_held(sql, one))]
        if same and not new:
            return 0
        done = 0
        for start in range(0, len(new) or 1, SLICE):
            with self._database.write() as connection:
                sql = plain(connection)
                if _place(sql).source != place.source:
                    sql.execute("DELETE FROM elsewhere")
                done += _write(sql, new[start : start + SLICE])
                # A place that is behind only repeats: it is kept with the last slice.
                cursor = place.cursor if start + SLICE >= len(new) else ""
                sql.execute(_PUT_PLACE, (place.source, cursor))
        return done

    def clear(self) -> None:
        """Let go of everything, and begin to read anew."""
        with self._database.write() as connection:
            sql = plain(connection)
            sql.execute("DELETE FROM elsewhere")
            sql.execute("DELETE FROM sharing")

    def expire(self, before: int, inside_before: int | None = None) -> None:
        """Take away what occurred before a moment, but what still tells who is inside.

        Args:
            before: ms since 1970 UTC.
            inside_before: what occurred before this goes all the same; None for nothing.
        """
        with self._database.write() as connection:
            limit = -OPEN if inside_before is None else inside_before
            plain(connection).execute(_EXPIRE, {"before": before, "inside": limit})

    def is_empty(self) -> bool:
        """True where no other gate of the site was heard to have crossed anybody of late."""
        with self._database.read() as connection:
            return plain(connection).execute("SELECT 1 FROM elsewhere LIMIT 1").fetchone() is None

    def count(self) -> int:
        """How many crossings are kept."""
        with self._database.read() as connection:
            found = plain(connection).execute("SELECT count(*) FROM elsewhere").fetchone()
        return int(found[0])


def last(
    sql: dbapi.Connection, person_key: str, until: int | None
) -> tuple[bytes, str, int] | None:
    """A person's newest crossing elsewhere up to a moment, as (id, direction, occurred at)."""
    values = (person_key, OPEN if until is None else until)
    found: tuple[bytes, str, int] | None = sql.execute(_LAST, values).fetchone()
    return found


def deciding(sql: dbapi.Connection) -> tuple[dict[str, str], list[tuple[Any, ...]]]:
    """Who is inside, or is not, because of what another gate saw last.

    Returns:
        The direction they went there, by the person's key; and those who came in, as the values of
        an `InsideRow`.
    """
    found = sql.execute(_WHO).fetchall()
    return (
        {row[0]: row[-1] for row in found},
        [row[:-1] for row in found if row[-1] == Direction.IN],
    )


def more_inside(sql: dbapi.Connection) -> int:
    """By how many those who are inside differ from those of whom this station knows it itself."""
    return int(sql.execute(_MORE).fetchone()[0])


def first_use(
    sql: dbapi.Connection, number: str, day: tuple[int, int], here: int | None
) -> int | None:
    """When somebody first came in with this pass between two moments, here or elsewhere."""
    there = sql.execute(_USED, (number, *day)).fetchone()[0]
    return min((at for at in (here, there) if at is not None), default=None)


def crossings(sql: dbapi.Connection, person_key: str) -> list[tuple[int, str, str]]:
    """When, at which gate and in which direction somebody crossed elsewhere."""
    found: list[tuple[int, str, str]] = sql.execute(_CROSSINGS, (person_key,)).fetchall()
    return found


def says_left(sql: dbapi.Connection, person_key: str) -> bool:
    """Whether somebody whom this station takes for inside left by another gate."""
    return any(way == Direction.OUT for _, way in sql.execute(_DECIDES, (person_key,)))


def forget(sql: dbapi.Connection, person_key: str) -> int:
    """Take away who somebody was at other gates, but what still tells that they are inside, or not.

    Their crossings stay as numbers that name nobody, or the feed would bring them again.

    Returns:
        How many stay because they are inside.
    """
    kept = dict(sql.execute(_DECIDES, (person_key,)).fetchall())
    there = [row[0] for row in sql.execute(_IN_FORCE, (person_key,))]
    sql.executemany(_STRIP, [(one,) for one in there if one not in kept])
    return sum(way == Direction.IN for way in kept.values())


def _place(sql: dbapi.Connection) -> Place:
    found = sql.execute("SELECT source, cursor FROM sharing").fetchone()
    return Place() if found is None else Place(*found)


def _is_held(sql: dbapi.Connection, item: FeedItem) -> bool:
    held = sql.execute(_HELD, (item.id.bytes,)).fetchone()
    return held is not None and held[0] >= item.rev


def _write(sql: dbapi.Connection, items: Iterable[FeedItem]) -> int:
    moved, new = dict[str, None](), 0
    for item in items:
        held = sql.execute(_HELD, (item.id.bytes,)).fetchone()
        if held is not None and held[0] >= item.rev:
            continue
        key = None if item.voided else item.person_key
        sql.execute(_PUT, _row(item, key))
        moved |= dict.fromkeys(one for one in (held and held[1], key) if one)
        new += 1
    for key in moved:
        sql.execute(_UNMARK, (key,))
        sql.execute(_MARK, (key,))
    return new


def _row(item: FeedItem, key: str | None) -> tuple[object, ...]:
    person = item.person
    fixed = (item.id.bytes, item.rev, int(item.voided), item.direction, item.kind, item.occurred_at)
    if item.voided:  # a crossing that was taken back is nobody's
        return (*fixed, item.gate, *[None] * 6)
    told = (None,) * 3 if person is None else (person.name, person.id_number, person.phone)
    return (*fixed, item.gate, key, *told, item.plate, item.pass_number)
