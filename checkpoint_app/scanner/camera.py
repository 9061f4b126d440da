"""Live sources: a camera on this computer, and one reached by an address."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import cv2

from checkpoint_app.domain.errors import SourceLost, SourceMissing
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.opencv import Image, next_image, open_capture
from checkpoint_app.scanner.watchdog import PaceMeter

SIZES = ((1920, 1080), (1280, 720))
"""What a camera is asked for, in pixels, best first; where it has neither, its own choice stays.

An ID card's code of 11 mm gets the 5 pixels a module that bear some blur at 7 cm with the first,
at 5 cm with the second.
"""
RATE = 30
LEAST_RATE = 15
"""Frames a second. A camera that gives fewer at the first size is opened anew at the second."""

_FAILURES = 5
"""A camera may spoil a frame now and then; so many in a row mean that it is gone."""
_NODE = "/dev/video"
_OPEN_MS, _READ_MS = 5_000, 5_000
_MJPG = cv2.VideoWriter.fourcc(*"MJPG")

if sys.platform == "win32":
    _BACKENDS: tuple[int, ...] = (cv2.CAP_DSHOW, cv2.CAP_MSMF)  # DirectShow opens far sooner
elif sys.platform == "darwin":
    _BACKENDS = (cv2.CAP_AVFOUNDATION,)
else:
    _BACKENDS = (cv2.CAP_V4L2,)


class _Live:
    """Frames of an open capture; counts failures in a row."""

    live = True

    def __init__(self, name: str, capture: cv2.VideoCapture) -> None:
        self.name = name
        self._capture = capture
        self._number = 0

    def read(self) -> Frame:
        """The next frame.

        Raises:
            SourceLost: several attempts in a row gave nothing.
        """
        image = self._next()
        frame = Frame(image, self._number, time.monotonic())
        self._number += 1
        return frame

    def _next(self) -> Image:
        for _ in range(_FAILURES):
            image = next_image(self._capture)
            if image is not None:
                return image
        raise SourceLost(source=self.name, live=True)

    def close(self) -> None:
        """Lets the camera go."""
        self._capture.release()


class Camera(_Live):
    """A camera of this computer."""

    def __init__(self, index: int, name: str = "") -> None:
        """Opens the camera and asks it for its highest useful size, in MJPG, in focus.

        Args:
            index: its number.
            name: what it is called in messages; its number where that is not known.

        Raises:
            SourceMissing: there is none of this number, or another program holds it.
        """
        name = name or str(index)
        capture = _open_camera(index, SIZES)
        if capture is None:
            raise SourceMissing(source=name, live=True)
        super().__init__(name, capture)
        self._index = index
        self._meter: PaceMeter | None = PaceMeter()  # until the rate is known

    @property
    def size(self) -> tuple[int, int]:
        """Width and height the camera settled on, in pixels."""
        return _size_of(self._capture)

    def read(self) -> Frame:
        """The next frame. A camera too slow at its largest size goes on at the smaller one.

        Raises:
            SourceLost: several attempts in a row gave nothing.
        """
        frame = super().read()
        if self._meter is not None:
            height, width = frame.image.shape[:2]
            pace = self._meter.see(width, height, frame.at)
            if pace is not None:
                self._meter = None
                if pace.rate < LEAST_RATE and (width, height) == SIZES[0]:
                    self._open_smaller()
        return frame

    def _open_smaller(self) -> None:
        # Opened anew, for not every driver changes the size of a running camera.
        self._capture.release()
        capture = _open_camera(self._index, SIZES[1:])
        if capture is None:
            raise SourceLost(source=self.name, live=True)
        self._capture = capture


def _size_of(capture: cv2.VideoCapture) -> tuple[int, int]:
    return (
        int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
        int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
    )


def _open_camera(index: int, sizes: Sequence[tuple[int, int]]) -> cv2.VideoCapture | None:
    if sys.platform == "linux" and not Path(f"{_NODE}{index}").exists():
        return None
    for backend in _BACKENDS:
        capture = open_capture(index, backend)
        if capture is not None:
            _settle(capture, sizes)
            return capture
    return None


def _settle(capture: cv2.VideoCapture, sizes: Sequence[tuple[int, int]]) -> None:
    """Asks for the sizes one after the other until one is granted, and for what helps to read."""
    for size in sizes:
        # DirectShow falls back to a slow raw format unless the format is asked for last.
        for setting, value in (
            (cv2.CAP_PROP_FRAME_WIDTH, size[0]),
            (cv2.CAP_PROP_FRAME_HEIGHT, size[1]),
            (cv2.CAP_PROP_FPS, RATE),
            (cv2.CAP_PROP_FOURCC, _MJPG),
        ):
            capture.set(setting, value)
        if _size_of(capture) == size:
            break
    # What a camera has not, it ignores.
    capture.set(cv2.CAP_PROP_AUTOFOCUS, 1)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # V4L2 only


class NetworkCamera(_Live):
    """A camera reached by an RTSP or HTTP address."""

    def __init__(self, url: str) -> None:
        """Opens the address; waits five seconds at most, and as long for each frame.

        Raises:
            SourceMissing: nothing answers there, or what answers is no picture stream.
        """
        name = without_password(url)
        timeouts = {
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC: _OPEN_MS,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC: _READ_MS,
        }
        capture = open_capture(url, cv2.CAP_FFMPEG, timeouts)
        if capture is None:
            raise SourceMissing(source=name, live=True)
        super().__init__(name, capture)


def without_password(url: str) -> str:
    """An address without user name, password and query, fit for screen and log."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # an address that is none
        return url.split(":", 1)[0] + "://"
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"
