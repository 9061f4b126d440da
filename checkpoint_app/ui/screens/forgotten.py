"""A PIN is forgotten: the recovery code gives the first supervisor a new one."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.errors import CheckpointError, PinTaken, RecoveryMistyped, WeakPin
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.new_secret import NewSecret
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel

LONGEST = 80


class ForgottenScreen(QWidget):
    """Stands before the lock.

    Signals:
        recover_asked: (recovery code, new PIN); answer a failure with `refused`.
        back_asked: back to the lock.
    """

    recover_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._about = PlainLabel(role="title"), WrapLabel(role="soft")
        self.code = line_edit(longest=LONGEST)
        self._code = Field(self.code)
        self.new_pin = NewSecret()
        self._answer = WrapLabel(role="hint")
        self.back, self.use = QPushButton(), QPushButton()
        self.use.setProperty("role", "primary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._answer, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.use)
        card = QFrame()
        card.setProperty("role", "card")
        theme.hold(card, most_width=760)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(theme.SPACE_XL, 24, theme.SPACE_XL, 24)
        inner.setSpacing(theme.SPACE_M)
        for part in (self._title, self._about, self._code, self.new_pin):
            inner.addWidget(part)
        inner.addLayout(foot)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 20)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        self.code.returnPressed.connect(self.new_pin.pin.setFocus)
        self.new_pin.entered.connect(self.on_use)
        self.use.clicked.connect(self.on_use)
        self.back.clicked.connect(self.back_asked)
        self._retranslate()

    @property
    def answer(self) -> str:
        """What was said to the last try."""
        return self._answer.text()

    @property
    def note(self) -> str:
        """What stands below the code."""
        return self._code.note

    def on_use(self) -> None:
        """Ask for it, where everything is there."""
        code = self.code.text().strip()
        self._code.warn("" if code else self.tr("Please fill this in"), "danger")
        if not code:
            self.code.setFocus()
            return
        pin = self.new_pin.take()
        if pin is not None and self.use.isEnabled():
            self.use.setEnabled(False)
            self._say(self.tr("Checking…"))
            self.recover_asked.emit(code, pin)

    def refused(self, error: Exception) -> None:
        """It did not go."""
        self.use.setEnabled(True)
        self._say("")
        if isinstance(error, PinTaken | WeakPin):
            self.new_pin.refuse(error)
        elif isinstance(error, RecoveryMistyped):
            self._code.warn(explain(error), "danger")
            self.code.setFocus()
        else:
            known = error if isinstance(error, CheckpointError) else CheckpointError()
            self._say(explain(known), "danger")
            self.code.setFocus()

    def _say(self, text: str, tone: str = "") -> None:
        self._answer.setText(text)
        theme.set_role(self._answer, tone=tone)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing of a code or a PIN stays."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.code.clear()
            self.new_pin.clear()
            self.use.setEnabled(True)
            self._code.warn("")
            self._say("")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Forgotten PIN"))
        self._title.setText(self.tr("Forgotten PIN"))
        self._about.setText(
            self.tr(
                "With the recovery code the first supervisor gets a new PIN; whoever else forgot "
                "theirs gets one from a supervisor."
            )
        )
        self._code.name(
            self.tr("Recovery code"), self.tr("Seven groups of letters and digits, on paper")
        )
        self.back.setText(self.tr("Back  {key}").format(key="Esc"))
        self.back.setAccessibleName(self.tr("Back to the lock"))
        self.use.setText(self.tr("Set the new PIN"))
        self.use.setAccessibleName(self.tr("Set the new PIN"))
