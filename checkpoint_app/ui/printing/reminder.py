"""A letter of reminder on A4: what was found at a place, on what ground, and what to do."""

from PySide6.QtCore import QPointF, QRectF

from checkpoint_app.domain.clock import local
from checkpoint_app.i18n import text
from checkpoint_app.reports.city_report import Words, place_of
from checkpoint_app.station.papers import Place
from checkpoint_app.ui.printing.paper import (
    COLOURS,
    MARGIN,
    PLAIN,
    RIGHT,
    STRONG,
    TOP,
    Paper,
)
from checkpoint_app.wire.report import FindingItem

_GAP = 14.0


def draw_letter(paper: Paper, item: FindingItem, report_at: int, words: Words) -> None:
    """Draw the letter on the page that is on; `item.reminders` is the number of this one."""
    lang = paper.tongue.lang
    width = paper.width - 2 * MARGIN
    when = local(report_at)
    top = paper.head(text("city.letter", lang), Place(item.name, "")) + 4
    paper.line(QPointF(MARGIN, top), QPointF(MARGIN + width, top), 0.8, COLOURS.line)
    top += _GAP
    title, because, advice = words(item.finding, item.evidence)
    name = " · ".join(filter(None, (item.code, item.name)))
    parts = [
        (text("city.letter_to", lang, site=name), 13, STRONG),
        (place_of(item.territory), 11, PLAIN),
        ("", 0, PLAIN),
        (
            text("city.letter_found", lang, time=f"{when:%H:%M}", day=f"{when:%d/%m/%Y}"),
            12,
            PLAIN,
        ),
        (f"{title}. {because}", 13, STRONG),
        ("", 0, PLAIN),
        (text("city.letter_do", lang), 12, PLAIN),
        (advice, 13, STRONG),
        ("", 0, PLAIN),
        (text("city.letter_number", lang, number=item.reminders), 12, PLAIN),
        (text("city.letter_help", lang), 12, PLAIN),
    ]
    for said, size, weight in parts:
        if not said:
            top += _GAP
            continue
        height = paper.height_of(said, size, width, weight) + 2
        box = QRectF(MARGIN, top, width, height)
        paper.text(box, said, size, least=8, lines=8, vertical=TOP, weight=weight)
        top += height + 4
    box = QRectF(MARGIN, top + 2 * _GAP, width, 18)
    paper.text(box, text("city.letter_signed", lang), 12, align=RIGHT)
