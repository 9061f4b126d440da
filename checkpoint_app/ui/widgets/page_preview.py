"""A page as it will lie in the printer, as large as there is room."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.ui import theme

WIDTH = 1240
"""Pixels of the picture: sharp also on a dense screen."""


class PagePreview(QWidget):
    """Shows one picture of a page, nothing until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = QImage()
        self.setMinimumSize(190, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def page(self) -> QImage:
        """What is shown."""
        return self._page

    def show_page(self, page: QImage, said: str) -> None:
        """Show a page; ``said`` is what it is, for whoever cannot see it."""
        self._page = page
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any size."""
        return QSize(420, 420)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the page with a frame, at the top."""
        if self._page.isNull():
            return
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._page.size().scaled(
            self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio
        )
        box = QRectF(
            (self.width() - size.width()) / 2,
            1,
            size.width(),
            size.height(),
        )
        painter.drawImage(box, self._page)
        painter.setPen(QColor(colours.edge))
        painter.drawRect(box)
        painter.end()
