"""The rehearsal, by keys for everybody and by the camera for a supervisor; and the notice book."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.rehearsal import SAMPLES
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.screen_states import NOTICES
from checkpoint_app.ui.screens.notices import NoticesScreen
from checkpoint_app.ui.screens.rehearsal import RehearsalScreen
from checkpoint_app.ui.shortcuts import Key
from tests.fakes.bulletins import HUB, bulletin


@pytest.fixture
def screen(page: DeskPage) -> RehearsalScreen:
    page.outcome_taken.connect(page.show_outcome)  # as the window does, with the sound
    page.show_screen(Key.REHEARSE)
    return page.rehearsal


@pytest.fixture
def book(desk: Desk, page: DeskPage, qtbot: QtBot) -> NoticesScreen:
    desk.store.set_hub("http://127.0.0.1:1", "token", str(HUB), "Chung cư Mẫu")
    desk.store.bulletins.apply(bulletin(1, notices=tuple(one.told for one in NOTICES)))
    page.show_screen(Key.NOTICES)
    found = next(room for room in page.rooms if isinstance(room, NoticesScreen))
    qtbot.waitUntil(lambda: len(found.table.rows()) == 3)
    return found


def test_enter_goes_through_all_five_and_none_is_recorded(
    screen: RehearsalScreen, page: DeskPage, desk: Desk
) -> None:
    for verdict in Verdict:
        QTest.keyClick(screen, Qt.Key.Key_Return)
        assert "REHEARSAL" in screen.banner.lines()[0]
        assert screen.banner.outcome is not None
        assert screen.banner.outcome.verdict is verdict
    assert screen.tried == list(Verdict)
    assert "All five" in screen.notice.text
    assert desk.store.balance().captured == 0
    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert page.screen_key is Key.MANAGE
    assert page.side.banner.outcome is None
    assert page.gate.banner.outcome is None


def test_codes_held_up_join_in_and_count_again_afterwards(
    screen: RehearsalScreen, page: DeskPage, desk: Desk
) -> None:
    payload = SAMPLES[1].payload
    assert payload is not None
    page.show_outcome(desk.take(payload))
    assert screen.tried == [Verdict.LOOK]
    assert desk.store.balance().captured == 0
    page.show_screen(Key.GATE)
    assert desk.lane.rehearsal is None
    assert desk.take(payload).passage is not None
    assert desk.store.balance().captured == 1


def test_a_guard_rehearses_by_keys_while_the_camera_goes_on_recording(
    page: DeskPage, desk: Desk
) -> None:
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "86420")
    page.outcome_taken.connect(page.show_outcome)
    page.show_screen(Key.REHEARSE)
    assert not desk.lane.looking
    assert "go on recording" in page.rehearsal._how.text()
    QTest.keyClick(page.rehearsal, Qt.Key.Key_1)
    assert page.rehearsal.tried == [Verdict.RECORDED]
    assert SAMPLES[0].payload is not None
    page.show_outcome(desk.take(SAMPLES[0].payload))
    assert desk.store.balance().captured == 1


def test_the_lock_ends_it(screen: RehearsalScreen, page: DeskPage, desk: Desk) -> None:
    before = desk.lane.looking
    page.leave()
    assert (before, desk.lane.looking) == (True, False)
    assert desk.lane.rehearsal is None


def test_it_ends_by_itself_and_says_so(screen: RehearsalScreen, page: DeskPage, desk: Desk) -> None:
    page.looking.end()
    assert desk.lane.rehearsal is None
    assert "go on recording" in screen._how.text()


# The notice book


def test_every_notice_is_there_with_who_read_it_and_what_they_said(
    qtbot: QtBot, book: NoticesScreen, page: DeskPage, desk: Desk
) -> None:
    newest = book.marked()
    assert newest is not None
    QTest.keyClick(book.table, Qt.Key.Key_Return)
    assert book.answer.hasFocus()
    QTest.keyClicks(book.answer, "Da ro")
    QTest.keyClick(book.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Noted" in book.notice.text)
    qtbot.waitUntil(lambda: "Lê Thị Hoa" in book._read_by.text())
    assert "Da ro" in book._read_by.text()
    assert not book.read.isVisible()
    held = {one.told.id: one.answer for one in desk.store.notices.all()}
    assert held[newest.notice.told.id] == "Da ro"
    page.show_snapshot(desk.snapshot())
    assert newest.notice.told.id not in page.notices._rows  # the strip asks no more


def test_read_at_the_strip_it_is_read_in_the_book(
    qtbot: QtBot, book: NoticesScreen, page: DeskPage, desk: Desk
) -> None:
    page.show_snapshot(desk.snapshot())
    with qtbot.waitSignal(page.notices.acknowledged):
        QTest.keyClick(page, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: len(desk.store.notices.open()) == 2)
    page.show_snapshot(desk.snapshot())
    qtbot.waitUntil(
        lambda: sum(one.notice.acknowledged_at is not None for one in book.table.rows()) == 1
    )
