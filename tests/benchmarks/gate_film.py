"""A camera before which people show cards one after the other, each frame with the time it left."""

import time
from collections.abc import Callable
from functools import cache
from itertools import count

import numpy as np
import segno

from checkpoint_app.scanner.frames import Frame
from tests.benchmarks.frames import empty_frames
from tests.scenes.paint import Image

INTERVAL_S = 1 / 30
SHOWN, BETWEEN = 4, 3
"""Frames with a card, and frames without one after it."""
PITCH = 5
PLACE = (200, 480)


def payload(number: int) -> str:
    """The chip ID card of an invented person; the number is theirs."""
    return (
        f"0011{number % 90 + 10:02}{number:06}||Nguyễn Thị Mẫu|01011990|Nữ|"
        f"Căn {number}, Hà Nội|01012021"
    )


@cache
def _code(number: int) -> Image:
    rows = [list(row) for row in segno.make(payload(number), error="m").matrix_iter(border=4)]
    modules = np.where(np.array(rows), 20, 235).astype(np.uint8)
    large = np.kron(modules, np.ones((PITCH, PITCH), np.uint8))
    return np.ascontiguousarray(np.repeat(large[:, :, np.newaxis], 3, axis=2))


class GateFilm:
    """Paced as a camera is; live, so that a frame that comes too late is left out.

    Attributes:
        left_at: when the first frame with a card left the camera, by the payload's number.
    """

    name, live = "film", True

    def __init__(self, people: int, first: int = 0, rest: Callable[[], bool] | None = None) -> None:
        """``people`` cards, then empty frames; ``rest`` says when nobody shows one."""
        self.left_at: dict[int, float] = {}
        self._codes = [_code(first + one) for one in range(people)]
        self._first, self._rest = first, rest
        self._numbers, self._turn = count(), 0
        self._grounds = empty_frames(8)
        self._next = time.perf_counter()

    @property
    def over(self) -> bool:
        """Whether everybody has shown a card."""
        return self._turn >= len(self._codes) * (SHOWN + BETWEEN)

    def read(self) -> Frame | None:
        """The next frame, when it is due."""
        number = next(self._numbers)
        image = self._grounds[number % len(self._grounds)].copy()
        person, step = divmod(self._turn, SHOWN + BETWEEN)
        resting = self._rest is not None and self._rest()
        if not resting:
            self._turn += 1
        shown = not resting and person < len(self._codes) and step < SHOWN
        if shown:
            code = self._codes[person]
            top, left = PLACE
            image[top : top + code.shape[0], left : left + code.shape[1]] = code
        self._next = max(self._next + INTERVAL_S, time.perf_counter() - INTERVAL_S)
        time.sleep(max(0.0, self._next - time.perf_counter()))
        if shown:
            self.left_at.setdefault(self._first + person, time.perf_counter())
        return Frame(image, number, time.monotonic())

    def close(self) -> None:
        """Nothing is held."""
