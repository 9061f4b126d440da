"""Everything that follows from the facts, made anew: people, their search index, stays, presence.

Needed after a migration that changed what is derived, and for a store that was salvaged; and to
check what is kept.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.domain.pairing import OPEN, Crossing, Stay, paired
from checkpoint_app.records import people, rows, stays, tables, writing
from checkpoint_app.records.sqlcipher import plain, streamed

_EMPTY = (
    "INSERT INTO person_search(person_search) VALUES ('delete-all')",
    "DELETE FROM person",
    "DELETE FROM stay",
    "DELETE FROM presence",
    "UPDATE passage SET person = NULL WHERE person IS NOT NULL",
)
_CHUNK = 1000
_TIMELINES = (
    f"SELECT p.person, p.rid, p.direction, p.occurred_at, {', '.join(people.TOLD)} FROM passage p "  # noqa: S608 - our own words
    "WHERE p.person IS NOT NULL AND p.current = 1 AND p.voided = 0 "
    f"ORDER BY p.person, p.occurred_at, {stays.turn('p')}"
)
_KNOWN = (
    "SELECT no, name_fold, words, last_rid, last_at FROM person WHERE EXISTS ("
    "SELECT 1 FROM passage WHERE person = no AND current = 1 AND voided = 0) ORDER BY no"
)
_SAID_OF_NOBODY = (
    "SELECT 1 FROM person k WHERE NOT EXISTS ("
    "SELECT 1 FROM passage WHERE person = k.no AND current = 1 AND voided = 0) "
    "AND (words <> ? OR name_fold <> '' OR last_rid IS NOT ("
    "SELECT max(rid) FROM passage WHERE person = k.no AND (current = 0 OR voided = 1))) LIMIT 1"
)
_PIECES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.person_pieces "
    f"USING fts5vocab(main, {tables.PERSON_SEARCH}, row)"
)
_STAYS = (
    "SELECT s.person, s.entry_at, s.until_at, s.entry_rid, s.exit_rid, s.span, "
    "(SELECT stay FROM presence WHERE person = s.person) = s.no AS present "
    "FROM stay s ORDER BY s.person, s.entry_at, s.until_at, s.entry_rid, s.exit_rid"
)

_PRESENT = (
    # As many as there are rows, or -1: what is shown of somebody inside is what their entry says.
    "SELECT CASE WHEN count(*) = (SELECT count(*) FROM presence) THEN count(*) ELSE -1 END "
    "FROM presence h JOIN person k ON k.no = h.person JOIN passage p ON p.rid = h.stay "
    "WHERE p.current = 1 AND p.id = h.passage AND p.occurred_at = h.since AND p.kind = h.kind "
    "AND k.person_key = h.person_key AND p.name IS h.name AND p.id_number IS h.id_number "
    "AND p.phone IS h.phone AND p.plate IS h.plate"
)


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
        writing.settle(connection, no, str(key.scalar()))


def _after(connection: Connection, rid: int) -> Sequence[Mapping[Any, Any]]:
    found = connection.exec_driver_sql(
        "SELECT * FROM passage WHERE rid > ? ORDER BY rid LIMIT ?", (rid, _CHUNK)
    )
    return found.mappings().all()


def fault(connection: Connection) -> str | None:
    """What of it is not as the facts have it, as a code; None where all is. Reads only."""
    return _people(connection) or _search(connection)


def _people(connection: Connection) -> str | None:
    """Each person's words, stays and presence, derived anew and compared."""
    kept, known = streamed(connection, _STAYS), streamed(connection, _KNOWN)
    here = 0
    for no, crossings in groupby(streamed(connection, _TIMELINES), lambda row: row["person"]):
        theirs = list(crossings)
        if tuple(next(known, {}).values()) != _told_of(no, theirs):
            return "person_wrong"
        found = [Crossing(row["rid"], row["direction"], row["occurred_at"]) for row in theirs]
        for stay in sorted(paired(found), key=_order):
            row = next(kept, None)
            ought = (no, stay.entry_at, stay.until_at, stay.entry, stay.exit, stays.span(stay))
            is_open = stay.until_at == OPEN
            here += is_open
            if row is None or tuple(row.values())[:6] != ought or bool(row["present"]) != is_open:
                return "stay_wrong"
    if next(known, None) is not None:
        return "person_wrong"
    out_of_force = connection.exec_driver_sql(_SAID_OF_NOBODY, (people.NOTHING,))
    if out_of_force.first() is not None:
        return "person_wrong"
    present = connection.exec_driver_sql(_PRESENT).scalar()
    return None if next(kept, None) is None and present == here else "stay_wrong"


def _told_of(no: int, theirs: list[Mapping[Any, Any]]) -> tuple[object, ...]:
    """What `person` ought to hold of somebody, by their passages in force."""
    newest = sorted(theirs, key=lambda row: int(row["rid"]), reverse=True)
    words = people.words_of([[row[name] for name in people.TOLD] for row in newest])
    last_at = theirs[-1]["occurred_at"]
    return no, words.partition("\n")[0], words, newest[0]["rid"], last_at


def _search(connection: Connection) -> str | None:
    """Whether the search index counts each piece of plain letters in as many people as it is in.

    Other letters are left out: the index folds them by a table of its own.
    """
    counted = Counter[str]()
    for row in streamed(connection, "SELECT words FROM person"):
        words = row["words"]
        counted.update({words[at : at + people.PIECE] for at in range(len(words) - 2)})
    connection.exec_driver_sql(_PIECES)
    for row in streamed(connection, "SELECT term, doc FROM temp.person_pieces"):
        if row["term"].isascii() and counted.pop(row["term"], 0) != row["doc"]:
            return "search_wrong"
    return "search_wrong" if any(map(str.isascii, counted)) else None


def _order(stay: Stay[int]) -> tuple[int, int, int, int]:
    """As the database sorts them, where a missing value comes first."""
    return stay.entry_at, stay.until_at, stay.entry or 0, stay.exit or 0
