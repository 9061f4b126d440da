"""The scanning loop: what it says, what it drops, how it ends. Only the source is a fake."""

import json
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from checkpoint_app.domain.documents import Format
from checkpoint_app.domain.errors import (
    CheckpointError,
    SourceFrozen,
    SourceLost,
    SourceMissing,
    SourceUnreadable,
)
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.frames import Frame, Source
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.light import HOLD_FRAMES
from checkpoint_app.scanner.loop import SILENCE_S, ScanLoop, ScanPhase, ScanState
from checkpoint_app.scanner.mailbox import CAPACITY
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.repeats import RepeatGuard
from checkpoint_app.scanner.source import open_source
from checkpoint_app.scanner.video import VideoFile
from checkpoint_app.scanner.watchdog import FROZEN_S, Pace
from tests.fakes.clock import FakeClock
from tests.scenes.film import truth

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
WAIT_S = 30
LOST = SourceLost(source="0", live=True)
MISSING = SourceMissing(source="0", live=True)


def frame(number: int) -> Frame:
    return Frame(np.full((4, 4, 3), number % 256, np.uint8), number, 0.0)


class FakeSource:
    """Gives frames or raises, as told; then ends."""

    def __init__(self, steps: Iterator[Frame | CheckpointError], *, live: bool = True) -> None:
        self.name = "fake"
        self.live = live
        self.closed = 0
        self._steps = steps

    def read(self) -> Frame | None:
        step = next(self._steps, None)
        if isinstance(step, CheckpointError):
            raise step
        return step

    def close(self) -> None:
        self.closed += 1


class NoCodes:
    """A reader that reads nothing and says which way it was asked."""

    def __init__(self, advice: Hint | None = None) -> None:
        self.stills = 0
        self._advice = advice

    def read(self, image: object) -> list[Read]:
        return []

    def read_still(self, image: object) -> list[Read]:
        self.stills += 1
        return []

    def hint(self) -> Hint | None:
        return self._advice


class Notes:
    """A listener that writes everything down."""

    def __init__(self, on_frame: Callable[[Frame], None] | None = None) -> None:
        self.said: list[ScanState | int | str] = []
        self.hints: list[Hint | None] = []
        self.ended = threading.Event()
        self._then = on_frame

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        self.said.append(frame.number)
        self.hints.append(hint)
        if self._then is not None:
            self._then(frame)

    def on_state(self, state: ScanState) -> None:
        self.said.append(state)

    def on_end(self) -> None:
        self.said.append("end")
        self.ended.set()

    @property
    def phases(self) -> list[ScanPhase]:
        return [note.phase for note in self.said if isinstance(note, ScanState)]

    @property
    def numbers(self) -> list[int]:
        return [note for note in self.said if isinstance(note, int)]


class HastyStop(threading.Event):
    """A stop event on which nobody has to wait: it writes the waits down."""

    def __init__(self, most: int = 1000) -> None:
        super().__init__()
        self.waits: list[float | None] = []
        self._most = most

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        if len(self.waits) >= self._most:
            self.set()
        return self.is_set()


def run(
    opened: Iterator[Source | CheckpointError], notes: Notes, stop: threading.Event | None = None
) -> ScanLoop:
    def open_next() -> Source:
        given = next(opened)
        if isinstance(given, CheckpointError):
            raise given
        return given

    loop = ScanLoop(open_next, NoCodes(), notes, stop or threading.Event())
    loop.start()
    return loop


def finish(loop: ScanLoop) -> None:
    assert loop.join(WAIT_S)
    assert not [one for one in threading.enumerate() if one.name.startswith("scan-")]


def test_every_frame_of_a_file_is_read_in_order_however_slow_the_reader() -> None:
    source = FakeSource(iter([frame(number) for number in range(60)]), live=False)
    lag = threading.Event()

    def be_slow(_: Frame) -> None:
        lag.wait(0.001)

    notes = Notes(be_slow)
    finish(run(iter([source]), notes))
    assert notes.numbers == list(range(60))
    assert notes.phases == [ScanPhase.STARTING, ScanPhase.RUNNING, ScanPhase.ENDED]
    assert notes.said[-1] == "end"
    assert source.closed == 1


