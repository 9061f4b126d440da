"""The site's own lists as whoever keeps them works with them: look, find, take in, cards handed in.

The desk's role is asked each time; what is shown unmasked, and each list that is taken, is noted in
the access log.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from checkpoint_app.domain.errors import CardUnknown
from checkpoint_app.domain.listed import Listed, ListedPerson, ListKind, WatchEntry
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.lists.preview import Preview
from checkpoint_app.records.access import Action
from checkpoint_app.records.list_rows import Taken
from checkpoint_app.records.lists import HeldCard, Lists
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk

MOST = 500
"""Rows shown at most: whoever looks for one more types another letter."""
_LEAST = 2

Shown = ListedPerson | HeldCard | WatchEntry


@dataclass(frozen=True, slots=True)
class Looked:
    """A part of a list.

    Attributes:
        rows: those that were found, up to `MOST`; counts: how many each list holds.
    """

    rows: tuple[Shown, ...]
    counts: dict[ListKind, int]


def look(desk: Desk, kind: ListKind, words: str = "") -> Looked:
    """The rows of a list, or those that any of two letters and more are found in.

    Raises:
        NotAllowed: not by who is on duty.
    """
    desk.permit(Permission.LISTS)
    lists, asked = desk.store.lists, tidy(words)
    found = _people(lists, asked) if kind is ListKind.PEOPLE else _others(lists, kind, asked)
    return Looked(tuple(islice(found, MOST)), lists.counts())


def reveal(desk: Desk, kind: ListKind, reason: str, items: int, second_pin: str | None) -> None:
    """Note that the numbers of a list are looked at unmasked.

    Raises:
        NotAllowed, SecondPersonNeeded, WrongPin, LockedOut: not now, or not alone.
    """
    second = desk.permit(Permission.REVEAL, second_pin)
    desk.store.access.note(
        Action.REVEAL,
        desk.staff.id if desk.staff else None,
        reason=f"{reason} ({kind.value})",
        items=items,
        second=second.id if second else None,
    )


def take(desk: Desk, preview: Preview, *, replace: bool) -> Taken:
    """Take in a list that was looked through, all of it or nothing.

    Raises:
        NotAllowed: not by who is on duty.
        ListFaulty: rows are faulty, and nobody said to leave them out.
    """
    desk.permit(Permission.LISTS)
    rows: Sequence[Listed] = preview.take()
    staff = desk.staff.id if desk.staff else None
    desk.store.access.note(Action.LIST, staff, reason=preview.kind.value, items=len(rows))
    return desk.store.lists.take(preview.kind, rows, replace=replace, staff=staff)


def hand_card(desk: Desk, number: str, *, back: bool) -> None:
    """Note that a market card was handed in, or that its holder has it again.

    Raises:
        NotAllowed: not by who is on duty.
        CardUnknown: it is not on the list.
    """
    desk.permit(Permission.RECORD)
    lists = desk.store.lists
    if not (lists.give_back(number) if back else lists.hand_in(number)):
        raise CardUnknown(number=tidy(number))


def _people(lists: Lists, asked: str) -> Iterator[Shown]:
    yield from lists.find(asked, MOST) if len(asked) >= _LEAST else lists.people()


def _others(lists: Lists, kind: ListKind, asked: str) -> Iterator[Shown]:
    rows: Sequence[HeldCard | WatchEntry] = (
        lists.cards() if kind is ListKind.CARDS else lists.watched()
    )
    pieces = fold(asked).split()
    for row in rows:
        said = fold(" ".join(filter(None, _words(row))))
        if all(piece in said for piece in pieces):
            yield row


def _words(row: HeldCard | WatchEntry) -> tuple[str | None, ...]:
    if isinstance(row, HeldCard):
        card = row.card
        return card.number, card.holder, card.ward, card.phone
    return row.name, row.id_number, row.phone, row.plate, row.instruction
