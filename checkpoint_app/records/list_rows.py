"""The rows of the lists of people and cards, and putting a list into the store."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.listed import (
    Listed,
    ListedPerson,
    ListKind,
    MarketCard,
    Parity,
    WatchEntry,
    identity,
)
from checkpoint_app.domain.passage import Kind
from checkpoint_app.domain.text import fold
from checkpoint_app.records.watching import ADD_WATCH, WATCH_COLUMNS, watch_entry, watch_row

PERSON = "kind, name, id_number, phone, birth_date, sex, home, plate, note"
CARD = "number, ward, holder, phone, weekdays, parity, hours, valid_from, valid_until"
_ADD_PERSON = (
    f"INSERT INTO listed({PERSON}, name_fold, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of our own columns
)
_PUT_CARD = (
    f"INSERT INTO card({CARD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608 - as above
    "ON CONFLICT(number) DO UPDATE SET ward = excluded.ward, holder = excluded.holder, "
    "phone = excluded.phone, weekdays = excluded.weekdays, parity = excluded.parity, "
    "hours = excluded.hours, valid_from = excluded.valid_from, valid_until = excluded.valid_until"
)
SITE = "site"
"""The source of a watch list that the site made itself."""
_NOTE_IMPORT = (
    "INSERT INTO list_import(at, staff, kind, source, replaced, items) VALUES (?, ?, ?, ?, ?, ?)"
)
_INDEX = "INSERT INTO listed_search(rowid, words) SELECT no, words FROM listed WHERE no > ?"
_UNINDEX = (
    "INSERT INTO listed_search(listed_search, rowid, words) "
    "SELECT 'delete', no, words FROM listed WHERE no = ?"
)
_FEW = 10
"""The search index is made anew where more than one row in so many changes."""
_REINDEX = "INSERT INTO listed_search(listed_search) VALUES ('rebuild')"


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a list changed."""

    added: int
    changed: int
    removed: int


def take(
    sql: dbapi.Connection, kind: ListKind, rows: Sequence[Listed], *, replace: bool, source: str
) -> Taken:
    """Put a list into the store, inside the caller's transaction; see `Lists.take`."""
    if kind is ListKind.PEOPLE:
        return _take_people(sql, [row for row in rows if isinstance(row, ListedPerson)], replace)
    if kind is ListKind.CARDS:
        return _take_cards(sql, [row for row in rows if isinstance(row, MarketCard)], replace)
    watched = [row for row in rows if isinstance(row, WatchEntry)]
    return _take_watched(sql, watched, replace, source)


def note_import(
    sql: dbapi.Connection,
    now: int,
    kind: ListKind,
    items: int,
    *,
    replaced: bool,
    source: str,
    staff: UUID | None = None,
) -> None:
    """Keep that a list was taken, by whom and from whom; now in ms since 1970 UTC."""
    who = staff.bytes if staff else None
    sql.execute(_NOTE_IMPORT, (now, who, kind.value, source, int(replaced), items))


def reindex(sql: dbapi.Connection) -> None:
    """Make the search index of the people anew; nothing of who was taken away is left in it."""
    sql.execute(_REINDEX)


def _take_people(sql: dbapi.Connection, rows: Sequence[ListedPerson], replace: bool) -> Taken:
    there: dict[object, dict[int, ListedPerson]] = {}
    for no, *values in sql.execute(f"SELECT no, {PERSON} FROM listed"):  # noqa: S608 - constants
        row = person_of(values)
        there.setdefault(identity(row), {})[no] = row
    coming = {identity(row): row for row in rows}
    changed = [one for one in coming if one in there]
    # Who is listed already just so stays: of a long list few rows change, and the gate waits.
    same = {one for one in changed if list(there[one].values()) == [coming[one]]}
    going = [one for one in (there if replace else changed) if one not in same]
    gone = [no for one in going for no in there[one]]
    added = [row for one, row in coming.items() if one not in same]
    few = _FEW * (len(gone) + len(added)) < len(there)
    if few:
        sql.executemany(_UNINDEX, [(no,) for no in gone])
    sql.executemany("DELETE FROM listed WHERE no = ?", [(no,) for no in gone])
    last = sql.execute("SELECT coalesce(max(no), 0) FROM listed").fetchone()[0]
    sql.executemany(_ADD_PERSON, [_person_row(row) for row in added])
    if few:
        sql.execute(_INDEX, (last,))
    else:
        reindex(sql)
    return _taken(len(coming), len(changed), len(there), replace)


