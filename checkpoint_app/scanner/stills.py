"""A picture that somebody sent: the codes in it and what they say. Nothing is kept or recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from checkpoint_app.domain.documents import Document
from checkpoint_app.domain.errors import SourceUnreadable
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.light import judge, look_at
from checkpoint_app.scanner.opencv import Image
from checkpoint_app.scanner.pictures import read_picture

LARGEST_READ = 16_000_000
"""Pixels. A larger picture is read at this size; a code in a hundredth of it stays sharp."""

Parse = Callable[[bytes], Document]
"""Says what a payload is: a parser with the keys of whoever asks."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """One code of a picture."""

    payload: bytes
    document: Document


@dataclass(frozen=True, slots=True)
class StillReading:
    """What a picture holds, the largest code first; where it holds none, what would help."""

    codes: tuple[FoundCode, ...]
    hint: Hint | None = None


def read_file(path: Path, parse: Parse) -> StillReading:
    """Reads a picture file with all that the reader has.

    Raises:
        SourceUnreadable: it is no picture, damaged, too large, or may not be opened.
    """
    try:
        if not path.is_file():  # a device could give bytes without end
            raise SourceUnreadable(source=path.name)
    except (OSError, ValueError) as error:  # a path that none can be
        raise SourceUnreadable(source=path.name) from error
    return read_image(read_picture(path), parse)


def read_image(image: Image, parse: Parse) -> StillReading:
    """Reads a picture, BGR of 8 bits, with all that the reader has."""
    image = _bounded(image)
    decoder = Decoder()
    reads = decoder.read_still(image)
    if reads:
        return StillReading(tuple(FoundCode(read.payload, parse(read.payload)) for read in reads))
    return StillReading((), judge(look_at(image)) or decoder.hint())


def _bounded(image: Image) -> Image:
    height, width = image.shape[:2]
    if width * height <= LARGEST_READ:
        return image
    scale = (LARGEST_READ / (width * height)) ** 0.5
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
