"""The live reader beside its engines, on the same 1280×720 frames, and while nobody comes."""

import threading
import time
from collections.abc import Sequence
from itertools import cycle

from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanLoop, ScanState
from checkpoint_app.scanner.reads import Read
from tests.benchmarks.figures import median, show, taking_turns
from tests.benchmarks.frames import empty_frames, frames_with_cards
from tests.benchmarks.readers import pyzbar_text, zxing
from tests.scenes.paint import Image

ROUNDS = 3
RATE = 15
IDLE_S = 20


def run() -> None:
    """Print the cost of an empty frame, of a frame with a code, and of the loop while idle."""
    for title, frames in (
        ("empty frame", empty_frames()),
        ("frame with a code", frames_with_cards()),
    ):
        spent = taking_turns(
            {"ours": Decoder().read, "zxing": zxing, "pyzbar": pyzbar_text}, frames * ROUNDS
        )
        for kind, of in (("processor", "cpu"), ("clock", "wall")):
            times = {name: median(getattr(one, of)) for name, one in spent.items()}
            show(
                f"reader, {title}, median, {kind}",
                times["ours"],
                "ms",
                zxing_alone=times["zxing"],
                pyzbar=times["pyzbar"],
            )
    show(f"idle loop at 1280×720, {RATE} frames/s: one core", 100 * idle(IDLE_S), "%")


class _Camera:
    """A camera that shows an empty gate, at its rate, for a while."""

    name = "bench"
    live = True

    def __init__(self, frames: Sequence[Image], seconds: float) -> None:
        self._frames = cycle(frames)
        self._number, self._last = 0, round(RATE * seconds)
        self._pause = threading.Event()
        self._start = time.monotonic()

    def read(self) -> Frame | None:
        if self._number == self._last:
            return None
        self._number += 1
        self._pause.wait(max(0.0, self._start + self._number / RATE - time.monotonic()))
        return Frame(next(self._frames), self._number, time.monotonic())

    def close(self) -> None:
        """Nothing to let go."""


class _Nobody:
    """A listener that has nothing to do."""

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        """Nothing to do."""

    def on_state(self, state: ScanState) -> None:
        """Nothing to do."""

    def on_end(self) -> None:
        """Nothing to do."""


def idle(seconds: float) -> float:
    """The part of one core that the scanning loop takes while nobody comes, without a window."""
    camera = _Camera(empty_frames(), seconds)
    loop = ScanLoop(lambda: camera, Decoder(), _Nobody(), threading.Event())
    started, cpu = time.perf_counter(), time.process_time()
    loop.start()
    loop.join()
    return (time.process_time() - cpu) / (time.perf_counter() - started)
