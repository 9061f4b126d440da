"""Pages of a list that is held in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_T = TypeVar("_T")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Slice(Generic[_T]):
    """Some rows: which, of how many, and where the pages before and after begin, None for none."""

    rows: Sequence[_T]
    first: int
    total: int
    before: int | None
    after: int | None


def slice_of(rows: Sequence[_T], skip: int, size: int = PAGE) -> Slice[_T]:
    """A page of rows, the last one where so many are not there."""
    skip = min(skip, max(0, (len(rows) - 1) // size * size))
    some = rows[skip : skip + size]
    return Slice(
        some,
        skip + 1 if some else 0,
        len(rows),
        max(0, skip - size) if skip else None,
        skip + size if skip + size < len(rows) else None,
    )
