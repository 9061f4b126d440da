"""The day sheet as an A4 page: what a site hands in, good to read and good to check."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageSize, QPainter, QPdfWriter

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import local
from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.records.views import DayCounts, StationInfo
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, paint
from checkpoint_app.ui.widgets.hour_chart import paint_hours
from checkpoint_app.ui.words import clock_time, date, number, word

DPI = 300
WIDTH, HEIGHT = 595.0, 842.0
"""A4 in points; all distances below are points."""
MARGIN = 48.0
COLOURS = theme.LIGHT
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def write_day_sheet(
    path: Path, info: StationInfo, counts: DayCounts, balance: Balance, at_ms: int
) -> None:
    """Write the sheet as a PDF, in the language that is on. Needs the QApplication.

    Args:
        path: replaced whole or not at all.
        at_ms: the moment the numbers were taken, milliseconds since 1970 UTC.

    Raises:
        OSError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        writer = QPdfWriter(str(draft))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(DPI)
        title = QCoreApplication.translate("DaySheet", "Day sheet of passages")
        writer.setTitle(f"{title} · {info.site} · {counts.day}")
        writer.setCreator("Checkpoint")
        painter = QPainter(writer)
        if not painter.isActive():
            raise OSError(f"cannot write {path.name}")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(DPI / 72, DPI / 72)
        _Sheet(painter).draw(info, counts, balance, at_ms)
        painter.end()
        draft.replace(path)


