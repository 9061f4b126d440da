"""A group of batches on its way to the disk: what comes in, what was held, what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from checkpoint_app.hub.judging import Judged


@dataclass(frozen=True, slots=True)
class Intake:
    """The good passages of one batch.

    Attributes:
        site, station: whose token sent it.
        received_at: when it arrived here; skew_ms: how far the station's clock ran ahead then.
        refused: how many passages of the batch were not good.
    """

    site: UUID
    station: UUID
    received_at: int
    skew_ms: int
    passages: Sequence[Judged]
    refused: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of a batch: (id, rev) new to the hub, and (id, rev) it held already."""

    accepted: list[tuple[UUID, int]] = field(default_factory=list)
    duplicate: list[tuple[UUID, int]] = field(default_factory=list)


class Held(NamedTuple):
    """What was held of a passage, as far as it is counted and paired by."""

    rev: int
    direction: str
    way: str
    kind: str
    occurred_at: int
    voided: int
    flags: int
    person: bytes | None


class HeldAlready(Exception):
    """A group holds what was taken for new and is not: it is written once more, with more care."""


Row = tuple[Intake, Judged]


def by_key(group: Sequence[Intake]) -> list[Row]:
    """The highest revision of each passage in a group, by site and id; of two alike the first.

    Sorted, so that whoever else writes some of the same rows waits, and never in a circle.
    """
    newest = {
        judged.key: (intake, judged)
        for intake in reversed(group)
        for judged in reversed(intake.passages)
    }
    if len(newest) < sum(len(intake.passages) for intake in group):
        for intake in group:
            for judged in intake.passages:
                if newest[judged.key][1].pair[1] < judged.pair[1]:
                    newest[judged.key] = (intake, judged)
    return [newest[key] for key in sorted(newest)]


def is_new(judged: Judged, held: Mapping[bytes, Held]) -> bool:
    """Whether a revision is a higher one than was held before, or the first."""
    before = held.get(judged.key)
    return before is None or before.rev < judged.pair[1]


def outcomes_of(group: Sequence[Intake], held: dict[bytes, Held], rows: int) -> list[Outcome]:
    """What became of each passage of each batch.

    Args:
        held: what was held before, by key; rows: how many different passages the group has.
    """
    if not held and rows == sum(len(intake.passages) for intake in group):
        return [Outcome([judged.pair for judged in intake.passages]) for intake in group]
    revs = {key: before.rev for key, before in held.items()}
    outcomes = []
    for intake in group:
        outcome = Outcome()
        for judged in intake.passages:
            if revs.get(judged.key, 0) >= judged.pair[1]:
                outcome.duplicate.append(judged.pair)
            else:
                revs[judged.key] = judged.pair[1]
                outcome.accepted.append(judged.pair)
        outcomes.append(outcome)
    return outcomes
