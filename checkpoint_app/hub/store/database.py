"""Opening the hub's database, brought to this version's schema, or refused in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from checkpoint_app.domain.errors import (
    DatabaseRefused,
    HubDamaged,
    HubKeyOther,
    StoreBusy,
    StoreDamaged,
)
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store import inserting, tables
from checkpoint_app.hub.store.group import Held, Row
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.migrate import upgrade
from checkpoint_app.records.sqlcipher import Database, plain

if TYPE_CHECKING:
    import psycopg

MIGRATIONS = Path(__file__).parent / "migrations"
POSTGRES = ("postgresql://", "postgres://")
_MIGRATING = 0x6368_6563_6B70  # an advisory lock of our own: "checkp"


class HubDatabase(Protocol):
    """What the hub needs of a database, SQLite's or PostgreSQL's."""

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state and changes nothing."""
        ...

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that is durable when the block has ended, or has left no trace."""
        ...

    def pack(self, rows: Sequence[Row]) -> bytes:
        """What `put` would make of rows beforehand, without a connection; several may be joined."""
        ...

    def put(
        self, connection: Connection, rows: Sequence[Row], packed: bytes | None, *, again: bool
    ) -> dict[bytes, Held]:
        """Hold passages at their highest revision, inside the caller's transaction.

        Args:
            rows: one for each passage, sorted by key; packed: the same, if it was made beforehand.
            again: after `HeldAlready`.

        Returns:
            What was held of those that are not new, by key.

        Raises:
            HeldAlready: nothing was written; it is to be tried again, in a new transaction.
        """
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


class SqliteDatabase(Database):
    """A file of SQLCipher's; whoever writes keeps all others from writing."""

    def pack(self, rows: Sequence[Row]) -> bytes:
        """Nothing: SQLite takes values one by one."""
        return b""

    def put(
        self, connection: Connection, rows: Sequence[Row], packed: bytes | None, *, again: bool
    ) -> dict[bytes, Held]:
        """See `HubDatabase`."""
        return inserting.put(connection, rows)


def is_postgres(connection: Connection) -> bool:
    """Whether this is PostgreSQL."""
    return connection.dialect.name == "postgresql"


def was_entangled(error: StoreBusy) -> bool:
    """Whether two writers waited for each other, and this one had to give up: it may try again."""
    cause = error.__cause__
    code: str | None = getattr(getattr(cause, "orig", cause), "sqlstate", None)
    return code is not None and code.startswith("40")  # PostgreSQL, Appendix A: rolled back


def driver(connection: Connection) -> "psycopg.Connection[Any]":
    """PostgreSQL's own connection under a transaction, for what SQLAlchemy has no words for."""
    found = connection.connection.driver_connection
    assert found is not None
    return cast("psycopg.Connection[Any]", found)


_BYTEA = 17  # PostgreSQL's own number of the type, pg_type.dat
_PARAMETER = re.compile(r"(?<![:\w]):(\w+)")


def plain_rows(
    connection: Connection, query: str, values: Mapping[str, Any]
) -> tuple[tuple[str, ...], list[Any]]:
    """The names of a query's columns, and its rows as the driver gives them.

    Of thousands of wide rows SQLAlchemy's share would be more than the database's. Ids are sixteen
    bytes: most of them are only compared.

    Args:
        query: in words that both databases understand; ``:name`` is a value. No text of anybody's.
    """
    if not is_postgres(connection):
        found = plain(connection).execute(query, dict(values))
        return tuple(column[0] for column in found.description), found.fetchall()
    with driver(connection).cursor(binary=True) as cursor:
        as_bytes = cursor.adapters.get_loader(_BYTEA, cursor.format)
        assert as_bytes is not None
        cursor.adapters.register_loader("uuid", as_bytes)
        cursor.execute(_PARAMETER.sub(r"%(\1)s", query), values)
        return tuple(column.name for column in cursor.description or ()), cursor.fetchall()


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that can go on to ON CONFLICT, in the words of the database at hand."""
    return postgresql.insert(table) if is_postgres(connection) else sqlite.insert(table)


def open_sqlite(path: Path, key: bytes, vault: Vault, now: int) -> tuple[HubDatabase, UUID]:
    """The hub's database in a file and the hub's own id, both made where there were none.

    Args:
        path: the SQLite file; key: its 32-byte raw key; now: ms since 1970 UTC.

    Raises:
        HubDamaged: no database, or not one that this key opens.
        StoreNewer: written by a newer version of the program.
        StoreBusy, DiskFull, StoreReadOnly: see `checkpoint_app.records.sqlcipher`.
    """
    database = SqliteDatabase(path, key)
    with _closing_on_error(database):
        try:
            return database, _prepare(database, vault, now)
        except StoreDamaged as error:
            raise HubDamaged from error


def open_postgres(url: str, vault: Vault, now: int) -> tuple[HubDatabase, UUID]:
    """The hub's database on a PostgreSQL server and the hub's id, made where there was none.

    Raises:
        DatabaseRefused: the address, the login or the driver is wrong or missing.
        HubKeyOther: the database was made under another key than this folder holds.
        StoreNewer: written by a newer version of the program.
        StoreBusy: the server does not answer.
    """
    try:
        from checkpoint_app.hub.store.postgres import (  # noqa: PLC0415 - an optional driver
            PostgresDatabase,
        )
    except ImportError as error:
        raise DatabaseRefused from error
    database = PostgresDatabase(url)
    with _closing_on_error(database):
        return database, _prepare(database, vault, now)


@contextmanager
def _closing_on_error(database: HubDatabase) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _prepare(database: HubDatabase, vault: Vault, now: int) -> UUID:
    with database.write() as connection:
        if is_postgres(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATING})
        upgrade(connection, MIGRATIONS)
        held = connection.execute(select(tables.hub)).one_or_none()
        if held is None:
            hub_id = new_id()
            connection.execute(
                insert(tables.hub).values(id=hub_id, created_at=now, key_check=vault.check(hub_id))
            )
            return hub_id
        if not held.key_check:  # made before there was such a thing
            connection.execute(update(tables.hub).values(key_check=vault.check(held.id)))
        elif bytes(held.key_check) != vault.check(held.id):
            raise HubKeyOther
        found: UUID = held.id
        return found
