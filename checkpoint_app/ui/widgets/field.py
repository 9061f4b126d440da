"""A field of a form: label above, editor, and one line below for a hint or a warning."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel


class Field(QWidget):
    """Binds an editor to its label and its warning.

    Attributes:
        editor: the widget that takes the keys.
    """

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label = PlainLabel(role="label")
        self._label.setBuddy(editor)
        self._label.setWordWrap(False)
        self._note = ElidedLabel(role="hint")
        self._hint = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addWidget(self._note)
        theme.hold(self._note, height=17)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def note(self) -> str:
        """What stands below the editor."""
        return self._note.text()

    def name(self, label: str, hint: str = "") -> None:
        """Give the label and the hint in the language that is on."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)
        if self._note.text() == self._hint:
            self._note.setText(hint)
            self.editor.setAccessibleDescription(hint)
        self._hint = hint

    def warn(self, text: str, tone: str = "warn") -> None:
        """Say something beside the field; an empty text brings the hint back."""
        self._note.setText(text or self._hint)
        shown = tone if text else ""
        theme.set_role(self._note, tone=shown)
        theme.set_role(self.editor, tone=shown)
        self.editor.setAccessibleDescription(text or self._hint)


OURS = frozenset(key.value for key in Key) - {Key.PASTE.value, Key.UNDO.value}
"""The window's keys; some desktops let a field take Ctrl+E, Ctrl+K and their like for itself."""


class _LineEdit(QLineEdit):
    """Shows the beginning of a long text once the cursor has left; the window's keys stay its."""

    def event(self, event: QEvent) -> bool:
        """Claim no key that is the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in OURS
        ):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Scroll back to the beginning."""
        super().focusOutEvent(event)
        self.setCursorPosition(0)


def line_edit(*, digits: bool = False, longest: int = 200) -> QLineEdit:
    """An editor for one line that never completes or rewrites what is being typed."""
    made = _LineEdit()
    made.setMaxLength(longest)
    made.setClearButtonEnabled(False)
    hints = Qt.InputMethodHint.ImhNoPredictiveText
    if digits:
        hints |= Qt.InputMethodHint.ImhPreferNumbers
    made.setInputMethodHints(hints)
    return made
