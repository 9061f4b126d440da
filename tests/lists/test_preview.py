"""A list is read and checked row by row; nothing is taken of it unless somebody says so."""

from datetime import date, time
from pathlib import Path

import pytest

from checkpoint_app.domain.documents import Hours, Sex, WarningCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.list_errors import ListFaulty, ListHeadings
from checkpoint_app.domain.listed import (
    ListedPerson,
    ListKind,
    MarketCard,
    Parity,
    WatchEntry,
)
from checkpoint_app.domain.passage import Kind
from checkpoint_app.i18n import Lang
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.faults import MOST_TOLD, Fault, FaultCode
from checkpoint_app.lists.preview import Preview, read_list
from checkpoint_app.lists.template import headings, write_template
from tests.lists.sheets import Cell, write_xlsx
from tests.lists.test_encodings import written
from tests.scenes.people import AN, BICH, PEOPLE

TODAY = date(2021, 9, 1)
HEADINGS = [
    "Họ và tên",
    "CCCD",
    "SĐT",
    "Ngày sinh",
    "Giới tính",
    "Căn hộ",
    "Biển số",
    "Loại",
    "Ghi chú",
]
GOOD = [AN.name, AN.number, "0900000011", AN.born, AN.sex, "P.1", "29B1-123.45", "Cư dân", "x"]


def read(path: Path, rows: list[list[Cell]], kind: ListKind = ListKind.PEOPLE) -> Preview:
    return read_list(write_xlsx(path / "list.xlsx", rows), kind, today=TODAY)


def told(faults: tuple[Fault, ...]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column[:1], fault.code.value) for fault in faults]


def person_with(path: Path, **cells: Cell) -> Preview:
    """A list of one good row with some cells changed, by column letter."""
    row: list[Cell] = list(GOOD)
    for letter, cell in cells.items():
        row["ABCDEFGHI".index(letter)] = cell
    return read(path, [list(HEADINGS), row])


def test_people(tmp_path: Path) -> None:
    preview = read(tmp_path, [["DANH SÁCH"], [], list(HEADINGS), list(GOOD)])
    assert preview.take() == (
        ListedPerson(
            Kind.RESIDENT,
            AN.name,
            AN.number,
            "0900000011",
            AN.born,
            Sex.MALE,
            "P.1",
            "29B112345",
            "x",
        ),
    )
    assert (preview.faults, preview.warnings, preview.not_understood) == ((), (), ())


def test_what_a_spreadsheet_made_of_numbers_is_mended_and_told(tmp_path: Path) -> None:
    preview = person_with(tmp_path, B=int(AN.number), C=900000011, D=date(1990, 3, 12))
    (person,) = preview.take()
    assert isinstance(person, ListedPerson)
    assert (person.id_number, person.phone, person.birth_date) == (AN.number, "0900000011", AN.born)
    assert told(preview.warnings) == [(2, "B", "zero_restored"), (2, "C", "zero_restored")]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"B": "1.09E+11"}, "B", "number_cut"),
        ({"B": 1.2345678901234567e17}, "B", "number_cut"),
        ({"C": "9E+08"}, "C", "number_cut"),
        ({"D": "31/02/1990"}, "D", "date_unclear"),
        ({"D": "02/09/2021"}, "D", "date_future"),
        ({"D": "2022"}, "D", "date_future"),
        ({"E": "Na"}, "E", "sex_unclear"),
        ({"H": "Bạn bè"}, "H", "kind_unclear"),
        ({"A": "Nguy\ufffdn An"}, "A", "text_damaged"),
        ({"A": "x" * 201}, "A", "too_long"),
        ({"I": "x" * 1001}, "I", "too_long"),
        ({"A": None, "B": "-", "C": "", "G": " "}, "", "nobody"),
    ],
)
def test_a_faulty_row_is_told_and_not_taken(
    tmp_path: Path, cells: dict[str, Cell], column: str, code: str
) -> None:
    preview = person_with(tmp_path, **cells)
    assert told(preview.faults) == [(2, column, code)]
    assert (preview.rows, preview.faulty_rows, preview.can_be_taken) == ((), 1, False)
    for lang in Lang:
        said = preview.faults[0].said(lang)
        assert said.startswith(("Dòng 2", "Row 2"))
        assert "{" not in said
        assert len(said) < 200


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"B": "12345"}, "B", WarningCode.ID_MALFORMED),
        ({"B": BICH.number}, "B", WarningCode.ID_BIRTH_MISMATCH),
        ({"B": "003090000011"}, "B", WarningCode.ID_PROVINCE_UNKNOWN),
        ({"C": "0900/0911"}, "C", WarningCode.PHONE_MALFORMED),
        ({"G": "ABC"}, "G", WarningCode.PLATE_MALFORMED),
        ({"A": "Nguyễn\u202e Văn An"}, "A", FaultCode.MARKS_REMOVED),
    ],
)
def test_what_is_unusual_is_taken_with_a_warning(
    tmp_path: Path, cells: dict[str, Cell], column: str, code: FaultCode | WarningCode
) -> None:
    preview = person_with(tmp_path, **cells)
    assert (2, column, code.value) in told(preview.warnings)
    assert preview.can_be_taken
    assert all(len(warning.said(lang)) > 15 for warning in preview.warnings for lang in Lang)


