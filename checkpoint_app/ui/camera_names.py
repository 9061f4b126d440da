"""What this computer's system calls its cameras, where the scanner cannot ask by itself."""

import platform
from importlib import import_module


def system_names() -> list[str]:
    """Names in the order in which OpenCV numbers the cameras; empty where that is not known.

    To be called on the window's thread. On Linux nothing is asked: the kernel's list is better.
    """
    if platform.system() == "Linux":
        return []
    # Asked for seldom, and large.
    found = list(import_module("PySide6.QtMultimedia").QMediaDevices.videoInputs())
    if platform.system() == "Darwin":
        # OpenCV's AVFoundation back end numbers them by their unique id.
        found.sort(key=lambda device: bytes(device.id().data()))
    return [device.description() for device in found]
