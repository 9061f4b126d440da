"""An A4 page to draw on: text that always fits, boxes to tick, the same head and foot on all.

All distances are points (1/72 inch) from the page's upper left corner. Every text is laid out
before it is drawn: it is made smaller, then wrapped, then cut with an ellipsis, so that a name of
any length stays in its box.
"""

from types import TracebackType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from checkpoint_app.domain.text import tidy
from checkpoint_app.station.papers import Place
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import load_fonts
from checkpoint_app.ui.icons import Icon, paint
from checkpoint_app.ui.printing.canvas import Canvas
from checkpoint_app.ui.printing.tongue import Tongue

SHORT, LONG = 595.0, 842.0
"""The sides of A4."""
MM = 72 / 25.4
MARGIN = 36.0
"""Nearer to the edge many printers print nothing."""
COLOURS = theme.LIGHT
HOTLINE = "19009095"
"""Where the letter sends whoever needs help (19/SCHTP, 1)."""

PITCH = 1.32
"""From one line to the next, in heights of the letters' body; Vietnamese stacks its accents."""

LEFT = Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
TOP = Qt.AlignmentFlag.AlignTop
MIDDLE = Qt.AlignmentFlag.AlignVCenter
PLAIN, MEDIUM, STRONG, BOLD = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)


_own: list[QGuiApplication] = []


def prepare() -> None:
    """Make sure that there is an application to draw with; one of its own needs no display.

    It stays until the process ends, so a process that also opens the window opens that first.
    """
    if QGuiApplication.instance() is None:
        _own.append(QGuiApplication(["checkpoint", "-platform", "offscreen"]))
        load_fonts()


