"""Archives made to take the program down are refused before anything reads them."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from checkpoint_app.domain.list_errors import ListTooLarge, ListUnreadable
from checkpoint_app.lists import archive
from checkpoint_app.lists.archive import check_workbook
from checkpoint_app.lists.tables import read_table
from tests.lists.sheets import SHEET, TEXTS, parts_of, with_cells, write_xlsx, zipped

CORNER = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(path: Path) -> bool:
    try:
        check_workbook(path.read_bytes())
    except ListTooLarge:
        return True
    return False


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<row><c s="0" r="XFD1048576" t="str"><v>1</v></c></row>',
        '<row><c\n r = "XFD9"><v>1</v></c></row>',
        '<row r="300000"><c><v>1</v></c></row>',
        '<row r="2"><c r="A300000"><is><t>x</t></is></c></row>',
        '<row r="20000"><c r="IV20000"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 300 + "</row>",
    ],
)
def test_cells_far_out_however_they_are_written(tmp_path: Path, far: str) -> None:
    assert not refused(with_cells(tmp_path / "near.xlsx", CORNER))
    assert refused(with_cells(tmp_path / "far.xlsx", CORNER + far))


def test_cells_far_out_under_another_prefix_or_in_utf_16(tmp_path: Path) -> None:
    path = with_cells(tmp_path / "a.xlsx", CORNER)
    parts = parts_of(path)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for sheet in (
        f'<x:worksheet xmlns:x="{space}"><x:sheetData><x:row><x:c r="XFD9"><x:v>1</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>",
        f'<?xml version="1.0" encoding="utf-16"?><worksheet xmlns="{space}"><sheetData><row>'
        '<c r="XFD9"><v>1</v></c></row></sheetData></worksheet>',
    ):
        encoding = "utf-16" if "utf-16" in sheet else "utf-8"
        path.write_bytes(zipped({**parts, SHEET: sheet.encode(encoding)}))
        assert refused(path)


def test_cells_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    empty = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    path = with_cells(tmp_path / "a.xlsx", CORNER + empty)
    assert [row for _, row in read_table(path).rows()] == [["1"]]


def test_one_long_text_in_very_many_cells(tmp_path: Path) -> None:
    """Some kilobytes that would unpack to gigabytes of texts."""
    cells = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001)
    )
    long, short = "<si><t>" + "x" * 30_000 + "</t></si>", "<si><t>x</t></si>"
    path = with_cells(tmp_path / "a.xlsx", cells, long)
    assert path.stat().st_size < 300_000
    assert refused(path)
    assert not refused(with_cells(tmp_path / "b.xlsx", cells, short + long))


def test_a_bomb_that_tells_its_size(tmp_path: Path) -> None:
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", [["x"]]))
    big = zipped({**parts, "xl/media/big.bin": bytes(archive.MAX_UNPACKED + 1)})
    assert len(big) < 1_000_000
    with pytest.raises(ListTooLarge):
        check_workbook(big)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory says 100 bytes, with a checksum that fits these; the stream holds more."""
    content = b"<a>" + b" " * 5_000_000 + b"</a>"
    made = bytearray(
        zipped({**parts_of(write_xlsx(tmp_path / "a.xlsx", [["x"]])), "xl/z.xml": content})
    )
    true = struct.pack("<I", len(content))
    place = made.rindex(true)
    made[place : place + 4] = struct.pack("<I", 100)
    made[place - 8 : place - 4] = struct.pack("<I", zlib.crc32(content[:100]))
    with pytest.raises(ListUnreadable):
        check_workbook(bytes(made))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_no_spreadsheet_uses(tmp_path: Path, method: int) -> None:
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", [["x"]]))
    with pytest.raises(ListUnreadable):
        check_workbook(zipped(parts, method))


def test_archives_that_are_no_workbook(tmp_path: Path) -> None:
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", [["x"]]))
    doctype = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for wrong in (
        {"a.txt": b"x"},
        {**parts, "xl/other.xml": doctype},
        {**parts, SHEET: b"<worksheet><broken"},
        {**parts, SHEET: b'<?xml version="1.0" encoding="klingon"?><worksheet/>'},
        {**parts, "XL/WORKBOOK.XML": b"<a/>"},
    ):
        (tmp_path / "a.xlsx").write_bytes(zipped(wrong))
        with pytest.raises(ListUnreadable):
            read_table(tmp_path / "a.xlsx")
    with pytest.raises(ListTooLarge):
        check_workbook(zipped({**parts, **{f"{number}.xml": b"<a/>" for number in range(1001)}}))


def test_a_workbook_cut_short_anywhere(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", [["x"] * 5] * 20).read_bytes()
    for length in range(0, len(whole), 97):
        with pytest.raises(ListUnreadable):
            check_workbook(whole[:length])


def test_usual_and_slow_ways_agree(tmp_path: Path) -> None:
    """The quick look at tags says nothing that the thorough one would not."""
    rows = [[f"r{row}c{column}" for column in range(7)] for row in range(3000)]
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", rows))
    (tmp_path / "b.xlsx").write_bytes(
        zipped({**parts, SHEET: parts[SHEET].replace(b'<c r="', b'<c  r="')})
    )
    for name in ("a.xlsx", "b.xlsx"):
        assert [row for _, row in read_table(tmp_path / name).rows()] == rows
    assert parts[TEXTS].count(b"<si>") == 21_000
