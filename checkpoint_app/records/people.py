"""People and vehicles seen before: derived from passages, found while somebody types.

They are told apart by `domain.passage.key_of` and never merged by likeness.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.records import rows, tables
from checkpoint_app.records.sqlcipher import plain

PIECE = 3  # the search index knows three-letter pieces
_CANDIDATES = 200
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


def remember(connection: Connection, rid: int, row: Mapping[str, Any]) -> Known | None:
    """Keep the newest of what is known of a row's person; None where nothing tells who it is."""
    key = rows.key_of_row(row)
    if key is None:
        return None
    words, at = rows.search_words(row), row["occurred_at"]
    sql = plain(connection)
    before = sql.execute(_SELECT, (key,)).fetchone()
    if before is None:
        folded = fold(row["name"] or "")
        made = int(sql.execute(_INSERT, (key, folded, words, rid, at)).lastrowid)
        sql.execute(_INDEX, (made, words))
        return Known(made, None)
    no, words_before, last_at = before
    sql.execute(_UPDATE, (rid, at, no))
    if words_before != words:
        sql.execute(_UNINDEX, (no, words_before))
        sql.execute(_RENAME, (fold(row["name"] or ""), words, no))
        sql.execute(_INDEX, (no, words))
    return Known(no, last_at)


def number_of(connection: Connection, person_key: str) -> int | None:
    """The number of whoever has this key."""
    found = connection.exec_driver_sql(_SELECT, (person_key,)).one_or_none()
    return None if found is None else int(found.no)


def forget(connection: Connection, no: int) -> None:
    """Take a person out, with what they are found by."""
    words = connection.exec_driver_sql("SELECT words FROM person WHERE no = ?", (no,)).scalar()
    connection.exec_driver_sql(_UNINDEX, (no, words))
    connection.exec_driver_sql("DELETE FROM person WHERE no = ?", (no,))


def find(connection: Connection, words: str, limit: int) -> list[Mapping[Any, Any]]:
    """Rows of the newest passages of people found by any three letters, newest first.

    Two letters find the names that begin with them. Fewer find nobody.
    """
    asked = fold(tidy(words))
    if len(asked) < 2:
        return []
    person, passage = tables.person, tables.passage
    query = select(passage).join(person, person.c.last_rid == passage.c.rid)
    pieces = [piece for piece in re.split(r"\s+", asked) if len(piece) >= PIECE]
    if pieces:
        match = " ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
        query = query.where(
            person.c.no.in_(
                text(
                    f"SELECT rowid FROM {tables.PERSON_SEARCH} "  # noqa: S608 - a constant
                    f"WHERE words MATCH :match ORDER BY rowid DESC LIMIT {_CANDIDATES}"
                ).bindparams(match=match)
            )
        )
    else:
        query = query.where(person.c.name_fold >= asked, person.c.name_fold < asked + chr(0x10FFFF))
    query = query.order_by(person.c.last_rid.desc()).limit(limit)
    return list(connection.execute(query).mappings())


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
