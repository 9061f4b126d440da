"""Tracing from the window: a reason, a second person, masked contacts, a closed file."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui.dates import typed_day
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, SetClock
from checkpoint_app.ui.screens.trace import TraceScreen
from checkpoint_app.ui.shortcuts import Key
from tests.security.test_closed_zip import opened

AN = Person(name="Nguyễn Văn An", phone="0900000001", id_number="001090000001")
BICH = Person(name="Trần Thị Bích", phone="0900000002", id_number="001190000002")


def crosses(desk: Desk, clock: SetClock, person: Person, at: str, mode: DirectionMode) -> None:
    clock.at_ms = parse_iso(f"2021-08-11T{at}:00")
    assert desk.enter(Entry(mode, person=person)).passage is not None


@pytest.fixture
def screen(page: DeskPage, desk: Desk, clock: SetClock) -> TraceScreen:
    for person, begin, end in ((AN, "08:00", "10:00"), (BICH, "09:00", "11:00")):
        crosses(desk, clock, person, begin, DirectionMode.IN)
        crosses(desk, clock, person, end, DirectionMode.OUT)
    clock.at_ms = NOW_MS
    page.show_screen(Key.TRACE)
    return next(room for room in page.rooms if isinstance(room, TraceScreen))


def trace(screen: TraceScreen, words: str = "0900000001", reason: str = "CV 12") -> None:
    screen.person.setText(words)
    screen.start.click()
    screen.ask.reason.setText(reason)
    QTest.keyClick(screen.ask.reason, Qt.Key.Key_Return)


def cells(screen: TraceScreen) -> str:
    return " ".join(
        " ".join(screen.table.text_of(place)) for place in range(len(screen.table.rows()))
    )


def test_contacts_are_found_by_the_keyboard_and_the_question_is_logged(
    qtbot: QtBot, screen: TraceScreen, desk: Desk
) -> None:
    QTest.keyClicks(screen.person, "0900 000 001")
    for editor in (screen.person, screen.since, screen.until, screen.margin):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert desk.store.access.newest() == []
    QTest.keyClicks(screen.ask.reason, "CV 12")
    QTest.keyClick(screen.ask.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    assert "Trần Thị Bích 60 1" in cells(screen)
    assert "0900000002" not in cells(screen)
    line = desk.store.access.newest(1)[0]
    assert (line.action, line.subject, line.reason) == (Action.TRACE, "····0001", "CV 12")


def test_without_a_reason_nothing_is_asked(screen: TraceScreen, desk: Desk) -> None:
    trace(screen, reason="  ")
    assert screen.ask.isVisible()
    assert desk.store.access.newest() == []


def test_a_second_person_is_needed_where_the_site_wants_it(
    qtbot: QtBot, screen: TraceScreen, desk: Desk
) -> None:
    desk.settings = msgspec.structs.replace(desk.settings, four_eyes=True)
    other = desk.add_staff("Gác", Role.GUARD, "97531")
    trace(screen)
    assert screen.ask.pin.isVisible()
    QTest.keyClicks(screen.ask.pin, "11223344")
    QTest.keyClick(screen.ask.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "PIN" in screen.ask.answer)
    assert desk.store.access.newest() == []
    QTest.keyClicks(screen.ask.pin, "97531")
    QTest.keyClick(screen.ask.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    assert desk.store.access.newest(1)[0].second == other.id


def test_numbers_are_shown_for_a_reason_until_the_page_is_left(
    qtbot: QtBot, screen: TraceScreen, page: DeskPage, desk: Desk
) -> None:
    trace(screen)
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    screen.reveal.click()
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "0900000002" in cells(screen))
    assert desk.store.access.newest(1)[0].action is Action.REVEAL
    page.show_screen(Key.GATE)
    page.show_screen(Key.TRACE)
    assert screen.table.rows() == ()
    assert screen.person.text() == ""
    assert not screen.table.isVisible()


def test_contacts_are_handed_on_in_a_file_that_only_the_passphrase_opens(
    qtbot: QtBot, screen: TraceScreen, desk: Desk, tmp_path: Path
) -> None:
    trace(screen)
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    screen.export.click()
    screen.file.editor.setText(str(tmp_path / "ra"))
    QTest.keyClick(screen.file.editor, Qt.Key.Key_Return)
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: screen.code.text() != "")
    archive = (tmp_path / "ra.zip").read_bytes()
    assert opened(archive, screen.code.text())[:2] == b"PK"
    line = desk.store.access.newest(1)[0]
    assert (line.action, line.items) == (Action.EXPORT, 1)


def test_a_place_that_takes_no_file_is_said_and_may_be_changed(
    qtbot: QtBot, screen: TraceScreen, tmp_path: Path
) -> None:
    trace(screen)
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    screen.export.click()
    screen.file.editor.setText(str(tmp_path / "no" / "ra.zip"))
    QTest.keyClick(screen.file.editor, Qt.Key.Key_Return)
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "cannot be written" in screen.file.note)
    assert screen.code.text() == ""


@pytest.mark.parametrize(
    ("words", "said"), [("0999999999", "Nobody is known"), ("0900000002", "1 others")]
)
def test_what_was_found_is_said(qtbot: QtBot, screen: TraceScreen, words: str, said: str) -> None:
    trace(screen, words)
    qtbot.waitUntil(lambda: said in screen._head.text())


def test_what_cannot_be_asked_is_said_beside_its_field(screen: TraceScreen) -> None:
    screen.person.setText("a")
    screen.until.setText("31/02/2021")
    screen.start.click()
    assert screen._fields["person"].note != screen._fields["until"].note
    assert "11/08/2021" in screen._fields["until"].note
    screen.person.setText("0900000001")
    screen.until.setText("01/07/2021")
    screen.start.click()
    assert "Before" in screen._fields["until"].note
    assert screen.ask.isHidden()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/08/2021", "2021-08-11"),
        ("1.8.21", "2021-08-01"),
        ("31-12", "2020-12-31"),
        ("11 8", "2021-08-11"),
        ("29/02/2021", None),
        ("32/01", None),
        ("", None),
        ("1/1/9999", None),
    ],
)
def test_a_day_is_understood_as_people_type_it(text: str, day: str | None) -> None:
    found = typed_day(text, NOW_MS)
    assert (found is None) == (day is None)
    if found is not None and day is not None:
        assert found[0] == parse_iso(f"{day}T00:00:00")
        assert found[1] - found[0] == 86_400_000
