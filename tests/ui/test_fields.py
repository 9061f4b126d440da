"""A field keeps the keys of text editing and claims none of the window's."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.field import line_edit


def claims(qtbot: QtBot, keys: str) -> bool:
    """Whether a field with text in it would keep a key from being a shortcut."""
    field = line_edit()
    qtbot.addWidget(field)
    field.insert("Nguyễn")
    field.selectAll()
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # Qt's own operator, left out of its stubs
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers()
    )
    event.ignore()
    field.event(event)
    return event.isAccepted()


@pytest.mark.parametrize("key", [key for key in Key if key not in (Key.PASTE, Key.UNDO)])
def test_the_windows_keys_are_the_windows(qtbot: QtBot, key: Key) -> None:
    assert not claims(qtbot, key.value)


@pytest.mark.parametrize("keys", ["Ctrl+V", "Ctrl+Z", "Ctrl+C", "Left", "Backspace"])
def test_editing_keys_are_the_fields(qtbot: QtBot, keys: str) -> None:
    assert claims(qtbot, keys)


def test_typing_goes_into_the_field(qtbot: QtBot) -> None:
    field = line_edit()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "ab"
