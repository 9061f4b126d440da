"""The printed page as it will be, beside the numbers."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.ui import theme

SHARP = 900
"""Pixels of a page's picture across."""


class Preview(QWidget):
    """One page, as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def page(self) -> QImage | None:
        """What is shown."""
        return self._page

    def show_page(self, page: QImage, name: str) -> None:
        """Show a page; ``name`` says which to a screen reader."""
        self._page = page
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the page with a quiet edge, from the top."""
        page = self._page
        if page is None or page.isNull():
            return
        scale = min(self.width() / page.width(), self.height() / page.height())
        width, height = page.width() * scale - 2, page.height() * scale - 2
        box = QRectF((self.width() - width) / 2, 1, width, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        drawn = page.scaled(
            round(width * ratio),
            round(height * ratio),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(box, drawn)
        painter.setPen(QColor(theme.current().line))
        painter.drawRect(box)
        painter.end()
