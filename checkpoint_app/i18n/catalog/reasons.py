"""Why something was refused, as a part of an error's sentence."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "reason.login_signs": (
        "chỉ gồm chữ thường không dấu, số và . _ @ -, từ 2 đến 64 ký tự",
        "2 to 64 plain small letters, digits and . _ @ -",
    ),
    "reason.other": ("lý do khác", "another reason"),
    "reason.unknown": ("không có mục này", "no such field"),
    "reason.missing": ("còn thiếu", "missing"),
    "reason.not_a_choice": ("không nằm trong các lựa chọn", "not one of the choices"),
    "reason.not_text": ("phải là chữ", "must be text"),
    "reason.not_a_number": ("phải là số", "must be a number"),
    "reason.window": (
        "lúc cuối phải sau lúc đầu, nhiều nhất 60 ngày",
        "it must end after it begins, at most 60 days later",
    ),
    "reason.finding_unknown": (
        "không có lỗi này, xem tên bằng “checkpoint hub findings --settings”",
        "there is no such finding; “checkpoint hub findings --settings” names them",
    ),
    "reason.not_a_time": ("không phải ngày giờ", "not a time"),
    "reason.not_yes_no": ("phải là có hoặc không", "must be yes or no"),
    "reason.not_an_object": ("phải là một nhóm mục", "must be an object"),
    "reason.too_long": ("quá dài", "too long"),
    "reason.too_many": ("quá nhiều", "too many"),
    "reason.setting_unknown": (
        "máy chủ không được đặt mục này",
        "a hub may not set this",
    ),
    "reason.setting_value": ("giá trị không hợp lệ", "not a value it can have"),
    "reason.not_json": ("không phải JSON", "not JSON"),
    "reason.file_unreadable": ("không đọc được tệp", "the file cannot be read"),
    "reason.no_key": ("tệp không chứa khoá hay chứng thư", "it holds no key or certificate"),
    "reason.private_key": (
        "đây là khoá riêng, phải lấy ra khỏi máy này ngay",
        "this is a private key; take it off this computer at once",
    ),
    "reason.key_kind": (
        "chỉ nhận RSA từ 2048 bit, EC P-256 và Ed25519",
        "only RSA from 2048 bits, EC P-256 and Ed25519 are known",
    ),
    "reason.key_name": (
        "tên tệp phải là mã khoá dạng hex, ví dụ 0123456789abcdef.pem",
        "the file's name must be the key id in hex, such as 0123456789abcdef.pem",
    ),
    "reason.not_a_year": ("năm sinh không có thật", "an impossible birth year"),
}
