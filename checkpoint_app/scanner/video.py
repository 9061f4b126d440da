"""A film as a source: every frame, at its own pace."""

import math
import time
from pathlib import Path

import cv2

from checkpoint_app.domain.errors import SourceUnreadable
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.opencv import next_image, open_capture, too_large

_USUAL_RATE = 25.0
_RATES = (1.0, 120.0)


class VideoFile:
    """Frames of a film. A film that breaks off ends where it can no longer be read.

    Attributes:
        rate: frames a second.
    """

    live = False

    def __init__(self, path: Path, *, paced: bool = True) -> None:
        """Opens the film and reads its first frame.

        Args:
            path: the file.
            paced: give frames as the film was taken; False: as fast as they are read.

        Raises:
            SourceUnreadable: the file is no film, or none whose frames can be read.
        """
        self.name = path.name
        capture = open_capture(str(path), cv2.CAP_FFMPEG)
        if capture is None:
            raise SourceUnreadable(source=self.name)
        self._capture = capture
        self._first = None if too_large(capture) else next_image(capture)
        if self._first is None:
            capture.release()
            raise SourceUnreadable(source=self.name)
        stated = capture.get(cv2.CAP_PROP_FPS)
        sound = math.isfinite(stated) and _RATES[0] <= stated <= _RATES[1]
        self.rate = stated if sound else _USUAL_RATE
        self._paced = paced
        self._number = 0
        self._due = 0.0

    def read(self) -> Frame | None:
        """The next frame when it is due (within a second at most), or None at the end."""
        image = next_image(self._capture) if self._first is None else self._first
        self._first = None
        if image is None:
            return None
        if self._paced:
            self._wait()
        frame = Frame(image, self._number, time.monotonic())
        self._number += 1
        return frame

    def _wait(self) -> None:
        now = time.monotonic()
        if now < self._due:
            time.sleep(self._due - now)
        # A reader that fell behind goes on from now: frames held back do not come in a rush.
        self._due = max(self._due, now) + 1 / self.rate

    def close(self) -> None:
        """Lets the file go."""
        self._capture.release()
