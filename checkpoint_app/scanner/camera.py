"""Live sources: a camera on this computer, and one reached by an address."""

import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import cv2

from checkpoint_app.domain.errors import SourceLost, SourceMissing
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.opencv import Image, next_image, open_capture

WIDTH, HEIGHT, RATE = 1280, 720, 30
"""What a camera is asked for: 5 pixels a module of an ID card's code held at 5 cm."""

_FAILURES = 5
"""A camera may spoil a frame now and then; so many in a row mean that it is gone."""
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

    def __init__(self, index: int) -> None:
        """Opens the camera and asks it for 1280×720 in MJPG.

        Raises:
            SourceMissing: there is none of this number, or another program holds it.
        """
        name = str(index)
        capture = _open_camera(index)
        if capture is None:
            raise SourceMissing(source=name, live=True)
        # DirectShow falls back to a slow raw format unless the format is asked for last.
        for setting, value in (
            (cv2.CAP_PROP_FRAME_WIDTH, WIDTH),
            (cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT),
            (cv2.CAP_PROP_FPS, RATE),
            (cv2.CAP_PROP_FOURCC, _MJPG),
            (cv2.CAP_PROP_BUFFERSIZE, 1),  # V4L2 only; elsewhere it is ignored
        ):
            capture.set(setting, value)
        super().__init__(name, capture)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height the camera settled on, in pixels."""
        return (
            int(self._capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        )


def _open_camera(index: int) -> cv2.VideoCapture | None:
    if sys.platform == "linux" and not Path(f"/dev/video{index}").exists():
        return None
    for backend in _BACKENDS:
        capture = open_capture(index, backend)
        if capture is not None:
            return capture
    return None


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
