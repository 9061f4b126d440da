"""Notices from the hub in the window: shown until read, and never in the way of who works."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.i18n import Lang
from checkpoint_app.records.notices import Notice, NoticeKind, Told
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.source import open_source
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.hub_word import HubWord
from checkpoint_app.sync.bulletin import BulletinFault
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.screen_states import NOTICES, WORD
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.notice_bar import NoticeBar
from checkpoint_app.wire.protocol import MAX_NOTICE_TEXT
from tests.fakes.bulletins import HUB, bulletin
from tests.ui.conftest import PIN
from tests.ui.test_looks import check_room, controls, has_size

TOLD = tuple(notice.told for notice in NOTICES)


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home) -> Iterator[MainWindow]:
    """The open window of a station whose hub has three notices."""
    desk = home.unlock(PIN)
    desk.store.set_hub("http://127.0.0.1:1", "token", str(HUB), "Chung cư Mẫu")
    desk.store.bulletins.apply(bulletin(1, notices=TOLD))
    desk.close()
    made = MainWindow(app, home, open_source)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    with qtbot.waitSignal(made.desk_opened):
        made.on_pin(PIN)
    qtbot.waitUntil(lambda: bool(bar(made).rows))
    yield made
    made.shut_down()


def bar(window: MainWindow) -> NoticeBar:
    assert window.page is not None
    return window.page.notices


def shown(window: MainWindow) -> list[str]:
    return [row.notice.told.text for row in bar(window).rows]


def read_by(window: MainWindow) -> dict[str, str | None]:
    assert window.desk is not None
    held = window.desk.store.notices.all()
    return {one.told.text: one.answer for one in held if one.acknowledged_at is not None}


def test_they_stack_oldest_first(window: MainWindow) -> None:
    assert shown(window) == [TOLD[0].text, TOLD[1].text]
    assert bar(window).more == "1 more"
    first, second = bar(window).rows
    assert "F12" in first.done.text()
    assert "F12" not in second.done.text()
    assert first.said.startswith("REMINDER FROM THE HUB · ")
    assert second.said.startswith("NOTICE FROM THE HUB · ")
    assert first.property("tone") != second.property("tone")


def test_one_key_reads_the_uppermost(qtbot: QtBot, window: MainWindow) -> None:
    for place, told in enumerate(TOLD):
        assert shown(window)[0] == told.text
        QTest.keyClick(window, Qt.Key.Key_F12)
        qtbot.waitUntil(partial(lambda count: len(read_by(window)) == count, place + 1))
    qtbot.waitUntil(lambda: not bar(window).isVisible())
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert read_by(window) == dict.fromkeys([told.text for told in TOLD])
    assert window.desk is not None
    assert {one.staff for one in window.desk.store.notices.all()} == {window.desk.staff.id}  # type: ignore[union-attr]  # signed in


def test_who_types_goes_on_typing(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page
    assert page is not None
    page.on_form()
    name = page.form.texts["name"]
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClicks(name, "Tran")
    assert window.desk is not None
    more = (*TOLD, Told(UUID(int=9), NoticeKind.NOTICE, "Thông báo mới", NOW_MS))
    window.desk.store.bulletins.apply(bulletin(2, notices=more))
    page.show_snapshot(window.desk.snapshot())
    assert name.hasFocus()
    QTest.keyClick(name, Qt.Key.Key_F12)
    assert name.hasFocus()
    QTest.keyClicks(name, " An")
    assert name.text() == "Tran An"
    QTest.mouseClick(bar(window).rows[0].done, Qt.MouseButton.LeftButton)
    assert name.hasFocus()
    qtbot.waitUntil(lambda: len(read_by(window)) == 2)


def test_an_answer_goes_with_it(qtbot: QtBot, window: MainWindow) -> None:
    row = bar(window).rows[0]
    QTest.mouseClick(row.reply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.answer.hasFocus)
    QTest.keyClicks(row.answer, "Ok")
    assert window.desk is not None
    assert window.page is not None
    window.page.show_snapshot(window.desk.snapshot())
    assert row.answer.text() == "Ok", "fresh numbers do not take it away"
    QTest.keyClick(row.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: read_by(window) == {TOLD[0].text: "Ok"})
    assert not isinstance(window.focusWidget(), QLineEdit), "no field gets what is typed next"


def test_escape_keeps_what_was_typed_and_sends_nothing(qtbot: QtBot, window: MainWindow) -> None:
    row = bar(window).rows[0]
    row.on_reply()
    QTest.keyClicks(row.answer, "Ok")
    QTest.keyClick(row.answer, Qt.Key.Key_Escape)
    assert not row.answer.isVisible()
    row.on_reply()
    assert row.answer.text() == "Ok"
    QTest.keyClick(row.answer, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: read_by(window) == {TOLD[0].text: None})


def test_what_cannot_be_noted_is_shown_again(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.desk is not None
    desk = window.desk

    def full(_notice: UUID, _answer: str | None = None) -> bool:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(desk, "acknowledge", full)
        QTest.keyClick(window, Qt.Key.Key_F12)
        assert shown(window)[0] == TOLD[1].text
        qtbot.waitUntil(lambda: shown(window)[0] == TOLD[0].text)
    assert window.page is not None
    assert "disk" in window.page.notice.text.lower()
    QTest.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: list(read_by(window)) == [TOLD[0].text])


def test_two_presses_are_one(qtbot: QtBot, window: MainWindow) -> None:
    given: list[UUID] = []
    bar(window).acknowledged.connect(lambda notice, _answer: given.append(notice))
    row = bar(window).rows[0]
    row.on_done()
    row.on_done()
    assert given == [TOLD[0].id]
    qtbot.waitUntil(lambda: len(read_by(window)) == 1)


def test_a_withdrawn_one_goes_by_itself(qtbot: QtBot, window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.store.bulletins.apply(bulletin(2, notices=TOLD[2:]))
    window.desk._notify()
    qtbot.waitUntil(lambda: shown(window) == [TOLD[2].text])
    assert bar(window).more == ""


def test_the_lock_hides_them(window: MainWindow) -> None:
    window.lock()
    assert not bar(window).isVisible()
    window.lock_screen.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert read_by(window) == {}


LONGEST = Notice(
    Told(UUID(int=8), NoticeKind.REMINDER, ("Nộp báo cáo " * 40)[:MAX_NOTICE_TEXT], NOW_MS), True
)


@pytest.fixture(params=Lang)
def page_in_a_language(
    request: pytest.FixtureRequest, app: Application, page: DeskPage
) -> DeskPage:
    app.put_on(Settings(lang=request.param, theme=Theme.DARK))
    return page


@pytest.mark.parametrize("size", [QSize(1000, 560), QSize(1024, 600), QSize(1366, 768)])
def test_it_fits_and_everything_can_be_pressed(
    qtbot: QtBot, page_in_a_language: DeskPage, desk: Desk, size: QSize
) -> None:
    page = page_in_a_language
    page.resize(size)
    page.show_snapshot(replace(desk.snapshot(), notices=(LONGEST, *NOTICES)))
    page.notices.rows[0].on_reply()
    qtbot.waitUntil(partial(has_size, page, size))
    qtbot.waitUntil(partial(check_room, page, str(size)))
    assert page.gate.banner.isVisible()
    lowest = page.gate.rect().bottomLeft()
    assert page.gate.mapTo(page, lowest).y() < page.height()
    assert page.gate.balance.geometry().bottom() <= lowest.y()
    assert page.gate.camera.height() >= page.gate.camera.minimumHeight() > 0
    for widget in controls(page.notices):
        assert widget.accessibleName()
        assert widget.height() >= theme.TARGET
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert len(page.notices.rows) == (1 if size.height() < 700 else 2)


def test_it_speaks_the_language_that_is_on(app: Application, page: DeskPage, desk: Desk) -> None:
    page.show_snapshot(replace(desk.snapshot(), notices=NOTICES))
    app.language.choose(Lang.VI)
    app.processEvents()
    row = page.notices.rows[0]
    assert row.said.startswith("NHẮC VIỆC TỪ MÁY CHỦ")
    assert row.done.text() == "Đã đọc  F12"
    assert page.notices.more == "còn 1 thông báo nữa"


def test_what_the_hub_sets_is_shown_as_such(app: Application, page: DeskPage, desk: Desk) -> None:
    card = page.hub.hub_word
    page.show_screen(Key.HUB)
    page.show_snapshot(desk.snapshot())
    assert not card.isVisible()
    word = replace(WORD, fault=BulletinFault.DAMAGED)
    page.show_snapshot(replace(desk.snapshot(), hub_word=word, capacity=50))
    assert card.isVisible()
    said = card.said
    for part in ("People allowed inside: 200", "21 days", "240 minutes", "yes", "Phường Mẫu"):
        assert part in said
    assert "key cu.cer: no_key" in said
    assert "did not arrive whole" in said
    app.language.choose(Lang.VI)
    app.processEvents()
    assert "Giữ dữ liệu: 21 ngày" in card.said
    assert "nhận không trọn vẹn" in card.said
    page.show_snapshot(replace(desk.snapshot(), hub_word=HubWord(received_at=NOW_MS)))
    assert "dùng cài đặt riêng của trạm" in card.said


def test_a_newer_version_is_said_in_help_and_forced_on_nobody(
    page: DeskPage, desk: Desk, app: Application
) -> None:
    page.show_screen(Key.HELP)
    page.show_snapshot(desk.snapshot())
    assert not page.help.overview._newer.isVisible()
    page.show_snapshot(replace(desk.snapshot(), hub_word=WORD))
    assert "9.1" in page.help.overview._newer.text()
    assert page.help.overview._newer.isVisible()
    app.language.choose(Lang.VI)
    app.processEvents()
    assert page.help.overview._newer.text().startswith("Có phiên bản mới 9.1")


def test_how_many_may_be_inside_follows_the_hub(page: DeskPage, desk: Desk) -> None:
    page.show_snapshot(replace(desk.snapshot(), capacity=50))
    assert page.side._of.text() == "/ 50"
    page.show_snapshot(replace(desk.snapshot(), capacity=None))
    assert page.side._of.text() == ""
    assert not page.side._meter.isVisible()


def test_the_camera_is_told_of(window: MainWindow) -> None:
    assert window.desk is not None
    window.on_scan_state(ScanState(ScanPhase.LOST))
    assert window.desk._vitals().camera == "lost"
