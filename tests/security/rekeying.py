"""An encrypted database of the same kind as the store, and changing its key."""

from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as dbapi

ROWS = 1000


def opened(path: Path, key: bytes, *, alone: bool = False) -> dbapi.Connection:
    """A connection; `alone` where nobody else may have one, else "database is locked"."""
    connection = dbapi.connect(str(path), timeout=0.2, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def make_database(path: Path, key: bytes) -> Path:
    """A thousand rows."""
    connection = opened(path, key)
    connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, held BLOB)")
    connection.execute("BEGIN")
    for number in range(ROWS):
        connection.execute("INSERT INTO t VALUES (?, randomblob(900))", (number,))
    connection.execute("COMMIT")
    connection.close()
    return path


def rekey_database(path: Path, key: bytes) -> Callable[[bytes], None]:
    """What changes the key of a database from this one to the one it is given."""

    def rekey(new: bytes) -> None:
        connection = opened(path, key, alone=True)
        try:
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
        finally:
            connection.close()

    return rekey


def rows(path: Path, key: bytes) -> int | None:
    """How many rows a key opens, None where it is another's; fails where anything is spoilt."""
    try:
        connection = opened(path, key)
    except dbapi.DatabaseError as error:
        if "not a database" not in str(error):
            raise
        return None
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count: int = connection.execute("SELECT count(*) FROM t").fetchone()[0]
        return count
    finally:
        connection.close()
