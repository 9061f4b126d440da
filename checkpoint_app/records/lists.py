"""The site's own lists: people it knows, market cards, people to look out for.

A list is taken whole or not at all. What it says is looked up at every crossing: by number, phone
and plate exactly, by name without accents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.listed import (
    HandedIn,
    Listed,
    ListedPerson,
    ListKind,
    MarketCard,
    SharedKind,
    WatchEntry,
)
from checkpoint_app.domain.passage import Person
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.records import elsewhere, list_rows
from checkpoint_app.records.list_changes import note_change
from checkpoint_app.records.list_rows import CARD, PERSON, Taken, card_of, person_of
from checkpoint_app.records.people import match_of, pieces_of
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.watching import WATCH_COLUMNS, watch_entry
from checkpoint_app.wire.site_lists import ChangeWay, key_of

_KNOWN = (
    f"SELECT {PERSON} FROM listed WHERE id_number IN (?, ?) OR phone = ? OR plate = ? "  # noqa: S608 - as above
    "OR name_fold = ? LIMIT 50"
)
_WATCHED = (
    f"SELECT {WATCH_COLUMNS} FROM watched WHERE id_number IN (?, ?) OR phone = ? OR plate = ? "  # noqa: S608 - as above
    "OR name_fold = ? LIMIT 50"
)
_HELD = f"SELECT {CARD}, handed_in_at FROM card WHERE number = ?"  # noqa: S608 - as above
_USED = (
    "SELECT min(occurred_at) FROM passage WHERE pass_number = ? AND occurred_at >= ? "
    "AND occurred_at < ? AND direction = 'in' AND current = 1 AND voided = 0"
)


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
        source: str = list_rows.SITE,
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
            taken = list_rows.take(sql, kind, rows, replace=replace, source=source)
            now = self._clock.now_ms()
            list_rows.note_import(
                sql, now, kind, len(rows), replaced=replace, source=source, staff=staff
            )
            if source == list_rows.SITE:
                way = ChangeWay.REPLACE if replace else ChangeWay.PUT
                keys = () if replace else map(key_of, rows)
                note_change(sql, SharedKind(kind.value), way, now, keys)
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
            found = plain(connection).execute(f"SELECT {PERSON} FROM listed ORDER BY no")  # noqa: S608 - constants
            return [person_of(row) for row in found]

    def cards(self) -> list[HeldCard]:
        """All cards, by number."""
        query = f"SELECT {CARD}, handed_in_at FROM card ORDER BY number"  # noqa: S608 - constants
        with self._database.read() as connection:
            return [HeldCard(card_of(row), row[9]) for row in plain(connection).execute(query)]

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
        graded = [(_grade(listed, person, plate), listed) for listed in map(person_of, found)]
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
            return HeldCard(card_of(row), row[9], _first_use(sql, row[0], day))

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
        now = self._clock.now_ms()
        return self._hand(
            "UPDATE card SET handed_in_at = coalesce(handed_in_at, ?) WHERE number = ?",
            (now, card_number(number)),
        )

    def give_back(self, number: str) -> bool:
        """Note that a card's holder has it again; False where it is not on the list."""
        return self._hand(
            "UPDATE card SET handed_in_at = NULL WHERE number = ?", (card_number(number),)
        )

    def _hand(self, statement: str, values: tuple[object, ...]) -> bool:
        key = key_of(HandedIn(str(values[-1]), None))
        with self._database.write() as connection:
            sql = plain(connection)
            done = bool(sql.execute(statement, values).rowcount)
            if done:
                now = self._clock.now_ms()
                note_change(sql, SharedKind.HANDED, ChangeWay.PUT, now, [key])
        return done

    def find(self, words: str, limit: int = 8) -> list[ListedPerson]:
        """People of the list by any three letters of name without accents, phone, number, plate."""
        asked = fold(tidy(words))
        match = match_of(pieces_of(asked))
        if match:
            query = (
                f"SELECT {PERSON} FROM listed WHERE no IN "  # noqa: S608 - constants
                "(SELECT rowid FROM listed_search WHERE words MATCH ? LIMIT 200) "
                "ORDER BY name_fold LIMIT ?"
            )
            values: tuple[object, ...] = (match, limit)
        elif len(asked) >= 2:
            query = (
                f"SELECT {PERSON} FROM listed WHERE name_fold >= ? AND name_fold < ? "  # noqa: S608 - constants
                "ORDER BY name_fold LIMIT ?"
            )
            values = (asked, asked + chr(0x10FFFF), limit)
        else:
            return []
        with self._database.read() as connection:
            return [person_of(row) for row in plain(connection).execute(query, values)]

    def forget(self, person: Person, plate: str | None = None) -> int:
        """Take somebody out of the lists of people and cards: they asked for it.

        Only a number, a phone or a plate says that it is them; a name alone does not.

        Returns:
            How many rows went.
        """
        gone = 0
        with self._database.write() as connection:
            sql = plain(connection)
            for kind, table, columns, make, values in (
                (SharedKind.PEOPLE, "listed", PERSON, person_of, _known_by(person, plate)),
                (SharedKind.CARDS, "card", CARD, card_of, [("phone", person.phone)]),
            ):
                keys = set[str]()
                for column, value in values:
                    going = sql.execute(
                        f"DELETE FROM {table} WHERE {column} = ? RETURNING {columns}",  # noqa: S608 - constants
                        (value,),
                    ).fetchall()
                    keys.update(key_of(make(row)) for row in going)
                    gone += len(going)
                if keys:
                    note_change(sql, kind, ChangeWay.REMOVE, self._clock.now_ms(), keys)
            if gone:
                list_rows.reindex(sql)
        return gone


def card_number(text: str) -> str:
    """A card's number as the list keeps it: capitals, no spaces."""
    return "".join(tidy(text).upper().split())


def _known_by(person: Person, plate: str | None) -> list[tuple[str, str | None]]:
    numbers = [("id_number", number) for number in _numbers(person)]
    return [*numbers, ("phone", person.phone), ("plate", plate)]


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
