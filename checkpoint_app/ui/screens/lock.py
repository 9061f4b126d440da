"""The lock: opens the store at the start, and hides the desk while nobody is at it."""

import math

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import KeysDamaged, LockedOut, StoreDamaged
from checkpoint_app.security.secret_words import LONGEST
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import window_icon
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.pin_pad import PinPad
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.widgets.verdict_banner import VerdictBanner
from checkpoint_app.ui.words import clock_time, date, weekday


class LockScreen(QWidget):
    """Asks for a PIN.

    Signals:
        pin_given: carries the PIN or passphrase; answer with `opened` or `refused`.
        forgotten: somebody has forgotten their PIN.
        rescue_asked: the store does not open with any: bring it back.
    """

    pin_given = Signal(str)
    forgotten = Signal()
    rescue_asked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock = clock
        self._left_seconds = 0
        self._error: Exception | None = None
        self._busy = False
        self._sign = QLabel()
        self._sign.setPixmap(window_icon().pixmap(56, 56))
        self._site = WrapLabel(role="title")
        self._time = PlainLabel(role="display")
        self._date = PlainLabel(role="strong")
        self._state = WrapLabel(role="soft")
        self._prompt = PlainLabel(role="title")
        self._prompt.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._note = WrapLabel(role="hint")
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        theme.hold(self._note, least_height=44)
        self.pad = PinPad()
        theme.hold(self.pad, most_width=340)
        self.pad.entered.connect(self.on_entered)
        self.pad.changed.connect(self.on_changed)
        self._prompt.setBuddy(self.pad)
        self.passphrase = line_edit(longest=LONGEST)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.on_passphrase)
        self._passphrase = Field(self.passphrase)
        self._passphrase.hide()
        self.other, self.forgot, self.rescue = QPushButton(), QPushButton(), QPushButton()
        for button in (self.other, self.forgot):
            button.setProperty("role", "quiet")
        self.rescue.hide()
        self.rescue.clicked.connect(self.rescue_asked)
        self.other.clicked.connect(self.on_other)
        self.forgot.clicked.connect(self.forgotten)
        self.banner = VerdictBanner(private=True)
        self.banner.set_height(88)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.on_tick)
        self._lay_out()
        self.set_station("", scanning=False)
        self._retranslate()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_S)
        left.addStretch(1)
        left.addWidget(self._sign)
        left.addSpacing(theme.SPACE_S)
        left.addWidget(self._site)
        left.addSpacing(theme.SPACE_L)
        left.addWidget(self._time)
        left.addWidget(self._date)
        left.addSpacing(theme.SPACE_M)
        left.addWidget(self._state)
        ways = QHBoxLayout()
        ways.addWidget(self.other)
        ways.addWidget(self.forgot)
        ways.addStretch(1)
        left.addLayout(ways)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_S)
        right.addStretch(1)
        right.addWidget(self._prompt)
        right.addSpacing(theme.SPACE_S)
        right.addWidget(self.pad)
        right.addWidget(self._passphrase)
        right.addWidget(self._note)
        right.addWidget(self.rescue)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_XL * 2)
        row.addStretch(2)
        row.addLayout(left, 5)
        row.addLayout(right, 4)
        row.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        column.addLayout(row, 1)
        column.addWidget(self.banner)

    def set_station(self, name: str, *, scanning: bool) -> None:
        """Say whose lock this is, and whether the lane goes on behind it."""
        self._site.setText(name)
        self._scanning = scanning
        self.banner.setVisible(scanning)
        self.banner.clear()
        self._error = None
        self._busy = False
        self.pad.clear()
        self._retranslate()

    @property
    def answer(self) -> str:
        """What stands below the pad."""
        return self._note.text()

    @property
    def error(self) -> Exception | None:
        """Why it was not opened, None where nothing stood in the way."""
        return self._error

    def name_station(self, name: str) -> None:
        """Say whose lock this is."""
        self._site.setText(name)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a verdict without a name."""
        self.banner.show_outcome(outcome)

    def on_entered(self, pin: str) -> None:
        """Have the PIN checked."""
        if self._busy or self._left_seconds > 0:
            return
        self._busy = True
        self._error = None
        self.pad.setEnabled(False)
        self._retranslate()
        self.pin_given.emit(pin)

    def on_passphrase(self) -> None:
        """A passphrase was typed instead of a PIN."""
        typed = self.passphrase.text()
        self.passphrase.clear()
        if typed.strip():
            self.on_entered(typed)

    def on_other(self) -> None:
        """Digits, or a passphrase."""
        words = self._passphrase.isHidden()
        self._passphrase.setVisible(words)
        self.pad.setVisible(not words)
        self.passphrase.clear()
        self.pad.clear()
        self.focus_first()
        self._retranslate()

    def focus_first(self) -> None:
        """Put the keyboard where the PIN or the passphrase goes."""
        (self.pad if self._passphrase.isHidden() else self.passphrase).setFocus()

    def on_changed(self) -> None:
        """A new attempt puts the last one's answer away."""
        if self._error is not None and self._left_seconds <= 0:
            self._error = None
            self._retranslate()

    def opened(self) -> None:
        """The PIN was right."""
        self._busy = False
        self._error = None
        self.pad.setEnabled(True)
        self.pad.clear()
        self._retranslate()

    def refused(self, error: Exception) -> None:
        """The PIN was wrong, or the store does not open; say so, and for how long."""
        self._busy = False
        self._error = error
        if isinstance(error, LockedOut):
            self._left_seconds = math.ceil(float(str(error.details.get("seconds", 0))))
        self.pad.setEnabled(self._left_seconds <= 0)
        self.pad.clear(wrong=True)
        self.passphrase.setEnabled(self.pad.isEnabled())
        if self.pad.isEnabled():
            self.focus_first()
        self._retranslate()

    def on_tick(self) -> None:
        """A second has passed."""
        if self._left_seconds > 0:
            self._left_seconds -= 1
            if self._left_seconds == 0:
                self._error = None
                self.pad.setEnabled(True)
                self.pad.clear()
                self.passphrase.setEnabled(True)
                self.focus_first()
        self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Take the keyboard, and let the clock run."""
        super().showEvent(event)
        self._tick.start()
        self._retranslate()
        self.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Stop the clock."""
        self._tick.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _answer(self) -> tuple[str, str]:
        if self._busy:
            return self.tr("Checking…"), ""
        if self._left_seconds > 0:
            return explain(LockedOut(seconds=self._left_seconds)), "danger"
        if self._error is not None:
            return explain(self._error), "danger"
        if not self._passphrase.isHidden():
            return "", ""
        return self.tr("Digits, then Enter"), ""

    def _retranslate(self) -> None:
        now = self._clock.now_ms()
        self._time.setText(clock_time(now))
        self._date.setText(f"{weekday(now)}, {date(now)}")
        words = not self._passphrase.isHidden()
        prompt = self.tr("Enter your passphrase") if words else self.tr("Enter your PIN")
        self._prompt.setText(prompt)
        self._passphrase.name(self.tr("Passphrase"), self.tr("Then Enter"))
        self.other.setText(self.tr("PIN instead") if words else self.tr("Passphrase instead"))
        self.other.setAccessibleName(self.other.text())
        self.forgot.setText(self.tr("Forgotten?"))
        self.forgot.setAccessibleName(self.tr("The PIN is forgotten"))
        self._state.setText(self.tr("Locked. Scanning goes on.") if self._scanning else "")
        self.rescue.setText(self.tr("Bring the data back…"))
        self.rescue.setAccessibleName(self.rescue.text())
        self.rescue.setVisible(isinstance(self._error, StoreDamaged | KeysDamaged))
        said, tone = self._answer()
        if said != self._note.text():
            self._note.setText(said)
        if (self._note.property("tone") or "") != tone:
            theme.set_role(self._note, tone=tone)
        self.setAccessibleName(self.tr("Lock"))
