"""Frame after frame, with a camera that gets lost: nothing grows, nothing stays open."""

import tracemalloc
from collections.abc import Iterator

import pytest

from checkpoint_app.scanner import preparation
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase
from checkpoint_app.scanner.reads import Read
from tests.benchmarks.soak import Outcome, Shown, Soak, pool

FRAMES = 1200
WARM_UP = 400
SCALE = 0.5
SAMPLES = 30
KEPT = 1000


@pytest.fixture(scope="module")
def shown() -> dict[str, list[Shown]]:
    return pool(SCALE)


@pytest.fixture
def traced(shown: dict[str, list[Shown]]) -> Iterator[None]:
    tracemalloc.start()
    Soak(shown, WARM_UP, allocated, 1).run()  # what the libraries keep from their first use on
    yield
    tracemalloc.stop()


def allocated() -> float:
    """Bytes, without the filters that the reader keeps on purpose, a bounded number of them."""
    kept = (tracemalloc.Filter(False, preparation.__file__), tracemalloc.Filter(False, "*/trace*"))
    found = tracemalloc.take_snapshot().filter_traces(kept)
    return float(sum(trace.size for trace in found.traces))


class Hoarder(Soak):
    """A listener that keeps a little of every frame."""

    def __init__(self, shown: dict[str, list[Shown]], frames: int) -> None:
        super().__init__(shown, frames, allocated, SAMPLES)
        self.hoard: list[bytes] = []

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        self.hoard.append(frame.image.tobytes()[:KEPT])
        super().on_frame(frame, reads, hint)


@pytest.mark.slow
@pytest.mark.usefixtures("traced")
def test_thousands_of_frames_leave_nothing_behind(shown: dict[str, list[Shown]]) -> None:
    outcome = Soak(shown, FRAMES, allocated, SAMPLES).run()
    assert outcome.faults() == []
    # What the run is worth: all was shown, codes were read, and the camera was lost.
    assert outcome.frames >= FRAMES - 10
    assert outcome.reads >= FRAMES // 6
    assert outcome.phases[ScanPhase.LOST] >= 3
    assert outcome.hints


@pytest.mark.slow
@pytest.mark.usefixtures("traced")
def test_keeping_a_little_of_every_frame_is_found_out(shown: dict[str, list[Shown]]) -> None:
    outcome = Hoarder(shown, FRAMES // 2).run()
    assert [fault for fault in outcome.faults() if fault.startswith("memory grew")]


def test_a_run_is_judged_by_its_first_and_its_last_tenth() -> None:
    level = Outcome(memory=[9.0] * 2 + [100.0] * 10 + [500.0] * 78 + [104.0] * 10)
    assert level.faults() == []
    grown = Outcome(memory=[9.0] * 2 + [100.0] * 88 + [106.0] * 10, wrong=1, missed=2)
    assert grown.faults() == [
        "memory grew by 6.0 %",
        "1 frames were read wrong",
        "2 frames with an easy code were not read",
    ]
