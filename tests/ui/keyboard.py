"""Keys as a keyboard's driver gives them: to the window, each with its own time."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from checkpoint_app.scanner.wedge import Sort, Stroke

_KEYS = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    "\b": Qt.Key.Key_Backspace,
}
_BY_SORT = {Sort.ALT: Qt.Key.Key_Alt, Sort.MODIFIER: Qt.Key.Key_Shift}


def play(widget: QWidget, strokes: Iterable[Stroke], *, since: int = 1_000) -> None:
    """Give the strokes to the window of a widget, one after the other.

    Args:
        since: what the strokes' times begin with, in milliseconds.
    """
    window = widget.window().windowHandle()
    assert window is not None
    for stroke in strokes:
        kind = QEvent.Type.KeyPress if stroke.down else QEvent.Type.KeyRelease
        modifiers = Qt.KeyboardModifier.NoModifier
        if stroke.sort is Sort.CODE_DIGIT:
            modifiers = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
        key = _BY_SORT.get(stroke.sort) or _KEYS.get(stroke.text) or _letter(stroke)
        event = QKeyEvent(kind, key, modifiers, stroke.text, stroke.repeat)
        event.setTimestamp(since + stroke.at)
        QCoreApplication.sendEvent(window, event)


def _letter(stroke: Stroke) -> int:
    return ord(stroke.text.upper()[0])
