"""The report: a day under way, an empty one, the sheet of 16:00 with later papers; findings."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.hub.findings.rule import Evidence
from checkpoint_app.hub.findings.saying import said
from checkpoint_app.i18n import Lang
from checkpoint_app.records.bulletins import Found, FoundHere, FoundWords
from checkpoint_app.records.notices import Notice, NoticeKind, Told
from checkpoint_app.records.sheets import PaperBalance
from checkpoint_app.records.views import DayCounts
from checkpoint_app.station.day_sheets import Handed, sheet_of
from checkpoint_app.ui.language import language
from checkpoint_app.ui.printing import document_of_day_sheet
from checkpoint_app.ui.printing.output import pictures_of
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screens.report import Part, ReportScreen
from checkpoint_app.ui.screens.report.preview import SHARP

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

DAY = "2021-08-11"
REPORTED = parse_iso("2021-08-10T16:00")
_EVIDENCE: dict[str, Evidence] = {
    "paper_share": {"paper": 143, "total": 212, "percent": 67, "kin_percent": 8},
    "paper_late": {"late": 41, "paper": 143, "percent": 29},
}
FOUND = FoundHere(
    REPORTED,
    tuple(
        Found(
            name,
            REPORTED - days * 86_400_000,
            {lang.value: FoundWords(*said(name, evidence, lang)) for lang in Lang},
        )
        for days, (name, evidence) in enumerate(_EVIDENCE.items())
    ),
)
REMINDER = Notice(
    Told(
        UUID(int=7), NoticeKind.REMINDER,
        "Nhắc lần 2 (báo cáo 10/08): Ghi giấy quá nhiều. 67 % lượt là tờ giấy (143 trên 212).",
        REPORTED + 1_200_000,
    ),
    in_force=True,
)  # fmt: skip


def _fresh(stage: "Stage", *, handed: bool = False) -> ReportScreen:
    screen = stage.room(ReportScreen)
    screen.folder.setText("D:/Sổ trực")
    settle(stage.app)
    while screen.is_busy:  # what it has read by itself must not come later
        stage.app.processEvents()
    screen.part.choose(Part.HANDED if handed else Part.NOW)
    screen.arrange()
    screen.notice.say("")
    return screen


def _read(screen: ReportScreen, found: Handed) -> None:
    screen.on_read(found)
    screen.on_drawn(pictures_of(document_of_day_sheet(found.sheet, language()), SHARP))


def now(stage: "Stage") -> QWidget:
    """Today up to now."""
    sheet = sheet_of(stage.desk.store, stage.desk.clock, DAY)
    _read(_fresh(stage), Handed(sheet, kept=False))
    return stage.page


def empty(stage: "Stage") -> QWidget:
    """A day on which nobody passed."""
    sheet = sheet_of(stage.desk.store, stage.desk.clock, DAY)
    sheet = replace(sheet, counts=DayCounts("2021-08-10"))
    _read(_fresh(stage), Handed(sheet, kept=False))
    return stage.page


def handed(stage: "Stage") -> QWidget:
    """The sheet of 16:00, with papers typed later, saved."""
    sheet = sheet_of(stage.desk.store, stage.desk.clock, DAY)
    paper = PaperBalance(20, {}, 6, 240, 91, 17, ("QTB-000004", "QTB-000009"), None)
    at = parse_iso("2021-08-11T16:00:12")
    sheet = replace(sheet, at_ms=at, paper=paper, other_gates=True)
    screen = _fresh(stage, handed=True)
    _read(screen, Handed(sheet, kept=True, later=3))
    screen.notice.say(screen.tr("Saved: {path}").format(path="D:/Sổ trực/a.pdf"), "ok")
    return stage.page


def found(stage: "Stage") -> QWidget:
    """What the hub found at this place, with a reminder of it."""
    word = replace(stage.snapshot.hub_word, found=FOUND)
    screen = _fresh(stage)
    screen.part.choose(Part.FOUND)
    screen.arrange()
    screen.show_snapshot(replace(stage.snapshot, hub_word=word, notices=(REMINDER,)))
    return stage.page


def nothing_found(stage: "Stage") -> QWidget:
    """The hub has looked, and all is well."""
    screen = _fresh(stage)
    screen.part.choose(Part.FOUND)
    screen.arrange()
    word = replace(stage.snapshot.hub_word, found=FoundHere(NOW_MS))
    screen.show_snapshot(replace(stage.snapshot, hub_word=word))
    return stage.page


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    "report": now,
    "report-empty": empty,
    "report-handed-in": handed,
    "report-found": found,
    "report-nothing-found": nothing_found,
}
