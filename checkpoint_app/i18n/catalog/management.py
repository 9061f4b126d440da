"""What goes wrong in the management of a station, and what to do."""

from checkpoint_app.i18n.catalog.pairs import Pairs

SENTENCES: Pairs = {
    "error.stopped": (
        "Đã dừng theo yêu cầu. Phần đã làm xong vẫn giữ nguyên.",
        "Stopped as asked. What was done until then stays done.",
    ),
}
