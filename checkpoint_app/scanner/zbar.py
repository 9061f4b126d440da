"""The second reader: libzbar in binary mode, where this machine has it.

Its text is never used: it guesses an encoding and is silently wrong on Vietnamese names. The mode
needs libzbar 0.23.1 or newer. The Windows build that comes with pyzbar has no such mode, and a
structured-append code ends the whole process there, so on Windows it is never even loaded.
"""

import contextlib
import ctypes
import sys
import weakref
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.scanner.reads import Point, Quad, Read

_zbar: Any = None
if sys.platform != "win32":
    # No libzbar on this machine, or one that lacks the functions: then there is no second reader.
    with contextlib.suppress(ImportError, OSError, AttributeError):
        from pyzbar import wrapper

        _zbar = wrapper

_ANY, _QR = 0, 64  # symbologies of zbar.h
_ENABLE, _BINARY = 0, 4  # its settings
_Y800 = int.from_bytes(b"Y800", "little")  # grey, one byte a pixel


class BinaryZbar:
    """A libzbar scanner for QR codes that gives bytes. Belongs to one thread."""

    def __init__(self) -> None:
        """Asks libzbar for the mode; `available` says whether it has it."""
        self.available = False
        if _zbar is None:
            return
        scanner = _zbar.zbar_image_scanner_create()
        if not scanner:
            return
        weakref.finalize(self, _zbar.zbar_image_scanner_destroy, scanner)
        settings = ((_ANY, _ENABLE, 0), (_QR, _ENABLE, 1), (_QR, _BINARY, 1))
        self.available = not any(
            _zbar.zbar_image_scanner_set_config(scanner, *setting) for setting in settings
        )
        self._scanner = scanner

    def read(self, gray: NDArray[np.uint8]) -> list[Read]:
        """Codes of a grey picture; none where the mode is not available."""
        if not self.available:
            return []
        pixels = np.ascontiguousarray(gray)  # must outlive the scan: zbar keeps no copy
        height, width = pixels.shape
        image = _zbar.zbar_image_create()
        if not image:
            return []
        try:
            _zbar.zbar_image_set_format(image, _Y800)
            _zbar.zbar_image_set_size(image, width, height)
            data = pixels.ctypes.data_as(ctypes.c_void_p)
            _zbar.zbar_image_set_data(image, data, pixels.size, None)
            if _zbar.zbar_scan_image(self._scanner, image) <= 0:
                return []
            return _symbols(image)
        finally:
            _zbar.zbar_image_destroy(image)


def _symbols(image: object) -> list[Read]:
    """Whole QR codes; parts of a structured append have another type and are left alone."""
    reads = []
    symbol = _zbar.zbar_image_first_symbol(image)
    while symbol:
        quad = _quad(symbol)
        length = _zbar.zbar_symbol_get_data_length(symbol)
        if symbol.contents.type == _QR and quad is not None and length:
            payload = ctypes.string_at(_zbar.zbar_symbol_get_data(symbol), length)
            reads.append(Read(payload, "zbar", quad))
        symbol = _zbar.zbar_symbol_next(symbol)
    return reads


def _quad(symbol: object) -> Quad | None:
    if _zbar.zbar_symbol_get_loc_size(symbol) != 4:
        return None
    corners: list[Point] = [
        (
            float(_zbar.zbar_symbol_get_loc_x(symbol, corner)),
            float(_zbar.zbar_symbol_get_loc_y(symbol, corner)),
        )
        for corner in range(4)
    ]
    return corners[0], corners[1], corners[2], corners[3]
