"""Tracing: who was here at the same time as one person, how often and for how long.

A stay and another overlap where each began before the other ended. Stays are kept by length, so
that for each length only those are looked at that began late enough to reach into the window.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from checkpoint_app.domain.fields import phone
from checkpoint_app.domain.pairing import OPEN
from checkpoint_app.domain.passage import Person
from checkpoint_app.domain.text import fold
from checkpoint_app.records import people, rows, tables
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.stays import SPANS_MS

_STAYS = (
    "SELECT entry_at, until_at FROM stay WHERE person = ? AND entry_at < ? AND until_at > ? "
    "ORDER BY entry_at"
)
_OVERLAPS = (
    "SELECT person, entry_at, until_at FROM stay "
    "WHERE span = ? AND entry_at > ? AND entry_at < ? AND until_at > ?"
)
_MATCHES = f"SELECT rowid FROM {tables.PERSON_SEARCH} WHERE words MATCH ? LIMIT 1000"  # noqa: S608
_TOLD = (*rows.PERSON, "plate")
_NAMED_BY = ("id_number", "old_id_number", "insurance_number", "qid", "phone", "plate")
_NEWEST = (
    f"SELECT k.person_key, k.words, {', '.join(f'p.{name}' for name in _TOLD)} "  # noqa: S608 - constants
    "FROM person k CROSS JOIN passage p ON p.rid = k.last_rid WHERE k.no = ?"
)
_PIECE = 3
_ENDING = 6
"""Signs that are looked for first: each further one costs, and these leave a handful of people."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person who was here at the same time.

    Attributes:
        overlap_ms: the time together, all meetings summed.
        meetings: how many stays overlapped.
        first_at, last_at: when the first meeting began and the last one ended, ms since 1970 UTC.
    """

    key: str
    person: Person
    plate: str | None
    overlap_ms: int
    meetings: int
    first_at: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Trace:
    """What a trace found.

    Attributes:
        subjects: the keys under which the person asked about is known here.
        stays: when they were here, as (from, to) in ms since 1970 UTC; an open stay ends now.
        contacts: longest together first.
    """

    subjects: tuple[str, ...]
    stays: tuple[tuple[int, int], ...]
    contacts: tuple[Contact, ...]


class Tracing:
    """Traces in one store. Thread-safe; reads only."""

    def __init__(self, database: Database) -> None:
        """Work on an open store."""
        self._database = database

    def trace(
        self,
        words: str,
        *,
        since: int,
        until: int,
        now: int,
        margin_ms: int = 0,
        limit: int = 5000,
    ) -> Trace:
        """Everyone who was here together with one person or vehicle.

        Args:
            words: an ID number, an insurance number, a phone number or a plate, whole.
            since, until: the window, ms since 1970 UTC.
            now: until when a stay lasts that has not ended.
            margin_ms: added before and after each stay of the person asked about.
            limit: of contacts.
        """
        with self._database.read() as connection:
            subjects = _subjects(connection, words)
            found = [
                (max(entry, since), min(end, now, until))
                for no in subjects
                for entry, end in plain(connection).execute(_STAYS, (no, until, since))
            ]
            # A clock set back may stand before an entry: nobody leaves before they came.
            stays = _joined(
                (begin - margin_ms, max(begin, end) + margin_ms) for begin, end in found
            )
            met = _overlapping(connection, stays, set(subjects), now)
            ranked = sorted((-one.together, no) for no, one in met.items())[:limit]
            return Trace(
                subjects=tuple(_newest(connection, no)[0] for no in subjects),
                stays=tuple(stays),
                contacts=tuple(_contact(connection, no, met[no]) for _, no in ranked),
            )


@dataclass(slots=True)
class _Met:
    together: int
    meetings: int
    first: int
    last: int


def _subjects(connection: Connection, words: str) -> list[int]:
    """The numbers of all who bear exactly this ID, insurance or phone number, or plate.

    A phone counts that was told earlier than their newest passage, and is not replaced since.
    """
    asked = _signs(phone(words)[0] or words)
    if len(asked) < _PIECE:
        return []
    found = []
    match = f'"{asked[-_ENDING:]}"'
    for (no,) in plain(connection).execute(_MATCHES, (match,)).fetchall():
        _, row, words = _newest(connection, no)
        told = (*(row[name] or "" for name in _NAMED_BY), *people.numbers_of(words))
        if asked in map(_signs, told):
            found.append(no)
    return sorted(found)


def _newest(connection: Connection, no: int) -> tuple[str, dict[str, str], str]:
    """A person's key, what was told of them last, and the words they are found by."""
    key, words, *told = plain(connection).execute(_NEWEST, (no,)).fetchone()
    return str(key), dict(zip(_TOLD, told, strict=True)), words


def _signs(words: str) -> str:
    """Letters and digits alone, as numbers and plates are compared however they are written."""
    return "".join(sign for sign in fold(words) if sign.isalnum())


def _joined(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts in order, those that touch made one, so that no minute counts twice."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(parts):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _overlapping(
    connection: Connection, stays: Sequence[tuple[int, int]], subjects: set[int], now: int
) -> dict[int, _Met]:
    met: dict[int, _Met] = {}
    sql = plain(connection)
    for begin, end in stays:
        latest = min(end, max(now, begin))
        for span in range(len(SPANS_MS) + 1):
            reach = begin - SPANS_MS[span] - 1 if span < len(SPANS_MS) else -OPEN
            for person, entry, until in sql.execute(_OVERLAPS, (span, reach, end, begin)):
                if person in subjects:
                    continue
                # There are thousands of them: comparing takes a fifth of what `max` would.
                first = entry if entry > begin else begin
                last = until if until < latest else latest
                together = last - first if last > first else 0
                one = met.get(person)
                if one is None:
                    met[person] = _Met(together, 1, first, last)
                    continue
                one.together += together
                one.meetings += 1
                one.first = min(one.first, first)
                one.last = max(one.last, last)
    return met


def _contact(connection: Connection, no: int, met: _Met) -> Contact:
    key, row, _ = _newest(connection, no)
    return Contact(
        key=key,
        person=rows.person_of(row),
        plate=row["plate"],
        overlap_ms=met.together,
        meetings=met.meetings,
        first_at=met.first,
        last_at=met.last,
    )
