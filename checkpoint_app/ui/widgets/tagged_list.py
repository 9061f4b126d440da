"""A list of two lines and a tag each; thousands of rows, each put into words when painted."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from checkpoint_app.ui import theme

ROW = 54
Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """One row in words.

    Attributes:
        tag: at the right, in a box of its own; alarm: why that box is amber, "" where it is not.
    """

    head: str
    detail: str
    tag: str = ""
    alarm: str = ""


class _Model(QAbstractListModel):
    def __init__(self, view: "TaggedList[Any]") -> None:
        super().__init__(view)
        self._view = view
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def line(self, row: int) -> TaggedLine:
        return self._view.line(self.rows[row])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            line = self.line(index.row())
            return ", ".join(filter(None, (line.head, line.detail, line.tag, line.alarm)))
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(100, theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        line, colours = model.line(index.row()), theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        box = box.adjusted(10, 3, -10, -3)
        badge = theme.font(13, QFont.Weight.DemiBold)
        width = QFontMetrics(badge).horizontalAdvance(line.tag) + 16.0 if line.tag else 0.0
        high = theme.tall(22)
        tag = QRectF(box.right() - width, box.center().y() - high / 2 - 2, width, high + 4)
        painter.setBrush(QColor(colours.warn_soft if line.alarm else colours.sunken))
        if line.tag:
            painter.drawRoundedRect(tag, 6, 6)
        painter.setFont(badge)
        painter.setPen(QColor(colours.warn_ink if line.alarm else colours.ink))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), line.tag)
        room = round(box.width() - width - 10)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for text, font, ink, top in (
            (line.head, theme.font(theme.TEXT_M, QFont.Weight.DemiBold), colours.ink, box.top()),
            (line.detail, theme.font(theme.TEXT_S), colours.ink_soft, box.top() + 1 + high),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colours.accent_ink if chosen else ink))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(box.left(), top, room, high), left, shown)
        painter.restore()


class TaggedList(QListView, Generic[T]):
    """Shows rows of one kind; whoever derives from it puts them into words.

    Signals:
        taken: Enter, or a double click, on a row; carries it.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.hold(self, least_height=ROW)
        self.doubleClicked.connect(self.on_take)
        self.retranslate()

    # What whoever derives from this says

    def line(self, row: T) -> TaggedLine:
        """A row in words."""
        raise NotImplementedError

    def identity(self, row: T) -> Hashable:
        """What a row is known by when the rows are read anew."""
        raise NotImplementedError

    def nobody(self) -> str:
        """What is said where there is no row."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything in the language of the window."""

    # Rows

    @property
    def rows(self) -> Sequence[T]:
        """All that is shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these; whichever was marked stays so, if it is among them."""
        marked = self.marked()
        self._model.show(rows)
        if marked is None:
            return
        known = self.identity(marked)
        place = next((n for n, row in enumerate(rows) if self.identity(row) == known), None)
        if place is not None:
            self.mark(place)

    def marked(self) -> T | None:
        """Which one is marked, None for none."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def mark(self, row: int) -> None:
        """Mark one, -1 for none."""
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def move_mark(self, step: int) -> None:
        """Mark the next or the one before, and stay at either end."""
        count = len(self._model.rows)
        if count:
            self.mark(min(max(self.currentIndex().row() + step, 0), count - 1))

    def on_take(self) -> None:
        """The marked one is taken."""
        row = self.marked()
        if row is not None:
            self.taken.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the marked one; Esc is the screen's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_take()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows, or that there are none."""
        super().paintEvent(event)
        if not self._model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.current().ink_soft))
            painter.setFont(theme.font(theme.TEXT_M))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(10, 8, -10, 0), flags, self.nobody())
            painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.viewport().update()
        super().changeEvent(event)
