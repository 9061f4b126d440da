"""Opening the hub's database: encrypted, brought to this version's schema, or refused in words."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select

from checkpoint_app.domain.errors import HubDamaged, StoreDamaged
from checkpoint_app.hub.store import tables
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.migrate import upgrade
from checkpoint_app.records.sqlcipher import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(path: Path, key: bytes, now: int) -> tuple[Database, UUID]:
    """The hub's database and the hub's own id, both made where there were none.

    Args:
        path: the SQLite file; key: its 32-byte raw key; now: ms since 1970 UTC.

    Raises:
        HubDamaged: no database, or not one that this key opens.
        StoreNewer: written by a newer version of the program.
        StoreBusy, DiskFull, StoreReadOnly: see `checkpoint_app.records.sqlcipher`.
    """
    database = Database(path, key)
    try:
        with database.write() as connection:
            upgrade(connection, MIGRATIONS)
            held = connection.scalar(select(tables.hub.c.id))
            hub_id = UUID(bytes=held) if held else new_id()
            if held is None:
                connection.execute(insert(tables.hub).values(id=hub_id.bytes, created_at=now))
    except StoreDamaged as error:
        database.close()
        raise HubDamaged from error
    except BaseException:
        database.close()
        raise
    return database, hub_id
