"""Inside now, by keyboard alone."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import Direction, DirectionMode, Kind, Passage
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import InsideRow, Role, Staff
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.inside import Present, words_of
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import PEOPLE, SetClock
from checkpoint_app.ui.screens.inside import InsideScreen
from checkpoint_app.ui.shortcuts import Key

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot: QtBot, page: DeskPage, desk: Desk) -> InsideScreen:
    """Three people inside, and the screen in front."""
    for person in PEOPLE[:3]:
        desk.enter(Entry(DirectionMode.IN, person=person))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F4)
    found = page.screens[Key.INSIDE]
    assert isinstance(found, InsideScreen)
    qtbot.waitUntil(lambda: len(found.list.rows) == 3)
    return found


def newest(desk: Desk) -> Passage:
    return desk.store.recent(1)[0].passage


def names(screen: InsideScreen) -> list[str | None]:
    return [one.row.name for one in screen.list.rows]


def test_two_letters_and_enter_let_somebody_out(
    qtbot: QtBot, screen: InsideScreen, desk: Desk
) -> None:
    QTest.keyClicks(screen.search, "bich")
    assert names(screen) == ["Trần Thị Bích"]
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(screen.search, Qt.Key.Key_Return)
    gone = newest(desk)
    assert (gone.person.name, gone.direction) == ("Trần Thị Bích", Direction.OUT)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 2)
    assert screen.search.text() == ""
    assert screen.search.hasFocus()


def test_arrows_mark_while_the_keyboard_stays_in_the_field(
    screen: InsideScreen, desk: Desk
) -> None:
    assert screen.list.marked() is None
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert desk.store.balance().captured == 3
    for _ in range(2):
        QTest.keyClick(screen.search, Qt.Key.Key_Down)
    marked = screen.list.marked()
    assert marked is not None
    assert marked.row.name == names(screen)[1]
    QTest.keyClick(screen.search, Qt.Key.Key_PageDown)
    assert screen.list.currentIndex().row() == 2
    assert screen.search.hasFocus()


def test_an_exit_is_taken_back_by_one_key(qtbot: QtBot, screen: InsideScreen, desk: Desk) -> None:
    QTest.keyClicks(screen.search, "bich")
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(screen.search, Qt.Key.Key_Return)
    # Somebody else came meanwhile: the last passage is not the one to be taken back.
    desk.enter(Entry(DirectionMode.IN, person=PEOPLE[5]))
    QTest.keyClick(screen.search, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: "is inside" in screen.notice.text)
    qtbot.waitUntil(lambda: len(screen.list.rows) == 4)
    assert "Trần Thị Bích" in names(screen)
    assert not screen.back.isEnabled()


def test_leaving_the_screen_forgets_what_could_be_taken_back(
    qtbot: QtBot, screen: InsideScreen, page: DeskPage
) -> None:
    QTest.keyClicks(screen.search, "bich")
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert screen.back.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_F1)
    QTest.keyClick(page, Qt.Key.Key_F4)
    assert not screen.back.isEnabled()


def test_the_day_is_closed_by_the_same_key_twice(
    qtbot: QtBot, screen: InsideScreen, desk: Desk, clock: SetClock
) -> None:
    clock.at_ms += 13 * 3_600_000
    desk.enter(Entry(DirectionMode.IN, kind=Kind.RESIDENT, person=PEOPLE[8]))
    screen.read()
    qtbot.waitUntil(lambda: len(screen.list.rows) == 4)
    QTest.keyClick(screen.search, Qt.Key.Key_E, CONTROL)
    assert len(screen.list.rows) == 3
    assert "Record the exits of these 3 people" in screen.notice.text
    assert desk.store.inside_count() == 4
    QTest.keyClick(screen.search, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: "3 exits recorded" in screen.notice.text)
    assert desk.store.inside_count() == 1
    assert WarningCode.CLOSED_OUT in newest(desk).warnings


def test_escape_leaves_everybody_inside(
    screen: InsideScreen, desk: Desk, clock: SetClock, qtbot: QtBot
) -> None:
    clock.at_ms += 13 * 3_600_000
    screen.read()
    qtbot.waitUntil(screen.close_day.isEnabled)
    QTest.keyClick(screen.search, Qt.Key.Key_E, CONTROL)
    QTest.keyClick(screen.search, Qt.Key.Key_Escape)
    QTest.keyClick(screen.search, Qt.Key.Key_E, CONTROL)
    assert desk.store.inside_count() == 3
    assert "Record the exits" in screen.notice.text


def test_a_guard_may_not_close_the_day(
    screen: InsideScreen, desk: Desk, clock: SetClock, qtbot: QtBot
) -> None:
    clock.at_ms += 13 * 3_600_000
    screen.read()
    qtbot.waitUntil(screen.close_day.isEnabled)
    desk.lane.staff = Staff(new_id(), "Gác", Role.GUARD)
    for _ in range(2):
        QTest.keyClick(screen.search, Qt.Key.Key_E, CONTROL)
    assert "Only a supervisor" in screen.notice.text
    assert desk.store.inside_count() == 3


def test_what_cannot_be_read_is_said_and_the_list_stays(screen: InsideScreen) -> None:
    screen.on_bad(StoreBusy())
    assert screen.notice.property("tone") == "danger"
    assert len(screen.list.rows) == 3


def test_over_capacity_is_said(screen: InsideScreen) -> None:
    screen._capacity = 2
    screen.on_search()
    assert "The site is full" in screen.late.text()
    assert screen.count.text() == "3 / 2"


def test_twenty_thousand_are_put_into_words_only_where_they_are_painted(
    screen: InsideScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = InsideRow("id:1", "Nguyễn Văn An", "001090000001", None, None, "visitor", 0, "0" * 32)
    crowd = [
        Present(replace(row, person_key=f"id:{n}", entry=f"{n:032x}"), words_of(row), late=False)
        for n in range(20_000)
    ]
    described = []
    line = screen.list.line

    def counted(one: Present) -> object:
        described.append(one)
        return line(one)

    monkeypatch.setattr(screen.list, "line", counted)
    screen.on_read(crowd)
    screen.list.grab()
    assert 0 < len(described) < 100
    assert screen.count.text() == "20,000 / 200"


def test_a_person_is_offered_by_number_too(screen: InsideScreen) -> None:
    number = PEOPLE[1].phone
    assert number is not None
    QTest.keyClicks(screen.search, number[-6:])
    assert names(screen) == [PEOPLE[1].name]
