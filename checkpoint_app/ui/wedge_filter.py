"""Takes the keys of a keyboard scanner out of the window's stream of keys.

It watches keys where they enter a window, before any widget sees them, and obeys a
`BurstDetector`: keys that may be a scanner's are held back for a moment and then either swallowed
or sent on, in their order.
"""

import logging
import sys
import time
from collections import deque

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow

from checkpoint_app.scanner.wedge import (
    LEAST,
    LEAST_AT_PIN,
    Answer,
    BurstDetector,
    CommitWatch,
    Fate,
    Held,
    Sort,
    Stroke,
)

log = logging.getLogger(__name__)

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})
_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
_WATCHED = _KEYS | _TOUCHES | {QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod}
_ENDS = frozenset("\r\n\t")
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
        Qt.Key.Key_Mode_switch,
    }
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_KEYPAD = {
    Qt.Key.Key_Insert: "0",
    Qt.Key.Key_End: "1",
    Qt.Key.Key_Down: "2",
    Qt.Key.Key_PageDown: "3",
    Qt.Key.Key_Left: "4",
    Qt.Key.Key_Clear: "5",
    Qt.Key.Key_Right: "6",
    Qt.Key.Key_Home: "7",
    Qt.Key.Key_Up: "8",
    Qt.Key.Key_PageUp: "9",
}
"""The keypad's keys while Num Lock is off."""


class WedgeFilter(QObject):
    """Watches the whole application while it is on.

    Signals:
        scanned: carries the bytes of one scan.
        rewritten: an input method changes what the scanner types.
    """

    scanned = Signal(object)
    rewritten = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._detector = BurstDetector()
        self._commits = CommitWatch()
        self._held: deque[tuple[QWindow, QKeyEvent]] = deque()
        self._due: deque[tuple[QWindow, QKeyEvent]] = deque()
        self._ours = False
        self._on = False
        self._late = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.on_timeout)

    def switch(self, on: bool) -> None:
        """Begin or end to watch; what is held back is let go."""
        app = QCoreApplication.instance()
        if app is None or on == self._on:
            return
        self._on = on
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
            self._timer.stop()
            self._obey(self._detector.give_up())

    def ask_for_pin(self, asked: bool) -> None:
        """While a PIN is asked for, only what is longer than any PIN is taken for a scan."""
        self._detector.least = LEAST_AT_PIN if asked else LEAST

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """True for a key that the window must not see, now or ever."""
        kind = event.type()
        if kind not in _WATCHED:
            return False
        if isinstance(event, QInputMethodEvent):
            self._watch_commits(watched, event)
        elif kind in _TOUCHES:
            self._obey(self._detector.give_up())
        elif isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
            if kind == QEvent.Type.ShortcutOverride:
                return self._keep_from_shortcuts(event)
            return self._see(watched, event)
        return False

    # Keys

    def _see(self, window: QWindow, event: QKeyEvent) -> bool:
        if self._ours:  # one that was held back, on its way
            self._ours = False
            return False
        self._send_due()
        stroke = stroke_of(event)
        answer = self._detector.feed(stroke)
        self._obey(answer)
        if answer.fate is Fate.HOLD:
            self._held.append((window, _copy(event)))
        wait = self._detector.wait_ms
        if wait is None:
            self._timer.stop()
        elif stroke.down and stroke.sort not in (Sort.MODIFIER, Sort.ALT):
            self._late = False
            self._timer.start(wait)
        return answer.fate is not Fate.PASS

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        """In a burst no key is a command: a code could hold one.

        Before a command, what is held back goes where it was typed.
        """
        if self._detector.in_burst:
            event.accept()
            return True
        if stroke_of(event).sort is Sort.OTHER:
            self._obey(self._detector.give_up())
        return False

    @Slot()
    def on_timeout(self) -> None:
        """No key came. Unless it waits behind other work: so all that has arrived is seen first."""
        if not self._late:
            self._late = True
            self._timer.start(0)
            return
        self._late = False
        if self._detector.wait_ms is not None:
            self._obey(self._detector.silence())

    def _obey(self, answer: Answer) -> None:
        if answer.held is Held.RELEASE:
            self._due.extend(self._held)
        if answer.held is not Held.KEEP:
            self._held.clear()
        self._send_due()
        if answer.scan:
            if answer.rewritten:
                self._tell_rewritten()
            # Half a character is possible where a key carries one UTF-16 unit.
            pairs = answer.scan.encode("utf-16-le", "surrogatepass")
            self.scanned.emit(pairs.decode("utf-16-le", "replace").encode())

    def _send_due(self) -> None:
        while self._due:
            window, event = self._due.popleft()
            if shiboken6.isValid(window):
                self._ours = True
                QCoreApplication.sendEvent(window, event)
                self._ours = False

    # Input methods

    def _watch_commits(self, watched: QObject, event: QInputMethodEvent) -> None:
        if watched is not QGuiApplication.focusObject():
            return
        if not (event.commitString() or event.preeditString()):
            return
        self._obey(self._detector.give_up())
        if self._commits.feed(_now_ms()):
            self._tell_rewritten()

    def _tell_rewritten(self) -> None:
        log.warning("an input method rewrites what the scanner types")
        self.rewritten.emit()


def stroke_of(event: QKeyEvent) -> Stroke:
    """A key event as the detector takes it."""
    key, text, modifiers = event.key(), event.text(), event.modifiers()
    sort, digit = Sort.OTHER, _keypad_digit(event)
    if key == Qt.Key.Key_Alt:
        sort = Sort.ALT
    elif key in _MODIFIERS:
        sort = Sort.MODIFIER
    elif digit:
        # Windows makes the character itself, and it comes as a key of its own.
        sort = Sort.MODIFIER if sys.platform == "win32" else Sort.CODE_DIGIT
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) or text in _ENDS:
        sort = Sort.END
    elif key == Qt.Key.Key_Backspace:
        sort = Sort.ERASE
    elif text and text[0] >= " " and text[0] != "\x7f" and not modifiers & _COMMANDS:
        sort = Sort.CHARACTER
    return Stroke(
        at=event.timestamp() or _now_ms(),
        key=event.nativeScanCode() or key,
        down=event.type() != QEvent.Type.KeyRelease,
        sort=sort,
        text=digit or text,
        repeat=event.isAutoRepeat(),
    )


def _keypad_digit(event: QKeyEvent) -> str:
    """The digit of a key of the keypad under Alt, else nothing."""
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
    if event.modifiers() & both != both:
        return ""
    key = event.key()
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key)
    return next((digit for known, digit in _KEYPAD.items() if known == key), "")


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same event, to be sent later; what `QKeyEvent.clone` gives is never freed."""
    made = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    made.setTimestamp(event.timestamp())
    return made


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
