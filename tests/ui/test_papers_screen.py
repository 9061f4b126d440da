"""Papers from the window: looked at without a number, saved, printed, once more."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.paper_errors import PrintingFailed
from checkpoint_app.i18n import Lang
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.paper_order import PaperKind, PaperOrder, place_of, take
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.printing import Document
from checkpoint_app.ui.printing.output import print_paper
from checkpoint_app.ui.screens.papers import PapersScreen, draw
from checkpoint_app.ui.shortcuts import Key


@pytest.fixture
def screen(qtbot: QtBot, page: DeskPage, monkeypatch: pytest.MonkeyPatch) -> PapersScreen:
    monkeypatch.setattr("checkpoint_app.ui.screens.papers.printers", lambda: ["Máy in 1"])
    page.show_screen(Key.PRINT)
    found = next(room for room in page.rooms if isinstance(room, PapersScreen))
    qtbot.waitUntil(lambda: not found.preview.page.isNull())
    qtbot.waitUntil(lambda: found.printer.count() == 1)
    return found


def printed(desk: Desk) -> int:
    return desk.store.sheets.balance().printed


def save(screen: PapersScreen, path: Path) -> None:
    screen.file.editor.setText(str(path))
    QTest.keyClick(screen.file.editor, Qt.Key.Key_Return)


def test_looking_takes_no_number_and_saving_does(
    qtbot: QtBot, screen: PapersScreen, desk: Desk, tmp_path: Path
) -> None:
    assert printed(desk) == 0
    screen.count.setText("3")
    save(screen, tmp_path / "to")
    qtbot.waitUntil(lambda: "Saved" in screen.notice.text)
    assert printed(desk) == 3
    assert (tmp_path / "to.pdf").read_bytes()[:4] == b"%PDF"
    qtbot.waitUntil(lambda: "next number is 4" in screen._balance.text())


def test_sheets_are_printed_once_more_under_their_numbers(
    qtbot: QtBot, screen: PapersScreen, desk: Desk, tmp_path: Path
) -> None:
    screen.count.setText("3")
    save(screen, tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: "000003" in screen.notice.text)
    screen.again.setText("2")
    screen.count.setText("1")
    save(screen, tmp_path / "b.pdf")
    qtbot.waitUntil(lambda: "b.pdf" in screen.notice.text)
    assert "000002" in screen.notice.text
    assert printed(desk) == 3
    screen.again.setText("9")
    save(screen, tmp_path / "c.pdf")
    qtbot.waitUntil(lambda: "9" in screen.notice.text)
    assert not (tmp_path / "c.pdf").exists()


def test_a_place_that_takes_no_file_takes_no_number(
    screen: PapersScreen, desk: Desk, tmp_path: Path
) -> None:
    save(screen, tmp_path / "no" / "to.pdf")
    assert "cannot be written" in screen.file.note
    assert printed(desk) == 0


@pytest.mark.parametrize("count", ["0", "501", "x", ""])
def test_a_number_that_is_none_is_said_and_nothing_can_be_printed(
    qtbot: QtBot, screen: PapersScreen, count: str
) -> None:
    screen.count.setText(count)
    qtbot.waitUntil(lambda: not screen.print.isEnabled())
    assert "500" in screen._fields["count"].note


def test_the_poster_needs_what_its_code_says(qtbot: QtBot, screen: PapersScreen) -> None:
    screen.kind.choose(PaperKind.POSTER)
    screen.on_kind()
    assert not screen.save.isEnabled()
    screen.code_text.setText("https://example.com/s/1")
    qtbot.waitUntil(screen.save.isEnabled)
    qtbot.waitUntil(lambda: not screen.preview.page.isNull())


def test_a_printer_that_fails_is_said_with_the_way_on(
    qtbot: QtBot, screen: PapersScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(paper: Document, printer: str) -> None:
        raise PrintingFailed

    monkeypatch.setattr("checkpoint_app.ui.screens.papers.print_paper", fails)
    screen.count.setText("2")
    screen.print.click()
    qtbot.waitUntil(lambda: "Once more from" in screen.notice.text)
    assert "Once more from" in screen.notice.text
    assert printed(desk) == 2


def test_a_printer_that_is_gone_is_said_and_no_file_is_written_instead(
    app: Application, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place, order = place_of(desk), PaperOrder(PaperKind.GUIDANCE)
    paper, numbers = take(desk, order, lambda sheets: draw(order, sheets, place, Lang.VI))
    assert numbers == []
    with pytest.raises(PrintingFailed):
        print_paper(paper, "Canon")
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]
