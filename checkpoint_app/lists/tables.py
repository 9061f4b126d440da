"""A list's file as rows of text: XLSX, CSV and TSV, told apart by what is in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from checkpoint_app.domain.list_errors import (
    ListEmpty,
    ListEncrypted,
    ListMissing,
    ListOldFormat,
    ListUnreadable,
    SheetUnknown,
)
from checkpoint_app.domain.text import tidy
from checkpoint_app.lists.archive import MAX_PACKED, check_size, check_workbook, too_large
from checkpoint_app.lists.delimited import Delimited

Cell = int | float | str | bool | time | date | datetime | timedelta

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_EXACT = 1e15
"""From here on a spreadsheet's number has lost its last digits."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one text table.

    Attributes:
        sheet: the sheet's name, None in a text table; sheets: all that could be chosen.
        code_page: how the bytes of a text table were read, None in a workbook.
    """

    sheet: str | None
    sheets: tuple[str, ...]
    code_page: str | None
    _rows: Callable[[], Iterator[list[str]]]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with anything in it: its number as a spreadsheet shows it, and its texts.

        The texts are as they stand in the file. Numbers are digits without ``.0`` or exponent,
        dates ISO, times ``HH:MM``; an error of a formula is an empty text.

        Raises:
            ListQuotes: see `Delimited.rows`.
            ListTooLarge: see `Delimited.rows`.
        """
        for number, row in enumerate(self._rows(), start=1):
            if any(text and not text.isspace() for text in row):
                yield number, row


def read_table(path: Path, sheet: str | None = None) -> Table:
    """The sheet of this name, else the first visible one that holds anything.

    Raises:
        ListMissing: no such file, or not allowed.
        ListUnreadable: not a spreadsheet, or damaged.
        ListEncrypted: it needs a password.
        ListOldFormat: a workbook of before 2007.
        ListTooLarge: beyond the limits of `archive`.
        ListEmpty: no row.
        SheetUnknown: no such sheet.
    """
    try:
        if path.stat().st_size > MAX_PACKED:
            raise too_large()
        data = path.read_bytes()
    except OSError as error:
        raise ListMissing(file=tidy(path.name)[:100]) from error
    if data.startswith(_OLE):
        # The reader of this format allocates whatever a file claims: a damaged one would end the
        # program. A workbook with a password is wrapped in the same format.
        raise ListEncrypted if _PACKAGE in data else ListOldFormat
    table = _workbook(data, sheet) if data.startswith(_ZIP) else _delimited(data, sheet)
    if next(table.rows(), None) is None:
        raise ListEmpty
    return table


def _delimited(data: bytes, sheet: str | None) -> Table:
    if sheet is not None:
        raise SheetUnknown(sheet=tidy(sheet)[:100])
    table = Delimited(data)
    return Table(None, (), table.code_page, table.rows)


def _workbook(data: bytes, wanted: str | None) -> Table:
    check_workbook(data)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _chosen(book, wanted)
    except CalamineError as error:
        raise ListUnreadable from error


def _chosen(book: CalamineWorkbook, wanted: str | None) -> Table:
    known = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    names = tuple(each.name for each in known)
    if wanted is None:
        tried = [each.name for each in known if each.visible == SheetVisibleEnum.Visible]
    elif wanted in names:
        tried = [wanted]
    else:
        raise SheetUnknown(sheet=tidy(wanted)[:100])
    for name in tried:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            check_size(sheet.end[0] + 1, sheet.end[1] + 1)
            return Table(name, names, None, _rows_of(sheet))
    raise ListEmpty


def _rows_of(sheet: CalamineSheet) -> Callable[[], Iterator[list[str]]]:
    before = [""] * (sheet.start[1] if sheet.start else 0)

    def rows() -> Iterator[list[str]]:
        for row in sheet.iter_rows():
            texts = [cell if type(cell) is str else text_of(cell) for cell in row]
            yield before + texts if before else texts

    return rows


def text_of(cell: Cell) -> str:
    """What a cell says, without the ways a spreadsheet writes numbers."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        hours, seconds = divmod(round(cell.total_seconds()), 3600)
        return f"{hours:02}:{seconds // 60:02}"
    return str(cell)
