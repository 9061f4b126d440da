"""The sheet of the day."""

from checkpoint_app.ui.screens.report.screen import ReportScreen

__all__ = ["ReportScreen"]
