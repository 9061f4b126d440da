"""Kiosk: no key and no button closes the window, a supervisor's PIN and the system do."""

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.records.views import Role
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.sample_day import PEOPLE
from checkpoint_app.ui.shortcuts import Key
from tests.ui.conftest import PIN

CONTROL = Qt.KeyboardModifier.ControlModifier
GUARD = "86420"


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home) -> Iterator[MainWindow]:
    desk = home.unlock(PIN)
    desk.add_staff("Gác", Role.GUARD, GUARD)
    desk.close()
    made = MainWindow(app, home, open_source, "", kiosk=True)
    yield made
    made.kiosk.release()
    made.shut_down()
    made.close()


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> MainWindow:
    with qtbot.waitSignal(window.desk_opened):
        window.on_pin(PIN)
    return window


def test_it_fills_the_screen_and_comes_back_to_that(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.isFullScreen()
    opened.showNormal()
    qtbot.waitUntil(opened.isFullScreen)


def test_closing_asks_for_the_pin_and_the_gate_goes_on(qtbot: QtBot, opened: MainWindow) -> None:
    assert not opened.close()
    assert opened.isVisible()
    strip = opened.kiosk.strip
    assert strip.isVisible()
    assert opened.desk is not None
    assert opened.desk.enter(Entry(DirectionMode.IN, person=PEOPLE[0])).passage is not None
    QTest.keyClick(strip.pin, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert opened.page is not None
    opened.page.show_screen(Key.FORM)
    typing = opened.focusWidget()
    opened.close()
    QTest.keyClick(strip.pin, Qt.Key.Key_Escape)
    assert opened.focusWidget() is typing  # whoever types goes on there
    QTest.keyClick(opened, Qt.Key.Key_Q, CONTROL)
    assert strip.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.isVisible()


@pytest.mark.parametrize("pin", ["9999", GUARD])
def test_a_wrong_pin_and_a_guard_s_do_not_close_it(
    qtbot: QtBot, opened: MainWindow, pin: str
) -> None:
    opened.close()
    strip = opened.kiosk.strip
    QTest.keyClicks(strip.pin, pin)
    QTest.keyClick(strip.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: strip.note != "")
    assert strip.pin.text() == ""
    assert opened.isVisible()
    assert opened.desk is not None


def test_a_supervisor_s_pin_closes_it(
    qtbot: QtBot, opened: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    opened.close()
    with caplog.at_level(logging.WARNING):
        QTest.keyClicks(opened.kiosk.strip.pin, PIN)
        QTest.keyClick(opened.kiosk.strip.pin, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not opened.isVisible())
    assert opened.desk is None
    assert PIN not in caplog.text


def test_behind_the_lock_and_before_the_first_pin_it_holds_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert not window.close()  # nobody has opened the station yet
    QTest.keyClicks(window.kiosk.strip.pin, GUARD)
    QTest.keyClick(window.kiosk.strip.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.kiosk.strip.note != "")
    assert window.isVisible()
    QTest.keyClicks(window.kiosk.strip.pin, PIN)
    QTest.keyClick(window.kiosk.strip.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_end_of_the_session_is_obeyed_and_loses_nothing(
    qtbot: QtBot, opened: MainWindow, home: Home
) -> None:
    assert opened.desk is not None
    opened.desk.enter(Entry(DirectionMode.IN, person=PEOPLE[0]))
    opened.kiosk.on_session_end(None)
    event = QCloseEvent()
    QApplication.sendEvent(opened, event)
    assert event.isAccepted()
    desk = home.unlock(PIN)
    assert desk.store.balance().captured == 1
    desk.close()


def test_before_a_station_is_set_up_nothing_holds(
    qtbot: QtBot, app: Application, bare_home: Home
) -> None:
    made = MainWindow(app, bare_home, open_source, "", kiosk=True)
    assert made.isFullScreen()
    assert made.close()


def test_the_setting_puts_it_on_and_off_and_a_guard_may_not(
    qtbot: QtBot, app: Application, home: Home
) -> None:
    made = MainWindow(app, home, open_source, "")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.desk_opened):
        made.on_pin(PIN)
    page = made.page
    assert page is not None
    assert made.desk is not None
    page.show_screen(Key.SETTINGS)
    leader = made.desk.staff
    made.desk.lane.staff = made.desk.add_staff("Gác", Role.GUARD, GUARD)
    page.settings.around.switches["kiosk"].click()
    assert not made.isFullScreen()
    assert not page.settings.around.switches["kiosk"].isChecked()
    assert page.settings.around.answer != ""
    made.desk.lane.staff = leader
    page.settings.around.switches["kiosk"].click()
    assert made.isFullScreen()
    assert not made.close()
    qtbot.waitUntil(lambda: home.settings().kiosk)
    page.settings.around.switches["kiosk"].click()
    assert not made.isFullScreen()
    qtbot.waitUntil(lambda: not home.settings().kiosk)
    assert made.close()
