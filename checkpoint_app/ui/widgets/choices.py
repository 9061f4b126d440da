"""A row of few choices: arrows or digits choose, Tab and Enter go on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QToolButton, QWidget

from checkpoint_app.ui.theme import set_role


class Choices(QWidget):
    """One of several values, all in sight; the row takes the keyboard as one field.

    Signals:
        chosen: the user chose; carries the value, None where nothing is chosen any more.
        typed: a digit chose: whoever types goes on without Enter, where the form lets them.
    """

    chosen = Signal(object)
    typed = Signal()

    def __init__(
        self,
        values: Sequence[object],
        word: Callable[[object], str],
        *,
        columns: int = 0,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values, self._word, self._optional = list(values), word, optional
        self._buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        width = columns or len(self._values)
        for place in range(len(self._values)):
            button = QToolButton(self)
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self.on_clicked)
            self._group.addButton(button, place)
            self._buttons.append(button)
            grid.addWidget(button, place // width, place % width)
        for column in range(width):
            grid.setColumnStretch(column, 1)
        self._current = -1
        if not optional:
            self._show(0)
        self._retranslate()

    @property
    def value(self) -> object:
        """The chosen value, None for none."""
        return None if self._current < 0 else self._values[self._current]

    def choose(self, value: object) -> None:
        """Choose without a signal; None or an unknown value chooses nothing where that may be."""
        place = self._values.index(value) if value in self._values else -1
        self._show(place if place >= 0 or self._optional else 0)

    def on_clicked(self) -> None:
        """The mouse or a finger chose."""
        button = self.sender()
        if isinstance(button, QToolButton):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            place = self._group.id(button)
            self._set(-1 if self._optional and place == self._current else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows go around, digits choose by place, Delete clears."""
        key, count = event.key(), len(self._values)
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._set((self._current + 1) % count)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._set((self._current - 1) % count if self._current >= 0 else count - 1)
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + count and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._set(key - Qt.Key.Key_1)
            self.typed.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._optional:
            self._set(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Mark the row as the one that has the keyboard."""
        super().focusInEvent(event)
        self._mark("true")

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the mark away."""
        super().focusOutEvent(event)
        self._mark("false")

    def _mark(self, focused: str) -> None:
        for button in self._buttons:
            set_role(button, focused=focused)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _set(self, place: int) -> None:
        if place == self._current:
            self._show(place)
            return
        self._show(place)
        self.chosen.emit(self.value)

    def _show(self, place: int) -> None:
        self._current = place
        for index, button in enumerate(self._buttons):
            button.setChecked(index == place)
        self._describe()

    def _retranslate(self) -> None:
        for value, button in zip(self._values, self._buttons, strict=True):
            button.setText(self._word(value))
            button.setAccessibleName(self._word(value))
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription(
            "" if self._current < 0 else self._word(self._values[self._current])
        )
        if self.hasFocus():
            QAccessible.updateAccessibility(
                QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            )
