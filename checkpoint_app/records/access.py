"""The access log: who looked at, took out or removed whose data, when and why.

Each row stands in the journal, so that none can be taken out of it unseen.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import insert, select

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records import journal, tables
from checkpoint_app.records.sqlcipher import Database


class Action(StrEnum):
    """What was done.

    Attributes:
        REVEAL, FIND, TRACE: looked at people's data, asked for one person's, or who met them.
        EXPORT, PRINT, BACKUP, CARRY: took data out, into a file or on paper.
        CORRECT, DELETE, PURGE: changed or took away what was held.
        RESTORE, SALVAGE: put another store in the place of this one.
        LIST: took in a list of people, cards or watched names.
        LEAVE: let the station report to its hub no more.
    """

    REVEAL = "reveal"
    FIND = "find"
    EXPORT = "export"
    PRINT = "print"
    BACKUP = "backup"
    CARRY = "carry"
    TRACE = "trace"
    CORRECT = "correct"
    DELETE = "delete"
    PURGE = "purge"
    RESTORE = "restore"
    SALVAGE = "salvage"
    LIST = "list"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Access:
    """One row.

    Attributes:
        at: ms since 1970 UTC.
        staff, second: who did it, and the second person where two are needed.
        subject: whose data, masked; reason: the words that were given for it.
        items: how many records were concerned.
    """

    at: int
    staff: UUID | None
    action: Action
    subject: str | None = None
    reason: str | None = None
    items: int | None = None
    second: UUID | None = None


class AccessLog:
    """The log of one store. Thread-safe; rows are only ever added."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def note(
        self,
        action: Action,
        staff: UUID | None,
        *,
        subject: str | None = None,
        reason: str | None = None,
        items: int | None = None,
        second: UUID | None = None,
    ) -> Access:
        """Add a row; durable on return, so that what is shown afterwards is accounted for."""
        made = Access(self._clock.now_ms(), staff, action, subject, reason, items, second)
        with self._database.write() as connection:
            values = {
                "at": made.at,
                "staff": staff.bytes if staff else None,
                "second": second.bytes if second else None,
                "action": action,
                "subject": subject,
                "reason": reason,
                "items": items,
            }
            key = connection.execute(insert(tables.access).values(**values)).inserted_primary_key
            assert key is not None
            digest = journal.row_digest({"no": key[0], **values, "action": action.value})
            journal.note(connection, journal.ACCESS, key[0], digest)
        return made

    def newest(self, limit: int = 100) -> list[Access]:
        """The rows added last, newest first."""
        table = tables.access
        query = select(table).order_by(table.c.no.desc()).limit(limit)
        with self._database.read() as connection:
            return [
                Access(
                    at=row.at,
                    staff=UUID(bytes=row.staff) if row.staff else None,
                    action=Action(row.action),
                    subject=row.subject,
                    reason=row.reason,
                    items=row.items,
                    second=UUID(bytes=row.second) if row.second else None,
                )
                for row in connection.execute(query)
            ]
