"""The site's own code, large enough to be scanned from where people queue."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from checkpoint_app.station.papers import Place
from checkpoint_app.ui.printing.paper import (
    BOLD,
    CENTRE,
    COLOURS,
    HOTLINE,
    MARGIN,
    MM,
    STRONG,
    Paper,
)
from checkpoint_app.ui.printing.qr import PrintedCode

CODE_SIDE = 150 * MM
"""At least 15 × 15 cm (2665/STTTT-CNTT of Hanoi, 22 September 2021)."""
LEAST_VERSION = 3
"""With fewer modules, and so a wider quiet zone, no room would be left for the words."""


def draw_poster(paper: Paper, payload: bytes, place: Place) -> None:
    """Draw the poster on the page that is on.

    Raises:
        InvalidEntry: the payload is empty, or more than a code holds.
    """
    tongue = paper.tongue
    code = PrintedCode(payload, least_version=LEAST_VERSION)
    width = paper.width - 2 * MARGIN
    title = tongue.translate("Poster", "SCAN THIS CODE WHEN YOU ENTER AND WHEN YOU LEAVE")
    box = QRectF(MARGIN, 26, width, 34)
    paper.text(box, title, 20, least=10, weight=BOLD, colour=COLOURS.accent, align=CENTRE)
    box = QRectF(MARGIN, 60, width, 64)
    paper.where(box, place, 27, least=14, weight=BOLD, align=CENTRE)
    top = 124 + code.margin(CODE_SIDE)
    code.draw(paper.painter, QPointF((paper.width - CODE_SIDE) / 2, top), CODE_SIDE)
    bottom = _steps(
        paper,
        top + CODE_SIDE + code.margin(CODE_SIDE) + 4,
        (
            tongue.translate("Poster", "Open your health declaration app or the camera."),
            tongue.translate("Poster", "Scan this code, check your details and send."),
            tongue.translate("Poster", "Show the screen to the guard, then pass."),
        ),
    )
    without = tongue.translate(
        "Poster",
        "No smartphone? Show your ID card or health insurance card with a QR code, or ask the "
        "guard for the paper form.",
    )
    box = QRectF(MARGIN, bottom + 6, width, 34)
    paper.text(box, without, 12, least=8, lines=2, weight=STRONG, align=CENTRE)
    rules = tongue.translate(
        "Poster",
        "5K: masks · disinfection · distance · no gathering · health declaration. Help: {hotline}",
    )
    box = QRectF(MARGIN, paper.height - 44, width, 16)
    said = rules.format(hotline=HOTLINE)
    paper.text(box, said, 10, least=7, colour=COLOURS.ink_soft, align=CENTRE)


def _steps(paper: Paper, top: float, steps: Sequence[str]) -> float:
    """Draw the steps beside each other, each with its number; returns where they end."""
    gap, height = 10.0, 62.0
    width = (paper.width - 2 * MARGIN - gap * (len(steps) - 1)) / len(steps)
    for place, step in enumerate(steps):
        left = MARGIN + place * (width + gap)
        paper.fill(QRectF(left, top, width, height), COLOURS.accent_soft)
        box = QRectF(left + 6, top, 26, height)
        paper.text(box, str(place + 1), 26, weight=BOLD, colour=COLOURS.accent, align=CENTRE)
        box = QRectF(left + 38, top + 4, width - 44, height - 8)
        paper.text(box, step, 12, least=8, lines=4, weight=STRONG)
    return top + height
