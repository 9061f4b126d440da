"""The site's own lists: people it knows, market cards, people to look out for.

A list is taken whole or not at all. What it says is looked up at every crossing: by number, phone
and plate exactly, by name without accents.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.listed import (
    Listed,
    ListedPerson,
    ListKind,
    MarketCard,
    Parity,
    WatchEntry,
)
from checkpoint_app.domain.passage import Kind, Person
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.records import elsewhere
from checkpoint_app.records.people import match_of, pieces_of
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.watching import ADD_WATCH, WATCH_COLUMNS, watch_entry, watch_row

_PERSON = "kind, name, id_number, phone, birth_date, sex, home, plate, note"
_CARD = "number, ward, holder, phone, weekdays, parity, hours, valid_from, valid_until"
_ADD_PERSON = (
    f"INSERT INTO listed({_PERSON}, name_fold, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of our own columns
)
_PUT_CARD = (
    f"INSERT INTO card({_CARD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608 - as above
    "ON CONFLICT(number) DO UPDATE SET ward = excluded.ward, holder = excluded.holder, "
    "phone = excluded.phone, weekdays = excluded.weekdays, parity = excluded.parity, "
    "hours = excluded.hours, valid_from = excluded.valid_from, valid_until = excluded.valid_until"
)
_KNOWN = (
    f"SELECT {_PERSON} FROM listed WHERE id_number IN (?, ?) OR phone = ? OR plate = ? "  # noqa: S608 - as above
    "OR name_fold = ? LIMIT 50"
)
_WATCHED = (
    f"SELECT {WATCH_COLUMNS} FROM watched WHERE id_number IN (?, ?) OR phone = ? OR plate = ? "  # noqa: S608 - as above
    "OR name_fold = ? LIMIT 50"
)
_HELD = f"SELECT {_CARD}, handed_in_at FROM card WHERE number = ?"  # noqa: S608 - as above
_USED = (
    "SELECT min(occurred_at) FROM passage WHERE pass_number = ? AND occurred_at >= ? "
    "AND occurred_at < ? AND direction = 'in' AND current = 1 AND voided = 0"
)
_REINDEX = "INSERT INTO listed_search(listed_search) VALUES ('rebuild')"


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A market card of the list; `handed_in_at` in ms since 1970 UTC, None while its holder has it.

    Attributes:
        used_at: when someone first came in with it on the day that was asked for.
    """

    card: MarketCard
    handed_in_at: int | None = None
    used_at: int | None = None


