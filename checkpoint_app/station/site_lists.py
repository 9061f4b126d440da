"""What the site's own lists say of somebody at the gate. They warn and complete; none refuses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.domain.documents import Document, Format, PassCode, WarningCode
from checkpoint_app.domain.listed import EVERY_DAY, MarketCard, Parity
from checkpoint_app.domain.passage import Direction, Kind, Person, SiteKind
from checkpoint_app.domain.text import fold
from checkpoint_app.records.lists import HeldCard, Lists, WatchHit, card_number
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.passes import within

_LONGEST_NUMBER = 32


@dataclass(frozen=True, slots=True)
class Shown:
    """A code that is nothing but the number of a card on the site's list."""

    document: Document
    number: str


class SiteLists:
    """The lists of one store, asked in the words of the gate."""

    def __init__(self, lists: Lists, wards: Sequence[str] = ()) -> None:
        """Ask these lists; `wards` are the ones whose market cards are good here, none for all."""
        self._lists = lists
        self._wards = {fold(ward) for ward in wards}

    def card_in(self, payload: bytes) -> Shown | None:
        """The card whose number is all that a code says; None for any other code."""
        if len(payload) > _LONGEST_NUMBER or not payload.isascii():
            return None
        number = card_number(payload.decode("ascii"))
        found = self._lists.card(number, (0, 0)) if number else None
        if found is None:
            return None
        card = found.card
        return Shown(Document(Format.PASS, name=card.holder, phone=card.phone), card.number)

    def completed(self, entry: Entry) -> Entry:
        """An entry with the kind that the list of people says, where nobody chose another one."""
        if entry.kind is not Kind.VISITOR:
            return entry
        known = self._lists.known(entry.person, entry.plate)
        return entry if known is None else replace(entry, kind=known.kind)

    def watching(
        self, person: Person, plate: str | None, now: datetime
    ) -> tuple[tuple[WarningCode, ...], tuple[WatchHit, ...]]:
        """Whether to look out for this person or vehicle, and what to do then."""
        hits = self._lists.watching(person, plate, now.date())
        if not hits:
            return (), ()
        return (WarningCode.WATCHED if hits[0].sure else WarningCode.WATCHED_NAME,), hits

    def card_warnings(
        self, number: str | None, direction: Direction, at_ms: int, *, signed: bool, kind: SiteKind
    ) -> tuple[WarningCode, ...]:
        """What speaks against a pass or market card here and now.

        Args:
            number: None where none was shown.
            at_ms: when it was shown, ms since 1970 UTC.
            signed: it is one of our own passes, which says itself when it is good.
            kind: what sort of place this is: a resident's pass is used many times a day, a market
                card once.
        """
        if number is None:
            return ()
        now = local(at_ms)
        day = day_bounds(f"{now:%Y-%m-%d}")[0], at_ms
        held = self._lists.card(number, day)
        if held is None:
            found: list[WarningCode] = []
            if signed:
                once = kind is SiteKind.MARKET and direction is Direction.IN
                if once and self._lists.used_at(number, day) is not None:
                    found.append(WarningCode.CARD_USED)
            elif self._lists.has_cards():
                found.append(WarningCode.CARD_UNKNOWN)
            return tuple(found)
        return self._held_warnings(held, direction, now)

    def _held_warnings(
        self, held: HeldCard, direction: Direction, now: datetime
    ) -> tuple[WarningCode, ...]:
        card, found = held.card, []
        if not is_current(card, now):
            found.append(WarningCode.EXPIRED)
        elif not is_its_time(card, now):
            found.append(WarningCode.OUTSIDE_HOURS)
        if self._wards and card.ward and fold(card.ward) not in self._wards:
            found.append(WarningCode.OTHER_WARD)
        if direction is Direction.IN:  # on the way out it is the same card, rightly
            if held.handed_in_at is not None:
                found.append(WarningCode.CARD_HANDED_IN)
            if held.used_at is not None:
                found.append(WarningCode.CARD_USED)
        return tuple(found)


def pass_number(document: Document | None) -> str | None:
    """The number of the signed pass that a document is."""
    detail = document.detail if document else None
    return detail.number if isinstance(detail, PassCode) else None


def is_current(card: MarketCard, now: datetime) -> bool:
    """Whether a card is between its first and its last day."""
    first, last = card.valid_from, card.valid_until
    return (first is None or first <= now.date()) and (last is None or now.date() <= last)


def is_its_time(card: MarketCard, now: datetime) -> bool:
    """Whether today is one of a card's days, and now one of its hours."""
    if card.parity is not None and (now.day % 2 == 0) != (card.parity is Parity.EVEN):
        return False
    if card.hours:
        return within(card.hours, now)
    return card.weekdays >= EVERY_DAY or now.weekday() in card.weekdays
