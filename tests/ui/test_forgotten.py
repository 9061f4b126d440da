"""At the lock: a passphrase instead of a PIN, and a forgotten PIN replaced by the recovery code."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.records.views import Role
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from tests.ui.conftest import PIN

WORDS = "cong chao mung nam moi vui"


@pytest.fixture
def code(home: Home) -> str:
    desk = home.unlock(PIN)
    assert desk.staff is not None
    made = desk.register.make_recovery(desk.staff)
    desk.add_staff("Gác", Role.GUARD, WORDS)
    desk.close()
    return made


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home, code: str) -> Iterator[MainWindow]:
    made = MainWindow(app, home, open_source)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.shut_down()


def recover(window: MainWindow, code: str, pin: str = "86420") -> None:
    window.lock_screen.forgot.click()
    window.beginning.forgotten.code.setText(code)
    window.beginning.forgotten.new_pin.pin.setText(pin)
    window.beginning.forgotten.new_pin.again.setText(pin)
    window.beginning.forgotten.on_use()


def test_a_passphrase_opens_the_station(qtbot: QtBot, window: MainWindow) -> None:
    lock = window.lock_screen
    lock.other.click()
    assert not lock.pad.isVisible()
    QTest.keyClicks(lock.passphrase, WORDS)
    with qtbot.waitSignal(window.desk_opened):
        QTest.keyClick(lock.passphrase, Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.desk.staff is not None
    assert window.desk.staff.name == "Gác"
    assert lock.passphrase.text() == ""


def test_a_wrong_passphrase_is_said_and_asked_for_again(qtbot: QtBot, window: MainWindow) -> None:
    lock = window.lock_screen
    lock.other.click()
    lock.passphrase.setText("sai het ca roi nhe ban")
    lock.on_passphrase()
    qtbot.waitUntil(lambda: "not right" in lock.answer)
    assert lock.passphrase.isEnabled()
    lock.other.click()
    assert lock.pad.isVisible()


def test_the_recovery_code_gives_a_new_pin_and_opens(
    qtbot: QtBot, window: MainWindow, code: str
) -> None:
    with qtbot.waitSignal(window.desk_opened):
        recover(window, code.lower())
    assert window.desk is not None
    assert window.desk.staff is not None
    assert window.desk.staff.name == "Lê Thị Hoa"
    assert window.beginning.forgotten.code.text() == ""
    assert not window.is_locked


def test_a_wrong_code_opens_nothing_and_is_said(
    qtbot: QtBot, window: MainWindow, code: str
) -> None:
    last = "1" if code[-1] != "1" else "2"
    recover(window, code[:-1] + last)
    qtbot.waitUntil(lambda: "7" in window.beginning.forgotten.note)
    assert window.is_locked
    assert window.beginning.forgotten.use.isEnabled()
    QTest.keyClick(window.beginning.forgotten.code, Qt.Key.Key_Escape)
    assert window.lock_screen.isVisible()


def test_a_weak_new_pin_is_refused_before_anything_is_asked(
    qtbot: QtBot, window: MainWindow, code: str
) -> None:
    with qtbot.assertNotEmitted(window.beginning.forgotten.recover_asked):
        recover(window, code, "1111")
    assert "4 to 12" in window.beginning.forgotten.new_pin.note


def test_also_behind_an_open_station(qtbot: QtBot, window: MainWindow, code: str) -> None:
    with qtbot.waitSignal(window.desk_opened):
        window.on_pin(PIN)
    window.lock()
    recover(window, code)
    qtbot.waitUntil(lambda: not window.is_locked)