class Paper:
    """Draws one paper, page after page. A context: what is drawn after it ends goes nowhere.

    Attributes:
        painter: draws on the page that is on.
        tongue: the language of the paper.
        width, height: of the page.
    """

    def __init__(
        self, title: str, tongue: Tongue, canvas: Canvas, *, landscape: bool = False
    ) -> None:
        """Args: title: the document's own, shown by whatever opens the file.

        Raises:
            PrintingFailed: the canvas takes nothing.
        """
        prepare()
        self.tongue = tongue
        self.width, self.height = (LONG, SHORT) if landscape else (SHORT, LONG)
        self._canvas = canvas
        canvas.begin(tidy(title), landscape=landscape)
        self.painter = canvas.painter
        self._set_up()

    def __enter__(self) -> "Paper":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._canvas.end()
        else:  # the cause is that error, not what the canvas says of half a paper
            self.painter.end()

    def new_page(self) -> None:
        """Go on, on an empty page.

        Raises:
            PrintingFailed: the canvas takes no more.
        """
        self._canvas.new_page()
        self._set_up()

    def _set_up(self) -> None:
        self.painter.resetTransform()
        self.painter.scale(self._canvas.scale, self._canvas.scale)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # Text

    def text(
        self,
        box: QRectF,
        text: str,
        size: int,
        *,
        least: int | None = None,
        lines: int = 1,
        weight: QFont.Weight = PLAIN,
        colour: str = COLOURS.ink,
        align: Qt.AlignmentFlag = LEFT,
        vertical: Qt.AlignmentFlag = MIDDLE,
    ) -> float:
        """Write a text into a box.

        Args:
            size: the height of the letters' body; least: how small it may become to fit.
            lines: on how many lines it may stand, where the box has room for them.

        Returns:
            The lower edge of what was written.
        """
        said = tidy(text)
        for tried in range(size, (least or size) - 1, -1):
            font = _font(tried, weight)
            room = min(lines, max(1, int((box.height() + 0.5) // _pitch(font))))
            laid = _lay(said, font, box.width(), align)
            if laid.lineCount() <= room:
                break
        else:
            laid = _lay(_cut(said, laid, font, room), font, box.width(), align)
        height = laid.lineCount() * _pitch(font)
        top = box.top()
        if vertical == MIDDLE:
            top += max(0.0, (box.height() - height) / 2)
        self.painter.setPen(QColor(colour))
        laid.draw(self.painter, QPointF(box.left(), top))
        return top + height

    def where(
        self,
        box: QRectF,
        place: Place,
        size: int,
        *,
        least: int,
        weight: QFont.Weight,
        align: Qt.AlignmentFlag = LEFT,
        vertical: Qt.AlignmentFlag = MIDDLE,
    ) -> float:
        """Write site and gate on a line, or on one each where that is too long for two.

        Returns:
            The lower edge of what was written.
        """
        site, gate = tidy(place.site), tidy(place.gate)
        both = " · ".join(filter(None, (site, gate)))
        if not gate or self.height_of(both, least, box.width(), weight) <= 2 * least * PITCH:
            return self.text(
                box, both, size, least=least, lines=2, weight=weight, align=align, vertical=vertical
            )
        # The gate is what tells one pile of papers from another: a long site must not cut it off.
        half = QRectF(box.left(), box.top(), box.width(), least * PITCH)
        for said in (site, gate):
            self.text(half, said, least, weight=weight, align=align)
            half.translate(0, half.height())
        return half.top()

    def height_of(self, text: str, size: int, width: float, weight: QFont.Weight = PLAIN) -> float:
        """How high a text stands that is wrapped to a width."""
        font = _font(size, weight)
        return _lay(tidy(text), font, width, LEFT).lineCount() * _pitch(font)

    def width_of(self, text: str, size: int, weight: QFont.Weight = PLAIN) -> float:
        """How wide a text stands on one line."""
        return QFontMetricsF(_font(size, weight)).horizontalAdvance(text)

    # Lines and boxes

    def fill(self, box: QRectF, colour: str) -> None:
        """Fill a box."""
        self.painter.fillRect(box, QColor(colour))

    def line(self, start: QPointF, end: QPointF, width: float = 0.6, colour: str = "") -> None:
        """Draw a straight line."""
        self.painter.setPen(QPen(QColor(colour or COLOURS.edge), width))
        self.painter.drawLine(start, end)

    def dots(self, left: float, right: float, base: float) -> None:
        """Draw a line to write on."""
        pen = QPen(QColor(COLOURS.ink_soft), 0.7, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1, 2.6])
        self.painter.setPen(pen)
        if right > left:
            self.painter.drawLine(QPointF(left, base), QPointF(right, base))

    def tick(
        self, left: float, middle: float, text: str, size: int = 10, room: float | None = None
    ) -> float:
        """Draw an empty box to tick and what it stands for.

        Args:
            room: how wide the text may be; None for as wide as it is.

        Returns:
            The right edge of the text.
        """
        side = size * 0.86
        self.painter.setPen(QPen(QColor(COLOURS.ink), 0.7))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(QRectF(left, middle - side / 2, side, side))
        start = left + side + size * 0.35
        width = self.width_of(text, size) + 1 if room is None else room - (start - left)
        self.text(QRectF(start, middle - size, width, size * 2), text, size, least=5)
        return start + width

    # What every paper has

    def head(self, title: str, place: Place, right: float | None = None) -> float:
        """The product's sign, the title, and the site and gate below; returns where they end.

        Args:
            right: where the head ends on the right; None for the margin.
        """
        width = (right or self.width - MARGIN) - MARGIN
        paint(self.painter, Icon.GATE, COLOURS.accent, QRectF(MARGIN, MARGIN + 1, 26, 26))
        box = QRectF(MARGIN + 34, MARGIN - 2, width - 34, 32)
        self.text(box, title, 21, least=12, lines=2, weight=BOLD)
        box = QRectF(MARGIN, MARGIN + 34, width, 38)
        return self.where(box, place, 14, least=9, weight=STRONG, vertical=TOP)

    def foot(self, said: str, page: int, pages: int) -> None:
        """A line at the page's end: what the paper is on the left, which page on the right."""
        top = self.height - MARGIN - 12
        self.line(QPointF(MARGIN, top), QPointF(self.width - MARGIN, top), 0.5, COLOURS.line)
        count = self.tongue.translate("Paper", "Page {page}/{pages}").format(page=page, pages=pages)
        box = QRectF(MARGIN, top + 2, self.width - 2 * MARGIN - 90, 12)
        self.text(box, said, 8, least=6, colour=COLOURS.ink_soft)
        box = QRectF(self.width - MARGIN - 88, top + 2, 88, 12)
        self.text(box, count, 8, colour=COLOURS.ink_soft, align=RIGHT)

    def corners(self) -> None:
        """Marks by which a photographed sheet is squared up and seen to be whole."""
        inset, arm = 20.0, 14.0
        for across, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
            x = self.width - inset if across else inset
            y = self.height - inset if down else inset
            self.line(QPointF(x, y), QPointF(x - arm if across else x + arm, y), 2, COLOURS.ink)
            self.line(QPointF(x, y), QPointF(x, y - arm if down else y + arm), 2, COLOURS.ink)


def _font(size: int, weight: QFont.Weight) -> QFont:
    font = theme.pixels(size, weight)
    # Hinted widths are those of a screen: on paper the lines would end elsewhere.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _pitch(font: QFont) -> float:
    return font.pixelSize() * PITCH


def _lay(text: str, font: QFont, width: float, align: Qt.AlignmentFlag) -> QTextLayout:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # The page reads from the left; a name in another script does so within its own words.
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    laid = QTextLayout(text, font)
    laid.setTextOption(option)
    laid.beginLayout()
    top = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top + (_pitch(font) - line.height()) / 2))
        top += _pitch(font)
    laid.endLayout()
    return laid


def _cut(text: str, laid: QTextLayout, font: QFont, room: int) -> str:
    """The text shortened so that it stands on so many lines, an ellipsis at its end."""
    kept = laid.lineAt(room - 1).textStart() + laid.lineAt(room - 1).textLength()
    width = laid.lineAt(0).width()
    while kept > 0:
        shorter = text[:kept].rstrip() + "…"
        if _lay(shorter, font, width, LEFT).lineCount() <= room:
            return shorter
        kept -= 1
    return "…"
