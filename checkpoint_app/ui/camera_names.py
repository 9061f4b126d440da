"""What this computer's system calls its cameras, where the scanner cannot ask by itself."""

import platform

try:
    from PySide6.QtMultimedia import QMediaDevices
except ImportError:  # a machine without the system's sound library, which that module needs
    QMediaDevices = None  # type: ignore[assignment,misc]  # looked at before every use


def system_names() -> list[str]:
    """Names in the order in which OpenCV numbers the cameras; empty where that is not known.

    To be called on the window's thread. On Linux nothing is asked: the kernel's list is better.
    """
    if platform.system() == "Linux" or QMediaDevices is None:
        return []
    found = list(QMediaDevices.videoInputs())
    if platform.system() == "Darwin":
        # OpenCV's AVFoundation back end numbers them by their unique id.
        found.sort(key=lambda device: bytes(device.id().data()))
    return [device.description() for device in found]
