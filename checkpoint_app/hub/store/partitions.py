"""The days of the passages on PostgreSQL: each a partition, by the time in the passage's id.

They are made ahead. A passage whose id is of a day that has none, because a clock is wrong or a
station was away for long, goes to the partition for all others: none is ever refused for it.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.hub.store.database import HubDatabase, is_postgres

DAYS_BACK, DAYS_AHEAD = 3, 8
LOCK_MS = 2_000
_PREFIX = "passage_d"
_HELD = (
    "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid "
    "WHERE inhparent = 'passage'::regclass AND child.relname LIKE 'passage\\_d________' ORDER BY 1"
)
_MAX_ID_TIME = (1 << 48) - 1


def first_id(at: int) -> UUID:
    """The lowest UUIDv7 made at or after a time, in ms since 1970 UTC (RFC 9562 §5.7)."""
    return UUID(int=min(max(at, 0), _MAX_ID_TIME) << 80)


def days(connection: Connection) -> list[str]:
    """The days that have a partition, as ``YYYY-MM-DD``."""
    names = connection.exec_driver_sql(_HELD).scalars()
    return [f"{name[-8:-4]}-{name[-4:-2]}-{name[-2:]}" for name in names]


def make_ahead(database: HubDatabase, now: int) -> list[str]:
    """Make the partitions of the days around this one, three back and eight ahead, where missing.

    What waits in the partition for all others and belongs to one of these days is moved to it.

    Returns:
        The days that were made.

    Raises:
        StoreBusy and kin: some are not made; what belongs there is taken none the less.
    """
    today = local(now).date()
    around = [str(today + timedelta(ahead)) for ahead in range(-DAYS_BACK, DAYS_AHEAD + 1)]
    return make(database, around)


def make(database: HubDatabase, wanted: Sequence[str]) -> list[str]:
    """Make the partitions of some days, where missing; see `make_ahead`."""
    with database.read() as connection:
        if not is_postgres(connection):
            return []
        held = set(days(connection))
    missing = [day for day in wanted if day not in held]
    for day in missing:
        with database.write() as connection:
            _make(connection, day)
    return missing


def name_of(day: str) -> str:
    """The table of a day."""
    return _PREFIX + day.replace("-", "")


def lock(connection: Connection) -> None:
    """Keep all others from the passages until the transaction's end.

    In the order in which whoever writes locks too. Somebody who reads for long is not waited for,
    or all would wait: it is tried again later.

    Raises:
        StoreBusy, outside the transaction: somebody reads for long.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_MS}")
    connection.exec_driver_sql("LOCK TABLE ONLY passage IN ACCESS EXCLUSIVE MODE")
    connection.exec_driver_sql("LOCK TABLE passage_default IN ACCESS EXCLUSIVE MODE")


def _make(connection: Connection, day: str) -> None:
    run = connection.exec_driver_sql
    since, until = (first_id(at) for at in day_bounds(day))
    lock(connection)
    if day in days(connection):  # another hub on this database was quicker
        return
    # A partition is refused as long as the one for all others holds anything of it.
    run(
        "CREATE TEMPORARY TABLE moving ON COMMIT DROP AS "
        "WITH gone AS (DELETE FROM passage_default WHERE id >= %s AND id < %s RETURNING *) "
        "SELECT * FROM gone",
        (since, until),
    )
    run(
        f"CREATE TABLE {name_of(day)} PARTITION OF passage "
        f"FOR VALUES FROM ('{since}') TO ('{until}')"
    )
    run("INSERT INTO passage SELECT * FROM moving")
