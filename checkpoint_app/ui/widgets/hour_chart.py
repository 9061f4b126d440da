"""A small chart of the day: entries and exits by the hour."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.ui import theme

Hours = Sequence[tuple[int, int]]


def paint_hours(
    painter: QPainter,
    box: QRectF,
    hours: Hours,
    colours: theme.Colours,
    *,
    text: int,
    step: int = 6,
) -> None:
    """Draw 24 stacked columns (in below, out above) into a box, hours written below them."""
    caption = text * 1.6
    base = box.bottom() - caption
    top = max((entries + exits for entries, exits in hours), default=0)
    pitch = box.width() / 24
    width = max(2.0, pitch * 0.68)
    room = base - box.top()
    painter.setPen(Qt.PenStyle.NoPen)
    for hour, (entries, exits) in enumerate(hours):
        left = box.left() + pitch * hour + (pitch - width) / 2
        if top == 0 or entries + exits == 0:
            painter.setBrush(QColor(colours.line))
            painter.drawRect(QRectF(left, base - 2, width, 2))
            continue
        low, high = room * entries / top, room * exits / top
        painter.setBrush(QColor(colours.accent))
        painter.drawRect(QRectF(left, base - low, width, low))
        painter.setBrush(QColor(colours.edge))
        painter.drawRect(QRectF(left, base - low - high, width, high))
    painter.setPen(QColor(colours.ink_soft))
    painter.setFont(theme.pixels(text))
    for hour in range(0, 25, step):
        centre = box.left() + pitch * min(hour, 24)
        place = QRectF(centre - pitch * 2, base + text * 0.3, pitch * 4, caption)
        align = Qt.AlignmentFlag.AlignHCenter
        if hour == 0:
            place.moveLeft(box.left())
            align = Qt.AlignmentFlag.AlignLeft
        elif hour == 24:
            place.moveRight(box.right())
            align = Qt.AlignmentFlag.AlignRight
        painter.drawText(place, align, str(hour))


class HourChart(QWidget):
    """The chart in the side column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours: Hours = ((0, 0),) * 24
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.hold(self, height=84)
        self._retranslate()

    def show_hours(self, hours: Hours) -> None:
        """Show 24 pairs of (entries, exits)."""
        if hours != self._hours:
            self._hours = hours
            self._retranslate()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any width."""
        return QSize(200, self.height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Passages by hour"))
        totals = [(hour, entries + exits) for hour, (entries, exits) in enumerate(self._hours)]
        busiest, most = max(totals, key=lambda pair: pair[1])
        said = self.tr("busiest hour: {hour}, {count} passages")
        self.setAccessibleDescription(said.format(hour=busiest, count=most) if most else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the columns."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text, box = theme.text(theme.TEXT_S - 1), QRectF(self.rect())
        paint_hours(painter, box, self._hours, theme.current(), text=text)
        painter.end()
