"""One code as a reader found it, before anything is believed of it."""

from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Corners in pixels of the picture, in order around the code."""


@dataclass(frozen=True, slots=True)
class Read:
    """One code in one picture.

    Attributes:
        payload: the bytes inside, undecoded.
        engine: which reader and which preparation of the picture found it, as ``zxing+blur3``.
        quad: where it is.
    """

    payload: bytes
    engine: str
    quad: Quad

    @property
    def area(self) -> float:
        """Square pixels inside the corners."""
        ring = (*self.quad, self.quad[0])
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


def nearest_first(reads: list[Read]) -> list[Read]:
    """The largest code first, for it is the one held up; each payload once."""
    once: dict[bytes, Read] = {}
    for read in sorted(reads, key=lambda read: read.area, reverse=True):
        once.setdefault(read.payload, read)
    return list(once.values())
