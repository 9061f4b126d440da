"""The command line: each of the program's jobs without the window."""

from checkpoint_app.cli.main import main

__all__ = ["main"]
