"""People and vehicles seen before: derived from passages, found while somebody types.

They are told apart by `domain.passage.key_of` and never merged by likeness.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, select

from checkpoint_app.domain.fields import phone
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.records import tables
from checkpoint_app.records.sqlcipher import plain

PIECE = 3  # the search index knows three-letter pieces
MOST_PIECES = 16
_CANDIDATES = 200
TOLD = ("name", "phone", "id_number", "old_id_number", "insurance_number", "plate")
"""What somebody is found by, in the order of the lines of their words."""
NOTHING = "\n" * (len(TOLD) - 1)
"""The words of whom no passage in force tells anything."""
_NEWEST_OF = (
    "SELECT p.* FROM (SELECT last_rid FROM person WHERE no IN ({}) ORDER BY last_rid DESC LIMIT ?) "
    "n CROSS JOIN passage p ON p.rid = n.last_rid ORDER BY p.rid DESC"
)
_JUST_CROSSED = (
    "SELECT k.no FROM (SELECT DISTINCT person FROM "  # noqa: S608 - a constant
    f"(SELECT person FROM passage ORDER BY rid DESC LIMIT {_CANDIDATES})) r "
    "CROSS JOIN person k ON k.no = r.person WHERE {}"
)
BY_PIECES = _NEWEST_OF.format(
    f"{_JUST_CROSSED} UNION SELECT rowid FROM (SELECT rowid FROM {tables.PERSON_SEARCH} "  # noqa: S608 - a constant
    f"WHERE words MATCH ? ORDER BY rowid DESC LIMIT {_CANDIDATES})"
)
_BEGINS = "k.name_fold >= ? AND k.name_fold < ?"
BY_BEGINNING = _NEWEST_OF.format(
    f"{_JUST_CROSSED.format(_BEGINS)} UNION SELECT no FROM (SELECT no FROM person k "  # noqa: S608 - a constant
    f"INDEXED BY ix_person_name_fold WHERE {_BEGINS} LIMIT {_CANDIDATES})"
)
"""Of those who are found: whoever crossed just now, and some more, the newest known. Where half of
all names are found, looking through them would take too long."""
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
_IN_FORCE = (
    f"SELECT rid, {', '.join(TOLD)} FROM passage "  # noqa: S608 - names of our own columns
    "WHERE person = ? AND current = 1 AND voided = 0 ORDER BY rid DESC"
)
_TOLD_LAST = (
    f"SELECT k.words, {', '.join('p.' + name for name in TOLD)} FROM person k "  # noqa: S608 - as above
    "LEFT JOIN passage p ON p.rid = k.last_rid WHERE k.no = ?"
)
_OUT_OF_FORCE = "SELECT max(rid) FROM passage WHERE person = ? AND (current = 0 OR voided = 1)"
_SPOKEN_PREFIX = re.compile(r"\(?\+84\)?[\s.-]*0?(?=\d)")


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
        told, at = tuple([row[name] for name in TOLD]), row["occurred_at"]
        seen = self._seen.get(key) or self._look_up(key)
        if seen is None:
            words = words_of([told])
            made = int(self._sql.execute(_INSERT, (key, _name(words), words, rid, at)).lastrowid)
            self._sql.execute(_INDEX, (made, words))
            self._seen[key] = _Seen(made, words, rid, at, told)
            return Known(made, None)
        known = Known(seen.no, seen.last_at)
        seen.last_rid, seen.last_at = rid, max(seen.last_at, at)
        if seen.told != told:
            words = _joined(words_of([told]), seen.words)
            if words != seen.words:
                _reword(self._sql, seen.no, seen.words, words)
            seen.told, seen.words = told, words
        self._seen[key] = seen
        return known

    def write(self) -> None:
        """Write when each was here last; needed before anybody's stays are paired anew."""
        newest = [(seen.last_rid, seen.last_at, seen.no) for seen in self._seen.values()]
        self._sql.executemany(_UPDATE, newest)

    def _look_up(self, key: str) -> _Seen | None:
        found = self._sql.execute(_SELECT, (key,)).fetchone()
        return None if found is None else _Seen(found[0], found[1], 0, found[2])


