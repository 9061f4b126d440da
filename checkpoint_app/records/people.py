"""People and vehicles seen before: derived from passages, found while somebody types.

They are told apart by `domain.passage.key_of` and never merged by likeness.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.records import rows, tables
from checkpoint_app.records.sqlcipher import plain

PIECE = 3  # the search index knows three-letter pieces
_CANDIDATES = 200
_NEWEST_OF = (
    "SELECT p.* FROM (SELECT last_rid FROM person WHERE no IN ({}) ORDER BY last_rid DESC LIMIT ?) "
    "n CROSS JOIN passage p ON p.rid = n.last_rid ORDER BY p.rid DESC"
)
BY_PIECES = _NEWEST_OF.format(
    f"SELECT rowid FROM {tables.PERSON_SEARCH} "  # noqa: S608 - a constant
    f"WHERE words MATCH ? ORDER BY rowid DESC LIMIT {_CANDIDATES}"
)
BY_BEGINNING = _NEWEST_OF.format(
    "SELECT k.no FROM (SELECT DISTINCT person FROM "  # noqa: S608 - a constant
    f"(SELECT person FROM passage ORDER BY rid DESC LIMIT {_CANDIDATES})) r "
    "CROSS JOIN person k ON k.no = r.person WHERE k.name_fold >= ? AND k.name_fold < ? "
    "UNION SELECT no FROM (SELECT no FROM person INDEXED BY ix_person_name_fold "
    f"WHERE name_fold >= ? AND name_fold < ? LIMIT {_CANDIDATES})"
)
"""Of the names that begin so, those who crossed just now, and some more: where half of all names
begin so, looking through them would take too long."""
_SELECT = "SELECT no, words, last_at FROM person WHERE person_key = ?"
_INSERT = (
    "INSERT INTO person(person_key, name_fold, words, last_rid, last_at) VALUES (?, ?, ?, ?, ?)"
)
_UPDATE = "UPDATE person SET last_rid = ?, last_at = max(last_at, ?) WHERE no = ?"
_RENAME = "UPDATE person SET name_fold = ?, words = ? WHERE no = ?"
_INDEX = f"INSERT INTO {tables.PERSON_SEARCH}(rowid, words) VALUES (?, ?)"  # noqa: S608 - a constant
_UNINDEX = (
    f"INSERT INTO {tables.PERSON_SEARCH}({tables.PERSON_SEARCH}, rowid, words) "  # noqa: S608 - a constant
    "VALUES ('delete', ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person's number here, and when they crossed last before (ms since 1970 UTC)."""

    no: int
    last_at: int | None


def remember(
    connection: Connection, rid: int, row: Mapping[Any, Any], key: str | None
) -> Known | None:
    """Keep the newest of what is known of a row's person; None where nothing tells who it is."""
    crowd = Crowd(connection)
    known = crowd.remember(rid, row, key)
    crowd.write()
    return known


@dataclass(slots=True)
class _Seen:
    no: int
    words: str
    last_rid: int
    last_at: int
    told: tuple[str | None, ...] = ()


class Crowd:
    """Remembers the people of many rows, each looked up once and written once."""

    def __init__(self, connection: Connection) -> None:
        """Work inside the caller's transaction."""
        self._sql = plain(connection)
        self._seen: dict[str, _Seen] = {}

    def remember(self, rid: int, row: Mapping[Any, Any], key: str | None) -> Known | None:
        """As the function of this name; what is known already is kept until `write`."""
        if key is None:
            return None
        told, at = _told(row), row["occurred_at"]
        seen = self._seen.get(key) or self._look_up(key)
        if seen is None:
            words, folded = rows.search_words(row), fold(row["name"] or "")
            made = int(self._sql.execute(_INSERT, (key, folded, words, rid, at)).lastrowid)
            self._sql.execute(_INDEX, (made, words))
            self._seen[key] = _Seen(made, words, rid, at, told)
            return Known(made, None)
        known = Known(seen.no, seen.last_at)
        seen.last_rid, seen.last_at = rid, max(seen.last_at, at)
        words = seen.words if seen.told == told else rows.search_words(row)
        seen.told = told
        if seen.words != words:
            self._sql.execute(_UNINDEX, (seen.no, seen.words))
            self._sql.execute(_RENAME, (fold(row["name"] or ""), words, seen.no))
            self._sql.execute(_INDEX, (seen.no, words))
            seen.words = words
        self._seen[key] = seen
        return known

    def write(self) -> None:
        """Write when each was here last; needed before anybody's stays are paired anew."""
        newest = [(seen.last_rid, seen.last_at, seen.no) for seen in self._seen.values()]
        self._sql.executemany(_UPDATE, newest)

    def _look_up(self, key: str) -> _Seen | None:
        found = self._sql.execute(_SELECT, (key,)).fetchone()
        return None if found is None else _Seen(found[0], found[1], 0, found[2])


def _told(row: Mapping[Any, Any]) -> tuple[str | None, ...]:
    """What the words somebody is found by are made of."""
    return row["name"], row["phone"], row["id_number"], row["insurance_number"], row["plate"]


def forget(connection: Connection, no: int) -> None:
    """Take a person out, with what they are found by."""
    words = connection.exec_driver_sql("SELECT words FROM person WHERE no = ?", (no,)).scalar()
    connection.exec_driver_sql(_UNINDEX, (no, words))
    connection.exec_driver_sql("DELETE FROM person WHERE no = ?", (no,))


def match_of(asked: str) -> str:
    """What a search index is asked for: every piece of folded words; empty where all are short."""
    pieces = [piece for piece in asked.split() if len(piece) >= PIECE]
    return " ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def find(connection: Connection, words: str, limit: int) -> list[Mapping[Any, Any]]:
    """Rows of the newest passages of people found by any three letters, newest first.

    Two letters find the names that begin with them. Fewer find nobody.
    """
    asked = fold(tidy(words))
    if len(asked) < 2:
        return []
    match = match_of(asked)
    if match:
        found = connection.exec_driver_sql(BY_PIECES, (match, limit))
    else:
        begun = asked, asked + chr(0x10FFFF)
        found = connection.exec_driver_sql(BY_BEGINNING, (*begun, *begun, limit))
    return list(found.mappings())


def named(connection: Connection, name: str, limit: int) -> list[Mapping[Any, Any]]:
    """Rows of the newest passages of people whose name is the same without accents."""
    asked = fold(tidy(name))
    if not asked:
        return []
    person, passage = tables.person, tables.passage
    query = (
        select(passage)
        .join(person, person.c.last_rid == passage.c.rid)
        .where(person.c.name_fold == asked)
        .order_by(person.c.last_rid.desc())
        .limit(limit)
    )
    return list(connection.execute(query).mappings())
