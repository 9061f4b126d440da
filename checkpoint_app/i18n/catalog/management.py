"""What goes wrong in the management of a station, and what to do."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "error.stopped": (
        "Đã dừng theo yêu cầu. Phần đã làm xong vẫn giữ nguyên.",
        "Stopped as asked. What was done until then stays done.",
    ),
    "trace.sheet": ("Truy vết", "Contacts"),
    "trace.asked": (
        "Ai ở cùng {subject} từ {since} đến {until}",
        "Who was here with {subject} from {since} to {until}",
    ),
    "trace.minutes": ("Số phút cùng ở", "Minutes together"),
    "trace.meetings": ("Số lần", "Meetings"),
    "trace.first": ("Từ", "From"),
    "trace.last": ("Đến", "Until"),
}
