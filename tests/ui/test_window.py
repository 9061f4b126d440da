"""The window's life: first start, lock, keys, settings, language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.documents import Document, Format
from checkpoint_app.domain.errors import BackupFolderMissing, DiskFull, SourceLost
from checkpoint_app.domain.passage import Direction, DirectionMode, Person, Verdict
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.source import open_source
from checkpoint_app.settings import Theme
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.upkeep import UpkeepState
from checkpoint_app.sync.engine import SyncState
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.sample_day import NOW_MS, SetClock
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.camera_view import ViewState
from tests.ui.conftest import PIN

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home) -> Iterator[MainWindow]:
    """The window at the lock of a station that is set up."""
    made = MainWindow(app, home, open_source)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.shut_down()


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window with its desk."""
    with qtbot.waitSignal(window.desk_opened):
        window.on_pin(PIN)
    return window


def give_pin(qtbot: QtBot, window: MainWindow, pin: str) -> None:
    """Type a PIN and Enter."""
    QTest.keyClicks(window.lock_screen.pad, pin)
    QTest.keyClick(window.lock_screen.pad, Qt.Key.Key_Return)


def said(window: MainWindow) -> str:
    """What the lock says below the pad."""
    return window.lock_screen.answer


def test_the_pin_opens_the_gate_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.desk_opened):
        give_pin(qtbot, window, PIN)
    assert not window.is_locked
    assert window.page is not None
    assert window.page.screen_key is Key.GATE


def test_a_wrong_pin_is_said_and_another_may_follow(qtbot: QtBot, window: MainWindow) -> None:
    give_pin(qtbot, window, "1111")
    qtbot.waitUntil(lambda: said(window) == "This PIN is not right. Enter it again.")
    assert window.is_locked
    with qtbot.waitSignal(window.desk_opened):
        give_pin(qtbot, window, PIN)


def test_too_many_wrong_pins_wait_and_the_seconds_are_counted_down(
    qtbot: QtBot, window: MainWindow, clock: SetClock
) -> None:
    for _ in range(6):
        if window.lock_screen.pad.isEnabled():
            give_pin(qtbot, window, "1111")
            qtbot.waitUntil(lambda: said(window) not in ("Checking…", "Digits, then Enter"))
    assert "Try again in 30 seconds" in said(window)
    assert not window.lock_screen.pad.isEnabled()
    window.lock_screen.on_tick()
    assert "Try again in 29 seconds" in said(window)
    for _ in range(29):
        window.lock_screen.on_tick()
    assert window.lock_screen.pad.isEnabled()
    clock.at_ms += 31_000
    with qtbot.waitSignal(window.desk_opened):
        give_pin(qtbot, window, PIN)


