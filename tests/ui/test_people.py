"""People and cards: found, taken in from a file, shown whole for a reason, handed in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.listed import ListedPerson, ListKind, MarketCard
from checkpoint_app.domain.passage import Kind
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.screens.people import PeopleScreen
from checkpoint_app.ui.shortcuts import Key

ROWS = (
    ListedPerson(Kind.RESIDENT, "Nguyễn Văn An", "001090000001", "0900000001", "1990-03-12"),
    ListedPerson(Kind.STAFF, "Trần Thị Bích", "001190000002", "0900000002"),
)
CARD = MarketCard("NTD-0001", ward="Phường Mẫu", holder="Lê Thị Chợ", phone="0900000003")
GOOD = "Họ tên,Số CCCD,Điện thoại\nPhạm Thu Dung,001190000004,0900000004\n"
FAULTY = GOOD + "Vũ Văn Em,1.23E+11,0900000005\n"
OLD = "Họ tên,Điện thoại\nNguyÔn V¨n An,0900000001\nTrÇn ThÞ BÝch,0900000002\n"


@pytest.fixture
def screen(qtbot: QtBot, page: DeskPage, desk: Desk) -> PeopleScreen:
    desk.store.lists.take(ListKind.PEOPLE, ROWS, replace=True)
    desk.store.lists.take(ListKind.CARDS, [CARD], replace=True)
    page.show_screen(Key.PEOPLE)
    found = next(room for room in page.rooms if isinstance(room, PeopleScreen))
    qtbot.waitUntil(lambda: len(found.table.rows()) == 2)
    return found


def shown(screen: PeopleScreen) -> str:
    return "\n".join(
        " ".join(screen.table.text_of(place)) for place in range(len(screen.table.rows()))
    )


def give(screen: PeopleScreen, path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    screen.imports.file.editor.setText(str(path))
    QTest.keyClick(screen.imports.file.editor, Qt.Key.Key_Return)


def test_people_are_found_without_accents(qtbot: QtBot, screen: PeopleScreen) -> None:
    QTest.keyClicks(screen.words, "bich")
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 1)
    assert "Trần Thị Bích" in shown(screen)


def test_numbers_are_masked_until_somebody_says_why(
    qtbot: QtBot, screen: PeopleScreen, page: DeskPage, desk: Desk
) -> None:
    assert "0900000001" not in shown(screen)
    assert "····0001" in shown(screen)
    screen.reveal.click()
    screen.ask.reason.setText("đối chiếu")
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "0900000001" in shown(screen))
    line = desk.store.access.newest(1)[0]
    assert (line.action, line.items) == (Action.REVEAL, 2)
    assert "đối chiếu" in (line.reason or "")
    page.show_screen(Key.GATE)
    page.show_screen(Key.PEOPLE)
    qtbot.waitUntil(lambda: len(screen.table.rows()) == 2)
    assert "0900000001" not in shown(screen)


def test_a_list_is_looked_through_and_then_taken(
    qtbot: QtBot, screen: PeopleScreen, desk: Desk, tmp_path: Path
) -> None:
    give(screen, tmp_path / "a.csv", GOOD)
    qtbot.waitUntil(lambda: screen.imports.preview is not None)
    assert "1 rows are right" in screen.imports.said
    assert len(desk.store.lists.people()) == 2
    screen.imports.take.click()
    qtbot.waitUntil(lambda: "1 new" in screen.notice.text)
    assert len(desk.store.lists.people()) == 3
    assert desk.store.access.newest(1)[0].action is Action.LIST
    assert screen.imports.preview is None


def test_a_faulty_list_is_taken_only_when_somebody_leaves_rows_out(
    qtbot: QtBot, screen: PeopleScreen, desk: Desk, tmp_path: Path
) -> None:
    give(screen, tmp_path / "a.csv", FAULTY)
    qtbot.waitUntil(lambda: screen.imports.preview is not None)
    assert not screen.imports.take.isEnabled()
    assert "Row 3" in " ".join(screen.imports.findings.text_of(0))
    screen.imports.on_take()
    assert len(desk.store.lists.people()) == 2
    screen.imports.leave_out.click()
    assert screen.imports.take.isEnabled()
    screen.imports.how.choose(True)
    screen.imports.take.click()
    qtbot.waitUntil(lambda: "removed" in screen.notice.text)
    assert [one.name for one in desk.store.lists.people()] == ["Phạm Thu Dung"]


def test_an_old_font_is_converted_on_request(
    qtbot: QtBot, screen: PeopleScreen, tmp_path: Path
) -> None:
    give(screen, tmp_path / "a.csv", OLD)
    qtbot.waitUntil(lambda: screen.imports.preview is not None)
    assert screen.imports.encoding.isVisible()
    screen.imports.encoding.choose(Encoding.TCVN3)
    screen.imports.on_again()
    qtbot.waitUntil(
        lambda: (
            screen.imports.preview is not None
            and screen.imports.preview.converted is Encoding.TCVN3
        )
    )
    assert screen.imports.preview is not None
    names = [getattr(one, "name", None) for one in screen.imports.preview.rows]
    assert names == ["Nguyễn Văn An", "Trần Thị Bích"]


def test_a_file_that_is_none_is_said_beside_it(
    qtbot: QtBot, screen: PeopleScreen, tmp_path: Path
) -> None:
    screen.imports.file.editor.setText(str(tmp_path / "no.xlsx"))
    QTest.keyClick(screen.imports.file.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "no.xlsx" in screen.imports.file.note)
    assert screen.imports.preview is None


def test_a_template_is_saved(qtbot: QtBot, screen: PeopleScreen, tmp_path: Path) -> None:
    screen.imports.template.click()
    screen.save_to.editor.setText(str(tmp_path / "mau"))
    QTest.keyClick(screen.save_to.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "mau.xlsx" in screen.notice.text)
    assert (tmp_path / "mau.xlsx").read_bytes()[:2] == b"PK"
    screen.imports.template.click()
    screen.save_to.editor.setText(str(tmp_path / "no" / "mau.xlsx"))
    QTest.keyClick(screen.save_to.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "cannot be written" in screen.save_to.note)


def test_a_guard_takes_cards_in_and_sees_no_list(
    qtbot: QtBot, page: DeskPage, screen: PeopleScreen, desk: Desk
) -> None:
    page.show_screen(Key.GATE)
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "13579")
    page.show_screen(Key.PEOPLE)
    assert not screen.table.isVisible()
    assert not screen.imports.isVisible()
    QTest.keyClicks(screen.card_number, "ntd-0001")
    QTest.keyClick(screen.card_number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Handed in" in screen.notice.text)
    assert desk.store.lists.cards()[0].handed_in_at is not None
    QTest.keyClicks(screen.card_number, "NTD-0001")
    screen.card_back.click()
    qtbot.waitUntil(lambda: "Given back" in screen.notice.text)
    assert desk.store.lists.cards()[0].handed_in_at is None


def test_a_card_that_is_not_on_the_list_stays_in_the_field(
    qtbot: QtBot, screen: PeopleScreen
) -> None:
    screen.kind.choose(ListKind.CARDS)
    screen.on_kind()
    QTest.keyClicks(screen.card_number, "X-1")
    QTest.keyClick(screen.card_number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "X-1" in screen._card_number.note)
    assert screen.card_number.text() == "X-1"
