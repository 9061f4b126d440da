"""A scanner on a serial port, from the settings to the screen, over a real pseudo-terminal."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.scanner import serial_loop
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.scanner.serial_port import AUTO, SerialDevice, open_port
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.workers.serial import SerialWorker
from tests.scanner.terminal import Terminal
from tests.scenes.people import AN, BICH
from tests.ui.conftest import PIN

PORTS = "checkpoint_app.scanner.serial_port.list_ports.comports"


@pytest.fixture
def terminals(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Terminal]]:
    """Scanners that can be plugged in; no port of this computer is looked at."""
    monkeypatch.setattr(PORTS, list)
    monkeypatch.setattr(serial_loop, "RETRY_WAITS_S", (0.01,))
    made: list[Terminal] = [Terminal()]
    yield made
    for terminal in made:
        terminal.unplug()


@pytest.fixture
def open_window(
    qtbot: QtBot, app: Application, home: Home, terminals: list[Terminal]
) -> Iterator[Callable[..., MainWindow]]:
    """Opens the station's window with other settings."""
    made: list[MainWindow] = []

    def open_with(**changes: object) -> MainWindow:
        home.save_settings(msgspec.structs.replace(home.settings(), **changes))
        window = MainWindow(app, home, open_source)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.desk_opened):
            window.on_pin(PIN)
        made.append(window)
        return window

    yield open_with
    for window in made:
        window.shut_down()


def sign(window: MainWindow) -> str:
    """What the scanner's sign in the status line says."""
    assert window.page is not None
    return window.page.status.scanner_words


def notice(window: MainWindow) -> str:
    """What the strip above the screens says."""
    assert window.page is not None
    return window.page.notice.text


def test_a_chosen_scanner_is_found_and_its_scans_are_recorded(
    qtbot: QtBot, open_window: Callable[..., MainWindow], terminals: list[Terminal]
) -> None:
    window = open_window(scanner=terminals[0].path)
    qtbot.waitUntil(lambda: sign(window) == f"Scanner ready: {terminals[0].path}")
    said = notice(window)  # nothing but what the check before a shift may say by itself
    assert said == "" or ("before the shift" in said.lower() and "canner" not in said)
    with qtbot.waitSignal(window.outcome_shown) as told:
        terminals[0].scan(AN.payload + b"\r")
    assert told.args is not None
    assert told.args[0].passage.way is Way.SCANNER
    with qtbot.waitSignal(window.outcome_shown) as told:
        terminals[0].scan(AN.payload + b"\r")
    assert told.args is not None
    assert told.args[0].verdict is Verdict.SEEN


def test_a_scanner_that_goes_and_comes_back_is_said(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    terminals: list[Terminal],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "checkpoint_app.ui.scanners.open_port", lambda choice: open_port(terminals[-1].path)
    )
    window = open_window(scanner=AUTO)
    qtbot.waitUntil(lambda: sign(window).startswith("Scanner ready"))
    terminals[0].unplug()
    qtbot.waitUntil(lambda: "is gone" in notice(window) and "is gone" in sign(window))
    terminals.append(Terminal())
    qtbot.waitUntil(lambda: notice(window).startswith("The scanner is there again"))
    assert sign(window) == f"Scanner ready: {terminals[1].path}"
    with qtbot.waitSignal(window.outcome_shown):
        terminals[1].scan(BICH.payload + b"\r")


def test_where_no_scanner_has_to_be_there_none_is_missed(
    qtbot: QtBot, open_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def none() -> list[object]:
        looks.append(1)
        return []

    monkeypatch.setattr(PORTS, none)
    window = open_window(scanner=AUTO)
    qtbot.waitUntil(lambda: len(looks) > 3)  # it is missing, that was told, and it is still sought
    assert (sign(window), notice(window)) == ("", "")


def test_a_scanner_that_another_program_holds_is_said(
    qtbot: QtBot, open_window: Callable[..., MainWindow], terminals: list[Terminal]
) -> None:
    held = open_port(terminals[0].path)
    window = open_window(scanner=terminals[0].path)
    qtbot.waitUntil(lambda: "Another program is using" in notice(window))
    held.close()
    qtbot.waitUntil(lambda: sign(window).startswith("Scanner ready"))


def test_a_scanner_is_chosen_in_the_settings(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    terminals: list[Terminal],
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [SerialDevice(terminals[0].path, "Newland NLS-HR32", True)]
    monkeypatch.setattr("checkpoint_app.ui.desk_page.list_devices", lambda: found)
    window = open_window(scanner="COM77")
    assert window.page is not None
    choice = window.page.settings.scanner
    assert choice.currentText() == "COM77: not plugged in"
    window.page.show_screen(Key.SETTINGS)
    qtbot.waitUntil(lambda: choice.count() == 4)
    named = f"Newland NLS-HR32 · {terminals[0].path}"
    shown = [choice.itemText(place) for place in range(choice.count())]
    assert shown == ["Automatic", named, "COM77: not plugged in", "No scanner"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: sign(window).startswith("Scanner ready"))
    qtbot.waitUntil(lambda: home.settings().scanner == terminals[0].path)
    choice.setCurrentIndex(choice.count() - 1)
    choice.activated.emit(choice.count() - 1)
    qtbot.waitUntil(lambda: home.settings().scanner == "" and sign(window) == "")


@pytest.mark.parametrize("goes_on", [True, False])
def test_behind_a_lock_it_listens_as_the_lane_does(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    terminals: list[Terminal],
    goes_on: bool,
) -> None:
    window = open_window(scanner=terminals[0].path, scan_while_locked=goes_on)
    qtbot.waitUntil(lambda: sign(window).startswith("Scanner ready"))
    window.lock()
    if goes_on:
        with qtbot.waitSignal(window.outcome_shown):
            terminals[0].scan(AN.payload + b"\r")
        assert window.lock_screen.banner.isVisible()
        return
    terminals[0].scan(BICH.payload + b"\r")  # nobody listens, and nothing of it is heard later
    window.on_pin(PIN)
    qtbot.waitUntil(lambda: not window.is_locked and sign(window).startswith("Scanner ready"))
    with qtbot.waitSignal(window.outcome_shown) as told:
        terminals[0].scan(AN.payload + b"\r")
    assert told.args is not None
    assert told.args[0].passage.person.name == AN.name


def test_a_fault_nobody_expected_is_said_and_does_not_stop_the_end(
    qtbot: QtBot, desk: Desk, terminals: list[Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(payload: bytes, way: Way) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk, "take", fail)
    worker = SerialWorker(desk, lambda: open_port(terminals[0].path))
    states: list[ScannerState] = []
    worker.state_changed.connect(states.append)
    worker.start()
    qtbot.waitUntil(lambda: len(states) == 1)
    terminals[0].scan(AN.payload + b"\r")
    qtbot.waitUntil(lambda: states[-1].phase is ScannerPhase.ENDED)
    assert states[-1].error is not None
    assert worker.stop()