def words_of(told: Sequence[Sequence[str | None]]) -> str:
    """What somebody is found by: a line each of folded name, phone, numbers and plate.

    Args:
        told: what their passages in force say, in this order, the newest first: of each the first
            that is not empty.
    """
    if not told:
        return NOTHING
    first = (next(filter(None, values), "") for values in zip(*told, strict=True))
    name, *numbers = first
    return "\n".join((fold(name), *(" ".join(number.casefold().split()) for number in numbers)))


def _joined(now: str, before: str) -> str:
    """Both words in one: a card that is scanned does not take away the phone typed before."""
    old = before.split("\n")
    if len(old) != len(TOLD):  # somebody changed them: `verify` says so, and the gate goes on
        return now
    return "\n".join(new or kept for new, kept in zip(now.split("\n"), old, strict=True))


def numbers_of(words: str) -> list[str]:
    """Phone, numbers and plate in somebody's words, in lower case."""
    return words.split("\n")[1:]


def refresh(connection: Connection, no: int) -> None:
    """Derive what somebody is found by, and their newest passage, from those in force.

    Whoever has none in force any more is not found: what was said was taken back.
    """
    sql = plain(connection)
    found = sql.execute(_IN_FORCE, (no,)).fetchall()
    words = words_of([told for _, *told in found])
    last = found[0][0] if found else sql.execute(_OUT_OF_FORCE, (no,)).fetchone()[0]
    (before,) = sql.execute("SELECT words FROM person WHERE no = ?", (no,)).fetchone()
    sql.execute("UPDATE person SET last_rid = ? WHERE no = ?", (last, no))
    if words != before:
        _reword(sql, no, before, words)


def forget_earlier(connection: Connection, no: int) -> None:
    """Let nobody be found by what only passages told that are gone; those left begin later."""
    sql = plain(connection)
    words, *told = sql.execute(_TOLD_LAST, (no,)).fetchone()
    if words != words_of([told]):
        refresh(connection, no)


def _reword(sql: dbapi.Connection, no: int, before: str, words: str) -> None:
    sql.execute(_UNINDEX, (no, before))
    sql.execute(_RENAME, (_name(words), words, no))
    sql.execute(_INDEX, (no, words))


def _name(words: str) -> str:
    return words.partition("\n")[0]


def forget(connection: Connection, no: int) -> None:
    """Take a person out, with what they are found by."""
    words = connection.exec_driver_sql("SELECT words FROM person WHERE no = ?", (no,)).scalar()
    connection.exec_driver_sql(_UNINDEX, (no, words))
    connection.exec_driver_sql("DELETE FROM person WHERE no = ?", (no,))


def pieces_of(asked: str) -> list[tuple[str, ...]]:
    """What folded words are looked for by: each piece of three letters or more, as it may be kept.

    Numbers and plates are kept without the dots, hyphens and spaces that people write in them, and
    a phone with 0 for +84.
    """
    pieces: list[tuple[str, ...]] = []
    words = _SPOKEN_PREFIX.sub("0", asked).split()
    for has_digit, run in groupby(words, key=lambda word: any(map(str.isdigit, word))):
        typed = list(run)
        if has_digit and min(map(len, typed)) < PIECE:
            typed = ["".join(typed)]  # "29 b1 123": one plate
        for word in typed:
            forms = {word: None}
            if has_digit:
                forms["".join(filter(str.isalnum, word))] = None
                forms[phone(word)[0] or word] = None
            pieces.append(tuple(form for form in forms if len(form) >= PIECE))
    return list(filter(None, pieces))[:MOST_PIECES]


def match_of(pieces: Sequence[Sequence[str]]) -> str:
    """What a search index is asked for; empty where all words are short."""
    return " AND ".join(
        "(" + " OR ".join('"' + form.replace('"', '""') + '"' for form in forms) + ")"
        for forms in pieces
    )


def find(connection: Connection, words: str, limit: int) -> list[Mapping[Any, Any]]:
    """Rows of the newest passages of people found by any three letters, newest first.

    Two letters find the names that begin with them. Fewer find nobody.
    """
    asked = fold(tidy(words))
    if len(asked) < 2:
        return []
    pieces = pieces_of(asked)
    if pieces:
        each = (" OR ".join(["instr(k.words, ?)"] * len(forms)) for forms in pieces)
        query = BY_PIECES.format(" AND ".join(f"({one})" for one in each))
        looked_for = (form for forms in pieces for form in forms)
        found = connection.exec_driver_sql(query, (*looked_for, match_of(pieces), limit))
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
