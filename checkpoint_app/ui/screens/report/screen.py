"""The report: today up to now, the sheet of 16:00, any day before; printed or as a file.

Beside them stands what the hub found at this place.
"""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.domain.errors import NotAllowed
from checkpoint_app.domain.paper_errors import FolderNotWritable
from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.i18n import text
from checkpoint_app.reports.day_sheet import DaySheet, remarks, to_csv
from checkpoint_app.reports.xlsx import to_xlsx
from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.day_sheets import (
    CLOSES_AT,
    Handed,
    beside,
    handed_in,
    keep_due,
    sheet_of,
    today,
)
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.ui.day_sheet import write_whole
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.printing import Document, document_of_day_sheet
from checkpoint_app.ui.printing.output import pictures_of, print_paper
from checkpoint_app.ui.screens.report.found import FoundArea
from checkpoint_app.ui.screens.report.layout import FIGURES, Figure, lay_out
from checkpoint_app.ui.screens.report.preview import SHARP, Preview
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.balance_line import BalanceLine
from checkpoint_app.ui.widgets.bars import Bars
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.hour_chart import HourChart
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date, number, weekday, word

WAY_OUT = (Key.FIRST, Key.SECOND, Key.THIRD, Key.FOURTH)
WIDE = 860
"""Pixels of width from which the printed page stands beside the numbers."""


class Part(Enum):
    """What is shown: the day up to now, up to 16:00 as it was handed in, what the hub found."""

    NOW = auto()
    HANDED = auto()
    FOUND = auto()


