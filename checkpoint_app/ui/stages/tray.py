"""The tray: nothing, something of everything, a refused one, a sheet."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.errors import SourceLost
from checkpoint_app.records.sheets import OpenSheet
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.station.tray import Refused, Waiting
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screens.tray import TrayScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

_DAY = 86_400_000


def _fresh(stage: "Stage", found: Waiting) -> TrayScreen:
    screen = stage.room(TrayScreen)
    settle(stage.app)
    screen.show_scan_state(ScanState(ScanPhase.RUNNING))
    screen.show_snapshot(stage.snapshot)
    settle(stage.app)
    screen.on_read(Waiting())
    screen.on_read(found)
    screen.notice.say("")
    return screen


def _everything(stage: "Stage") -> Waiting:
    recent = [row.passage for row in stage.snapshot.recent]
    refused = (
        Refused(replace(recent[3], note="Đi cùng gia đình " * 80), "text_too_long", "note"),
        Refused(recent[5], "text_too_long", "person.phone"),
        Refused(recent[6], "value_unknown", "kind"),
    )
    sheets = (
        OpenSheet("QTB-000004", 1, 12, NOW_MS - 2 * _DAY, 0, missing=True),
        OpenSheet("QTB-000007", 1, 12, NOW_MS - _DAY, 9, missing=False),
    )
    odd = replace(recent[8].person, name="NGUY?N V?N A?")
    return Waiting(refused, sheets, (replace(recent[8], person=odd),))


def nothing(stage: "Stage") -> QWidget:
    """All is done."""
    _fresh(stage, Waiting())
    return stage.page


def everything(stage: "Stage") -> QWidget:
    """Something of everything; the cursor is in the field to mend."""
    screen = _fresh(stage, _everything(stage))
    screen.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="0")))
    screen.list.mark(1)
    screen.on_enter()
    return stage.page


def number(stage: "Stage") -> QWidget:
    """A refused phone number: masked, typed anew."""
    _fresh(stage, _everything(stage)).list.mark(1)
    return stage.page


def sheet(stage: "Stage") -> QWidget:
    """A sheet that is not typed, and the question what became of it."""
    screen = _fresh(stage, _everything(stage))
    screen.list.mark(4)
    stage.page.setFocus()
    return stage.page


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    "tray-empty": nothing,
    "tray": everything,
    "tray-number": number,
    "tray-sheet": sheet,
}
