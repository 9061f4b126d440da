"""Larger text: by keys and by the settings, in every screen at once, and nothing is cut off."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.source import open_source
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.sample_day import SetClock, fill
from checkpoint_app.ui.screen_states import Stage
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from tests.ui.conftest import PIN
from tests.ui.test_looks import check_room, has_size

CONTROL = Qt.KeyboardModifier.ControlModifier
LARGER_SCREEN = "gate-candidates|form-warnings|inside|settings|first-run-3|visitor|trace".split("|")


@pytest.fixture
def usual_size(app: Application) -> Iterator[None]:
    """The text is as large as before once the test is over."""
    yield
    app.put_on(Settings(lang=Lang.EN, theme=Theme.LIGHT))


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home, usual_size: None) -> Iterator[MainWindow]:
    made = MainWindow(app, home, open_source, "")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.shut_down()


def test_keys_make_every_text_larger_and_it_is_kept(
    qtbot: QtBot, window: MainWindow, home: Home
) -> None:
    prompt = window.lock_screen._prompt
    before = prompt.font().pixelSize()
    QTest.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_Equal, CONTROL)
    assert window.zoom.percent == 150
    assert prompt.font().pixelSize() > before
    with qtbot.waitSignal(window.desk_opened):
        window.on_pin(PIN)
    assert window.page is not None
    window.page.show_screen(Key.FORM)
    editor = window.page.form.texts["name"]
    usual = editor.font().pixelSize()
    QTest.keyClick(editor, Qt.Key.Key_Minus, CONTROL)  # from within a field too
    assert (window.zoom.percent, window.page.settings.text.value) == (125, 125)
    assert editor.font().pixelSize() < usual
    assert editor.text() == ""
    qtbot.waitUntil(lambda: home.settings().text_percent == 125)
    window.page.settings.text.chosen.emit(200)
    qtbot.waitUntil(lambda: home.settings().text_percent == 200)
    QTest.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    assert window.zoom.percent == 200
    QTest.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert window.zoom.percent == 100
    assert prompt.font().pixelSize() == before


def test_it_is_there_again_at_the_next_start(
    app: Application, home: Home, usual_size: None
) -> None:
    home.save_settings(Settings(text_percent=175))
    app.put_on(home.settings())
    assert theme.scale() == 1.75
    assert app.font().pixelSize() == theme.text(theme.TEXT_M) > theme.TEXT_M


def test_large_text_grows_by_less_and_paper_not_at_all(app: Application, usual_size: None) -> None:
    app.put_on(Settings(text_percent=200))
    assert theme.text(theme.TEXT_S) == 2 * theme.TEXT_S
    assert theme.TEXT_XL < theme.text(theme.TEXT_XL) < 2 * theme.TEXT_XL
    assert theme.pixels(theme.TEXT_M).pixelSize() == theme.TEXT_M


def test_no_text_is_cut_off_at_twice_the_size(  # noqa: PLR0917 - fixtures
    qtbot: QtBot, app: Application, desk: Desk, clock: SetClock, tasks: Tasks, usual_size: None
) -> None:
    fill(desk, clock)
    app.put_on(Settings(lang=Lang.VI, theme=Theme.DARK))
    stage = Stage(app, desk, tasks)
    app.theme.resize_text(200)  # what is there already follows
    states = stage.states()
    small, large = QSize(1366, 768), QSize(1920, 1080)
    looked_at = [(name, small) for name in states if not name.startswith("report")] + [
        (name, large) for name in LARGER_SCREEN
    ]
    for name, size in looked_at:
        shown = states[name]()
        shown.show()
        shown.resize(size)
        qtbot.waitUntil(partial(has_size, shown, size))
        states[name]()
        qtbot.waitUntil(partial(check_room, shown, f"{name} {size.width()}"))
    for widget in stage.widgets():
        widget.close()
        widget.deleteLater()


def test_in_a_narrow_window_the_verdict_goes_below_the_screen(
    qtbot: QtBot, app: Application, page: DeskPage, usual_size: None
) -> None:
    page.resize(1366, 768)
    lines = page.gate.balance.height()
    page.show_screen(Key.FORM)
    assert page.side.x() > page.form.width() / 2
    app.theme.resize_text(200)
    qtbot.waitUntil(lambda: page.side.y() > 500)
    assert page.side.banner.isVisible()
    assert not page.side.camera.isVisible()
    page.show_screen(Key.GATE)
    assert not page.side.isVisible()
    assert page.gate.balance.height() == 2 * lines
    app.theme.resize_text(100)
    qtbot.waitUntil(page.side.isVisible)
    assert not page.side.banner.isVisible()
