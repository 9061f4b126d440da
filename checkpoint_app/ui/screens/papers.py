"""Papers: looked at as they will be, then saved or printed; only then they take their numbers."""

import os
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.console import write_file
from checkpoint_app.domain.progress import Course
from checkpoint_app.i18n import Lang
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.paper_order import PaperKind, PaperOrder, place_of, sample, take
from checkpoint_app.station.papers import MOST_SHEETS, Place, PrintedSheet
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import LANGUAGES
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.printing import (
    MOST_ROWS,
    Document,
    document_of_forms,
    document_of_guidance,
    document_of_poster,
    document_of_sheets,
)
from checkpoint_app.ui.printing.output import pictures_of, print_paper, printers
from checkpoint_app.ui.screens.managed import ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.page_preview import WIDTH, PagePreview
from checkpoint_app.ui.widgets.text import WrapLabel
from checkpoint_app.ui.words import number

LOOK_MS = 300
_NAMES = {
    PaperKind.SHEETS: "to-co-so",
    PaperKind.FORMS: "to-khai",
    PaperKind.POSTER: "ap-phich",
    PaperKind.GUIDANCE: "huong-dan",
}


def draw(order: PaperOrder, sheets: list[PrintedSheet], place: Place, lang: Lang) -> Document:
    """The paper, to be drawn.

    Raises:
        InvalidEntry: there is nothing to draw.
    """
    if order.kind is PaperKind.SHEETS:
        return document_of_sheets(sheets, place, lang)
    if order.kind is PaperKind.FORMS:
        return document_of_forms(sheets, place, lang)
    if order.kind is PaperKind.POSTER:
        return document_of_poster(order.text.encode(), place, lang)
    return document_of_guidance(place, lang)


