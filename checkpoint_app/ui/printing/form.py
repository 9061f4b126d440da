"""The full declaration of one person, in the words of the national form (tokhaiyte.vn, 2022).

The Vietnamese labels are that form's own, to the letter. It is a numbered sheet of one row, so that
one that was handed out and never came back is missed.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.station.papers import Place, PrintedSheet
from checkpoint_app.ui.printing.notice import basis, rights
from checkpoint_app.ui.printing.paper import (
    BOLD,
    CENTRE,
    COLOURS,
    MARGIN,
    MM,
    STRONG,
    TOP,
    Paper,
)
from checkpoint_app.ui.printing.qr import PrintedCode

CODE_SIDE = 25 * MM
LINE = 26.0
SIZE = 11


def draw_forms(paper: Paper, sheets: Sequence[PrintedSheet], place: Place) -> None:
    """Draw each form on a page of its own.

    Raises:
        InvalidEntry: a form has more rows than one, or its code holds too much.
    """
    for page, sheet in enumerate(sheets):
        if page:
            paper.new_page()
        _Form(paper, sheet, place).draw()


class _Form:
    """Draws one page from the top downwards."""

    def __init__(self, paper: Paper, sheet: PrintedSheet, place: Place) -> None:
        if sheet.code.first_row != sheet.code.last_row:
            raise InvalidEntry("row", "not_a_number")
        self._paper, self._sheet, self._place = paper, sheet, place
        self._code = PrintedCode(sheet.payload)
        self._right = paper.width - MARGIN
        self._top = MARGIN

    def draw(self) -> None:
        """Draw the whole page."""
        self._paper.corners()
        self._head()
        self._who()
        self._address()
        self._asked()
        self._signed()
        self._gate()

    def _head(self) -> None:
        paper, tongue, code = self._paper, self._paper.tongue, self._sheet.code
        margin = self._code.margin(CODE_SIDE)
        left = self._right - CODE_SIDE - margin + 8
        top = MARGIN + margin - 8
        self._code.draw(paper.painter, QPointF(left, top), CODE_SIDE)
        end = left - margin - 10
        title = tongue.translate(
            "PaperForm", "Health declaration (prevention of the COVID-19 epidemic)"
        )
        low = paper.head(title, self._place, end)
        said = tongue.translate("PaperForm", "SHEET {number} · row {row} · printed on {date}")
        said = said.format(
            number=code.number, row=code.first_row, date=f"{code.issued_on:%d/%m/%Y}"
        )
        low = max(low, MARGIN + 54) + 2
        paper.text(QRectF(MARGIN, low, end - MARGIN, 16), said, 12, least=7, weight=BOLD)
        self._top = max(top + CODE_SIDE + margin, low + 18)
        warned = tongue.translate(
            "PaperForm",
            "Note: a false declaration breaks the law of Viet Nam and may be a criminal offence",
        )
        box = QRectF(MARGIN, self._top, self._right - MARGIN, 16)
        paper.text(box, warned, 10, least=7, weight=STRONG, colour=COLOURS.danger_ink)
        self._top += 18

    def _who(self) -> None:
        tongue = self._paper.tongue
        self._ticks("", (tongue.translate("PaperForm", "Declared for someone else"),))
        self._blanks((tongue.translate("PaperForm", "Full name (in CAPITALS)"), 1.0, True))
        self._blanks(
            (tongue.translate("PaperForm", "Number of passport / CMND / CCCD"), 0.64, False),
            (tongue.translate("PaperForm", "Year of birth"), 0.36, True),
        )
        self._ticks(
            tongue.translate("PaperForm", "Sex"),
            (
                tongue.translate("PaperForm", "Male"),
                tongue.translate("PaperForm", "Female"),
                tongue.translate("PaperForm", "Other"),
            ),
            needed=True,
            blank=tongue.translate("PaperForm", "Nationality"),
        )

    def _address(self) -> None:
        tongue = self._paper.tongue
        self._heading(tongue.translate("PaperForm", "Contact address in Viet Nam"))
        self._blanks(
            (tongue.translate("PaperForm", "Province / city"), 0.34, True),
            (tongue.translate("PaperForm", "District"), 0.33, True),
            (tongue.translate("PaperForm", "Ward / commune"), 0.33, True),
        )
        self._blanks(
            (tongue.translate("PaperForm", "House number, street, group / hamlet"), 1.0, True)
        )
        self._blanks(
            (tongue.translate("PaperForm", "Phone"), 0.45, True),
            (tongue.translate("PaperForm", "Email"), 0.55, False),
        )

    def _asked(self) -> None:
        tongue, days = self._paper.tongue, self._place.lookback_days
        no, yes = tongue.translate("PaperForm", "No"), tongue.translate("PaperForm", "Yes")
        travelled = tongue.translate(
            "PaperForm",
            "In the last {days} days, which provinces, cities, countries or territories have you "
            "been to (you may have passed through several)",
        )
        self._question(travelled.format(days=days), (no, yes), blank=True)
        signs = tongue.translate(
            "PaperForm",
            "In the last {days} days, have you had at least one of these signs: fever, cough, "
            "shortness of breath, pneumonia, sore throat, tiredness?",
        )
        self._question(signs.format(days=days), (no, yes), blank=True)
        contact = tongue.translate(
            "PaperForm", "In the last {days} days, have you been in contact with:"
        )
        self._heading(contact.format(days=days))
        for whom in (
            tongue.translate("PaperForm", "A person who has, or may have, COVID-19"),
            tongue.translate("PaperForm", "A person from a country with COVID-19"),
            tongue.translate(
                "PaperForm", "A person with signs (fever, cough, shortness of breath, pneumonia)"
            ),
        ):
            self._choice(whom, (yes, no))

    def _signed(self) -> None:
        paper, tongue = self._paper, self._paper.tongue
        self._top += 4
        width = self._right - MARGIN
        notice = f"{basis(self._place, tongue)} {rights(tongue)}"
        box = QRectF(MARGIN, self._top, width, 46)
        self._top = paper.text(
            box, notice, 8, least=6, lines=5, colour=COLOURS.ink_soft, vertical=TOP
        )
        self._top += 4
        agreed = tongue.translate("PaperForm", "I have read this and agree")
        paper.tick(MARGIN, self._top + 9, agreed, SIZE, width * 0.5)
        half = MARGIN + width * 0.52
        said = tongue.translate("PaperForm", "Date, signature and full name of the person")
        box = QRectF(half, self._top, self._right - half, 16)
        paper.text(box, said, SIZE, least=7, weight=STRONG, align=CENTRE)
        self._top += 18

    def _gate(self) -> None:
        """What the guard fills in, at the foot of the page."""
        paper, tongue = self._paper, self._paper.tongue
        height = 94.0
        top = paper.height - MARGIN - height
        box = QRectF(MARGIN, top, self._right - MARGIN, height)
        paper.fill(box, COLOURS.bg)
        said = tongue.translate("PaperForm", "FOR THE GUARD")
        paper.text(QRectF(MARGIN + 8, top + 3, 200, 16), said, 10, weight=BOLD)
        self._top = top + 17
        inner = 8.0
        self._ticks(
            "",
            (tongue.translate("PaperForm", "In"), tongue.translate("PaperForm", "Out")),
            blank=tongue.translate("PaperForm", "Time and date"),
            inset=inner,
        )
        self._ticks(
            tongue.translate("PaperForm", "Why on paper"),
            (
                tongue.translate("PaperForm", "Network down"),
                tongue.translate("PaperForm", "No device"),
                tongue.translate("PaperForm", "Cannot use one"),
            ),
            inset=inner,
        )
        self._top -= 4
        self._blanks(
            (tongue.translate("PaperForm", "Guard on duty"), 0.5, False),
            (tongue.translate("PaperForm", "Guided by"), 0.5, False),
            inset=inner,
        )

    # Lines to write on

    def _heading(self, said: str) -> None:
        box = QRectF(MARGIN, self._top + 5, self._right - MARGIN, 17)
        self._paper.text(box, said, SIZE, least=7, weight=BOLD)
        self._top += 23

    def _label(self, left: float, said: str, room: float, *, needed: bool = False) -> float:
        """Write a label; returns where its line begins."""
        shown = f"{said} (*)" if needed else said
        width = min(self._paper.width_of(shown, SIZE) + 1, room)
        self._paper.text(QRectF(left, self._top, width, LINE), shown, SIZE, least=6)
        return left + width + 5

    def _blanks(self, *fields: tuple[str, float, bool], inset: float = 0.0) -> None:
        """Labels with lines to write on: each its name, share of the width, and whether needed."""
        left = MARGIN + inset
        whole = self._right - MARGIN - 2 * inset
        for name, share, needed in fields:
            right = left + whole * share
            start = self._label(left, name, (right - left) * 0.75, needed=needed)
            self._paper.dots(start, right - 8, self._top + LINE - 6)
            left = right
        self._top += LINE

    def _ticks(
        self,
        name: str,
        choices: Sequence[str],
        *,
        needed: bool = False,
        blank: str = "",
        inset: float = 0.0,
    ) -> None:
        """Boxes to tick in one line, and a blank after them where one is named."""
        left = MARGIN + inset
        if name:
            left = self._label(left, name, 160, needed=needed) + 6
        for choice in choices:
            left = self._paper.tick(left, self._top + LINE / 2, choice, SIZE) + 16
        if blank:
            start = self._label(left + 8, blank, 140, needed=needed)
            self._paper.dots(start, self._right - inset - 8, self._top + LINE - 6)
        self._top += LINE

    def _question(self, said: str, choices: Sequence[str], *, blank: bool) -> None:
        """A question over the whole width, and below it the answers and a line for more."""
        paper, width = self._paper, self._right - MARGIN
        said = f"{said} (*)"
        height = min(paper.height_of(said, SIZE, width, STRONG), 32.0)
        box = QRectF(MARGIN, self._top + 4, width, height)
        paper.text(box, said, SIZE, least=7, lines=2, weight=STRONG, vertical=TOP)
        self._top += height + 4
        left = MARGIN
        for choice in choices:
            left = paper.tick(left, self._top + LINE / 2, choice, SIZE) + 16
        if blank:
            paper.dots(left - 8, self._right - 8, self._top + LINE - 6)
        self._top += LINE

    def _choice(self, said: str, choices: Sequence[str]) -> None:
        """A short question with its answers at the right."""
        paper = self._paper
        box = QRectF(MARGIN, self._top, self._right - MARGIN - 130, 22)
        paper.text(box, f"{said} (*)", SIZE, least=7)
        left = self._right - 120
        for choice in choices:
            paper.tick(left, self._top + 11, choice, SIZE)
            left += 62
        self._top += 22
