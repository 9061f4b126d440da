"""The states of all the screens of `ROOMS`, by their names."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.ui.stages import (
    beginning,
    check,
    delivery,
    diagnostics,
    hub,
    inside,
    manage,
    papers,
    people,
    person,
    rehearsal,
    report,
    rules,
    staff,
    store,
    trace,
    tray,
)

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

ROOM_STATES: Mapping[str, Callable[["Stage"], QWidget]] = {
    **delivery.STATES,
    **inside.STATES,
    **tray.STATES,
    **report.STATES,
    **check.STATES,
    **manage.STATES,
    **people.STATES,
    **trace.STATES,
    **person.STATES,
    **papers.STATES,
    **staff.STATES,
    **store.STATES,
    **hub.STATES,
    **diagnostics.STATES,
    **rules.STATES,
    **beginning.STATES,
    **rehearsal.STATES,
}
"""Each gives the widget to take a picture of."""
