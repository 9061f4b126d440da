"""Notices and reminders from above: shown until somebody acknowledges them, and that told back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import NoticeUnknown
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.trusted_time import TrustedTime

KEPT_MS = 90 * 86_400_000
"""How long it is kept who acknowledged a notice that is not in force any more."""
_COLUMNS = "id, kind, text, created_at, until, in_force, acknowledged_at, staff, answer, confirmed"
_ALL = f"SELECT {_COLUMNS} FROM notice ORDER BY created_at, id"  # noqa: S608 - constants
_OPEN = (
    f"SELECT {_COLUMNS} FROM notice "  # noqa: S608 - constants
    "WHERE in_force = 1 AND acknowledged_at IS NULL AND (until IS NULL OR until > ?) "
    "ORDER BY created_at, id"
)
_UNCONFIRMED = (
    f"SELECT {_COLUMNS} FROM notice "  # noqa: S608 - constants
    "WHERE acknowledged_at IS NOT NULL AND confirmed = 0 ORDER BY acknowledged_at, id LIMIT ?"
)
_PUT = (
    "INSERT INTO notice(id, kind, text, created_at, until, in_force) VALUES (?, ?, ?, ?, ?, 1) "
    "ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, text = excluded.text, "
    "until = excluded.until, in_force = 1"
)
_FORGET = (
    "DELETE FROM notice WHERE in_force = 0 "
    "AND (acknowledged_at IS NULL OR (confirmed = 1 AND acknowledged_at < ?))"
)


class NoticeKind(StrEnum):
    """What a notice is: news, or the reminder of something to be done."""

    NOTICE = "notice"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the hub gives it. Times are ms since 1970 UTC; `until` None for no end."""

    id: UUID
    kind: NoticeKind
    text: str
    created_at: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as the station holds it.

    Attributes:
        in_force: the hub has not withdrawn it.
        acknowledged_at, staff: when and by whom, None for not yet and for nobody signed in.
        answer: what they said to it; confirmed: the hub holds that.
    """

    told: Told
    in_force: bool
    acknowledged_at: int | None = None
    staff: UUID | None = None
    answer: str | None = None
    confirmed: bool = False


class Notices:
    """The notices of one store. Thread-safe."""

    def __init__(self, database: Database, clock: Clock, time: TrustedTime) -> None:
        """Work on an open store; `time` tells when a notice has ended."""
        self._database = database
        self._clock = clock
        self._time = time

    def open(self) -> list[Notice]:
        """What is to be shown, oldest first: in force, not ended, acknowledged by nobody."""
        return self._read(_OPEN, (self._time.now_ms(),))

    def all(self) -> list[Notice]:
        """All that is held, oldest first."""
        return self._read(_ALL, ())

    def unconfirmed(self, limit: int) -> list[Notice]:
        """What was acknowledged and the hub has not said that it holds it, oldest first."""
        return self._read(_UNCONFIRMED, (limit,))

    def acknowledge(self, notice: UUID, staff: UUID | None, answer: str | None = None) -> bool:
        """Note that somebody has read a notice.

        Returns:
            False where it was acknowledged before; the first one stands.

        Raises:
            NoticeUnknown: there is no such notice here.
        """
        values = (
            self._clock.now_ms(),
            staff.bytes if staff else None,
            answer or None,
            notice.bytes,
        )
        with self._database.write() as connection:
            sql = plain(connection)
            done = sql.execute(
                "UPDATE notice SET acknowledged_at = ?, staff = ?, answer = ? "
                "WHERE id = ? AND acknowledged_at IS NULL",
                values,
            ).rowcount
            if not done and not _exists(sql, notice):
                raise NoticeUnknown(notice=str(notice))
        return bool(done)

    def confirm(self, notices: Sequence[UUID]) -> None:
        """The hub holds the acknowledgements of these."""
        if not notices:
            return
        with self._database.write() as connection:
            plain(connection).executemany(
                "UPDATE notice SET confirmed = 1 WHERE id = ? AND acknowledged_at IS NOT NULL",
                [(notice.bytes,) for notice in notices],
            )

    def _read(self, query: str, values: tuple[object, ...]) -> list[Notice]:
        with self._database.read() as connection:
            return [_notice(row) for row in plain(connection).execute(query, values)]


def replace(sql: dbapi.Connection, coming: Iterable[Told], now: int) -> None:
    """Let these be the ones in force, inside the caller's transaction.

    What was acknowledged stays until the hub has confirmed it, and a while longer.
    """
    sql.execute("UPDATE notice SET in_force = 0 WHERE in_force = 1")
    sql.executemany(
        _PUT,
        [
            (told.id.bytes, told.kind.value, told.text, told.created_at, told.until)
            for told in coming
        ],
    )
    sql.execute(_FORGET, (now - KEPT_MS,))


def _exists(sql: dbapi.Connection, notice: UUID) -> bool:
    return sql.execute("SELECT 1 FROM notice WHERE id = ?", (notice.bytes,)).fetchone() is not None


def _notice(row: tuple[Any, ...]) -> Notice:
    id_, kind, text, created_at, until, in_force, at, staff, answer, confirmed = row
    return Notice(
        Told(UUID(bytes=id_), NoticeKind(kind), text, created_at, until),
        bool(in_force),
        at,
        UUID(bytes=staff) if staff else None,
        answer,
        bool(confirmed),
    )
