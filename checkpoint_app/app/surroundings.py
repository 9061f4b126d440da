"""What this computer has: a screen, a camera; and how long the program has been running on it."""

import contextlib
import os
import platform
import socket
import sys
import time

import psutil

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.scanner.source import open_source

HEADLESS_PLATFORMS = ("offscreen", "minimal", "vnc")


def has_display() -> bool:
    """True where a window can be shown to somebody."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen:
        return chosen.split(":")[0] not in HEADLESS_PLATFORMS
    if platform.system() == "Linux":
        return _answers_x(os.environ.get("DISPLAY", "")) or _answers_wayland(
            os.environ.get("WAYLAND_DISPLAY", "")
        )
    return True


def _answers_x(display: str) -> bool:
    """True for a display of this computer that somebody serves, or one of another computer.

    A variable left over from a session that has ended would make Qt end the process.
    """
    host, _, number = display.partition(":")
    if host not in ("", "unix"):
        return bool(number)
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # noqa: S108 - where X servers listen
    return bool(number) and (_connects(path) or _connects("\0" + path))


def _answers_wayland(display: str) -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(display) and _connects(os.path.join(folder, display))  # noqa: PTH118 - may be absolute


def _connects(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


def has_camera(spec: str) -> bool:
    """True where this source gives a picture now."""
    try:
        with contextlib.closing(open_source(spec)) as source:
            return source.read() is not None
    except CheckpointError:
        return False


def age_s() -> float:
    """Seconds since this process was started, to the system's clock tick."""
    started = psutil.Process().create_time()
    if sys.platform == "linux":
        # The time of day of the boot is known in whole seconds only, and is left out again.
        return time.clock_gettime(time.CLOCK_BOOTTIME) - (started - psutil.boot_time())
    else:  # noqa: RET505 - so that the types are right on each system
        return time.time() - started
