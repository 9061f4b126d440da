"""The report: a day under way, an empty one, the sheet of 16:00 with papers typed later."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.records.sheets import PaperBalance
from checkpoint_app.records.views import DayCounts
from checkpoint_app.station.day_sheets import Handed, sheet_of
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screens.report import ReportScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

DAY = "2021-08-11"


def _fresh(stage: "Stage", *, handed: bool = False) -> ReportScreen:
    screen = stage.room(ReportScreen)
    screen.folder.setText("D:/Sổ trực")
    settle(stage.app)
    screen.part.choose(handed)
    screen.notice.say("")
    return screen


def now(stage: "Stage") -> QWidget:
    """Today up to now."""
    sheet = sheet_of(stage.desk.store, stage.desk.clock, DAY)
    _fresh(stage).on_read(Handed(sheet, kept=False))
    return stage.page


def empty(stage: "Stage") -> QWidget:
    """A day on which nobody passed."""
    sheet = sheet_of(stage.desk.store, stage.desk.clock, DAY)
    sheet = replace(sheet, counts=DayCounts("2021-08-10"))
    _fresh(stage).on_read(Handed(sheet, kept=False))
    return stage.page


def handed(stage: "Stage") -> QWidget:
    """The sheet of 16:00, with papers typed later, saved."""
    sheet = sheet_of(stage.desk.store, stage.desk.clock, DAY)
    paper = PaperBalance(20, {}, 6, 240, 91, 17, ("QTB-000004", "QTB-000009"), None)
    at = parse_iso("2021-08-11T16:00:12")
    sheet = replace(sheet, at_ms=at, paper=paper, other_gates=True)
    screen = _fresh(stage, handed=True)
    screen.on_read(Handed(sheet, kept=True, later=3))
    screen.notice.say(screen.tr("Saved: {path}").format(path="D:/Sổ trực/a.pdf"), "ok")
    return stage.page


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    "report": now,
    "report-empty": empty,
    "report-handed-in": handed,
}
