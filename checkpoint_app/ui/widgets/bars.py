"""Counts with their names, each with a bar as long as its share of the largest."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.words import number

ROW = 26
FIGURE = 64


class Bars(QWidget):
    """A small table that is a chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, name: str, rows: Sequence[tuple[str, int]]) -> None:
        """Show counts by their names, in this order.

        Args:
            name: what they are counts of, for a screen reader.
        """
        self._rows = list(rows)
        self.setAccessibleName(name)
        self.setAccessibleDescription(", ".join(f"{said} {number(count)}" for said, count in rows))
        theme.hold(self, height=max(1, len(rows)) * ROW)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any width."""
        return QSize(200, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        colours, most = theme.current(), max((count for _, count in self._rows), default=0)
        words = theme.font(13)
        figures = theme.font(13, QFont.Weight.DemiBold)
        metrics, row, figure = QFontMetrics(words), theme.tall(ROW), theme.tall(FIGURE)
        named = min(
            max((metrics.horizontalAdvance(said) for said, _ in self._rows), default=0),
            self.width() // 2,
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, (said, count) in enumerate(self._rows):
            top = place * row
            ink = QColor(colours.ink if count else colours.ink_soft)
            painter.setPen(ink)
            painter.setFont(words)
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, named)
            left = int(middle | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(QRectF(0, top, named + 2, row), left, shown)
            room = self.width() - named - figure - theme.SPACE_M
            box = QRectF(named + theme.SPACE_M, top + 7, max(room, 4), row - 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken))
            painter.drawRoundedRect(box, 4, 4)
            if count and most:
                box.setWidth(max(4.0, box.width() * count / most))
                painter.setBrush(QColor(colours.accent))
                painter.drawRoundedRect(box, 4, 4)
            painter.setPen(ink)
            painter.setFont(figures)
            right = int(middle | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRectF(self.width() - figure, top, figure, row), right, number(count))
        painter.end()
