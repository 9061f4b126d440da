"""Manage, for whoever may everything and for a guard."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from checkpoint_app.records.views import Role, Staff
from checkpoint_app.ui.screens.manage import ManageScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

GUARD = Staff(UUID(int=7), "Trần Văn Gác", Role.GUARD)


def manage(stage: "Stage") -> QWidget:
    """The cards, for a supervisor."""
    stage.room(ManageScreen)
    return stage.page


def manage_guard(stage: "Stage") -> QWidget:
    """The cards, most of them with a lock."""
    found, held = stage.room(ManageScreen), stage.desk.lane.staff
    stage.desk.lane.staff = GUARD
    found.opened()
    stage.desk.lane.staff = held
    return stage.page


STATES = {"manage": manage, "manage-guard": manage_guard}
