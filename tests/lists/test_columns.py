"""Headings in both languages, in old encodings, over two rows, or none at all."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.list_errors import ListHeadings
from checkpoint_app.lists import cards, people, watch
from checkpoint_app.lists.columns import (
    Column,
    Fields,
    Headings,
    find_headings,
    require,
    without_headings,
)
from checkpoint_app.lists.encodings import Encoding
from tests.lists.test_encodings import written

PEOPLE = {
    "name": "Họ tên|Họ và tên|HỌ VÀ TÊN|Họ, tên|Ho ten|Tên|Name|Full name|Họ tên cư dân",
    "id_number": "CCCD|CMND|Số CCCD|CCCD/CMND|Số CMND/CCCD|Số giấy tờ|Căn cước công dân|"
    "Số định danh cá nhân|Hộ chiếu|ID number|Passport No.|Số CCCD hoặc hộ chiếu",
    "phone": "SĐT|Điện thoại|Số điện thoại|ĐT|Số ĐT|SĐT liên hệ|Phone|Phone number|Mobile|Tel.",
    "birth_date": "Ngày sinh|Năm sinh|Ngày, tháng, năm sinh|Ngày tháng năm sinh|DOB|Date of birth|"
    "Birth year",
    "sex": "Giới tính|Giới|Phái|Sex|Gender|Nam/Nữ|Giới tính (Nam/Nữ)",
    "home": "Căn hộ|Số căn hộ|Phòng|Số phòng|Địa chỉ|Địa chỉ thường trú|Tổ dân phố|Nơi ở|Apartment|"
    "Room|Address",
    "plate": "Biển số|Biển số xe|BKS|Biển kiểm soát|Plate|License plate",
    "kind": "Loại|Đối tượng|Phân loại|Loại đối tượng|Kind|Type",
    "note": "Ghi chú|Note|Remarks",
}
CARDS = {
    "number": "Số thẻ|Mã thẻ|Số phiếu|Thẻ số|Số thẻ vào chợ|Card number|Card No",
    "ward": "Phường|Phường/Xã|Xã, phường|Ward",
    "holder": "Chủ hộ|Họ tên chủ hộ|Họ và tên|Người đại diện|Đại diện hộ gia đình|Holder",
    "phone": "Điện thoại|SĐT",
    "weekdays": "Ngày|Thứ|Ngày đi chợ|Ngày được vào chợ|Các ngày trong tuần|Weekdays",
    "hours": "Giờ|Khung giờ|Giờ đi chợ|Thời gian|Hours",
    "begin": "Từ|Giờ từ|Từ giờ|From|Giờ bắt đầu|From hour",
    "end": "Đến|Giờ đến|Đến giờ|To|Giờ kết thúc|To hour",
    "valid_from": "Hiệu lực từ|Có hiệu lực từ|Có hiệu lực từ ngày|Từ ngày|Valid from",
    "valid_until": "Hiệu lực đến|Có giá trị đến ngày|Đến ngày|Hết hạn|Hạn sử dụng|Valid until",
}
WATCH = {
    "name": "Họ tên",
    "id_number": "CCCD",
    "phone": "SĐT",
    "plate": "Biển số",
    "instruction": "Hướng dẫn|Hướng dẫn xử lý|Nội dung xử lý|Việc cần làm|Lý do|Instruction",
    "until": "Đến ngày|Hết hạn|Theo dõi đến ngày|Until",
}
CASES = [
    (fields, field, heading)
    for fields, known in (
        (people.FIELDS, PEOPLE),
        (cards.FIELDS, CARDS),
        (watch.FIELDS, WATCH),
    )
    for field, headings in known.items()
    for heading in headings.split("|")
]


def fields_of(rows: list[list[str]], fields: Fields) -> list[str | None]:
    found = find_headings(list(enumerate(rows, start=1)), fields)
    return [column.field for column in found.columns]


@pytest.mark.parametrize(("fields", "field", "heading"), CASES, ids=lambda value: str(value)[:30])
def test_a_heading_is_known(fields: Fields, field: str, heading: str) -> None:
    for spelling in (heading, heading.upper(), f" {heading} (*)", f"{heading}:"):
        assert fields_of([[spelling]], fields) == [field]


@pytest.mark.parametrize(
    "heading", ["STT", "TT", "", "Quan hệ với chủ hộ", "Tên công ty bảo vệ", "1"]
)
def test_other_columns_are_not_understood(heading: str) -> None:
    assert fields_of([["Họ tên", heading]], people.FIELDS) == ["name", None]


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_headings_in_an_old_encoding_are_seen_through(encoding: Encoding) -> None:
    names = ["Họ và tên", "Số điện thoại", "Năm sinh", "Địa chỉ"]
    found = find_headings([(1, [written(name, encoding) for name in names])], people.FIELDS)
    assert [column.heading for column in found.columns] == names
    assert [column.field for column in found.columns] == ["name", "phone", "birth_date", "home"]


@given(st.lists(st.sampled_from(sorted(PEOPLE)), unique=True, min_size=1), st.randoms())
def test_columns_in_any_order_among_others(order: list[str], dice: random.Random) -> None:
    row = [dice.choice(PEOPLE[field].split("|")) for field in order]
    title = ["DANH SÁCH CƯ DÂN TOÀ NHÀ MẪU", "", "Ngày lập: 01/08/2021"]
    found = find_headings([(2, title), (4, ["STT", *row]), (5, ["1", "x", "y"])], people.FIELDS)
    assert [column.field for column in found.columns] == [None, *order]
    assert found.last_row == 4


def test_a_field_is_taken_from_its_first_column() -> None:
    rows = [["Họ tên", "Điện thoại", "SĐT"]]
    assert fields_of(rows, people.FIELDS) == ["name", "phone", None]


def test_headings_merged_over_two_rows() -> None:
    upper = ["Số thẻ", "Giờ đi chợ", "", "Hiệu lực", ""]
    lower = ["", "Từ", "Đến", "Từ ngày", "Đến ngày"]
    found = find_headings([(1, upper), (2, lower), (3, ["A1", "6h", "8h"])], cards.FIELDS)
    known = ["number", "begin", "end", "valid_from", "valid_until"]
    assert [column.field for column in found.columns] == known
    assert found.last_row == 2


def test_the_upper_heading_tells_which_from_and_to_is_meant() -> None:
    upper = ["Số thẻ", "Hiệu lực", "", "Giờ", ""]
    lower = ["", "Từ", "Đến", "Từ", "Đến"]
    known = ["number", "valid_from", "valid_until", "begin", "end"]
    assert fields_of([upper, lower], cards.FIELDS) == known


def test_the_ward_form_with_a_column_of_birth_years_for_each_sex() -> None:
    rows = [["Họ tên", "Năm sinh", "", "Địa chỉ"], ["", "Nam", "Nữ", ""]]
    assert fields_of(rows, people.FIELDS) == ["name", "male", "female", "home"]


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    letters = [Column(index, "", None).letter for index in (0, 25, 26, 51, 52, 701, 702)]
    assert letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert Column(2, "SĐT", "phone").label == "C “SĐT”"
    assert Column(2, "", "phone").label == "C"


def test_the_caller_may_say_what_a_column_holds() -> None:
    found = find_headings([(1, ["Họ tên", "Điện thoại", "Máy bàn"])], people.FIELDS)
    assigned = found.assigned({"C": "phone", "A": None}, people.FIELDS)
    assert [column.field for column in assigned.columns] == [None, None, "phone"]
    for wrong in ({"D": "phone"}, {"A": "salary"}, {"": None}):
        with pytest.raises(InvalidEntry):
            found.assigned(wrong, people.FIELDS)


def test_no_headings_and_needed_columns() -> None:
    bare = without_headings([(1, ["x"]), (2, ["x", "y"])])
    assert bare == Headings(0, (Column(0, "", None), Column(1, "", None)))
    with pytest.raises(ListHeadings):
        require(bare.columns, people.KEYS)
    with pytest.raises(ListHeadings):
        require([Column(0, "", "name")], watch.KEYS)
    require([Column(0, "", "name"), Column(1, "", "instruction")], watch.KEYS)


@given(rows=st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=5))
def test_no_rows_break_it(rows: list[list[str]]) -> None:
    for fields in (people.FIELDS, cards.FIELDS, watch.FIELDS):
        columns = find_headings(list(enumerate(rows, start=1)), fields).columns
        known = [column.field for column in columns if column.field]
        assert len(known) == len(set(known))
