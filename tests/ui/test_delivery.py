"""The delivery desk by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import Delivery, Direction, Kind, Passage
from checkpoint_app.station import deliveries
from checkpoint_app.station.deliveries import Words
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import SetClock
from checkpoint_app.ui.screens.delivery import DeliveryScreen
from checkpoint_app.ui.shortcuts import Key

CONTROL = Qt.KeyboardModifier.ControlModifier
GIAO = Words("29B112345", "0900000071", "Lý Văn Giao", "Sàn Mẫu", "Toà A · 1204", "Rau")


@pytest.fixture
def screen(qtbot: QtBot, page: DeskPage) -> DeliveryScreen:
    """The delivery desk, in front."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F3)
    found = page.screens[Key.DELIVERY]
    assert isinstance(found, DeliveryScreen)
    assert page.screen_key is Key.DELIVERY
    return found


@pytest.fixture
def known(desk: Desk, clock: SetClock) -> None:
    """A driver who came and left."""
    for direction in Direction:
        deliveries.record(desk, GIAO, Kind.DELIVERY, direction)
        clock.at_ms += 60_000


def focused(screen: DeliveryScreen) -> QWidget:
    widget = screen.focusWidget()
    assert widget is not None
    return widget


def newest(desk: Desk) -> Passage:
    return desk.store.recent(1)[0].passage


def said(screen: DeliveryScreen, text: str) -> bool:
    return text in screen.notice.text


def test_a_new_driver_is_typed_plate_first(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    for text in ("29b1 123.45", "+84900000071", "Ly Van Giao", "San Mau", "Toa A 1204", "rau", ""):
        QTest.keyClicks(focused(screen), text)
        QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    passage = newest(desk)
    assert (passage.plate, passage.person.phone) == ("29B112345", "0900000071")
    assert passage.delivery == Delivery("San Mau", "Toa A 1204", "rau")
    assert passage.direction is Direction.IN
    assert focused(screen) is screen.texts["plate"]
    assert all(editor.text() == "" for editor in screen.texts.values())
    qtbot.waitUntil(lambda: len(screen.visits.rows) == 1)


@pytest.mark.usefixtures("known")
def test_one_key_repeats_the_last_delivery_of_a_driver(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    QTest.keyClicks(focused(screen), "345")
    qtbot.waitUntil(screen.people.isVisible)
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(focused(screen), Qt.Key.Key_1, CONTROL)
    passage = newest(desk)
    assert passage.direction is Direction.IN
    assert passage.delivery == Delivery("Sàn Mẫu", "Toà A · 1204", "Rau")
    assert desk.store.balance().captured == 3


@pytest.mark.usefixtures("known")
def test_a_driver_from_the_list_fills_everything_and_only_the_place_is_new(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    QTest.keyClicks(focused(screen), "van giao")
    qtbot.waitUntil(screen.people.isVisible)
    assert screen.texts["plate"].text() == "van giao"
    QTest.keyClick(focused(screen), Qt.Key.Key_Down)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    assert screen.texts["name"].text() == "Lý Văn Giao"
    assert focused(screen) is screen.texts["destination"]
    QTest.keyClicks(focused(screen), "Toa B 305")
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(focused(screen), Qt.Key.Key_Return, CONTROL)
    passage = newest(desk)
    assert passage.delivery == Delivery("Sàn Mẫu", "Toa B 305", "Rau")
    assert passage.person.phone == "0900000071"


@pytest.mark.usefixtures("known")
def test_places_are_offered_by_an_arrow_and_without_accents(
    qtbot: QtBot, screen: DeliveryScreen
) -> None:
    qtbot.waitUntil(lambda: deliveries.told(screen._desk) == screen._told)
    screen.texts["destination"].setFocus()
    QTest.keyClick(focused(screen), Qt.Key.Key_Down)
    qtbot.waitUntil(screen.words.isVisible)
    QTest.keyClick(focused(screen), Qt.Key.Key_Escape)
    assert not screen.words.isVisible()
    QTest.keyClicks(focused(screen), "toa")
    qtbot.waitUntil(screen.words.isVisible)
    QTest.keyClick(focused(screen), Qt.Key.Key_Down)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    assert screen.texts["destination"].text() == "Toà A · 1204"
    assert focused(screen) is screen.texts["goods"]


def test_a_driver_under_way_goes_out_by_one_key(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    deliveries.record(desk, GIAO, Kind.DELIVERY, Direction.IN)
    screen.read_open()
    qtbot.waitUntil(lambda: len(screen.visits.rows) == 1)
    QTest.keyClick(focused(screen), Qt.Key.Key_Down)
    assert focused(screen) is screen.visits
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(screen.visits, Qt.Key.Key_Return)
    assert newest(desk).direction is Direction.OUT
    qtbot.waitUntil(lambda: len(screen.visits.rows) == 0)
    assert focused(screen) is screen.texts["plate"]


def test_who_left_meanwhile_is_not_recorded_twice(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    deliveries.record(desk, GIAO, Kind.DELIVERY, Direction.IN)
    screen.read_open()
    qtbot.waitUntil(lambda: len(screen.visits.rows) == 1)
    deliveries.record(desk, GIAO, Kind.DELIVERY, Direction.OUT)
    screen.visits.mark(0)
    QTest.keyClick(screen.visits, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(screen, "left already"))
    assert desk.store.balance().captured == 2


def test_the_plate_of_somebody_inside_turns_the_direction(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    deliveries.record(desk, GIAO, Kind.DELIVERY, Direction.IN)
    screen.read_open()
    qtbot.waitUntil(lambda: len(screen.visits.rows) == 1)
    QTest.keyClicks(focused(screen), "29b112345")
    qtbot.waitUntil(screen.people.isVisible)
    QTest.keyClick(focused(screen), Qt.Key.Key_Return)
    assert screen.direction.value is Direction.OUT
    assert "Inside since 14:02" in screen.fields["plate"].note
    with qtbot.waitSignal(screen.outcome_taken):
        QTest.keyClick(focused(screen), Qt.Key.Key_Return, CONTROL)
    assert newest(desk).direction is Direction.OUT


def test_a_form_that_names_nobody_is_sent_back(
    qtbot: QtBot, screen: DeliveryScreen, desk: Desk
) -> None:
    screen.texts["goods"].setText("Rau")
    QTest.keyClick(focused(screen), Qt.Key.Key_Return, CONTROL)
    assert screen.fields["plate"].note == "Write a plate, a phone number or a name"
    assert desk.store.balance().captured == 0


def test_escape_keeps_a_draft_and_brings_it_back(screen: DeliveryScreen) -> None:
    QTest.keyClicks(focused(screen), "29B1")
    QTest.keyClick(focused(screen), Qt.Key.Key_Escape)
    assert screen.texts["plate"].text() == ""
    QTest.keyClick(focused(screen), Qt.Key.Key_Escape)
    assert screen.texts["plate"].text() == "29B1"


def test_what_could_not_be_recorded_stays(screen: DeliveryScreen) -> None:
    screen.texts["plate"].setText("29B112345")
    screen.on_failed(DiskFull())
    assert screen.texts["plate"].text() == "29B112345"
    assert said(screen, "disk is full")
    assert screen.notice.property("tone") == "danger"
