"""Lists of sites: headings in two languages, old encodings, what is wrong in which row."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checkpoint_app.domain.list_errors import ListFaulty, ListHeadings
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import Level, SiteEntry
from checkpoint_app.i18n import Lang
from checkpoint_app.lists.encodings import Encoding
from checkpoint_app.lists.faults import FaultCode
from checkpoint_app.lists.sites import SiteList, read_sites
from tests.lists.sheets import write_xlsx

TODAY = date(2026, 11, 23)
VIETNAMESE = (
    "Mã điểm;Tên địa điểm;Loại hình;Tỉnh/Thành phố;Quận/Huyện;Phường/Xã;Đơn vị chủ quản;Địa chỉ;"
    "Người đứng đầu;Số điện thoại;Được phép hoạt động;Đến ngày"
).split(";")
ENGLISH = (
    "Code;Name;Kind;City;District;Ward;Owner;Address;Head;Phone;Permitted;Permitted until"
).split(";")
ROW = (
    "00123",
    "Chợ Mẫu",
    "Chợ dân sinh",
    "Hà Nội",
    "Cầu Giấy",
    "Nghĩa Đô",
    "UBND quận / Ban quản lý chợ",
    "Số 5 Phố Mẫu",
    "Trần Thị Mẫu",
    "912345678",
    "Có",
    "31/01/2027",
)
WANTED = SiteEntry(
    name="Chợ Mẫu",
    row=2,
    kind=SiteKind.MARKET,
    code="00123",
    territory=((Level.CITY, "Hà Nội"), (Level.DISTRICT, "Cầu Giấy"), (Level.WARD, "Nghĩa Đô")),
    owner=("UBND quận", "Ban quản lý chợ"),
    address="Số 5 Phố Mẫu",
    head="Trần Thị Mẫu",
    phone="0912345678",
    permitted=True,
    permitted_until="2027-01-31",
)


def read(path: Path, encoding: Encoding = Encoding.UNICODE) -> SiteList:
    return read_sites(path, today=TODAY, encoding=encoding)


def csv(tmp_path: Path, text: str, code_page: str = "utf-8") -> Path:
    path = tmp_path / "sites.csv"
    path.write_bytes(text.encode(code_page))
    return path


@pytest.mark.parametrize("headings", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_every_column_is_understood_in_both_languages(tmp_path: Path, headings: list[str]) -> None:
    found = read(write_xlsx(tmp_path / "a.xlsx", [["UBND THÀNH PHỐ"], [], headings, list(ROW)]))
    assert list(found.take()) == [replace(WANTED, row=4)]
    assert found.not_understood == ()
    wanted = "code name kind territory owner address head phone permitted permitted_until"
    assert found.fields == set(wanted.split())


def test_a_csv_says_the_same(tmp_path: Path) -> None:
    text = ";".join(VIETNAMESE) + "\n" + ";".join(ROW) + "\n"
    assert list(read(csv(tmp_path, text)).take()) == [WANTED]


def test_only_a_name_is_needed(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "Tên;Cột lạ\nChợ A;1\nChợ B;2\n"))
    assert [entry.name for entry in found.take()] == ["Chợ A", "Chợ B"]
    assert found.fields == {"name"}
    assert found.not_understood == ("Cột lạ",)
    with pytest.raises(ListHeadings):
        read(csv(tmp_path, "Mã;Loại\n1;Chợ\n"))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Chung cư cao tầng", SiteKind.RESIDENTIAL),
        ("Chợ đầu mối nông sản", SiteKind.MARKET),
        ("CỬA HÀNG TIỆN LỢI", SiteKind.SHOP),
        ("Cơ quan Trung ương", SiteKind.OFFICE),
        ("Trường học", SiteKind.OFFICE),
        ("Trung tâm thương mại", SiteKind.SHOP),
        ("Chốt kiểm soát", SiteKind.OTHER),
        ("market", SiteKind.MARKET),
        ("-", None),
    ],
)
def test_kinds_are_told_by_their_words(tmp_path: Path, said: str, kind: SiteKind | None) -> None:
    [entry] = read(csv(tmp_path, f"Tên;Loại\nA;{said}\n")).take()
    assert entry.kind is kind


def test_what_is_wrong_is_said_with_its_row(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "Mã;Tên;Loại;Phường;Được phép;Đến ngày;Chủ quản\n"
        "1;Chợ A;Chợ;X;Có;31/12/2026;\n"
        "1;Chợ B;Chợ;X;Có;;\n"  # the same code
        ";;Chợ;X;;;\n"  # no name
        "2;Chợ C;Vũ trụ;X;;;\n"  # no such kind
        "3;Chợ D;Chợ;X;có lẽ;;\n"
        "4;Chợ E;Chợ;X;;30/02/2026;\n"
        "5;Chợ G;Chợ;X;;;a/b/c/d/e/f\n"
        "1.2E+11;Chợ H;Chợ;X;;;\n"
        "6;Chợ I;Chợ;X;Có;01/01/2020;\n",
    )
    found = read(path)
    assert [(fault.row, fault.code) for fault in found.faults] == [
        (3, FaultCode.CODE_TWICE),
        (4, FaultCode.MISSING),
        (5, FaultCode.SITE_KIND_UNCLEAR),
        (6, FaultCode.YES_NO_UNCLEAR),
        (7, FaultCode.DATE_UNCLEAR),
        (8, FaultCode.TOO_LONG),
        (9, FaultCode.NUMBER_CUT),
    ]
    assert [(fault.row, fault.code) for fault in found.warnings] == [(10, FaultCode.EXPIRED)]
    assert (found.rows, found.faulty_rows, found.can_be_taken) == (2, 7, False)
    with pytest.raises(ListFaulty):
        found.take()
    assert [entry.name for entry in found.without_faulty().take()] == ["Chợ A", "Chợ I"]
    for lang in Lang:
        assert all("{" not in fault.said(lang) for fault in found.faults)


def test_one_name_in_one_ward_needs_codes(tmp_path: Path) -> None:
    head = "Mã;Tên;Phường\n"
    twice = [(3, FaultCode.SITE_TWICE)]
    for rows, wrong in (
        ("A1;Quán;P. 1\nA2;QUÁN;Phường 1\n", []),
        (";Quán;P. 1\n;quan;Phường 01\n", twice),
        ("A1;Quán;P. 1\n;Quán;Phường 1\n", twice),
        (";Quán;P. 1\n;Quán;Phường 2\n", []),
        (";Quán;Nghĩa Đô\n;Quán;Phường Nghĩa Đô\n", twice),
    ):
        found = read(csv(tmp_path, head + rows))
        assert [(fault.row, fault.code) for fault in found.faults] == wrong, rows


def test_old_encodings_are_told_and_converted_when_asked(tmp_path: Path) -> None:
    text = "Tªn;Ph­êng;Ng­êi ®øng ®Çu\nChî MÉu;NghÜa §«;NguyÔn V¨n An\nChî §á;DÞch Väng;TrÇn ThÞ B\n"
    path = csv(tmp_path, text, "cp1252")
    assert read(path).encoding is Encoding.TCVN3
    first, second = read(path, Encoding.TCVN3).take()
    assert (first.name, first.head, first.territory) == (
        "Chợ Mẫu",
        "Nguyễn Văn An",
        ((Level.WARD, "Nghĩa Đô"),),
    )
    assert second.name == "Chợ Đỏ"
