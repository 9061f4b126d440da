"""Enter goes to the next field and, on the last, finishes; Ctrl+Enter finishes anywhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget


class EnterNext(QObject):
    """Watches the editors of one form, in their order.

    Signals:
        finished: Enter on the last editor, or Ctrl+Enter on any.
    """

    finished = Signal()

    def __init__(
        self,
        editors: Sequence[QWidget],
        parent: QWidget,
        hold: Callable[[], bool] | None = None,
    ) -> None:
        """``hold`` says that Enter belongs to somebody else just now (an open list)."""
        super().__init__(parent)
        self._editors = list(editors)
        self._hold, self._form = hold, parent
        for before, after in zip(self._editors, self._editors[1:], strict=False):
            QWidget.setTabOrder(before, after)
        for editor in self._editors:
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take Enter from the editors."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if isinstance(watched, QComboBox) and watched.view().isVisible():
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
            return True
        if self._hold is not None and self._hold():
            return True
        if isinstance(watched, QWidget) and watched in self._editors:
            self.go_on(watched)
        return True

    def go_on(self, editor: QWidget) -> None:
        """From an editor to the next one that is in sight; from the last one, finish."""
        place = self._editors.index(editor) + 1
        while place < len(self._editors) and not self._editors[place].isVisibleTo(self._form):
            place += 1
        if place == len(self._editors):
            self.finished.emit()
        else:
            self.go(place)

    def go(self, place: int) -> None:
        """Put the cursor into an editor, its text marked so that typing replaces it."""
        editor = self._editors[place]
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()
