"""Accounts of people, and their sessions. Passwords and tokens are held as hashes only."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, insert, or_, select, true, update

from checkpoint_app.domain.hub_errors import AccountTaken, AccountUnknown
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import account, owner, session, site, territory
from checkpoint_app.hub.store.trees import below, in_scope
from checkpoint_app.records.ids import new_id


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in.

    Attributes:
        locked_until, created_at, disabled_at: ms since 1970 UTC.
    """

    id: UUID
    login: str
    name: str
    role: Role
    scope: Scope
    locked_until: int | None
    created_at: int
    disabled_at: int | None


@dataclass(frozen=True, slots=True)
class Try:
    """An account at the door: its password's hash, and how many wrong tries in a row."""

    account: Account
    password: str
    wrong: int


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in. Times are ms since 1970 UTC."""

    account: Account
    created_at: int
    expires_at: int


class Accounts:
    """All accounts of a hub. Thread-safe."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def add(
        self, login: str, name: str, role: Role, scope: Scope, *, password: str, now: int
    ) -> Account:
        """A new account; `password` is its hash.

        Raises:
            AccountTaken: there is one of this login.
        """
        made = Account(new_id(), login, name, role, scope, None, now, None)
        with self._database.write() as connection:
            twice = select(account.c.id).where(account.c.login == login)
            if connection.scalar(twice) is not None:
                raise AccountTaken(login=login)
            connection.execute(
                insert(account).values(
                    id=made.id,
                    login=login,
                    name=name,
                    role=role.value,
                    territory=scope.territory,
                    owner=scope.owner,
                    site=scope.site,
                    password=password,
                    created_at=now,
                )
            )
        return made

    def named(self, login: str, scope: Scope = ALL) -> Account:
        """The account of a login, within a scope.

        Raises:
            AccountUnknown: there is none.
        """
        with self._database.read() as connection:
            row = connection.execute(
                select(account).where(account.c.login == login, _answers_within(scope))
            ).one_or_none()
        if row is None:
            raise AccountUnknown(login=login)
        return _account(row)

    def every(self, scope: Scope = ALL) -> list[Account]:
        """The accounts whose whole scope lies in a scope, by login."""
        query = select(account).where(_answers_within(scope)).order_by(account.c.login)
        with self._database.read() as connection:
            return [_account(row) for row in connection.execute(query)]

    def disable(self, account_id: UUID, now: int) -> None:
        """Let somebody sign in no more, and end their sessions."""
        self._change(account_id, disabled_at=now)

    def set_password(self, account_id: UUID, password: str) -> None:
        """Give somebody a new password (its hash), let them try again and in again, and end their
        sessions."""
        self._change(account_id, password=password, wrong=0, locked_until=None, disabled_at=None)

    def begin_try(self, login: str, now: int, wait_ms: list[int]) -> Try | None:
        """Count a try before it is made, so that none is free; None for an unknown login.

        An account that is locked or disabled is returned as it stands, uncounted.

        Args:
            wait_ms: how long the account is locked after so many wrong tries in a row; the last
                for all after it.
        """
        query: Select[Any] = select(account).where(account.c.login == login).with_for_update()
        with self._database.write() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            held = Try(_account(row), row.password, row.wrong)
            if row.disabled_at is not None or (row.locked_until or 0) > now:
                return held
            wait = wait_ms[min(row.wrong, len(wait_ms) - 1)]
            connection.execute(
                update(account)
                .where(account.c.id == row.id)
                .values(wrong=row.wrong + 1, locked_until=now + wait if wait else None)
            )
        return held

    def end_try(self, account_id: UUID, token_hash: bytes, now: int, expires_at: int) -> None:
        """The try was right: forget the wrong ones before it, and begin a session."""
        with self._database.write() as connection:
            connection.execute(
                update(account).where(account.c.id == account_id).values(wrong=0, locked_until=None)
            )
            connection.execute(
                delete(session).where(session.c.account == account_id, session.c.expires_at <= now)
            )
            connection.execute(
                insert(session).values(
                    token_hash=token_hash,
                    account=account_id,
                    created_at=now,
                    expires_at=expires_at,
                )
            )

    def session(self, token_hash: bytes, now: int) -> Session | None:
        """Whose session this is; None for nobody's, an ended one, or one of a disabled account."""
        query = (
            select(account, session.c.created_at.label("since"), session.c.expires_at)
            .join(session, session.c.account == account.c.id)
            .where(
                session.c.token_hash == token_hash,
                session.c.expires_at > now,
                account.c.disabled_at.is_(None),
            )
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Session(_account(row), row.since, row.expires_at)

    def prolong(self, token_hash: bytes, expires_at: int) -> None:
        """A session was used."""
        with self._database.write() as connection:
            connection.execute(
                update(session)
                .where(session.c.token_hash == token_hash)
                .values(expires_at=expires_at)
            )

    def end(self, token_hash: bytes) -> None:
        """End a session."""
        with self._database.write() as connection:
            connection.execute(delete(session).where(session.c.token_hash == token_hash))

    def _change(self, account_id: UUID, **values: object) -> None:
        with self._database.write() as connection:
            connection.execute(update(account).where(account.c.id == account_id).values(values))
            connection.execute(delete(session).where(session.c.account == account_id))


def _answers_within(scope: Scope) -> ColumnElement[bool]:
    """The condition on `account` that all it answers for lies in a scope."""
    if scope.is_all:
        return true()
    within = [account.c.site.in_(select(site.c.id).where(in_scope(scope)))]
    if scope.territory is not None:
        within.append(account.c.territory.in_(below(territory, scope.territory)))
    if scope.owner is not None:
        within.append(account.c.owner.in_(below(owner, scope.owner)))
    return or_(*within)


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        scope=Scope(row.territory, row.owner, row.site),
        locked_until=row.locked_until,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )
