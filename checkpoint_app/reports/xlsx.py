"""The day sheet as a workbook that a head of site can read, print and hand on.

Every number is a number and every text a text: nothing in the file is computed by a formula, so
that no name of a site can become one and the file says the same in every program.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.cells import cell_text
from checkpoint_app.reports.day_sheet import DaySheet, remarks

PLAIN_TEXT: Mapping[str, bool] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Options of a workbook in which no text ever becomes anything else."""
PAPER_A4 = 9
ACCENT, SOFT, EDGE, INK_SOFT = "#0a6373", "#d9eef1", "#78858f", "#465460"
_LINE_CHARS = 36
"""Wide characters of a fact's value on one line; a longer one makes its row higher."""
_LINE_HEIGHT, _MOST_HEIGHT = 16, 400
"""Points; Excel knows no row higher than 409."""


def to_xlsx(sheet: DaySheet, lang: Lang = Lang.VI) -> bytes:
    """The sheet as an XLSX file: a summary page with charts, and the hours."""
    out = io.BytesIO()
    with Workbook(out, dict(PLAIN_TEXT, in_memory=True)) as book:
        _Book(book, sheet, lang).write()
    return out.getvalue()


class _Book:
    """Writes one workbook from the top downwards."""

    def __init__(self, book: Workbook, sheet: DaySheet, lang: Lang) -> None:
        self._book, self._sheet, self._lang = book, sheet, lang
        self._title = book.add_format({"bold": True, "font_size": 16, "font_color": ACCENT})
        self._head = book.add_format(
            {"bold": True, "bg_color": SOFT, "bottom": 1, "bottom_color": EDGE}
        )
        self._head_right = book.add_format(
            {"bold": True, "bg_color": SOFT, "bottom": 1, "bottom_color": EDGE, "align": "right"}
        )
        self._label = book.add_format({"font_color": INK_SOFT, "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        self._number = book.add_format({"num_format": "#,##0"})
        self._sum = book.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        self._sum_label = book.add_format({"bold": True, "top": 1})
        self._date = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self._moment = book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"})
        self._said = book.add_format({"italic": True, "font_color": INK_SOFT})

    def write(self) -> None:
        """Write both pages."""
        made = local(self._sheet.at_ms).replace(tzinfo=None)
        self._book.set_properties(
            {"title": self._say("report.title"), "author": "Checkpoint", "created": made}
        )
        summary = self._book.add_worksheet(self._say("report.summary"))
        hours = self._book.add_worksheet(self._say("report.hours"))
        for page in (summary, hours):
            _for_print(page)
        self._hours(hours)
        self._summary(summary, made)

    def _say(self, code: str) -> str:
        return text(code, self._lang)

    def _summary(self, page: Worksheet, made: datetime) -> None:
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 12)
        page.set_column(2, 2, 3)
        page.set_column(3, 3, 24)
        page.set_column(4, 4, 12)
        page.set_column(5, 5, 3)
        page.set_row(0, 26)
        page.write_string(0, 0, self._say("report.title"), self._title)
        page.freeze_panes(1, 0)
        top = self._facts(page, 2, made)
        counts, balance = self._sheet.counts, self._sheet.balance
        figures = [
            ("in", counts.entries),
            ("out", counts.exits),
            ("total", counts.total),
            ("inside_site" if self._sheet.other_gates else "inside", self._sheet.inside),
            ("warned", counts.warned),
            ("voided", counts.voided),
        ]
        named = [(self._say(f"report.{name}"), count) for name, count in figures]
        left = self._table(page, top, 0, "report.figures", named)
        places = [(self._say(f"balance.{name}"), count) for name, count in balance.places().items()]
        left = self._table(page, left + 1, 0, "report.balance", places)
        said = "report.balanced" if balance.balanced else "report.not_balanced"
        page.write_string(left, 0, self._say(said), self._said)
        if self._sheet.paper.printed:
            self._paper(page, left + 2)
        ways = [(text(f"way.{way}", self._lang), counts.by_way.get(way, 0)) for way in Way]
        right = self._table(page, top, 3, "report.ways", ways)
        kinds = [(text(f"kind.{kind}", self._lang), counts.by_kind.get(kind, 0)) for kind in Kind]
        self._table(page, right + 1, 3, "report.kinds", kinds)
        self._hour_chart(page, 2)
        self._way_chart(page, top + 9, top + 1, len(ways))

    def _paper(self, page: Worksheet, top: int) -> None:
        """What became of the numbered sheets."""
        paper = self._sheet.paper
        figures = [
            ("printed", paper.printed),
            ("open", paper.open),
            ("rows_typed", paper.rows_typed),
            ("rows_untyped", paper.untyped),
            ("missing", len(paper.missing)),
        ]
        named = [(self._say(f"paper.{name}"), count) for name, count in figures]
        after = self._table(page, top, 0, "report.paper", named)
        if paper.missing:
            said = text("paper.which", self._lang, numbers=", ".join(paper.missing))
            page.write_string(after, 0, cell_text(said), self._said)

    def _facts(self, page: Worksheet, top: int, made: datetime) -> int:
        info = self._sheet.info
        facts = [
            ("site", info.site),
            ("gate", info.gate),
            ("site_kind", text(f"site.{info.kind}", self._lang)),
            ("date", date.fromisoformat(self._sheet.counts.day)),
            ("as_of", made),
            ("station", str(info.id)),
            *(("remark", said) for said in remarks(self._sheet, self._lang)),
        ]
        for row, (name, value) in enumerate(facts, top):
            page.write_string(row, 0, self._say(f"report.{name}"), self._label)
            if isinstance(value, str):
                shown = cell_text(value)
                page.merge_range(row, 1, row, 4, "", self._text)
                page.write_string(row, 1, shown, self._text)
                height = _LINE_HEIGHT * (1 + len(shown) // _LINE_CHARS)
                page.set_row(row, min(height, _MOST_HEIGHT))
            else:
                page.merge_range(row, 1, row, 4, "", self._date)
                form = self._moment if isinstance(value, datetime) else self._date
                page.write_datetime(row, 1, value, form)
        return top + len(facts) + 1

    def _table(
        self, page: Worksheet, top: int, left: int, title: str, rows: Sequence[tuple[str, int]]
    ) -> int:
        page.write_string(top, left, self._say(title), self._head)
        page.write_blank(top, left + 1, None, self._head)
        for row, (name, count) in enumerate(rows, top + 1):
            page.write_string(row, left, name)
            page.write_number(row, left + 1, count, self._number)
        return top + 1 + len(rows)

    def _hours(self, page: Worksheet) -> None:
        names = ("hour", "in", "out", "total")
        page.set_column(0, 0, 18)
        page.set_column(1, 3, 12)
        for column, name in enumerate(names):
            form: Format = self._head_right if column else self._head
            page.write_string(0, column, self._say(f"report.{name}"), form)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        counts = self._sheet.counts
        for hour, (entries, exits) in enumerate(counts.by_hour):
            page.write_string(hour + 1, 0, f"{hour:02}:00 – {hour + 1:02}:00")
            for column, count in enumerate((entries, exits, entries + exits), 1):
                page.write_number(hour + 1, column, count, self._number)
        end = len(counts.by_hour) + 1
        page.write_string(end, 0, self._say("report.total"), self._sum_label)
        for column, count in enumerate((counts.entries, counts.exits, counts.total), 1):
            page.write_number(end, column, count, self._sum)

    def _hour_chart(self, page: Worksheet, top: int) -> None:
        chart = self._book.add_chart({"type": "column", "subtype": "stacked"})
        name, last = self._say("report.hours"), len(self._sheet.counts.by_hour)
        for column, colour in ((1, ACCENT), (2, EDGE)):
            chart.add_series(
                {
                    "name": [name, 0, column],
                    "categories": [name, 1, 0, last, 0],
                    "values": [name, 1, column, last, column],
                    "fill": {"color": colour},
                    "gap": 45,
                }
            )
        _dress(chart, name)
        chart.set_legend({"position": "top"})
        chart.set_x_axis(
            {"interval_unit": 2, "num_font": {"size": 8, "rotation": -45}, "line": {"color": EDGE}}
        )
        chart.set_size({"width": 560, "height": 300})
        page.insert_chart(top, 6, chart, {"description": name})

    def _way_chart(self, page: Worksheet, top: int, first: int, count: int) -> None:
        chart = self._book.add_chart({"type": "bar"})
        page_name = self._say("report.summary")
        chart.add_series(
            {
                "name": self._say("report.total"),
                "categories": [page_name, first, 3, first + count - 1, 3],
                "values": [page_name, first, 4, first + count - 1, 4],
                "fill": {"color": ACCENT},
                "gap": 45,
                "data_labels": {"value": True, "num_format": "#,##0"},
            }
        )
        name = self._say("report.ways")
        _dress(chart, name)
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "line": {"color": EDGE}})
        chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 560, "height": 200})
        page.insert_chart(top, 6, chart, {"description": name})


def _dress(chart: Chart, name: str) -> None:
    chart.set_title({"name": name, "name_font": {"size": 12, "bold": True}})
    chart.set_chartarea({"border": {"none": True}})


def _for_print(page: Worksheet) -> None:
    page.set_paper(PAPER_A4)
    page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 1)
    page.hide_gridlines(2)
    page.set_footer("&C&P / &N")
