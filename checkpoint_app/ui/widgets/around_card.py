"""What surrounds the window: kiosk, a second display, the start of the computer."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from checkpoint_app.domain.errors import NotAllowed
from checkpoint_app.settings import Settings
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel

SWITCHES = ("kiosk", "visitor")


class AroundCard(QFrame):
    """Supervisors change it.

    Signals:
        changed: (name, value) of `Settings`.
        autostart_asked: whether the program is to start with the computer; answer with
            `show_autostart` or `refuse_autostart`.
    """

    changed = Signal(str, object)
    autostart_asked = Signal(bool)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        theme.hold(self, most_width=640)
        self._title = PlainLabel(role="strong")
        self.switches = {name: QCheckBox() for name in SWITCHES}
        self.autostart = QCheckBox()
        self._about = {name: WrapLabel(role="soft") for name in (*SWITCHES, "autostart")}
        self._answer = WrapLabel(role="hint")
        self._answer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._title)
        for name, switch in (*self.switches.items(), ("autostart", self.autostart)):
            column.addWidget(switch)
            column.addWidget(self._about[name])
        column.addWidget(self._answer)
        self.show_settings(settings)
        for name, switch in self.switches.items():
            switch.clicked.connect(partial(self.on_switched, name))
        self.autostart.clicked.connect(self.on_autostart)
        self._retranslate()

    @property
    def answer(self) -> str:
        """What was said to the last try; empty where it went."""
        return "" if self._answer.isHidden() else self._answer.text()

    def show_settings(self, settings: Settings) -> None:
        """Show what is in force."""
        for name, switch in self.switches.items():
            switch.setChecked(getattr(settings, name))

    def on_switched(self, name: str) -> None:
        """On or off."""
        self._answer.hide()
        self.changed.emit(name, self.switches[name].isChecked())

    def refuse(self, name: str, settings: Settings) -> None:
        """Not by whoever is on duty."""
        self.switches[name].setChecked(getattr(settings, name))
        self._say(NotAllowed())

    def on_autostart(self) -> None:
        """On or off."""
        self._answer.hide()
        self.autostart_asked.emit(self.autostart.isChecked())

    def show_autostart(self, on: bool) -> None:
        """Whether the program starts with the computer."""
        self.autostart.setChecked(on)

    def refuse_autostart(self, error: Exception) -> None:
        """It could not be changed, or not by whoever is on duty."""
        self._say(error)

    def _say(self, error: Exception) -> None:
        self._answer.setText(explain(error))
        theme.set_role(self._answer, tone="danger")
        self._answer.show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._answer.hide()
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Screen and start"))
        names = {
            "kiosk": (
                self.tr("The program fills the screen"),
                self.tr("Only a supervisor's PIN closes it."),
            ),
            "visitor": (
                self.tr("A second display for visitors"),
                self.tr("What is recorded of them, and why. On a single display: {key}.").format(
                    key=Key.VISITOR.shown
                ),
            ),
            "autostart": (
                self.tr("Start with the computer"),
                self.tr("As soon as somebody logs in on it."),
            ),
        }
        boxes = {**self.switches, "autostart": self.autostart}
        for name, (said, about) in names.items():
            boxes[name].setText(said)
            boxes[name].setAccessibleName(said)
            boxes[name].setAccessibleDescription(about)
            self._about[name].setText(about)
