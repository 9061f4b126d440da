"""One code as a reader found it, before anything is believed of it."""

from dataclasses import dataclass, replace
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
        guess: the reader's own text of bytes that are no UTF-8, for people to look at; a document
            is never read from it.
    """

    payload: bytes
    engine: str
    quad: Quad
    guess: str | None = None

    @property
    def area(self) -> float:
        """Square pixels inside the corners."""
        ring = (*self.quad, self.quad[0])
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2

    @property
    def text(self) -> str:
        """The payload as text: UTF-8, else what the reader took it for."""
        try:
            return self.payload.decode()
        except UnicodeDecodeError:
            return self.guess or self.payload.decode(errors="replace")

    def moved(self, by: Point, scale: float, engine: str) -> "Read":
        """The same code where it is in the picture that a part was cut from and enlarged."""
        a, b, c, d = ((x / scale + by[0], y / scale + by[1]) for x, y in self.quad)
        return replace(self, engine=engine, quad=(a, b, c, d))


def nearest_first(reads: list[Read]) -> list[Read]:
    """The largest code first, for it is the one held up; each payload once."""
    once: dict[bytes, Read] = {}
    for read in sorted(reads, key=lambda read: read.area, reverse=True):
        once.setdefault(read.payload, read)
    return list(once.values())
