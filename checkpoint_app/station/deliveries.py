"""The delivery desk: drivers who come again, what they brought last, and who has not left yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.fields import phone, plate
from checkpoint_app.domain.passage import (
    Delivery,
    Direction,
    DirectionMode,
    Kind,
    Passage,
    Person,
)
from checkpoint_app.domain.text import fold, tidy
from checkpoint_app.records.deliveries import BRINGING, OpenDelivery, Told
from checkpoint_app.records.views import InsideRow
from checkpoint_app.station.close_out import limit_ms
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry, person_from_words
from checkpoint_app.station.leaving import leave
from checkpoint_app.station.outcome import Outcome

MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Visit:
    """A delivery under way; `late_ms` beyond what is usual, None while it is not."""

    open: OpenDelivery
    late_ms: int | None

    @property
    def row(self) -> InsideRow:
        """Who it is, and since when."""
        return self.open.row


@dataclass(frozen=True, slots=True)
class Returning:
    """A driver or vehicle that was here before.

    Attributes:
        kind, person, plate, delivery: as they were told last; absent is None.
        inside: since when they are here; None where they are not.
    """

    kind: Kind
    person: Person
    plate: str | None
    delivery: Delivery | None
    inside: InsideRow | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed on the delivery desk; empty texts are absent."""

    plate: str = ""
    phone: str = ""
    name: str = ""
    platform: str = ""
    destination: str = ""
    goods: str = ""

    @property
    def tells_who(self) -> bool:
        """True where somebody or something is named that can be found again."""
        return any(tidy(text) for text in (self.plate, self.phone, self.name))


def under_way(desk: Desk) -> list[Visit]:
    """Who is inside with a delivery, the longest first, with what is beyond the usual time."""
    now, found = desk.clock.now_ms(), []
    for one in desk.store.deliveries.open():
        limit = limit_ms(one.row.kind, desk.settings)
        late = None if limit is None else now - one.row.since - limit
        found.append(Visit(one, late if late is not None and late >= 0 else None))
    return found


def returning(desk: Desk, words: str) -> list[Returning]:
    """Who may be meant by part of a plate, a phone or a name; whoever is inside first.

    Those of the site's own list with a plate are among them, though they never came.
    """
    inside = {one.row.person_key: one.row for one in desk.store.deliveries.open()}
    found = [_of(passage, inside) for passage in desk.store.deliveries.drivers(words)]
    plates = {one.plate for one in found}
    for listed in desk.store.lists.find(words):
        if listed.plate and listed.plate not in plates:
            person = Person(name=listed.name, id_number=listed.id_number, phone=listed.phone)
            kind = listed.kind if listed.kind in BRINGING else Kind.DELIVERY
            found.append(Returning(kind, person, listed.plate, None))
    return sorted(found[:MOST_WORDS], key=lambda one: one.inside is None)


def _of(passage: Passage, inside: dict[str, InsideRow]) -> Returning:
    row = inside.get(passage.person_key or "")
    kind = passage.kind if passage.kind in BRINGING else Kind.DELIVERY
    return Returning(kind, passage.person, passage.plate, passage.delivery, row)


def matching(told: tuple[str, ...], words: str, limit: int = MOST_WORDS) -> list[str]:
    """Of earlier texts those that hold every typed word, without accents; all for nothing typed."""
    asked = fold(words).split()
    found = (text for text in told if all(word in fold(text) for word in asked))
    return [text for text, _ in zip(found, range(limit), strict=False)]


def told(desk: Desk) -> Told:
    """What earlier deliveries said."""
    return desk.store.deliveries.told()


def same(visits: Sequence[Visit], words: Words) -> InsideRow | None:
    """Who of those inside has the typed plate, or without one the typed phone."""
    bare, called = plate(words.plate)[0], phone(tidy(words.phone))[0]
    for visit in visits:
        row = visit.row
        if (bare and row.plate == bare) or (not bare and called and row.phone == called):
            return row
    return None


def entry_of(words: Words, kind: Kind, direction: Direction, known: Person | None = None) -> Entry:
    """What is typed, as an entry.

    Args:
        known: the driver who was taken from the list: what no field shows of them is kept, unless
            the name or the phone was changed.
    """
    person, warnings = person_from_words(name=words.name, phone_number=words.phone)
    if known is not None and _is_same(known, person):
        person = replace(known, name=person.name or known.name)
    bare, odd = plate(words.plate)
    delivery = Delivery(
        platform=tidy(words.platform) or None,
        destination=tidy(words.destination) or None,
        goods=tidy(words.goods) or None,
    )
    found: tuple[WarningCode, ...] = (*warnings, *odd)
    return Entry(
        DirectionMode(direction.value),
        kind=kind,
        person=person,
        plate=bare,
        delivery=None if delivery == Delivery() else delivery,
        warnings=found,
    )


def _is_same(known: Person, typed: Person) -> bool:
    """Another name or phone beside the same plate is another driver."""
    named = not typed.name or fold(typed.name) == fold(known.name or "")
    return named and typed.phone == known.phone


def record(
    desk: Desk, words: Words, kind: Kind, direction: Direction, known: Person | None = None
) -> Outcome:
    """Record what is typed; the exit of somebody inside goes by their own entry."""
    if direction is Direction.OUT:
        row = same(under_way(desk), words)
        gone = leave(desk, row) if row is not None else None
        if gone is not None:
            return gone
    return desk.enter(entry_of(words, kind, direction, known))


def repeat(desk: Desk, one: Returning) -> Outcome:
    """What a returning driver did last, once more; or their exit, where they are inside."""
    if one.inside is not None:
        gone = leave(desk, one.inside)
        if gone is not None:
            return gone
    return desk.enter(
        Entry(
            DirectionMode.IN,
            kind=one.kind,
            person=one.person,
            plate=one.plate,
            delivery=one.delivery,
        )
    )
