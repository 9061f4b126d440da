"""The hint over the picture, the picture that stands still, and the choice of the camera."""

from collections.abc import Iterator
from itertools import count

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import SourceFrozen
from checkpoint_app.domain.passage import DirectionMode, Person, Verdict
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.camera_list import FoundCamera
from checkpoint_app.scanner.frames import Frame, Source
from checkpoint_app.scanner.hints import AFTER_S, Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.source import open_source
from checkpoint_app.scanner.watchdog import Pace
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.screens.settings import SettingsScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.camera_view import CameraView
from checkpoint_app.ui.words import word
from checkpoint_app.ui.workers.camera import CameraWorker
from tests.ui.conftest import PIN

LINK = "/dev/v4l/by-id/usb-046d_C920-video-index0"
CAMERAS = [FoundCamera("0", "Integrated Camera", 0), FoundCamera(LINK, "HD Pro Webcam C920", 2)]
QUAD = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))


def picture() -> QImage:
    """A light frame."""
    made = QImage(1280, 720, QImage.Format.Format_RGB888)
    made.fill(QColor("#8090a0"))
    return made


def painted(view: CameraView) -> int:
    """How many pixels the line of the hint covers."""
    shown = view.grab().toImage()
    back = QColor(theme.OVER_PICTURE.back).rgb()
    return sum(
        shown.pixel(x, y) == back
        for x in range(0, shown.width(), 4)
        for y in range(0, shown.height(), 4)
    )


@pytest.fixture
def view(qtbot: QtBot) -> CameraView:
    """The picture's place, in sight."""
    made = CameraView()
    qtbot.addWidget(made)
    made.resize(800, 450)
    made.show()
    return made


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("hint", Hint)
def test_a_hint_is_written_over_the_picture_and_told_to_screen_readers(
    app: Application, view: CameraView, hint: Hint, lang: Lang
) -> None:
    app.language.choose(lang)
    view.show_frame(picture(), [])
    assert painted(view) == 0
    view.show_frame(picture(), [], hint)
    assert painted(view) > 100
    assert view.accessibleDescription() == word(hint)
    view.show_frame(picture(), [])
    assert painted(view) == 0
    assert view.accessibleDescription() == ""


def test_a_hint_goes_with_the_picture(view: CameraView) -> None:
    view.show_frame(picture(), [], Hint.DARK)
    view.show_state(view.state.LOST, SourceFrozen(source="HD Webcam"))
    assert view.hint is None
    assert view.words()[0] == "The picture stands still"
    assert "HD Webcam" in view.accessibleDescription()
    view.show_frame(picture(), [])
    assert view.hint is None


def test_a_hint_hides_no_verdict(page: DeskPage, desk: Desk) -> None:
    outcome = desk.enter(Entry(DirectionMode.IN, person=Person(name="Trần Thị Bích")))
    page.sights.show_frame(picture(), [], Hint.BLURRED)
    page.show_outcome(outcome)
    page.sights.show_frame(picture(), [], Hint.BLURRED)
    banner, camera = page.gate.banner, page.gate.camera
    assert banner.outcome is not None
    assert banner.outcome.verdict is Verdict.RECORDED
    assert not banner.geometry().intersects(camera.geometry())


def test_a_hint_reaches_the_window_once_it_has_lasted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("checkpoint_app.ui.workers.camera.time.monotonic", lambda: now[0])
    camera = CameraWorker(desk, lambda: open_source("/nowhere"))
    frame = Frame(np.full((20, 30, 3), 90, np.uint8), 0, 0.0)

    def hint_after(seconds: float, hint: Hint | None, reads: list[Read]) -> Hint | None:
        for _ in range(round(seconds / 0.1)):
            now[0] += 0.1
            camera.on_frame(frame, reads, hint)
        held = camera.newest()
        assert held is not None
        return held.hint

    assert hint_after(AFTER_S - 0.1, Hint.TOO_FAR, []) is None
    assert hint_after(0.3, Hint.TOO_FAR, []) is Hint.TOO_FAR
    assert hint_after(0.1, None, [Read(b"https://example.com", "test", QUAD)]) is None


class Cellar:
    """A live camera in the dark; only the camera is a fake."""

    name, live = "cellar", True

    def __init__(self) -> None:
        self._numbers = count()
        self._noise = np.random.default_rng(1)

    def read(self) -> Frame:
        noise = self._noise.normal(6, 2, (90, 160, 3)).clip(0, 255).astype(np.uint8)
        return Frame(noise, next(self._numbers), 0.0)

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def cellar(qtbot: QtBot, app: Application, home: Home) -> Iterator[MainWindow]:
    """The open window of a gate whose camera sees nothing."""

    def open_cellar(spec: str) -> Source:
        return Cellar()

    made = MainWindow(app, home, open_cellar, "0")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.desk_opened):
        made.on_pin(PIN)
    yield made
    made.shut_down()


