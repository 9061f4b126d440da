"""The readers that are compared: ours in both of its ways, and each engine by itself."""

from collections.abc import Callable

import cv2
import numpy as np
import tapirscan
import zxingcpp
from pyzbar import pyzbar

from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.zbar import BinaryZbar
from tests.scenes.paint import Image

Reader = Callable[[Image], list[bytes]]
"""From a BGR picture to the payloads read in it."""

HELD = 15
"""Frames for which a code is held still before a live reader counts as having missed it."""


def gray_of(image: Image) -> Image:
    """The grey picture."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


def ours() -> Reader:
    """Our reader on a still picture."""
    decoder = Decoder()
    return lambda image: [read.payload for read in decoder.read_still(image)]


def ours_held(image: Image) -> list[bytes]:
    """Our live reader: the same frame until it reads something, `HELD` times at most."""
    decoder = Decoder()
    for _ in range(HELD):
        if reads := decoder.read(image):
            return [read.payload for read in reads]
    return []


def ours_once(image: Image) -> list[bytes]:
    """Our live reader on one frame, the first it sees."""
    return [read.payload for read in Decoder().read(image)]


def zxing(image: Image) -> list[bytes]:
    """zxing-cpp with its own settings, on the colour picture."""
    return [
        bytes(code.bytes)
        for code in zxingcpp.read_barcodes(
            image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        )
    ]


def pyzbar_text(image: Image) -> list[bytes]:
    """pyzbar as it comes: bytes of a text whose encoding libzbar guessed."""
    try:
        return [code.data for code in pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])]
    except ValueError:  # a part of a set of linked codes, which the binding does not know
        return []


def zbar_binary() -> Reader | None:
    """libzbar in binary mode; None where this machine's has none."""
    zbar = BinaryZbar()
    if not zbar.available:
        return None
    return lambda image: [read.payload for read in zbar.read(gray_of(image))]


def tapir() -> Reader:
    """tapirscan by itself, in its medium mode."""
    scanner = tapirscan.Scanner("medium", formats=["QRCode"], parallel=False)

    def read(image: Image) -> list[bytes]:
        try:
            found = scanner.scan(gray_of(image)).barcodes
        except tapirscan.ScannerError:
            return []
        return [code.payload_bytes for code in found if code.payload_bytes]

    return read


def opencv(detector: cv2.QRCodeDetector | cv2.QRCodeDetectorAruco) -> Reader:
    """One of OpenCV's two detectors, asked for bytes."""

    def read(image: Image) -> list[bytes]:
        try:
            _, payloads, _, _ = detector.detectAndDecodeBytesMulti(image)
        except cv2.error:  # some pictures trip its own assertions
            return []
        return [bytes(payload) for payload in payloads if payload]

    return read


def all_readers() -> dict[str, Reader]:
    """Every reader that works on this machine, ours first."""
    found = {
        "ours": ours(),
        "ours live": ours_held,
        "zxing-cpp": zxing,
        "tapirscan": tapir(),
        "zbar binary": zbar_binary(),
        "pyzbar": pyzbar_text,
        "OpenCV": opencv(cv2.QRCodeDetector()),
        "OpenCV Aruco": opencv(cv2.QRCodeDetectorAruco()),
    }
    return {name: reader for name, reader in found.items() if reader is not None}
