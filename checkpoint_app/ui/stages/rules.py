"""The rules of the site, at the foot of the settings."""

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


STATES = {"settings-rules": rules}
