"""The readers this program is built on, each asked for the bytes of QR codes and nothing else.

zxing-cpp is the first reader: it is the fastest, and no reader is surer. tapirscan finds codes that
are partly covered, curved or over-exposed. libzbar has a module of its own, for its traps.
"""

import cv2
import numpy as np
import tapirscan
import zxingcpp
from numpy.typing import NDArray

from checkpoint_app.scanner.reads import Point, Quad, Read

Gray = NDArray[np.uint8]
Picture = NDArray[np.uint8] | NDArray[np.uint16]

# Frames and parts of frames are small: its other threads spend more waiting than they save.
cv2.setNumThreads(1)

_TO_GRAY = {3: cv2.COLOR_BGR2GRAY, 4: cv2.COLOR_BGRA2GRAY}
_FORMATS = ("QRCodeModel1", "QRCodeModel2")
# Not its whole family: a Micro QR code has hardly any error correction, and a sharpened texture
# passes for one now and then.


def read_zxing(gray: Gray, engine: str = "zxing") -> list[Read]:
    """What zxing-cpp reads in a picture."""
    return look_with_zxing(gray, engine)[0]


def look_with_zxing(gray: Gray, engine: str = "zxing") -> tuple[list[Read], list[Quad]]:
    """What zxing-cpp reads in a picture, and where it finds a code that it cannot read."""
    try:
        found = zxingcpp.read_barcodes(
            gray, formats=_formats(), text_mode=zxingcpp.TextMode.Plain, return_errors=True
        )
    except (RuntimeError, ValueError):  # what the library raises on a picture it cannot work on
        return [], []
    reads, suspects = [], []
    for code in found:
        position = code.position
        quad = (
            _point(position.top_left),
            _point(position.top_right),
            _point(position.bottom_right),
            _point(position.bottom_left),
        )
        if code.error is not None:
            suspects.append(quad)
        elif payload := bytes(code.bytes):
            reads.append(Read(payload, engine, quad, _guess(payload, code)))
    return reads, suspects


def _formats() -> zxingcpp.BarcodeFormats:
    # Made each time, which costs a microsecond: a lasting one outlives its library at the exit.
    return zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in _FORMATS])


def _guess(payload: bytes, code: zxingcpp.Barcode) -> str | None:
    try:
        payload.decode()
    except UnicodeDecodeError:
        return str(code.text)
    return None


def _point(corner: zxingcpp.Point) -> Point:
    return float(corner.x), float(corner.y)


class Tapir:
    """A tapirscan reader. Belongs to one thread."""

    def __init__(self) -> None:
        """Prepares it to use no thread but the caller's."""
        self._scanner = tapirscan.Scanner("medium", formats=["QRCode"], parallel=False)

    def read(self, gray: Gray, engine: str = "tapir") -> list[Read]:
        """Codes of a grey picture; a part of a set of linked codes is left alone."""
        height, width = gray.shape
        # As bytes, which it reads in place: of anything else it keeps a copy until the next scan.
        pixels = tapirscan.PixelImage(gray.tobytes(), width=width, height=height)
        try:
            found = self._scanner.scan(pixels).barcodes
        except (tapirscan.ScannerError, ValueError):  # a picture too large or too small for it
            return []
        reads = []
        for code in found:
            if not code.payload_bytes or code.structured_append is not None:
                continue
            corners = [(float(point.x), float(point.y)) for point in code.polygon]
            if len(corners) == 4:
                quad = corners[0], corners[1], corners[2], corners[3]
                reads.append(Read(code.payload_bytes, engine, quad))
        return reads


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
