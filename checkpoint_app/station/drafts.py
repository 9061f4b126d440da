"""The draft of the paper form over a restart: brought back, unless it was recorded after all."""

from checkpoint_app.domain.passage import Person
from checkpoint_app.records.store import Store

PAPER = "paper"
OLDEST_MS = 7 * 86_400_000
"""An older one is of no use to anybody, and holds somebody's data."""
_LAST = 20


def kept_draft(store: Store, now_ms: int) -> str | None:
    """What was typed last and not saved; one that is too old goes."""
    kept = store.drafts.of(PAPER)
    if kept is None:
        return None
    if now_ms - kept.at > OLDEST_MS:
        store.drafts.drop(PAPER)
        return None
    return kept.body


def was_recorded(store: Store, person: Person) -> bool:
    """Whether the draft's person was recorded since it was kept: then the crash came just after.

    Such a draft goes, or it would be saved a second time.
    """
    kept = store.drafts.of(PAPER)
    if kept is None:
        return False
    asked = (person.name, person.id_number, person.phone)
    for row in store.recent(_LAST):
        known = row.passage.person
        since = row.passage.recorded_at >= kept.at
        if since and (known.name, known.id_number, known.phone) == asked:
            store.drafts.drop(PAPER)
            return True
    return False


def keep_draft(store: Store, body: str) -> None:
    """Keep what is typed; an empty body lets go of it."""
    if body:
        store.drafts.keep(PAPER, body)
    else:
        store.drafts.drop(PAPER)
