"""One person's data from the window: found, given out, corrected, deleted; each step logged."""

import json
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Answer, OutboxState, Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.screens.person import PersonScreen
from checkpoint_app.ui.shortcuts import Key

AN = Person(name="Nguyễn Văn An", phone="0900000001", id_number="001090000001")
BICH = Person(name="Trần Thị Bích", phone="0900000001", id_number="001190000002")


@pytest.fixture
def screen(page: DeskPage, desk: Desk) -> PersonScreen:
    for person in (AN, AN, BICH):
        desk.enter(Entry(DirectionMode.OUT, person=person))
    items = desk.store.outbox.claim(10, NOW_MS)
    answers = [Answer(one.id, one.rev, OutboxState.ACCEPTED) for one in items]
    desk.store.outbox.settle(answers, uuid4(), NOW_MS)
    page.show_screen(Key.PERSON)
    return next(room for room in page.rooms if isinstance(room, PersonScreen))


def ask(qtbot: QtBot, screen: PersonScreen, words: str, found: int) -> None:
    screen.words.setText(words)
    QTest.keyClick(screen.words, Qt.Key.Key_Return)
    QTest.keyClicks(screen.ask.reason, "don 12")
    QTest.keyClick(screen.ask.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.request is not None and len(screen.request.found) == found)


def actions(desk: Desk) -> list[Action]:
    return [line.action for line in desk.store.access.newest()]


def test_somebody_is_found_masked_and_it_is_logged(
    qtbot: QtBot, screen: PersonScreen, desk: Desk
) -> None:
    ask(qtbot, screen, "001090000001", 1)
    assert "2 passages" in screen.shown.said
    assert "001090000001" not in screen.shown.said
    assert actions(desk) == [Action.FIND]
    screen.reveal.click()
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "001090000001" in screen.shown.said)
    assert actions(desk) == [Action.REVEAL, Action.FIND]


def test_of_several_one_is_chosen(qtbot: QtBot, screen: PersonScreen) -> None:
    ask(qtbot, screen, "0900000001", 2)
    assert screen.table.isVisible()
    first = screen.held
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert screen.held is not None
    assert screen.held is not first
    assert str(screen.held.person.name) in screen.shown.said


def test_what_names_nobody_is_said_beside_the_field(screen: PersonScreen, desk: Desk) -> None:
    screen.words.setText("An")
    QTest.keyClick(screen.words, Qt.Key.Key_Return)
    assert "whole number" in screen._words.note
    assert screen.ask.isHidden()
    assert actions(desk) == []


def test_nobody_is_said(qtbot: QtBot, screen: PersonScreen) -> None:
    ask(qtbot, screen, "0999999999", 0)
    assert "Nothing is held" in screen.notice.text
    assert not screen.delete.isVisible()


def test_everything_is_given_out_in_a_file(
    qtbot: QtBot, screen: PersonScreen, desk: Desk, tmp_path: Path
) -> None:
    ask(qtbot, screen, "001090000001", 1)
    screen.file.editor.setText(str(tmp_path / "an.doc"))
    screen.write.click()
    assert ".json" in screen.file.note
    screen.file.editor.setText(str(tmp_path / "an.json"))
    screen.write.click()
    qtbot.waitUntil(lambda: "an.json" in screen.notice.text)
    said = json.loads((tmp_path / "an.json").read_bytes())
    assert len(said["passages"]) == 2
    assert actions(desk)[0] is Action.EXPORT


def test_a_name_is_corrected_in_every_passage(
    qtbot: QtBot, screen: PersonScreen, desk: Desk
) -> None:
    ask(qtbot, screen, "001090000001", 1)
    screen.correct.editors["birth_date"].setText("31/02/1990")
    screen.correct.on_save()
    assert screen.correct.fields["birth_date"].note
    assert screen.ask.isHidden()
    screen.correct.editors["birth_date"].setText("12/03/1990")
    screen.correct.editors["phone"].setText("-")
    screen.correct.on_save()
    assert actions(desk) == [Action.FIND]
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "2 passages corrected" in screen.notice.text)
    (newest,) = desk.store.find_passages("001090000001")
    assert (newest.person.birth_date, newest.person.phone) == ("1990-03-12", None)
    assert screen.held is None


def test_somebody_is_deleted_only_when_it_is_confirmed(
    qtbot: QtBot, screen: PersonScreen, desk: Desk
) -> None:
    ask(qtbot, screen, "001090000001", 1)
    screen.delete.click()
    assert "2 passages" in screen.ask.question
    QTest.keyClick(screen.ask, Qt.Key.Key_Escape)
    assert len(desk.store.find_passages("nguyen van an")) == 1
    screen.delete.click()
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "2 passages and 0 rows" in screen.notice.text)
    assert desk.store.find_passages("nguyen van an") == []
    assert len(desk.store.find_passages("tran thi bich")) == 1
    assert actions(desk)[0] is Action.DELETE


def test_the_request_is_forgotten_with_the_page(
    qtbot: QtBot, screen: PersonScreen, page: DeskPage
) -> None:
    ask(qtbot, screen, "001090000001", 1)
    page.show_screen(Key.GATE)
    assert (screen.request, screen.held, screen.words.text()) == (None, None, "")
    assert "Nguyễn" not in screen.shown.said


def test_a_second_person_is_needed_where_the_site_wants_it(
    qtbot: QtBot, screen: PersonScreen, desk: Desk
) -> None:
    desk.settings = msgspec.structs.replace(desk.settings, four_eyes=True)
    other = desk.add_staff("Gác", Role.GUARD, "97531")
    screen.words.setText("001090000001")
    screen.on_start()
    screen.ask.reason.setText("đơn 12")
    screen.ask.on_confirm()
    assert screen.ask.isVisible()
    screen.ask.pin.setText("97531")
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: screen.held is not None)
    assert desk.store.access.newest(1)[0].second == other.id
