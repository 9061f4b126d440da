"""Kiosk: the window fills the screen, and only a supervisor's PIN closes it.

What the desktop itself offers (another desktop, the task manager) is the desktop's to forbid. A
session that ends, a signal, or the power button is obeyed: the store is durable at every moment.
"""

import logging

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMainWindow, QPushButton, QWidget

from checkpoint_app.domain.errors import NotAllowed
from checkpoint_app.records.views import Staff
from checkpoint_app.security.roles import Permission
from checkpoint_app.security.secret_words import LONGEST
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.staff import require
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import WrapLabel

log = logging.getLogger(__name__)


class ExitStrip(QFrame):
    """Above everything, for as long as somebody wants to close the program.

    Signals:
        pin_given: carries the PIN or passphrase.
    """

    pin_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._before: QWidget | None = None
        self._said = WrapLabel(role="strong")
        self.pin = line_edit(longest=LONGEST)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin = Field(self.pin)
        self.end, self.stay = QPushButton(), QPushButton()
        self.pin.returnPressed.connect(self.on_end)
        self.end.clicked.connect(self.on_end)
        self.stay.clicked.connect(self.on_stay)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self._said, 2)
        row.addWidget(self._pin, 2)
        row.addWidget(self.stay)
        row.addWidget(self.end)
        self.hide()
        self._retranslate()

    @property
    def note(self) -> str:
        """What was said to the last try."""
        return self._pin.note

    def ask(self) -> None:
        """Ask for the PIN."""
        if self.isHidden():
            self._before = self.window().focusWidget()
        self.pin.clear()
        self._pin.warn("")
        self.show()
        self.pin.setFocus()

    def refuse(self, error: Exception) -> None:
        """Not with this PIN."""
        self.pin.clear()
        self._pin.warn(explain(error), "danger")
        self.pin.setFocus()

    def on_end(self) -> None:
        """Enter."""
        if self.pin.text():
            self.pin_given.emit(self.pin.text())

    def on_stay(self) -> None:
        """Esc: the gate goes on, the keyboard where it was; nothing of a PIN stays."""
        self.pin.clear()
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.window().setFocus()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_stay()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Close the program"))
        self._said.setText(self.tr("Only a supervisor closes this program. The gate goes on."))
        self._pin.name(self.tr("Supervisor's PIN or passphrase"))
        self.end.setText(self.tr("Close"))
        self.end.setAccessibleName(self.tr("Close the program"))
        self.stay.setText(self.tr("Go on  {key}").format(key="Esc"))
        self.stay.setAccessibleName(self.tr("Do not close the program"))


class Kiosk(QObject):
    """Holds the window, or lets it go.

    Attributes:
        strip: asks for the PIN; the window puts it above everything.
    """

    def __init__(self, window: QMainWindow, home: Home, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._home, self._tasks = window, home, tasks
        self._desk: Desk | None = None
        self._on = self._released = False
        self._usual = window.geometry()
        self.strip = ExitStrip()
        self.strip.pin_given.connect(self.on_pin)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.on_session_end)

    def open(self, desk: Desk) -> None:
        """There is a desk, which knows whose PIN it is."""
        self._desk = desk

    def close(self) -> None:
        """There is none any more."""
        self._desk = None

    def switch(self, on: bool) -> None:
        """Fill the screen, or be a window again."""
        was, self._on = self._on, on
        if on and not was:
            self._usual = self._window.geometry()
            # A computer that does nothing else may have nobody who manages windows.
            self._window.setGeometry(self._window.screen().geometry())
            self._window.showFullScreen()
        elif was and not on:
            self.strip.hide()
            self._window.showNormal()
            self._window.setGeometry(self._usual)

    @property
    def holds(self) -> bool:
        """True where the window may not be closed; before the first PIN there is none to ask."""
        return self._on and not self._released and self._home.is_set_up()

    def ask(self) -> None:
        """Somebody wants to close the window."""
        self.strip.ask()

    def keep_full(self) -> None:
        """The window was made smaller, or hidden."""
        small = self._window.isMinimized() or not self._window.isFullScreen()
        if self.holds and small:
            self._window.showFullScreen()

    def release(self) -> None:
        """Hold the window no more."""
        self._released = True

    @Slot(object)
    def on_session_end(self, _manager: object) -> None:
        """The computer is shut down, or whoever is logged in leaves: do not stand in the way."""
        log.warning("the session ends")
        self.release()

    @Slot(str)
    def on_pin(self, pin: str) -> None:
        """Check it, off this thread: a try takes some 0.3 s on purpose."""
        desk, home = self._desk, self._home

        def work() -> Staff:
            staff = desk.register.who(pin) if desk is not None else _who(home, pin)
            require(staff, Permission.SETTINGS)
            return staff

        self._tasks.picture(self, work, self.on_granted, self.strip.refuse)

    def on_granted(self, staff: Staff) -> None:
        """A supervisor closes the program."""
        log.warning("closed by %s", staff.id)
        self.release()
        self._window.close()


def _who(home: Home, pin: str) -> Staff:
    """Whose PIN this is at a station that nobody has opened yet.

    Raises:
        NotAllowed: nobody's who works here; and as for `Home.unlock`.
    """
    desk = home.unlock(pin)
    try:
        if desk.staff is None:
            raise NotAllowed
        return desk.staff
    finally:
        desk.close()
