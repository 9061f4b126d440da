"""What waits for somebody."""

from checkpoint_app.ui.screens.tray.screen import TrayScreen

__all__ = ["TrayScreen"]
