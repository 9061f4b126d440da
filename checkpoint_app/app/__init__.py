"""The composition root of the window: builds the rooms, wires them, starts and stops them."""

from checkpoint_app.app.run import run

__all__ = ["run"]
