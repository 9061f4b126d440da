"""Manage: cards, keys, locks; and what its screens have in common."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import WrongPin
from checkpoint_app.domain.progress import Course, Stopped
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.rooms import OTHERS, ROOMS
from checkpoint_app.ui.screens.manage import DIGITS, ManageScreen
from checkpoint_app.ui.screens.managed import ManagedScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.ask_bar import AskBar, Grant
from checkpoint_app.ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def manage(page: DeskPage) -> ManageScreen:
    page.show_screen(Key.MANAGE)
    return next(room for room in page.rooms if isinstance(room, ManageScreen))


@pytest.fixture
def ask(qtbot: QtBot) -> AskBar:
    made = AskBar()
    qtbot.addWidget(made)
    return made


def test_a_digit_opens_its_card_and_escape_goes_back(page: DeskPage, manage: ManageScreen) -> None:
    for digit, one in enumerate(manage.cards[:DIGITS], 1):
        page.show_screen(Key.MANAGE)
        QTest.keyClick(manage.cards[0], Qt.Key(Qt.Key.Key_0 + digit))
        assert page.screen_key is one.job.key
        assert page.rail.shown() is Key.MANAGE
    page.show_screen(Key.PEOPLE)
    fronts = []
    for widget in (page.screens[Key.PEOPLE], manage.cards[0]):
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        fronts.append(page.screen_key)
    assert fronts == [Key.MANAGE, Key.GATE]


def test_every_card_names_a_screen_that_is_there(page: DeskPage, manage: ManageScreen) -> None:
    assert {one.job.key for one in manage.cards} <= {*ROOMS, *OTHERS}
    managed = {room.KEY: room for room in page.rooms if isinstance(room, ManagedScreen)}
    assert managed.keys() <= {one.job.key for one in manage.cards}
    for one in manage.cards:
        if one.job.key in managed:
            assert one.job.needs is managed[one.job.key].NEEDS


def test_a_guard_sees_locks_and_every_page_says_who_may(page: DeskPage, desk: Desk) -> None:
    manage = page.screens[Key.MANAGE]
    assert isinstance(manage, ManageScreen)
    page.show_screen(Key.MANAGE)
    assert not any(one.locked for one in manage.cards)
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "13579")
    page.show_screen(Key.MANAGE)
    locked = [one.job.key for one in manage.cards if one.locked]
    assert Key.PEOPLE not in locked
    for key in locked:
        room = page.screens[key]
        if isinstance(room, ManagedScreen):
            page.show_screen(key)
            assert not room._area.isVisible()
            assert "supervisor" in room._refused.text()


# What is asked


def test_a_reason_and_a_second_pin_are_asked_for_by_the_keyboard(ask: AskBar) -> None:
    given: list[Grant] = []
    ask.ask("Show?", "Show", given.append, reason=True, second=True)
    QTest.keyClick(ask.reason, Qt.Key.Key_Return)
    QTest.keyClick(ask.pin, Qt.Key.Key_Return)
    assert given == []
    QTest.keyClicks(ask.reason, "CV 12")
    QTest.keyClicks(ask.pin, "97531")
    QTest.keyClick(ask.pin, Qt.Key.Key_Return)
    assert given == [Grant("CV 12", "97531")]
    assert ask.isHidden()
    assert ask.pin.text() == ""


def test_a_wrong_second_pin_is_asked_for_again_and_the_reason_stays(ask: AskBar) -> None:
    given: list[Grant] = []
    ask.ask("Show?", "Show", given.append, reason=True, second=True)
    ask.reason.setText("CV 12")
    ask.pin.setText("1")
    ask.on_confirm()
    ask.refused(WrongPin(), given.append)
    assert "PIN" in ask.answer
    assert (ask.reason.text(), ask.pin.text()) == ("CV 12", "")
    ask.pin.setText("2")
    ask.on_confirm()
    assert [one.second_pin for one in given] == ["1", "2"]


def test_escape_asks_no_more_and_keeps_the_reason_alone(ask: AskBar) -> None:
    given: list[Grant] = []
    ask.ask("Show?", "Show", given.append, reason=True, second=True)
    QTest.keyClicks(ask.reason, "CV 12")
    QTest.keyClicks(ask.pin, "97531")
    QTest.keyClick(ask.pin, Qt.Key.Key_Escape)
    assert (ask.isHidden(), ask.pin.text(), ask.reason.text()) == (True, "", "CV 12")
    QTest.keyClick(ask, Qt.Key.Key_Return)
    assert given == []


def test_a_plain_yes_takes_more_than_enter(ask: AskBar) -> None:
    given: list[Grant] = []
    ask.ask("Delete?", "Delete", given.append)
    QTest.keyClick(ask.cancel, Qt.Key.Key_Return)
    assert (given, ask.isHidden()) == ([], True)
    ask.ask("Delete?", "Delete", given.append)
    QTest.keyClick(ask.cancel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given == [Grant()]


# Long work


def steps(course: Course, until: Callable[[], bool]) -> int:
    done = 0
    while not until():
        done += 1
        course.tell(done % 100, 100)
    return done


def test_long_work_is_shown_and_stopped(qtbot: QtBot, tasks: Tasks) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    errors: list[Exception] = []
    course = tasks.long(strip, lambda one: steps(one, lambda: False), None, errors.append)
    strip.follow(course, "Counting")
    qtbot.waitUntil(lambda: "%" in strip.text)
    strip.cancel.click()
    assert "stopping" in strip.text
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Stopped)
    strip.end()
    assert strip.isHidden()


def test_the_end_of_the_window_ends_long_work(qtbot: QtBot, tasks: Tasks) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    course = tasks.long(strip, lambda one: steps(one, lambda: False))
    qtbot.waitUntil(lambda: course.done > 0)
    tasks.stop()
    assert course.stopping
