"""Lists that a site brings: where something is, and what is wrong there."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "list.place": ("Dòng {row}, cột {column}", "Row {row}, column {column}"),
    "list.place_row": ("Dòng {row}", "Row {row}"),
    "list.missing": ("còn thiếu: điền vào", "is missing: fill it in"),
    "list.nobody": (
        "không có tên, số giấy tờ, điện thoại hay biển số: điền ít nhất một mục",
        "has no name, ID number, phone or plate: fill in one of them",
    ),
    "list.too_long": ("“{value}” quá dài: rút ngắn", "“{value}” is too long: shorten it"),
    "list.text_damaged": (
        "“{value}” bị mất chữ: gõ lại",
        "“{value}” has lost letters: type it again",
    ),
    "list.number_cut": (
        "“{value}” đã mất số cuối: đổi cột sang dạng chữ (Text) rồi gõ lại cả số",
        "“{value}” has lost its last digits: make the column Text and type the whole number again",
    ),
    "list.date_unclear": (
        "“{value}” không phải ngày có thật: ghi ngày/tháng/năm, ví dụ 12/03/1990",
        "“{value}” is no real date: write day/month/year, such as 12/03/1990",
    ),
    "list.date_future": (
        "“{value}” là ngày chưa tới: sửa ngày sinh",
        "“{value}” is still to come: mend the birth date",
    ),
    "list.dates_backwards": (
        "“{value}” trước ngày bắt đầu: sửa một trong hai ngày",
        "“{value}” is before the first day: mend one of the two",
    ),
    "list.sex_unclear": (
        "“{value}” không rõ: ghi Nam, Nữ hoặc Khác",
        "“{value}” is unclear: write Male, Female or Other",
    ),
    "list.kind_unclear": (
        "“{value}” không rõ: ghi Cư dân, Nhân viên, Khách, Giao hàng, Người bán, Người mua hoặc "
        "Xe hàng",
        "“{value}” is unclear: write Resident, Staff, Visitor, Delivery, Vendor, Shopper or Goods",
    ),
    "list.days_unclear": (
        "“{value}” không rõ ngày nào: ghi như T2, T4, T6 hoặc T2 đến T6",
        "“{value}” does not say which days: write T2, T4, T6 or T2 to T6 (T2 is Monday)",
    ),
    "list.hours_unclear": (
        "“{value}” không rõ giờ: ghi như 06:00 hoặc 6h-8h",
        "“{value}” says no clear time: write 06:00 or 6h-8h",
    ),
    "list.hours_backwards": (
        "giờ đến {value} không sau giờ từ: sửa một trong hai",
        "the end {value} is not after the beginning: mend one of the two",
    ),
    "list.site_kind_unclear": (
        "“{value}” không rõ loại: ghi Khu dân cư, Chợ, Cửa hàng, Cơ quan hoặc Khác",
        "“{value}” is unclear: write Residential, Market, Shop, Office or Other",
    ),
    "list.yes_no_unclear": (
        "“{value}” không rõ: ghi Có hoặc Không",
        "“{value}” is unclear: write Yes or No",
    ),
    "list.code_twice": (
        "mã {value} đã có ở dòng {other}: sửa một trong hai",
        "the code {value} is in row {other} already: mend one of the two",
    ),
    "list.site_twice": (
        "“{value}” đã có ở dòng {other}, cùng địa bàn: thêm mã để phân biệt",
        "“{value}” is in row {other} already, in the same place: add codes to tell them apart",
    ),
    "list.zero_restored": (
        "đã thêm số 0 ở đầu, thành {value}: xem lại",
        "zeros were put back in front, it is now {value}: check it",
    ),
    "list.marks_removed": (
        "đã bỏ ký tự ẩn khỏi “{value}”",
        "hidden marks were taken out of “{value}”",
    ),
    "list.not_converted": (
        "“{value}” không thuộc bảng mã đã chọn, giữ nguyên: xem lại",
        "“{value}” is not in the chosen encoding and was left as it is: check it",
    ),
    "list.expired": ("{value} đã qua: xem lại", "{value} is past: check it"),
    "list.twice": (
        "{value} đã có ở dòng {other}: xem lại",
        "{value} is in row {other} already: check it",
    ),
    "list.example_left": (
        "là dòng ví dụ của tệp mẫu, đã bỏ qua",
        "is the example of the template; it was left out",
    ),
    "list_sheet.people": ("Danh sách người", "People"),
    "list_sheet.cards": ("Thẻ vào chợ", "Market cards"),
    "list_sheet.watch": ("Cần chú ý", "Watch list"),
    "list_heading.name": ("Họ và tên", "Name"),
    "list_heading.id_number": ("Số CCCD/CMND", "ID number"),
    "list_heading.phone": ("Điện thoại", "Phone"),
    "list_heading.birth_date": ("Ngày sinh", "Date of birth"),
    "list_heading.sex": ("Giới tính", "Sex"),
    "list_heading.home": ("Căn hộ", "Apartment"),
    "list_heading.plate": ("Biển số xe", "Plate"),
    "list_heading.kind": ("Đối tượng", "Kind"),
    "list_heading.note": ("Ghi chú", "Note"),
    "list_heading.number": ("Số thẻ", "Card number"),
    "list_heading.ward": ("Phường", "Ward"),
    "list_heading.holder": ("Chủ hộ", "Holder"),
    "list_heading.weekdays": ("Thứ", "Weekdays"),
    "list_heading.begin": ("Giờ từ", "From hour"),
    "list_heading.end": ("Giờ đến", "To hour"),
    "list_heading.valid_from": ("Hiệu lực từ", "Valid from"),
    "list_heading.valid_until": ("Hiệu lực đến", "Valid until"),
    "list_heading.instruction": ("Hướng dẫn xử lý", "Instruction"),
    "list_heading.until": ("Đến ngày", "Until"),
    "list_encoding.unicode": ("Unicode", "Unicode"),
    "list_encoding.tcvn3": ("TCVN3 (.VnTime)", "TCVN3 (.VnTime)"),
    "list_encoding.tcvn3_capitals": (
        "TCVN3 chữ hoa (.VnTimeH)",
        "TCVN3 in capitals (.VnTimeH)",
    ),
    "list_encoding.vni": ("VNI (VNI-Times)", "VNI (VNI-Times)"),
}
