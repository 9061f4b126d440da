"""The report over many sites as a workbook: figures with charts, the three lists, corrections.

As in the day sheet, every number is a number and every text a text.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from checkpoint_app.domain.clock import local
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.cells import cell_text
from checkpoint_app.reports.city_report import LISTS, Words, counts, figures, place_of, rows
from checkpoint_app.reports.xlsx import ACCENT, EDGE, INK_SOFT, PAPER_A4, PLAIN_TEXT, SOFT
from checkpoint_app.wire.report import ReportAnswer, ReportCounts

_TABLE = (
    "sites", "sites_deployed", "sites_active", "scans", "typed", "paper", "in", "out",
    "sites_not_done", "sites_done_wrongly", "sites_done_incompletely",
)  # fmt: skip
_SCANS = 1 + _TABLE.index("scans")
_WRONG = 1 + _TABLE.index("sites_not_done")
_MOST_BARS = 40
_Cells = list[str | int]


def city_xlsx(report: ReportAnswer, words: Words, lang: Lang = Lang.VI) -> bytes:
    """The report as an XLSX file.

    Args:
        words: says a finding in this language.
    """
    out = io.BytesIO()
    with Workbook(out, dict(PLAIN_TEXT, in_memory=True)) as book:
        _Book(book, report, words, lang).write()
    return out.getvalue()


class _Book:
    """Writes one workbook, page after page."""

    def __init__(self, book: Workbook, report: ReportAnswer, words: Words, lang: Lang) -> None:
        self._book, self._report, self._words, self._lang = book, report, words, lang
        self._title = book.add_format({"bold": True, "font_size": 16, "font_color": ACCENT})
        self._head = book.add_format(
            {"bold": True, "bg_color": SOFT, "bottom": 1, "bottom_color": EDGE, "text_wrap": True}
        )
        self._soft = book.add_format({"font_color": INK_SOFT, "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._number = book.add_format({"num_format": "#,##0"})
        self._moment = book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"})

    def write(self) -> None:
        """Write all pages."""
        made = _cell_time(self._report.made_at)
        self._book.set_properties(
            {"title": self._say("city.title"), "author": "Checkpoint", "created": made}
        )
        summary = self._page("city.summary")
        self._summary(summary)
        kinds = [(text(f"site.{one.kind}", self._lang), one.counts) for one in self._report.by_kind]
        self._parts("city.by_kind", "city.kind", kinds)
        places = [
            (one.names[-1] if one.names else self._say("city.elsewhere"), one.counts)
            for one in self._report.by_territory
        ]
        self._parts("city.by_territory", "city.territory", places)
        for name in LISTS:
            self._list(name)
        self._corrections()
        self._charts(summary, len(places))

    def _say(self, code: str) -> str:
        return text(code, self._lang)

    def _page(self, code: str) -> Worksheet:
        page = self._book.add_worksheet(self._say(code))
        page.set_paper(PAPER_A4)
        page.set_landscape()
        page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_footer("&C&P / &N")
        return page

    def _summary(self, page: Worksheet) -> None:
        report = self._report
        page.set_column(0, 0, 40)
        page.set_column(1, 1, 22)
        page.write_string(0, 0, self._say("city.title"), self._title)
        scope = place_of(report.scope) or self._say("city.all")
        page.write_string(1, 0, cell_text(scope))
        moments = (("from", report.from_), ("at", report.at), ("made_at", report.made_at))
        for row, (name, at) in enumerate(moments, 3):
            page.write_string(row, 0, self._say(f"city.{name}"), self._soft)
            page.write_datetime(row, 1, _cell_time(at), self._moment)
        page.write_string(6, 0, self._say("city.correction"), self._soft)
        page.write_number(6, 1, report.correction, self._number)
        page.write_string(7, 0, self._say("city.hash"), self._soft)
        page.write_string(7, 1, report.hash[:16])
        page.write_string(9, 0, self._say("city.figures"), self._head)
        page.write_blank(9, 1, None, self._head)
        plain = counts(report.counts)
        named = [*figures(report.counts, self._lang)]
        named += [(self._say(f"city.{name}"), plain[f"sites_{name}"]) for name in LISTS]
        for row, (name, count) in enumerate(named, 10):
            page.write_string(row, 0, name)
            page.write_number(row, 1, count, self._number)

    def _parts(self, code: str, head: str, parts: Sequence[tuple[str, ReportCounts]]) -> None:
        page = self._page(code)
        names = [self._say(head), *(self._say(f"city.{name}") for name in _TABLE)]
        made: list[_Cells] = [
            [name, *(counts(found)[one] for one in _TABLE)] for name, found in parts
        ]
        self._table(page, names, made, (30, *[13] * len(_TABLE)))

    def _list(self, name: str) -> None:
        page = self._page(f"city.{name}")
        heads = ("code", "site", "kind", "territory", "owner", "finding", "evidence", "advice")
        names = [*(self._say(f"city.{head}") for head in heads), self._say("city.reminders")]
        made: list[_Cells] = []
        for one in rows(self._report, name):
            title, because, advice = self._words(one.finding, one.evidence)
            kind = text(f"site.{one.kind}", self._lang)
            where, owner = place_of(one.territory), place_of(one.owner)
            made.append(
                [one.code or "", one.name, kind, where, owner, title, because, advice,
                 one.reminders]
            )  # fmt: skip
        self._table(page, names, made, (12, 30, 14, 36, 20, 24, 44, 44, 10))

    def _corrections(self) -> None:
        if not self._report.corrections:
            return
        page = self._page("city.corrections")
        names = ["city.correction", "city.made_at", "city.change", "city.count"]
        made: list[_Cells] = []
        for one in self._report.corrections:
            at = f"{local(one.made_at):%H:%M %d/%m/%Y}"
            changes = [(self._change(name), count) for name, count in one.changes.items()]
            for sign, many in (("+", one.added), ("−", one.gone)):
                changes += [(f"{self._say(f'city.{on}')} {sign}", n) for on, n in many.items()]
            made += [[one.number, at, name, count] for name, count in changes]
        self._table(page, [self._say(name) for name in names], made, (12, 18, 40, 12))

    def _change(self, name: str) -> str:
        return self._say(f"city.{name}")

    def _table(
        self, page: Worksheet, names: Sequence[str], made: Sequence[_Cells], widths: Sequence[int]
    ) -> None:
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, name, self._head)
        for row, cells in enumerate(made, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(row, column, cell, self._number)
                else:
                    page.write_string(row, column, cell_text(cell), self._text)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        if made:
            page.autofilter(0, 0, len(made), len(names) - 1)

    def _charts(self, page: Worksheet, places: int) -> None:
        last = min(places, _MOST_BARS)
        if not last:
            return
        sheet = self._say("city.by_territory")
        drawn = (
            ("city.scans_chart", [(_SCANS, ACCENT), (_SCANS + 1, "#e0a33a"), (_SCANS + 2, EDGE)]),
            ("city.wrong_chart", [(_WRONG, "#a33"), (_WRONG + 1, "#e0a33a"), (_WRONG + 2, EDGE)]),
        )
        for place, (code, series) in enumerate(drawn):
            chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
            for column, colour in series:
                chart.add_series(
                    {
                        "name": [sheet, 0, column],
                        "categories": [sheet, 1, 0, last, 0],
                        "values": [sheet, 1, column, last, column],
                        "fill": {"color": colour},
                        "gap": 35,
                    }
                )
            name = self._say(code)
            chart.set_title({"name": name, "name_font": {"size": 12, "bold": True}})
            chart.set_legend({"position": "top"})
            chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
            chart.set_chartarea({"border": {"none": True}})
            chart.set_size({"width": 560, "height": 140 + 18 * last})
            page.insert_chart(2, 3 + 9 * place, chart, {"description": name})


def _cell_time(at: int) -> datetime:
    return local(at).replace(tzinfo=None)
