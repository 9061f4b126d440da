"""The station's settings: one typed record, one small file, nothing personal in it."""

from checkpoint_app.settings.by_hub import in_force
from checkpoint_app.settings.file import load_settings, save_settings
from checkpoint_app.settings.record import Settings, Theme

__all__ = ["Settings", "Theme", "in_force", "load_settings", "save_settings"]
