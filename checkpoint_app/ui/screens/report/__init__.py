"""The sheet of the day."""

from checkpoint_app.ui.screens.report.screen import Part, ReportScreen

__all__ = ["Part", "ReportScreen"]