def test_a_passport_keeps_its_letters(tmp_path: Path) -> None:
    preview = person_with(tmp_path, B="b 1234567")
    assert preview.warnings == ()
    assert [row.id_number for row in preview.rows if isinstance(row, ListedPerson)] == ["B1234567"]


def test_a_list_with_faulty_rows_is_taken_only_when_somebody_says_so(tmp_path: Path) -> None:
    bad: list[Cell] = ["Lê An", None, None, "1/1/1"]
    preview = read(tmp_path, [list(HEADINGS), list(GOOD), bad, bad])
    assert (preview.faulty_rows, len(preview.rows), preview.can_be_taken) == (2, 1, False)
    with pytest.raises(ListFaulty) as caught:
        preview.take()
    assert caught.value.details == {"count": 2}
    assert len(preview.without_faulty().take()) == 1
    nothing = read(tmp_path, [list(HEADINGS), bad]).without_faulty()
    assert not nothing.can_be_taken


def test_the_same_person_twice(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Họ tên", "CCCD", "SĐT"],
        ["An", AN.number, "0900000011"],
        ["Văn An", AN.number, "0900000099"],
        ["Đỗ Bích", "", "0900000022"],
        ["Đỗ Cường", "", "0900000022"],
        ["do bich", "", "0900000022"],
    ]
    preview = read(tmp_path, rows)
    found = [(each.row, each.column[:1], each.code, each.other) for each in preview.warnings]
    assert found == [(3, "B", FaultCode.TWICE, 2), (6, "C", FaultCode.TWICE, 4)]
    assert len(preview.take()) == 5
    assert "dòng 2" in preview.warnings[0].said(Lang.VI)


def test_the_ward_form_with_the_year_in_the_column_of_the_sex(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["STT", "Họ tên", "Năm sinh", None, "Địa chỉ"],
        [None, None, "Nam", "Nữ", None],
        [1, "Nguyễn Văn An", 1990, None, "Tổ 5"],
        [2, "Trần Thị Bích", None, "15/08/1985", "Tổ 5"],
        [3, "Lê Dung", None, "x", "Tổ 5"],
    ]
    people = [row for row in read(tmp_path, rows).take() if isinstance(row, ListedPerson)]
    found = [(person.birth_date, person.sex) for person in people]
    assert found == [("1990", Sex.MALE), ("1985-08-15", Sex.FEMALE), (None, Sex.FEMALE)]


def test_a_column_called_nam_alone_is_no_sex(tmp_path: Path) -> None:
    """Without accents "năm" (year) and "nam" (male) are one word."""
    preview = read(tmp_path, [["Họ tên", "Năm"], ["An", 2021]])
    assert [column.letter for column in preview.not_understood] == ["B"]
    assert preview.take() == (ListedPerson(Kind.RESIDENT, "An"),)


