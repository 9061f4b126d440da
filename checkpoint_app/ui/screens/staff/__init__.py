"""The staff, their PINs, and the keys."""

from checkpoint_app.ui.screens.staff.screen import StaffScreen

__all__ = ["StaffScreen"]
