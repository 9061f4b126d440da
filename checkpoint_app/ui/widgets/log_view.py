"""The log: by how bad it is, by words, as it grows; copied without what might name somebody."""

from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.text import fold
from checkpoint_app.station.diagnostics import scrubbed
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import number

FOLLOW_MS = 1_000


class Level(StrEnum):
    """From how bad on lines are shown."""

    ALL = " "
    WARNING = " WARNING | ERROR | CRITICAL "
    ERROR = " ERROR | CRITICAL "

    def takes(self, line: str) -> bool:
        """Whether a line is one of these."""
        return any(mark in line for mark in self.value.split("|"))


class LogView(QWidget):
    """Lines of the log, newest last.

    Signals:
        asked: the lines are wanted anew.
        copied: how many lines are in the clipboard.
    """

    asked = Signal()
    copied = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self.level = Choices(list(Level), self._level_name)
        self.words = line_edit(longest=100)
        self._level, self._words = Field(self.level), Field(self.words)
        self.follow = QCheckBox()
        self.follow.setChecked(True)
        self.refresh, self.copy = QPushButton(), QPushButton()
        self._count = PlainLabel(role="soft")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("role", "log")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(240)
        self._timer = QTimer(self)
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self.asked)
        self._lay_out()
        self.level.chosen.connect(self._show)
        self.words.textChanged.connect(self._show)
        self.follow.toggled.connect(self.on_follow)
        self.refresh.clicked.connect(self.asked)
        self.copy.clicked.connect(self.on_copy)
        self._retranslate()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(theme.SPACE_M)
        below.setSpacing(theme.SPACE_S)
        above.addWidget(self._level, 1)
        above.addWidget(self._words, 1)
        for part in (self.follow, self.refresh, self.copy):
            below.addWidget(part)
        below.addStretch(1)
        below.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(above)
        column.addWidget(self.text, 1)
        column.addLayout(below)

    @property
    def shown(self) -> list[str]:
        """The lines that pass both filters."""
        level, words = Level(str(self.level.value)), fold(self.words.text()).split()
        return [
            line
            for line in self._lines
            if level.takes(line) and all(word in fold(line) for word in words)
        ]

    def show_lines(self, lines: list[str]) -> None:
        """Show these, where they are not the same as before."""
        if lines != self._lines:
            self._lines = lines
            self._show()

    def _show(self) -> None:
        lines, bar = self.shown, self.text.verticalScrollBar()
        held = bar.value()
        empty = self.tr("No line of the log is like that.") if self._lines else ""
        self.text.setPlainText("\n".join(lines) or empty or self.tr("The log is empty."))
        said = self.tr("{shown} of {whole} lines")
        self._count.setText(said.format(shown=number(len(lines)), whole=number(len(self._lines))))
        if self.follow.isChecked():
            self.text.moveCursor(QTextCursor.MoveOperation.End)
        else:
            bar.setValue(held)

    def on_follow(self, on: bool) -> None:
        """Read on as the log grows, or stay where one reads."""
        if on and self.isVisible():
            self._timer.start()
            self._show()
        else:
            self._timer.stop()

    def on_copy(self) -> None:
        """Put what is shown into the clipboard."""
        lines = scrubbed(self.shown)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(lines))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """In sight: follow."""
        super().showEvent(event)
        if self.follow.isChecked():
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Out of sight: nothing is read."""
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _level_name(self, value: object) -> str:
        names = {
            Level.ALL: self.tr("Everything"),
            Level.WARNING: self.tr("Warnings"),
            Level.ERROR: self.tr("Errors"),
        }
        return names[Level(str(value))]

    def _retranslate(self) -> None:
        self._level.name(self.tr("Which lines"))
        self._words.name(self.tr("Only lines with these words"))
        self.follow.setText(self.tr("Follow"))
        self.follow.setAccessibleName(self.tr("Follow the log as it grows"))
        self.refresh.setText(self.tr("Refresh"))
        self.refresh.setAccessibleName(self.tr("Read the log again"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy the lines that are shown"))
        self.text.setAccessibleName(self.tr("Log"))
        self._show()
