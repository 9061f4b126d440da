"""Where the window's pictures, sounds, styles and translations are."""

from pathlib import Path

from checkpoint_app.paths import resources


def resource_path(*parts: str) -> Path:
    """The file of these folders and this name under ``resources/``."""
    return resources().joinpath(*parts)