@dataclass(frozen=True, slots=True)
class WatchHit:
    """Somebody to look out for may be here; `sure` where a number, phone or plate is the same."""

    entry: WatchEntry
    sure: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a list changed."""

    added: int
    changed: int
    removed: int


class Lists:
    """The lists of one store. Thread-safe."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def take(
        self,
        kind: ListKind,
        rows: Sequence[Listed],
        *,
        replace: bool,
        staff: UUID | None = None,
        source: str = "site",
    ) -> Taken:
        """Take a list, all of it in one transaction.

        Args:
            rows: what it holds, all of this kind.
            replace: put it in the place of what was there from the same source; else add to that,
                a row about the same person or card in the place of the older one.
            source: who made it, for watch lists: the site, or the hub it reports to.
        """
        with self._database.write() as connection:
            sql = plain(connection)
            if kind is ListKind.PEOPLE:
                taken = _take_people(sql, [r for r in rows if isinstance(r, ListedPerson)], replace)
            elif kind is ListKind.CARDS:
                taken = _take_cards(sql, [r for r in rows if isinstance(r, MarketCard)], replace)
            else:
                watched = [row for row in rows if isinstance(row, WatchEntry)]
                taken = _take_watched(sql, watched, replace, source)
            sql.execute(
                "INSERT INTO list_import(at, staff, kind, source, replaced, items) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    self._clock.now_ms(),
                    staff.bytes if staff else None,
                    kind.value,
                    source,
                    int(replace),
                    len(rows),
                ),
            )
        return taken

    def counts(self) -> dict[ListKind, int]:
        """How many each list holds."""
        with self._database.read() as connection:
            sql = plain(connection)
            return {
                kind: int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - constants
                for kind, table in (
                    (ListKind.PEOPLE, "listed"),
                    (ListKind.CARDS, "card"),
                    (ListKind.WATCH, "watched"),
                )
            }

    def people(self) -> list[ListedPerson]:
        """Everybody the site knows, in the list's order."""
        with self._database.read() as connection:
            found = plain(connection).execute(f"SELECT {_PERSON} FROM listed ORDER BY no")  # noqa: S608 - constants
            return [_listed(row) for row in found]

    def cards(self) -> list[HeldCard]:
        """All cards, by number."""
        query = f"SELECT {_CARD}, handed_in_at FROM card ORDER BY number"  # noqa: S608 - constants
        with self._database.read() as connection:
            return [HeldCard(_card(row), row[9]) for row in plain(connection).execute(query)]

    def watched(self, source: str | None = None) -> list[WatchEntry]:
        """Whom to look out for, from one source or all."""
        query = f"SELECT {WATCH_COLUMNS} FROM watched WHERE ? IS NULL OR source = ? ORDER BY no"  # noqa: S608 - constants
        with self._database.read() as connection:
            return [watch_entry(row) for row in plain(connection).execute(query, (source, source))]

    def known(self, person: Person, plate: str | None = None) -> ListedPerson | None:
        """Whom the site knows this person or vehicle as; the surest match.

        A number decides. Without one, the plate; the phone with the same name; the name with the
        same date or year of birth. Of several who match alike only what they are is known.
        """
        with self._database.read() as connection:
            found = plain(connection).execute(_KNOWN, _asked(person, plate)).fetchall()
        graded = [(_grade(listed, person, plate), listed) for listed in map(_listed, found)]
        best = max((grade for grade, _ in graded), default=0)
        matching = [listed for grade, listed in graded if best and grade == best]
        if len(matching) == 1:
            return matching[0]
        kinds = {listed.kind for listed in matching}
        return ListedPerson(kinds.pop()) if len(kinds) == 1 else None

    def watching(self, person: Person, plate: str | None, today: date) -> tuple[WatchHit, ...]:
        """Who of the watch list may be this person or vehicle, the sure ones first."""
        with self._database.read() as connection:
            found = plain(connection).execute(_WATCHED, _asked(person, plate)).fetchall()
        hits = []
        for entry in map(watch_entry, found):
            sure = (
                (entry.id_number is not None and entry.id_number in _numbers(person))
                or (entry.phone is not None and entry.phone == person.phone)
                or (entry.plate is not None and entry.plate == plate)
            )
            another = entry.id_number and _whole(person) and entry.id_number not in _numbers(person)
            if (entry.until is None or entry.until >= today) and (sure or not another):
                hits.append(WatchHit(entry, sure))
        return tuple(sorted(hits, key=lambda hit: not hit.sure))

    def card(self, number: str, day: tuple[int, int]) -> HeldCard | None:
        """A card by its number, however it is written; None where it is not on the list.

        Args:
            day: first millisecond of the day for `used_at`, and of the next one.
        """
        with self._database.read() as connection:
            sql = plain(connection)
            row = sql.execute(_HELD, (card_number(number),)).fetchone()
            if row is None:
                return None
            return HeldCard(_card(row), row[9], _first_use(sql, row[0], day))

    def used_at(self, number: str, day: tuple[int, int]) -> int | None:
        """When someone first came in with this pass on a day, in ms since 1970 UTC."""
        with self._database.read() as connection:
            return _first_use(plain(connection), number, day)

    def has_cards(self) -> bool:
        """Whether the site has a list of cards at all."""
        with self._database.read() as connection:
            found = plain(connection).execute("SELECT EXISTS (SELECT 1 FROM card)").fetchone()
        return bool(found[0])

    def hand_in(self, number: str) -> bool:
        """Note that a card was handed in at the gate; False where it is not on the list."""
        with self._database.write() as connection:
            done = plain(connection).execute(
                "UPDATE card SET handed_in_at = coalesce(handed_in_at, ?) WHERE number = ?",
                (self._clock.now_ms(), card_number(number)),
            )
        return bool(done.rowcount)

    def give_back(self, number: str) -> bool:
        """Note that a card's holder has it again; False where it is not on the list."""
        with self._database.write() as connection:
            done = plain(connection).execute(
                "UPDATE card SET handed_in_at = NULL WHERE number = ?", (card_number(number),)
            )
        return bool(done.rowcount)

    def find(self, words: str, limit: int = 8) -> list[ListedPerson]:
        """People of the list by any three letters of name without accents, phone, number, plate."""
        asked = fold(tidy(words))
        match = match_of(pieces_of(asked))
        if match:
            query = (
                f"SELECT {_PERSON} FROM listed WHERE no IN "  # noqa: S608 - constants
                "(SELECT rowid FROM listed_search WHERE words MATCH ? LIMIT 200) "
                "ORDER BY name_fold LIMIT ?"
            )
            values: tuple[object, ...] = (match, limit)
        elif len(asked) >= 2:
            query = (
                f"SELECT {_PERSON} FROM listed WHERE name_fold >= ? AND name_fold < ? "  # noqa: S608 - constants
                "ORDER BY name_fold LIMIT ?"
            )
            values = (asked, asked + chr(0x10FFFF), limit)
        else:
            return []
        with self._database.read() as connection:
            return [_listed(row) for row in plain(connection).execute(query, values)]

    def forget(self, person: Person, plate: str | None = None) -> int:
        """Take somebody out of the lists of people and cards: they asked for it.

        Only a number, a phone or a plate says that it is them; a name alone does not.

        Returns:
            How many rows went.
        """
        numbers = _numbers(person)
        gone = 0
        with self._database.write() as connection:
            sql = plain(connection)
            for column, values in (
                ("id_number", numbers),
                ("phone", [person.phone] if person.phone else []),
                ("plate", [plate] if plate else []),
            ):
                for value in values:
                    gone += sql.execute(
                        f"DELETE FROM listed WHERE {column} = ?",  # noqa: S608 - constants
                        (value,),
                    ).rowcount
            if person.phone:
                gone += sql.execute("DELETE FROM card WHERE phone = ?", (person.phone,)).rowcount
            if gone:
                sql.execute(_REINDEX)
        return gone


