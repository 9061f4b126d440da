"""A list that hangs below a field and offers what was recorded before. It rewrites nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.text import PlainLabel

ROW = 44
MOST_ROWS = 6
LEAST_WIDTH = 460


class SuggestionList(QFrame):
    """A child of the form, not a window of its own: the field keeps the keyboard and the IME.

    Signals:
        picked: the user took one of those offered; carries what stands behind its line.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = parent
        self.setProperty("role", "popup")
        self._offered: list[object] = []
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setProperty("role", "people")
        self._list.itemClicked.connect(self.on_clicked)
        self._hint = PlainLabel(role="hint")
        self._hint.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, theme.SPACE_XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._list)
        column.addWidget(self._hint)
        self.hide()
        self.retranslate()

    @property
    def offered(self) -> list[object]:
        """What is offered, in the order of the lines."""
        return self._offered

    def marked(self) -> object | None:
        """What stands behind the marked line, None for none."""
        row = self._list.currentRow()
        return self._offered[row] if self.isVisible() and 0 <= row < len(self._offered) else None

    def hang(self, rows: Sequence[tuple[str, object]], below: QLineEdit, mark: int = -1) -> None:
        """Offer lines under a field, or above it where there is no room; none hides the list.

        Args:
            rows: each line's text, and what stands behind it.
            mark: which line is marked at once, -1 for none.
        """
        self._offered = [value for _, value in rows]
        if not rows:
            self.hide()
            return
        self._list.clear()
        for text, _ in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self._list.addItem(item)
        self._list.setCurrentRow(mark)
        parent = self._form
        spot = below.mapTo(parent, QPoint(0, below.height() + 2))
        height = min(len(rows), MOST_ROWS) * ROW + theme.tall(40)
        if spot.y() + height > parent.height():
            spot = below.mapTo(parent, QPoint(0, -height - 2))
        width = min(max(below.width(), theme.tall(LEAST_WIDTH)), parent.width() - 2 * theme.SPACE_M)
        left = min(spot.x(), parent.width() - width - theme.SPACE_M)
        self.setGeometry(left, max(0, spot.y()), width, height)
        self.show()
        self.raise_()

    def move_mark(self, step: int) -> None:
        """Mark the next or the one before."""
        count = len(self._offered)
        row = self._list.currentRow() + step
        self._list.setCurrentRow(row % count if row >= 0 else count - 1)

    def pick(self) -> bool:
        """Take the marked one; False where none is marked."""
        value = self.marked()
        if value is None:
            return False
        self.hide()
        self.picked.emit(value)
        return True

    def on_clicked(self, item: QListWidgetItem) -> None:
        """A finger or the mouse took one."""
        self._list.setCurrentItem(item)
        self.pick()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self._list.setAccessibleName(self.tr("Recorded before"))
        self._hint.setText(self.tr("Recorded before: ↓ to choose, Enter to fill in"))
