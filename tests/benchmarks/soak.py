"""``python -m tests.benchmarks.soak [FRAMES]``: many frames through the real loop and decoder.

A camera that shows an empty gate, cards and phones, codes too hard to read, patterns that are none,
other sizes, the same picture for ever, and that gets lost now and then. Ends with code 1 where
memory grew by more than 5 %, a thread or a file was left open, or anything was read wrong.
"""

import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

import cv2
import numpy as np
import psutil

from checkpoint_app.domain.errors import SourceLost, SourceMissing
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanLoop, ScanPhase, ScanState
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.repeats import RepeatGuard
from checkpoint_app.scanner.watchdog import FROZEN_S
from tests.fakes.clock import FakeClock
from tests.scenes.grounds import no_code
from tests.scenes.paint import Image
from tests.scenes.people import PEOPLE
from tests.scenes.scene import HEIGHT, WIDTH, Light, Pose, frame
from tests.scenes.still import Conditions, HeldStill

FRAMES = 100_000
RATE = 15
WARM_UP, TENTH, MOST_GROWTH = 0.02, 0.1, 0.05
SAMPLES = 1000
_PERIOD = 400
_LOST_EVERY, _FROZEN_EVERY, _STILL_EVERY = 997, 4999, 2503
_WAIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the pool; the payload in it, and whether it must be read."""

    image: Image
    payload: bytes | None = None
    easy: bool = False


def pool(scale: float = 1.0) -> dict[str, list[Shown]]:
    """The pictures that take turns, at a part of 1280×720."""

    def small(image: Image) -> Image:
        if scale == 1:
            return image
        size = (round(WIDTH * scale), round(HEIGHT * scale))
        return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)

    rng = np.random.default_rng(11)
    empty = [frame(None, Pose(), Light(gain=gain), rng) for gain in (1, 1, 0.8, 0.3, 0.04)]
    easy = [HeldStill(Conditions(side=320), seed) for seed in range(len(PEOPLE))]
    hard = [HeldStill(Conditions(side=110, blur=2.5, noise=9), seed) for seed in range(4)]
    others = [no_code(rng, number)[:HEIGHT] for number in range(6)]
    return {
        "empty": [Shown(small(image)) for image in empty],
        "easy": [Shown(small(one.frame(0)), one.payload, easy=True) for one in easy],
        "hard": [Shown(small(one.frame(0)), one.payload) for one in hard],
        "none": [Shown(small(image)) for image in others],
        "size": [
            Shown(np.asarray(cv2.resize(empty[0], size), np.uint8))
            for size in ((640, 480), (round(1920 * scale), round(1080 * scale)), (3, 2))
        ],
    }


def _kind(number: int) -> str:
    """What is shown in a frame: mostly nobody, then somebody, then trouble."""
    at = number % _PERIOD
    for kind, until in (("empty", 290), ("easy", 370), ("hard", 388), ("none", 396)):
        if at < until:
            return kind
    return "size"


class NeverWaits(threading.Event):
    """A stop event for which the waits of a lost camera take no time."""

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it is set, at once."""
        return self.is_set()


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        memory: samples, in the order of the frames.
        wrong, missed: frames read wrong, and easy ones not read.
        left: names of what was open more often afterwards than before.
    """

    frames: int = 0
    reads: int = 0
    wrong: int = 0
    missed: int = 0
    phases: Counter[ScanPhase] = field(default_factory=Counter)
    hints: Counter[Hint] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def tenths(self) -> tuple[float, float]:
        """Medians of the first and the last tenth of the samples after the warm-up."""
        warm = self.memory[round(len(self.memory) * WARM_UP) :]
        size = max(1, round(len(warm) * TENTH))
        return statistics.median(warm[:size]), statistics.median(warm[-size:])

    @property
    def growth(self) -> float:
        """Of memory, from the first to the last tenth, as a part."""
        first, last = self.tenths()
        return last / first - 1

    def faults(self) -> list[str]:
        """Sentences; none where all is well."""
        found = list(self.left)
        if self.growth > MOST_GROWTH:
            found.append(f"memory grew by {100 * self.growth:.1f} %")
        if self.wrong:
            found.append(f"{self.wrong} frames were read wrong")
        if self.missed:
            found.append(f"{self.missed} frames with an easy code were not read")
        return found


class Soak:
    """The camera and the listener of one run."""

    name = "soak"
    live = True

    def __init__(
        self,
        shown: dict[str, list[Shown]],
        frames: int,
        memory: Callable[[], float],
        samples: int = SAMPLES,
    ) -> None:
        """Nothing shown yet; `memory` is asked so many times."""
        self.outcome = Outcome()
        self._pool, self._frames, self._memory = shown, frames, memory
        self._every = max(1, frames // samples)
        self._clock = FakeClock()
        self._guard = RepeatGuard(5.0, self._clock)
        self._ready = threading.Event()
        self._number = 0
        self._missing = self._frozen = 0
        self._current = Shown(np.zeros((1, 1, 3), np.uint8))

    def run(self) -> Outcome:
        """Every frame, then what was left behind."""
        before = _open_things()
        stop = NeverWaits()
        loop = ScanLoop(self.open, Decoder(), self, stop, clock=self._clock)
        loop.start()
        loop.join()
        after = _open_things()
        self.outcome.left = [
            f"{name}: {before[name]} before, {after[name]} after"
            for name in before
            if after[name] > before[name]
        ]
        return self.outcome

    # The camera, on the capturing thread.

    def open(self) -> "Soak":
        """The camera, once it is there again."""
        if self._missing:
            self._missing -= 1
            raise SourceMissing(source=self.name, live=True)
        self._frozen = 0
        self._ready.set()
        return self

    def close(self) -> None:
        """Nothing to let go."""

    def read(self) -> Frame | None:
        """The next frame, after the one before was read: none is skipped."""
        if not self._ready.wait(_WAIT_S):
            raise TimeoutError("a frame was never read")
        if self._number == self._frames:
            return None
        if self._frozen:
            self._clock.pass_s(FROZEN_S / 4)
            self._frozen += 1
        else:
            self._clock.pass_s(1 / RATE)
            self._number += 1
            self._trouble()
        still = self._number % _STILL_EVERY == 0 and not self._frozen
        if self._frozen:  # a picture with something in it, or its standing still tells nothing
            self._current = self._pool["empty"][0]
        else:
            kind = self._pool[_kind(self._number)]
            self._current = kind[self._number // 7 % len(kind)]
        self._ready.clear()
        # Another picture each time, and memory of its own, as from a camera.
        moved = np.roll(self._current.image, 0 if self._frozen else self._number % 5, axis=1)
        return Frame(moved, self._number, self._clock.monotonic(), still=still)

    def _trouble(self) -> None:
        if self._number % _LOST_EVERY == 0:
            self._missing = 2
            raise SourceLost(source=self.name, live=True)
        if self._number % _FROZEN_EVERY == 0:
            self._frozen = 1

    # The listener, on the reading thread.

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        """Counts, compares, parses as the program does, and lets the next frame come."""
        shown, outcome = self._current, self.outcome
        outcome.frames += 1
        got = {read.payload for read in reads}
        outcome.reads += bool(got)
        outcome.wrong += bool(got - {shown.payload})
        outcome.missed += shown.easy and not got
        for payload in got:
            if not self._guard.is_repeat(payload):
                parse(payload)
        if hint is not None:
            outcome.hints[hint] += 1
        if outcome.frames % self._every == 0:
            outcome.memory.append(self._memory())
        self._ready.set()

    def on_state(self, state: ScanState) -> None:
        """Counts."""
        self.outcome.phases[state.phase] += 1

    def on_end(self) -> None:
        """Nothing more will come."""


def _open_things() -> dict[str, int]:
    process = psutil.Process()
    if sys.platform == "win32":
        files = process.num_handles()
    else:
        files = process.num_fds()
    return {"threads": threading.active_count(), "open files": files}


def _resident() -> float:
    return psutil.Process().memory_info().rss / 1e6


def _telling() -> Callable[[], float]:
    """Resident memory in MB, told every tenth of the way to whoever waits."""
    asked = count(1)

    def measure() -> float:
        memory, number = _resident(), next(asked)
        if number % (SAMPLES // 10) == 0:
            print(f"{number} of {SAMPLES} samples: {memory:.1f} MB", file=sys.stderr, flush=True)
        return memory

    return measure


def main(arguments: Sequence[str]) -> int:
    """Runs, prints the figures, gives the exit code."""
    frames = int(arguments[0]) if arguments else FRAMES
    shown = pool()
    # The libraries' own threads and buffers are there before anything is counted.
    Soak(shown, _STILL_EVERY + _PERIOD, _resident).run()
    started, cpu = time.perf_counter(), time.process_time()
    outcome = Soak(shown, frames, _telling()).run()
    passed, spent = time.perf_counter() - started, time.process_time() - cpu
    first, last = outcome.tenths()
    print(f"{outcome.frames} frames in {passed:.0f} s, {1000 * spent / frames:.1f} ms of processor")
    print(f"{outcome.reads} frames read, {outcome.wrong} wrong, {outcome.missed} missed")
    states = (f"{phase.name.lower()} {times}" for phase, times in outcome.phases.items())
    print("states:", ", ".join(states))
    print("hints:", ", ".join(f"{hint} {times}" for hint, times in outcome.hints.items()))
    print(f"memory: first tenth {first:.1f} MB, last tenth {last:.1f} MB")
    print(f"growth {100 * outcome.growth:+.1f} %, most {max(outcome.memory):.1f} MB")
    for fault in outcome.faults():
        print("fault:", fault)
    return 1 if outcome.faults() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