def _take_cards(sql: dbapi.Connection, rows: Sequence[MarketCard], replace: bool) -> Taken:
    there = {number for (number,) in sql.execute("SELECT number FROM card")}
    coming = {row.number: row for row in rows}
    if replace:
        gone = [(number,) for number in there if number not in coming]
        sql.executemany("DELETE FROM card WHERE number = ?", gone)
    sql.executemany(_PUT_CARD, [_card_row(row) for row in coming.values()])
    return _taken(len(coming), len(there & coming.keys()), len(there), replace)


def _take_watched(
    sql: dbapi.Connection, rows: Sequence[WatchEntry], replace: bool, source: str
) -> Taken:
    there: dict[object, list[int]] = {}
    query = f"SELECT no, {WATCH_COLUMNS} FROM watched WHERE source = ?"  # noqa: S608 - constants
    for no, *values in sql.execute(query, (source,)):
        there.setdefault(identity(watch_entry(values)), []).append(no)
    coming = {identity(row): row for row in rows}
    changed = [one for one in coming if one in there]
    going = there if replace else changed
    sql.executemany(
        "DELETE FROM watched WHERE no = ?", [(no,) for key in going for no in there[key]]
    )
    sql.executemany(ADD_WATCH, [(*watch_row(row), source) for row in coming.values()])
    return _taken(len(coming), len(changed), len(there), replace)


def _taken(coming: int, changed: int, there: int, replace: bool) -> Taken:
    return Taken(coming - changed, changed, there - changed if replace else 0)


def _person_row(row: ListedPerson) -> tuple[object, ...]:
    folded = fold(row.name or "")
    numbers = (row.phone, row.id_number, row.plate)
    words = " ".join(w for w in (folded, *(n.casefold() for n in numbers if n)) if w)
    values = (row.kind, row.name, row.id_number, row.phone, row.birth_date, row.sex, row.home)
    return (*values, row.plate, row.note, folded, words)


def person_of(row: Sequence[Any]) -> ListedPerson:
    """The person of a row of `PERSON`."""
    kind, name, number, phone, born, sex, home, plate, note = row
    return ListedPerson(
        Kind(kind), name, number, phone, born, Sex(sex) if sex else None, home, plate, note
    )


def _card_row(row: MarketCard) -> tuple[object, ...]:
    return (
        row.number,
        row.ward,
        row.holder,
        row.phone,
        sum(1 << day for day in row.weekdays),
        row.parity,
        json.dumps([[sorted(h.weekdays), h.begin, h.end] for h in row.hours]),
        row.valid_from.isoformat() if row.valid_from else None,
        row.valid_until.isoformat() if row.valid_until else None,
    )


def card_of(row: Sequence[Any]) -> MarketCard:
    """The card of a row that begins with `CARD`."""
    number, ward, holder, phone, days, parity, hours, first, last = row[:9]
    return MarketCard(
        number=number,
        ward=ward,
        holder=holder,
        phone=phone,
        weekdays=_days(days),
        parity=Parity(parity) if parity else None,
        hours=tuple(Hours(frozenset(on), begin, end) for on, begin, end in json.loads(hours)),
        valid_from=date.fromisoformat(first) if first else None,
        valid_until=date.fromisoformat(last) if last else None,
    )


def _days(mask: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if mask >> day & 1)