class PapersScreen(ManagedScreen):
    """A guard may print them too."""

    KEY = Key.PRINT
    NEEDS = Permission.RECORD

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.kind = Choices(list(PaperKind), self._kind_name, columns=2)
        self.count, self.rows = line_edit(digits=True, longest=3), line_edit(digits=True, longest=2)
        self.again = line_edit(digits=True, longest=9)
        self.code_text = line_edit(longest=500)
        self.lang = Choices(list(LANGUAGES), lambda one: LANGUAGES[Lang(str(one))])
        self.count.setText("20")
        self.rows.setText(str(MOST_ROWS))
        self._fields = {
            "kind": Field(self.kind),
            "count": Field(self.count),
            "rows": Field(self.rows),
            "again": Field(self.again),
            "text": Field(self.code_text),
            "lang": Field(self.lang),
        }
        self._balance = WrapLabel(role="soft")
        self.file = FileField(save=True)
        self.file.accept("*.pdf")
        self.save = QPushButton()
        self.printer = QComboBox()
        self._printer = Field(self.printer)
        self.print = QPushButton()
        self.print.setProperty("role", "primary")
        self._says = WrapLabel(role="hint")
        self.preview = PagePreview()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.kind.chosen.connect(self.on_kind)
        self.lang.chosen.connect(self.on_changed)
        for editor in (self.count, self.rows, self.again, self.code_text):
            editor.textChanged.connect(self.on_changed)
        self.file.chosen.connect(self.on_save)
        self.save.clicked.connect(self.on_save)
        self.print.clicked.connect(self.on_print)
        self.retranslate()

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(theme.SPACE_S)
        for name in ("count", "rows", "again"):
            numbers.addWidget(self._fields[name])
        left = card(self._fields["kind"], numbers, self._fields["text"], self._fields["lang"])
        out = card(
            row(self._printer, self.print, stretch=0),
            row(self.file, self.save, stretch=0),
            self._balance,
        )
        parts = QVBoxLayout()
        parts.setSpacing(theme.SPACE_M)
        parts.addWidget(left)
        parts.addWidget(out)
        parts.addStretch(1)
        seen = QVBoxLayout()
        seen.setSpacing(theme.SPACE_XS)
        seen.addWidget(self.preview, 1)
        seen.addWidget(self._says)
        both = QHBoxLayout()
        both.setSpacing(theme.SPACE_M)
        both.addLayout(parts, 3)
        both.addLayout(seen, 2)
        self.column.addLayout(both, 1)

    def begin(self) -> None:
        """Show the paper, ask for printers."""
        self._follow_kind()
        self.look()
        self._tasks.network(self, printers, self.show_printers)
        self.kind.setFocus()

    # What is asked for

    def order(self) -> PaperOrder | None:
        """What was chosen; None where a number is none, which is said beside it."""
        kind = PaperKind(str(self.kind.value))
        count = self._number("count", 1, MOST_SHEETS)
        rows = self._number("rows", 1, MOST_ROWS) if kind is PaperKind.SHEETS else 1
        typed = self.again.text().strip()
        again = self._number("again", 1, 999_999_999) if typed else 0
        if not kind.numbered:
            missing = kind is PaperKind.POSTER and not self.code_text.text().strip()
            return None if missing else PaperOrder(kind, text=self.code_text.text().strip())
        if count is None or rows is None or again is None:
            return None
        return PaperOrder(kind, count, rows, again or None)

    def _number(self, name: str, least: int, most: int) -> int | None:
        editor = self._fields[name].editor
        typed = self.count if editor is self.count else self.rows
        typed = self.again if editor is self.again else typed
        text = typed.text().strip()
        good = text.isascii() and text.isdecimal() and least <= int(text) <= most
        said = self.tr("{least} to {most}").format(least=least, most=number(most))
        self._fields[name].warn("" if good else said, "danger")
        return int(text) if good else None

    def on_kind(self) -> None:
        """Another paper."""
        self._follow_kind()
        self.file.editor.clear()
        self.look()

    def _follow_kind(self) -> None:
        kind = PaperKind(str(self.kind.value))
        self._fields["count"].setVisible(kind.numbered)
        self._fields["again"].setVisible(kind.numbered)
        self._fields["rows"].setVisible(kind is PaperKind.SHEETS)
        self._fields["text"].setVisible(kind is PaperKind.POSTER)
        self._balance.setVisible(kind.numbered)

    def on_changed(self) -> None:
        """Something was typed or chosen: look again once the typing pauses."""
        self._timer.start()

    def look(self) -> None:
        """Draw the first page, off this thread; it takes no number."""
        order = self.order()
        for button in (self.save, self.print):
            button.setEnabled(order is not None)
        if order is None:
            self.preview.show_page(QImage(), "")
            self._says.clear()
            return
        place, lang = place_of(self._desk), Lang(str(self.lang.value))
        desk = self._desk

        def work() -> list[QImage]:
            return pictures_of(draw(order, sample(desk, order), place, lang), WIDTH)

        def done(seen: list[QImage]) -> None:
            if order == self.order():
                self.show_pages(seen)

        self._tasks.picture(self, work, done, self.on_undrawn)
        self._tasks.store(self, desk.store.sheets.balance, self.show_balance)

    def show_pages(self, pages: list[QImage]) -> None:
        """Show the first page."""
        order = self.order()
        name = self._kind_name(self.kind.value)
        self.preview.show_page(pages[0], name)
        said = self.tr("This is how it will look.")
        if order is not None and order.kind.numbered:
            said = self.tr("Each gets a number of its own when it is printed or saved.")
        self._says.setText(said)

    def on_undrawn(self, error: Exception) -> None:
        """It cannot be drawn so."""
        self.preview.show_page(QImage(), "")
        self._says.setText(explain(error))
        for button in (self.save, self.print):
            button.setEnabled(False)

    def show_balance(self, balance: object) -> None:
        """How many were printed so far."""
        printed = getattr(balance, "printed", 0)
        said = self.tr("{count} sheets printed so far; the next number is {next}.")
        self._balance.setText(said.format(count=number(printed), next=number(printed + 1)))

    # Out

    def show_printers(self, names: list[str]) -> None:
        """Offer the printers there are."""
        held = self.printer.currentText()
        self.printer.clear()
        self.printer.addItems(names)
        if held in names:
            self.printer.setCurrentText(held)
        self._printer.warn("" if names else self.tr("No printer is set up: save a PDF instead"))
        self.print.setVisible(bool(names))
        self.printer.setEnabled(bool(names))

    def on_save(self) -> None:
        """Save a PDF."""
        order = self.order()
        if order is None:
            return
        path = self.file.path()
        if path is None:
            self.file.propose(f"{_NAMES[order.kind]}.pdf")
            self.file.editor.setFocus()
            return
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
            self.file.warn(self.tr("The file cannot be written there."))
            return
        self.file.warn("")
        place, lang, desk = place_of(self._desk), Lang(str(self.lang.value)), self._desk

        def work(_course: Course) -> tuple[Path, list[str]]:
            content, numbers = take(desk, order, lambda some: draw(order, some, place, lang).pdf())
            write_file(path, content)
            return path, numbers

        def done(made: tuple[Path, list[str]]) -> None:
            said = self.tr("Saved: {file}").format(file=made[0])
            self._over(" · ".join(filter(None, (said, self._range(made[1])))))

        self.run_long(self.tr("Making the papers"), work, done, self.on_unfinished, stoppable=False)

    def on_print(self) -> None:
        """Print."""
        order, printer = self.order(), self.printer.currentText()
        if order is None or not printer:
            return
        place, lang, desk = place_of(self._desk), Lang(str(self.lang.value)), self._desk

        def work(_course: Course) -> list[str]:
            paper, numbers = take(desk, order, lambda some: draw(order, some, place, lang).proved())
            print_paper(paper, printer)
            return numbers

        def done(numbers: list[str]) -> None:
            said = self.tr("Sent to the printer")
            self._over(" · ".join(filter(None, (said, self._range(numbers)))))

        self.run_long(self.tr("Printing"), work, done, self.on_unfinished, stoppable=False)

    def _range(self, numbers: list[str]) -> str:
        if not numbers:
            return ""
        said = self.tr("numbers {first} to {last}")
        return said.format(first=numbers[0], last=numbers[-1])

    def _over(self, said: str) -> None:
        self.say(said)
        self.again.clear()
        self._tasks.store(self, self._desk.store.sheets.balance, self.show_balance)

    def on_unfinished(self, error: Exception) -> None:
        """Numbers may have been taken: say how to print the same ones once more."""
        order = self.order()
        said = explain(error)
        if order is not None and order.kind.numbered and order.again is None:
            hint = self.tr(
                "Numbers that were taken stay taken: put the first of them into “Once more from”."
            )
            said = f"{said} {hint}"
        self.say(said, Tone.DANGER)
        self._tasks.store(self, self._desk.store.sheets.balance, self.show_balance)

    # Looks

    def _kind_name(self, value: object) -> str:
        names = {
            PaperKind.SHEETS: self.tr("Numbered sheets"),
            PaperKind.FORMS: self.tr("Declarations"),
            PaperKind.POSTER: self.tr("Poster"),
            PaperKind.GUIDANCE: self.tr("Page for visitors"),
        }
        return names[PaperKind(str(value))]

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Print papers"))
        names = {
            "kind": (self.tr("Paper"), ""),
            "count": (self.tr("How many"), ""),
            "rows": (self.tr("Rows on each"), ""),
            "again": (self.tr("Once more from"), self.tr("Number")),
            "text": (self.tr("What the code says"), self.tr("The address the site was given")),
            "lang": (self.tr("Language of the paper"), ""),
        }
        for name, (label, hint) in names.items():
            self._fields[name].name(label, hint)
        self._printer.name(self.tr("Printer"))
        self.print.setText(self.tr("Print"))
        self.print.setAccessibleName(self.tr("Print"))
        self.file.name(self.tr("Or a PDF file"))
        self.save.setText(self.tr("Save"))
        self.save.setAccessibleName(self.tr("Save as PDF"))
        if self.isVisible():
            self.look()