def test_locking_hides_the_desk_and_names_nobody(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.desk is not None
    outcome = opened.desk.enter(Entry(DirectionMode.IN, person=Person(name="Trần Thị Bích")))
    QTest.keyClick(opened, Qt.Key.Key_L, CONTROL)
    assert opened.is_locked
    opened.on_outcome(outcome)
    banner = opened.lock_screen.banner
    assert banner.lines()[0] == "RECORDED"
    assert "Bích" not in " ".join(banner.lines()) + banner.accessibleDescription()
    give_pin(qtbot, opened, PIN)
    qtbot.waitUntil(lambda: not opened.is_locked)


def test_a_wrong_pin_keeps_the_desk_locked(qtbot: QtBot, opened: MainWindow) -> None:
    opened.lock()
    give_pin(qtbot, opened, "9999")
    qtbot.waitUntil(lambda: "not right" in said(opened))
    assert opened.is_locked


def test_the_first_start_leads_straight_to_the_gate(
    qtbot: QtBot, app: Application, bare_home: Home
) -> None:
    window = MainWindow(app, bare_home, open_source, "")
    qtbot.addWidget(window)
    window.show()
    page = window.first_run
    assert page is not None
    answers = (
        (page.place.site, "Chợ Mẫu"),
        (page.place.gate, "Cổng 1"),
        (page.place.capacity, "300"),
        (page.secret.supervisor, "Lê Thị Hoa"),
        (page.secret.pin, "1357"),
        (page.secret.again, "1357"),
        (page.secret.proof, "skip"),
    )
    for editor, text in answers:
        editor.setText(text)
    page.go_to(page.hub)
    with qtbot.waitSignal(window.desk_opened):
        QTest.keyClick(page.hub.code, Qt.Key.Key_Return)
    assert window.desk is not None
    info = window.desk.info
    assert (info.site, info.gate, info.capacity) == ("Chợ Mẫu", "Cổng 1", 300)
    assert not window.is_locked
    window.shut_down()


@pytest.mark.parametrize(
    ("key", "mode"),
    [
        (Qt.Key.Key_F7, DirectionMode.IN),
        (Qt.Key.Key_F8, DirectionMode.OUT),
        (Qt.Key.Key_F9, DirectionMode.AUTO),
    ],
)
def test_direction_keys_turn_the_lane(
    qtbot: QtBot, opened: MainWindow, home: Home, key: Qt.Key, mode: DirectionMode
) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    other = DirectionMode.OUT if mode is not DirectionMode.OUT else DirectionMode.IN
    opened.page.on_direction(other)
    QTest.keyClick(opened, key)
    assert opened.desk.lane.mode is mode
    assert opened.page.gate.direction.mode is mode
    assert opened.page.form.direction.value is mode
    qtbot.waitUntil(lambda: home.settings().direction is mode)


def test_keys_choose_the_screens(qtbot: QtBot, opened: MainWindow) -> None:
    page = opened.page
    assert page is not None
    front = page.rail.shown
    QTest.keyClick(opened, Qt.Key.Key_F2)
    assert front() is Key.FORM
    assert page.form.focusWidget() is page.form.texts["name"]
    assert page.side.camera.isVisible()
    QTest.keyClick(opened, Qt.Key.Key_F1)
    assert front() is Key.GATE
    QTest.keyClick(opened, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert front() is Key.HELP
    QTest.keyClick(opened, Qt.Key.Key_Comma, CONTROL)
    assert front() is Key.MANAGE
    assert page.screen_key is Key.SETTINGS


def test_undo_voids_the_last_passage_and_says_so(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    opened.desk.enter(Entry(DirectionMode.IN, person=Person(name="Trần Thị Bích")))
    QTest.keyClick(opened, Qt.Key.Key_Z, CONTROL)
    notice = opened.page.notice
    qtbot.waitUntil(lambda: "Trần Thị Bích" in notice.text)
    assert opened.desk.snapshot().balance.voided == 1
    QTest.keyClick(opened, Qt.Key.Key_Z, CONTROL)
    assert opened.page is not None
    notice = opened.page.notice
    qtbot.waitUntil(lambda: notice.text.startswith("Nothing to take back"))


def test_the_numbers_on_the_screen_follow_the_store(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    page = opened.page
    opened.desk.enter(Entry(DirectionMode.IN, person=Person(name="Trần Thị Bích")))
    line = "recorded 1 = received 0 + duplicate 0 + waiting 1 + to fix 0 + voided 0"
    qtbot.waitUntil(lambda: page.gate.balance.text() == line)
    assert page.status.sync.text() == "1 kept on this computer · no hub yet"


def test_when_all_will_be_sent_is_said_where_it_takes_a_while(opened: MainWindow) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    line, shot = opened.page.status.sync, opened.desk.snapshot()
    busy = replace(shot, sync=SyncState(None, NOW_MS), unsent=12_000, at_ms=NOW_MS)
    for later_s, words in (
        (None, "12,000 not sent · sending"),
        (59, "12,000 not sent · sending"),
        (18 * 60, "12,000 not sent · all sent at about 14:20"),
        (24 * 3600, "12,000 not sent · all sent at about 14:02 12/08/2021"),
    ):
        done = None if later_s is None else NOW_MS + later_s * 1000
        line.show_snapshot(replace(busy, done_at_ms=done))
        assert line.text() == words
    line.show_snapshot(replace(busy, unsent=0))
    assert line.text() == "All sent"


def test_a_wrong_clock_and_a_failed_backup_are_said(opened: MainWindow) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    line, shot = opened.page.status.sync, opened.desk.snapshot()
    quiet = "0 kept on this computer · no hub yet"
    for offset, words in (
        (59_000, ""),
        (-59_000, ""),
        (60_000, " · this computer's clock is 60 s slow"),
        (-600_000, " · this computer's clock is 10 min fast"),
    ):
        line.show_snapshot(replace(shot, clock_offset_ms=offset))
        assert line.text() == quiet + words
    failed = UpkeepState(backup_failure=BackupFolderMissing(folder="/media/usb"))
    line.show_snapshot(replace(shot, upkeep=failed))
    assert line.text().startswith(quiet + " · ")
    assert "/media/usb" in line.text()


def test_every_verdict_has_its_own_word_and_shape(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    banner = opened.page.gate.banner
    passage = opened.desk.enter(
        Entry(DirectionMode.IN, person=Person(name="Trần Thị Bích", id_number="001185000002"))
    ).passage
    outcomes = [
        Outcome(Verdict.RECORDED, NOW_MS, passage),
        Outcome(Verdict.LOOK, NOW_MS, passage),
        Outcome(Verdict.SEEN, NOW_MS),
        Outcome(Verdict.UNREADABLE, NOW_MS, document=Document(Format.UNKNOWN)),
        Outcome(Verdict.NOT_RECORDED, NOW_MS, error=DiskFull()),
    ]
    seen = []
    for outcome in outcomes:
        opened.on_outcome(outcome)
        seen.append(banner.lines())
        assert banner.accessibleDescription().startswith(banner.lines()[0])
    assert len({head for head, _, _ in seen}) == 5
    assert seen[0][1] == "Trần Thị Bích"
    assert "0002" in seen[0][2]
    assert "001185" not in " ".join(seen[0])
    assert "F2" in seen[3][2]
    assert "disk is full" in seen[4][2]
    banner.clear()
    assert banner.outcome is None


def test_without_a_picture_nobody_is_asked_to_show_a_code(opened: MainWindow) -> None:
    assert opened.page is not None
    banners = (opened.page.gate.banner, opened.page.side.banner)
    lost = ScanState(ScanPhase.LOST, SourceLost(source="0", live=True))
    for state, asks_for_typing in ((lost, True), (ScanState(ScanPhase.RUNNING), False)):
        opened.on_scan_state(state)
        for banner in banners:
            assert ("F2" in banner.lines()[1]) is asks_for_typing


def test_a_failure_stays_until_the_next_verdict(opened: MainWindow) -> None:
    assert opened.page is not None
    banner = opened.page.gate.banner
    opened.on_outcome(Outcome(Verdict.SEEN, NOW_MS))
    assert banner.fades
    opened.on_outcome(Outcome(Verdict.NOT_RECORDED, NOW_MS, error=DiskFull()))
    assert not banner.fades


def test_a_direction_is_shown_beside_the_name(opened: MainWindow) -> None:
    assert opened.desk is not None
    assert opened.page is not None
    outcome = opened.desk.enter(Entry(DirectionMode.OUT, person=Person(name="A")))
    opened.on_outcome(outcome)
    shown = opened.page.gate.banner.outcome
    assert shown is not None
    assert shown.passage is not None
    assert shown.passage.direction is Direction.OUT


def test_language_and_colours_change_while_it_runs_and_are_kept(
    qtbot: QtBot, opened: MainWindow, app: Application, home: Home
) -> None:
    assert opened.page is not None
    page = opened.page
    page.show_screen(Key.SETTINGS)
    page.settings.language.setFocus()
    QTest.keyClick(page.settings.language, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.rail.accessibleName() == "Màn hình")
    page.settings.scheme.setFocus()
    QTest.keyClick(page.settings.scheme, Qt.Key.Key_3)
    assert app.theme.is_dark
    qtbot.waitUntil(lambda: (home.settings().lang, home.settings().theme) == (Lang.VI, Theme.DARK))


def test_the_loudness_is_chosen_by_a_digit_and_kept(
    qtbot: QtBot, opened: MainWindow, home: Home
) -> None:
    assert opened.page is not None
    opened.page.show_screen(Key.SETTINGS)
    opened.page.settings.volume.setFocus()
    QTest.keyClick(opened.page.settings.volume, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: home.settings().volume == 40)
    assert opened.sounds.volume == 40


def test_no_camera_is_said(opened: MainWindow) -> None:
    assert opened.page is not None
    assert opened.page.gate.camera.state is ViewState.NONE
    assert opened.page.gate.camera.words()[0] == "No camera chosen"
    assert "F2" in opened.page.gate.banner.lines()[1]


def test_an_unexpected_error_stays_on_the_screen_and_opens_no_dialog(
    opened: MainWindow, app: Application
) -> None:
    assert opened.page is not None
    error = ValueError("boom")
    app.on_error(ValueError, error, None)
    assert opened.page.notice.isVisible()
    assert opened.page.notice.property("tone") == "danger"
    assert "boom" not in opened.page.notice.text
    tops = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    assert tops == [opened]


def test_pin_digits_are_not_readable_from_the_pad(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClicks(window.lock_screen.pad, "2468")
    texts = [
        widget.accessibleName() + widget.accessibleDescription()
        for widget in window.lock_screen.findChildren(QWidget)
    ]
    assert not any("2468" in text for text in texts)