def test_a_covered_lens_is_said_at_the_gate(qtbot: QtBot, cellar: MainWindow) -> None:
    assert cellar.page is not None
    camera = cellar.page.gate.camera
    qtbot.waitUntil(lambda: camera.hint is Hint.COVERED)
    assert "lens is covered" in camera.accessibleDescription()


@pytest.fixture
def settings(qtbot: QtBot) -> SettingsScreen:
    """The page of the settings, with two cameras."""
    made = SettingsScreen(Settings(lang=Lang.EN, source="0"))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_cameras(CAMERAS)
    return made


def offered(settings: SettingsScreen) -> list[str]:
    return [settings.camera.itemText(place) for place in range(settings.camera.count())]


def test_cameras_are_offered_by_name(settings: SettingsScreen) -> None:
    names = ["Integrated Camera", "HD Pro Webcam C920", "No camera", "Another source…"]
    assert offered(settings) == names
    assert settings.camera.currentText() == "Integrated Camera"
    assert not settings.source.isVisible()


def test_a_chosen_camera_is_kept_by_what_does_not_change(
    qtbot: QtBot, settings: SettingsScreen
) -> None:
    settings.camera.setFocus()
    with qtbot.waitSignal(settings.changed) as changed:
        QTest.keyClick(settings.camera, Qt.Key.Key_Down)
    assert changed.args == ["source", LINK]
    settings.show_cameras([FoundCamera(LINK, "HD Pro Webcam C920", 5)])
    assert settings.camera.currentText() == "HD Pro Webcam C920"


def test_a_camera_that_is_not_plugged_in_stays_chosen(settings: SettingsScreen) -> None:
    settings.show_settings(Settings(source=LINK))
    settings.show_cameras(CAMERAS[:1])
    assert settings.camera.currentText() == "Camera 046d C920: not plugged in"
    settings.show_settings(Settings(source="7"))
    assert settings.camera.currentText() == "Camera 7: not plugged in"


def test_two_cameras_of_one_name_are_told_apart(settings: SettingsScreen) -> None:
    settings.show_cameras([FoundCamera("0", "Webcam", 0), FoundCamera("4", "Webcam", 4)])
    assert offered(settings)[:2] == ["Webcam · 0", "Webcam · 4"]
    settings.show_cameras([FoundCamera("0", "", 0)])
    assert offered(settings)[0] == "Camera 1"


def test_another_source_is_typed_in(qtbot: QtBot, settings: SettingsScreen) -> None:
    with qtbot.assertNotEmitted(settings.changed):
        settings.camera.setCurrentIndex(settings.camera.count() - 1)
        settings.camera.activated.emit(settings.camera.count() - 1)
    qtbot.waitUntil(settings.source.isVisible)
    with qtbot.waitSignal(settings.changed) as changed:
        QTest.keyClicks(settings.source, "rtsp://gate.invalid/1")
        QTest.keyClick(settings.source, Qt.Key.Key_Return)
    assert changed.args == ["source", "rtsp://gate.invalid/1"]
    assert settings.camera.currentText() == "Another source…"
    assert settings.camera.is_other


def test_the_wheel_over_the_list_changes_nothing(qtbot: QtBot, settings: SettingsScreen) -> None:
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(settings.camera.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.assertNotEmitted(settings.changed):
        QApplication.sendEvent(settings.camera, turn)
    assert settings.camera.currentIndex() == 0


def test_refresh_looks_for_cameras_again(qtbot: QtBot, page: DeskPage) -> None:
    page.show_screen(Key.SETTINGS)
    page.settings.show_cameras(CAMERAS)
    assert page.settings.camera.findText("HD Pro Webcam C920") >= 0
    # The cameras of the machine that runs this take their place, whichever they are.
    page.settings.refresh.click()
    qtbot.waitUntil(lambda: page.settings.camera.findText("HD Pro Webcam C920") < 0)


def test_what_the_camera_gives_is_shown_while_it_gives_it(page: DeskPage) -> None:
    note = page.settings._fields["camera"]
    page.sights.show_scan_state(ScanState(ScanPhase.RUNNING, pace=Pace(1920, 1080, 29.6)))
    assert note.note == "In use: 1920×1080, 30 pictures a second"
    page.sights.show_scan_state(ScanState(ScanPhase.RUNNING))
    assert "1920×1080" in note.note
    page.sights.show_scan_state(ScanState(ScanPhase.LOST, SourceFrozen(source="0")))
    assert "1920" not in note.note
