"""One person's request about their own data."""

from checkpoint_app.ui.screens.person.screen import PersonScreen

__all__ = ["PersonScreen"]
