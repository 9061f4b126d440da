"""Looks up what is being typed, and lets the arrow keys choose of what was found."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from checkpoint_app.ui.widgets.suggestions import SuggestionList

PAUSE_MS = 120


class Lookup(QObject):
    """Watches some fields and the list that hangs below whichever of them has the keyboard.

    Signals:
        asked: (field, its text): look this up; answer with `show`.
    """

    asked = Signal(object, str)

    def __init__(
        self, fields: Sequence[QLineEdit], listing: SuggestionList, *, least: int = 2
    ) -> None:
        """Look up from ``least`` letters on; 0 also where the field is empty and ↓ is pressed."""
        super().__init__(listing)
        self._fields, self._listing, self._least = list(fields), listing, least
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.on_pause)
        for field in fields:
            field.textEdited.connect(self.on_edited)
            field.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """True while the list hangs below one of these fields."""
        return self._listing.isVisible() and self._field() is not None

    def stop(self) -> None:
        """Forget what was to be looked up, and close the list."""
        self._timer.stop()
        self._listing.hide()

    def on_edited(self, text: str) -> None:
        """Look up shortly after the typing pauses; the field itself is left alone."""
        if len(text.strip()) >= max(1, self._least):
            self._timer.start()
        else:
            self.stop()

    def on_pause(self) -> None:
        """Ask for what is typed now."""
        field = self._field()
        if field is not None:
            self.asked.emit(field, field.text())

    def show(
        self, field: QLineEdit, text: str, rows: Sequence[tuple[str, object]], mark: int = -1
    ) -> None:
        """Offer what was found, if the text that it answers is still there."""
        if self._field() is field and field.text() == text:
            self._listing.hang(rows, field, mark)

    def _field(self) -> QLineEdit | None:
        return next((field for field in self._fields if field.hasFocus()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrows and Esc belong to the list while it is open."""
        if event.type() == QEvent.Type.FocusOut:
            self.stop()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self._listing.isVisible():
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._listing.move_mark(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.stop()
                return True
        elif event.key() == Qt.Key.Key_Down and self._least == 0 and isinstance(watched, QLineEdit):
            self.asked.emit(watched, watched.text())
            return True
        return False
