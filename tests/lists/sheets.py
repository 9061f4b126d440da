"""Real files to read: workbooks by XlsxWriter, archives put together by hand."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

Cell = str | int | float | bool | date | time | None

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"


def write_xlsx(
    path: Path, rows: Sequence[Sequence[Cell]], sheets: Mapping[str, Sequence[Sequence[Cell]]] = {}
) -> Path:
    """A workbook with these rows in its first sheet "A", and further sheets."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        clock = book.add_format({"num_format": "hh:mm"})
        for name, content in {"A": rows, **sheets}.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(content):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif isinstance(cell, date | datetime):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, time):
                        sheet.write_datetime(row, column, cell, clock)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_cells(path: Path, cells: str, texts: str = "<si><t>x</t></si>") -> Path:
    """A workbook whose sheet and shared texts hold this XML, whatever it says."""
    parts = parts_of(write_xlsx(path, [["x"]]))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts[SHEET] = f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>".encode()
    parts[TEXTS] = f"<sst {space}>{texts}</sst>".encode()
    path.write_bytes(zipped(parts))
    return path
