"""The check before a shift."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "check.store": ("Dữ liệu", "Store"),
    "check.key": ("Khoá", "Key"),
    "check.disk": ("Ổ đĩa", "Disk"),
    "check.clock": ("Đồng hồ", "Clock"),
    "check.camera": ("Máy quay", "Camera"),
    "check.scanner": ("Máy quét", "Scanner"),
    "check.reader": ("Bộ đọc mã", "Code reader"),
    "check.hub": ("Máy chủ", "Hub"),
    "check.trust": ("Khoá xác thực mã", "Keys for signed codes"),
    "check.good": ("Tốt.", "Good."),
    "check.camera_none": ("Không dùng máy quay.", "No camera is in use."),
    "check.camera_pace": ("Tốt: {size}, {rate} hình/giây.", "Good: {size}, {rate} frames/s."),
    "check.disk_low": (
        "Chỉ còn {free_mb} MB trống. Xoá bớt tệp khác.",
        "Only {free_mb} MB free. Delete other files.",
    ),
    "check.disk_free": ("Còn {free_mb} MB trống.", "{free_mb} MB free."),
    "check.clock_early": (
        "Đồng hồ máy sai: đặt lại ngày giờ.",
        "The computer's clock is wrong: set the date and time.",
    ),
    "check.clock_slow": (
        "Giờ máy chậm {minutes} phút so với máy chủ: đặt lại giờ.",
        "This computer's clock is {minutes} min behind the hub's: set it.",
    ),
    "check.clock_fast": (
        "Giờ máy nhanh {minutes} phút so với máy chủ: đặt lại giờ.",
        "This computer's clock is {minutes} min ahead of the hub's: set it.",
    ),
    "check.key_pin": (
        "Chỉ có mã PIN bảo vệ (máy không có kho khoá).",
        "Guarded by the PIN alone (this machine has no keyring).",
    ),
    "check.scanner_none": ("Không chọn máy quét rời.", "No scanner chosen."),
    "check.scanner_absent": ("Chưa cắm máy quét rời.", "No scanner is plugged in."),
    "check.scanner_found": ("Đã thấy {name}.", "{name} is there."),
    "check.reader_one": (
        "Dùng một bộ đọc (zxing); bộ đọc thứ hai không có trên máy này.",
        "One reader in use (zxing); the second is not on this machine.",
    ),
    "check.trust_none": (
        "Chưa cài khoá nào: mã có chữ ký sẽ ghi là chưa xác thực.",
        "None installed: a signed code says “not verified”.",
    ),
    "check.trust_keys": ("Đã cài {count} khoá.", "Keys installed: {count}."),
    "check.trust_hub": ("Máy chủ gửi thêm {count} khoá.", "The hub gives {count} more."),
    "check.light": ("Ánh sáng", "Light"),
    "check.printer": ("Máy in", "Printer"),
    "check.printer_none": (
        "Chưa có máy in. Vẫn lưu được PDF.",
        "No printer. Files can be saved as PDF.",
    ),
    "check.asking": ("Đang hỏi…", "Asking…"),
    "check.waiting": ("{count} lượt chưa gửi.", "{count} passages not sent yet."),
}
