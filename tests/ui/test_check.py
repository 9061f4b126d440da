"""The check before a shift: what is all right, what is not, and that the gate never waits."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.errors import ScannerMissing, SourceLost
from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.i18n import Lang
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.scanner.watchdog import Pace
from checkpoint_app.station.checkup import LOW_DISK_MB, clock_check, disk_check
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import PEOPLE, SetClock
from checkpoint_app.ui.screens.check import NAMES, CheckScreen
from checkpoint_app.ui.shortcuts import Key

CONTROL = Qt.KeyboardModifier.ControlModifier
NOON = parse_iso("2026-11-23T12:00:00")


@pytest.fixture
def screen(page: DeskPage, desk: Desk, clock: SetClock) -> CheckScreen:
    """The check, behind the gate, with room on the disk and the clock of a working day."""
    clock.at_ms = NOON
    desk.free_bytes = lambda: 80_000_000_000
    found = page.screens[Key.CHECK]
    assert isinstance(found, CheckScreen)
    return found


def opened(qtbot: QtBot, page: DeskPage, screen: CheckScreen) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(lambda: screen.is_complete)


def test_all_is_ready_and_enter_goes_to_the_gate(
    qtbot: QtBot, page: DeskPage, screen: CheckScreen
) -> None:
    pace = Pace(1280, 720, 29.6)
    page.sights.show_scan_state(ScanState(ScanPhase.RUNNING, pace=pace))
    opened(qtbot, page, screen)
    assert screen.notice.text == "All is ready"
    assert set(screen._found) == set(NAMES)
    assert "1280×720, 30" in screen._says["camera"].text()
    assert screen._found["hub"].say == "no hub yet"
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.screen_key is Key.GATE)


def test_each_fault_is_named_with_what_to_do(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: CheckScreen, clock: SetClock
) -> None:
    desk.free_bytes = lambda: 90_000_000
    clock.at_ms = parse_iso("2020-01-01T00:00:00")
    opened(qtbot, page, screen)
    page.sights.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="0")))
    away = ScannerState(ScannerPhase.AWAY, error=ScannerMissing(scanner="COM3"))
    page.sights.show_scanner_state(away)
    screen.show_hint(Hint.DARK)
    assert set(screen.faults) == {"Camera", "Light", "Scanner", "Disk", "Clock"}
    assert screen.notice.property("tone") == "warn"
    assert "Delete other files" in screen._says["disk"].text()
    assert screen._signs["disk"].accessibleName() == "look at it"
    page.sights.show_scan_state(ScanState(ScanPhase.RUNNING))
    assert "Camera" not in screen.faults


def test_the_same_key_looks_again(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: CheckScreen
) -> None:
    desk.free_bytes = lambda: 0
    opened(qtbot, page, screen)
    assert screen.faults == ["Disk"]
    desk.free_bytes = lambda: 80_000_000_000
    QTest.keyClick(screen, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(lambda: screen.is_complete and not screen.faults)


def test_a_shift_begins_at_the_gate_and_is_told_above_it(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: CheckScreen
) -> None:
    page.begin_shift()
    qtbot.waitUntil(lambda: "all is ready" in page.notice.text)
    assert page.screen_key is Key.GATE
    desk.free_bytes = lambda: 0
    page.begin_shift()
    qtbot.waitUntil(lambda: "look at: Disk. Ctrl+K" in page.notice.text)
    assert page.screen_key is Key.GATE
    page.notice.on_close()
    screen.run()
    qtbot.waitUntil(lambda: screen.is_complete)
    assert not page.notice.isVisible()


def test_good_news_goes_by_itself_and_bad_news_stays(page: DeskPage, screen: CheckScreen) -> None:
    page.tell("fine", "ok")
    assert page.notice._passing.isActive()
    page.tell("not fine", "warn")
    assert not page.notice._passing.isActive()
    assert page.notice.isVisible()


def test_a_hub_that_cannot_be_asked_holds_nothing_up(
    qtbot: QtBot, page: DeskPage, screen: CheckScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("checkpoint_app.ui.screens.check.hub_check", broken)
    opened(qtbot, page, screen)
    assert screen.faults == ["Hub"]


@pytest.mark.parametrize(
    ("offset", "ok"),
    [(None, True), (0, True), (59_000, True), (10 * 60_000, False), (-600_000, False)],
)
def test_the_clock_is_compared_with_the_hubs(offset: int | None, ok: bool) -> None:
    assert clock_check(NOON, offset, Lang.EN).ok is ok


def test_room_on_the_disk() -> None:
    few, many = (disk_check(n * 1_000_000, Lang.VI) for n in (LOW_DISK_MB - 1, LOW_DISK_MB))
    assert (few.ok, many.ok) == (False, True)
    assert replace(few, ok=True) != many


def test_whoever_takes_over_is_told_what_was_recorded_and_what_is_open(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: CheckScreen
) -> None:
    page.begin_shift()
    qtbot.waitUntil(lambda: "all is ready" in page.notice.text)
    assert screen.handed.isHidden()
    desk.enter(Entry(DirectionMode.IN, person=PEOPLE[0]))
    desk.lane.staff = Staff(new_id(), "Trần Văn Gác", Role.GUARD)
    page.begin_shift()
    qtbot.waitUntil(lambda: "Taken over from Lê Thị Hoa" in page.notice.text)
    assert "1 recorded (in 1, out 0) · 1 inside · 1 not sent" in page.notice.text
    assert not page.notice._passing.isActive()
    assert screen.handed.text() in page.notice.text
