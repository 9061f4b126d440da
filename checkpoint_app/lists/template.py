"""Empty lists to fill in: the headings that are understood, and one invented row."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from checkpoint_app.domain.documents import Hours
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.listed import Listed, ListedPerson, ListKind, MarketCard
from checkpoint_app.i18n import Lang, text
from checkpoint_app.lists.preview import EXAMPLES

_FIELDS = {
    ListKind.PEOPLE: "name id_number phone birth_date sex home plate kind note".split(),
    ListKind.CARDS: "number ward holder phone weekdays begin end valid_from valid_until".split(),
    ListKind.WATCH: "name id_number phone plate instruction until".split(),
}
_WIDE = 24
_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def headings(kind: ListKind, lang: Lang) -> list[str]:
    """The headings of a template, each understood by `read_list`."""
    return [text(f"list_heading.{field}", lang) for field in _FIELDS[kind]]


def write_template(path: Path, kind: ListKind, lang: Lang) -> None:
    """Write an XLSX with headings and one invented row, every cell as text.

    As text, for otherwise a spreadsheet takes the zeros from the front of numbers. The row is left
    out when the list is read.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet(text(f"list_sheet.{kind.value}", lang))
        as_text = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        names = headings(kind, lang)
        sheet.set_column(0, len(names) - 1, _WIDE, as_text)
        _write(sheet, 0, names, bold)
        _write(sheet, 1, _words(EXAMPLES[kind], lang), as_text)
        sheet.freeze_panes(1, 0)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    words: Sequence[str],
    style: xlsxwriter.format.Format,
) -> None:
    for column, word in enumerate(words):
        sheet.write_string(row, column, word, style)


def _words(listed: Listed, lang: Lang) -> list[str]:
    if isinstance(listed, ListedPerson):
        return [
            listed.name or "",
            listed.id_number or "",
            listed.phone or "",
            _day(date.fromisoformat(listed.birth_date or "")),
            text(f"sex.{listed.sex}", lang),
            listed.home or "",
            show_plate(listed.plate or ""),
            text(f"kind.{listed.kind.value}", lang),
            listed.note or "",
        ]
    if isinstance(listed, MarketCard):
        return [
            listed.number,
            listed.ward or "",
            listed.holder or "",
            listed.phone or "",
            ", ".join(_DAYS[day] for day in sorted(listed.weekdays)),
            *_times(listed.hours[0]),
            _day(listed.valid_from),
            _day(listed.valid_until),
        ]
    return [
        listed.name or "",
        listed.id_number or "",
        listed.phone or "",
        show_plate(listed.plate or ""),
        listed.instruction,
        _day(listed.until),
    ]


def _times(hours: Hours) -> tuple[str, str]:
    begin, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in (hours.begin, hours.end))
    return begin, end


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
