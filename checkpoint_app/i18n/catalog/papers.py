"""What is said of a printer and of files that the window writes."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "error.printer_missing": (
        "Máy này chưa có máy in. Lưu thành PDF, rồi in ở máy khác.",
        "This computer has no printer. Save a PDF and print it elsewhere.",
    ),
    "error.printing_failed": (
        "Máy in không nhận. Xem máy in đã bật, còn giấy, rồi in lại.",
        "The printer takes nothing. See that it is on and has paper, then print again.",
    ),
    "error.folder_not_writable": (
        "Không ghi được vào “{folder}”. Chọn thư mục khác.",
        "Nothing can be written to “{folder}”. Choose another folder.",
    ),
}
