"""The hub's database on PostgreSQL: connections, and the meaning of its errors.

The address is libpq's own and may name several hosts, a primary and its standbys: whichever takes
writes is used, and after a failover the next transaction finds the new one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from checkpoint_app.domain.errors import (
    CheckpointError,
    DatabaseRefused,
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreReadOnly,
)
from checkpoint_app.hub.store.copying import Copying, packed_rows
from checkpoint_app.hub.store.group import Held, Row

CONNECT_S = 10
LOCK_MS = 10_000
POOL = 8
_DEFAULTS: dict[str, str | int] = {
    "connect_timeout": CONNECT_S,
    "target_session_attrs": "read-write",
    "application_name": "checkpoint",
    # A host that has vanished without a word is given up after half a minute.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,
}
# PostgreSQL's classes and codes of errors, Appendix A of its manual.
_CAUSES: tuple[tuple[str, type[CheckpointError]], ...] = (
    ("53100", DiskFull),
    ("25006", StoreReadOnly),  # the primary has become a standby
    ("XX001", StoreDamaged),
    ("XX002", StoreDamaged),
    ("58", DiskFull),  # the system cannot read or write: full, or no right to
    ("08", StoreBusy),
    ("40", StoreBusy),
    ("53", StoreBusy),
    ("55P03", StoreBusy),
    ("57", StoreBusy),  # it shuts down, starts up, or was told to cancel
    ("28", DatabaseRefused),
    ("3D", DatabaseRefused),
    ("42501", DatabaseRefused),
)


class PostgresDatabase:
    """The connections to one PostgreSQL database: many readers, many writers."""

    def __init__(self, url: str) -> None:
        """Prepare the pool; nothing is opened yet.

        Raises:
            DatabaseRefused: the address cannot be understood.
        """
        try:
            given = conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            raise DatabaseRefused from error
        self._conninfo = make_conninfo("", **(_DEFAULTS | given))
        self._copying = Copying()
        self.engine: Engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=POOL,
            max_overflow=POOL,
            # The one used last knows the tables and the statements already.
            pool_use_lifo=True,
            hide_parameters=True,  # an error's text may reach a log; its values are people
        )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing.

        Raises:
            StoreBusy, StoreDamaged and kin: see `translated`.
        """
        with (
            translating(),
            self.engine.connect().execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            ) as connection,
        ):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable when the block has ended, or has left no trace.

        Raises:
            DiskFull, StoreReadOnly, StoreBusy, StoreDamaged: nothing was written, or nothing is
                known to have been: a commit whose answer was lost counts as none.
        """
        with translating(), self.engine.connect() as connection, connection.begin():
            yield connection

    def pack(self, rows: Sequence[Row]) -> bytes:
        """See `checkpoint_app.hub.store.database.HubDatabase`."""
        return packed_rows(rows)

    def put(
        self, connection: Connection, rows: Sequence[Row], packed: bytes | None, *, again: bool
    ) -> dict[bytes, Held]:
        """See `checkpoint_app.hub.store.database.HubDatabase`.

        Raises:
            HeldAlready: nothing was written; it is to be tried again, in a new transaction.
            StoreBusy: a passage that stood in the way was purged meanwhile.
        """
        return self._copying.put(connection, rows, packed, again=again)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _connect(self) -> psycopg.Connection:
        connection = psycopg.connect(self._conninfo, autocommit=True)
        try:
            connection.execute(f"SET lock_timeout = {LOCK_MS}")
            connection.execute("SET TIME ZONE 'UTC'")
            durable = connection.execute("SHOW synchronous_commit").fetchone()
            if durable is not None and durable[0] in {"off", "local"}:
                # A passage is acknowledged when it is on the disk, and on the standby where the
                # server has one: never less.
                connection.execute("SET synchronous_commit = on")
            connection.autocommit = False
        except BaseException:
            connection.close()
            raise
        return connection


def translated(error: Exception) -> CheckpointError | None:
    """The cause a person can act upon, or None where the error is a fault of the program."""
    source = getattr(error, "orig", error)
    code = getattr(source, "sqlstate", None)
    if code is None:
        # libpq's own: no connection, or a broken one.
        return StoreBusy() if isinstance(source, psycopg.OperationalError) else None
    for prefix, cause in _CAUSES:
        if code.startswith(prefix):
            return cause()
    return None


@contextmanager
def translating() -> Iterator[None]:
    """Say the cause of the database's errors within the block.

    Raises:
        DiskFull, StoreReadOnly, StoreBusy, StoreDamaged, DatabaseRefused: instead of them.
    """
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        cause = translated(error)
        if cause is None:
            raise
        raise cause from error
