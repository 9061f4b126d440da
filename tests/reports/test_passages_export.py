"""Passages as a table: what was chosen and no more, texts as texts, memory flat."""

import csv
import gc
import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.passage import (
    Declaration,
    Delivery,
    Direction,
    Fallback,
    Kind,
    Passage,
    Person,
    Verdict,
    Way,
)
from checkpoint_app.i18n import Lang
from checkpoint_app.reports import passages_export
from checkpoint_app.reports.passages_export import Column, write_csv, write_xlsx
from tests.reports.sheets import STATION

AT_MS = parse_iso("2021-08-11T14:02:05.678+07:00")
PASSAGE = Passage(
    id=UUID("01900000-0000-7000-8000-0000000000aa"),
    station=STATION,
    direction=Direction.IN,
    way=Way.PAPER,
    occurred_at=AT_MS,
    recorded_at=AT_MS + 60_000,
    gate="Cổng 2",
    lane="1",
    kind=Kind.DELIVERY,
    fallback=Fallback.NO_DEVICE,
    sheet="000123",
    row=7,
    guided_by="Bảo vệ Mẫu",
    person=Person(
        name="Nguyễn Văn Mẫu",
        id_number="001099000001",
        insurance_number="0100000000",
        phone="0900000000",
        birth_date="1999-01-02",
        sex=Sex.MALE,
        address="Tổ 5, Nghĩa Đô, Hà Nội",
        nationality="Việt Nam",
    ),
    plate="29B112345",
    delivery=Delivery("Giao Mẫu", "Căn 1201", "rau"),
    declaration=Declaration(symptoms="ho khan bí mật", contact_patient=True),
    verdict=Verdict.LOOK,
    warnings=(WarningCode.ALREADY_INSIDE, WarningCode.SYMPTOMS),
    note="=1+1",
    voided=True,
)
MOMENT = datetime(2021, 8, 11, 14, 2, 5)  # noqa: DTZ001 - as cells have it


def as_csv(*passages: Passage, columns: list[Column], **options: object) -> list[list[str]]:
    out = io.BytesIO()
    assert write_csv(out, passages, columns, **options) == len(passages)  # type: ignore[arg-type]  # options of either
    content = out.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content[3:].decode(), newline="")))


