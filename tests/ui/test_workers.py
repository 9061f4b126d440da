"""Work beside the window's thread."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import DiskFull, SourceMissing
from checkpoint_app.domain.passage import DirectionMode, Person, Verdict
from checkpoint_app.scanner.frames import Frame
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui.day_sheet import write_day_sheet
from checkpoint_app.ui.sample_day import SetClock, fill
from checkpoint_app.ui.sound import Sounds
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.workers.camera import CameraWorker
from checkpoint_app.ui.workers.desk_watch import DeskWatch

QUAD = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
AN = "001090000001|123456789|Nguyễn Văn An|12031990|Nam|Căn 101|01012020"


class Asker(QObject):
    """Somebody who wants an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.threads: list[QThread] = []

    def on_answer(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.append(QThread.currentThread())


def slow(value: int) -> Callable[[], int]:
    """Work that takes another thread."""

    def work() -> int:
        assert threading.current_thread() is not threading.main_thread()
        return value

    return work


def test_answers_come_back_on_the_windows_thread_in_order(qtbot: QtBot, tasks: Tasks) -> None:
    asker = Asker()
    for value in range(20):
        tasks.store(asker, slow(value), asker.on_answer)
    qtbot.waitUntil(lambda: len(asker.answers) == 20)
    assert asker.answers == list(range(20))
    assert set(asker.threads) == {asker.thread()}


def test_an_error_goes_to_whoever_asked_or_else_to_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    asker = Asker()

    def fail() -> None:
        raise DiskFull

    tasks.store(asker, fail, asker.on_answer, asker.on_answer)
    qtbot.waitUntil(lambda: len(asker.answers) == 1)
    assert isinstance(asker.answers[0], DiskFull)
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.network(asker, fail, asker.on_answer)
    assert told.args is not None
    assert isinstance(told.args[0], DiskFull)


def test_whoever_is_gone_gets_no_answer(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    gone, there = Asker(), Asker()
    tasks.store(gone, gate.wait, gone.on_answer)
    answers = gone.answers
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    gate.set()
    tasks.store(there, slow(1), there.on_answer)
    qtbot.waitUntil(lambda: there.answers == [1])
    assert answers == []


def test_stopping_finishes_what_the_store_was_given(tasks: Tasks) -> None:
    done: list[int] = []
    asker = Asker()
    for value in range(10):
        tasks.store(asker, partial(done.append, value))
    tasks.stop()
    assert done == list(range(10))


def worker(desk: Desk) -> CameraWorker:
    """A camera worker whose loop is never started; frames are handed to it."""
    return CameraWorker(desk, lambda: open_source("/nowhere"))


def frame(number: int) -> Frame:
    """A small frame."""
    return Frame(np.full((20, 30, 3), number, np.uint8), number, 0.0)


def test_only_the_newest_frame_waits(qtbot: QtBot, desk: Desk) -> None:
    camera = worker(desk)
    sent: list[int] = []
    camera.frame_ready.connect(lambda: sent.append(1))
    for number in range(50):
        camera.on_frame(frame(number), [], None)
    assert len(sent) == 1
    held = camera.newest()
    assert held is not None
    assert held.image.pixelColor(3, 3).red() == 49
    assert camera.newest() is None
    camera.on_frame(frame(7), [], None)
    assert len(sent) == 2


def test_a_card_held_still_is_told_once(desk: Desk) -> None:
    camera = worker(desk)
    told: list[Verdict] = []
    camera.outcome_ready.connect(lambda outcome: told.append(outcome.verdict))
    for number in range(30):
        camera.on_frame(frame(number), [Read(AN.encode(), "test", QUAD)], None)
    assert told == [Verdict.RECORDED]
    camera.on_frame(frame(31), [Read(b"https://example.com", "test", QUAD)], None)
    assert told == [Verdict.RECORDED, Verdict.UNREADABLE]
    assert desk.snapshot().balance.captured == 1


def test_a_source_that_is_not_there_is_said(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    camera = CameraWorker(desk, lambda: open_source(str(tmp_path / "none.mp4")))
    states: list[ScanState] = []
    camera.state_changed.connect(states.append)
    with qtbot.waitSignal(camera.ended):
        camera.start()
    assert camera.stop()
    qtbot.waitUntil(lambda: states[-1].phase is ScanPhase.ENDED)
    assert isinstance(states[-1].error, SourceMissing)


def test_a_change_brings_a_fresh_snapshot(qtbot: QtBot, desk: Desk, tasks: Tasks) -> None:
    watch = DeskWatch(desk, tasks)
    with qtbot.waitSignal(watch.snapshot_ready):
        watch.start()
    with qtbot.waitSignal(watch.snapshot_ready) as told:
        threading.Thread(
            target=lambda: desk.enter(Entry(DirectionMode.IN, person=Person(name="A")))
        ).start()
    assert told.args is not None
    assert told.args[0].balance.captured == 1
    watch.stop()


def test_no_sound_is_no_error(capfd: pytest.CaptureFixture[str]) -> None:
    sounds = Sounds(on=True)
    sounds.prepare()
    for verdict in Verdict:
        sounds.play(verdict)
    assert sounds.stop()
    assert capfd.readouterr() == ("", "")


def test_the_day_sheet_is_one_page_that_replaces_the_old_one(
    desk: Desk, clock: SetClock, tmp_path: Path
) -> None:
    fill(desk, clock)
    held = desk.snapshot()
    path = tmp_path / "ngày 11.pdf"
    path.write_bytes(b"old")
    write_day_sheet(path, desk.day_sheet(held.day.day))
    written = path.read_bytes()
    assert written.startswith(b"%PDF-")
    assert written.count(b"/Type /Page\n") == 1
    assert len(written) > 20_000
    assert [item.name for item in tmp_path.iterdir() if item.suffix == ".pdf"] == [path.name]