def test_a_slow_reader_of_a_file_is_waited_for_and_memory_is_bounded() -> None:
    taken: list[int] = []
    ahead: list[int] = []

    def steps() -> Iterator[Frame]:
        for number in range(200):
            taken.append(number)
            yield frame(number)

    notes = Notes(lambda seen: ahead.append(len(taken) - seen.number))
    finish(run(iter([FakeSource(steps(), live=False)]), notes))
    assert notes.numbers == list(range(200))
    # Those in the box, the one being read, and the one waiting for room.
    assert max(ahead) <= CAPACITY + 2


def test_of_a_live_source_the_newest_frame_wins() -> None:
    first_seen, all_taken = threading.Event(), threading.Event()

    def steps() -> Iterator[Frame]:
        yield frame(0)
        assert first_seen.wait(WAIT_S)
        for number in range(1, 50):
            yield frame(number)
        all_taken.set()

    def hold(seen: Frame) -> None:
        if seen.number == 0:
            first_seen.set()
            assert all_taken.wait(WAIT_S)

    notes = Notes(hold)
    finish(run(iter([FakeSource(steps())]), notes))
    assert notes.numbers == [0, 49]


def test_a_camera_that_goes_away_is_said_waited_for_and_used_again() -> None:
    stop = HastyStop()
    gone = FakeSource(iter([frame(1), LOST]))
    back = FakeSource(iter([frame(2)]))
    notes = Notes()
    opened: list[Source | CheckpointError] = [gone, *[MISSING] * 5, back]
    finish(run(iter(opened), notes, stop))
    assert notes.numbers == [1, 2]
    lost = [note for note in notes.said if isinstance(note, ScanState) and note.error]
    assert [note.error for note in lost] == [LOST, *[MISSING] * 5]
    assert {note.phase for note in lost} == {ScanPhase.LOST}
    assert notes.phases[-2:] == [ScanPhase.RUNNING, ScanPhase.ENDED]
    assert stop.waits == [1, 2, 4, 10, 10, 10]
    assert gone.closed == back.closed == 1


def test_the_waits_start_anew_once_a_camera_gave_frames() -> None:
    stop = HastyStop()
    opened: list[Source | CheckpointError] = [
        MISSING,
        MISSING,
        FakeSource(iter([frame(1), LOST])),
        FakeSource(iter([LOST])),
        FakeSource(iter([])),
    ]
    finish(run(iter(opened), Notes(), stop))
    assert stop.waits == [1, 2, 1, 2]


def test_a_camera_missing_at_the_start_is_waited_for_until_stopped() -> None:
    stop = HastyStop(most=6)
    notes = Notes()
    finish(run(iter(lambda: MISSING, None), notes, stop))
    assert len(stop.waits) == 6
    assert notes.phases[-1] is ScanPhase.ENDED
    assert notes.said[-1] == "end"


@pytest.mark.parametrize("cause", [SourceMissing(source="x"), SourceUnreadable(source="x")])
def test_a_missing_file_ends_the_loop_with_its_cause(cause: CheckpointError) -> None:
    stop, notes = HastyStop(), Notes()
    finish(run(iter([cause]), notes, stop))
    assert notes.said == [
        ScanState(ScanPhase.STARTING),
        ScanState(ScanPhase.ENDED, cause),
        "end",
    ]
    assert stop.waits == []


def test_an_unreadable_picture_is_said_and_the_rest_is_read() -> None:
    torn = SourceUnreadable(source="2.png")
    notes = Notes()
    finish(run(iter([FakeSource(iter([frame(1), torn, frame(3)]), live=False)]), notes))
    assert notes.said[1:] == [
        ScanState(ScanPhase.RUNNING),
        1,
        ScanState(ScanPhase.RUNNING, torn),
        3,
        ScanState(ScanPhase.ENDED),
        "end",
    ]


def test_a_camera_that_falls_silent_is_lost_and_found_again() -> None:
    clock = FakeClock()
    again, said = threading.Event(), threading.Event()

    def steps() -> Iterator[Frame]:
        yield frame(1)
        assert again.wait(WAIT_S)
        yield frame(2)

    class Silent(Notes):
        def on_state(self, state: ScanState) -> None:
            super().on_state(state)
            if state.phase is ScanPhase.LOST:
                said.set()

    notes = Silent(lambda seen: clock.pass_s(SILENCE_S + 1) if seen.number == 1 else None)
    # The clock moves on after the frame was heard, as if the camera hung for that long.
    loop = ScanLoop(lambda: FakeSource(steps()), NoCodes(), notes, threading.Event(), clock=clock)
    loop.start()
    assert said.wait(WAIT_S)
    again.set()
    finish(loop)
    assert notes.phases == [
        ScanPhase.STARTING,
        ScanPhase.RUNNING,
        ScanPhase.LOST,
        ScanPhase.RUNNING,
        ScanPhase.ENDED,
    ]


