"""The settings file, which a person may have edited or a power cut halved."""

import logging
from pathlib import Path

import msgspec

from checkpoint_app.paths import write_private
from checkpoint_app.settings.record import Settings

_log = logging.getLogger(__name__)


def load_settings(path: Path) -> Settings:
    """The settings of a file; the defaults where it is missing or cannot be understood.

    A file that cannot be understood is kept beside as ``….bad``, so that nothing is lost by saving.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    try:
        return msgspec.json.decode(content, type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        kept = path.with_suffix(path.suffix + ".bad")
        write_private(kept, content)
        _log.warning("settings not understood; kept as %s, defaults in use", kept.name)
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the settings file, whole or not at all."""
    write_private(path, msgspec.json.format(msgspec.json.encode(settings), indent=2))
