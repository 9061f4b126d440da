"""Every key of the window, in one place; the buttons and the help page show these."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Key(Enum):
    """What a key does, and the key."""

    GATE = "F1"
    FORM = "F2"
    DELIVERY = "F3"
    INSIDE = "F4"
    TRAY = "F5"
    REPORT = "F6"
    CHECK = "Ctrl+K"
    HELP = "Shift+F1"
    SETTINGS = "Ctrl+,"
    IN = "F7"
    OUT = "F8"
    AUTO = "F9"
    UNDO = "Ctrl+Z"
    LOCK = "Ctrl+L"
    LOOK = "Ctrl+Shift+X"
    SYNC = "Ctrl+R"
    PICTURE = "Ctrl+O"
    PASTE = "Ctrl+V"
    REGION = "Ctrl+M"
    # Not with Alt: a scanner may type a character as Alt and digits of the keypad.
    FIRST = "Ctrl+1"
    SECOND = "Ctrl+2"
    THIRD = "Ctrl+3"
    FOURTH = "Ctrl+4"
    SAVE = "Ctrl+Return"
    TAKE_BACK = "Ctrl+Shift+Z"
    CLOSE_DAY = "Ctrl+E"
    RESEND = "Ctrl+Shift+R"
    VOID = "Ctrl+Delete"
    MANAGE = "F10"
    PEOPLE = "Ctrl+N"
    TRACE = "Ctrl+T"
    PERSON = "Ctrl+Shift+D"
    PRINT = "Ctrl+P"
    STAFF = "Ctrl+Shift+P"
    STORE = "Ctrl+B"
    HUB = "Ctrl+H"
    DIAGNOSTICS = "Ctrl+D"
    REHEARSE = "Ctrl+Shift+T"
    NOTICES = "Shift+F12"
    VISITOR = "Ctrl+Shift+G"
    LARGER = "Ctrl++"
    SMALLER = "Ctrl+-"
    USUAL = "Ctrl+0"
    QUIT = "Ctrl+Q"
    # No field has a use for it, and a text that is typed cannot hold it.
    READ = "F12"

    @property
    def shown(self) -> str:
        """The key as people read it on the keyboard."""
        return "Ctrl+Enter" if self is Key.SAVE else self.value


def bind(
    key: Key,
    parent: QWidget,
    act: Callable[[], None],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Let a key do something while ``parent``'s window (or what ``context`` says) is in front."""
    made = QShortcut(QKeySequence(key.value), parent)
    made.setContext(context)
    made.setAutoRepeat(False)
    made.activated.connect(act)
    return made
