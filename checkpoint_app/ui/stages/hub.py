"""The hub's page: none yet, hubs heard nearby, passages carried out."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from checkpoint_app.sync.carrying import Confirmed
from checkpoint_app.ui.screens.hub import HubScreen
from checkpoint_app.wire.announcement import FoundHub

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

HEARD = (
    FoundHub(UUID(int=1), "Chung cư Mẫu", ("192.168.1.5",), 8019, True, "ABCDEFGHJKLMNPQR"),
    FoundHub(UUID(int=2), "", ("192.168.1.77",), 8019, False),
)


def _screen(stage: "Stage") -> HubScreen:
    found = stage.room(HubScreen)
    found.left()
    found.opened()
    found.show_snapshot(stage.snapshot)
    found.show_found([])
    found.retranslate()
    return found


def hub(stage: "Stage") -> QWidget:
    """No hub yet."""
    _screen(stage)
    return stage.page


def nearby(stage: "Stage") -> QWidget:
    """Two were heard."""
    found = _screen(stage)
    found.show_found(list(HEARD))
    stage.app.processEvents()
    found._area.ensureWidgetVisible(found.table)
    return stage.page


def carried(stage: "Stage") -> QWidget:
    """The answers were taken in."""
    found = _screen(stage)
    found.show_confirmed(Confirmed(41, 2, 1))
    stage.app.processEvents()
    found._area.ensureWidgetVisible(found.back_in)
    return stage.page


STATES = {"hub": hub, "hub-nearby": nearby, "hub-carried": carried}
