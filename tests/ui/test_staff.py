"""Staff and PINs from the window: add, role, PIN, remove, recovery code, a new key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import WrongPin
from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.screens.staff import StaffScreen
from checkpoint_app.ui.shortcuts import Key
from tests.ui.conftest import PIN

GUARD_PIN = "13579"


@pytest.fixture
def screen(qtbot: QtBot, page: DeskPage, desk: Desk) -> StaffScreen:
    desk.add_staff("Trần Văn Gác", Role.GUARD, GUARD_PIN)
    page.show_screen(Key.STAFF)
    found = next(room for room in page.rooms if isinstance(room, StaffScreen))
    qtbot.waitUntil(lambda: len(found.table.rows()) == 2)
    return found


def mark(screen: StaffScreen, name: str) -> None:
    names = [one.staff.name for one in screen.table.rows()]
    screen.table.selectRow(names.index(name))


def test_somebody_is_added_by_the_keyboard(qtbot: QtBot, screen: StaffScreen, desk: Desk) -> None:
    QTest.keyClicks(screen.name, "Ngo Thi Moi")
    for editor in (screen.add_pin.pin, screen.add_pin.again):
        QTest.keyClicks(editor, "86420")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "can sign in now" in screen.notice.text)
    assert desk.register.who("86420").name == "Ngo Thi Moi"
    assert screen.add_pin.pin.text() == ""


@pytest.mark.parametrize(
    ("pin", "again", "said"), [("1111", "1111", "4 to 12 digits"), ("86420", "86421", "")]
)
def test_a_pin_that_is_none_adds_nobody(
    screen: StaffScreen, desk: Desk, pin: str, again: str, said: str
) -> None:
    screen.name.setText("Mới")
    screen.add_pin.pin.setText(pin)
    screen.add_pin.again.setText(again)
    screen.on_add()
    assert said in screen.add_pin.note
    assert bool(said) != ("differ" in screen.add_pin.differs)
    assert len(desk.register.members()) == 2


def test_a_pin_that_somebody_has_is_refused_beside_its_field(
    qtbot: QtBot, screen: StaffScreen, desk: Desk
) -> None:
    screen.name.setText("Mới")
    screen.add_pin.pin.setText(GUARD_PIN)
    screen.add_pin.again.setText(GUARD_PIN)
    screen.on_add()
    qtbot.waitUntil(lambda: "another" in screen.add_pin.note.lower())
    assert len(desk.register.members()) == 2


def test_a_forgotten_pin_is_replaced(qtbot: QtBot, screen: StaffScreen, desk: Desk) -> None:
    mark(screen, "Trần Văn Gác")
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    screen.new_pin.pin.setText("97531")
    screen.new_pin.again.setText("97531")
    screen.on_save_pin()
    qtbot.waitUntil(lambda: "has a new PIN" in screen.notice.text)
    assert desk.register.who("97531").name == "Trần Văn Gác"
    with pytest.raises(WrongPin):
        desk.register.who(GUARD_PIN)


def test_a_role_is_changed_but_not_the_last_supervisors(
    qtbot: QtBot, screen: StaffScreen, desk: Desk
) -> None:
    mark(screen, "Lê Thị Hoa")
    screen.on_role(Role.GUARD)
    qtbot.waitUntil(lambda: "supervisor" in screen.notice.text)
    mark(screen, "Trần Văn Gác")
    screen.on_role(Role.SUPERVISOR)
    qtbot.waitUntil(lambda: "from now on" in screen.notice.text)
    roles = {one.staff.name: one.staff.role for one in desk.register.members()}
    assert roles == {"Lê Thị Hoa": Role.SUPERVISOR, "Trần Văn Gác": Role.SUPERVISOR}


def test_somebody_is_removed_only_when_it_is_confirmed(
    qtbot: QtBot, screen: StaffScreen, desk: Desk
) -> None:
    mark(screen, "Trần Văn Gác")
    screen.remove.click()
    screen.ask.on_cancel()
    assert desk.register.who(GUARD_PIN)
    screen.remove.click()
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "no more" in screen.notice.text)
    with pytest.raises(WrongPin):
        desk.register.who(GUARD_PIN)


def test_the_last_supervisor_cannot_be_removed(
    qtbot: QtBot, screen: StaffScreen, desk: Desk
) -> None:
    mark(screen, "Lê Thị Hoa")
    screen.remove.click()
    screen.ask.on_confirm()
    qtbot.waitUntil(screen.notice.isVisible)
    assert desk.register.who(PIN)


def test_a_recovery_code_is_shown_once_and_opens_the_store(
    qtbot: QtBot, screen: StaffScreen, page: DeskPage, home: Home
) -> None:
    screen.make_code.click()
    qtbot.waitUntil(lambda: screen.code.text() != "")
    code = screen.code.text()
    assert home.recover(code, "86420")[0].name == "Lê Thị Hoa"
    page.show_screen(Key.GATE)
    page.show_screen(Key.STAFF)
    assert screen.code.text() == ""
    screen.make_code.click()
    assert "opens nothing" in screen.ask.question


def test_a_guard_changes_their_own_pin_and_sees_nothing_else(
    qtbot: QtBot, screen: StaffScreen, page: DeskPage, desk: Desk
) -> None:
    page.show_screen(Key.GATE)
    desk.lane.staff = desk.register.who(GUARD_PIN)
    page.show_screen(Key.STAFF)
    for hidden in (screen.table, screen.name, screen.make_code, screen.rotate):
        assert not hidden.isVisible()
    for editor in (screen.new_pin.pin, screen.new_pin.again):
        QTest.keyClicks(editor, "97531")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "has a new PIN" in screen.notice.text)
    assert desk.register.who("97531").name == "Trần Văn Gác"


def test_the_store_gets_a_new_key_while_it_is_open(
    qtbot: QtBot, screen: StaffScreen, page: DeskPage, desk: Desk, home: Home
) -> None:
    assert desk.backups is not None
    before = desk.backups._key
    screen.rotate.click()
    assert "1 s" in screen.ask.question
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "new key" in screen.notice.text)
    assert desk.backups._key != before
    made = desk.enter(Entry(DirectionMode.IN, person=Person(name="Sau khi đổi")))
    assert made.passage is not None
    assert desk.register.who(PIN)
    screen.add_pin.clear()
    desk.add_staff("Mới", Role.GUARD, "86420")
    other = home.unlock("86420")
    assert other.store.recent(1)[0].passage.person.name == "Sau khi đổi"
    other.close()
