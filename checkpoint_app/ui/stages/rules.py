"""The lower cards of the settings: the rules of the site, and what surrounds the window."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

from checkpoint_app.ui.shortcuts import Key

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage


def rules(stage: "Stage") -> QWidget:
    """One of them wrong."""
    stage.gate()
    page = stage.page
    page.show_screen(Key.SETTINGS)
    page.rules.editors["retention_days"].setText("x")
    page.rules.on_edited("retention_days")
    area = page.settings.findChild(QScrollArea)
    assert area is not None
    stage.app.processEvents()
    area.ensureWidgetVisible(page.rules.switches["scan_while_locked"])
    return page


def around(stage: "Stage") -> QWidget:
    """Kiosk, the visitors' display, the start with the computer."""
    stage.gate()
    page = stage.page
    page.show_screen(Key.SETTINGS)
    area = page.settings.findChild(QScrollArea)
    assert area is not None
    stage.app.processEvents()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    area.ensureWidgetVisible(page.settings.around, 0, 0)
    return page


STATES = {"settings-rules": rules, "settings-around": around}
