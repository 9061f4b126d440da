"""Everything that follows from the facts, made anew: people, their search index, stays, presence.

Needed after a migration that changed what is derived, and for a store that was salvaged.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.records import people, rows, stays
from checkpoint_app.records.sqlcipher import plain

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
    after, sql = 0, plain(connection)
    while found := _after(connection, after):
        crowd, theirs = people.Crowd(connection), []
        for row in found:
            known = crowd.remember(row["rid"], row, rows.key_of_row(row))
            if known is not None:
                theirs.append((known.no, row["rid"]))
        crowd.write()
        sql.executemany("UPDATE passage SET person = ? WHERE rid = ?", theirs)
        after = found[-1]["rid"]
    numbers = connection.exec_driver_sql("SELECT DISTINCT person FROM passage WHERE person > 0")
    for no in numbers.scalars().all():
        key = connection.exec_driver_sql("SELECT person_key FROM person WHERE no = ?", (no,))
        stays.pair(connection, no, str(key.scalar()))


def _after(connection: Connection, rid: int) -> Sequence[Mapping[Any, Any]]:
    found = connection.exec_driver_sql(
        "SELECT * FROM passage WHERE rid > ? ORDER BY rid LIMIT ?", (rid, _CHUNK)
    )
    return found.mappings().all()
