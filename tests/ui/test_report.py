"""The report on the screen, as files and on a printer, by keyboard."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.paper_errors import PrinterMissing
from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.i18n import Lang
from checkpoint_app.records.bulletins import Found, FoundHere, FoundWords
from checkpoint_app.records.notices import Notice, NoticeKind, Told
from checkpoint_app.records.views import Role
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.hub_word import HubWord
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.printing import document_of_day_sheet
from checkpoint_app.ui.printing.output import draw_on, pictures_of, print_paper
from checkpoint_app.ui.sample_day import NOW_MS, PEOPLE, SetClock
from checkpoint_app.ui.screens.report import Part, ReportScreen
from checkpoint_app.ui.shortcuts import Key
from tests.ui.printed import Printed

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot: QtBot, page: DeskPage, desk: Desk, tmp_path: Path) -> ReportScreen:
    """Three people came in, and the report is in front."""
    for person in PEOPLE[:3]:
        desk.enter(Entry(DirectionMode.IN, person=person))
    found = page.screens[Key.REPORT]
    assert isinstance(found, ReportScreen)
    found.folder.setText(str(tmp_path / "giấy tờ"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: total(found) == "3")
    return found


def total(screen: ReportScreen) -> str:
    return screen.figures["all"].count.text()


def saved(qtbot: QtBot, screen: ReportScreen, key: Qt.Key) -> Path:
    """The file that a key has saved."""
    screen.notice.say("")
    QTest.keyClick(screen, key, CONTROL)
    qtbot.waitUntil(lambda: screen.notice.text.startswith("Saved: "))
    return Path(screen.notice.text.removeprefix("Saved: "))


def test_the_numbers_follow_what_is_recorded(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: ReportScreen
) -> None:
    assert screen.said.text() == "Today up to 14:02"
    assert "Camera 0" in screen.ways.accessibleDescription()
    assert "Typed 3" in screen.ways.accessibleDescription()
    desk.enter(Entry(DirectionMode.IN, person=PEOPLE[4]))
    page.show_snapshot(desk.snapshot())
    qtbot.waitUntil(lambda: total(screen) == "4")
    assert screen.balance.text().startswith("recorded 4 = ")


def test_the_sheet_of_four_and_the_days_before_by_keyboard(
    qtbot: QtBot, screen: ReportScreen, clock: SetClock, desk: Desk
) -> None:
    QTest.keyClick(screen.part, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "not 16:00 yet" in screen.said.text())
    clock.at_ms = parse_iso("2021-08-11T16:10:00")
    screen.read()
    qtbot.waitUntil(lambda: "Kept at 16:10" in screen.said.text())
    late = Entry(DirectionMode.IN, person=Person(name="X", phone="0900000099"), occurred_at=NOW_MS)
    desk.enter(late)
    screen.read()
    qtbot.waitUntil(lambda: "Since then 1 more" in screen.said.text())
    assert total(screen) == "3"
    QTest.keyClick(screen, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "10/08/2021" in screen.day.text())
    assert total(screen) == "0"
    QTest.keyClick(screen, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "11/08/2021" in screen.day.text())
    QTest.keyClick(screen, Qt.Key.Key_PageDown)
    assert "11/08/2021" in screen.day.text()
    assert not screen.after.isEnabled()


def test_the_page_stands_beside_the_numbers_where_there_is_room(
    qtbot: QtBot, page: DeskPage, screen: ReportScreen
) -> None:
    qtbot.waitUntil(lambda: screen.preview.page is not None)
    assert screen.preview.accessibleName() == "The page as printed"
    page.resize(1024, 600)
    qtbot.waitUntil(lambda: not screen.preview.isVisible())


def test_it_is_saved_as_pdf_workbook_and_table(qtbot: QtBot, screen: ReportScreen) -> None:
    pdf = saved(qtbot, screen, Qt.Key.Key_2)
    assert pdf.name == "day-sheet-2021-08-11-1402.pdf"
    assert "Chung cư Mẫu · Cổng 2" in Printed(pdf.read_bytes()).text()
    with ZipFile(saved(qtbot, screen, Qt.Key.Key_3)) as book:
        assert "xl/charts/chart1.xml" in book.namelist()
    table = saved(qtbot, screen, Qt.Key.Key_4).read_text(encoding="utf-8-sig")
    rows = dict(csv.reader(io.StringIO(table)))
    assert (rows["total"], rows["balance.captured"]) == ("3", "3")
    assert pdf.parent.name == "giấy tờ"


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, screen: ReportScreen, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("x")
    screen.folder.setText(str(blocked))
    QTest.keyClick(screen, Qt.Key.Key_2, CONTROL)
    qtbot.waitUntil(lambda: "Nothing can be written to" in screen.notice.text)


def test_without_a_printer_it_says_what_to_do(
    qtbot: QtBot, screen: ReportScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.ui.printing.output.usual_printer", lambda: None)
    QTest.keyClick(screen, Qt.Key.Key_1, CONTROL)
    qtbot.waitUntil(lambda: "no printer" in screen.notice.text)
    paper = document_of_day_sheet(desk.day_sheet(), Lang.VI)
    with pytest.raises(PrinterMissing):
        print_paper(paper, None)


def test_what_is_printed_is_the_page(desk: Desk, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    paper = document_of_day_sheet(desk.day_sheet(), Lang.VI)
    draw_on(printer, paper)
    printed = Printed((tmp_path / "out.pdf").read_bytes())
    assert printed.pages == 1
    assert printed.size_mm() == (210, 297)
    (page,) = pictures_of(paper, 300)
    dark = sum(
        page.pixelColor(x, y).lightness() < 128
        for x in range(page.width())
        for y in range(0, page.height(), 3)
    )
    assert dark > 100
    assert abs(float((printed.picture() < 128).mean()) - dark / 300 / (page.height() / 3)) < 0.01


PAPER = Found(
    "paper_share",
    NOW_MS - 86_400_000,
    {
        "vi": FoundWords("Ghi giấy quá nhiều", "67 % là tờ giấy.", "Quét mã trước."),
        "en": FoundWords("Paper instead of scanning", "67 % on paper.", "Scan first."),
    },
)


def show_found(page: DeskPage, desk: Desk, found: FoundHere, *notices: Notice) -> None:
    word = HubWord(received_at=NOW_MS, found=found)
    page.show_snapshot(replace(desk.snapshot(), hub_word=word, notices=notices))


def test_what_the_hub_found_is_shown_to_the_supervisor(
    qtbot: QtBot, page: DeskPage, desk: Desk, screen: ReportScreen
) -> None:
    QTest.keyClick(screen.part, Qt.Key.Key_3)
    assert screen.part.value is Part.FOUND
    assert (screen.found.isVisible(), screen.area.isVisible()) == (True, False)
    assert not any(button.isVisible() for button in screen.outs)
    assert "has not told" in screen.found.said
    show_found(page, desk, FoundHere(NOW_MS))
    assert "nothing wrong" in screen.found.said
    reminder = Notice(Told(UUID(int=1), NoticeKind.REMINDER, "Nhắc lần 2", NOW_MS), in_force=True)
    news = Notice(Told(UUID(int=2), NoticeKind.NOTICE, "Họp", NOW_MS), in_force=True)
    show_found(page, desk, FoundHere(NOW_MS, (PAPER,)), reminder, news)
    said = screen.found.said
    assert "Report of 14:02 11/08/2021. To be put right here: 1" in said
    assert "Paper instead of scanning\n67 % on paper.\nScan first." in said
    assert "Since the report of 14:02 10/08/2021" in said
    assert "nobody has answered: 1" in said
    show_found(page, desk, FoundHere(NOW_MS))
    assert "Paper" not in screen.found.said
    QTest.keyClick(screen.part, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: screen.area.isVisible() and not screen.found.isVisible())
    assert screen.preview.isVisible()


def test_what_the_hub_found_is_no_business_of_a_guard(
    page: DeskPage, desk: Desk, screen: ReportScreen
) -> None:
    staff = desk.staff
    assert staff is not None
    desk.lane.staff = replace(staff, role=Role.GUARD)
    QTest.keyClick(screen.part, Qt.Key.Key_3)
    show_found(page, desk, FoundHere(NOW_MS, (PAPER,)))
    assert "Paper" not in screen.found.said
    assert "67" not in screen.found.said
    assert len(screen.found.said) > 10
