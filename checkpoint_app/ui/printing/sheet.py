"""The numbered paper sheet: one row a person, for the guard's clipboard.

A row is named by what is printed on it, "sheet 000123 row 7", and the typist types that. Nothing is
ticked beforehand, for a tick that was printed is nobody's answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.station.papers import Place, PrintedSheet
from checkpoint_app.ui.printing.notice import basis, rights
from checkpoint_app.ui.printing.paper import (
    BOLD,
    CENTRE,
    COLOURS,
    MM,
    STRONG,
    TOP,
    Paper,
)
from checkpoint_app.ui.printing.qr import PrintedCode
from checkpoint_app.ui.printing.tongue import Tongue

MOST_ROWS = 12
"""More rows on one page would be too low to write in: 8 mm is what a pen needs."""
CODE_SIDE = 27 * MM
MARGIN = 30.0
HEAD, COLUMN_HEAD, NOTES = 92.0, 44.0, 58.0


def draw_sheets(paper: Paper, sheets: Sequence[PrintedSheet], place: Place) -> None:
    """Draw each sheet on a page of its own.

    Raises:
        InvalidEntry: a sheet has more rows than a page holds, or its code holds too much.
    """
    for page, sheet in enumerate(sheets):
        if page:
            paper.new_page()
        _Sheet(paper, sheet, place).draw()


class _Sheet:
    """Draws one page."""

    def __init__(self, paper: Paper, sheet: PrintedSheet, place: Place) -> None:
        rows = sheet.code.last_row - sheet.code.first_row + 1
        if not 1 <= rows <= MOST_ROWS:
            raise InvalidEntry("row", "not_a_number")
        self._paper, self._sheet, self._place = paper, sheet, place
        self._rows = range(sheet.code.first_row, sheet.code.last_row + 1)
        self._code = PrintedCode(sheet.payload)
        self._right = paper.width - MARGIN

    def draw(self) -> None:
        """Draw the whole page."""
        self._paper.corners()
        self._head()
        self._table(MARGIN + HEAD)
        self._notes(self._paper.height - MARGIN - NOTES)

    def _head(self) -> None:
        paper, tongue = self._paper, self._paper.tongue
        margin = self._code.margin(CODE_SIDE)
        code_left = self._right - CODE_SIDE - margin
        self._code.draw(paper.painter, QPointF(code_left, MARGIN), CODE_SIDE)
        number_left = code_left - margin - 152
        title = tongue.translate("PaperSheet", "Record of people entering and leaving")
        width = number_left - MARGIN - 12
        paper.text(QRectF(MARGIN, MARGIN - 6, width, 24), title, 18, least=10, weight=BOLD)
        box = QRectF(MARGIN, MARGIN + 19, width, 30)
        paper.where(box, self._place, 13, least=9, weight=STRONG)
        self._number(QRectF(number_left, MARGIN - 6, 148, HEAD - 10))
        self._blanks(MARGIN + 59, width)
        self._reasons(MARGIN + 78, width)

    def _number(self, box: QRectF) -> None:
        paper, tongue, code = self._paper, self._paper.tongue, self._sheet.code
        name = tongue.translate("PaperSheet", "SHEET NUMBER")
        paper.text(
            QRectF(box.left(), box.top(), box.width(), 13),
            name,
            9,
            weight=STRONG,
            colour=COLOURS.ink_soft,
            align=CENTRE,
        )
        middle = QRectF(box.left(), box.top() + 14, box.width(), 38)
        paper.text(middle, code.number, 34, least=9, lines=2, weight=BOLD, align=CENTRE)
        rows = tongue.translate("PaperSheet", "rows {first} to {last}")
        said = rows.format(first=code.first_row, last=code.last_row)
        low = QRectF(box.left(), box.top() + 54, box.width(), 13)
        paper.text(low, said, 9, align=CENTRE)
        printed = tongue.translate("PaperSheet", "printed on {date}")
        said = printed.format(date=f"{code.issued_on:%d/%m/%Y}")
        low.translate(0, 13)
        paper.text(low, said, 8, colour=COLOURS.ink_soft, align=CENTRE)

    def _blanks(self, base: float, width: float) -> None:
        """What the guard fills in once for the whole sheet."""
        paper, tongue = self._paper, self._paper.tongue
        date = tongue.translate("PaperSheet", "Date:")
        guard = tongue.translate("PaperSheet", "Guard on duty:")
        left = MARGIN
        date_width = paper.width_of(date, 10, STRONG) + 4
        paper.text(QRectF(left, base - 9, date_width, 14), date, 10, weight=STRONG)
        left += date_width
        for room in (26.0, 26.0, 40.0):
            paper.dots(left, left + room, base + 2)
            if room < 40:
                paper.text(QRectF(left + room, base - 9, 8, 14), "/", 10, align=CENTRE)
            left += room + 8
        left += 12
        guard_width = paper.width_of(guard, 10, STRONG) + 4
        paper.text(QRectF(left, base - 9, guard_width, 14), guard, 10, weight=STRONG)
        paper.dots(left + guard_width, MARGIN + width, base + 2)

    def _reasons(self, middle: float, width: float) -> None:
        paper, tongue = self._paper, self._paper.tongue
        asked = tongue.translate("PaperSheet", "Why on paper:")
        asked_width = paper.width_of(asked, 10, STRONG) + 6
        paper.text(QRectF(MARGIN, middle - 8, asked_width, 16), asked, 10, weight=STRONG)
        left = MARGIN + asked_width
        room = (width - asked_width) / 3
        for reason in (
            tongue.translate("PaperSheet", "1 Network down"),
            tongue.translate("PaperSheet", "2 No device"),
            tongue.translate("PaperSheet", "3 Cannot use one"),
        ):
            paper.tick(left, middle, reason, 10, room - 6)
            left += room

    def _table(self, top: float) -> None:
        paper = self._paper
        columns = _columns(paper.tongue)
        spare = self._right - MARGIN - sum(column.width for column in columns)
        edges = [MARGIN]
        for column in columns:
            edges.append(edges[-1] + column.width + spare * column.share)
        low = top + COLUMN_HEAD
        end = self._paper.height - MARGIN - NOTES - 6
        pitch = (end - low) / max(len(self._rows), 8)
        bottom = low + pitch * len(self._rows)
        paper.fill(QRectF(MARGIN, top, self._right - MARGIN, COLUMN_HEAD), COLOURS.bg)
        self._column_heads(columns, edges, top)
        for place, row in enumerate(self._rows):
            self._row(columns, edges, QRectF(MARGIN, low + pitch * place, 0, pitch), row)
        first = next(place for place, column in enumerate(columns) if column.asked)
        for place, edge in enumerate(edges):
            inside = first < place < first + sum(column.asked for column in columns)
            start = top + 14 if inside else top
            paper.line(QPointF(edge, start), QPointF(edge, bottom))
        for height in (top, low, *(low + pitch * (place + 1) for place in range(len(self._rows)))):
            paper.line(QPointF(MARGIN, height), QPointF(self._right, height))

    def _column_heads(
        self, columns: Sequence["_Column"], edges: Sequence[float], top: float
    ) -> None:
        paper, tongue = self._paper, self._paper.tongue
        spans = list(pairwise(edges))
        asked = [span for span, column in zip(spans, columns, strict=True) if column.asked]
        group = QRectF(asked[0][0], top, asked[-1][1] - asked[0][0], 14)
        within = tongue.translate("PaperSheet", "In the last {days} days")
        said = within.format(days=self._place.lookback_days)
        paper.text(group.adjusted(2, 0, -2, 0), said, 8, least=5, weight=STRONG, align=CENTRE)
        paper.line(group.bottomLeft(), group.bottomRight())
        for (left, right), column in zip(spans, columns, strict=True):
            start = top + 14 if column.asked else top
            box = QRectF(left + 2, start + 1, right - left - 4, COLUMN_HEAD - (start - top) - 2)
            paper.text(box, column.name, 8, least=5, lines=4, weight=STRONG, align=CENTRE)

    def _row(
        self, columns: Sequence["_Column"], edges: Sequence[float], line: QRectF, row: int
    ) -> None:
        paper = self._paper
        box = QRectF(edges[0], line.top(), edges[1] - edges[0], line.height())
        paper.text(box, str(row), 14, least=7, weight=BOLD, align=CENTRE)
        for (left, right), column in zip(pairwise(edges), columns, strict=True):
            if not column.choices:
                continue
            pitch = (line.height() - 4) / len(column.choices)
            size = 8 if len(column.choices) < 3 else 7
            for place, choice in enumerate(column.choices):
                middle = line.top() + 2 + pitch * (place + 0.5)
                paper.tick(left + 4, middle, choice, size, right - left - 6)

    def _notes(self, top: float) -> None:
        paper, tongue = self._paper, self._paper.tongue
        asked = tongue.translate(
            "PaperSheet",
            "(1) At least one of: fever, cough, shortness of breath, pneumonia, sore throat, "
            "tiredness. (2) Contact with a person who has or may have COVID-19, who came from a "
            "country with COVID-19, or who has these signs. (3) Was in another province, city or "
            "country.",
        )
        signed = tongue.translate(
            "PaperSheet",
            "By signing, the person declares that this is true and that they have read the notice.",
        )
        box = QRectF(MARGIN, top, self._right - MARGIN, NOTES)
        said = f"{asked} {signed}"
        low = paper.text(box, said, 8, least=5, lines=2, vertical=TOP)
        notice = f"{basis(self._place, tongue)} {rights(tongue)}"
        box.setTop(low + 2)
        paper.text(box, notice, 8, least=5, lines=4, colour=COLOURS.ink_soft, vertical=TOP)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its least width in points, and its share of the room that is left."""

    name: str
    width: float
    share: float = 0.0
    choices: tuple[str, ...] = ()
    asked: bool = False


