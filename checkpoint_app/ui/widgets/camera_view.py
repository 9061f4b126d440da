"""The live picture with the found codes outlined, or what stands in its place."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.domain.errors import CheckpointError, SourceFrozen
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, paint
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.words import word

Quad = Sequence[tuple[float, float]]

_SIGNS = {
    Hint.TOO_FAR: Icon.NEARER,
    Hint.TOO_CLOSE: Icon.FARTHER,
    Hint.BLURRED: Icon.STEADY,
    Hint.GLARE: Icon.TILT,
    Hint.DARK: Icon.LAMP,
    Hint.BRIGHT: Icon.LAMP,
    Hint.COVERED: Icon.CAMERA_OFF,
}


class ViewState(Enum):
    """What the picture's place shows."""

    STARTING = "starting"
    LIVE = "live"
    LOST = "lost"
    ENDED = "ended"
    NONE = "none"


class CameraView(QWidget):
    """Paints the newest frame, the whole of it, as large as fits."""

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self._compact = compact
        self._image = QImage()
        self._quads: list[Quad] = []
        self._hint: Hint | None = None
        self._state = ViewState.STARTING
        self._error: CheckpointError | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 80)
        self._retranslate()

    @property
    def state(self) -> ViewState:
        """What is shown."""
        return self._state

    @property
    def hint(self) -> Hint | None:
        """The advice over the picture, None for none."""
        return self._hint

    def show_frame(self, image: QImage, quads: Sequence[Quad], hint: Hint | None = None) -> None:
        """Show a frame.

        Args:
            quads: the corners of the codes in it, in its pixels.
            hint: what would help to read it, said in a line over the picture.
        """
        self._image, self._quads = image, list(quads)
        if self._state is not ViewState.LIVE or hint is not self._hint:
            self._state, self._hint = ViewState.LIVE, hint
            self._retranslate()
        self.update()

    def show_state(self, state: ViewState, error: CheckpointError | None = None) -> None:
        """Show a state without a picture; the last picture goes."""
        self._state, self._error = state, error
        if state is not ViewState.LIVE:
            self._image, self._quads, self._hint = QImage(), [], None
        self._retranslate()
        self.update()

    def words(self) -> tuple[str, str]:
        """What is said in place of a picture: the state, and what to do."""
        if self._state is ViewState.STARTING:
            return self.tr("Starting the camera…"), ""
        if self._state is ViewState.LOST:
            what = explain(self._error) if self._error else ""
            advice = self.tr("Check the cable. Trying again by itself. Until then: {key}, by hand")
            head = self.tr("Camera lost")
            if isinstance(self._error, SourceFrozen):
                head = self.tr("The picture stands still")
            return head, what or advice.format(key=Key.FORM.shown)
        if self._state is ViewState.ENDED and self._error is not None:
            return self.tr("No picture"), explain(self._error)
        if self._state is ViewState.ENDED:
            return self.tr("The recording is over"), ""
        if self._state is ViewState.NONE:
            return (
                self.tr("No camera chosen"),
                self.tr("Choose one in Settings. Until then: {key}, by hand").format(
                    key=Key.FORM.shown
                ),
            )
        return "", ""

    def sizeHint(self) -> QSize:  # noqa: N802
        """The usual shape of a camera's picture."""
        return QSize(640, 360)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Camera picture"))
        said = (*self.words(), word(self._hint) if self._hint else "")
        self.setAccessibleDescription(" ".join(filter(None, said)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame or what stands in for it."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), theme.RADIUS_L, theme.RADIUS_L)
        painter.setClipPath(frame)
        if self._state is ViewState.LIVE and not self._image.isNull():
            painter.fillRect(self.rect(), QColor("#05090c"))
            self._paint_frame(painter)
            if self._hint is not None:
                self._paint_hint(painter, self._hint)
        else:
            painter.fillRect(self.rect(), QColor(theme.current().sunken))
            self._paint_words(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(
            (self.width() - size.width()) / 2,
            (self.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )
        painter.drawImage(box, self._image)
        scale = box.width() / self._image.width()
        for quad in self._quads:
            shape = QPolygonF(
                [QPointF(box.left() + x * scale, box.top() + y * scale) for x, y in quad]
            )
            for width, colour in ((8.0, "#0b5a2c"), (4.0, "#7dffb0")):
                pen = QPen(QColor(colour), width)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.drawPolygon(shape)

    def _paint_hint(self, painter: QPainter, hint: Hint) -> None:
        size = theme.text(theme.TEXT_M if self._compact else 26)
        side, pad = size * 1.3, size * 0.6
        font = theme.pixels(size, QFont.Weight.DemiBold)
        wrap = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        widest = self.width() - side - 3 * pad - 2 * theme.SPACE_S
        room = QRectF(0, 0, widest, self.height())
        text = QFontMetrics(font).boundingRect(room.toRect(), wrap, word(hint))
        width, height = text.width() + side + 3 * pad, max(side, text.height()) + pad
        box = QRectF(
            (self.width() - width) / 2, self.height() - height - theme.SPACE_S, width, height
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.OVER_PICTURE.back))
        painter.drawRoundedRect(box, theme.RADIUS_L, theme.RADIUS_L)
        ink = theme.OVER_PICTURE.ink
        sign = QRectF(box.left() + pad, box.center().y() - side / 2, side, side)
        paint(painter, _SIGNS[hint], ink, sign)
        painter.setPen(QColor(ink))
        painter.setFont(font)
        left = sign.right() + pad
        # One pixel more than was measured, or the last word may wrap.
        place = QRectF(left, box.top(), box.right() - left - pad + 1, height)
        painter.drawText(place, wrap, word(hint))

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme.current()
        lost = self._error is not None
        colour = colours.warn_ink if lost else colours.ink_soft
        head, advice = self.words()
        side = 28.0 if self._compact else 56.0
        big = theme.font(theme.TEXT_M if self._compact else theme.TEXT_XL, QFont.Weight.DemiBold)
        small = theme.font(theme.TEXT_S if self._compact else theme.TEXT_L)
        width = min(self.width() - 32.0, float(theme.tall(560)))
        wrap = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        room = QRectF(0, 0, width, 400)
        head_box = QFontMetrics(big).boundingRect(room.toRect(), wrap, head)
        advice_box = QFontMetrics(small).boundingRect(room.toRect(), wrap, advice)
        below = advice_box.height() if advice and not self._compact else 0
        height = side + 12 + head_box.height() + (8 + below if below else 0)
        left, top = (self.width() - width) / 2, max(6.0, (self.height() - height) / 2)
        off = lost or self._state in (ViewState.LOST, ViewState.NONE)
        shape = Icon.CAMERA_OFF if off else Icon.CAMERA
        paint(painter, shape, colour, QRectF((self.width() - side) / 2, top, side, side))
        top += side + 12
        painter.setPen(QColor(colour if lost else colours.ink))
        painter.setFont(big)
        painter.drawText(QRectF(left, top, width, head_box.height() + 2), wrap, head)
        if below:
            painter.setPen(QColor(colours.ink_soft))
            painter.setFont(small)
            top += head_box.height() + 8
            painter.drawText(QRectF(left, top, width, below + 4), wrap, advice)
