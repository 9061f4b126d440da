"""Over a whole screen: its picture, from which a rectangle is taken by mouse or by keys."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from checkpoint_app.ui import theme

LEAST = 16
"""Pixels. A smaller rectangle is a slip of the hand."""
STEP = 24
_MOVES = {
    Qt.Key.Key_Left: QPoint(-STEP, 0),
    Qt.Key.Key_Right: QPoint(STEP, 0),
    Qt.Key.Key_Up: QPoint(0, -STEP),
    Qt.Key.Key_Down: QPoint(0, STEP),
}


class RegionPicker(QWidget):
    """Shows the picture of a screen until a part of it is chosen.

    Signals:
        chosen: carries that part as a QImage.
        cancelled: Esc was pressed.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, picture: QPixmap) -> None:
        super().__init__(None)
        self.setWindowFlags(
            Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.Tool
        )
        self._picture = picture
        self._from: QPoint | None = None
        self.region = QRect()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(self.tr("Choose the code on the screen"))
        self.setAccessibleName(self.windowTitle())
        self.setAccessibleDescription(self._advice())

    def _advice(self) -> str:
        return self.tr(
            "Drag a frame around the code. Arrows and Shift+arrows, then Enter; "
            "Enter alone: the whole screen; Esc: back"
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A corner."""
        self._from = event.position().toPoint()
        self.region = QRect()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The corner across."""
        if self._from is not None:
            self._frame(QRect(self._from, event.position().toPoint()).normalized())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the rectangle, unless it is a slip of the hand."""
        self._from = None
        if min(self.region.width(), self.region.height()) >= LEAST:
            self._take(self.region)
        else:
            self._frame(QRect())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move a rectangle, with Shift its lower right corner; Enter takes it."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.region if not self.region.isEmpty() else self.rect())
        elif key in _MOVES:
            self._nudge(_MOVES[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _nudge(self, by: QPoint, resize: bool) -> None:
        if self.region.isEmpty():
            whole = self.rect()
            first = QRect(0, 0, whole.width() // 2, whole.height() // 2)
            first.moveCenter(whole.center())
            self._frame(first)
        elif resize:
            moved = QRect(self.region.topLeft(), self.region.bottomRight() + by)
            if min(moved.width(), moved.height()) >= LEAST:
                self._frame(moved)
        else:
            moved = self.region.translated(by)
            if self.rect().contains(moved):
                self._frame(moved)

    def _frame(self, region: QRect) -> None:
        self.region = region & self.rect()
        self.update()

    def _take(self, region: QRect) -> None:
        ratio = self._picture.width() / max(1, self.width())
        part = QRectF(
            region.x() * ratio, region.y() * ratio, region.width() * ratio, region.height() * ratio
        )
        self.chosen.emit(self._picture.copy(part.toRect()).toImage())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The screen, darker outside the rectangle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)
        shade = QColor(theme.OVER_PICTURE.back)
        shade.setAlpha(120)
        painter.setClipRegion(self.rect())
        for outside in _around(self.rect(), self.region):
            painter.fillRect(outside, shade)
        if not self.region.isEmpty():
            painter.setPen(QPen(QColor(theme.OVER_PICTURE.ink), 3))
            painter.drawRect(self.region)
        self._paint_advice(painter)
        painter.end()

    def _paint_advice(self, painter: QPainter) -> None:
        font = theme.font(theme.TEXT_L, QFont.Weight.Medium)
        wrap = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        room = self.rect().adjusted(80, 0, -80, 0)
        text = QFontMetrics(font).boundingRect(room, wrap, self._advice())
        box = QRectF(0, 24, text.width() + 48, text.height() + 28)
        box.moveLeft((self.width() - box.width()) / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.OVER_PICTURE.back))
        painter.drawRoundedRect(box, theme.RADIUS_L, theme.RADIUS_L)
        painter.setPen(QColor(theme.OVER_PICTURE.ink))
        painter.setFont(font)
        painter.drawText(box, wrap, self._advice())


def _around(whole: QRect, hole: QRect) -> list[QRect]:
    """The four parts of a rectangle around a smaller one; all of it where there is none."""
    if hole.isEmpty():
        return [whole]
    below = hole.bottom() + 1
    return [
        QRect(0, 0, whole.width(), hole.top()),
        QRect(0, below, whole.width(), whole.height() - below),
        QRect(0, hole.top(), hole.left(), hole.height()),
        QRect(hole.right() + 1, hole.top(), whole.width() - hole.right() - 1, hole.height()),
    ]
