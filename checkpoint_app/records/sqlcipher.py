"""Opening encrypted SQLite: one place for the key, the pragmas and the meaning of its errors.

SQLCipher's SQLite is newer than 3.51.3, the first without the WAL fault that can corrupt a
database when two connections write and checkpoint at the same moment.
"""

import errno
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from checkpoint_app.domain.errors import (
    CheckpointError,
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreReadOnly,
)

KEY_BYTES = 32
BUSY_MS = 5_000
ROOM = 65_536
"""Bytes; SQLite's smallest side file takes half of it."""
_CAUSES: tuple[tuple[str, type[CheckpointError]], ...] = (
    ("database or disk is full", DiskFull),
    ("readonly database", StoreReadOnly),
    ("unable to open database", StoreReadOnly),
    ("is locked", StoreBusy),
    ("not a database", StoreDamaged),
    ("malformed", StoreDamaged),
    ("disk i/o error", StoreDamaged),
    ("could not decode to utf-8", StoreDamaged),  # the driver's words quote the text
)


def open_connection(path: Path, key: bytes) -> dbapi.Connection:
    """A connection to the encrypted database, durable and checked.

    Args:
        path: the database file; made, readable by its owner alone, where it is missing.
        key: 32 bytes, used as SQLCipher's raw key.

    Raises:
        sqlcipher3 errors, among them "file is not a database" for a wrong key.
    """
    assert len(key) == KEY_BYTES
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        full = error.errno == errno.ENOSPC
        said = "database or disk is full" if full else "unable to open database file"
        raise dbapi.OperationalError(said) from error
    if not os.access(path, os.W_OK):
        # SQLite would open it for reading, and leave side files that nobody may write later.
        raise dbapi.OperationalError("attempt to write a readonly database")
    connection = dbapi.connect(
        str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten with zeros: a purge leaves nothing in the free pages.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA cache_size = -16000")
        if mode is None or mode[0] != "wal":
            raise dbapi.OperationalError("unable to open database in WAL mode")
    except BaseException:
        connection.close()
        raise
    return connection


def translated(error: Exception) -> CheckpointError | None:
    """The cause a person can act upon, or None where the error is a fault of the program."""
    said = str(error).lower()
    for words, cause in _CAUSES:
        if words in said:
            return cause()
    return None


def plain(connection: Connection) -> dbapi.Connection:
    """The driver's own connection under a transaction, for the statements of every crossing.

    They run a dozen at a time, and SQLAlchemy's share of each is more than SQLite's.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver


def streamed(connection: Connection, query: str) -> Iterator[Mapping[Any, Any]]:
    """The rows of a query, a thousand in memory at a time."""
    found = connection.exec_driver_sql(query, execution_options={"yield_per": 1000})
    yield from found.mappings()


class Database:
    """The connections to one encrypted database: many readers, one writer at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Prepare the pool; nothing is opened yet."""
        self.path = path
        self._key = key
        self._write_lock = threading.Lock()
        self.engine: Engine = create_engine(
            "sqlite://",
            creator=lambda: open_connection(path, self._key),
            module=dbapi,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=8,
            hide_parameters=True,  # an error's text may reach a log; its values are people
        )
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing.

        Raises:
            StoreBusy, StoreDamaged and kin: see `translated`.
        """
        with translating(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is durable when the block has ended, or has left no trace.

        It begins IMMEDIATE: a deferred one that reads first loses to any other writer.

        Raises:
            DiskFull, StoreReadOnly, StoreBusy, StoreDamaged: nothing was written.
        """
        with (
            translating(self.path),
            self._write_lock,
            self.engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            yield connection

    def rekey(self, key: bytes) -> None:
        """Encrypt every page anew under another key; all of them, or none.

        Raises:
            StoreBusy: this or another program has the database open elsewhere.
            DiskFull, StoreReadOnly, StoreDamaged: nothing was changed.
        """
        with translating(self.path), self._write_lock:
            self.engine.dispose()
            connection = dbapi.connect(str(self.path), timeout=BUSY_MS / 1000, isolation_level=None)
            try:
                connection.execute("PRAGMA cipher_log_level = NONE")
                connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
                # Without it another program would go on under the old key, and write nothing more.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
            finally:
                connection.close()
            self._key = key

    def close(self) -> None:
        """Close every connection; the last one writes the WAL back into the file."""
        self.engine.dispose()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Say the cause of the database's errors within the block.

    Args:
        path: the database that is written, beside which room is looked for.

    Raises:
        DiskFull, StoreReadOnly, StoreBusy, StoreDamaged: instead of them.
    """
    try:
        yield
    except (DBAPIError, dbapi.Error) as error:
        cause = translated(error)
        if cause is None:
            raise
        if isinstance(cause, StoreDamaged) and _is_full(path):
            # Without room for its side files SQLite speaks of an I/O error, as for a broken disk.
            raise DiskFull from error
        raise cause from error


def _is_full(path: Path) -> bool:
    """Whether the disk, a quota, or the greatest size that a file may have leaves no room."""
    try:
        return shutil.disk_usage(path.parent).free < ROOM or not _has_room(path)
    except OSError as error:
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _has_room(path: Path) -> bool:
    """Whether a file beside the database may grow beyond the largest of the database's own."""
    side = (path.with_name(path.name + ending) for ending in ("", "-wal"))
    size = max((file.stat().st_size for file in side if file.is_file()), default=0)
    trial = path.with_name(path.name + "-room")
    handle = os.open(trial, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.lseek(handle, size, os.SEEK_SET)
        return os.write(handle, bytes(ROOM)) == ROOM
    finally:
        os.close(handle)
        trial.unlink()
