"""Where a code may be in a picture that nothing was read in.

A code is a patch that changes strongly both across and down, of some size and about as wide as
high. So are small print and leaves: a region is worth a closer look and nothing more.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from checkpoint_app.scanner.engines import Gray
from checkpoint_app.scanner.reads import Quad

_CELL = 4
_WIDE = 960
"""Pixels. Pictures at least so wide are looked at in half their size: quicker, and less noisy."""
_LEAST = 48
"""Pixels. A code of 25 modules, the smallest that holds a name, needs two for each."""
_LEAST_CHANGE = 4.0
"""Grey levels from one pixel to the next above what the rest of the picture has."""
_STRENGTHS = (0.6, 0.35)
"""Of the strongest change: the first keeps to the code, the second forgives glare across it."""
_FILLED = 0.35
_SLENDER = 2.6
MARGIN, MARGIN_PX = 0.2, 16
"""Room about a code for its quiet zone: a share of its longer side, and pixels."""
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of a picture, in pixels: ``left`` and ``top`` belong to it, the others do not."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels inside."""
        return self.width * self.height

    def likeness(self, other: "Region") -> float:
        """1 for the same place, 0 for places apart: common area by joint area."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        common = max(across, 0) * max(down, 0)
        return common / (self.area + other.area - common)

    def of(self, gray: Gray) -> Gray:
        """This part of a picture, as a copy."""
        return np.ascontiguousarray(gray[self.top : self.bottom, self.left : self.right])


def around(quad: Quad, gray: Gray) -> Region:
    """The rectangle about four corners with room for the quiet zone, inside the picture."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return _grown(min(xs), min(ys), max(xs), max(ys), gray)


def regions(gray: Gray, most: int = 3) -> list[Region]:
    """The rectangles most like a code, the most likely first; none in a picture without any."""
    change, cell = _change(gray)
    usual, strongest = float(np.median(change)), float(change.max())
    if strongest < usual + _LEAST_CHANGE:
        return []
    found: list[tuple[float, Region]] = []
    for strength in _STRENGTHS:
        above = change > usual + strength * (strongest - usual)
        count, labels, boxes, _ = cv2.connectedComponentsWithStats(
            above.astype(np.uint8), connectivity=4
        )
        for label in range(1, count):
            left, top, width, height, filled = (int(value) for value in boxes[label])
            slender = max(width, height) / min(width, height)
            if min(width, height) * cell < _LEAST or slender > _SLENDER:
                continue
            if filled < _FILLED * width * height:
                continue
            inside = change[top : top + height, left : left + width]
            own = labels[top : top + height, left : left + width] == label
            likely = float(inside[own].mean()) * filled**0.5 / slender
            box = (left * cell, top * cell, (left + width) * cell, (top + height) * cell)
            found.append((likely, _grown(*box, gray)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    kept: list[Region] = []
    for _, region in found:
        if len(kept) < most and all(region.likeness(other) < _SAME for other in kept):
            kept.append(region)
    return kept


def _change(gray: Gray) -> tuple[NDArray[np.float32], int]:
    """How strongly each cell changes in the direction in which it changes less; pixels a cell."""
    shrink = 2 if gray.shape[1] >= _WIDE else 1
    height, width = gray.shape[0] // shrink, gray.shape[1] // shrink
    if min(height, width) < 2 * _CELL:
        return np.zeros((1, 1), np.float32), _CELL
    if shrink > 1:
        gray = np.asarray(cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    # Whole cells, and one step fewer than pixels: sizes for which the shrinking is quick.
    cells = ((width - 1) // _CELL, (height - 1) // _CELL)
    used, lines = cells[0] * _CELL, cells[1] * _CELL
    part = gray[:lines, :used]
    across, down = (
        cv2.boxFilter(
            cv2.resize(step, cells, interpolation=cv2.INTER_AREA).astype(np.float32), -1, (5, 5)
        )
        for step in (
            cv2.absdiff(gray[:lines, 1 : used + 1], part),
            cv2.absdiff(gray[1 : lines + 1, :used], part),
        )
    )
    return np.minimum(across, down), shrink * _CELL


def _grown(left: float, top: float, right: float, bottom: float, gray: Gray) -> Region:
    margin = MARGIN * max(right - left, bottom - top) + MARGIN_PX
    height, width = gray.shape
    return Region(
        max(int(left - margin), 0),
        max(int(top - margin), 0),
        min(int(right + margin), width),
        min(int(bottom + margin), height),
    )