def test_a_list_without_headings_once_somebody_says_what_is_where(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["1", AN.name, "0900000011"]])
    with pytest.raises(ListHeadings):
        read_list(path, ListKind.PEOPLE, today=TODAY)
    preview = read_list(
        path,
        ListKind.PEOPLE,
        today=TODAY,
        columns={"B": "name", "C": "phone"},
        usual=Kind.STAFF,
    )
    assert preview.take() == (ListedPerson(Kind.STAFF, AN.name, phone="0900000011"),)
    with pytest.raises(InvalidEntry):
        read_list(path, ListKind.PEOPLE, today=TODAY, columns={"B": "ward"})


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_an_old_encoding_is_told_and_converted_only_on_request(
    tmp_path: Path, encoding: Encoding
) -> None:
    # The notes are of another hand, and Unicode; in "Lê" alone nothing shows it.
    notes = ["Lê", *["Đã hỏi"] * (len(PEOPLE) - 1)]
    rows: list[list[Cell]] = [
        [written(person.name, encoding), written("Tầng 2", encoding), note]
        for person, note in zip(PEOPLE, notes, strict=True)
    ]
    heading: list[Cell] = [written(text, encoding) for text in ("Họ tên", "Căn hộ", "Ghi chú")]
    path = write_xlsx(tmp_path / "a.xlsx", [heading, *rows])
    before = read_list(path, ListKind.PEOPLE, today=TODAY)
    assert (before.encoding, before.converted) == (encoding, Encoding.UNICODE)
    assert (written(AN.name, encoding), AN.name) in before.sample
    assert "Lê" not in dict(before.sample)
    assert before.rows[0] == ListedPerson(
        Kind.RESIDENT,
        written(AN.name, encoding),
        home=written("Tầng 2", encoding),
        note="Lê",
    )
    after = read_list(path, ListKind.PEOPLE, today=TODAY, encoding=encoding)
    people = [each for each in after.take() if isinstance(each, ListedPerson)]
    assert [each.name for each in people] == [person.name for person in PEOPLE]
    assert {each.home for each in people} == {"Tầng 2"}
    assert [each.note for each in people] == notes
    assert after.warnings == ()


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_words_of_choice_are_converted_too(tmp_path: Path, encoding: Encoding) -> None:
    people = [
        ["Họ tên", "Giới tính", "Loại"],
        ["Lê Bưởi", "Nữ", "Cư dân"],
        ["Lê Đủ", "Nữ", "Giao hàng"],
    ]
    rows: list[list[Cell]] = [[written(text, encoding) for text in row] for row in people]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    assert not read_list(path, ListKind.PEOPLE, today=TODAY).can_be_taken
    assert read_list(path, ListKind.PEOPLE, today=TODAY, encoding=encoding).take() == (
        ListedPerson(Kind.RESIDENT, "Lê Bưởi", sex=Sex.FEMALE),
        ListedPerson(Kind.DELIVERY, "Lê Đủ", sex=Sex.FEMALE),
    )


def test_a_cell_that_cannot_be_of_the_encoding_is_left_and_told(tmp_path: Path) -> None:
    names: list[list[Cell]] = [[written(each.name, Encoding.VNI)] for each in PEOPLE]
    path = write_xlsx(tmp_path / "a.xlsx", [["Họ tên"], *names, ["Nguyễn Thị Ỷ"]])
    preview = read_list(path, ListKind.PEOPLE, today=TODAY, encoding=Encoding.VNI)
    assert told(preview.warnings) == [(len(PEOPLE) + 2, "A", "not_converted")]
    assert preview.rows[-1] == ListedPerson(Kind.RESIDENT, "Nguyễn Thị Ỷ")


def test_plain_vietnamese_is_left_alone_even_when_asked_to_convert(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["Họ tên"], ["Lê Hà"], ["Trần Thị Bích"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    preview = read_list(path, ListKind.PEOPLE, today=TODAY, encoding=Encoding.TCVN3)
    assert preview.encoding is Encoding.UNICODE
    assert [row.name for row in preview.rows if isinstance(row, ListedPerson)] == [
        "Lê Hà",
        "Trần Thị Bích",
    ]


CARD_HEADINGS: list[Cell] = [
    "Số thẻ",
    "Phường",
    "Chủ hộ",
    "SĐT",
    "Ngày",
    "Giờ từ",
    "Giờ đến",
    "Hiệu lực từ",
    "Hiệu lực đến",
]


def test_market_cards(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        CARD_HEADINGS,
        [
            "nd 001",
            "Nghĩa Đô",
            AN.name,
            "0900000011",
            "2-4-6",
            "6h",
            "8h30",
            "24/08/2021",
            "06/09/2021",
        ],
        ["ND002", None, None, None, "Ngày lẻ", time(6, 0), time(8, 0), date(2021, 8, 24), None],
        ["ND003"],
    ]
    preview = read(tmp_path, rows, ListKind.CARDS)
    days, every = frozenset({0, 2, 4}), frozenset(range(7))
    assert preview.take() == (
        MarketCard(
            "ND001",
            "Nghĩa Đô",
            AN.name,
            "0900000011",
            days,
            None,
            (Hours(days, 360, 510),),
            date(2021, 8, 24),
            date(2021, 9, 6),
        ),
        MarketCard(
            "ND002",
            weekdays=every,
            parity=Parity.ODD,
            hours=(Hours(every, 360, 480),),
            valid_from=date(2021, 8, 24),
        ),
        MarketCard("ND003"),
    )
    assert preview.warnings == ()


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({0: None, 1: "Mẫu"}, "A", "missing"),
        ({0: "1.23E+15"}, "A", "number_cut"),
        ({4: "2-6"}, "E", "days_unclear"),
        ({5: "sáng", 6: "8h"}, "F", "hours_unclear"),
        ({5: "6h"}, "G", "missing"),
        ({6: "8h"}, "F", "missing"),
        ({5: "8h", 6: "6h"}, "G", "hours_backwards"),
        ({7: "32/08/2021"}, "H", "date_unclear"),
        ({7: "24/08/2021", 8: "23/08/2021"}, "I", "dates_backwards"),
    ],
)
def test_a_faulty_card(tmp_path: Path, cells: dict[int, Cell], column: str, code: str) -> None:
    row: list[Cell] = ["A1", *[None] * 8]
    for index, cell in cells.items():
        row[index] = cell
    assert told(read(tmp_path, [CARD_HEADINGS, row], ListKind.CARDS).faults) == [(2, column, code)]


