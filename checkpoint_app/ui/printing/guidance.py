"""The page that a guard turns towards a visitor: what is recorded, why, and what to do."""

from PySide6.QtCore import QRectF

from checkpoint_app.station.papers import Place
from checkpoint_app.ui.printing.notice import basis, rights
from checkpoint_app.ui.printing.paper import (
    BOLD,
    CENTRE,
    COLOURS,
    HOTLINE,
    MARGIN,
    STRONG,
    TOP,
    Paper,
)
from checkpoint_app.ui.printing.tongue import Tongue

_HOTLINE_HEIGHT = 66.0


def draw_guidance(paper: Paper, place: Place) -> None:
    """Draw the page on the one that is on."""
    tongue = paper.tongue
    title = tongue.translate("Guidance", "For everyone who enters and leaves")
    top = paper.head(title, place) + 12
    for heading, said in sections(place, tongue):
        top = _section(paper, top, heading, said)
    _hotline(paper)
    kind = tongue.translate("Guidance", "Guidance for visitors")
    paper.foot(kind, 1, 1)


def sections(place: Place, tongue: Tongue) -> list[tuple[str, str]]:
    """Heading and text of each part, for the paper and for the screen."""
    return [
        (
            tongue.translate("Guidance", "What is recorded"),
            tongue.translate(
                "Guidance",
                "Your name, year of birth, phone and card number, the time, and whether you enter "
                "or leave. For a delivery: the plate and where it goes. If health questions are "
                "asked, your answers. No photo is kept, neither of you nor of your card.",
            ),
        ),
        (tongue.translate("Guidance", "Why"), basis(place, tongue)),
        (
            tongue.translate("Guidance", "How to show a code"),
            tongue.translate(
                "Guidance",
                "Have your code ready: the one in your app, on your chip ID card, or on your "
                "health insurance card. Hold it flat in front of the camera, a hand's width away, "
                "until you hear the tone. Turn the phone's brightness up.",
            ),
        ),
        (
            tongue.translate("Guidance", "No phone, no code, no network?"),
            tongue.translate(
                "Guidance",
                "Tell the guard: someone fills in the form with you, or you write on the numbered "
                "paper form. It is put on the system afterwards, and you need not come back for "
                "it.",
            ),
        ),
        (tongue.translate("Guidance", "Your rights"), rights(tongue)),
    ]


def _section(paper: Paper, top: float, heading: str, said: str) -> float:
    width = paper.width - 2 * MARGIN - 16
    # A site's name may be long: what is left of the page is shared out by the text's own height.
    height = min(paper.height_of(said, 15, width), 130.0)
    paper.fill(QRectF(MARGIN, top + 2, 4, height + 26), COLOURS.accent)
    box = QRectF(MARGIN + 16, top, width, 24)
    paper.text(box, heading, 17, weight=BOLD, colour=COLOURS.accent_ink)
    box = QRectF(MARGIN + 16, top + 26, width, height)
    paper.text(box, said, 15, least=8, lines=16, vertical=TOP)
    return top + 26 + height + 16


def _hotline(paper: Paper) -> None:
    top = paper.height - MARGIN - 24 - _HOTLINE_HEIGHT
    box = QRectF(MARGIN, top, paper.width - 2 * MARGIN, _HOTLINE_HEIGHT)
    paper.fill(box, COLOURS.accent_soft)
    asked = paper.tongue.translate("Guidance", "Questions about your health? Day and night, call")
    paper.text(QRectF(box.left(), top + 8, box.width(), 18), asked, 13, weight=STRONG, align=CENTRE)
    paper.text(
        QRectF(box.left(), top + 26, box.width(), 36),
        HOTLINE,
        30,
        weight=BOLD,
        colour=COLOURS.accent,
        align=CENTRE,
    )
