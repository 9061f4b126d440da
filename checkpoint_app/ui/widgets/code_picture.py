"""A QR code on the screen, black on white whatever the colours, to be shown to a camera."""

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.ui.printing.qr import PrintedCode


class CodePicture(QWidget):
    """One code with its quiet zone, as large as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: PrintedCode | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        self._retranslate()

    def show_payload(self, payload: bytes | None) -> None:
        """Show what a code says, None for no code."""
        self._code = None if payload is None else PrintedCode(payload)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Fixed."""
        return QSize(230, 230)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the code."""
        if self._code is None:
            return
        painter = QPainter(self)
        whole = min(self.width(), self.height())
        side = whole / (1 + 2 * self._code.margin(1.0))
        margin = self._code.margin(side)
        self._code.draw(painter, QPointF(margin, margin), side)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("A sample code"))
