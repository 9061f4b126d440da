"""Ten keys for a PIN, for fingers, the mouse and the keyboard alike."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon

LONGEST = 12


class PinDots(QWidget):
    """As many dots as digits were given; the digits themselves are never shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._wrong = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)

    def show_count(self, count: int, *, wrong: bool = False) -> None:
        """Show that many dots."""
        self._count, self._wrong = count, wrong
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any width."""
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint at least six places."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = max(6, self._count)
        pitch, side = min(30.0, self.width() / places), 14.0
        left = (self.width() - pitch * places) / 2 + (pitch - side) / 2
        for place in range(places):
            box = QRectF(left + pitch * place, (self.height() - side) / 2, side, side)
            ink = colours.danger_ink if self._wrong else colours.accent
            painter.setPen(QColor(ink if place < self._count else colours.edge))
            painter.setBrush(QColor(ink) if place < self._count else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
        painter.end()


class PinPad(QWidget):
    """Collects digits.

    Signals:
        entered: Enter was pressed with at least one digit; carries the PIN. The pad is empty again.
    """

    entered = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits = ""
        self.dots = PinDots()
        self._buttons: list[QPushButton] = []
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_S)
        for place, digit in enumerate("123456789"):
            grid.addWidget(self._digit(digit), place // 3, place % 3)
        self._erase, self._enter = QPushButton(), QPushButton()
        self._erase.clicked.connect(self.on_erase)
        self._enter.clicked.connect(self.on_enter)
        self._enter.setProperty("enter", "true")
        for button in (self._erase, self._enter):
            self._dress(button)
        grid.addWidget(self._erase, 3, 0)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(self._enter, 3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_L)
        column.addWidget(self.dots)
        column.addLayout(grid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.on_theme_changed()
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self._retranslate()

    def _digit(self, digit: str) -> QPushButton:
        button = QPushButton(digit)
        button.setAccessibleName(digit)
        button.clicked.connect(self.on_digit)
        self._dress(button)
        return button

    def _dress(self, button: QPushButton) -> None:
        button.setProperty("role", "pin")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumSize(84, 60)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setIconSize(QSize(28, 28))
        self._buttons.append(button)

    def clear(self, *, wrong: bool = False) -> None:
        """Forget the digits; the dots turn red for a wrong PIN until the next key."""
        count = len(self._digits)
        self._digits = ""
        self.dots.show_count(count if wrong else 0, wrong=wrong)

    def on_digit(self) -> None:
        """A digit's button was pressed."""
        button = self.sender()
        if isinstance(button, QPushButton):
            self._add(button.text())

    def on_erase(self) -> None:
        """Take the last digit away."""
        self._digits = self._digits[:-1]
        self.dots.show_count(len(self._digits))
        self.changed.emit()

    def on_enter(self) -> None:
        """Give the PIN to whoever checks it."""
        if self._digits:
            pin = self._digits
            self.entered.emit(pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits, Backspace, Enter; Esc empties."""
        key = event.key()
        if event.text() and event.text() in "0123456789":
            self._add(event.text())
        elif key == Qt.Key.Key_Backspace:
            self.on_erase()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_enter()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language; look disabled while a PIN is checked."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def on_theme_changed(self) -> None:
        """Tint the two signs anew."""
        colours = theme.current()
        self._erase.setIcon(icon(Icon.ERASE, colours.ink, colours.edge))
        self._enter.setIcon(icon(Icon.CHECK, colours.on_accent, colours.edge))
        self.dots.update()

    def _add(self, digit: str) -> None:
        if len(self._digits) < LONGEST and self.isEnabled():
            self._digits += digit
            self.dots.show_count(len(self._digits))
            self.changed.emit()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("PIN"))
        self.setAccessibleDescription(self.tr("Type the digits, then Enter"))
        self._erase.setAccessibleName(self.tr("Erase a digit"))
        self._enter.setAccessibleName(self.tr("Unlock"))