def _columns(tongue: Tongue) -> list[_Column]:
    yes = tongue.translate("PaperSheet", "Yes"), tongue.translate("PaperSheet", "No")
    return [
        _Column(tongue.translate("PaperSheet", "Row"), 26),
        _Column(tongue.translate("PaperSheet", "Full name (in CAPITALS)"), 110, 0.4),
        _Column(tongue.translate("PaperSheet", "Year of birth"), 38),
        _Column(
            tongue.translate("PaperSheet", "Sex"),
            42,
            choices=(
                tongue.translate("PaperSheet", "Male"),
                tongue.translate("PaperSheet", "Female"),
                tongue.translate("PaperSheet", "Other"),
            ),
        ),
        _Column(tongue.translate("PaperSheet", "Passport / ID card number"), 88, 0.1),
        _Column(tongue.translate("PaperSheet", "Phone"), 72, 0.1),
        _Column(tongue.translate("PaperSheet", "Address"), 100, 0.4),
        _Column(tongue.translate("PaperSheet", "Time"), 36),
        _Column(
            tongue.translate("PaperSheet", "In / Out"),
            34,
            choices=(tongue.translate("PaperSheet", "In"), tongue.translate("PaperSheet", "Out")),
        ),
        _Column(
            tongue.translate("PaperSheet", "Why (if not as above)"), 32, choices=("1", "2", "3")
        ),
        _Column(tongue.translate("PaperSheet", "(1) Signs"), 42, choices=yes, asked=True),
        _Column(tongue.translate("PaperSheet", "(2) Contact"), 42, choices=yes, asked=True),
        _Column(tongue.translate("PaperSheet", "(3) Travel"), 42, choices=yes, asked=True),
        _Column(tongue.translate("PaperSheet", "Signature"), 50),
    ]
