"""Diagnostics, with a log."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from checkpoint_app.ui.screens.diagnostics import DiagnosticsScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

LINES = [
    "2021-08-11 06:00:02,114 INFO checkpoint_app.ui.main_window unlocked",
    "2021-08-11 09:12:40,310 WARNING checkpoint_app.scanner.loop source lost, tried again in 2 s",
    "2021-08-11 09:12:43,025 INFO checkpoint_app.scanner.loop source is back",
    "2021-08-11 13:40:00,500 ERROR checkpoint_app.station.upkeep upkeep: backup_folder_missing",
]


def diagnostics(stage: "Stage") -> QWidget:
    """A log with a little trouble."""
    found = stage.room(DiagnosticsScreen)
    found.file.editor.setText("/media/usb/checkpoint.json")
    found.log.follow.setChecked(False)
    found.show_lines(LINES)
    return stage.page


STATES = {"diagnostics": diagnostics}
