"""What a dialog would ask, in the page itself: yes or no, why, and a second person's PIN."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.security.secret_words import LONGEST
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import WrapLabel


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody confirmed with.

    Attributes:
        reason: why, for the access log; "" where none was asked for.
        second_pin: of the second person; None where none was asked for.
    """

    reason: str = ""
    second_pin: str | None = field(default=None, repr=False)


Then = Callable[[Grant], None]


class AskBar(QFrame):
    """Hidden until something is asked. A reason that was typed stays for the next time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._then: Then | None = None
        self._said = WrapLabel(role="strong")
        self.reason, self.pin = line_edit(longest=300), line_edit(longest=LONGEST)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._reason, self._pin = Field(self.reason), Field(self.pin)
        self._answer = WrapLabel(role="hint")
        self.confirm, self.cancel = QPushButton(), QPushButton()
        self.confirm.setProperty("role", "primary")
        self.confirm.clicked.connect(self.on_confirm)
        self.cancel.clicked.connect(self.on_cancel)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._answer, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._said)
        fields = QHBoxLayout()
        fields.setSpacing(theme.SPACE_M)
        fields.addWidget(self._reason, 2)
        fields.addWidget(self._pin, 1)
        column.addLayout(fields)
        column.addLayout(foot)
        self._enter = EnterNext([self.reason, self.pin], self, self._skip)
        self._enter.finished.connect(self.on_confirm)
        self._retranslate()
        self.hide()

    @property
    def question(self) -> str:
        """What is asked."""
        return self._said.text()

    @property
    def answer(self) -> str:
        """What was said to the last try."""
        return self._answer.text()

    def ask(
        self, question: str, confirm: str, then: Then, *, reason: bool = False, second: bool = False
    ) -> None:
        """Ask, and call ``then`` once it is confirmed.

        Args:
            confirm: what the button says.
            reason: whether it takes a reason; second: whether it takes a second person's PIN.
        """
        self._then = then
        self._said.setText(question)
        self.setAccessibleName(question)
        # A plain yes takes a key that nobody strikes by habit.
        key = "Enter" if reason or second else Key.SAVE.shown
        self.confirm.setText(f"{confirm}  {key}")
        self.confirm.setAccessibleName(confirm)
        self._reason.setVisible(reason)
        self._pin.setVisible(second)
        self.pin.clear()
        self._say("")
        self._reason.warn("")
        self.show()
        first = self.reason if reason else self.pin if second else self.cancel
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, error: Exception, then: Then) -> None:
        """It was confirmed and did not go: say why, and ask again."""
        self._then = then
        self.pin.clear()
        self._say(explain(error), "danger")
        self.show()
        shown = [one for one in (self.pin, self.reason) if not one.isHidden()]
        (shown[0] if shown else self.confirm).setFocus()

    def close_up(self) -> None:
        """Ask no more; nothing of a PIN stays."""
        self._then = None
        self.pin.clear()
        self.hide()

    def on_confirm(self) -> None:
        """Everything that was asked for is there: go on."""
        then = self._then
        reason = " ".join(self.reason.text().split())
        asks_reason, asks_pin = not self._reason.isHidden(), not self._pin.isHidden()
        missing = self.tr("Please fill this in")
        self._reason.warn(missing if asks_reason and not reason else "", "danger")
        self._pin.warn(missing if asks_pin and not self.pin.text() else "", "danger")
        if asks_reason and not reason:
            self.reason.setFocus()
            return
        if asks_pin and not self.pin.text():
            self.pin.setFocus()
            return
        if then is not None:
            grant = Grant(reason if asks_reason else "", self.pin.text() if asks_pin else None)
            self.close_up()
            then(grant)

    def on_cancel(self) -> None:
        """Esc: nothing happens."""
        self.close_up()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter on a button, Ctrl+Enter anywhere, Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            sure = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            focused = self.focusWidget()
            if focused is self.confirm or sure:
                self.on_confirm()
            elif focused is self.cancel:
                self.on_cancel()
        else:
            super().keyPressEvent(event)

    def _skip(self) -> bool:
        """Enter in the reason confirms where no PIN is asked for."""
        if self.reason.hasFocus() and self._pin.isHidden():
            self.on_confirm()
            return True
        return False

    def _say(self, text: str, tone: str = "") -> None:
        self._answer.setText(text)
        theme.set_role(self._answer, tone=tone)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language; a question in the old one is put away."""
        if event.type() == QEvent.Type.LanguageChange:
            self.close_up()
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._reason.name(self.tr("Reason"), self.tr("It is kept in the access log"))
        self._pin.name(self.tr("Second person's PIN"), self.tr("Of somebody else of the staff"))
        self.cancel.setText(self.tr("Leave it  {key}").format(key="Esc"))
        self.cancel.setAccessibleName(self.tr("Leave it"))