def as_xlsx(
    path: Path, *passages: Passage, columns: list[Column], **options: object
) -> list[list[list[object]]]:
    assert write_xlsx(path, passages, columns, **options) == len(passages)  # type: ignore[arg-type]  # options of either
    with path.open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        return [
            [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
            for name in book.sheet_names
        ]


def test_every_column_says_what_the_passage_says(tmp_path: Path) -> None:
    head, row = as_csv(PASSAGE, columns=list(Column), lang=Lang.EN, reveal=True)
    expected = {
        "Time": "2021-08-11 14:02:05",
        "Recorded at": "2021-08-11 14:03:05",
        "Direction": "IN",
        "Kind": "Delivery",
        "Name": "Nguyễn Văn Mẫu",
        "ID number": "001099000001",
        "Insurance number": "0100000000",
        "Phone": "0900000000",
        "Born": "02/01/1999",
        "Sex": "Male",
        "Address": "Tổ 5, Nghĩa Đô, Hà Nội",
        "Nationality": "Việt Nam",
        "Plate": "29-B1 123.45",
        "Delivered by": "Giao Mẫu",
        "Destination": "Căn 1201",
        "Goods": "rau",
        "Way": "Paper form",
        "Why no code": "No device",
        "Sheet": "000123",
        "Row": "7",
        "Gate": "Cổng 2",
        "Lane": "1",
        "Guided by": "Bảo vệ Mẫu",
        "Note": "'=1+1",
        "Voided": "yes",
        "Passage": str(PASSAGE.id),
    }
    said = dict(zip(head, row, strict=True))
    assert said.pop("Verdict")
    assert said.pop("Warnings").count("; ") == 1
    assert said == expected
    [[_, cells]] = as_xlsx(
        tmp_path / "a.xlsx", PASSAGE, columns=list(Column), lang=Lang.EN, reveal=True
    )
    typed = dict(zip(head, cells, strict=True))
    assert typed["Time"] == MOMENT
    assert typed["Row"] == 7
    for name in ("ID number", "Phone", "Sheet", "Insurance number"):
        assert typed[name] == expected[name], name
    assert typed["Note"] == "=1+1"


def test_numbers_are_masked_unless_told(tmp_path: Path) -> None:
    columns = [Column.ID_NUMBER, Column.PHONE, Column.INSURANCE_NUMBER]
    masked = ["····0001", "····0000", "····0000"]
    assert as_csv(PASSAGE, columns=columns)[1] == masked
    assert as_xlsx(tmp_path / "a.xlsx", PASSAGE, columns=columns)[0][1] == masked


def test_only_what_was_chosen_is_in_the_file(tmp_path: Path) -> None:
    out = io.BytesIO()
    write_csv(out, [PASSAGE], [Column.DIRECTION, Column.OCCURRED_AT], reveal=True)
    assert out.getvalue().decode("utf-8-sig") == (
        '"Chiều","Thời gian"\r\n"VÀO","2021-08-11 14:02:05"\r\n'
    )
    [rows] = as_xlsx(tmp_path / "a.xlsx", PASSAGE, columns=[Column.DIRECTION], reveal=True)
    assert rows == [["Chiều"], ["VÀO"]]


def test_health_answers_are_in_no_column() -> None:
    everything = as_csv(PASSAGE, columns=list(Column), reveal=True)
    assert "bí mật" not in str(everything)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_formula_in_a_csv_field_is_marked_as_text(sign: str) -> None:
    hostile = replace(PASSAGE, note=sign + "cmd|' /C calc'!A0")
    assert as_csv(hostile, columns=[Column.NOTE])[1] == ["'" + sign + "cmd|' /C calc'!A0"]


def test_hostile_texts_break_neither_file(tmp_path: Path) -> None:
    name = 'A"B,C;D\x00\ud800🛒\u202eסוד' + "x" * 40_000
    hostile = replace(PASSAGE, note=name)
    columns = [Column.NOTE, Column.ROW]
    assert as_csv(hostile, columns=columns)[1][1] == "7"
    [[_, row]] = as_xlsx(tmp_path / "a.xlsx", hostile, columns=columns)
    assert row[1] == 7
    assert str(row[0]).startswith('A"B,C;D🛒סוד')


@pytest.mark.parametrize("columns", [[], [Column.NAME, Column.NAME]])
def test_no_column_or_one_twice_is_refused(tmp_path: Path, columns: list[Column]) -> None:
    out = io.BytesIO()
    with pytest.raises(InvalidEntry):
        write_csv(out, [PASSAGE], columns)
    with pytest.raises(InvalidEntry):
        write_xlsx(tmp_path / "a.xlsx", [PASSAGE], columns)
    assert out.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_an_empty_day_is_a_table_with_its_head(tmp_path: Path) -> None:
    assert as_csv(columns=[Column.NAME]) == [["Họ và tên"]]
    assert as_xlsx(tmp_path / "a.xlsx", columns=[Column.NAME]) == [[["Họ và tên"]]]


def test_rows_beyond_a_worksheet_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages_export, "SHEET_ROWS", 4)
    for count, sizes in ((3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])):
        found = as_xlsx(tmp_path / "a.xlsx", *[PASSAGE] * count, columns=[Column.SHEET])
        assert [len(page) - 1 for page in found] == sizes
        assert {tuple(page[0]) for page in found} == {("Số tờ",)}


def test_nothing_is_left_beside_the_file_and_the_old_one_stays_where_it_fails(
    tmp_path: Path,
) -> None:
    def broken() -> Iterator[Passage]:
        yield PASSAGE
        raise OSError("the store is gone")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="the store is gone"):
        write_xlsx(path, broken(), [Column.NAME])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    write_xlsx(path, [PASSAGE], [Column.NAME])
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_personal_goes_to_the_systems_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, here = tmp_path / "system", tmp_path / "here"
    elsewhere.mkdir()
    here.mkdir()
    seen: set[str] = set()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))

    def watched() -> Iterator[Passage]:
        yield PASSAGE
        seen.update(item.name for item in elsewhere.iterdir())
        [beside] = here.iterdir()
        assert beside.stat().st_mode & 0o077 == 0

    write_xlsx(here / "a.xlsx", watched(), [Column.NAME])
    assert seen == set()


def peak_of(count: int, path: Path) -> int:
    def many() -> Iterator[Passage]:
        for _ in range(count):
            yield PASSAGE

    columns = [Column.OCCURRED_AT, Column.NAME, Column.ID_NUMBER, Column.PHONE, Column.ROW]
    gc.collect()
    tracemalloc.start()
    try:
        assert write_xlsx(path, many(), columns) == count
        with path.with_suffix(".csv").open("wb") as out:
            assert write_csv(out, many(), columns) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    assert peak_of(4_000, tmp_path / "a.xlsx") < 1.2 * peak_of(1_000, tmp_path / "a.xlsx")
