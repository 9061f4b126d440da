"""Files of every kind come out as rows of text, with the numbers a spreadsheet shows."""

from datetime import date, time
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.list_errors import (
    ListEmpty,
    ListEncrypted,
    ListMissing,
    ListOldFormat,
    ListQuotes,
    ListTooLarge,
    ListUnreadable,
    SheetUnknown,
)
from checkpoint_app.i18n import Lang, sentence
from checkpoint_app.lists.tables import read_table
from tests.lists.sheets import Cell, write_xlsx

NAMES = [["Họ tên", "SĐT"], ["Nguyễn Văn An", "0900000011"], ["Đỗ Thị Ỷ", "0900000022"]]


def rows(path: Path, sheet: str | None = None) -> list[tuple[int, list[str]]]:
    return list(read_table(path, sheet).rows())


def test_numbers_dates_and_times_become_plain_text(tmp_path: Path) -> None:
    cells: list[Cell] = [
        "012",
        912345678,
        1099000001.0,
        109900000011,
        0.5,
        True,
        date(1990, 3, 12),
        time(6, 30),
    ]
    found = rows(write_xlsx(tmp_path / "a.xlsx", [cells]))
    plain = ["012", "912345678", "1099000001", "109900000011", "0.5", "TRUE", "1990-03-12", "06:30"]
    assert found == [(1, plain)]


def test_rows_keep_their_numbers_around_empty_ones(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[], ["", "x"], [], ["  "], ["y"]])
    assert rows(path) == [(2, ["", "x"]), (5, ["y", ""])]


def test_a_table_that_begins_in_another_column_keeps_its_letters(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[], [None, None, "C2", "D2"]])
    assert rows(path) == [(2, ["", "", "C2", "D2"])]


def test_the_first_sheet_that_holds_anything_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [], {"B": [["b"]], "C": [["c"]]})
    table = read_table(path)
    assert (table.sheet, table.sheets) == ("B", ("A", "B", "C"))
    assert rows(path, "C") == [(1, ["c"])]
    with pytest.raises(SheetUnknown):
        read_table(path, "D")
    with pytest.raises(ListEmpty):
        read_table(path, "A")


def test_what_hides_in_texts_comes_through_for_the_checks_to_see(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["a\x01b\u202ec", "Ph\xad\xeeng"]])
    assert rows(path)[0][1] == ["a\x01b\u202ec", "Ph\xad\xeeng"]


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", [["x"]]).rename(tmp_path / "a.csv")
    assert rows(tmp_path / "a.csv") == [(1, ["x"])]


@pytest.mark.parametrize("separator", ",;\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_tables(tmp_path: Path, separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(row) for row in NAMES)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert rows(tmp_path / "a.csv") == list(enumerate(NAMES, start=1))


def test_the_code_page_of_vietnamese_windows(tmp_path: Path) -> None:
    text = (
        "Họ tên;SĐT\nNguyê\u0303n Văn Đư\u0301c;0900000011\nTrâ\u0300n Thi\u0323 Thơ;0900000022\n"
    )
    (tmp_path / "a.csv").write_bytes(text.replace("ọ", "o\u0323").encode("cp1258"))
    table = read_table(tmp_path / "a.csv")
    assert table.code_page == "cp1258"
    assert [row[0] for _, row in table.rows()][1:] == [
        "Nguyê\u0303n Văn Đư\u0301c",
        "Trâ\u0300n Thi\u0323 Thơ",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name,phone\nJosé Müller,0900000011\nRenée Façade,0900000022\n",
        "Hä tªn,S§T\nNguyÔn V¨n §øc,0900000011\nTrÇn ThÞ Th¬,0900000022\n",
        "Hoï teân,SÑT\nNguyeãn Vaên Ñöùc,0900000011\nTraàn Thò Thô,0900000022\n",
    ],
)
def test_western_letters_stay_what_they_are(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode("cp1252"))
    table = read_table(tmp_path / "a.csv")
    assert table.code_page == "cp1252"
    assert [",".join(row) for _, row in table.rows()] == text.splitlines()


def test_one_broken_letter_does_not_spoil_the_others(tmp_path: Path) -> None:
    text = "Họ tên\n" + "Nguyễn Văn Đức\n" * 5
    (tmp_path / "a.csv").write_bytes(text.encode() + b"Nguy\xe1\xbbn An\n")
    assert [row[0] for _, row in rows(tmp_path / "a.csv")[-2:]] == [
        "Nguyễn Văn Đức",
        "Nguy\ufffdn An",
    ]


def test_quoted_cells_may_hold_separators_and_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a;b\n"x;1\ny, ""z""";2\n\n3;4\n', encoding="utf-8")
    assert rows(tmp_path / "a.csv") == [(1, ["a", "b"]), (2, ['x;1\ny, "z"', "2"]), (4, ["3", "4"])]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;\r"])
def test_excels_own_line_about_the_separator_is_no_row(tmp_path: Path, first: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"{first}\na,1;b\n".encode())
    assert rows(tmp_path / "a.csv") == [(1, ["a,1", "b"])]


def test_a_quotation_mark_left_open_swallows_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n1,"2\n3,4\n5,6\n', encoding="utf-8")
    with pytest.raises(ListQuotes) as caught:
        rows(tmp_path / "a.csv")
    assert caught.value.details == {"row": 2}


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_what_is_no_list_is_refused_with_its_cause(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    causes: list[tuple[bytes, type[CheckpointError]]] = [
        (b"", ListEmpty),
        (b"\r\n \r\n", ListEmpty),
        (b"PK\x03\x04 and nothing", ListUnreadable),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, ListUnreadable),
        (bytes(1000), ListUnreadable),
        (b"\xff\xfea", ListUnreadable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), ListOldFormat),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            ListEncrypted,
        ),
        (b",".join([b"x"] * 1000), ListTooLarge),
        (b"x\n" * 260_000, ListTooLarge),
        (b"x" * 140_000, ListQuotes),  # one cell: a quotation mark or a separator is missing
    ]
    for data, cause in causes:
        with pytest.raises(cause) as caught:
            list(read_table(write(path, data)).rows())
        for lang in Lang:
            assert len(sentence(caught.value, lang)) > 20


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ListMissing):
            read_table(path)


def test_nul_and_control_characters_do_not_stop_a_text_table(tmp_path: Path) -> None:
    text = "Họ tên,SĐT\n" + "Nguyễn Văn An,0900000011\n" * 20 + "Lê\0 \x07An,0900000022\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert rows(tmp_path / "a.csv")[-1] == (22, ["Lê\0 \x07An", "0900000022"])
