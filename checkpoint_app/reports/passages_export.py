"""Passages written out for people: CSV or XLSX, chosen columns only, numbers masked unless told.

The answers to the health questions are no column: they leave the station by other ways than a
table to hand on. Whoever calls this logs who exported what, and why.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.passage import Delivery, Passage
from checkpoint_app.domain.text import mask
from checkpoint_app.i18n import Lang, text
from checkpoint_app.reports.cells import cell_text, csv_text
from checkpoint_app.reports.xlsx import PAPER_A4, PLAIN_TEXT

Value = str | int | datetime | None


class Column(StrEnum):
    """What can be written of a passage, named as in `Passage`."""

    OCCURRED_AT = "occurred_at"
    RECORDED_AT = "recorded_at"
    DIRECTION = "direction"
    KIND = "kind"
    NAME = "name"
    ID_NUMBER = "id_number"
    INSURANCE_NUMBER = "insurance_number"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    ADDRESS = "address"
    NATIONALITY = "nationality"
    PLATE = "plate"
    PLATFORM = "platform"
    DESTINATION = "destination"
    GOODS = "goods"
    WAY = "way"
    FALLBACK = "fallback"
    SHEET = "sheet"
    ROW = "row"
    GATE = "gate"
    LANE = "lane"
    GUIDED_BY = "guided_by"
    VERDICT = "verdict"
    WARNINGS = "warnings"
    NOTE = "note"
    VOIDED = "voided"
    ID = "id"


MASKED = frozenset({Column.ID_NUMBER, Column.INSURANCE_NUMBER, Column.PHONE})
"""Only the last four characters of these are written, unless they are to be revealed."""
SHEET_ROWS = 1_048_576
"""Rows of one worksheet, its head included (Excel's limit)."""
_NOTHING = Delivery()
_WIDTHS = {
    Column.OCCURRED_AT: 19,
    Column.RECORDED_AT: 19,
    Column.NAME: 28,
    Column.ID_NUMBER: 16,
    Column.ADDRESS: 44,
    Column.DESTINATION: 24,
    Column.WARNINGS: 40,
    Column.NOTE: 30,
    Column.ID: 38,
}
_WIDTH = 14


def write_csv(
    out: BinaryIO,
    passages: Iterable[Passage],
    columns: Sequence[Column],
    *,
    lang: Lang = Lang.VI,
    reveal: bool = False,
) -> int:
    """Write passages as CSV in UTF-8, with the mark by which Excel knows it, one after the other.

    Texts stand in quotes and keep their leading zeros; a program that guesses at them must be told
    that they are text, which an XLSX file needs no telling of.

    Args:
        out: a binary file, left open.
        reveal: write identity numbers and phones whole.

    Returns:
        How many passages were written.

    Raises:
        InvalidEntry: no column, or one twice.
        OSError: the file cannot be written.
    """
    _check(columns)
    wrapped = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
    try:
        wrapped.write("\ufeff")
        table = csv.writer(wrapped, quoting=csv.QUOTE_NONNUMERIC)
        table.writerow(_heads(columns, lang))
        count = 0
        for count, values in enumerate(_rows(passages, columns, lang, reveal), 1):  # noqa: B007 - the last one is the answer
            table.writerow([_csv_value(value) for value in values])
        wrapped.flush()
    finally:
        wrapped.detach()
    return count


def write_xlsx(
    path: Path,
    passages: Iterable[Passage],
    columns: Sequence[Column],
    *,
    lang: Lang = Lang.VI,
    reveal: bool = False,
) -> int:
    """Write passages as an XLSX workbook, one row at a time, on as many worksheets as needed.

    What the writer sets aside meanwhile lies in a folder beside the result that only its owner may
    enter, never in the system's temporary folder, and is gone on return.

    Args:
        path: replaced whole or not at all, readable by its owner alone.
        reveal: write identity numbers and phones whole.

    Returns:
        How many passages were written.

    Raises:
        InvalidEntry: no column, or one twice.
        OSError: the file cannot be written.
    """
    _check(columns)
    with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        draft = Path(folder) / "draft.xlsx"
        options = dict(PLAIN_TEXT, constant_memory=True, tmpdir=folder)
        with Workbook(str(draft), options) as book:
            rows = _rows(passages, columns, lang, reveal)
            count = _fill(book, rows, columns, lang)
        draft.chmod(0o600)
        draft.replace(path)
    return count


def _fill(
    book: Workbook, rows: Iterator[list[Value]], columns: Sequence[Column], lang: Lang
) -> int:
    head = book.add_format({"bold": True, "bg_color": "#d9eef1", "bottom": 1})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss", "align": "left"})
    whole = book.add_format({"num_format": "0"})
    words = book.add_format({"num_format": "@"})
    count = 0
    ended = False
    while not ended:
        number = len(book.worksheets()) + 1
        name = text("report.passages", lang)
        page = book.add_worksheet(name if number == 1 else f"{name} {number}")
        _dress(page, columns)
        for place, said in enumerate(_heads(columns, lang)):
            page.write_string(0, place, said, head)
        row = 0
        for row, values in enumerate(islice(rows, SHEET_ROWS - 1), 1):
            for place, value in enumerate(values):
                match value:
                    case datetime():
                        page.write_datetime(row, place, value, moment)
                    case int():
                        page.write_number(row, place, value, whole)
                    case str():
                        page.write_string(row, place, cell_text(value), words)
        if row:
            page.autofilter(0, 0, row, len(columns) - 1)
        count += row
        following = next(rows, None)
        ended = following is None
        if following is not None:
            rows = chain([following], rows)
    return count


def _dress(page: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns):
        page.set_column(place, place, _WIDTHS.get(column, _WIDTH))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(PAPER_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _check(columns: Sequence[Column]) -> None:
    if not columns:
        raise InvalidEntry("columns", "missing")
    if len(set(columns)) != len(columns):
        raise InvalidEntry("columns", "not_a_choice")


def _heads(columns: Sequence[Column], lang: Lang) -> list[str]:
    return [text(f"column.{column}", lang) for column in columns]


def _rows(
    passages: Iterable[Passage], columns: Sequence[Column], lang: Lang, reveal: bool
) -> Iterator[list[Value]]:
    for passage in passages:
        values = [_READ[column](passage, lang) for column in columns]
        yield [
            mask(value) if column in MASKED and not reveal and isinstance(value, str) else value
            for column, value in zip(columns, values, strict=True)
        ]


def _csv_value(value: Value) -> str | int | None:
    match value:
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case str():
            return csv_text(value)
        case _:
            return value


def _moment(at_ms: int) -> datetime:
    """Local time as spreadsheets know it: without an offset, to the second."""
    return local(at_ms).replace(tzinfo=None, microsecond=0)


_READ: Mapping[Column, Callable[[Passage, Lang], Value]] = {
    Column.OCCURRED_AT: lambda passage, _: _moment(passage.occurred_at),
    Column.RECORDED_AT: lambda passage, _: _moment(passage.recorded_at),
    Column.DIRECTION: lambda passage, lang: text(f"direction.{passage.direction}", lang),
    Column.KIND: lambda passage, lang: text(f"kind.{passage.kind}", lang),
    Column.NAME: lambda passage, _: passage.person.name,
    Column.ID_NUMBER: lambda passage, _: passage.person.id_number,
    Column.INSURANCE_NUMBER: lambda passage, _: passage.person.insurance_number,
    Column.PHONE: lambda passage, _: passage.person.phone,
    Column.BIRTH_DATE: lambda passage, _: _born(passage.person.birth_date),
    Column.SEX: lambda passage, lang: (
        text(f"sex.{passage.person.sex}", lang) if passage.person.sex else None
    ),
    Column.ADDRESS: lambda passage, _: passage.person.address,
    Column.NATIONALITY: lambda passage, _: passage.person.nationality,
    Column.PLATE: lambda passage, _: show_plate(passage.plate) if passage.plate else None,
    Column.PLATFORM: lambda passage, _: (passage.delivery or _NOTHING).platform,
    Column.DESTINATION: lambda passage, _: (passage.delivery or _NOTHING).destination,
    Column.GOODS: lambda passage, _: (passage.delivery or _NOTHING).goods,
    Column.WAY: lambda passage, lang: text(f"way.{passage.way}", lang),
    Column.FALLBACK: lambda passage, lang: (
        text(f"fallback.{passage.fallback}", lang) if passage.fallback else None
    ),
    Column.SHEET: lambda passage, _: passage.sheet,
    Column.ROW: lambda passage, _: passage.row,
    Column.GATE: lambda passage, _: passage.gate,
    Column.LANE: lambda passage, _: passage.lane,
    Column.GUIDED_BY: lambda passage, _: passage.guided_by,
    Column.VERDICT: lambda passage, lang: text(f"verdict.{passage.verdict}", lang),
    Column.WARNINGS: lambda passage, lang: "; ".join(
        text(f"warning.{warning}", lang) for warning in passage.warnings
    ),
    Column.NOTE: lambda passage, _: passage.note,
    Column.VOIDED: lambda passage, lang: text("column.yes", lang) if passage.voided else None,
    Column.ID: lambda passage, _: str(passage.id),
}


def _born(birth_date: str | None) -> str | None:
    """A birth date as people write it; a year alone or a masked date stays as it is."""
    if birth_date is None or len(birth_date) != len("2000-01-01"):
        return birth_date
    return "/".join(reversed(birth_date.split("-")))
