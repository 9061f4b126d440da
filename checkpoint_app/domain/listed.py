"""What a site's own lists hold: people it knows, market cards, people to look out for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checkpoint_app.domain.documents import Hours, Sex
from checkpoint_app.domain.passage import Kind
from checkpoint_app.domain.text import fold

EVERY_DAY = frozenset(range(7))


class ListKind(StrEnum):
    """What a list is of."""

    PEOPLE = "people"
    CARDS = "cards"
    WATCH = "watch"


class SharedKind(StrEnum):
    """What the gates of a site share; HANDED: which cards were handed in."""

    PEOPLE = "people"
    CARDS = "cards"
    WATCH = "watch"
    HANDED = "handed"


class Parity(StrEnum):
    """Cards good on the even or on the odd days of the month (ngày chẵn, ngày lẻ)."""

    EVEN = "even"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody a site knows. Absent is None.

    Attributes:
        birth_date: ISO date, or the year alone.
        home: apartment, room or address, as written.
        plate: without separators.
    """

    kind: Kind
    name: str | None = None
    id_number: str | None = None
    phone: str | None = None
    birth_date: str | None = None
    sex: Sex | None = None
    home: str | None = None
    plate: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MarketCard:
    """One card and when it is good: on its days, in its hours, from its first day to its last.

    Attributes:
        number: as printed, in capitals, without spaces.
        weekdays: 0 is Monday; all seven where the card names none.
        parity: good on even or odd days of the month alone.
        hours: on these days; empty for the whole day.
    """

    number: str
    ward: str | None = None
    holder: str | None = None
    phone: str | None = None
    weekdays: frozenset[int] = EVERY_DAY
    parity: Parity | None = None
    hours: tuple[Hours, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """Somebody to look out for, by any of name, number, phone and plate.

    Attributes:
        instruction: what the guard is told.
        until: the last day, None for no end.
    """

    name: str | None
    id_number: str | None
    phone: str | None
    plate: str | None
    instruction: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """That a card was handed in, `at` in ms since 1970 UTC; None once its holder has it again."""

    number: str
    at: int | None


Listed = ListedPerson | MarketCard | WatchEntry
"""One row of a list."""
Shared = Listed | HandedIn
"""One row of what the gates of a site share."""


def identity(row: Shared) -> tuple[object, ...]:
    """What two rows about the same person, vehicle or card share."""
    if isinstance(row, MarketCard | HandedIn):
        return (row.number,)
    folded = fold(row.name or "")
    if isinstance(row, WatchEntry):
        return (folded, row.id_number, row.phone, row.plate)
    if row.id_number:
        return ("id", row.id_number)
    if row.plate:
        return ("plate", row.plate, folded)
    if row.phone:
        return ("phone", row.phone, folded)
    return ("name", folded, row.birth_date, row.home)
