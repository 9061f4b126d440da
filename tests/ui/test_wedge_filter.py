"""A scanner that types like a keyboard, and people who type, in the real window."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.scanner.source import open_source
from checkpoint_app.scanner.wedge import FAST_COMMITS
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.shortcuts import Key
from tests.scanner.typing import alt_typed, press, scanned, typed
from tests.scenes.people import AN, BICH
from tests.ui.conftest import PIN
from tests.ui.keyboard import play

CARD = AN.payload.decode()
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_window(qtbot: QtBot, app: Application, home: Home) -> Iterator[Callable[..., MainWindow]]:
    """Opens the station's window with other settings."""
    made: list[MainWindow] = []

    def open_with(**changes: object) -> MainWindow:
        settings = home.settings()
        home.save_settings(msgspec.structs.replace(settings, scanner="", **changes))
        window = MainWindow(app, home, open_source)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        with qtbot.waitSignal(window.desk_opened):
            window.on_pin(PIN)
        made.append(window)
        return window

    yield open_with
    for window in made:
        window.shut_down()


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    """The open station."""
    return open_window()


def name_field(window: MainWindow) -> QLineEdit:
    """The form's first field, with the keyboard."""
    assert window.page is not None
    window.page.show_screen(Key.FORM)
    field = window.page.form.texts["name"]
    assert field.hasFocus()
    return field


def captured(window: MainWindow) -> int:
    """How many passages there are."""
    assert window.desk is not None
    return window.desk.snapshot().balance.captured


