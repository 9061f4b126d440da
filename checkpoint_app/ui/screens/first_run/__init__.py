"""The first start: five short steps, back and forth, and nothing made before the last."""

from checkpoint_app.ui.screens.first_run.screen import FirstRunScreen
from checkpoint_app.ui.screens.first_run.setup import SetUp

__all__ = ["FirstRunScreen", "SetUp"]
