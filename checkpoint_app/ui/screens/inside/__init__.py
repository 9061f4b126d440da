"""Who and what is inside."""

from checkpoint_app.ui.screens.inside.screen import InsideScreen

__all__ = ["InsideScreen"]
