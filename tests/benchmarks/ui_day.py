"""Memory over a day of passages: ``python -m tests.benchmarks.ui_day``; see `ui`.

Nothing is imported here that the program itself has not: what is counted is its own.
"""

import os
import tempfile
import time
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
import psutil

from checkpoint_app.domain.passage import Way
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.shortcuts import Key
from tests.benchmarks.ui_window import in_window, rest, station, told, wait

DAY = int(os.environ.get("DAY") or "20000")
MEMORY_MB, SLOPE_MB = 300.0, 0.5
STEPS, AHEAD, LOOK_EACH = 20, 20, 500
SCREENS = (Key.GATE, Key.INSIDE, Key.REPORT, Key.TRAY, Key.DELIVERY, Key.FORM)


class Empty:
    """A camera before which nobody stands."""

    name, live = "empty", True

    def __init__(self) -> None:
        self._numbers = count()
        self._image = np.random.default_rng(1).integers(90, 140, (720, 1280, 3), np.uint8)

    def read(self) -> Frame | None:
        """A frame each 33 ms, each a little different."""
        time.sleep(1 / 30)
        number = next(self._numbers)
        return Frame(np.roll(self._image, number % 64, axis=0), number, time.monotonic())

    def close(self) -> None:
        """Nothing is held."""


def card(number: int) -> bytes:
    """The chip ID card of an invented person."""
    head = f"0011{number % 90 + 10:02}{number:06}||Nguyễn Thị Mẫu|01011990|Nữ"
    return f"{head}|Căn {number}, Hà Nội|01012021".encode()


def main() -> None:
    """Print the figures."""
    samples: list[tuple[int, float]] = []

    def script(window: MainWindow) -> None:
        page, desk = window.page, window.desk
        assert page is not None
        assert desk is not None
        process, done = psutil.Process(), [0]

        def taken(outcome: object) -> None:
            window.on_outcome(outcome)  # type: ignore[arg-type]  # what `take` gave
            done[0] += 1

        for number in range(DAY):
            take = partial(desk.take, card(number % (DAY * 2 // 3)), Way.CAMERA)
            window.tasks.store(page, take, taken)
            if number % AHEAD == AHEAD - 1:
                wait(lambda least=number: done[0] > least, 60)  # type: ignore[misc]  # bound now
            if number % LOOK_EACH == LOOK_EACH - 1:
                page.show_screen(SCREENS[number // LOOK_EACH % len(SCREENS)])
            if number % (DAY // STEPS) == DAY // STEPS - 1:
                rest(300)
                samples.append((number + 1, process.memory_info().rss / 1e6))

    with tempfile.TemporaryDirectory() as name:
        in_window(station(Path(name)), Empty(), script)
    counts, sizes = zip(*samples, strict=True)
    half = len(samples) // 2
    slope = float(np.polyfit(counts[half:], sizes[half:], 1)[0]) * 1_000
    print(f"day: {DAY:,} passages; MB at each twentieth: " + " ".join(f"{s:.0f}" for s in sizes))
    told("memory at its most", max(sizes), "MB", MEMORY_MB)
    told("slope over the second half, for 1,000 passages", slope, "MB", SLOPE_MB)


if __name__ == "__main__":
    main()
