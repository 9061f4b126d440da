"""``python -m tests.benchmarks.scan FOLDER``: our reader and its engines over a folder of pictures.

The folder holds ``manifest.csv`` with the columns ``path`` and ``expected`` (the text of the code),
and where they are there ``kind`` (``none``: nothing may be read) and ``expected_b64`` (its bytes).
Right is a picture of which the expected bytes are read; wrong is one of which others are.
"""

import base64
import csv
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import zxingcpp
from pyzbar import pyzbar

from checkpoint_app.scanner.decoder import Decoder
from tests.scenes.paint import Image

_CHARSETS = ("shift_jis", "latin-1")
Reader = Callable[[Image], list[bytes]]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and what it holds; None for nothing."""

    path: Path
    expected: bytes | None


@dataclass
class Score:
    """What one reader made of the folder."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)


def pictures(folder: Path) -> list[Picture]:
    """What the folder's manifest lists."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [Picture(folder / row["path"], _expected(row)) for row in csv.DictReader(file)]


def _expected(row: dict[str, str]) -> bytes | None:
    if row.get("kind") == "none":
        return None
    if row.get("expected_b64"):
        return base64.b64decode(row["expected_b64"])
    return row["expected"].encode()


def _ours() -> Reader:
    decoder = Decoder()
    return lambda image: [read.payload for read in decoder.read_still(image)]


def _zxing(image: Image) -> list[bytes]:
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return [bytes(code.bytes) for code in zxingcpp.read_barcodes(image, formats=formats)]


def _zbar(image: Image) -> list[bytes]:
    try:
        return [code.data for code in pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])]
    except ValueError:  # a part of a set of linked codes, which the binding does not know
        return []


def _opencv() -> Reader:
    detector = cv2.QRCodeDetector()

    def read(image: Image) -> list[bytes]:
        try:
            _, texts, _, _ = detector.detectAndDecodeMulti(image)
        except (cv2.error, UnicodeDecodeError):
            return []
        return [text.encode() for text in texts if text]

    return read


def score(reader: Reader, found: list[Picture]) -> Score:
    """Read every picture once."""
    result = Score()
    for picture in found:
        image = cv2.imread(str(picture.path), cv2.IMREAD_COLOR)
        assert image is not None, picture.path
        started = time.perf_counter()
        reads = reader(image)  # type: ignore[arg-type]  # what imread gives is 8-bit BGR
        result.ms.append((time.perf_counter() - started) * 1000)
        if picture.expected is not None and any(_same(picture.expected, got) for got in reads):
            result.right += 1
        elif reads:
            result.wrong.append("/".join(picture.path.parts[-2:]))
    return result


def _same(expected: bytes, got: bytes) -> bool:
    """Whether a code was read right: a manifest's text tells nothing of line ends or charset."""
    wanted = expected.replace(b"\r\n", b"\n")
    plain = got.replace(b"\r\n", b"\n")
    return wanted == plain or any(
        wanted == plain.decode(charset, "replace").encode() for charset in _CHARSETS
    )


def main() -> None:
    """Print one line for each reader."""
    found = pictures(Path(sys.argv[1]))
    with_code = [picture for picture in found if picture.expected is not None]
    without = [picture for picture in found if picture.expected is None]
    print(f"{len(with_code)} pictures with a code, {len(without)} without")
    readers = {"ours": _ours(), "zxing-cpp": _zxing, "pyzbar": _zbar, "OpenCV": _opencv()}
    for name, reader in readers.items():
        seen, empty = score(reader, with_code), score(reader, without)
        slow = statistics.quantiles(seen.ms, n=20)[18] if len(seen.ms) > 1 else seen.ms[0]
        bare = f"{statistics.median(empty.ms):7.1f} ms without" if empty.ms else ""
        print(
            f"{name:<10} {100 * seen.right / len(with_code):5.1f} % right, "
            f"{len(seen.wrong) + len(empty.wrong):3} wrong, "
            f"{statistics.median(seen.ms):7.1f} / {slow:7.1f} ms median / p95 {bare}"
        )
        for wrong in (*seen.wrong, *empty.wrong):
            print("           wrong:", wrong)


if __name__ == "__main__":
    main()
