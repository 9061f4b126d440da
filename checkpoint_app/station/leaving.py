"""Somebody inside goes out: picked from a list instead of by a code."""

from checkpoint_app.domain.errors import PassageUnknown
from checkpoint_app.domain.passage import Direction, DirectionMode, Person
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import InsideRow
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome


def leave(desk: Desk, row: InsideRow) -> Outcome | None:
    """Record that somebody inside goes out, now, through the lane like any other passage.

    Returns:
        What became of it; None where they have left meanwhile: nobody leaves twice.
    """
    store = desk.store
    last = store.last_of(row.person_key)
    if last is None or last.direction is not Direction.IN:
        return None
    return desk.enter(exit_entry(store, row))


def exit_entry(store: Store, row: InsideRow) -> Entry:
    """The exit that fits an entry: the same person and vehicle, with the same goods."""
    try:
        entry = store.passage(row.passage)
    except PassageUnknown:  # they came by another gate of the site
        return _by_key(row)
    return Entry(
        DirectionMode.OUT,
        kind=entry.kind,
        person=entry.person,
        plate=entry.plate,
        delivery=entry.delivery,
        pass_number=entry.pass_number,
    )


def _by_key(row: InsideRow) -> Entry:
    """Of whom this gate knows only what another one told: what pairs them stands in their key."""
    kind, _, value = row.person_key.partition(":")
    person = Person(
        name=row.name,
        id_number=row.id_number,
        phone=row.phone,
        qid=value if kind == "qid" else None,
        insurance_number=value if kind == "bhyt" else None,
        birth_date=value.rpartition("|")[2] if kind == "name" else None,
    )
    return Entry(
        DirectionMode.OUT,
        kind=row.kind,
        person=person,
        plate=row.plate,
        pass_number=value if kind == "card" else None,
    )
