"""Papers, A4: numbered sheets, declarations, the poster, the guidance, the day sheet.

A ``pdf_of_…`` returns the bytes of a PDF with its typeface in it; the `Document` that it is made
from can be looked at and printed too. None needs a display or a window: a process that has no Qt
application gets one of its own, which draws off the screen.
"""

from collections.abc import Sequence
from functools import partial

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.city_report import Words
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.station.papers import Place, PrintedSheet
from checkpoint_app.station.rehearsal import Sample
from checkpoint_app.ui.printing.city_report import draw_city_report
from checkpoint_app.ui.printing.day_sheet import draw_day_sheet
from checkpoint_app.ui.printing.document import Document
from checkpoint_app.ui.printing.form import draw_forms
from checkpoint_app.ui.printing.guidance import draw_guidance
from checkpoint_app.ui.printing.poster import draw_poster
from checkpoint_app.ui.printing.reminder import draw_letter
from checkpoint_app.ui.printing.sheet import MOST_ROWS, draw_sheets
from checkpoint_app.ui.printing.tongue import Tongue
from checkpoint_app.ui.printing.trial import draw_recovery, draw_samples
from checkpoint_app.wire.report import FindingItem, ReportAnswer

__all__ = [
    "MOST_ROWS",
    "Document",
    "Place",
    "PrintedSheet",
    "document_of_day_sheet",
    "document_of_forms",
    "document_of_guidance",
    "document_of_poster",
    "document_of_recovery",
    "document_of_samples",
    "document_of_sheets",
    "pdf_of_city_report",
    "pdf_of_day_sheet",
    "pdf_of_forms",
    "pdf_of_guidance",
    "pdf_of_letter",
    "pdf_of_poster",
    "pdf_of_sheets",
]


def document_of_sheets(
    printed: Sequence[PrintedSheet], place: Place, lang: Lang = Lang.VI
) -> Document:
    """The numbered sheets, one a page, A4 landscape, up to `MOST_ROWS` rows each.

    Raises:
        InvalidEntry: there is none. Drawing raises it where one has too many rows, or its payload
            fits no code.
    """
    if not printed:
        raise InvalidEntry("sheet", "missing")
    tongue = Tongue(lang)
    title = tongue.translate("PaperSheet", "Record of people entering and leaving")
    draw = partial(draw_sheets, sheets=printed, place=place)
    return Document(f"{title} · {place.site}", tongue, draw, landscape=True)


def document_of_forms(
    printed: Sequence[PrintedSheet], place: Place, lang: Lang = Lang.VI
) -> Document:
    """Full declarations of one person each, one a page, A4 portrait; each a sheet of one row.

    Raises:
        InvalidEntry: there is none. Drawing raises it where one has more rows than one, or its
            payload fits no code.
    """
    if not printed:
        raise InvalidEntry("sheet", "missing")
    tongue = Tongue(lang)
    title = tongue.translate(
        "PaperForm", "Health declaration (prevention of the COVID-19 epidemic)"
    )
    draw = partial(draw_forms, sheets=printed, place=place)
    return Document(f"{title} · {place.site}", tongue, draw)


def document_of_poster(payload: bytes, place: Place, lang: Lang = Lang.VI) -> Document:
    """The poster with the site's code, 15 × 15 cm.

    Args:
        payload: what the site's code says, such as the address it was registered under. Where it
            is empty, or more than a code holds, drawing raises InvalidEntry.
    """
    tongue = Tongue(lang)
    title = tongue.translate("Poster", "Code of this place")
    draw = partial(draw_poster, payload=payload, place=place)
    return Document(f"{title} · {place.site}", tongue, draw)


def document_of_guidance(place: Place, lang: Lang = Lang.VI) -> Document:
    """The page that a guard turns towards a visitor."""
    tongue = Tongue(lang)
    title = tongue.translate("Guidance", "Guidance for visitors")
    return Document(f"{title} · {place.site}", tongue, partial(draw_guidance, place=place))


def document_of_recovery(code: str, place: Place, lang: Lang = Lang.VI) -> Document:
    """The recovery code of a station, to be locked away."""
    tongue = Tongue(lang)
    title = tongue.translate("PaperRecovery", "Recovery code")
    return Document(title, tongue, partial(draw_recovery, code=code, place=place))


def document_of_samples(
    samples: Sequence[tuple[Sample, str]], place: Place, notice: str, lang: Lang = Lang.VI
) -> Document:
    """Codes of invented people, to try the camera with; each with what stands below it.

    Args:
        notice: what they are, in one sentence.
    """
    tongue = Tongue(lang)
    draw = partial(draw_samples, samples=samples, place=place, notice=notice)
    return Document(tongue.translate("PaperSamples", "Codes to try with"), tongue, draw)


def document_of_day_sheet(sheet: DaySheet, lang: Lang = Lang.VI) -> Document:
    """The day sheet of a site: its numbers, the hours, the balance."""
    tongue = Tongue(lang)
    title = tongue.translate("DaySheet", "Day sheet of passages")
    said = f"{title} · {sheet.info.site} · {sheet.counts.day}"
    return Document(said, tongue, partial(draw_day_sheet, sheet=sheet))


def pdf_of_sheets(printed: Sequence[PrintedSheet], place: Place, lang: Lang = Lang.VI) -> bytes:
    """`document_of_sheets` as a PDF.

    Raises:
        InvalidEntry: there is no sheet, one has too many rows, or its payload fits no code.
    """
    return document_of_sheets(printed, place, lang).pdf()


def pdf_of_forms(printed: Sequence[PrintedSheet], place: Place, lang: Lang = Lang.VI) -> bytes:
    """`document_of_forms` as a PDF.

    Raises:
        InvalidEntry: there is no form, one has more rows than one, or its payload fits no code.
    """
    return document_of_forms(printed, place, lang).pdf()


def pdf_of_poster(payload: bytes, place: Place, lang: Lang = Lang.VI) -> bytes:
    """`document_of_poster` as a PDF.

    Raises:
        InvalidEntry: the payload is empty, or more than a code holds.
    """
    return document_of_poster(payload, place, lang).pdf()


def pdf_of_guidance(place: Place, lang: Lang = Lang.VI) -> bytes:
    """`document_of_guidance` as a PDF."""
    return document_of_guidance(place, lang).pdf()


def pdf_of_day_sheet(sheet: DaySheet, lang: Lang = Lang.VI) -> bytes:
    """`document_of_day_sheet` as a PDF."""
    return document_of_day_sheet(sheet, lang).pdf()


def pdf_of_city_report(report: ReportAnswer, words: Words, lang: Lang = Lang.VI) -> bytes:
    """The report over many sites: its figures and its three lists.

    Args:
        words: says a finding in this language.
    """
    draw = partial(draw_city_report, report=report, words=words)
    return Document(text("city.title", lang), Tongue(lang), draw).pdf()


def pdf_of_letter(item: FindingItem, report_at: int, words: Words, lang: Lang = Lang.VI) -> bytes:
    """A letter that reminds a site of a finding; `item.reminders` is the number of this one."""
    draw = partial(draw_letter, item=item, report_at=report_at, words=words)
    return Document(text("city.letter", lang), Tongue(lang), draw).pdf()
