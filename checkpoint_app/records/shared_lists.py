"""The lists that this gate shares with the others of its site, through their hub.

Each list is held at one of the hub's revisions. What was changed here goes up first, in order; what
the hub holds is then taken whole, in one transaction, or not at all.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.listed import HandedIn, Listed, ListKind, Shared, SharedKind
from checkpoint_app.records import list_rows
from checkpoint_app.records.list_changes import note_change
from checkpoint_app.records.list_rows import CARD, PERSON, card_of, person_of
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.watching import WATCH_COLUMNS, watch_entry
from checkpoint_app.wire.site_lists import ChangeWay, key_of

_SOURCE = "SELECT source FROM shared_list LIMIT 1"
_BEGIN = "INSERT INTO shared_list(kind, source, revision) VALUES (?, ?, 0)"
_NEXT = (
    "SELECT no, id, kind, way, keys FROM list_change WHERE kind NOT IN "
    "(SELECT kind FROM list_change WHERE code IS NOT NULL) ORDER BY no LIMIT 1"
)
_WAITS = "SELECT EXISTS (SELECT 1 FROM list_change WHERE kind = ?)"
_HOLD = "UPDATE shared_list SET revision = ?, at = ? WHERE kind = ?"
_HELD = "SELECT revision FROM shared_list WHERE kind = ?"
_HAND = "UPDATE card SET handed_in_at = ? WHERE number = ?"
_ROWS: Mapping[SharedKind, str] = {
    SharedKind.PEOPLE: f"SELECT {PERSON} FROM listed ORDER BY no",  # noqa: S608 - our own columns
    SharedKind.CARDS: f"SELECT {CARD} FROM card ORDER BY number",  # noqa: S608 - as above
    SharedKind.WATCH: f"SELECT {WATCH_COLUMNS} FROM watched WHERE source = 'site' ORDER BY no",  # noqa: S608 - as above
    SharedKind.HANDED: "SELECT number, handed_in_at FROM card ORDER BY number",
}
OTHER_GATE = "gate"
"""The source of a list that came from another gate, in the record of imports."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change to be told to the hub.

    Attributes:
        no: its place in the queue; revision: of the list as it is held here.
        rows: which it is about; keys: of those that are to go.
    """

    no: int
    id: UUID
    kind: SharedKind
    way: ChangeWay
    rows: Sequence[Shared]
    keys: Sequence[str]
    revision: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How one shared list stands here.

    Attributes:
        revision: which of the hub's is held, 0 for none; at: since when, ms since 1970 UTC.
        waiting: changes made here that the hub does not hold; code: why it refuses them.
    """

    kind: SharedKind
    revision: int
    at: int | None
    waiting: int
    code: str | None


