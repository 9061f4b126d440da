"""The paper form."""

from checkpoint_app.ui.screens.form.screen import FormScreen

__all__ = ["FormScreen"]
