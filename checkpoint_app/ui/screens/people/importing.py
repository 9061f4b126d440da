"""A list from a file: looked through first, row by row, then taken whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.listed import ListKind
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.faults import Fault
from checkpoint_app.lists.preview import Preview
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.screens.managed import row
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import number

SAMPLES = 3
FINDINGS = 500
"""Findings shown; whoever has more mends the file, not the rows."""
_PATTERNS = "*.xlsx *.csv *.tsv *.txt"


class ImportCard(QFrame):
    """Asks for a file, shows what is wrong in it, and what would be taken.

    Signals:
        look_asked: (path, `Encoding`, sheet or ""); answer with `show_preview` or `show_failure`.
        take_asked: (`Preview`, whether in the place of the list).
        template_asked: a workbook to fill in.
    """

    look_asked = Signal(str, object, str)
    take_asked = Signal(object, bool)
    template_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.preview: Preview | None = None
        self._kind = ListKind.PEOPLE
        self._title = PlainLabel(role="strong")
        self._about = WrapLabel(role="soft")
        self.file = FileField()
        self.file.accept(_PATTERNS)
        self.template = QPushButton()
        self.encoding = Choices(list(Encoding), self._encoding_name)
        self.sheet = QComboBox()
        self._encoding, self._sheet = Field(self.encoding), Field(self.sheet)
        self._sample = WrapLabel(role="soft")
        self._said = WrapLabel(role="strong")
        self.findings = Table(wrap=True)
        self.findings.setMinimumHeight(180)
        self.leave_out = QCheckBox()
        self.how = Choices([False, True], self._how_name)
        self._how = Field(self.how)
        self.take = QPushButton()
        self.take.setProperty("role", "primary")
        self._whole = QWidget()
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.SPACE_S)
        for part in (
            self._said,
            self._sheet,
            self._encoding,
            self._sample,
            self.findings,
            self.leave_out,
            self._how,
        ):
            inner.addWidget(part)
        inner.addLayout(row(self.take))
        self._whole.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.file)
        column.addLayout(row(self.template))
        column.addWidget(self._whole)
        self.file.chosen.connect(self.on_file)
        self.template.clicked.connect(self.template_asked)
        self.encoding.chosen.connect(self.on_again)
        self.sheet.activated.connect(self.on_again)
        self.leave_out.toggled.connect(self.on_leave_out)
        self.take.clicked.connect(self.on_take)
        self.retranslate()

    @property
    def said(self) -> str:
        """What a preview says in one line."""
        return self._said.text()

    def begin(self, kind: ListKind) -> None:
        """Another list is looked at: a file for the last one is no file for it."""
        if kind is not self._kind:
            self._kind = kind
            self.clear()
            self.retranslate()

    def clear(self) -> None:
        """Forget the file."""
        self.preview = None
        self.file.editor.clear()
        self.file.warn("")
        self.encoding.choose(Encoding.UNICODE)
        self.leave_out.setChecked(False)
        self._whole.hide()

    # Looking through

    def on_file(self, path: str) -> None:
        """A file was named: look through it as it stands."""
        self.encoding.choose(Encoding.UNICODE)
        self.sheet.clear()
        self.leave_out.setChecked(False)
        self.look_asked.emit(path, Encoding.UNICODE, "")

    def on_again(self) -> None:
        """Another encoding or sheet was chosen: look through it again."""
        path = self.file.path()
        if path is not None:
            encoding = Encoding(str(self.encoding.value))
            self.look_asked.emit(str(path), encoding, self.sheet.currentText())

    def show_failure(self, text: str) -> None:
        """The file cannot be read."""
        self.preview = None
        self.file.warn(text)
        self._whole.hide()

    def show_preview(self, preview: Preview) -> None:
        """Show what the file holds."""
        self.preview = preview
        self.file.warn("")
        sheets = preview.table.sheets
        if [self.sheet.itemText(place) for place in range(self.sheet.count())] != [*sheets]:
            self.sheet.clear()
            self.sheet.addItems(sheets)
        if preview.table.sheet:
            self.sheet.setCurrentText(preview.table.sheet)
        self._sheet.setVisible(len(sheets) > 1)
        self._whole.show()
        self._show()
        self.take.setFocus()

    def _show(self) -> None:
        preview = self.preview
        if preview is None:
            return
        old = preview.encoding is not Encoding.UNICODE
        self._encoding.setVisible(old or preview.converted is not Encoding.UNICODE)
        unread = old and preview.converted is Encoding.UNICODE
        looks = self.tr("The texts look like an old font. Choose how to read them")
        self._encoding.warn(looks if unread else "")
        pairs = [f"{before} → {after}" for before, after in preview.sample[:SAMPLES]]
        self._sample.setText("\n".join(pairs))
        self._sample.setVisible(bool(pairs))
        parts = [self.tr("{count} rows are right").format(count=number(len(preview.rows)))]
        if preview.faulty_rows:
            said = self.tr("{count} rows are wrong")
            parts.append(said.format(count=number(preview.faulty_rows)))
        if preview.warning_count:
            said = self.tr("{count} things to look at")
            parts.append(said.format(count=number(preview.warning_count)))
        if preview.not_understood:
            said = self.tr("columns that nothing is taken from: {names}")
            names = ", ".join(column.label for column in preview.not_understood)
            parts.append(said.format(names=names))
        self._said.setText(" · ".join(parts))
        self._show_findings([*preview.faults, *preview.warnings][:FINDINGS], len(preview.faults))
        self.leave_out.setVisible(bool(preview.faulty_rows))
        self.take.setEnabled(preview.can_be_taken)

    def _show_findings(self, found: Sequence[Fault], faults: int) -> None:
        wrong, look = self.tr("wrong"), self.tr("look at it")
        places = {id(fault): place for place, fault in enumerate(found)}
        self.findings.setVisible(bool(found))
        self.findings.show_rows(
            (
                Col("", lambda one: wrong if places[id(one)] < faults else look),
                Col(self.tr("Where, and what"), lambda one: one.said(language()), 1),
            ),
            found,
        )

    # Taking

    def on_leave_out(self, on: bool) -> None:
        """Somebody says that faulty rows are to be left out, or no longer."""
        preview = self.preview
        if preview is None or preview.leave_out_faulty == on:
            return
        if on:
            self.preview = preview.without_faulty()
            self._show()
        else:
            self.on_again()

    def on_take(self) -> None:
        """Take it."""
        if self.preview is not None and self.preview.can_be_taken:
            self.take.setEnabled(False)
            self.take_asked.emit(self.preview, bool(self.how.value))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _encoding_name(self, value: object) -> str:
        names = {
            Encoding.UNICODE: self.tr("As it stands"),
            Encoding.TCVN3: "TCVN3 (.VnTime)",
            Encoding.TCVN3_CAPITALS: "TCVN3 (.VnTimeH)",
            Encoding.VNI: "VNI (VNI-Times)",
        }
        return names[Encoding(str(value))]

    def _how_name(self, value: object) -> str:
        return self.tr("In the place of the list") if value else self.tr("Add to the list")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        titles = {
            ListKind.PEOPLE: self.tr("Take in a list of people"),
            ListKind.CARDS: self.tr("Take in a list of market cards"),
            ListKind.WATCH: self.tr("Take in a list of names to look out for"),
        }
        self._title.setText(titles[self._kind])
        self._about.setText(
            self.tr(
                "XLSX or CSV with headings in Vietnamese or English. It is looked through first; "
                "nothing is taken before you say so."
            )
        )
        self.file.name(self.tr("File"), self.tr("Enter looks through it"))
        self.template.setText(self.tr("Template to fill in…"))
        self.template.setAccessibleName(self.tr("Save a template to fill in"))
        self._encoding.name(self.tr("How the texts are written"))
        self._sheet.name(self.tr("Sheet"))
        self._how.name(self.tr("What becomes of the list that is there"))
        self.leave_out.setText(self.tr("Leave the wrong rows out and take the others"))
        self.leave_out.setAccessibleName(self.leave_out.text())
        self.take.setText(self.tr("Take the list"))
        self.take.setAccessibleName(self.tr("Take the list"))
        self.findings.setAccessibleName(self.tr("What is wrong in which row"))
        self._show()


def template_path(text: str) -> Path:
    """Where a template goes, with the ending that programs know it by."""
    path = Path(text).expanduser()
    return path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
