"""Looking without recording, in plain sight and never for long."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Direction, Verdict
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.desk_page import DeskPage
from tests.fakes.pictures import card

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(qtbot: QtBot, page: DeskPage) -> DeskPage:
    """The gate, with the keyboard."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def toggle(page: DeskPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_X, CONTROL | SHIFT)


def test_a_code_is_looked_at_and_not_recorded(shown: DeskPage, desk: Desk) -> None:
    toggle(shown)
    outcome = desk.take(card(1))
    assert (outcome.verdict, outcome.passage, outcome.looking) == (Verdict.SEEN, None, True)
    shown.show_outcome(outcome)
    head, name, advice = shown.gate.banner.lines()
    assert head == "LOOKED AT, NOT RECORDED"
    assert outcome.document is not None
    assert name == outcome.document.name
    assert outcome.document.id_number is not None
    assert outcome.document.id_number not in advice
    assert desk.store.balance().captured == 0


def test_it_is_said_as_long_as_it_lasts(shown: DeskPage, desk: Desk) -> None:
    toggle(shown)
    for banner in (shown.gate.banner, shown.side.banner):
        assert banner.lines()[1].startswith("NOT RECORDING")
    assert shown.status._looking.isVisible()
    assert shown.looking._timer.isActive()
    toggle(shown)
    assert not shown.status._looking.isVisible()
    assert "recorded again" in shown.notice.text


def test_the_same_code_counts_at_once_when_looking_ends(shown: DeskPage, desk: Desk) -> None:
    toggle(shown)
    desk.take(card(1))
    toggle(shown)
    outcome = desk.take(card(1))
    assert outcome.passage is not None
    assert outcome.passage.direction is Direction.IN


def test_it_ends_by_itself_and_behind_the_lock(shown: DeskPage, desk: Desk) -> None:
    toggle(shown)
    shown.looking._timer.timeout.emit()
    assert not desk.lane.looking
    toggle(shown)
    shown.leave()
    assert not desk.lane.looking


def test_a_guard_may_not_but_may_end_it(shown: DeskPage, desk: Desk) -> None:
    supervisor = desk.lane.staff
    desk.lane.staff = Staff(new_id(), "Gác", Role.GUARD)
    toggle(shown)
    assert not desk.lane.looking
    assert "Only a supervisor" in shown.notice.text
    desk.lane.staff = supervisor
    toggle(shown)
    desk.lane.staff = Staff(new_id(), "Gác", Role.GUARD)
    toggle(shown)
    assert not desk.lane.looking