class ReportScreen(Screen):
    """Numbers without people: everybody on duty may see them and hand them on.

    What the hub found is for the supervisor, who can do something about it.

    Attributes:
        folder: where files go, typed or as the system has it.
    """

    KEY = Key.REPORT

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._day = today(desk.clock)
        self._shown: Handed | None = None
        self._paper: Document | None = None
        self._drawing = self._draw_again = False
        self._reading = self._again = False
        self.title = PlainLabel(role="title")
        self.part = Choices(list(Part), self._part_name)
        self.title.setBuddy(self.part)
        self.before, self.after = QPushButton(), QPushButton()
        self.day = PlainLabel(role="strong")
        self.said = WrapLabel(role="soft")
        self.notice = Notice(closable=False)
        self.figures = {name: Figure() for name in FIGURES}
        self.chart_title, self.chart = PlainLabel(role="section"), HourChart()
        self.ways_title, self.ways = PlainLabel(role="section"), Bars()
        self.kinds_title, self.kinds = PlainLabel(role="section"), Bars()
        self.balance_title, self.balance = PlainLabel(role="section"), BalanceLine()
        self.sheets = WrapLabel(role="soft")
        self.preview = Preview()
        self.found = FoundArea()
        self.found.hide()
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = line_edit(longest=1000)
        self.folder.setText(QStandardPaths.writableLocation(place))
        self.folder.setCursorPosition(0)
        self.folder_field = Field(self.folder)
        self.area = QScrollArea()
        self.outs = [QPushButton() for _ in WAY_OUT]
        lay_out(self, self)
        self.part.chosen.connect(self.on_part)
        self.before.clicked.connect(partial(self.on_step, -1))
        self.after.clicked.connect(partial(self.on_step, 1))
        acts = (self.on_print, self.on_pdf, self.on_xlsx, self.on_csv)
        self._keys = []
        for key, act, button in zip(WAY_OUT, acts, self.outs, strict=True):
            button.clicked.connect(act)
            self._keys.append(bind(key, self, act))
        self.retranslate()

    # Which day

    def opened(self) -> None:
        """Begin with today."""
        self.notice.say("")
        self._find(self._desk.snapshot())
        self._day = today(self._desk.clock)
        self.part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Something was recorded, or the hub said something: the page follows."""
        if self.isVisible():
            self._find(snapshot)
            self.read()

    def on_part(self) -> None:
        """Up to now, up to 16:00, or what was found."""
        self.notice.say("")
        self.arrange()
        self.read()

    def on_step(self, step: int, _: bool = False) -> None:
        """Another day, never one to come."""
        day = beside(self._day, step)
        if day <= today(self._desk.clock):
            self._day = day
            self.notice.say("")
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Page Up is the day before, Page Down the day after."""
        if event.key() == Qt.Key.Key_PageUp:
            self.on_step(-1)
        elif event.key() == Qt.Key.Key_PageDown:
            self.on_step(1)
        elif event.key() == Qt.Key.Key_Escape:
            self.part.setFocus()
        else:
            super().keyPressEvent(event)

    @property
    def handed(self) -> bool:
        """True while the sheet of 16:00 is shown."""
        return self.part.value is Part.HANDED

    def _find(self, snapshot: DeskSnapshot) -> None:
        staff = self._desk.staff
        if staff is None or not may(staff.role, Permission.FINDINGS):
            self.found.show_refusal(explain(NotAllowed()))
        else:
            self.found.show_found(snapshot.hub_word.found, snapshot.notices)

    def arrange(self) -> None:
        """The numbers with their page and their ways out, or what was found."""
        self._name_day()
        numbers = self.part.value is not Part.FOUND
        self.found.setVisible(not numbers)
        self.area.setVisible(numbers)
        for widget in (self.before, self.day, self.after, self.folder_field, *self.outs):
            widget.setVisible(numbers)
        wide = numbers and self.width() >= WIDE
        if wide != self.preview.isVisibleTo(self):
            self.preview.setVisible(wide)
            if wide and self._paper is not None:
                self._draw()

    def _name_day(self) -> None:
        """The day and the keys beside it, in a narrow window without what is not needed."""
        wide = self.width() >= WIDE
        self.before.setText("◀  PgUp" if wide else "◀")
        self.after.setText("PgDn  ▶" if wide else "▶")
        found = self._shown
        if found is not None:
            first, _ = day_bounds(found.sheet.counts.day)
            self.day.setText(f"{weekday(first)}, {date(first)}" if wide else date(first))

    def read(self) -> None:
        """Ask for the numbers, one at a time."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        store, clock, day, whole = self._desk.store, self._desk.clock, self._day, not self.handed

        def work() -> Handed:
            keep_due(store, clock)
            if whole:
                return Handed(sheet_of(store, clock, day), kept=False)
            return handed_in(store, clock, day)

        self._tasks.store(self, work, self.on_read, self.on_unread)

    @property
    def is_busy(self) -> bool:
        """True while numbers are read or their page is drawn."""
        return self._reading or self._drawing

    def on_read(self, found: Handed) -> None:
        """The numbers are here."""
        self._reading = False
        if self._again:
            self._again = False
            self.read()
            return
        self._shown = found
        self._show()

    def on_unread(self, error: Exception) -> None:
        """They could not be read."""
        self._reading = self._again = False
        self.notice.say(explain(error), "danger")

    @property
    def shown(self) -> DaySheet | None:
        """The sheet whose numbers are on the screen."""
        return self._shown.sheet if self._shown else None

    def _show(self) -> None:
        found = self._shown
        if found is None:
            return
        self._name_day()
        sheet, lang = found.sheet, language()
        counts = sheet.counts
        self.after.setEnabled(counts.day < today(self._desk.clock))
        self.said.setText(self._standing(found))
        values = (counts.entries, counts.exits, counts.total, counts.warned, counts.voided)
        for figure, value in zip(self.figures.values(), values, strict=True):
            figure.count.setText(number(value))
        self.chart.show_hours(counts.by_hour)
        ways = [(word(way), counts.by_way.get(way, 0)) for way in Way]
        self.ways.show_counts(self.ways_title.text(), ways)
        kinds = [(word(kind), counts.by_kind.get(kind, 0)) for kind in Kind]
        self.kinds.show_counts(self.kinds_title.text(), kinds)
        self.balance.show_balance(sheet.balance)
        held = sheet.paper
        said = text(
            "paper.line",
            lang,
            printed=held.printed,
            open=held.open,
            typed=held.rows_typed,
            untyped=held.untyped,
        )
        if held.missing:
            said += " · " + text("paper.which", lang, numbers=", ".join(held.missing))
        self.sheets.setText("\n".join([*([said] if held.printed else []), *remarks(sheet, lang)]))
        self._paper = document_of_day_sheet(sheet, lang)
        if self.preview.isVisible():
            self._draw()

    def _standing(self, found: Handed) -> str:
        at = clock_time(found.sheet.at_ms)
        if not self.handed:
            if found.sheet.counts.day == today(self._desk.clock):
                return self.tr("Today up to {time}").format(time=at)
            return self.tr("The whole day, as it stands now")
        if not found.kept:
            early = local(self._desk.clock.now_ms()).hour < CLOSES_AT
            if found.sheet.counts.day == today(self._desk.clock) and early:
                return self.tr("It is not 16:00 yet: these numbers still change.")
            return self.tr("Nothing was kept at 16:00 of this day: counted anew, up to 16:00.")
        said = self.tr("Kept at {time}; it does not change any more.").format(time=at)
        if found.later:
            late = self.tr("Since then {count} more were recorded for the time before 16:00.")
            said += " " + late.format(count=number(found.later))
        return said

    def _draw(self) -> None:
        """Draw the page, off this thread, one at a time; the newest in the end."""
        paper = self._paper
        if paper is None:
            return
        if self._drawing:
            self._draw_again = True
            return
        self._drawing = True
        work = partial(pictures_of, paper, SHARP)
        self._tasks.picture(self, work, self.on_drawn, self.on_undrawn)

    def on_drawn(self, pages: list[QImage]) -> None:
        """Show the page, or draw what changed in the meantime."""
        self._drawing = False
        self.preview.show_page(pages[0], self.tr("The page as printed"))
        if self._draw_again:
            self._draw_again = False
            self._draw()

    def on_undrawn(self, error: Exception) -> None:
        """It could not be drawn."""
        self._drawing = self._draw_again = False
        self.on_failed(error)

    # Handing it on

    def on_print(self) -> None:
        """Print on this computer's printer."""
        if self._paper is not None:
            self.notice.say(self.tr("Printing…"))
            work = partial(print_paper, self._paper, None)
            self._tasks.picture(self, work, self.on_printed, self.on_failed)

    def on_printed(self, _: None) -> None:
        """The printer has it."""
        self.notice.say(self.tr("Sent to the printer."), "ok")

    def on_pdf(self) -> None:
        """Save it as a PDF."""
        if self._paper is not None:
            self._save("pdf", self._paper.pdf)

    def on_xlsx(self) -> None:
        """Save it as a workbook with charts."""
        if self.shown is not None:
            self._save("xlsx", partial(to_xlsx, self.shown, language()))

    def on_csv(self) -> None:
        """Save it as a table of text."""
        if self.shown is not None:
            self._save("csv", partial(to_csv, self.shown))

    def file_name(self, ending: str) -> str:
        """What a file is called: the day, and up to when it counts."""
        sheet = self.shown
        assert sheet is not None
        counts = sheet.counts.day
        until = f"{CLOSES_AT}00" if self.handed else f"{local(sheet.at_ms):%H%M}"
        if not self.handed and counts != today(self._desk.clock):
            until = "2400"
        name = self.tr("day-sheet", "a file's name: plain letters")
        return f"{name}-{counts}-{until}.{ending}"

    def _save(self, ending: str, make: Callable[[], bytes]) -> None:
        path = Path(self.folder.text().strip() or ".").expanduser() / self.file_name(ending)

        def work() -> Path:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, make())
            except OSError as error:
                raise FolderNotWritable(folder=str(path.parent)) from error
            return path

        self._tasks.picture(self, work, self.on_saved, self.on_failed)

    def on_saved(self, path: Path) -> None:
        """Say where it is."""
        self.notice.say(self.tr("Saved: {path}").format(path=str(path)), "ok")

    def on_failed(self, error: Exception) -> None:
        """Say why not."""
        self.notice.say(explain(error), "danger")

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The page stands beside the numbers where there is room."""
        super().resizeEvent(event)
        self.title.setVisible(self.height() >= 600 and self.width() >= WIDE)
        self.arrange()

    def _part_name(self, value: object) -> str:
        if value is Part.FOUND:
            return self.tr("To put right")
        return self.tr("Sheet of 16:00") if value is Part.HANDED else self.tr("Up to now")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Report"))
        self.title.setText(self.tr("Report"))
        self.area.setAccessibleName(self.tr("Report"))
        self.part.setAccessibleName(self.tr("Which numbers"))
        self.before.setAccessibleName(self.tr("The day before, Page Up"))
        self.after.setAccessibleName(self.tr("The day after, Page Down"))
        names = {
            "in": self.tr("In"),
            "out": self.tr("Out"),
            "all": self.tr("Passages"),
            "warned": self.tr("With a warning"),
            "voided": self.tr("Voided"),
        }
        for name, figure in self.figures.items():
            figure.name.setText(names[name])
        self.found.setAccessibleName(self.tr("What the hub found"))
        self.chart_title.setText(self.tr("BY HOUR"))
        self.ways_title.setText(self.tr("HOW THEY WERE RECORDED"))
        self.kinds_title.setText(self.tr("WHO PASSED"))
        self.balance_title.setText(self.tr("BALANCE OF THIS STATION"))
        self.folder_field.name(self.tr("Folder for files"))
        said = (self.tr("Print"), "PDF", "XLSX", "CSV")
        for button, name, key in zip(self.outs, said, WAY_OUT, strict=True):
            button.setText(f"{name}  {key.shown}")
            button.setAccessibleName(name)
        self.notice.say("")
        self._name_day()
        self._show()
