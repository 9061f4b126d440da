"""The contacts of a trace as a workbook, for whoever goes after them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.text import mask
from checkpoint_app.i18n import Lang, text
from checkpoint_app.records.tracing import Contact
from checkpoint_app.reports.cells import cell_text
from checkpoint_app.reports.xlsx import PAPER_A4, PLAIN_TEXT

MINUTE_MS = 60_000
_HEADS = "name id_number phone birth_date address plate".split()
_TRACE_HEADS = "minutes meetings first last".split()
_WIDTHS = (28, 16, 14, 12, 40, 14, 14, 10, 18, 18)


@dataclass(frozen=True, slots=True)
class ContactsSheet:
    """What stands in the file.

    Attributes:
        site: where; subject: who was asked about, as it is to be shown.
        since, until: the window, ms since 1970 UTC; reason: why it was asked.
    """

    site: str
    subject: str
    since: int
    until: int
    reason: str
    contacts: Sequence[Contact]


def to_xlsx(sheet: ContactsSheet, lang: Lang, *, reveal: bool) -> bytes:
    """The workbook: what was asked, then a row for each contact, longest together first.

    Args:
        reveal: write numbers and phones whole.
    """
    out = io.BytesIO()
    with Workbook(out, dict(PLAIN_TEXT, in_memory=True)) as book:
        bold = book.add_format({"bold": True, "bg_color": "#d9eef1", "bottom": 1})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
        page = book.add_worksheet(text("trace.sheet", lang))
        asked = text(
            "trace.asked",
            lang,
            subject=sheet.subject,
            since=f"{local(sheet.since):%d/%m/%Y %H:%M}",
            until=f"{local(sheet.until):%d/%m/%Y %H:%M}",
        )
        for place, said in enumerate((sheet.site, asked, sheet.reason)):
            page.write_string(place, 0, cell_text(said))
        heads = [text(f"column.{name}", lang) for name in _HEADS]
        heads += [text(f"trace.{name}", lang) for name in _TRACE_HEADS]
        for place, said in enumerate(heads):
            page.write_string(4, place, said, bold)
            page.set_column(place, place, _WIDTHS[place])
        for row, contact in enumerate(sheet.contacts, 5):
            for place, value in enumerate(_values(contact, reveal=reveal)):
                match value:
                    case datetime():
                        page.write_datetime(row, place, value, moment)
                    case int() | float():
                        page.write_number(row, place, value)
                    case str():
                        page.write_string(row, place, cell_text(value))
        page.freeze_panes(5, 1)
        page.set_landscape()
        page.set_paper(PAPER_A4)
        page.fit_to_pages(1, 0)
    return out.getvalue()


def _values(contact: Contact, *, reveal: bool) -> list[str | float | datetime | None]:
    person = contact.person
    born = person.birth_date or ""
    return [
        person.name,
        person.id_number if reveal else mask(person.id_number),
        person.phone if reveal else mask(person.phone),
        "/".join(reversed(born.split("-"))) if reveal else born[:4],
        person.address if reveal else None,
        show_plate(contact.plate) if contact.plate else None,
        round(contact.overlap_ms / MINUTE_MS, 1),
        contact.meetings,
        _moment(contact.first_at),
        _moment(contact.last_at),
    ]


def _moment(at_ms: int) -> datetime:
    return local(at_ms).replace(tzinfo=None, microsecond=0)
