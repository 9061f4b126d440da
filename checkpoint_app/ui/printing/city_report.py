"""The report over many sites on A4: the figures on the first page, then the three lists."""

from PySide6.QtCore import QPointF, QRectF

from checkpoint_app.domain.clock import local
from checkpoint_app.i18n import number, text
from checkpoint_app.reports.city_report import LISTS, Words, counts, figures, place_of, rows
from checkpoint_app.station.papers import Place
from checkpoint_app.ui.printing.paper import (
    CENTRE,
    COLOURS,
    MARGIN,
    RIGHT,
    STRONG,
    TOP,
    Paper,
)
from checkpoint_app.wire.report import FindingItem, ReportAnswer, ReportCounts

MOST_ROWS = 300
"""Rows of each list that are printed; the workbook has all."""
_FOOT = 30.0
_COLUMNS = ("sites", "sites_deployed", "scans", "typed", "paper", "in", "out")
_NAME = 190.0


def draw_city_report(paper: Paper, report: ReportAnswer, words: Words) -> None:
    """Draw all pages, beginning on the page that is on."""
    _Pages(paper, report, words).draw()


class _Pages:
    """Draws from the top downwards, and goes on on the next page."""

    def __init__(self, paper: Paper, report: ReportAnswer, words: Words) -> None:
        self._paper, self._report, self._words = paper, report, words
        self._lang = paper.tongue.lang
        self._width = paper.width - 2 * MARGIN
        self._top = MARGIN
        self._page = 1

    def draw(self) -> None:
        """Draw everything."""
        self._head()
        self._figures()
        kinds = [(text(f"site.{one.kind}", self._lang), one.counts) for one in self._report.by_kind]
        self._table("city.by_kind", kinds)
        places = [
            (one.names[-1] if one.names else self._say("city.elsewhere"), one.counts)
            for one in self._report.by_territory
        ]
        self._table("city.by_territory", places)
        for name in LISTS:
            self._list(name)
        self._corrections()
        self._foot()

    def _say(self, code: str, **values: object) -> str:
        return text(code, self._lang, **values)

    def _head(self) -> None:
        paper, report = self._paper, self._report
        at = local(report.at)
        scope = place_of(report.scope) or self._say("city.all")
        self._top = paper.head(self._say("city.title"), Place(scope, "")) + 2
        said = self._say("city.window", start=_moment(report.from_), end=_moment(report.at))
        paper.text(QRectF(MARGIN, self._top, self._width, 16), said, 11, colour=COLOURS.ink_soft)
        if report.correction:
            made = _moment(report.made_at)
            said = self._say("city.corrected", number=report.correction, made=made)
        else:
            said = self._say("city.frozen" if report.frozen else "city.not_yet", made=f"{at:%H:%M}")
        box = QRectF(MARGIN, self._top, self._width, 16)
        paper.text(box, said, 11, weight=STRONG, align=RIGHT)
        self._top += 26

    def _figures(self) -> None:
        paper, gap, across = self._paper, 8.0, 4
        width = (self._width - gap * (across - 1)) / across
        plain = counts(self._report.counts)
        named = [*figures(self._report.counts, self._lang)]
        named += [(self._say(f"city.{name}"), plain[f"sites_{name}"]) for name in LISTS]
        for place, (name, count) in enumerate(named):
            left = MARGIN + place % across * (width + gap)
            box = QRectF(left, self._top + place // across * 52, width, 44)
            paper.fill(box, COLOURS.accent_soft if place < across else COLOURS.bg)
            high = QRectF(left + 6, box.top() + 3, width - 12, 22)
            said = number(count, self._lang)
            paper.text(high, said, 16, least=8, weight=STRONG, align=CENTRE)
            low = QRectF(left + 4, box.top() + 26, width - 8, 14)
            paper.text(low, name, 9, least=6, colour=COLOURS.ink_soft, align=CENTRE)
        self._top += -(-len(named) // across) * 52 + 10

    def _table(self, code: str, parts: list[tuple[str, ReportCounts]]) -> None:
        width = (self._width - _NAME) / len(_COLUMNS)

        def heads() -> None:
            for place, name in enumerate(_COLUMNS):
                box = QRectF(MARGIN + _NAME + place * width, self._top, width - 4, 22)
                said = self._say(f"city.{name}")
                self._paper.text(
                    box, said, 8, least=6, lines=2, colour=COLOURS.ink_soft, align=RIGHT
                )
            self._top += 24

        self._room(70)
        self._section(self._say(code))
        heads()
        for name, found in parts:
            if self._room(16):
                heads()
            box = QRectF(MARGIN, self._top, _NAME - 4, 15)
            self._paper.text(box, name, 10, least=7)
            plain = counts(found)
            for place, column in enumerate(_COLUMNS):
                box = QRectF(MARGIN + _NAME + place * width, self._top, width - 4, 15)
                said = number(plain[column], self._lang)
                self._paper.text(box, said, 10, least=7, align=RIGHT)
            self._end_row(16)
        self._top += 12

    def _list(self, name: str) -> None:
        found = rows(self._report, name)
        self._room(60)
        self._section(f"{self._say(f'city.{name}')} ({number(len(found), self._lang)})")
        if not found:
            box = QRectF(MARGIN, self._top, self._width, 15)
            self._paper.text(box, self._say("city.nobody"), 10, colour=COLOURS.ink_soft)
            self._top += 20
        for one in found[:MOST_ROWS]:
            self._row(one)
        if len(found) > MOST_ROWS:
            self._room(20)
            said = self._say("city.more", count=number(len(found) - MOST_ROWS, self._lang))
            self._paper.text(QRectF(MARGIN, self._top, self._width, 15), said, 10)
            self._top += 20
        self._top += 8

    def _row(self, one: FindingItem) -> None:
        title, because, _ = self._words(one.finding, one.evidence)
        paper, half = self._paper, self._width * 0.44
        because = f"{title}: {because}"
        height = max(26.0, paper.height_of(because, 9, self._width - half - 8) + 2)
        self._room(height + 4)
        name = " · ".join(filter(None, (one.code, one.name)))
        paper.text(QRectF(MARGIN, self._top, half, 13), name, 10, least=7, weight=STRONG)
        where = place_of(one.territory[1:] or one.territory)
        low = QRectF(MARGIN, self._top + 13, half, 12)
        paper.text(low, where, 8, least=6, colour=COLOURS.ink_soft)
        box = QRectF(MARGIN + half + 8, self._top, self._width - half - 8, height)
        paper.text(box, because, 9, least=7, lines=6, vertical=TOP)
        self._end_row(height + 2)

    def _corrections(self) -> None:
        if not self._report.corrections:
            return
        self._room(60)
        self._section(self._say("city.corrections"))
        for one in self._report.corrections:
            changes = [self._change(name, count) for name, count in one.changes.items()]
            changes += [self._change(on, count) for on, count in one.added.items()]
            changes += [self._change(on, -count) for on, count in one.gone.items()]
            said = self._say("city.corrected", number=one.number, made=_moment(one.made_at))
            said += ": " + ", ".join(changes)
            height = self._paper.height_of(said, 9, self._width)
            self._room(height + 4)
            box = QRectF(MARGIN, self._top, self._width, height)
            self._paper.text(box, said, 9, least=7, lines=6, vertical=TOP)
            self._top += height + 4

    def _change(self, name: str, count: int) -> str:
        return f"{self._say(f'city.{name}')} {number(count, self._lang, signed=True)}"

    def _section(self, said: str) -> None:
        self._paper.text(QRectF(MARGIN, self._top, self._width, 18), said, 12, weight=STRONG)
        self._top += 22

    def _end_row(self, height: float) -> None:
        self._top += height
        start, end = QPointF(MARGIN, self._top), QPointF(MARGIN + self._width, self._top)
        self._paper.line(start, end, 0.4, COLOURS.line)
        self._top += 1

    def _room(self, height: float) -> bool:
        """Go on on the next page where this one has no room; True where that was so."""
        if self._top + height <= self._paper.height - MARGIN - _FOOT:
            return False
        self._foot()
        self._paper.new_page()
        self._page += 1
        self._top = MARGIN
        return True

    def _foot(self) -> None:
        paper, top = self._paper, self._paper.height - MARGIN - 12
        paper.line(QPointF(MARGIN, top), QPointF(paper.width - MARGIN, top), 0.5, COLOURS.line)
        said = f"{_moment(self._report.made_at)} · {self._report.hash[:16]}"
        low = QRectF(MARGIN, top + 2, self._width, 12)
        paper.text(low, said, 8, colour=COLOURS.ink_soft)
        paper.text(low, str(self._page), 8, colour=COLOURS.ink_soft, align=RIGHT)


def _moment(at: int) -> str:
    return f"{local(at):%H:%M %d/%m/%Y}"
