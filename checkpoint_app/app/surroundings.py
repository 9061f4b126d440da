"""What this computer has: a screen, a camera."""

import contextlib
import os
import platform

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.scanner.source import open_source

HEADLESS_PLATFORMS = ("offscreen", "minimal", "vnc")


def has_display() -> bool:
    """True where a window can be shown to somebody."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.split(":")[0] not in HEADLESS_PLATFORMS
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def has_camera(spec: str) -> bool:
    """True where this source gives a picture now."""
    try:
        with contextlib.closing(open_source(spec)) as source:
            return source.read() is not None
    except CheckpointError:
        return False