class SharedLists:
    """What one store shares. Thread-safe."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def begin(self, source: str) -> bool:
        """Share with this hub and site from now on; what is listed here is to fill theirs.

        Returns:
            False where it is so already.
        """
        with self._database.read() as connection:
            if plain(connection).execute(_SOURCE).fetchone() == (source,):
                return False
        with self._database.write() as connection:
            sql = plain(connection)
            sql.execute("DELETE FROM shared_list")
            sql.execute("DELETE FROM list_change")
            sql.executemany(_BEGIN, [(kind.value, source) for kind in SharedKind])
            for kind in SharedKind:
                if any(_is_told(row) for row in _rows(sql, kind)):
                    note_change(sql, kind, ChangeWay.FILL, self._clock.now_ms())
        return True

    def held(self) -> dict[SharedKind, int]:
        """The revision of each list that is held."""
        with self._database.read() as connection:
            found = plain(connection).execute("SELECT kind, revision FROM shared_list").fetchall()
        return {SharedKind(kind): revision for kind, revision in found}

    def next(self) -> Change | None:
        """What is to be told now, None for nothing. Refused changes hold up their own list only."""
        with self._database.read() as connection:
            sql = plain(connection)
            row = sql.execute(_NEXT).fetchone()
            if row is None:
                return None
            no, change_id, kind, way = row[0], UUID(bytes=row[1]), SharedKind(row[2]), row[3]
            named = None if row[4] is None else frozenset(json.loads(row[4]))
            revision = _revision(sql, kind)
            rows: Sequence[Shared] = ()
            if way != ChangeWay.REMOVE:
                rows = [
                    one
                    for one in _rows(sql, kind)
                    if (_is_told(one) if named is None else key_of(one) in named)
                ]
        keys = sorted(named or ()) if way == ChangeWay.REMOVE else ()
        return Change(no, change_id, kind, ChangeWay(way), rows, keys, revision)

    def told(self, change: Change, before: int, revision: int) -> None:
        """The hub holds a change; its list went from one revision to the other with it."""
        with self._database.write() as connection:
            sql = plain(connection)
            sql.execute("DELETE FROM list_change WHERE no = ?", (change.no,))
            same = before == _revision(sql, change.kind)
            filled = change.way is ChangeWay.FILL and before != 0
            # Where nobody else changed it meanwhile, nothing is to be read.
            if same and revision and not filled:
                self._hold(sql, change.kind, revision)
            if change.kind is SharedKind.CARDS:
                _read_handed_anew(sql)

    def refused(self, change: Change, code: str) -> None:
        """The hub takes a change never as it is; it stays, and is named in the station's state."""
        with self._database.write() as connection:
            plain(connection).execute(
                "UPDATE list_change SET code = ? WHERE no = ?", (code, change.no)
            )

    def restore(self, kind: SharedKind) -> None:
        """The hub was put back to before the revision that is held: tell it this list once more."""
        with self._database.write() as connection:
            sql = plain(connection)
            waits = sql.execute(_WAITS, (kind.value,)).fetchone()[0]
            way = ChangeWay.REPLACE if waits else ChangeWay.RESTORE
            note_change(sql, kind, way, self._clock.now_ms())

    def take(self, kind: SharedKind, rows: Sequence[Shared], *, whole: bool, revision: int) -> bool:
        """Take what the hub holds, all of it in one transaction.

        Args:
            whole: these are all rows of the list; else those that are new.

        Returns:
            False, and nothing has changed, where a change of this gate's own waits.
        """
        with self._database.write() as connection:
            sql = plain(connection)
            if sql.execute(_WAITS, (kind.value,)).fetchone()[0]:
                return False
            if kind is SharedKind.HANDED:
                handed = [row for row in rows if isinstance(row, HandedIn)]
                if whole:
                    sql.execute("UPDATE card SET handed_in_at = NULL")
                sql.executemany(_HAND, [(row.at, row.number) for row in handed])
            else:
                listed = [row for row in rows if not isinstance(row, HandedIn)]
                self._list(sql, ListKind(kind.value), listed, whole=whole)
            self._hold(sql, kind, revision)
        return True

    def _list(
        self, sql: dbapi.Connection, kind: ListKind, rows: Sequence[Listed], *, whole: bool
    ) -> None:
        if rows or whole:
            list_rows.take(sql, kind, rows, replace=whole, source=list_rows.SITE)
            now = self._clock.now_ms()
            list_rows.note_import(sql, now, kind, len(rows), replaced=whole, source=OTHER_GATE)
        if kind is ListKind.CARDS:
            _read_handed_anew(sql)

    def _hold(self, sql: dbapi.Connection, kind: SharedKind, revision: int) -> None:
        sql.execute(_HOLD, (revision, self._clock.now_ms(), kind.value))

    def standing(self) -> list[Standing]:
        """How each list stands; empty where this gate shares none."""
        with self._database.read() as connection:
            sql = plain(connection)
            held = sql.execute("SELECT kind, revision, at FROM shared_list").fetchall()
            waiting = {
                kind: (count, code)
                for kind, count, code in sql.execute(
                    "SELECT kind, count(*), max(code) FROM list_change GROUP BY kind"
                )
            }
        return [
            Standing(SharedKind(kind), revision, at, *waiting.get(kind, (0, None)))
            for kind, revision, at in held
        ]


def _read_handed_anew(sql: dbapi.Connection) -> None:
    """Which of the cards that are new here were handed in may have been told before."""
    sql.execute(_HOLD, (0, None, SharedKind.HANDED.value))


def _revision(sql: dbapi.Connection, kind: SharedKind) -> int:
    found = sql.execute(_HELD, (kind.value,)).fetchone()
    return 0 if found is None else int(found[0])


def _is_told(row: Shared) -> bool:
    """A card that nobody handed in need not be spoken of where all that were are."""
    return not isinstance(row, HandedIn) or row.at is not None


def _rows(sql: dbapi.Connection, kind: SharedKind) -> Iterable[Shared]:
    make: Mapping[SharedKind, Any] = {
        SharedKind.PEOPLE: person_of,
        SharedKind.CARDS: card_of,
        SharedKind.WATCH: watch_entry,
        SharedKind.HANDED: lambda row: HandedIn(*row),
    }
    return map(make[kind], sql.execute(_ROWS[kind]))
