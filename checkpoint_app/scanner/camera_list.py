"""The cameras of this computer by name.

On Linux the names are the kernel's own, and a camera is known by the link that udev makes for it
(``/dev/v4l/by-id/…``, else ``…/by-path/…``), which stays the same when the numbers change. A
camera gives several nodes; those that give no pictures (metadata) are left out. Elsewhere the
system's own list of names, where the caller has one, numbers the cameras as OpenCV does.
"""

import re
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checkpoint_app.domain.text import tidy

if sys.platform == "linux":
    import fcntl

_SYSTEM = Path("/sys/class/video4linux")
_DEVICES = Path("/dev")
_NODE = re.compile(r"video([0-9]{1,3})")
_LINK = re.compile(r"/dev/v4l/by-(?:id|path)/[^/]+")
_LINK_FOLDERS = ("by-id", "by-path")
_LONGEST_NAME = 60
_USUAL_COUNT = 3
"""Numbers offered where nobody knows the names: asking each camera would open it."""

# linux/videodev2.h: VIDIOC_QUERYCAP is _IOR('V', 0, struct v4l2_capability), of 104 bytes.
_QUERYCAP = 0x80685600
_CAPABILITY = struct.Struct("=16s32s32sII I12x")
_VIDEO_CAPTURE, _VIDEO_CAPTURE_MPLANE, _DEVICE_CAPS = 0x1, 0x1000, 0x80000000


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """One camera.

    Attributes:
        spec: what `checkpoint_app.scanner.source.open_source` opens it by.
        name: for people; empty where it is not known.
        index: its number today.
    """

    spec: str
    name: str
    index: int


def list_cameras(names: Sequence[str] = ()) -> list[FoundCamera]:
    """The cameras there are, in the order of their numbers.

    Args:
        names: those the system gives, for where this room cannot ask; not used on Linux.
    """
    if sys.platform == "linux":
        return found_below(_SYSTEM, _DEVICES)
    else:  # noqa: RET505 - the type checker looks at one system at a time
        return numbered([*names] or [""] * _USUAL_COUNT)


def numbered(names: Sequence[str]) -> list[FoundCamera]:
    """Cameras by their place in a list of names."""
    return [FoundCamera(str(index), _shown(name), index) for index, name in enumerate(names)]


def found_below(system: Path, devices: Path) -> list[FoundCamera]:
    """The cameras the kernel lists in a folder, whose nodes stand in another.

    Where this user may not open a node it is listed all the same: opening it will say why.
    """
    links = _links(devices / "v4l")
    found = []
    for entry in system.glob("video*"):
        node = _NODE.fullmatch(entry.name)
        if node is None or not gives_pictures(devices / entry.name):
            continue
        try:
            name = (entry / "name").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it was unplugged a moment ago
            continue
        index = int(node[1])
        found.append(FoundCamera(links.get(index, str(index)), _shown(name), index))
    return sorted(found, key=lambda camera: camera.index)


def gives_pictures(node: Path) -> bool:
    """True where a node's driver says that it captures video; also where it may not be asked."""
    if sys.platform == "linux":
        answer = bytearray(_CAPABILITY.size)
        try:
            with node.open("rb", buffering=0) as device:
                fcntl.ioctl(device, _QUERYCAP, answer)
        except PermissionError:
            return True
        except OSError:  # no video device, or gone
            return False
        return captures(bytes(answer))
    else:  # noqa: RET505 - the type checker looks at one system at a time
        return True


def captures(answer: bytes) -> bool:
    """What a ``struct v4l2_capability`` says: does this very node give pictures?"""
    *_, capabilities, device = _CAPABILITY.unpack(answer)
    said = device if capabilities & _DEVICE_CAPS else capabilities
    return bool(said & (_VIDEO_CAPTURE | _VIDEO_CAPTURE_MPLANE))


def is_camera_link(spec: str) -> bool:
    """True for a link that udev makes for a camera."""
    return bool(_LINK.fullmatch(spec))


def index_of(link: Path) -> int | None:
    """The number of the camera a link leads to today; None while it is not plugged in."""
    try:
        node = _NODE.fullmatch(link.resolve(strict=True).name)
    except (OSError, RuntimeError):  # it leads nowhere, or in a circle
        return None
    return int(node[1]) if node else None


def link_name(link: str) -> str:
    """What a camera that is not plugged in is called: the maker and the model in its link."""
    bare = re.sub(r"^(?:usb|pci)-|-video-index[0-9]+$", "", link.rsplit("/", 1)[-1])
    return _shown(bare.replace("_", " "))


def _links(folder: Path) -> dict[int, str]:
    """For each number the most lasting link to it."""
    found: dict[int, str] = {}
    for kind in _LINK_FOLDERS:
        for link in sorted((folder / kind).glob("*")):
            index = index_of(link)
            if index is not None:
                found.setdefault(index, str(link))
    return found


def _shown(name: str) -> str:
    """A name as people read it; drivers often give it twice, as ``HD Webcam: HD Web``."""
    head, _, tail = tidy(name).partition(": ")
    whole = head if tail and head.startswith(tail) else tidy(name)
    return whole[:_LONGEST_NAME]
