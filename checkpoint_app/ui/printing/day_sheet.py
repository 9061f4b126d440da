"""The day sheet as an A4 page: what a site hands in, good to read and good to check."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.i18n import number, text
from checkpoint_app.reports.day_sheet import DaySheet, remarks
from checkpoint_app.station.papers import Place
from checkpoint_app.ui.printing.paper import (
    CENTRE,
    COLOURS,
    MARGIN,
    RIGHT,
    SHORT,
    STRONG,
    Paper,
)
from checkpoint_app.ui.widgets.hour_chart import paint_hours

WIDTH = SHORT - 2 * MARGIN


def draw_day_sheet(paper: Paper, sheet: DaySheet) -> None:
    """Draw the sheet on the page that is on."""
    _Page(paper, sheet).draw()


class _Page:
    """Draws from the top downwards."""

    def __init__(self, paper: Paper, sheet: DaySheet) -> None:
        self._paper, self._sheet = paper, sheet
        self._top = MARGIN

    def draw(self) -> None:
        """Draw the whole page."""
        tongue, counts = self._paper.tongue, self._sheet.counts
        self._head()
        self._figures(
            [
                (tongue.translate("DaySheet", "In"), counts.entries),
                (tongue.translate("DaySheet", "Out"), counts.exits),
                (tongue.translate("DaySheet", "Passages"), counts.total),
                (tongue.translate("DaySheet", "With a warning"), counts.warned),
                (tongue.translate("DaySheet", "Voided"), counts.voided),
            ]
        )
        self._chart()
        half, top = (WIDTH - 24) / 2, self._top
        ways = [(text(f"way.{way}", tongue.lang), counts.by_way.get(way, 0)) for way in Way]
        kinds = [(text(f"kind.{kind}", tongue.lang), counts.by_kind.get(kind, 0)) for kind in Kind]
        name = tongue.translate("DaySheet", "How they were recorded")
        left_end = self._table(name, ways, MARGIN, half)
        self._top = top
        name = tongue.translate("DaySheet", "Who passed")
        right_end = self._table(name, kinds, MARGIN + half + 24, half)
        self._top = max(left_end, right_end) + 20
        self._balance()
        if self._sheet.paper.printed:
            self._sheets()
        self._signed()
        station = tongue.translate("DaySheet", "Station {id}").format(id=self._sheet.info.id)
        made = f"{local(self._sheet.at_ms):%d/%m/%Y %H:%M:%S}"
        self._paper.foot(f"{station} · {made}", 1, 1)

    def _head(self) -> None:
        paper, tongue, sheet = self._paper, self._paper.tongue, self._sheet
        title = tongue.translate("DaySheet", "Day sheet of passages")
        self._top = paper.head(title, Place(sheet.info.site, sheet.info.gate)) + 2
        day = "/".join(reversed(sheet.counts.day.split("-")))
        kind = text(f"site.{sheet.info.kind}", tongue.lang)
        box = QRectF(MARGIN, self._top, WIDTH, 18)
        paper.text(box, f"{kind} · {day}", 11, colour=COLOURS.ink_soft)
        frozen = tongue.translate("DaySheet", "Numbers as of {time}, {date}")
        at = local(sheet.at_ms)
        said = frozen.format(time=f"{at:%H:%M}", date=f"{at:%d/%m/%Y}")
        paper.text(box, said, 11, colour=COLOURS.ink_soft, align=RIGHT)
        self._top += 25
        paper.line(
            QPointF(MARGIN, self._top), QPointF(MARGIN + WIDTH, self._top), 0.8, COLOURS.line
        )
        self._top += 14

    def _section(self, said: str, left: float = MARGIN, width: float = WIDTH) -> None:
        self._paper.text(QRectF(left, self._top, width, 18), said, 11, weight=STRONG)
        self._top += 22

    def _card(self, box: QRectF, colour: str) -> None:
        self._paper.painter.setPen(Qt.PenStyle.NoPen)
        self._paper.painter.setBrush(QColor(colour))
        self._paper.painter.drawRoundedRect(box, 6, 6)

    def _figures(self, figures: Sequence[tuple[str, int]]) -> None:
        paper, gap = self._paper, 10.0
        width = (WIDTH - gap * (len(figures) - 1)) / len(figures)
        for place, (name, count) in enumerate(figures):
            box = QRectF(MARGIN + place * (width + gap), self._top, width, 58)
            strong = place < 2
            self._card(box, COLOURS.accent_soft if strong else COLOURS.bg)
            ink = COLOURS.accent_ink if strong else COLOURS.ink
            said = number(count, paper.tongue.lang)
            high = QRectF(box.left() + 6, box.top() + 5, width - 12, 30)
            paper.text(high, said, 22, least=9, weight=STRONG, colour=ink, align=CENTRE)
            low = QRectF(box.left() + 4, box.top() + 36, width - 8, 16)
            paper.text(low, name, 10, least=7, colour=COLOURS.ink_soft, align=CENTRE)
        self._top += 58 + 20

    def _chart(self) -> None:
        paper, tongue, hours = self._paper, self._paper.tongue, self._sheet.counts.by_hour
        self._section(tongue.translate("DaySheet", "By hour"))
        legend_left = MARGIN + WIDTH - 130
        for place, (name, colour) in enumerate(
            (
                (tongue.translate("DaySheet", "In"), COLOURS.accent),
                (tongue.translate("DaySheet", "Out"), COLOURS.edge),
            )
        ):
            left = legend_left + place * 70
            paper.fill(QRectF(left, self._top - 17, 9, 9), colour)
            paper.text(QRectF(left + 14, self._top - 22, 52, 18), name, 10)
        busiest = max((sum(pair) for pair in hours), default=0)
        said = number(busiest, tongue.lang)
        paper.text(QRectF(MARGIN, self._top - 4, 60, 14), said, 9, colour=COLOURS.ink_soft)
        box = QRectF(MARGIN, self._top + 12, WIDTH, 118)
        paint_hours(paper.painter, box, hours, COLOURS, text=9, step=2)
        self._top += 130 + 18

    def _table(
        self, title: str, rows: Sequence[tuple[str, int]], left: float, width: float
    ) -> float:
        paper = self._paper
        self._section(title, left, width)
        for name, count in rows:
            ink = COLOURS.ink if count else COLOURS.ink_soft
            box = QRectF(left, self._top, width, 18)
            paper.text(box.adjusted(0, 0, -60, 0), name, 11, least=7, colour=ink)
            said = number(count, paper.tongue.lang)
            box.setLeft(left + width - 60)
            paper.text(box, said, 11, least=7, weight=STRONG, colour=ink, align=RIGHT)
            self._top += 19
            start, end = QPointF(left, self._top), QPointF(left + width, self._top)
            paper.line(start, end, 0.5, COLOURS.line)
            self._top += 2
        return self._top

    def _balance(self) -> None:
        paper, tongue, held = self._paper, self._paper.tongue, self._sheet.balance
        self._section(tongue.translate("DaySheet", "Balance of this station"))
        parts = [
            (tongue.translate("BalanceLine", "recorded"), held.captured),
            (tongue.translate("BalanceLine", "received"), held.accepted),
            (tongue.translate("BalanceLine", "duplicate"), held.duplicate),
            (tongue.translate("BalanceLine", "waiting"), held.pending),
            (tongue.translate("BalanceLine", "to fix"), held.needs_fix),
            (tongue.translate("BalanceLine", "voided"), held.voided),
        ]
        sign_width = 16.0
        width = (WIDTH - 24 - sign_width * 5) / 6
        self._card(QRectF(MARGIN, self._top, WIDTH, 52), COLOURS.bg)
        left = MARGIN + 12
        for place, (name, count) in enumerate(parts):
            if place:
                sign = "+" if place > 1 else ("=" if held.balanced else "≠")
                box = QRectF(left, self._top + 6, sign_width, 24)
                paper.text(box, sign, 14, colour=COLOURS.ink_soft, align=CENTRE)
                left += sign_width
            box = QRectF(left, self._top + 6, width, 24)
            said = number(count, tongue.lang)
            paper.text(box, said, 15, least=7, weight=STRONG, align=CENTRE)
            box = QRectF(left - 8, self._top + 30, width + 16, 16)
            paper.text(box, name, 10, least=7, colour=COLOURS.ink_soft, align=CENTRE)
            left += width
        self._top += 52 + 20

    def _sheets(self) -> None:
        """What became of the numbered sheets."""
        held, lang = self._sheet.paper, self._paper.tongue.lang
        said = text(
            "paper.line",
            lang,
            printed=held.printed,
            open=held.open,
            typed=held.rows_typed,
            untyped=held.untyped,
        )
        if held.missing:
            said += " · " + text("paper.which", lang, numbers=", ".join(held.missing))
        self._paper.text(QRectF(MARGIN, self._top - 8, WIDTH, 18), said, 11, least=7)
        self._top += 14

    def _signed(self) -> None:
        for said in remarks(self._sheet, self._paper.tongue.lang):
            self._paper.text(QRectF(MARGIN, self._top - 8, WIDTH, 18), said, 11, least=7)
            self._top += 14
        said = self._paper.tongue.translate("DaySheet", "Shift leader (name and signature)")
        self._paper.text(QRectF(MARGIN, self._top, WIDTH, 18), said, 11, align=RIGHT)
