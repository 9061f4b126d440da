"""The deliveries that have not left yet: who, where to, since when, and who stays too long."""

from typing import Any

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

from checkpoint_app.station.deliveries import Visit
from checkpoint_app.ui import theme
from checkpoint_app.ui.words import clock_time, named, stay_time

ROW = 56
Index = QModelIndex | QPersistentModelIndex


class VisitModel(QAbstractListModel):
    """What the store said of the deliveries under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visits: list[Visit] = []
        self._now = 0

    @property
    def visits(self) -> list[Visit]:
        """All of them, the longest inside first."""
        return self._visits

    def show(self, visits: list[Visit], now_ms: int) -> None:
        """Take what is under way now."""
        self.beginResetModel()
        self._visits, self._now = list(visits), now_ms
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._visits)

    def lines(self, row: int) -> tuple[str, str, str]:
        """Who, what and where to, and for how long."""
        visit = self._visits[row]
        delivery = visit.open.delivery
        parts = [clock_time(visit.row.since)]
        if delivery is not None:
            parts += [delivery.destination or "", delivery.platform or ""]
        if visit.row.gate:
            parts.append(visit.row.gate)
        stayed = stay_time(self._now - visit.row.since)
        return named(visit.row), " · ".join(filter(None, parts)), stayed

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words, for a screen reader too."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            late = self.tr("too long") if self._visits[index.row()].late_ms is not None else ""
            return ", ".join(filter(None, (*self.lines(index.row()), late)))
        return None


class _Delegate(QStyledItemDelegate):
    """Paints who and where to at the left, how long at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """All rows are alike."""
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, VisitModel)
        colours, box = theme.current(), QRectF(option.rect).adjusted(0, 1, 0, -1)
        late = model.visits[index.row()].late_ms is not None
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        who, what, stayed = model.lines(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        box = box.adjusted(10, 4, -10, -4)
        badge = theme.pixels(13, QFont.Weight.DemiBold)
        width = QFontMetrics(badge).horizontalAdvance(stayed) + 16.0
        tag = QRectF(box.right() - width, box.center().y() - 13, width, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.warn_soft if late else colours.sunken))
        painter.drawRoundedRect(tag, 6, 6)
        painter.setFont(badge)
        painter.setPen(QColor(colours.warn_ink if late else colours.ink))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), stayed)
        room = round(box.width() - width - 10)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for text, font, ink, top in (
            (who, theme.pixels(theme.TEXT_M, QFont.Weight.DemiBold), colours.ink, box.top()),
            (what, theme.pixels(theme.TEXT_S), colours.ink_soft, box.top() + 23),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colours.accent_ink if chosen else ink))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(box.left(), top, room, 22), left, shown)
        painter.restore()


class VisitList(QListView):
    """The list at the right of the form.

    Signals:
        leaving: the marked one goes out; carries a `Visit`.
    """

    leaving = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = VisitModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(ROW)
        self.doubleClicked.connect(self.on_leave)
        self._retranslate()

    def visit_count(self) -> int:
        """How many are under way."""
        return self._model.rowCount()

    def visits(self) -> list[Visit]:
        """All of them."""
        return self._model.visits

    def show_visits(self, visits: list[Visit], now_ms: int) -> None:
        """Show what is under way; whoever was marked stays so."""
        marked = self.marked()
        self._model.show(visits, now_ms)
        keys = [visit.row.person_key for visit in visits]
        if marked is not None and marked.row.person_key in keys:
            self.mark(keys.index(marked.row.person_key))

    def marked(self) -> Visit | None:
        """Which one is marked, None for none."""
        row = self.currentIndex().row()
        return self._model.visits[row] if 0 <= row < len(self._model.visits) else None

    def mark(self, row: int) -> None:
        """Mark one."""
        self.setCurrentIndex(self._model.index(row))

    def on_leave(self) -> None:
        """The marked one goes out."""
        visit = self.marked()
        if visit is not None:
            self.leaving.emit(visit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter lets the marked one out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_leave()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows, or that there are none."""
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.current().ink_soft))
            painter.setFont(theme.pixels(theme.TEXT_M))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
            said = self.tr("Everyone who brought something has left")
            painter.drawText(self.viewport().rect().adjusted(10, 8, -10, 0), flags, said)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.viewport().update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Deliveries under way"))
