"""The check before a shift: all is ready, and not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.errors import SourceLost
from checkpoint_app.i18n import text
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.watchdog import Pace
from checkpoint_app.station.checkup import Check, clock_check, store_check
from checkpoint_app.ui.language import language
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screens.check import CheckScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage


def _fresh(stage: "Stage") -> CheckScreen:
    screen = stage.room(CheckScreen)
    settle(stage.app)
    screen.show_hint(None)
    screen.show_scan_state(ScanState(ScanPhase.RUNNING, pace=Pace(1280, 720, 29.6)))
    return screen


def ready(stage: "Stage") -> QWidget:
    """All green."""
    screen = _fresh(stage)
    screen.on_found(
        [
            Check("disk", True, "182 340 MB"),
            Check("clock", True, "✔"),
            Check("store", True, "✔"),
            Check("hub", True, "✔"),
            Check("printer", True, "HP LaserJet 107w"),
        ]
    )
    return stage.page


def faulty(stage: "Stage") -> QWidget:
    """A camera that is gone, no hub, a clock that is off, as it is in the morning."""
    screen, lang, desk = _fresh(stage), language(), stage.desk
    # What this computer's own disk and printers say is nobody's business here.
    screen.on_found(
        [
            clock_check(desk.clock.now_ms(), desk.store.time.offset(), lang),
            store_check(desk, lang),
            Check("printer", True, text("check.printer_none", lang)),
            Check("disk", True, "182 340 MB"),
            Check("hub", True, text("cause.not_enrolled", lang)),
        ]
    )
    screen.show_scan_state(ScanState(ScanPhase.LOST, SourceLost(source="HD Webcam")))
    screen.show_hint(Hint.DARK)
    return stage.page


STATES: dict[str, Callable[["Stage"], QWidget]] = {"check": ready, "check-faults": faulty}
