"""A copy of the hub's SQLite database as it is at one moment, while stations go on sending."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.errors import HubDamaged, StoreDamaged
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store import tables
from checkpoint_app.records.sqlcipher import BUSY_MS, open_connection, translating

_STEP = 256
_PAUSE_S = 0.001


class Held(msgspec.Struct, frozen=True):
    """What a database holds: whose it is, its schema, and how many rows each table has."""

    hub: UUID
    schema: str
    rows: dict[str, int]


def copy(database: Path, key: bytes, target: Path) -> Held:
    """Copy a database that may be in use to a new file, encrypted with the same key.

    Raises:
        HubDamaged: it cannot be read to its end.
        DiskFull, StoreReadOnly: the copy cannot be written.
    """
    with translating(target), closing(open_connection(database, key)) as source:
        # A transaction pins the moment: the copying would begin anew with every batch otherwise.
        source.execute("BEGIN")
        held = _look(source)
        with closing(open_connection(target, key)) as made:
            made.execute("PRAGMA journal_mode = OFF")
            source.backup(made, pages=_STEP, progress=lambda *_: time.sleep(_PAUSE_S))
    return held


def check(database: Path, key: bytes, held: Held) -> None:
    """Prove a database that nobody uses: every page, every structure, the counts, the key.

    Args:
        held: what it must hold.

    Raises:
        HubDamaged: it is not whole, not that, or not of this key.
    """
    with (
        _damaged(),
        translating(database),
        closing(open_connection(database, key)) as connection,
    ):
        bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = _look(connection)
        (mine,) = connection.execute("SELECT key_check FROM hub").fetchone()
    if bad or not whole or mine != Vault(key).check(found.hub) or found != held:
        raise HubDamaged


def fits(database: Path, key: bytes) -> bool:
    """Whether a database opens with a key."""
    try:
        with _damaged(), translating(database), closing(open_connection(database, key)):
            return True
    except HubDamaged:
        return False


def check_unused(database: Path, key: bytes) -> None:
    """Make sure that no program has a database open.

    Raises:
        StoreBusy: one has; HubDamaged: it does not open with this key.
    """
    with _damaged(), translating(database):
        connection = dbapi.connect(str(database), timeout=BUSY_MS / 5_000, isolation_level=None)
        with closing(connection):
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")


@contextmanager
def _damaged() -> Iterator[None]:
    try:
        yield
    except StoreDamaged as error:
        raise HubDamaged from error


def _look(connection: dbapi.Connection) -> Held:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not {"hub", "alembic_version"} <= there:
        raise HubDamaged
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - own names
        for name in sorted(there & set(tables.metadata.tables))
    }
    found = connection.execute("SELECT id FROM hub").fetchone()
    (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise HubDamaged
    return Held(UUID(bytes=found[0]), schema, rows)
