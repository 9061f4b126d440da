"""Making a batch ready for its commit where it was judged, so that a writer has little to do.

What was judged just now is near at hand for the processor, and is touched but once: the writer, to
whom it is one of thousands, only puts together what was made of whole batches. That is possible
where nothing of a group was sent before; whatever may have been goes the longer way, row by row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from checkpoint_app.hub.store.group import Intake, Outcome, Row, by_key
from checkpoint_app.hub.store.rollups import Tally
from checkpoint_app.hub.store.waiting import KnownKeys, keys_of, merged, work_of

People = dict[bytes, dict[bytes, int]]


@dataclass(frozen=True, slots=True)
class Prepared(Intake):
    """A batch of first revisions, no two of one passage.

    Attributes:
        rows: sorted by key; packed: the same, as the database takes them.
        tally, people: what it changes in the roll-ups, and whose stays, if all of it is new.
        keys: by what else people are known, as far as that is not known to be written.
        outcome: what becomes of it then.
    """

    rows: list[Row] = field(default_factory=list)
    packed: bytes = b""
    tally: Tally = field(default_factory=Tally)
    people: People = field(default_factory=dict)
    keys: list[bytes] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)


@dataclass(frozen=True, slots=True)
class Group:
    """Batches of one commit.

    Attributes:
        rows: the highest revision of each passage; keys: see `Prepared`.
        packed, tally, people, outcomes: see `Prepared`; None where it is not known beforehand
            whether any of it can be new.
    """

    rows: list[Row]
    keys: set[bytes]
    packed: bytes | None = None
    tally: Tally | None = None
    people: People | None = None
    outcomes: list[Outcome] | None = None


def prepared(intake: Intake, pack: Callable[[Sequence[Row]], bytes], known: KnownKeys) -> Intake:
    """The batch made ready, or as it is where it holds anything that was there before.

    Args:
        pack: see `HubDatabase.pack`.
    """
    passages = intake.passages
    if not passages or any(judged.pair[1] != 1 for judged in passages):
        return intake
    rows = by_key([intake])
    if len(rows) < len(passages):
        return intake
    tally = Tally()
    tally.count(rows, {})
    return Prepared(
        intake.site,
        intake.station,
        intake.received_at,
        intake.skew_ms,
        passages,
        intake.refused,
        rows,
        pack(rows),
        tally,
        work_of(rows, {}),
        known.unknown(keys_of(rows), intake.received_at),
        Outcome([judged.pair for judged in passages]),
    )


def grouped(group: Sequence[Intake], *, again: bool) -> Group:
    """What one commit is to write.

    Args:
        again: whether some of it was held already, or has got in another writer's way.
    """
    ready = [intake for intake in group if isinstance(intake, Prepared)]
    empty = sum(not intake.passages for intake in group)
    if again or len(ready) + empty < len(group) or _overlap(ready):
        rows = by_key(group)
        return Group(rows, keys_of(rows))
    # By site, as their rows are sorted: whoever else writes some of the same comes after.
    ready.sort(key=lambda one: one.site.bytes)
    tally, people = Tally(), People()
    for one in ready:
        tally.add(one.tally)
        merged(people, one.people)
    return Group(
        list(chain.from_iterable(one.rows for one in ready)),
        set().union(*(one.keys for one in ready)),
        b"".join(one.packed for one in ready),
        tally,
        people,
        [one.outcome if isinstance(one, Prepared) else Outcome() for one in group],
    )


def _overlap(ready: Sequence[Prepared]) -> bool:
    """Whether two batches hold the same passage."""
    if len({one.site for one in ready}) == len(ready):
        return False
    keys = {judged.key for one in ready for judged in one.passages}
    return len(keys) < sum(len(one.passages) for one in ready)
