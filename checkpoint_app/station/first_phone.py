"""Whose phone number is to be asked for at the gate: of whoever is here for the first time."""

from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.records.store import Store
from checkpoint_app.station.outcome import Outcome


def may_ask(outcome: Outcome) -> Passage | None:
    """The passage of somebody who came in by a code that tells no phone; None for any other."""
    passage = outcome.passage
    if passage is None or outcome.document is None or outcome.candidates:
        return None
    came = passage.direction is Direction.IN and passage.person_key is not None
    return passage if came and passage.person.phone is None else None


def is_first(store: Store, passage: Passage) -> bool:
    """Whether nothing of this person was recorded before, and no list knows their phone."""
    key = passage.person_key
    if key is None or len(store.passages_of(key, 2)) != 1:
        return False
    known = store.lists.known(passage.person, passage.plate)
    return known is None or known.phone is None