def card_number(text: str) -> str:
    """A card's number as the list keeps it: capitals, no spaces."""
    return "".join(tidy(text).upper().split())


def _take_people(sql: dbapi.Connection, rows: Sequence[ListedPerson], replace: bool) -> Taken:
    there: dict[object, list[int]] = {}
    for no, *values in sql.execute(f"SELECT no, {_PERSON} FROM listed"):  # noqa: S608 - constants
        there.setdefault(_identity(_listed(values)), []).append(no)
    coming = {_identity(row): row for row in rows}
    changed = [identity for identity in coming if identity in there]
    going = there if replace else changed
    sql.executemany(
        "DELETE FROM listed WHERE no = ?", [(no,) for key in going for no in there[key]]
    )
    sql.executemany(_ADD_PERSON, [_person_row(row) for row in coming.values()])
    sql.execute(_REINDEX)
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
        there.setdefault(_watch_identity(watch_entry(values)), []).append(no)
    coming = {_watch_identity(row): row for row in rows}
    changed = [identity for identity in coming if identity in there]
    going = there if replace else changed
    sql.executemany(
        "DELETE FROM watched WHERE no = ?", [(no,) for key in going for no in there[key]]
    )
    sql.executemany(ADD_WATCH, [(*watch_row(row), source) for row in coming.values()])
    return _taken(len(coming), len(changed), len(there), replace)


def _taken(coming: int, changed: int, there: int, replace: bool) -> Taken:
    return Taken(coming - changed, changed, there - changed if replace else 0)


def _identity(row: ListedPerson) -> tuple[object, ...]:
    """What two rows about the same person or vehicle share."""
    folded = fold(row.name or "")
    if row.id_number:
        return ("id", row.id_number)
    if row.plate:
        return ("plate", row.plate, folded)
    if row.phone:
        return ("phone", row.phone, folded)
    return ("name", folded, row.birth_date, row.home)


def _watch_identity(row: WatchEntry) -> tuple[object, ...]:
    return (fold(row.name or ""), row.id_number, row.phone, row.plate)


def _numbers(person: Person) -> list[str]:
    numbers = (person.id_number, person.old_id_number)
    return [number for number in numbers if number and "*" not in number]


def _whole(person: Person) -> bool:
    return bool(person.id_number) and "*" not in str(person.id_number)


def _asked(person: Person, plate: str | None) -> tuple[str | None, ...]:
    first, second, *_ = (*_numbers(person), None, None)
    return first, second, person.phone, plate, fold(person.name or "") or None


def _grade(listed: ListedPerson, person: Person, plate: str | None) -> int:
    """How surely a row of the list is this person; 0 for not."""
    if listed.id_number and listed.id_number in _numbers(person):
        return 4
    if listed.id_number and _whole(person):
        return 0  # another number is another person, whatever else is the same
    same_name = bool(listed.name and person.name) and fold(listed.name or "") == fold(
        person.name or ""
    )
    if listed.plate and listed.plate == plate and (same_name or not person.name):
        return 3
    if listed.phone and listed.phone == person.phone and (same_name or not person.name):
        return 2
    return int(same_name and _same_birth(listed.birth_date, person.birth_date))


def _same_birth(one: str | None, other: str | None) -> bool:
    """The same date, or the same year where one of the two is a year alone."""
    if not (one and other):
        return False
    return one == other or (min(len(one), len(other)) == 4 and one[:4] == other[:4])


def _first_use(sql: dbapi.Connection, number: str, day: tuple[int, int]) -> int | None:
    here = sql.execute(_USED, (number, *day)).fetchone()[0]
    return elsewhere.first_use(sql, number, day, here)


def _person_row(row: ListedPerson) -> tuple[object, ...]:
    folded = fold(row.name or "")
    numbers = (row.phone, row.id_number, row.plate)
    words = " ".join(w for w in (folded, *(n.casefold() for n in numbers if n)) if w)
    values = (row.kind, row.name, row.id_number, row.phone, row.birth_date, row.sex, row.home)
    return (*values, row.plate, row.note, folded, words)


def _listed(row: Sequence[Any]) -> ListedPerson:
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


def _card(row: Sequence[Any]) -> MarketCard:
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