class _Sheet:
    """Draws from the top downwards."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._top = MARGIN

    def draw(self, info: StationInfo, counts: DayCounts, balance: Balance, at_ms: int) -> None:
        """Draw the whole page."""
        self._head(info, counts, at_ms)
        self._figures(
            [
                (QCoreApplication.translate("DaySheet", "In"), counts.entries),
                (QCoreApplication.translate("DaySheet", "Out"), counts.exits),
                (QCoreApplication.translate("DaySheet", "Passages"), counts.total),
                (QCoreApplication.translate("DaySheet", "With a warning"), counts.warned),
                (QCoreApplication.translate("DaySheet", "Voided"), counts.voided),
            ]
        )
        self._chart(counts)
        top = self._top
        half = (WIDTH - 2 * MARGIN - 24) / 2
        ways = [(word(way), counts.by_way.get(way, 0)) for way in Way]
        kinds = [(word(kind), counts.by_kind.get(kind, 0)) for kind in Kind]
        left_end = self._table(
            QCoreApplication.translate("DaySheet", "How they were recorded"), ways, MARGIN, half
        )
        self._top = top
        right_end = self._table(
            QCoreApplication.translate("DaySheet", "Who passed"), kinds, MARGIN + half + 24, half
        )
        self._top = max(left_end, right_end) + 22
        self._balance(balance)
        self._foot(info, at_ms)

    def _text(
        self,
        box: QRectF,
        text: str,
        size: int,
        *,
        weight: QFont.Weight = QFont.Weight.Normal,
        colour: str = COLOURS.ink,
        align: Qt.AlignmentFlag = _MIDDLE,
    ) -> None:
        font = theme.pixels(size, weight)
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self._painter.drawText(box, align, shown)

    def _section(self, text: str, left: float = MARGIN, width: float = WIDTH - 2 * MARGIN) -> None:
        self._text(QRectF(left, self._top, width, 18), text, 11, weight=QFont.Weight.DemiBold)
        self._top += 22

    def _head(self, info: StationInfo, counts: DayCounts, at_ms: int) -> None:
        width = WIDTH - 2 * MARGIN
        paint(self._painter, Icon.GATE, COLOURS.accent, QRectF(MARGIN, self._top + 2, 26, 26))
        self._text(
            QRectF(MARGIN + 36, self._top - 2, width - 36, 30),
            QCoreApplication.translate("DaySheet", "Day sheet of passages"),
            22,
            weight=QFont.Weight.Bold,
        )
        self._top += 34
        day = "/".join(reversed(counts.day.split("-")))
        for text, size, colour in (
            (f"{info.site} · {info.gate}", 14, COLOURS.ink),
            (f"{word(info.kind)} · {day}", 11, COLOURS.ink_soft),
        ):
            weight = QFont.Weight.DemiBold if size == 14 else QFont.Weight.Normal
            self._text(
                QRectF(MARGIN, self._top, width, 20), text, size, weight=weight, colour=colour
            )
            self._top += 20
        frozen = QCoreApplication.translate("DaySheet", "Numbers as of {time}, {date}")
        self._text(
            QRectF(MARGIN, self._top - 20, width, 20),
            frozen.format(time=clock_time(at_ms), date=date(at_ms)),
            11,
            colour=COLOURS.ink_soft,
            align=_RIGHT,
        )
        self._rule(8)

    def _rule(self, gap: float) -> None:
        self._top += gap
        self._painter.fillRect(
            QRectF(MARGIN, self._top, WIDTH - 2 * MARGIN, 0.8), QColor(COLOURS.line)
        )
        self._top += gap + 6

    def _figures(self, figures: Sequence[tuple[str, int]]) -> None:
        gap = 10.0
        width = (WIDTH - 2 * MARGIN - gap * (len(figures) - 1)) / len(figures)
        for place, (name, count) in enumerate(figures):
            left = MARGIN + place * (width + gap)
            self._painter.setPen(Qt.PenStyle.NoPen)
            strong = place < 2
            self._painter.setBrush(QColor(COLOURS.accent_soft if strong else COLOURS.bg))
            self._painter.drawRoundedRect(QRectF(left, self._top, width, 58), 6, 6)
            ink = COLOURS.accent_ink if strong else COLOURS.ink
            self._text(
                QRectF(left + 6, self._top + 6, width - 12, 30),
                number(count),
                22,
                weight=QFont.Weight.DemiBold,
                colour=ink,
                align=_CENTRE,
            )
            self._text(
                QRectF(left + 4, self._top + 36, width - 8, 16),
                name,
                10,
                colour=COLOURS.ink_soft,
                align=_CENTRE,
            )
        self._top += 58 + 22

    def _chart(self, counts: DayCounts) -> None:
        self._section(QCoreApplication.translate("DaySheet", "By hour"))
        legend_left = WIDTH - MARGIN - 130
        for place, (name, colour) in enumerate(
            (
                (QCoreApplication.translate("DaySheet", "In"), COLOURS.accent),
                (QCoreApplication.translate("DaySheet", "Out"), COLOURS.edge),
            )
        ):
            left = legend_left + place * 70
            self._painter.fillRect(QRectF(left, self._top - 17, 9, 9), QColor(colour))
            self._text(QRectF(left + 14, self._top - 22, 52, 18), name, 10)
        box = QRectF(MARGIN, self._top, WIDTH - 2 * MARGIN, 130)
        busiest = max((sum(pair) for pair in counts.by_hour), default=0)
        self._text(
            QRectF(MARGIN, self._top - 4, 60, 14), number(busiest), 9, colour=COLOURS.ink_soft
        )
        paint_hours(
            self._painter, box.adjusted(0, 12, 0, 0), counts.by_hour, COLOURS, text=9, step=2
        )
        self._top += 130 + 20

    def _table(
        self, title: str, rows: Sequence[tuple[str, int]], left: float, width: float
    ) -> float:
        self._section(title, left, width)
        for name, count in rows:
            ink = COLOURS.ink if count else COLOURS.ink_soft
            self._text(QRectF(left, self._top, width - 60, 18), name, 11, colour=ink)
            self._text(
                QRectF(left + width - 60, self._top, 60, 18),
                number(count),
                11,
                weight=QFont.Weight.DemiBold,
                colour=ink,
                align=_RIGHT,
            )
            self._painter.fillRect(QRectF(left, self._top + 19, width, 0.5), QColor(COLOURS.line))
            self._top += 21
        return self._top

    def _balance(self, held: Balance) -> None:
        self._section(QCoreApplication.translate("DaySheet", "Balance of this station"))
        parts = [
            (QCoreApplication.translate("BalanceLine", "recorded"), held.captured),
            (QCoreApplication.translate("BalanceLine", "received"), held.accepted),
            (QCoreApplication.translate("BalanceLine", "duplicate"), held.duplicate),
            (QCoreApplication.translate("BalanceLine", "waiting"), held.pending),
            (QCoreApplication.translate("BalanceLine", "to fix"), held.needs_fix),
            (QCoreApplication.translate("BalanceLine", "voided"), held.voided),
        ]
        sign_width = 16.0
        width = (WIDTH - 2 * MARGIN - 24 - sign_width * 5) / 6
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(COLOURS.bg))
        self._painter.drawRoundedRect(QRectF(MARGIN, self._top, WIDTH - 2 * MARGIN, 52), 6, 6)
        left = MARGIN + 12
        for place, (name, count) in enumerate(parts):
            if place:
                sign = "+" if place > 1 else ("=" if held.balanced else "≠")
                box = QRectF(left, self._top + 6, sign_width, 24)
                self._text(box, sign, 14, colour=COLOURS.ink_soft, align=_CENTRE)
                left += sign_width
            box = QRectF(left, self._top + 6, width, 24)
            self._text(box, number(count), 15, weight=QFont.Weight.DemiBold, align=_CENTRE)
            box = QRectF(left - 8, self._top + 30, width + 16, 16)
            self._text(box, name, 10, colour=COLOURS.ink_soft, align=_CENTRE)
            left += width
        self._top += 52 + 26

    def _foot(self, info: StationInfo, at_ms: int) -> None:
        width = WIDTH - 2 * MARGIN
        signed = QCoreApplication.translate("DaySheet", "Shift leader (name and signature)")
        self._text(QRectF(MARGIN, self._top, width, 18), signed, 11, align=_RIGHT)
        self._painter.fillRect(
            QRectF(MARGIN, HEIGHT - MARGIN - 22, width, 0.5), QColor(COLOURS.line)
        )
        box = QRectF(MARGIN, HEIGHT - MARGIN - 18, width, 14)
        said = QCoreApplication.translate("DaySheet", "Station {id}").format(id=info.id)
        self._text(box, said, 8, colour=COLOURS.ink_soft)
        made = f"{local(at_ms):%d/%m/%Y %H:%M:%S}"
        self._text(box, made, 8, colour=COLOURS.ink_soft, align=_RIGHT)
