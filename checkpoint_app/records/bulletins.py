"""What the hub last told this station: taken whole in one transaction, or not at all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.listed import ListKind, WatchEntry
from checkpoint_app.records import notices
from checkpoint_app.records.notices import Told
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.watching import ADD_WATCH, WATCH_COLUMNS, watch_entry, watch_row

HUB = "hub"
"""The source of watched names that came in a bulletin; see `Lists.take`."""
_HELD = (
    "SELECT hub, serial, revision, received_at, settings, keys, version, faults, found "
    "FROM bulletin "
    "WHERE no = 1"
)
_PUT = (
    "INSERT OR REPLACE INTO bulletin"
    "(no, hub, serial, revision, received_at, settings, keys, version, faults, found) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_WATCHED = f"SELECT no, {WATCH_COLUMNS} FROM watched WHERE source = '{HUB}'"  # noqa: S608 - constants
_IMPORTED = (
    "INSERT INTO list_import(at, staff, kind, source, replaced, items) VALUES (?, NULL, ?, ?, 1, ?)"
)


class FoundWords(msgspec.Struct, frozen=True):
    """A finding in one language: what it is called, what it rests on, what to do about it."""

    title: str
    because: str = ""
    advice: str = ""


class Found(msgspec.Struct, frozen=True):
    """Something that the hub's report found at this site.

    Attributes:
        finding: its name; since: of what moment the first of the reports in a row is that have it,
            ms since 1970 UTC.
        words: by language, ``vi`` and ``en``.
    """

    finding: str
    since: int
    words: dict[str, FoundWords]


class FoundHere(msgspec.Struct, frozen=True):
    """What a report found at this site.

    Attributes:
        at: of what moment the report is, ms since 1970 UTC; None where the hub gave none.
    """

    at: int | None = None
    items: tuple[Found, ...] = ()


NOTHING_FOUND = FoundHere()


@dataclass(frozen=True, slots=True)
class HeldBulletin:
    """The bulletin in force, but for its watch list and notices.

    Attributes:
        hub: whose it is; serial, revision: see `checkpoint_app.wire.bulletin`.
        received_at: ms since 1970 UTC, by this computer's clock.
        settings: checked values by name, see `checkpoint_app.settings.by_hub`.
        keys: certificates and public keys in PEM, by file name.
        version: the newest version of the program, empty where the hub does not say.
        faults: its parts that could not be used, by place or name.
        found: what the hub's last report found at this site.
    """

    hub: UUID
    serial: int
    revision: str
    received_at: int
    settings: Mapping[str, Any]
    keys: Mapping[str, str]
    version: str
    faults: tuple[str, ...]
    found: FoundHere = NOTHING_FOUND


@dataclass(frozen=True, slots=True)
class NewBulletin:
    """A bulletin that was checked, to be put in force; attributes as of `HeldBulletin`.

    Attributes:
        watch: whom to look out for; notices: what is to be shown.
    """

    hub: UUID
    serial: int
    revision: str
    settings: Mapping[str, Any]
    keys: Mapping[str, str]
    version: str
    watch: tuple[WatchEntry, ...]
    notices: tuple[Told, ...]
    faults: tuple[str, ...]
    found: FoundHere = NOTHING_FOUND


class Bulletins:
    """The bulletin of one store. Thread-safe."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def held(self) -> HeldBulletin | None:
        """What is in force, None before the first one."""
        with self._database.read() as connection:
            row = plain(connection).execute(_HELD).fetchone()
        return None if row is None else _held(row)

    def apply(self, new: NewBulletin) -> bool:
        """Put a bulletin in force in the place of the one before, all of it in one transaction.

        Of the watch list only the hub's own rows change; what was added here stays.

        Returns:
            False where a later one of the same hub is in force; nothing has changed then.
        """
        now = self._clock.now_ms()
        with self._database.write() as connection:
            sql = plain(connection)
            row = sql.execute(_HELD).fetchone()
            if row is not None and row[0] == new.hub.bytes and row[1] > new.serial:
                return False
            if _watch(sql, new.watch):
                sql.execute(_IMPORTED, (now, ListKind.WATCH.value, HUB, len(new.watch)))
            notices.replace(sql, new.notices, now)
            sql.execute(
                _PUT,
                (
                    new.hub.bytes,
                    new.serial,
                    new.revision,
                    now,
                    json.dumps(dict(new.settings), ensure_ascii=False),
                    json.dumps(dict(new.keys)),
                    new.version,
                    json.dumps(new.faults, ensure_ascii=False),
                    msgspec.json.encode(new.found).decode(),
                ),
            )
        return True


def _watch(sql: dbapi.Connection, coming: Iterable[WatchEntry]) -> bool:
    """Change the hub's rows to these; few change at a time, and the gate waits for no more.

    Returns:
        Whether there was anything to change.
    """
    wanted = dict.fromkeys(coming)
    gone = []
    for no, *values in sql.execute(_WATCHED):
        entry = watch_entry(values)
        if entry in wanted:
            del wanted[entry]
        else:
            gone.append((no,))
    sql.executemany("DELETE FROM watched WHERE no = ?", gone)
    sql.executemany(ADD_WATCH, [(*watch_row(entry), HUB) for entry in wanted])
    return bool(gone or wanted)


def _held(row: tuple[Any, ...]) -> HeldBulletin:
    hub, serial, revision, received_at, settings, keys, version, faults, found = row
    return HeldBulletin(
        hub=UUID(bytes=hub),
        serial=serial,
        revision=revision,
        received_at=received_at,
        settings=json.loads(settings),
        keys=json.loads(keys),
        version=version,
        faults=tuple(json.loads(faults)),
        found=msgspec.json.decode(found, type=FoundHere),
    )
