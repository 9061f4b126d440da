"""Each screen is made when it is wanted, else after the first picture, one at a time."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.rooms import OTHERS, PAUSE_MS, ROOMS
from checkpoint_app.ui.screens.tray import TrayScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks

ALL = {Key.GATE, *ROOMS, *OTHERS}


@pytest.fixture
def made(page: DeskPage) -> list[Key]:
    """Which screens were made since, in their order."""
    keys: list[Key] = []
    page.screen_made.connect(lambda key, _screen: keys.append(key))
    return keys


def test_the_gate_waits_for_no_other_screen(page: DeskPage) -> None:
    assert page.screens.made == [page.gate]


def test_a_screen_that_is_asked_for_is_there_at_once_and_connected(
    page: DeskPage, made: list[Key]
) -> None:
    page.show_screen(Key.TRAY)
    assert (page.screen_key, made) == (Key.TRAY, [Key.TRAY])
    tray = page.screens[Key.TRAY]
    assert isinstance(tray, TrayScreen)
    tray.count_changed.emit(3)
    assert page.rail._buttons[Key.TRAY].count == 3
    page.show_screen(Key.GATE)
    page.show_screen(Key.TRAY)
    assert made == [Key.TRAY]


def test_the_others_follow_the_first_picture_with_room_between(
    qtbot: QtBot, page: DeskPage, made: list[Key]
) -> None:
    turns: list[int] = []
    clock = QTimer(page)
    clock.timeout.connect(lambda: turns.append(len(made)))
    clock.start(PAUSE_MS // 4)
    page.fill()
    page.fill()
    qtbot.waitUntil(lambda: {Key.GATE, *made} == ALL)
    clock.stop()
    assert len(made) == len(set(made)) == len(ALL) - 1
    # Other work had its turn between any two of them.
    assert set(turns) >= set(range(len(made)))


def test_what_happened_before_is_told_to_a_screen_that_comes_later(
    qtbot: QtBot, desk: Desk, tasks: Tasks
) -> None:
    page = DeskPage(desk, Settings(), tasks)
    qtbot.addWidget(page)
    page.keep(Settings(text_percent=150))
    assert page.settings.text.value == 150
    page.show_snapshot(desk.snapshot())
    page.begin_shift()
    assert Key.CHECK not in {page.screens.key_of(one) for one in page.screens.made}
    page.fill()
    qtbot.waitUntil(lambda: page.screens.held(Key.CHECK) is not None)
