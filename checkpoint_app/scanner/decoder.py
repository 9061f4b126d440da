"""From a picture to the codes in it.

zxing-cpp reads every frame. Where it reads nothing, one more pass over a prepared picture follows,
another one for each frame, so that an empty frame stays cheap and a hard code held up for half a
second meets every pass. Figures behind the choice and the order are those of this project's
measurements: sharpening finds blurred codes, smoothing finds noisy ones, local contrast finds
those in bad light, and libzbar reads some damaged ones that zxing gives up.
"""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from checkpoint_app.scanner.reads import Point, Quad, Read, nearest_first
from checkpoint_app.scanner.zbar import BinaryZbar

Gray = NDArray[np.uint8]
Picture = NDArray[np.uint8] | NDArray[np.uint16]

_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])

_TO_GRAY = {3: cv2.COLOR_BGR2GRAY, 4: cv2.COLOR_BGRA2GRAY}

_DOUBLED_BELOW = 4_000_000
"""Pixels. A still picture smaller than this is also read at twice its size."""


def as_gray(image: Picture) -> Gray | None:
    """A grey picture of 8 bits a pixel, from grey, BGR or BGRA of 8 or 16 bits; else None."""
    if image.size == 0 or image.ndim not in {2, 3}:
        return None
    if image.dtype == np.uint16:
        image = np.right_shift(image, 8).astype(np.uint8)
    if image.dtype != np.uint8:
        return None
    channels = 1 if image.ndim == 2 else image.shape[2]
    if channels == 1:
        return np.ascontiguousarray(image.reshape(image.shape[:2]), dtype=np.uint8)
    if channels not in _TO_GRAY:
        return None
    return np.asarray(cv2.cvtColor(image, _TO_GRAY[channels]), dtype=np.uint8)


def read_zxing(gray: Gray, engine: str = "zxing", scale: float = 1.0) -> list[Read]:
    """What zxing-cpp reads. `scale` is how much the picture was enlarged before."""
    try:
        found = zxingcpp.read_barcodes(gray, formats=_QR)
    except (RuntimeError, ValueError):  # what the library raises on a picture it cannot work on
        return []
    return [
        Read(bytes(code.bytes), engine, _quad(code.position, scale)) for code in found if code.bytes
    ]


def _quad(position: zxingcpp.Position, scale: float) -> Quad:
    def point(corner: zxingcpp.Point) -> Point:
        return corner.x / scale, corner.y / scale

    return (
        point(position.top_left),
        point(position.top_right),
        point(position.bottom_right),
        point(position.bottom_left),
    )


def box7(gray: Gray) -> list[Read]:
    """After strong sharpening: blurred codes."""
    sharp = cv2.addWeighted(gray, 4, cv2.blur(gray, (7, 7)), -3, 0)
    return read_zxing(np.asarray(sharp, np.uint8), "zxing+box7")


def blur3(gray: Gray) -> list[Read]:
    """After light smoothing: noise of dark pictures, moiré of screens."""
    return read_zxing(np.asarray(cv2.GaussianBlur(gray, (3, 3), 0), np.uint8), "zxing+blur3")


def clahe(gray: Gray) -> list[Read]:
    """After local contrast: shadows and glare."""
    even = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8)).apply(gray)
    return read_zxing(np.asarray(even, np.uint8), "zxing+clahe")


def doubled(gray: Gray) -> list[Read]:
    """At twice the size, where the picture is not large already: tiny codes."""
    if gray.size > _DOUBLED_BELOW:
        return []
    large = cv2.resize(gray, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return read_zxing(np.asarray(large, np.uint8), "zxing+x2", scale=2.0)


class Decoder:
    """Reads QR codes. Holds nothing of a picture. Belongs to one thread."""

    def __init__(self) -> None:
        """Prepares the readers this machine has."""
        zbar = BinaryZbar()
        second: Sequence[Callable[[Gray], list[Read]]] = [zbar.read] if zbar.available else []
        # libzbar takes some five times as long as the others, so it comes every seventh time.
        self._live = (box7, blur3, clahe, box7, blur3, clahe, *second)
        self._still = (box7, blur3, clahe, doubled, *second)
        self._turn = 0

    def read(self, image: Picture) -> list[Read]:
        """Codes of one frame of a live picture, the nearest first, each payload once.

        Where the plain frame gives nothing, one further pass is made, the next one in turn.
        An image that is no picture (empty, of other than 1, 3 or 4 channels) holds no codes.
        """
        gray = as_gray(image)
        if gray is None:
            return []
        reads = read_zxing(gray)
        if not reads:
            further = self._live[self._turn % len(self._live)]
            self._turn += 1
            reads = further(gray)
        return nearest_first(reads)

    def read_still(self, image: Picture) -> list[Read]:
        """Codes of a still picture: every pass there is, until one reads something."""
        gray = as_gray(image)
        if gray is None:
            return []
        for attempt in (read_zxing, *self._still):
            reads = attempt(gray)
            if reads:
                return nearest_first(reads)
        return []
