"""The rehearsal, the notices of the hub, and the visitor's screen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.records.notices import Notice, NoticeKind, Told
from checkpoint_app.station.notice_book import NoticeLine
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.rehearsal import SAMPLES
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.screens.notices import NoticesScreen
from checkpoint_app.ui.screens.rehearsal import RehearsalScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

_LINES = tuple(
    NoticeLine(
        Notice(
            Told(UUID(int=place), kind, said, NOW_MS - 3_600_000 * place),
            in_force=place < 3,
            acknowledged_at=NOW_MS - 60_000 * place if reader else None,
            answer=answer,
            confirmed=place == 3,
        ),
        reader,
    )
    for place, (kind, said, reader, answer) in enumerate(
        (
            (NoticeKind.REMINDER, "Nộp báo cáo ngày trước 16:00.", "", None),
            (
                NoticeKind.NOTICE,
                "Từ 0 giờ ngày 12/08, xe giao hàng chỉ vào bằng Cổng 1. Ghi rõ biển số.",
                "Lê Thị Hoa",
                "Đã rõ",
            ),
            (NoticeKind.NOTICE, "Họp giao ban lúc 17:00 tại phòng trực.", "Lê Thị Hoa", None),
        ),
        1,
    )
)


def rehearsal(stage: "Stage") -> QWidget:
    """At its beginning."""
    stage.room(RehearsalScreen)
    return stage.page


def tried(place: int, stage: "Stage") -> QWidget:
    """A verdict was tried out."""
    found = stage.room(RehearsalScreen)
    stage.page.show_outcome(found.rehearsal.by_hand(SAMPLES[place]))
    return stage.page


def whole(stage: "Stage") -> QWidget:
    """All five were."""
    found = stage.room(RehearsalScreen)
    for sample in SAMPLES:
        stage.page.show_outcome(found.rehearsal.by_hand(sample))
    return stage.page


def _book(stage: "Stage", lines: Sequence[NoticeLine]) -> QWidget:
    """The page with these, once it has read that there are none."""
    found = stage.room(NoticesScreen)
    read: list[None] = []
    found._tasks.store(found, lambda: None, read.append)
    while not read:
        stage.app.processEvents()
    found.show_lines(list(lines))
    return stage.page


def notices(stage: "Stage") -> QWidget:
    """What the hub has said."""
    return _book(stage, _LINES)


def no_notices(stage: "Stage") -> QWidget:
    """Nothing yet."""
    return _book(stage, ())


def visitor(stage: "Stage") -> QWidget:
    """Nobody is there."""
    stage.visitor.forget()
    stage.visitor.mirror.show_frame(stage.frame)
    return stage.visitor


def visited(verdict: Verdict, stage: "Stage") -> QWidget:
    """Somebody was."""
    shown = visitor(stage)
    passage = replace(stage.last)
    stage.visitor.show_outcome(Outcome(verdict, NOW_MS, passage=passage))
    return shown


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    "rehearsal": rehearsal,
    "rehearsal-look": partial(tried, 1),
    "rehearsal-not-recorded": partial(tried, 4),
    "rehearsal-whole": whole,
    "notices-all": notices,
    "notices-none": no_notices,
    "visitor": visitor,
    "visitor-recorded": partial(visited, Verdict.RECORDED),
    "visitor-unreadable": partial(visited, Verdict.UNREADABLE),
}