def test_cards_past_or_twice_are_told(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["Số thẻ", "Giờ", "Hết hạn"], ["A1", "6h-8h", "31/08/2021"], ["a 1"]]
    preview = read(tmp_path, rows, ListKind.CARDS)
    assert told(preview.warnings) == [(2, "C", "expired"), (3, "A", "twice")]
    bad = read(tmp_path, [["Số thẻ", "Giờ"], ["A1", "8h-6h"]], ListKind.CARDS)
    assert told(bad.faults) == [(2, "B", "hours_unclear")]


def test_a_watch_list(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Họ tên", "CCCD", "Điện thoại", "Biển số", "Hướng dẫn", "Đến ngày"],
        [AN.name, AN.number, None, None, "Mời vào khu vực riêng", "01/09/2021"],
        [None, None, None, "30A-123.45", "Gọi tổ trưởng", "31/08/2021"],
        [None, None, None, None, "Gọi tổ trưởng", None],
        ["Lê An", None, None, None, None, None],
    ]
    preview = read(tmp_path, rows, ListKind.WATCH)
    assert preview.rows == (
        WatchEntry(AN.name, AN.number, None, None, "Mời vào khu vực riêng", date(2021, 9, 1)),
        WatchEntry(None, None, None, "30A12345", "Gọi tổ trưởng", date(2021, 8, 31)),
    )
    assert told(preview.faults) == [(4, "", "nobody"), (5, "E", "missing")]
    assert told(preview.warnings) == [(3, "F", "expired")]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("kind", ListKind)
def test_a_template_is_understood_and_its_example_left_out(
    tmp_path: Path, kind: ListKind, lang: Lang
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, kind, lang)
    preview = read_list(path, kind, today=TODAY)
    assert [column.heading for column in preview.columns] == headings(kind, lang)
    assert preview.not_understood == ()
    assert (preview.rows, preview.faults) == ((), ())
    assert told(preview.warnings) == [(2, "", "example_left")]
    assert not preview.can_be_taken


def test_very_many_faults_are_counted_and_not_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Họ tên,Ngày sinh\n" + "An,x\n" * (MOST_TOLD + 5), encoding="utf-8")
    preview = read_list(path, ListKind.PEOPLE, today=TODAY)
    assert preview.faulty_rows == preview.fault_count == MOST_TOLD + 5
    assert len(preview.faults) == MOST_TOLD


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("code", [*FaultCode])
def test_every_fault_has_its_words(code: FaultCode, lang: Lang) -> None:
    said = Fault(12, "C “SĐT”", code, "x", 3).said(lang)
    assert "12" in said
    assert "C “SĐT”" in said
    assert "{" not in said


def test_words_of_a_cell_stay_out_of_errors(tmp_path: Path) -> None:
    preview = person_with(tmp_path, D="31/02/1990")
    with pytest.raises(ListFaulty) as caught:
        preview.take()
    assert "1990" not in f"{caught.value!r} {caught.value}"
    assert AN.name not in f"{caught.value!r} {caught.value}"
