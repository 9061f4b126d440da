"""Pairing: the entries and exits of one person at one site, made into stays.

An entry after an entry means that the exit was missed, an exit without an entry that the entry was:
such a stay lasts `ASSUMED_MS` at most, and no longer than the crossings around it allow. The last
stay is open for as long as no exit ends it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from checkpoint_app.domain.passage import Direction

ASSUMED_MS = 2 * 3_600_000
"""How long a stay is taken for whose end or beginning nobody recorded."""
OPEN = 1 << 62
"""The end of a stay that has not ended."""
Ref = TypeVar("Ref")


@dataclass(frozen=True, slots=True)
class Crossing(Generic[Ref]):
    """One passage in force, as far as pairing needs it; `ref` is what its holder knows it by."""

    ref: Ref
    direction: str
    at: int


@dataclass(frozen=True, slots=True)
class Stay(Generic[Ref]):
    """From one moment to another, in ms since 1970 UTC; a side that nobody recorded has no ref."""

    entry_at: int
    until_at: int
    entry: Ref | None
    exit: Ref | None


def paired(crossings: Sequence[Crossing[Ref]]) -> Iterator[Stay[Ref]]:
    """The stays of one person's crossings, given in the order they occurred."""
    entry: Crossing[Ref] | None = None
    before = -OPEN
    for crossing in crossings:
        if crossing.direction == Direction.IN:
            if entry is not None:
                yield unended(entry, crossing.at)
            entry = crossing
        elif entry is not None:
            yield Stay(entry.at, crossing.at, entry.ref, crossing.ref)
            entry = None
        else:
            yield Stay(max(crossing.at - ASSUMED_MS, before), crossing.at, None, crossing.ref)
        before = crossing.at
    if entry is not None:
        yield Stay(entry.at, OPEN, entry.ref, None)


def unended(entry: Crossing[Ref], next_at: int) -> Stay[Ref]:
    """The stay of somebody who came in again without having been seen to leave."""
    return Stay(entry.at, min(entry.at + ASSUMED_MS, next_at), entry.ref, None)
