"""One person's data: asked, found, one of several, deleted."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.records.personal import Erased
from checkpoint_app.station.person_data import Copies, Request
from checkpoint_app.ui.sample_day import PEOPLE
from checkpoint_app.ui.screens.person import PersonScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage


def _screen(stage: "Stage") -> PersonScreen:
    found = stage.room(PersonScreen)
    found.left()
    found.opened()
    stage.page.show()
    return found


def _found(stage: "Stage") -> PersonScreen:
    shown = _screen(stage)
    shown.show_request(Request(stage.desk, PEOPLE[0].phone or "", "đơn 12"))
    return shown


def person(stage: "Stage") -> QWidget:
    """Before anybody is asked about."""
    _screen(stage)
    return stage.page


def found(stage: "Stage") -> QWidget:
    """Somebody, in numbers."""
    _found(stage)
    return stage.page


def correct(stage: "Stage") -> QWidget:
    """What is to be corrected, and deleted."""
    shown = _found(stage)
    stage.app.processEvents()
    shown._area.ensureWidgetVisible(shown.delete)
    return stage.page


def delete(stage: "Stage") -> QWidget:
    """Asked once more."""
    _found(stage).on_delete()
    return stage.page


def gone(stage: "Stage") -> QWidget:
    """What went, and what still holds it."""
    shown = _found(stage)
    assert shown.held is not None
    copies = Copies(None, 16, "2021-08-30", "D:/Sao lưu")
    shown.on_deleted(shown.held, (Erased(2, 3, 1, 0, ()), 1, copies))
    return stage.page


STATES = {
    "person": person,
    "person-found": found,
    "person-correct": correct,
    "person-delete": delete,
    "person-gone": gone,
}
