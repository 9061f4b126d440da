"""Everything that follows from the facts, made anew: people, their search index, stays, presence.

Needed after a migration that changed what is derived, and for a store that was salvaged.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.records import people, stays

_EMPTY = (
    "INSERT INTO person_search(person_search) VALUES ('delete-all')",
    "DELETE FROM person",
    "DELETE FROM stay",
    "DELETE FROM presence",
    "UPDATE passage SET person = NULL WHERE person IS NOT NULL",
)
_CHUNK = 1000


def rebuild(connection: Connection) -> None:
    """Derive all of it from the passages, inside the caller's transaction."""
    for statement in _EMPTY:
        connection.exec_driver_sql(statement)
    after = 0
    while rows := _after(connection, after):
        for row in rows:
            known = people.remember(connection, row["rid"], row)
            if known is not None:
                connection.exec_driver_sql(
                    "UPDATE passage SET person = ? WHERE rid = ?", (known.no, row["rid"])
                )
        after = rows[-1]["rid"]
    numbers = connection.exec_driver_sql("SELECT DISTINCT person FROM passage WHERE person > 0")
    for no in numbers.scalars().all():
        key = connection.exec_driver_sql("SELECT person_key FROM person WHERE no = ?", (no,))
        stays.pair(connection, no, str(key.scalar()))


def _after(connection: Connection, rid: int) -> Sequence[Mapping[Any, Any]]:
    found = connection.exec_driver_sql(
        "SELECT * FROM passage WHERE rid > ? ORDER BY rid LIMIT ?", (rid, _CHUNK)
    )
    return found.mappings().all()
