"""Two small papers: the recovery code, to be locked away, and codes to try the camera with."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from checkpoint_app.station.papers import Place
from checkpoint_app.station.rehearsal import Sample
from checkpoint_app.ui.printing.paper import BOLD, CENTRE, COLOURS, MARGIN, MM, STRONG, TOP, Paper
from checkpoint_app.ui.printing.qr import PrintedCode

CODE_SIDE = 58 * MM


def draw_recovery(paper: Paper, code: str, place: Place) -> None:
    """Draw the recovery code on the page that is on."""
    tongue, width = paper.tongue, paper.width - 2 * MARGIN
    top = paper.head(tongue.translate("PaperRecovery", "Recovery code"), place) + 24
    paper.fill(QRectF(MARGIN, top, width, 84), COLOURS.accent_soft)
    box = QRectF(MARGIN, top, width, 84)
    paper.text(box, code, 20, least=12, lines=2, weight=BOLD, align=CENTRE)
    said = tongue.translate(
        "PaperRecovery",
        "It opens the station's store when the PIN is forgotten, and gives the first supervisor a "
        "new one. Whoever holds it can read everything: lock it away, copy it for nobody. A new "
        "code makes this one worthless.",
    )
    paper.text(QRectF(MARGIN, top + 100, width, 120), said, 14, lines=6, vertical=TOP)
    paper.foot(tongue.translate("PaperRecovery", "Recovery code"), 1, 1)


def draw_samples(
    paper: Paper, samples: Sequence[tuple[Sample, str]], place: Place, notice: str
) -> None:
    """Draw codes to try with, two beside each other.

    Args:
        samples: each with what stands below it; those without a code are left out.
        notice: what they are, in one sentence.
    """
    tongue, width = paper.tongue, paper.width - 2 * MARGIN
    top = paper.head(tongue.translate("PaperSamples", "Codes to try with"), place) + 8
    box = QRectF(MARGIN, top, width, 34)
    top = paper.text(box, notice, 13, lines=2, weight=STRONG, vertical=TOP) + 24
    half = width / 2
    drawn = [(one, said) for one, said in samples if one.payload is not None]
    for place_of, (sample, said) in enumerate(drawn):
        assert sample.payload is not None
        left = MARGIN + half * (place_of % 2)
        upper = top + (CODE_SIDE + 76) * (place_of // 2)
        code = PrintedCode(sample.payload, least_version=3)
        code.draw(paper.painter, QPointF(left + (half - CODE_SIDE) / 2, upper), CODE_SIDE)
        box = QRectF(left + 6, upper + CODE_SIDE + 18, half - 12, 40)
        paper.text(box, said, 13, least=9, lines=2, align=CENTRE, vertical=TOP)
    paper.foot(tongue.translate("PaperSamples", "Codes to try with"), 1, 1)
