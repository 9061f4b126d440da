"""Papers as PDF files, A4: numbered sheets, declarations, the poster, the guidance, the day sheet.

Each function returns the bytes of a PDF with its typeface in it. None needs a display or a window:
a process that has no Qt application gets one of its own, which draws off the screen.
"""

from collections.abc import Sequence

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.city_report import Words
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.station.papers import Place, PrintedSheet
from checkpoint_app.ui.printing.city_report import draw_city_report
from checkpoint_app.ui.printing.day_sheet import draw_day_sheet
from checkpoint_app.ui.printing.form import draw_forms
from checkpoint_app.ui.printing.guidance import draw_guidance
from checkpoint_app.ui.printing.paper import Paper
from checkpoint_app.ui.printing.poster import draw_poster
from checkpoint_app.ui.printing.reminder import draw_letter
from checkpoint_app.ui.printing.sheet import MOST_ROWS, draw_sheets
from checkpoint_app.ui.printing.tongue import Tongue
from checkpoint_app.wire.report import FindingItem, ReportAnswer

__all__ = [
    "MOST_ROWS",
    "Place",
    "PrintedSheet",
    "pdf_of_city_report",
    "pdf_of_day_sheet",
    "pdf_of_forms",
    "pdf_of_guidance",
    "pdf_of_letter",
    "pdf_of_poster",
    "pdf_of_sheets",
]


def pdf_of_sheets(sheets: Sequence[PrintedSheet], place: Place, lang: Lang = Lang.VI) -> bytes:
    """The numbered sheets, one a page, A4 landscape, up to `MOST_ROWS` rows each.

    Raises:
        InvalidEntry: there is no sheet, one has too many rows, or its payload fits no code.
    """
    if not sheets:
        raise InvalidEntry("sheet", "missing")
    tongue = Tongue(lang)
    title = tongue.translate("PaperSheet", "Record of people entering and leaving")
    with Paper(f"{title} · {place.site}", tongue, landscape=True) as paper:
        draw_sheets(paper, sheets, place)
    return paper.content()


def pdf_of_forms(sheets: Sequence[PrintedSheet], place: Place, lang: Lang = Lang.VI) -> bytes:
    """Full declarations of one person each, one a page, A4 portrait; each a sheet of one row.

    Raises:
        InvalidEntry: there is no form, one has more rows than one, or its payload fits no code.
    """
    if not sheets:
        raise InvalidEntry("sheet", "missing")
    tongue = Tongue(lang)
    title = tongue.translate(
        "PaperForm", "Health declaration (prevention of the COVID-19 epidemic)"
    )
    with Paper(f"{title} · {place.site}", tongue) as paper:
        draw_forms(paper, sheets, place)
    return paper.content()


def pdf_of_poster(payload: bytes, place: Place, lang: Lang = Lang.VI) -> bytes:
    """The poster with the site's code, 15 × 15 cm.

    Args:
        payload: what the site's code says, such as the address it was registered under.

    Raises:
        InvalidEntry: the payload is empty, or more than a code holds.
    """
    tongue = Tongue(lang)
    title = tongue.translate("Poster", "Code of this place")
    with Paper(f"{title} · {place.site}", tongue) as paper:
        draw_poster(paper, payload, place)
    return paper.content()


def pdf_of_guidance(place: Place, lang: Lang = Lang.VI) -> bytes:
    """The page that a guard turns towards a visitor."""
    tongue = Tongue(lang)
    title = tongue.translate("Guidance", "Guidance for visitors")
    with Paper(f"{title} · {place.site}", tongue) as paper:
        draw_guidance(paper, place)
    return paper.content()


def pdf_of_day_sheet(sheet: DaySheet, lang: Lang = Lang.VI) -> bytes:
    """The day sheet of a site: its numbers, the hours, the balance."""
    tongue = Tongue(lang)
    title = tongue.translate("DaySheet", "Day sheet of passages")
    with Paper(f"{title} · {sheet.info.site} · {sheet.counts.day}", tongue) as paper:
        draw_day_sheet(paper, sheet)
    return paper.content()


def pdf_of_city_report(report: ReportAnswer, words: Words, lang: Lang = Lang.VI) -> bytes:
    """The report over many sites: its figures and its three lists.

    Args:
        words: says a finding in this language.
    """
    tongue = Tongue(lang)
    with Paper(text("city.title", lang), tongue) as paper:
        draw_city_report(paper, report, words)
    return paper.content()


def pdf_of_letter(item: FindingItem, report_at: int, words: Words, lang: Lang = Lang.VI) -> bytes:
    """A letter that reminds a site of a finding; `item.reminders` is the number of this one."""
    tongue = Tongue(lang)
    with Paper(text("city.letter", lang), tongue) as paper:
        draw_letter(paper, item, report_at, words)
    return paper.content()
