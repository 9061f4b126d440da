"""One person's data: everything the store holds about them, and taking it away when they ask.

Whoever asks is found by what any revision of any passage says, not by the newest alone, and is
never merged with somebody else: a phone that a family shares finds each of them by themselves.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import JournalBroken
from checkpoint_app.domain.listed import ListedPerson, MarketCard, WatchEntry
from checkpoint_app.domain.pairing import OPEN
from checkpoint_app.domain.passage import Passage, Person
from checkpoint_app.domain.text import fold, mask
from checkpoint_app.records import drafts, elsewhere, mentions, purging, removal, rows
from checkpoint_app.records.access import Access, AccessLog
from checkpoint_app.records.certificates import Certificate, Cuts
from checkpoint_app.records.lists import Lists
from checkpoint_app.records.mentions import Mention, Named
from checkpoint_app.records.sqlcipher import Database, plain

_NUMBERS = ("id_number", "old_id_number", "insurance_number", "qid", "phone", "plate")
_BEARING = (
    "SELECT DISTINCT person FROM passage WHERE person IS NOT NULL AND ("  # noqa: S608 - names of our own columns
    + " OR ".join(f"{name} IN ({{0}})" for name in _NUMBERS)
    + ")"
)
_BORN = (
    "SELECT DISTINCT person, name FROM passage WHERE person IS NOT NULL AND name IS NOT NULL "
    "AND (birth_date = :born OR birth_date = substr(:born, 1, 4) "
    "OR (length(:born) = 4 AND substr(birth_date, 1, 4) = :born))"
)
_IN_FORCE = "SELECT * FROM passage WHERE person = ? AND current = 1 AND voided = 0"
_NOT_IN_FORCE = "SELECT * FROM passage WHERE person = ? AND (current = 0 OR voided = 1)"
_STAYS = "SELECT entry_at, until_at FROM stay WHERE person = ? ORDER BY entry_at"
_INSIDE = "SELECT passage FROM presence WHERE person = ?"
_KEY = "SELECT person_key FROM person WHERE no = ?"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom somebody asks about: the numbers they may be known by, or name and birth.

    Attributes:
        numbers: any of ID, insurance and phone numbers, plates; each form it may be kept in.
        born: ISO date, or the year alone.
    """

    numbers: tuple[str, ...] = ()
    name: str | None = None
    born: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """All that is held about one person or vehicle.

    Attributes:
        no: their number in this store; person, plate: as the newest revision says.
        revisions: every revision that is about them, in the order they were written.
        own: the passages whose newest revision is; others were taken for theirs once.
        unsent: how many of the revisions the hub has not confirmed.
        stays: (from, to) in ms since 1970 UTC; None as the end of one that has not ended.
        elsewhere: crossings at other gates of the site, as the hub tells them: (ms since 1970 UTC,
            gate, direction).
        listed, cards, watched: rows of the site's lists with a number, phone or plate of theirs.
        accesses: lines of the access log about one of their numbers, newest first.
        named_in: other texts that name them, lists and reasons in the access log among them.
    """

    no: int
    person: Person
    plate: str | None
    revisions: tuple[Passage, ...]
    own: frozenset[UUID]
    unsent: int
    stays: tuple[tuple[int, int | None], ...]
    elsewhere: tuple[tuple[int, str, str], ...]
    listed: tuple[ListedPerson, ...]
    cards: tuple[MarketCard, ...]
    watched: tuple[WatchEntry, ...]
    accesses: tuple[Access, ...]
    named_in: tuple[Mention, ...]

    @property
    def inside(self) -> bool:
        """Whether they are inside now."""
        return any(until is None for _, until in self.stays)

    @property
    def passages(self) -> int:
        """How many passages the revisions are of."""
        return len({one.id for one in self.revisions})


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing did.

    Attributes:
        passages, revisions: taken away.
        kept_unsent: passages that the hub has not confirmed; kept_inside: that began a stay which
            has not ended.
    """

    passages: int
    revisions: int
    kept_unsent: int
    kept_inside: int
    certificates: tuple[Certificate, ...]


class Personal:
    """Looks people up in one store, and takes them out. Thread-safe."""

    def __init__(self, database: Database, station: UUID, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._station = station
        self._clock = clock
        self._lists = Lists(database, clock)
        self._access = AccessLog(database, clock)

    def held(self, asked: Asked) -> list[Held]:
        """Everybody who may be meant, who was here last first. Reads every passage once."""
        with self._database.read() as connection:
            found = [self._held(connection, no) for no in _bearers(connection, asked)]
        return sorted(found, key=lambda one: one.revisions[-1].recorded_at, reverse=True)

    def named(self, asked: Asked) -> list[Mention]:
        """Every text that names whom is asked for, though nothing is held about them."""
        named = Named.by({asked.name}, set(asked.numbers))
        with self._database.read() as connection:
            return list(mentions.of(connection, named, (), ()))

    def _held(self, connection: Connection, no: int) -> Held:
        theirs = _rows_of(connection, no)
        revisions = tuple(rows.from_row(row, self._station) for row in theirs)
        numbers = {str(row[name]) for row in theirs for name in _NUMBERS if row[name]}
        newest = revisions[-1]
        masked, named = {mask(number) for number in numbers}, _naming(theirs)
        own = {row["rid"] for row in theirs}
        return Held(
            no=no,
            person=newest.person,
            plate=newest.plate,
            revisions=revisions,
            own=frozenset(UUID(bytes=row["id"]) for row in theirs if row["current"]),
            unsent=sum(row["settled"] == 0 for row in theirs),
            stays=tuple(
                (entry, None if until == OPEN else until)
                for entry, until in plain(connection).execute(_STAYS, (no,))
            ),
            elsewhere=tuple(elsewhere.crossings(plain(connection), _key_of(connection, no))),
            listed=tuple(
                row
                for row in self._lists.people()
                if numbers & {row.id_number, row.phone, row.plate}
            ),
            cards=tuple(one.card for one in self._lists.cards() if one.card.phone in numbers),
            watched=tuple(
                row
                for row in self._lists.watched()
                if numbers & {row.id_number, row.phone, row.plate}
            ),
            accesses=tuple(line for line in self._access.newest(-1) if line.subject in masked),
            named_in=tuple(mentions.of(connection, named, own, numbers)),
        )

    def erase(self, no: int) -> Erased:
        """Take away what is held about somebody, but what the hub or the gate still needs.

        A revision of somebody else's passage that once was about them goes alone.

        Raises:
            JournalBroken: the journal was tampered with; what goes would hide it.
        """
        with self._database.read() as connection:
            cuts = Cuts.of(connection)
        if cuts.fault is not None:
            raise JournalBroken
        with self._database.read() as connection:
            key, named = _key_of(connection, no), _naming(_rows_of(connection, no))
        made: list[Certificate] = []
        while True:
            with self._database.write() as connection:
                going, unsent, inside = _split(connection, no)
                if not going:
                    break
                now = self._clock.now_ms()
                removed = removal.remove(connection, going, cuts, now, reason="request")
            for cut in removed.cut:
                cuts.add(cut)
            made.append(removed.certificate)
        with self._database.write() as connection:
            inside += elsewhere.forget(plain(connection), key)
            drafts.forget(plain(connection), named)
        removal.flush_log(self._database)
        bodies = [json.loads(one.body) for one in made]
        return Erased(
            passages=sum(body["passages"] for body in bodies),
            revisions=sum(body["revisions"] for body in bodies),
            kept_unsent=unsent,
            kept_inside=inside,
            certificates=tuple(made),
        )


def _bearers(connection: Connection, asked: Asked) -> list[int]:
    """The numbers of all whom any revision knows by what is asked for."""
    sql, found = plain(connection), set[int]()
    if asked.numbers:
        query = _BEARING.format(", ".join("?" * len(asked.numbers)))
        found |= {row[0] for row in sql.execute(query, asked.numbers * len(_NUMBERS))}
    if asked.name and asked.born:
        name = fold(asked.name)
        born = sql.execute(_BORN, {"born": asked.born})
        found |= {no for no, called in born if fold(called) == name}
    return sorted(found)


def _key_of(connection: Connection, no: int) -> str:
    found = plain(connection).execute(_KEY, (no,)).fetchone()
    return "" if found is None else str(found[0])


def _rows_of(connection: Connection, no: int) -> list[Mapping[Any, Any]]:
    """Every row that is about somebody, in the order they were written."""
    found = [
        row
        for query in (_IN_FORCE, _NOT_IN_FORCE)
        for row in connection.exec_driver_sql(query, (no,)).mappings()
    ]
    return sorted(found, key=lambda row: int(row["rid"]))


def _naming(theirs: Sequence[Mapping[Any, Any]]) -> Named:
    """What names whom these rows are about."""
    numbers = {str(row[name]) for row in theirs for name in _NUMBERS if row[name]}
    return Named.by({row["name"] for row in theirs}, numbers)


def _split(connection: Connection, no: int) -> tuple[Sequence[Mapping[Any, Any]], int, int]:
    """The rows that may go next, and how many passages must stay: unsent ones, and inside."""
    theirs = _rows_of(connection, no)
    own = list(dict.fromkeys(row["id"] for row in theirs if row["current"]))
    inside = {row[0] for row in plain(connection).execute(_INSIDE, (no,))}
    if inside and elsewhere.says_left(plain(connection), _key_of(connection, no)):
        inside = set()
    whole = [
        row
        for at in range(0, len(own), purging.SLICE)
        for row in purging.revisions(connection, own[at : at + purging.SLICE])
    ]
    unsent = {row["id"] for row in whole if not row["settled"]}
    others = [row for row in theirs if row["id"] not in own]
    going = [row for row in whole if row["id"] not in unsent | inside]
    ids = list(dict.fromkeys(row["id"] for row in going))[: purging.SLICE]
    first = set(ids)
    going = [row for row in going if row["id"] in first]
    going += [row for row in others if row["settled"]][: purging.SLICE]
    unsent |= {row["id"] for row in others if not row["settled"]}
    return sorted(going, key=lambda row: int(row["rid"])), len(unsent), len(inside - unsent)
