"""A new PIN or passphrase, typed twice, with what it is good for."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from checkpoint_app.domain.errors import CheckpointError, WeakPin
from checkpoint_app.i18n import text
from checkpoint_app.security.secret_words import LONGEST, Strength, strength
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.widgets.field import Field, line_edit


class NewSecret(QWidget):
    """Two fields side by side; what is in them is never shown.

    Signals:
        entered: Enter in the second one.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pin, self.again = line_edit(longest=LONGEST), line_edit(longest=LONGEST)
        for editor in (self.pin, self.again):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin, self._again = Field(self.pin), Field(self.again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._pin, 1)
        row.addWidget(self._again, 1)
        QWidget.setTabOrder(self.pin, self.again)
        self.pin.editingFinished.connect(self.on_typed)
        self.pin.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self._retranslate()

    @property
    def note(self) -> str:
        """What stands below the first field."""
        return self._pin.note

    @property
    def differs(self) -> str:
        """What stands below the second field."""
        return self._again.note

    def take(self) -> str | None:
        """The secret, where it was typed twice alike and is good enough; else it is said why."""
        typed, again = self.pin.text(), self.again.text()
        weak = strength(typed) is Strength.WEAK
        self._pin.warn(explain(WeakPin()) if weak else "", "danger")
        other = typed != again
        self._again.warn(self.tr("The two differ") if other else "", "danger")
        if weak:
            self.pin.setFocus()
        elif other:
            self.again.clear()
            self.again.setFocus()
        return None if weak or other else typed

    def refuse(self, error: CheckpointError) -> None:
        """It cannot be this one: somebody else has it."""
        self.clear()
        self._pin.warn(explain(error), "danger")
        self.pin.setFocus()

    def clear(self) -> None:
        """Nothing of it stays."""
        for editor, field in ((self.pin, self._pin), (self.again, self._again)):
            editor.clear()
            field.warn("")

    def on_typed(self) -> None:
        """Say what it is good for."""
        if self.pin.text():
            found = strength(self.pin.text())
            tone = {Strength.WEAK: "danger", Strength.GOOD: "ok"}.get(found, "warn")
            self._pin.warn(text(f"strength.{found}", language()), tone)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._pin.name(
            self.tr("New PIN or passphrase"), self.tr("4 to 12 digits, or at least six words")
        )
        self._again.name(self.tr("Once more"))