def scene(seed: int, *, gain: float = 1.0, noise: float = 3.0) -> Frame:
    """A still scene as a sensor gives it: the same edges, other noise."""
    edges = np.where(np.arange(160) // 20 % 2, 180.0, 60.0) * gain
    shaken = edges[None, :, None] + np.random.default_rng(seed).normal(0, noise, (90, 160, 3))
    return Frame(np.clip(shaken, 0, 255).astype(np.uint8), seed, 0.0)


def watched(
    openings: list[list[Frame]], clock: FakeClock, step_s: float, stop: threading.Event
) -> Notes:
    """What a listener hears of a camera that gives these frames, one each so many seconds."""

    def steps(frames: list[Frame]) -> Iterator[Frame]:
        for given in frames:
            clock.pass_s(step_s)
            yield given

    notes = Notes()
    opened = iter([FakeSource(steps(frames)) for frames in openings])
    loop = ScanLoop(lambda: next(opened), NoCodes(), notes, stop, clock=clock)
    loop.start()
    finish(loop)
    return notes


def test_a_picture_that_stands_still_is_said_and_the_camera_opened_anew() -> None:
    stop = HastyStop()
    still = [scene(1) for _ in range(round(FROZEN_S) + 9)]
    alive = [scene(seed) for seed in range(2, 6)]
    # Opened again it gives the same picture twice more before it is well.
    notes = watched([still, still, still, alive], FakeClock(), 1.0, stop)
    lost = [note for note in notes.said if isinstance(note, ScanState) and note.error]
    assert [type(note.error) for note in lost] == [SourceFrozen] * 3
    assert {note.phase for note in lost} == {ScanPhase.LOST}
    # A picture known to be frozen is not taken for a camera that works: the waits grow.
    assert stop.waits == [1, 2, 4]
    assert [phase for phase in notes.phases if phase is not ScanPhase.LOST] == [
        ScanPhase.STARTING,
        ScanPhase.RUNNING,
        ScanPhase.RUNNING,
        ScanPhase.ENDED,
    ]


def test_a_still_scene_is_not_taken_for_a_frozen_picture() -> None:
    stop = HastyStop()
    notes = watched([[scene(seed, noise=0.7) for seed in range(60)]], FakeClock(), 1.0, stop)
    assert ScanPhase.LOST not in notes.phases
    assert stop.waits == []


def test_a_covered_lens_is_said_and_not_taken_for_a_frozen_camera() -> None:
    black = [Frame(np.zeros((90, 160, 3), np.uint8), 0, 0.0) for _ in range(60)]
    stop = HastyStop()
    source = FakeSource(iter(black), live=False)  # so that no frame is dropped
    notes = Notes()
    finish(run(iter([source]), notes))
    assert notes.hints[-1] is Hint.COVERED
    assert ScanPhase.LOST not in watched([black], FakeClock(), 1.0, stop).phases


def test_the_pace_of_a_camera_is_measured_and_told_once() -> None:
    notes = watched([[scene(seed) for seed in range(200)]], FakeClock(), 0.05, HastyStop())
    paces = [note.pace for note in notes.said if isinstance(note, ScanState) and note.pace]
    assert [(pace.width, pace.height, round(pace.rate)) for pace in paces] == [(160, 90, 20)]
    assert isinstance(paces[0], Pace)


def test_light_comes_before_what_the_decoder_advises() -> None:
    def hints(frames: list[Frame], advice: Hint | None) -> list[Hint | None]:
        notes = Notes()
        source = FakeSource(iter(frames), live=False)
        loop = ScanLoop(lambda: source, NoCodes(advice), notes, threading.Event())
        loop.start()
        finish(loop)
        return notes.hints

    lit = [scene(seed) for seed in range(20)]
    dark = [scene(seed, gain=0.12) for seed in range(20)]
    assert set(hints(lit, None)) == {None}
    assert set(hints(lit, Hint.BLURRED)) == {Hint.BLURRED}
    assert hints(dark, Hint.BLURRED)[-1] is Hint.DARK
    # The capturing thread may be some frames ahead, so only the first is certain.
    assert hints(lit + dark, None)[0] is None
    assert len(dark) > HOLD_FRAMES


def test_stopping_ends_both_threads_and_says_so() -> None:
    stop = threading.Event()
    notes = Notes(lambda seen: stop.set() if seen.number >= 3 else None)
    endless = (frame(number) for number in count())
    finish(run(iter([FakeSource(endless, live=False)]), notes, stop))
    assert notes.numbers == [0, 1, 2, 3]
    assert notes.said[-2:] == [ScanState(ScanPhase.ENDED), "end"]


def test_a_listener_that_fails_stops_the_loop_and_is_heard() -> None:
    stop = threading.Event()
    heard: list[Exception] = []

    def fail(_: Frame) -> None:
        raise ZeroDivisionError("listener")

    source = FakeSource((frame(number) for number in count()), live=False)
    loop = ScanLoop(lambda: source, NoCodes(), Notes(fail), stop, on_error=heard.append)
    loop.start()
    with pytest.raises(ZeroDivisionError, match="listener"):
        loop.join(WAIT_S)
    assert [type(one) for one in heard] == [ZeroDivisionError]
    assert stop.is_set()
    assert source.closed == 1


def test_a_fault_nobody_expected_in_a_source_is_heard_too() -> None:
    def steps() -> Iterator[Frame]:
        yield frame(1)
        raise ZeroDivisionError("source")

    notes = Notes()
    loop = run(iter([FakeSource(steps(), live=False)]), notes)
    assert notes.ended.wait(WAIT_S)
    with pytest.raises(ZeroDivisionError, match="source"):
        loop.join(WAIT_S)


def test_pictures_get_all_that_the_reader_has(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no picture")
    (tmp_path / "a.ppm").write_bytes(b"P6 2 2 255 " + bytes(12))
    reader = NoCodes()
    loop = ScanLoop(lambda: open_source(str(tmp_path)), reader, Notes(), threading.Event())
    loop.start()
    finish(loop)
    assert reader.stills == 1


def test_the_sample_film_shows_what_is_written_about_it() -> None:
    written = json.loads((SAMPLES / "gate.json").read_text("utf-8"))
    assert written == truth()
    clock = FakeClock()
    guard = RepeatGuard(5.0, clock)
    seen: list[str] = []

    class Gate(Notes):
        def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
            super().on_frame(frame, reads, hint)
            clock.pass_s(1 / written["rate"])
            seen.extend(
                read.payload.decode() for read in reads if not guard.is_repeat(read.payload)
            )

    notes = Gate()
    film = VideoFile(SAMPLES / "gate.webm", paced=False)
    loop = ScanLoop(lambda: film, Decoder(), notes, threading.Event())
    loop.start()
    finish(loop)
    assert notes.numbers == list(range(round(written["seconds"] * written["rate"])))
    assert seen == [shown["payload"] for shown in written["shows"]]
    inside: set[str] = set()
    directions: list[str | None] = []
    for payload in seen:
        if parse(payload.encode()).format is Format.UNKNOWN:
            directions.append(None)
            continue
        directions.append("out" if payload in inside else "in")
        inside ^= {payload}
    assert directions == [shown["direction"] for shown in written["shows"]]
    assert directions.count("in") == written["in"] == 8
    assert directions.count("out") == written["out"] == 5
    assert directions.count(None) == written["unknown"] == 1
    assert len(inside) == written["inside"]


def test_sightings_of_one_person_in_the_sample_film_are_six_seconds_apart() -> None:
    written = json.loads((SAMPLES / "gate.json").read_text("utf-8"))
    last: dict[int, float] = {}
    for shown in written["shows"]:
        person = shown["person"]
        if person is None:
            continue
        if person in last:
            assert shown["from_s"] - 0.7 - last[person] >= 6
        last[person] = shown["to_s"] + 0.6
    assert 40 <= written["seconds"] <= 60
    assert (SAMPLES / "gate.webm").stat().st_size <= 4 * 1024 * 1024
