"""The phone number of whoever comes by code for the first time, asked at the gate."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.listed import ListedPerson, ListKind
from checkpoint_app.domain.passage import DirectionMode, Kind, Passage
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import SetClock
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.phone_bar import PhoneBar
from tests.fakes.pictures import card


@pytest.fixture
def bar(qtbot: QtBot, page: DeskPage) -> PhoneBar:
    """The bar of the gate, which is in front."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_screen(Key.GATE)
    qtbot.waitUntil(page.hasFocus)
    return page.gate.phone


def scan(page: DeskPage, desk: Desk, number: int) -> Outcome:
    """A card is held up."""
    outcome = desk.take(card(number))
    page.show_outcome(outcome)
    return outcome


def passage(outcome: Outcome) -> Passage:
    assert outcome.passage is not None
    return outcome.passage


def settled(qtbot: QtBot, page: DeskPage) -> None:
    """Everything the store was asked before is answered."""
    done: list[int] = []
    page._tasks.store(page, lambda: None, lambda _: done.append(1))
    qtbot.waitUntil(lambda: bool(done))


def test_digits_go_into_the_bar_and_enter_writes_them_to_the_passage(
    qtbot: QtBot, page: DeskPage, desk: Desk, bar: PhoneBar
) -> None:
    came = passage(scan(page, desk, 1))
    qtbot.waitUntil(bar.isVisible)
    assert not bar.field.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_0)
    qtbot.waitUntil(bar.field.hasFocus)
    QTest.keyClicks(bar.field, "912 345 678")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.store.passage(came.id).rev == 2)
    now = desk.store.passage(came.id)
    assert now.person.phone == "0912345678"
    assert now.person.name == came.person.name
    assert not bar.isVisible()
    assert desk.store.inside_count() == 1


def test_it_is_skipped_by_escape_and_by_the_next_person(
    qtbot: QtBot, page: DeskPage, desk: Desk, bar: PhoneBar
) -> None:
    first = passage(scan(page, desk, 1))
    qtbot.waitUntil(bar.isVisible)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    scan(page, desk, 2)
    qtbot.waitUntil(bar.isVisible)
    second = passage(scan(page, desk, 3))
    settled(qtbot, page)
    assert (second.person.name or "?") in bar._asked.text()
    assert desk.store.passage(first.id).rev == 1


def test_who_types_goes_on_typing_about_the_same_person(
    qtbot: QtBot, page: DeskPage, desk: Desk, bar: PhoneBar
) -> None:
    first = passage(scan(page, desk, 1))
    qtbot.waitUntil(bar.isVisible)
    bar.begin("0912345678")
    scan(page, desk, 2)
    settled(qtbot, page)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.store.passage(first.id).person.phone == "0912345678")


def test_nobody_is_asked_twice_or_on_the_way_out(
    qtbot: QtBot, page: DeskPage, desk: Desk, bar: PhoneBar, clock: SetClock
) -> None:
    for mode in (DirectionMode.OUT, DirectionMode.IN):
        desk.lane.mode = mode
        scan(page, desk, 1)
        settled(qtbot, page)
        assert bar.isHidden()
        clock.at_ms += 60_000


def test_who_stands_on_the_sites_list_with_a_phone_is_not_asked(
    qtbot: QtBot, page: DeskPage, desk: Desk, bar: PhoneBar
) -> None:
    shown = desk.lane.read(card(1))
    known = ListedPerson(Kind.RESIDENT, shown.name, shown.id_number, "0900000009")
    desk.store.lists.take(ListKind.PEOPLE, [known], replace=False)
    scan(page, desk, 1)
    settled(qtbot, page)
    assert bar.isHidden()


def test_on_another_screen_digits_are_the_screens(
    qtbot: QtBot, page: DeskPage, desk: Desk, bar: PhoneBar
) -> None:
    scan(page, desk, 1)
    qtbot.waitUntil(bar.isVisible)
    page.show_screen(Key.FORM)
    QTest.keyClicks(page.form.texts["name"], "09")
    assert page.form.texts["name"].text() == "09"
    assert bar.field.text() == ""
