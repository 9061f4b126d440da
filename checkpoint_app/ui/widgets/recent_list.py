"""The last passages, newest first."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from checkpoint_app.domain.passage import Direction, Verdict, Way
from checkpoint_app.records.views import OutboxState, RecentPassage
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, paint
from checkpoint_app.ui.words import clock_time, masked, who, word

ROW = 46
Index = QModelIndex | QPersistentModelIndex


class RecentModel(QAbstractListModel):
    """What the store said of the last passages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RecentPassage] = []

    def show(self, rows: list[RecentPassage]) -> None:
        """Take new rows, unless they are the same."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def passage(self, row: int) -> RecentPassage:
        """One row."""
        return self._rows[row]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words, for a screen reader too."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            passage = self._rows[index.row()].passage
            parts = [clock_time(passage.occurred_at), who(passage), masked(passage)]
            parts += [word(passage.direction)]
            if passage.voided:
                parts.append(self.tr("voided"))
            return " ".join(filter(None, parts))
        return None


class _RecentDelegate(QStyledItemDelegate):
    """Paints time, name, masked number and an arrow."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """All rows are alike."""
        return QSize(100, theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, RecentModel)
        held = model.passage(index.row())
        passage, colours = held.passage, theme.current()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        soft = QColor(colours.ink_soft)
        time_font = theme.font(13)
        time_width, high, low = theme.tall(46), theme.tall(22), theme.tall(18)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(soft)
        painter.setFont(time_font)
        painter.drawText(
            QRectF(box.left(), box.top() + 3, time_width, high),
            middle,
            clock_time(passage.occurred_at),
        )
        side = 20.0
        arrow = QRectF(box.right() - side, box.center().y() - side / 2, side, side)
        left, room = box.left() + time_width, box.width() - time_width - side - 8
        name_font = theme.font(theme.TEXT_M, QFont.Weight.Medium)
        name_font.setStrikeOut(passage.voided)
        name = QFontMetrics(name_font).elidedText(
            who(passage), Qt.TextElideMode.ElideRight, round(room)
        )
        painter.setPen(soft if passage.voided else QColor(colours.ink))
        painter.setFont(name_font)
        painter.drawText(QRectF(left, box.top() + 3, room, high), middle, name)
        small = theme.font(theme.TEXT_S)
        painter.setFont(small)
        painter.setPen(QColor(self._ink(held)))
        painter.drawText(
            QRectF(left, box.top() + 1 + high, room, low),
            middle,
            QFontMetrics(small).elidedText(
                self._second(held), Qt.TextElideMode.ElideRight, round(room)
            ),
        )
        shape = Icon.IN if passage.direction is Direction.IN else Icon.OUT
        tint = colours.accent if passage.direction is Direction.IN else colours.ink_soft
        if not passage.voided:
            paint(painter, shape, tint, arrow)
        painter.restore()

    def _ink(self, held: RecentPassage) -> str:
        colours = theme.current()
        if held.state is OutboxState.NEEDS_FIX:
            return colours.danger_ink
        if held.passage.verdict is Verdict.LOOK and not held.passage.voided:
            return colours.warn_ink
        return colours.ink_soft

    def _second(self, held: RecentPassage) -> str:
        passage = held.passage
        if passage.voided:
            return self.tr("voided")
        if held.state is OutboxState.NEEDS_FIX:
            return self.tr("to fix")
        if passage.warnings:
            return word(passage.warnings[0])
        parts = [masked(passage) if passage.person.name else "", word(passage.kind)]
        if passage.way is Way.PAPER:
            parts.append(word(passage.way))
        return " · ".join(filter(None, parts))


class RecentList(QListView):
    """The list in the side column; only to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RecentModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_RecentDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.hold(self, least_height=ROW)
        self._retranslate()

    def show_rows(self, rows: list[RecentPassage]) -> None:
        """Show the last passages."""
        self._model.show(rows)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows, or that there are none yet."""
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.current().ink_soft))
            painter.setFont(theme.font(theme.TEXT_M))
            painter.drawText(
                self.viewport().rect().adjusted(0, 8, 0, 0),
                int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap),
                self.tr("Nobody yet"),
            )
            painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.viewport().update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Last passages"))
