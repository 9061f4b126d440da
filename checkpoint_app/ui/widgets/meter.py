"""A bar that says how full the site is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.ui import theme


class Meter(QWidget):
    """Filled by a share of 1; from 1 on it takes the colour of a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(10)

    def show_share(self, share: float) -> None:
        """Fill the bar to a share; more than 1 is full."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any width."""
        return QSize(120, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the bar."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(box, 5, 5)
        if self._share > 0:
            full = self._share >= 1
            painter.setBrush(QColor(colours.warn_ink if full else colours.accent))
            box.setWidth(max(box.height(), box.width() * min(1.0, self._share)))
            painter.drawRoundedRect(box, 5, 5)
        painter.end()
