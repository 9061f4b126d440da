"""What the five steps have in common."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.enter_next import EnterNext
from checkpoint_app.ui.widgets.field import Field


class Step(QWidget):
    """One page of the first start; what is typed into it stays for as long as the window.

    Attributes:
        fields: by name, in the order in which Enter goes through them.

    Signals:
        done: Enter on the last field: to the next step.
    """

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: Mapping[str, Field] = {}
        self._enter: EnterNext | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.SPACE_S)

    def ask(self, fields: Mapping[str, Field]) -> None:
        """These are asked, in this order; to be followed by `listen`."""
        self.fields = fields

    def listen(self) -> None:
        """Everything has its place: let Enter and Tab go through the fields."""
        self._enter = EnterNext([one.editor for one in self.fields.values()], self)
        self._enter.finished.connect(self.done)

    def title(self) -> str:
        """What the step is called."""
        raise NotImplementedError

    def wrong(self) -> QWidget | None:
        """Say beside the fields what is not right; the first of them, None where all is well."""
        return None

    def missing(self, names: Sequence[str]) -> QWidget | None:
        """Say which of these fields are empty; the first of them."""
        first: QWidget | None = None
        for name in names:
            editor = self.fields[name].editor
            assert isinstance(editor, QLineEdit)
            empty = not editor.text().strip()
            self.fields[name].warn(self.tr("Please fill this in") if empty else "", "danger")
            if empty and first is None:
                first = editor
        return first

    def opened(self) -> None:
        """In front now: put the keyboard where one begins."""
        for field in self.fields.values():
            field.editor.setFocus()
            return

    def left(self) -> None:
        """Another step is in front."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
