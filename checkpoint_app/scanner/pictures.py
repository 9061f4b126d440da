"""Pictures as a source: one file, or those of a folder by name."""

import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from checkpoint_app.domain.errors import SourceUnreadable
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.opencv import Image

SUFFIXES = frozenset(
    ".png .jpg .jpeg .jpe .bmp .webp .tif .tiff .gif .ppm .pgm .pbm .pnm .jp2 .avif".split()
)
_LARGEST_FILE = 64 * 1024 * 1024


def is_picture(path: Path) -> bool:
    """True where the file's name is that of a picture."""
    return path.suffix.lower() in SUFFIXES


def read_picture(path: Path) -> Image:
    """A picture file as BGR of 8 bits.

    Read by Python and unpacked from memory, for OpenCV opens no path with Vietnamese letters on
    Windows.

    Raises:
        SourceUnreadable: it cannot be opened, is no picture, or is too large to unpack.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise SourceUnreadable(source=path.name)
        content = np.frombuffer(path.read_bytes(), np.uint8)
        image = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
    except (OSError, cv2.error) as error:
        raise SourceUnreadable(source=path.name) from error
    if image is None or image.size == 0:
        raise SourceUnreadable(source=path.name)
    return np.asarray(image, np.uint8)


class Pictures:
    """Pictures one after another, as fast as they are read."""

    live = False

    def __init__(self, name: str, paths: Sequence[Path]) -> None:
        """Pictures in the order given."""
        self.name = name
        self._paths = iter(paths)
        self._number = 0

    def read(self) -> Frame | None:
        """The next picture, or None after the last.

        Raises:
            SourceUnreadable: this one cannot be read; the next call gives the next one.
        """
        path = next(self._paths, None)
        if path is None:
            return None
        number, self._number = self._number, self._number + 1
        return Frame(read_picture(path), number, time.monotonic(), path.name, still=True)

    def close(self) -> None:
        """Holds nothing open."""


def open_folder(folder: Path) -> Pictures:
    """The pictures of a folder by name; other files are left alone.

    Raises:
        SourceUnreadable: the folder cannot be listed, or holds no picture.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and is_picture(path))
    except OSError as error:
        raise SourceUnreadable(source=folder.name) from error
    if not paths:
        raise SourceUnreadable(source=folder.name, reason="no_pictures")
    return Pictures(folder.name, paths)
