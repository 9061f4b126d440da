"""How bright the whole picture is, from a sparse sample of it."""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.scanner.hints import Hint

_STEP = 8
"""Every eighth pixel of every eighth row: 14,400 of a frame of 1280×720, some 0.1 ms."""

HOLD_FRAMES = 5
"""Frames in a row that must agree before the light counts as changed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is kept of a frame: four numbers, from which no picture can be made again.

    Attributes:
        low, middle, high: the 5th, 50th and 95th percentile of the green channel, 0 to 255.
        mark: a checksum of the sample; two frames of a real sensor never have the same, for no
            two have the same noise.
    """

    low: int
    middle: int
    high: int
    mark: int

    @property
    def is_plain(self) -> bool:
        """True where there is next to nothing to tell apart: a covered lens, a blank wall."""
        return self.high - self.low < _PLAIN


_PLAIN = 12
"""Levels between the 5th and the 95th percentile."""


def look_at(image: NDArray[np.uint8]) -> Look:
    """The light of a frame of 8 bits, grey or BGR."""
    sample = np.ascontiguousarray(
        image[::_STEP, ::_STEP, 1] if image.ndim == 3 else image[::_STEP, ::_STEP]
    )
    counts = np.cumsum(np.bincount(sample.ravel(), minlength=256))
    low, middle, high = np.searchsorted(
        counts, (0.05 * counts[-1], 0.5 * counts[-1], 0.95 * counts[-1])
    )
    return Look(int(low), int(middle), int(high), zlib.crc32(sample.data))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Levels, 0 to 255, beyond which a picture is said to be covered, too dark or too bright."""

    covered_high: int
    covered_plain_middle: int
    dark_high: int
    dark_middle: int
    bright_middle: int


# A quarter of the usual light is still read as well as full light; an eighth is not (a middle of
# some 15 to 20). Once said, a hint goes only when the picture is clearly better.
_ENTER = _Bounds(
    covered_high=14, covered_plain_middle=60, dark_high=70, dark_middle=22, bright_middle=246
)
_LEAVE = _Bounds(
    covered_high=24, covered_plain_middle=75, dark_high=95, dark_middle=34, bright_middle=236
)


def judge(look: Look, before: Hint | None = None) -> Hint | None:
    """What the light of a picture asks for; `before` is what was said last, and is kept longer."""
    covered = _LEAVE if before is Hint.COVERED else _ENTER
    dark = _LEAVE if before in {Hint.DARK, Hint.COVERED} else _ENTER
    bright = _LEAVE if before is Hint.BRIGHT else _ENTER
    if look.high <= covered.covered_high or (
        look.is_plain and look.middle <= covered.covered_plain_middle
    ):
        return Hint.COVERED
    if look.high <= dark.dark_high and look.middle <= dark.dark_middle:
        return Hint.DARK
    if look.middle >= bright.bright_middle:
        return Hint.BRIGHT
    return None


class Light:
    """The light of a live picture, without flicker."""

    def __init__(self) -> None:
        """Good light, until told otherwise."""
        self.hint: Hint | None = None
        self._next: Hint | None = None
        self._agreed = 0

    def see(self, look: Look) -> Hint | None:
        """What the light asks for, one more frame seen."""
        now = judge(look, self.hint)
        self._agreed = self._agreed + 1 if now is self._next else 1
        self._next = now
        if self._agreed >= HOLD_FRAMES:
            self.hint = now
        return self.hint
