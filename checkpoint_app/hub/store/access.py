"""The access log of the hub: who looked at whose data, when and why. Rows are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import access, account
from checkpoint_app.records.ids import new_id

LONGEST_REASON = 500


class Action(StrEnum):
    """What was looked at.

    Attributes:
        REVEAL: passages with who and what they were.
        CONTACT: who answers for a site, and their phone.
        ACCOUNTS: who has an account; AUDIT: who looked at what; TRACE: who met whom.
        LIST: a list of people was taken in; LIST_READ: a gate was told one. The subject is whose
        list, of what, and which station.
    """

    REVEAL = "reveal"
    CONTACT = "contact"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    LIST = "list"
    LIST_READ = "list_read"
    TRACE = "trace"


@dataclass(frozen=True, slots=True)
class Access:
    """One row.

    Attributes:
        at: ms since 1970 UTC.
        login: who it was; None for the command line of the hub itself.
        second: who agreed, where two people were needed.
        subject: what was looked at, by its id; items: how many records.
    """

    id: UUID
    at: int
    login: str | None
    second: str | None
    action: str
    subject: str | None
    reason: str | None
    items: int | None


class AccessLog:
    """The log. Thread-safe."""

    def __init__(self, database: HubDatabase, clock: Clock) -> None:
        """Args: the hub's database, open."""
        self._database = database
        self._clock = clock

    def note(
        self,
        action: Action,
        account_id: UUID | None,
        *,
        subject: str | None = None,
        reason: str | None = None,
        second: UUID | None = None,
        items: int,
    ) -> None:
        """Add a row; durable on return, so that what is shown afterwards is accounted for.

        Args:
            second: who agreed, where two people are needed.
        """
        with self._database.write() as connection:
            add_row(
                connection,
                action,
                self._clock.now_ms(),
                account_id=account_id,
                second=second,
                subject=subject,
                reason=reason,
                items=items,
            )

    def page(self, before: UUID | None = None, limit: int = 100) -> list[Access]:
        """Rows, the newest first; `before` is the last one of the page before."""
        agreed = account.alias("agreed")
        query = (
            select(access, account.c.login, agreed.c.login.label("agreed"))
            .join(account, account.c.id == access.c.account, isouter=True)
            .join(agreed, agreed.c.id == access.c.second, isouter=True)
            .order_by(access.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(access.c.id < before)
        with self._database.read() as connection:
            rows: Sequence[Row[Any]] = connection.execute(query).all()
        return [
            Access(
                row.id, row.at, row.login, row.agreed, row.action, row.subject, row.reason,
                row.items,
            )
            for row in rows
        ]  # fmt: skip


def add_row(
    connection: Connection,
    action: Action,
    now: int,
    *,
    account_id: UUID | None = None,
    second: UUID | None = None,
    subject: str | None = None,
    reason: str | None = None,
    items: int,
) -> None:
    """Add a row inside a transaction of the caller's; now in ms since 1970 UTC."""
    connection.execute(
        insert(access).values(
            id=new_id(),
            at=now,
            account=account_id,
            second=second,
            action=action.value,
            subject=subject,
            reason=reason[:LONGEST_REASON] if reason else None,
            items=items,
        )
    )
