"""Brushes: shapes with soft edges, gradients, text, codes, and laying one picture over another."""

import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import fontpkg_be_vietnam_pro  # type: ignore[import-untyped]  # ships no types
import numpy as np
import segno
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Colour = str
"""RGB as ``#rrggbb``."""

_FONTS = Path(fontpkg_be_vietnam_pro.ROOT) / "files"
_SHIFT = 4
_faces: dict[str, cv2.FontFace] = {}


def bgr(colour: Colour) -> tuple[int, int, int]:
    """The channels of a colour in OpenCV's order."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return blue, green, red


@dataclass(slots=True)
class Sprite:
    """A picture with a transparent ground."""

    colour: Image
    alpha: Image

    @classmethod
    def empty(cls, width: int, height: int, ground: Colour = "#808080") -> "Sprite":
        """A sprite on which nothing is painted; `ground` tints its soft edges."""
        colour = np.empty((height, width, 3), np.uint8)
        colour[:] = bgr(ground)
        return cls(colour, np.zeros((height, width), np.uint8))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.alpha.shape[1], self.alpha.shape[0]

    def shape(self, points: NDArray[np.float64], colour: Colour) -> None:
        """Fills a polygon."""
        fixed = [np.round(points * (1 << _SHIFT)).astype(np.int32)]
        cv2.fillPoly(self.colour, fixed, bgr(colour), cv2.LINE_AA, _SHIFT)
        cv2.fillPoly(self.alpha, fixed, (255,), cv2.LINE_AA, _SHIFT)

    def box(  # noqa: PLR0917 - the order of every drawing library
        self, x: float, y: float, width: float, height: float, radius: float, colour: Colour
    ) -> None:
        """Fills a rectangle with round corners."""
        self.shape(rounded(x, y, width, height, radius), colour)

    def oval(
        self, x: float, y: float, half: tuple[float, float], colour: Colour, turn: float = 0
    ) -> None:
        """Fills an ellipse around a centre, turned by degrees."""
        angles = np.linspace(0, 2 * math.pi, 72, endpoint=False)
        ring = np.stack([np.cos(angles) * half[0], np.sin(angles) * half[1]], axis=1)
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        self.shape(ring @ np.array([[c, s], [-s, c]]) + (x, y), colour)

    def text(  # noqa: PLR0917 - the order of every drawing library
        self, words: str, x: float, y: float, size: int, colour: Colour, face: str = "Medium"
    ) -> None:
        """Writes one line; `y` is the base line, `size` in pixels."""
        if face not in _faces:
            _faces[face] = cv2.FontFace(str(_FONTS / f"BeVietnamPro-{face}.ttf"))
        place = (round(x), round(y))
        _, painted = cv2.putText(self.colour, words, place, bgr(colour), _faces[face], size)
        self.colour = np.asarray(painted, np.uint8)

    def code(self, payload: bytes, x: int, y: int, side: int, quiet: int = 4) -> None:
        """Draws a QR code as wide as `side`, with `quiet` modules of white around it."""
        modules = code_modules(payload, quiet)
        drawn = cv2.resize(modules, (side, side), interpolation=cv2.INTER_AREA)
        if side >= modules.shape[0]:
            times = -(-side // modules.shape[0])
            exact = np.kron(modules, np.ones((times, times), np.uint8))
            drawn = cv2.resize(exact, (side, side), interpolation=cv2.INTER_AREA)
        self.colour[y : y + side, x : x + side] = np.asarray(drawn, np.uint8)[..., None]
        self.alpha[y : y + side, x : x + side] = 255

    def shade(self, top: float, bottom: float) -> None:
        """Lets light fall from above: brightness factors of the first and last row."""
        rows = np.linspace(top, bottom, self.colour.shape[0])[:, None, None]
        self.colour = np.clip(self.colour * rows, 0, 255).astype(np.uint8)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> NDArray[np.float64]:
    """The outline of a rectangle with round corners."""
    radius = min(radius, width / 2, height / 2)
    quarter = np.linspace(0, math.pi / 2, 10)
    corners = (
        (x + width - radius, y + height - radius, 0.0),
        (x + radius, y + height - radius, math.pi / 2),
        (x + radius, y + radius, math.pi),
        (x + width - radius, y + radius, 1.5 * math.pi),
    )
    return np.concatenate(
        [
            np.stack(
                [cx + np.cos(quarter + turn) * radius, cy + np.sin(quarter + turn) * radius], axis=1
            )
            for cx, cy, turn in corners
        ]
    )


def code_modules(payload: bytes, quiet: int = 4) -> Image:
    """A QR code of bytes (level M, no ECI), one pixel a module, black 0 on white 255."""
    made = segno.make(payload, error="m", mode="byte", micro=False, boost_error=False)
    rows = [[0 if dark else 255 for dark in row] for row in made.matrix_iter(border=quiet)]
    return np.array(rows, np.uint8)


def gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image:
    """A picture that goes from one colour to another."""
    part = np.linspace(0, 1, height)[:, None, None]
    first, last = np.array(bgr(top), float), np.array(bgr(bottom), float)
    rows = first * (1 - part) + last * part
    return np.repeat(rows, width, axis=1).round().astype(np.uint8)


def lay(under: Image, over: Sprite, x: int = 0, y: int = 0) -> None:
    """Lays a sprite of any size over a picture, its top left corner at x, y."""
    height, width = under.shape[:2]
    left, top = max(x, 0), max(y, 0)
    right, low = min(x + over.size[0], width), min(y + over.size[1], height)
    if left >= right or top >= low:
        return
    part = np.s_[top - y : low - y, left - x : right - x]
    alpha = over.alpha[part].astype(np.float32)[..., None] / 255
    below = under[top:low, left:right]
    mixed = over.colour[part] * alpha + below * (1 - alpha)
    under[top:low, left:right] = mixed.round().astype(np.uint8)
