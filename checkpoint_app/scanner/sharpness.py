"""What would help with a code that is in the picture and cannot be read.

Five pixels for each square of the code bear the blur, motion and noise that are usual at a gate;
under three it is read only where everything else is good (this project's measurements).
"""

from collections.abc import Sequence

import cv2
import numpy as np

from checkpoint_app.scanner.engines import Gray
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.reads import Quad
from checkpoint_app.scanner.regions import MARGIN, MARGIN_PX, Region

FAR_PX = 150
"""A code's side under which it is held nearer first: three pixels a square for an ID card's 49."""
_BLURRED = 0.64
"""Change of the change by change, smoothed over a pixel: 0.7 to 0.9 for a sharp code of any size
from 100 to 400 pixels, 0.6 and less for one that blur or motion makes unreadable."""
_SATURATED = 250
_GLARE = 0.04
_CLOSE = 0.6


def advice(gray: Gray, suspects: Sequence[Quad], places: Sequence[Region]) -> Hint | None:
    """What to do about the likeliest place; None where there is none.

    Without a code that a reader has at least found, only a place near the middle counts: there is
    small print all about a gate, and nobody holds it up.
    """
    if not places:
        return None
    place = places[0]
    if not suspects and not _is_central(place, gray):
        return None
    height, width = gray.shape
    edges = (place.left == 0) + (place.top == 0)
    edges += (place.right == width) + (place.bottom == height)
    if edges and min(place.width, place.height) > _CLOSE * min(width, height):
        return Hint.TOO_CLOSE
    part = place.of(gray)
    side = (max(place.width, place.height) - 2 * MARGIN_PX) / (1 + 2 * MARGIN)
    if _glare(part, side) > _GLARE:
        return Hint.GLARE
    if side < FAR_PX:
        return Hint.TOO_FAR
    return Hint.BLURRED if _sharpness(part) < _BLURRED else None


def _is_central(place: Region, gray: Gray) -> bool:
    height, width = gray.shape
    x, y = (place.left + place.right) / 2, (place.top + place.bottom) / 2
    return bool(abs(x / width - 0.5) < 0.3 and abs(y / height - 0.5) < 0.35)


def _glare(part: Gray, side: float) -> float:
    """How much of a part is over-exposed in patches too large for squares of a code."""
    patch = max(int(side / 12), 5)
    white = (part >= _SATURATED).astype(np.uint8)
    large = cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((patch, patch), np.uint8))
    return float(large.mean())


def _sharpness(part: Gray) -> float:
    """How abruptly a part changes, whatever its contrast."""
    smooth = cv2.GaussianBlur(part, (0, 0), 1.0).astype(np.int16)
    first = [np.diff(smooth, axis=axis) for axis in (0, 1)]
    second = [np.diff(change, axis=axis) for axis, change in enumerate(first)]
    change = sum(float(np.abs(each).mean()) for each in first)
    return sum(float(np.abs(each).mean()) for each in second) / (change + 1e-6)