def test_a_scan_into_a_field_leaves_it_alone_and_is_one_passage(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = name_field(window)
    field.setText("Trần")
    with qtbot.waitSignal(window.outcome_shown) as told:
        play(field, scanned(CARD + "\r"))
    assert told.args is not None
    passage = told.args[0].passage
    assert (passage.way, passage.person.name) == (Way.SCANNER, "Nguyễn Văn An")
    assert field.text() == "Trần"
    assert field.hasFocus()
    assert captured(window) == 1


@pytest.mark.parametrize("key", [Key.GATE, Key.FORM, Key.HELP, Key.SETTINGS, Key.PICTURE])
def test_a_scan_counts_on_every_screen_and_changes_nothing_there(
    qtbot: QtBot, window: MainWindow, home: Home, key: Key
) -> None:
    assert window.page is not None
    before = home.settings()
    window.page.show_screen(key)
    focus = window.focusWidget()
    with qtbot.waitSignal(window.outcome_shown):
        play(window, scanned(CARD + "\r\n"))
    assert window.page.screen_key is key
    assert window.focusWidget() is focus
    assert captured(window) == 1
    assert home.settings() == before


def test_a_scan_without_a_terminator_is_taken_after_a_silence(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = name_field(window)
    with qtbot.waitSignal(window.outcome_shown):
        play(field, scanned(CARD))
    assert field.text() == ""
    assert captured(window) == 1


def test_a_scanner_that_types_numbers_on_the_keypad_is_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    strokes = alt_typed([ord(char) for char in BICH.payload.decode()])
    with qtbot.waitSignal(window.outcome_shown) as told:
        play(name_field(window), [*strokes, *scanned("\r", at=strokes[-1].at + 3)])
    assert told.args is not None
    assert told.args[0].passage.person.name == BICH.name


def test_a_scan_that_is_no_code_is_told_and_nothing_is_kept(
    qtbot: QtBot, window: MainWindow
) -> None:
    with qtbot.waitSignal(window.outcome_shown) as told:
        play(name_field(window), scanned("8934567890123\r"))
    assert told.args is not None
    assert told.args[0].verdict is Verdict.UNREADABLE
    assert captured(window) == 0


def test_what_a_fast_typist_types_lands_whole_and_in_order(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = name_field(window)
    text = "nguyen van an"
    play(field, typed(text, [12, 60, 95, 30, 110], [80, 65, 95]))
    qtbot.waitUntil(lambda: field.text() == text)
    play(field, typed("\r", [1], [60]), since=60_000)
    assert window.page is not None
    qtbot.waitUntil(lambda: not field.hasFocus())
    assert window.page.form.texts["year"].hasFocus()


def test_the_last_letter_comes_before_the_enter_that_follows_at_once(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = name_field(window)
    play(field, typed("an\r", [15], [70]))
    assert field.text() == "an"
    assert not field.hasFocus()


def test_a_letter_alone_lands_by_itself(qtbot: QtBot, window: MainWindow) -> None:
    field = name_field(window)
    play(field, [press(0, "a")])
    assert field.text() == ""
    qtbot.waitUntil(lambda: field.text() == "a")


def test_a_click_does_not_overtake_what_was_typed_before_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = name_field(window)
    assert window.page is not None
    phone = window.page.form.texts["phone"]
    play(field, [press(0, "a")])
    there = phone.mapTo(window, phone.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=there)
    assert phone.hasFocus()
    assert (field.text(), phone.text()) == ("a", "")


def test_a_code_cannot_press_the_windows_keys(qtbot: QtBot, window: MainWindow) -> None:
    assert window.page is not None
    field = name_field(window)
    strokes = scanned(CARD + "\r")
    handle = window.windowHandle()
    with qtbot.waitSignal(window.outcome_shown):
        play(field, strokes[:40])
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F7, CONTROL)
        override.ignore()
        QCoreApplication.sendEvent(handle, override)
        assert override.isAccepted()  # so it comes as a plain key, and is swallowed as one
        plain = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, CONTROL, "\x1a")
        plain.setTimestamp(1_000 + strokes[39].at)
        QCoreApplication.sendEvent(handle, plain)
        play(field, strokes[40:])
    assert captured(window) == 1
    assert window.page.screen_key is Key.FORM


def test_a_burst_at_the_lock_is_no_pin_and_counts_behind_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.lock()
    with (
        qtbot.waitSignal(window.outcome_shown),
        qtbot.assertNotEmitted(window.lock_screen.pad.entered),
    ):
        play(window, scanned(CARD + "\r"))
    assert window.is_locked
    assert captured(window) == 1
    play(window, scanned(PIN + "\r", at=60_000))
    qtbot.waitUntil(lambda: not window.is_locked)


def test_a_burst_at_a_lock_where_the_lane_rests_is_let_go(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(scan_while_locked=False)
    window.lock()
    with (
        qtbot.assertNotEmitted(window.lock_screen.pad.entered),
        qtbot.assertNotEmitted(window.lock_screen.pad.changed),
    ):
        play(window, scanned(CARD + "\r"))
    done: list[int] = []
    window.tasks.store(window, int, done.append)  # behind whatever the scan has asked for
    qtbot.waitUntil(lambda: done == [0])
    assert captured(window) == 0
    window.on_pin(PIN)
    qtbot.waitUntil(lambda: not window.is_locked)
    with qtbot.waitSignal(window.outcome_shown):
        play(window, scanned(CARD + "\r", at=60_000))
    assert captured(window) == 1


def test_a_pin_typed_by_hand_opens(qtbot: QtBot, window: MainWindow) -> None:
    window.lock()
    play(window, typed(PIN + "\r", [20, 70], [60]))
    qtbot.waitUntil(lambda: not window.is_locked)
    assert captured(window) == 0


def test_an_input_method_that_rewrites_a_scan_is_told_to_the_guard(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.page is not None
    with qtbot.waitSignal(window.outcome_shown):
        play(name_field(window), scanned("001090000011||Nguyeen\bên Van An|12031990|Nam|a|\r"))
    assert "input method" in window.page.notice.text
    assert window.page.notice.property("tone") == "warn"


def commit(widget: QWidget, text: str) -> None:
    """An input method changes a field."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def test_what_an_input_method_commits_is_never_a_key(qtbot: QtBot, window: MainWindow) -> None:
    assert window.page is not None
    field = name_field(window)
    play(field, [press(0, "x")])
    commit(field, "Nguyễn Văn An|001090000011|")
    assert field.text() == "xNguyễn Văn An|001090000011|"
    assert not window.page.notice.isVisible()
    assert captured(window) == 0
    for _ in range(FAST_COMMITS):
        commit(field, "a")
    assert "input method" in window.page.notice.text


def test_switched_off_every_key_goes_where_it_is_typed(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(wedge=False)
    field = name_field(window)
    play(field, scanned(CARD))
    assert field.text() == CARD
    assert window.page is not None
    window.page.settings.wedge.setChecked(True)
    field.clear()
    with qtbot.waitSignal(window.outcome_shown):
        play(field, scanned(CARD + "\r", at=60_000))
    assert field.text() == ""
