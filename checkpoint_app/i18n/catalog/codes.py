"""What is said of a code, and of the passage it became."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "verdict.recorded": ("ĐÃ GHI", "RECORDED"),
    "verdict.look": ("ĐÃ GHI · XEM LẠI", "RECORDED · LOOK"),
    "verdict.seen": ("VỪA QUÉT RỒI", "JUST SEEN"),
    "verdict.unreadable": ("MÃ LẠ · NHẬP TAY F2", "UNKNOWN CODE · TYPE IT F2"),
    "verdict.not_recorded": ("CHƯA GHI ĐƯỢC", "NOT RECORDED"),
    "warning.name_damaged": ("Tên bị lỗi chữ: hỏi lại tên", "The name is damaged: ask for it"),
    "warning.address_damaged": (
        "Địa chỉ bị lỗi chữ: xem trên thẻ",
        "The address is damaged: see the card",
    ),
    "warning.text_repaired": (
        "Chữ trên mã bị lỗi, đã sửa: xem lại tên",
        "The text was damaged and mended: check the name",
    ),
    "warning.text_unprintable": (
        "Mã chứa ký tự lạ, đã bỏ",
        "The code held unprintable marks; they were removed",
    ),
    "warning.birth_date_impossible": (
        "Ngày sinh không có thật: hỏi lại",
        "The birth date is impossible: ask",
    ),
    "warning.issued_on_impossible": (
        "Ngày cấp không có thật: xem lại thẻ",
        "The date of issue is impossible: look at the card",
    ),
    "warning.sex_unknown": ("Không rõ giới tính", "The sex is not readable"),
    "warning.masked": ("Mã che bớt số: hỏi thêm nếu cần", "Part of the number is hidden: ask"),
    "warning.no_number": (
        "Mã không có số giấy tờ: so tên với thẻ",
        "This code holds no ID number: compare the name with a card",
    ),
    "warning.id_malformed": (
        "Số giấy tờ không đúng dạng: xem lại",
        "The ID number has an unusual form: check it",
    ),
    "warning.id_birth_mismatch": (
        "Số căn cước không khớp năm sinh: so với thẻ",
        "The ID number and the birth year differ: compare with the card",
    ),
    "warning.id_sex_mismatch": (
        "Số căn cước không khớp giới tính: so với thẻ",
        "The ID number and the sex differ: compare with the card",
    ),
    "warning.id_province_unknown": (
        "Số căn cước có mã tỉnh lạ: xem lại",
        "The ID number begins with an unknown province: check it",
    ),
    "warning.phone_malformed": (
        "Số điện thoại không đủ 10 số: hỏi lại",
        "The phone number has not ten digits: ask",
    ),
    "warning.plate_malformed": ("Biển số lạ: xem lại", "An unusual plate: check it"),
    "warning.declared_by_other": ("Khai hộ", "Declared by someone else"),
    "warning.not_verified": (
        "Chưa xác thực: xem giấy tờ kèm theo",
        "Not verified: look at the papers too",
    ),
    "warning.signature_bad": (
        "Chữ ký trên mã không đúng: có thể mã giả, xem giấy tờ",
        "The code's signature is wrong: it may be forged, look at the papers",
    ),
    "warning.expired": (
        "Mã hết hạn hoặc chưa đến hạn",
        "This code has expired or is not valid yet",
    ),
    "warning.outside_hours": (
        "Ngoài ngày giờ được vào",
        "Outside the days and hours of this pass",
    ),
    "warning.other_site": (
        "Thẻ của địa điểm khác: xem lại thẻ",
        "A pass of another site: look at it",
    ),
    "warning.newer_version": (
        "Mã loại mới hơn chương trình: cần cập nhật chương trình",
        "This code is newer than the program: the program needs an update",
    ),
    "warning.code_damaged": (
        "Mã bị hỏng: quét lại hoặc nhập tay",
        "The code is damaged: scan again or type it in",
    ),
    "warning.already_inside": (
        "Đang ở trong mà lại vào: lượt ra trước chưa ghi",
        "Inside already: the exit before was not recorded",
    ),
    "warning.not_inside": (
        "Ra mà chưa ghi vào: lượt vào chưa ghi",
        "Leaving without an entry on record",
    ),
    "warning.symptoms": (
        "Khai có dấu hiệu hoặc tiếp xúc: mời vào khu vực riêng",
        "Symptoms or contact declared: guide to the separate area",
    ),
    "warning.over_capacity": (
        "Vượt số người cho phép bên trong",
        "More people inside than allowed",
    ),
    "warning.watched": (
        "Có trong danh sách cần chú ý",
        "On the watch list",
    ),
    "warning.watched_name": (
        "Trùng tên với người cần chú ý: hỏi năm sinh, số giấy tờ",
        "Same name as somebody on the watch list: ask for birth year and number",
    ),
    "warning.card_unknown": (
        "Thẻ không có trong danh sách của chợ",
        "This card is not on the market's list",
    ),
    "warning.card_used": (
        "Thẻ này đã dùng hôm nay",
        "This card was used today already",
    ),
    "warning.card_handed_in": (
        "Thẻ này đã thu lại trước đó",
        "This card was taken in before",
    ),
    "warning.other_ward": (
        "Thẻ của phường khác, không dùng ở chợ này",
        "A card of another ward, not good at this market",
    ),
    "warning.closed_out": (
        "Không ai thấy ra: ghi ra khi chốt cuối ngày",
        "Nobody saw the exit: recorded when the day was closed",
    ),
    "warning.time_ahead": (
        "Giờ đã gõ chưa tới: kiểm tra ngày và giờ",
        "The time that was typed is still to come: check day and hour",
    ),
    "warning.clock_backwards": (
        "Đồng hồ máy chậm hơn lượt trước: kiểm tra giờ",
        "The computer's clock stands before the last record: check the time",
    ),
    "link.site": (
        "Đây là mã địa điểm, không phải mã của người: xin mã cá nhân",
        "This is a place's code, not a person's: ask for the personal code",
    ),
    "link.declaration": (
        "Đây là đường dẫn tờ khai y tế: xin căn cước hoặc nhập tay",
        "This is a link to a health declaration: ask for the ID card or type it in",
    ),
    "link.permit": (
        "Đây là giấy đi đường: xem giấy, xin căn cước",
        "This is a travel permit: look at the paper, ask for the ID card",
    ),
    "link.other": (
        "Đây là đường dẫn, không phải mã của người: không mở",
        "This is a link, not a person's code: it is not opened",
    ),
    "hint.too_far": ("Đưa mã lại gần hơn", "Hold the code closer"),
    "hint.too_close": ("Đưa mã ra xa một chút", "Hold the code a little farther away"),
    "hint.blurred": ("Giữ yên, hình đang mờ", "Hold still, the picture is blurred"),
    "hint.glare": ("Nghiêng thẻ để tránh chói", "Tilt the card out of the glare"),
    "hint.dark": ("Tối quá: bật thêm đèn", "Too dark: switch a light on"),
    "hint.bright": ("Sáng quá: che bớt nắng hoặc đèn", "Too bright: shade the sun or the lamp"),
    "hint.covered": (
        "Ống kính bị che hoặc tối hẳn",
        "The lens is covered, or it is pitch dark",
    ),
    "format.cccd": ("Thẻ căn cước", "ID card"),
    "format.bhyt": ("Thẻ bảo hiểm y tế", "Health insurance card"),
    "format.unified": ("Mã QR cá nhân thống nhất", "Unified personal code"),
    "format.hc1": ("Chứng nhận tiêm chủng", "Vaccination certificate"),
    "format.url": ("Mã chứa đường dẫn, không mở", "A link; it is not opened"),
    "format.pass": ("Thẻ ra vào", "Entry pass"),
    "format.sheet": ("Tờ khai có đánh số", "Numbered form sheet"),
    "format.enrol": (
        "Mã đăng ký máy chủ: bấm Ctrl+H",
        "A hub's enrolment code: press Ctrl+H",
    ),
    "format.unknown": ("Mã lạ", "Unknown code"),
}
