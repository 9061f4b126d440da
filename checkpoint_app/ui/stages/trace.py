"""Tracing: asked, answered, handed on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.station.trace_request import TraceRequest
from checkpoint_app.ui.sample_day import NOW_MS, PEOPLE
from checkpoint_app.ui.screens.trace import TraceScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage


def _screen(stage: "Stage") -> TraceScreen:
    found = stage.room(TraceScreen)
    found.left()
    found.opened()
    return found


def trace(stage: "Stage") -> QWidget:
    """Before anything is asked."""
    _screen(stage)
    return stage.page


def asked(stage: "Stage") -> QWidget:
    """Why."""
    found = _screen(stage)
    found.person.setText(PEOPLE[0].phone or "")
    found.on_start()
    return stage.page


def found(stage: "Stage") -> QWidget:
    """Contacts."""
    shown = _screen(stage)
    shown.person.setText(PEOPLE[0].phone or "")
    request = TraceRequest(
        stage.desk,
        PEOPLE[0].phone or "",
        since=parse_iso("2021-07-28T00:00:00"),
        until=NOW_MS,
        reason="CV 12",
    )
    stage.page.show()
    shown.show_request(request)
    return stage.page


def nobody(stage: "Stage") -> QWidget:
    """Nobody is known by what was typed."""
    shown = _screen(stage)
    request = TraceRequest(stage.desk, "0999999999", since=0, until=NOW_MS, reason="CV 12")
    stage.page.show()
    shown.show_request(request)
    return stage.page


def handed_on(stage: "Stage") -> QWidget:
    """A passphrase, shown once."""
    found(stage)
    shown = next(room for room in stage.page.rooms if isinstance(room, TraceScreen))
    shown.show_code(Path("/media/usb/truy-vet.zip"), "k7mpq-2xw9d-hn4te-r8vja")
    stage.app.processEvents()
    shown._area.ensureWidgetVisible(shown.code)
    return stage.page


STATES = {
    "trace": trace,
    "trace-asked": asked,
    "trace-found": found,
    "trace-nobody": nobody,
    "trace-handed-on": handed_on,
}
