"""The reader against its engines alone, on the same 1280×720 frames."""

from collections.abc import Callable, Sequence
from functools import partial

import zxingcpp
from pyzbar import pyzbar

from checkpoint_app.scanner.decoder import Decoder
from tests.benchmarks.figures import median, show, timed
from tests.benchmarks.frames import empty_frame, frames_with_cards
from tests.scenes.paint import Image

ROUNDS = 56  # a multiple of the seven passes that the reader takes in turn


def run() -> None:
    """Print the cost of an empty frame and of a frame with a code."""
    decoder = Decoder()
    for title, frames in (
        ("empty frame", (empty_frame(),)),
        ("frame with a code", frames_with_cards()),
    ):
        rounds = max(ROUNDS // len(frames), 7)
        show(
            f"reader, {title}, median",
            median(_over(decoder.read, frames, rounds)),
            "ms",
            zxing_alone=median(_over(_zxing, frames, rounds)),
            pyzbar=median(_over(_zbar, frames, rounds)),
        )


def _over(read: Callable[[Image], object], frames: Sequence[Image], rounds: int) -> list[float]:
    return [spent for frame in frames for spent in timed(partial(read, frame), rounds)]


def _zxing(frame: Image) -> object:
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return zxingcpp.read_barcodes(frame, formats=formats)


def _zbar(frame: Image) -> object:
    return pyzbar.decode(frame, symbols=[pyzbar.ZBarSymbol.QRCODE])
