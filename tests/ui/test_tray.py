"""The tray by keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.errors import BackupFolderMissing, ScannerMissing, SourceLost
from checkpoint_app.domain.passage import DirectionMode, Passage, Person, Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sheets import OpenSheet
from checkpoint_app.records.views import Answer, OutboxState, Role, Staff
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.tray import Refused
from checkpoint_app.station.upkeep import UpkeepState
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import SyncState
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, PEOPLE
from checkpoint_app.ui.screens.tray import TrayScreen
from checkpoint_app.ui.screens.tray.items import Source, Trouble
from checkpoint_app.ui.shortcuts import Key

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(page: DeskPage) -> TrayScreen:
    """The tray, behind the gate."""
    found = page.screens[Key.TRAY]
    assert isinstance(found, TrayScreen)
    return found


def refuse(desk: Desk, field: str, code: str = "text_too_long", **said: object) -> Passage:
    """A passage that the hub refuses for one of its fields."""
    made = desk.enter(Entry(DirectionMode.IN, person=PEOPLE[0])).passage
    assert made is not None
    one = desk.store.correct(made.id, lambda old: replace(old, **said))  # type: ignore[arg-type]  # as given
    desk.store.outbox.claim(100, NOW_MS)
    answer = Answer(one.id, one.rev, OutboxState.NEEDS_FIX, code, field)
    desk.store.outbox.settle([answer], new_id(), NOW_MS)
    return one


def show(qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen, count: int) -> None:
    """Bring the tray to the front, with so much in it."""
    page.show_snapshot(desk.snapshot())
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(screen.list.rows) == count)


def focused(screen: TrayScreen) -> QWidget:
    widget = screen.focusWidget()
    assert widget is not None
    return widget


def test_a_refused_record_is_mended_in_a_few_keys(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    one = refuse(desk, "note", note="đi cùng " * 200)
    show(qtbot, page, desk, screen, 1)
    assert "text is too long" in screen.list.line(screen.list.rows[0]).detail
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    assert focused(screen) is screen.work.editor
    QTest.keyClicks(focused(screen), "di cung gia dinh")
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 0)
    assert desk.store.passage(one.id).note == "di cung gia dinh"
    assert desk.store.balance().needs_fix == 0
    assert "sent again" in screen.notice.text


def test_what_would_be_refused_again_stays_in_the_field(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    refuse(desk, "note", note="x" * 1001)
    show(qtbot, page, desk, screen, 1)
    assert "At most 1000 characters, now 1001" in screen.work.field.note
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.notice.property("tone") == "danger")
    assert len(screen.work.editor.text()) == 1001
    assert desk.store.balance().needs_fix == 1


def test_a_number_is_masked_and_typed_anew(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    refuse(desk, "person.phone", person=replace(PEOPLE[0], phone="0912345678" * 8))
    show(qtbot, page, desk, screen, 1)
    assert screen.work.editor.text() == ""
    assert "5678" in screen.work.field.note
    shown = [widget.accessibleName() for widget in page.findChildren(QWidget)]
    assert not any("0912345678" in text for text in shown)


def test_a_field_that_nobody_can_type_is_sent_again_or_voided(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    one = refuse(desk, "kind", "value_unknown")
    show(qtbot, page, desk, screen, 1)
    assert not screen.work.go.isVisible()
    assert screen.work.resend.isVisible()
    QTest.keyClick(focused(screen), Qt.Key.Key_R, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 0)
    assert desk.store.balance().pending == 1
    assert desk.store.passage(one.id).rev == one.rev


def test_voiding_is_asked_for_twice(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    refuse(desk, "note", note="x" * 1001)
    show(qtbot, page, desk, screen, 1)
    QTest.keyClick(focused(screen), Qt.Key.Key_Delete, CONTROL)
    assert "once more voids it" in screen.notice.text
    QTest.keyClick(focused(screen), Qt.Key.Key_Escape)
    QTest.keyClick(focused(screen), Qt.Key.Key_Delete, CONTROL)
    assert desk.store.balance().voided == 0
    QTest.keyClick(focused(screen), Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: desk.store.balance().voided == 1)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 0)


def test_a_guard_may_not_void_what_another_recorded(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    refuse(desk, "note", note="x" * 1001)
    desk.lane.staff = Staff(new_id(), "Gác", Role.GUARD)
    show(qtbot, page, desk, screen, 1)
    for _ in range(2):
        QTest.keyClick(focused(screen), Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: screen.notice.property("tone") == "danger")
    assert desk.store.balance().voided == 0


def test_a_damaged_name_is_written_as_on_the_card(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    person = Person(name="TR?N TH? B?CH", id_number="001185000002")
    odd = (WarningCode.NAME_DAMAGED,)
    made = desk.enter(Entry(DirectionMode.IN, person=person, warnings=odd)).passage
    assert made is not None
    show(qtbot, page, desk, screen, 1)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    QTest.keyClicks(focused(screen), "Tran Thi Bich")
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 0)
    assert desk.store.passage(made.id).person.name == "Tran Thi Bich"


def test_a_sheet_opens_the_form_at_its_first_untyped_row(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    (sheet,) = desk.issue_sheets(1, 4)
    number = sheet.code.number
    desk.enter(Entry(DirectionMode.IN, way=Way.PAPER, sheet=number, row=1, person=PEOPLE[0]))
    show(qtbot, page, desk, screen, 1)
    assert isinstance(screen.list.rows[0], OpenSheet)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.screen_key is Key.FORM)
    assert page.form.texts["sheet"].text() == number
    assert page.form.texts["row"].text() == "2"


def test_a_lost_sheet_is_noted_by_the_same_key_twice(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    first, second = (sheet.code.number for sheet in desk.issue_sheets(2, 1))
    desk.enter(Entry(DirectionMode.IN, way=Way.PAPER, sheet=second, row=1, person=PEOPLE[0]))
    show(qtbot, page, desk, screen, 1)
    QTest.keyClick(focused(screen), Qt.Key.Key_4, CONTROL)
    assert f"Sheet {first}: Lost?" in screen.notice.text
    assert desk.store.sheets.balance().missing == (first,)
    QTest.keyClick(focused(screen), Qt.Key.Key_4, CONTROL)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 0)
    assert desk.store.sheets.balance().missing == ()


def test_trouble_is_there_while_it_lasts_and_counts(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    counts: list[int] = []
    screen.count_changed.connect(counts.append)
    page.sights.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="0")))
    lost = ScannerState(ScannerPhase.AWAY, error=ScannerMissing(scanner="COM3"))
    page.sights.show_scanner_state(lost)
    held = desk.snapshot()
    upkeep = UpkeepState(backup_failure=BackupFolderMissing(folder="E:"))
    sync = SyncState(SyncCause.REVOKED, NOW_MS, None)
    page.show_snapshot(replace(held, sync=sync, upkeep=upkeep, clock_offset_ms=600_000))
    qtbot.waitUntil(lambda: len(screen.list.rows) == 5)
    sources = [row.source for row in screen.list.rows if isinstance(row, Trouble)]
    assert sources == [Source.CAMERA, Source.SCANNER, Source.SENDING, Source.CLOCK, Source.BACKUP]
    assert counts[-1] == 5
    button = page.rail._buttons[Key.TRAY]
    assert "5 waiting" in button.accessibleName()
    page.sights.show_scan_state(ScanState(ScanPhase.RUNNING))
    page.show_snapshot(held)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 1)
    assert "1 waiting" in button.accessibleName()


def test_being_offline_and_without_a_hub_is_no_work(
    page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    held = desk.snapshot()
    for cause in (SyncCause.NO_NETWORK, SyncCause.NOT_ENROLLED):
        page.show_snapshot(replace(held, sync=SyncState(cause, NOW_MS, NOW_MS + 30_000)))
        assert list(screen.list.rows) == []


def test_a_scanner_that_need_not_be_there_is_not_missed(page: DeskPage, screen: TrayScreen) -> None:
    away = ScannerState(ScannerPhase.AWAY, error=ScannerMissing(scanner="auto"))
    page.sights.show_scanner_state(away)
    assert list(screen.list.rows) == []


def test_a_new_item_does_not_take_the_field_from_whoever_types(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: TrayScreen
) -> None:
    refuse(desk, "note", note="x" * 1001)
    show(qtbot, page, desk, screen, 1)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    QTest.keyClicks(focused(screen), "ngan lai")
    page.sights.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="0")))
    assert len(screen.list.rows) == 2
    assert isinstance(screen.work.item, Refused)
    assert screen.work.editor.text() == "ngan lai"
    assert focused(screen) is screen.work.editor
