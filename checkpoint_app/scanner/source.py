"""Opens whatever a gate reads from: a camera, an address, a film, a picture, a folder."""

import re
from pathlib import Path

from checkpoint_app.domain.errors import SourceMissing, SourceUnreadable
from checkpoint_app.scanner.camera import Camera, NetworkCamera
from checkpoint_app.scanner.camera_list import index_of, is_camera_link, link_name
from checkpoint_app.scanner.frames import Frame, Source
from checkpoint_app.scanner.pictures import Pictures, is_picture, open_folder
from checkpoint_app.scanner.video import VideoFile

__all__ = ["Frame", "Source", "is_live", "open_source"]

_CAMERA = re.compile(r"(?:/dev/video)?([0-9]{1,3})")
_ADDRESS = re.compile(r"(?:rtsps?|https?)://", re.IGNORECASE)


def is_live(spec: str) -> bool:
    """True for a camera or an address: what may be missing now and come back later."""
    return bool(_CAMERA.fullmatch(spec) or is_camera_link(spec) or _ADDRESS.match(spec))


def open_source(spec: str, *, paced: bool = True) -> Source:
    """Opens a source.

    Args:
        spec: number of a camera, its link below ``/dev/v4l``, ``rtsp://``, ``http://`` or
            ``https://`` address, or the path of a film, a picture or a folder of pictures.
        paced: a film is given at its own rate; False: as fast as it can be read.

    Raises:
        SourceMissing: there is no such camera, file or address. Its detail ``live`` is true where
            it may come back.
        SourceUnreadable: it is there and cannot be read.
    """
    camera = _CAMERA.fullmatch(spec)
    if camera:
        return Camera(int(camera[1]))
    if is_camera_link(spec):
        index = index_of(Path(spec))
        if index is None:
            raise SourceMissing(source=link_name(spec), live=True)
        return Camera(index, link_name(spec))
    if _ADDRESS.match(spec):
        return NetworkCamera(spec)
    return _open_path(Path(spec), spec, paced)


def _open_path(path: Path, spec: str, paced: bool) -> Source:
    try:
        if spec and path.is_dir():
            return open_folder(path)
        if not spec or not path.is_file():
            raise SourceMissing(source=path.name)
    except OSError as error:  # a folder on the way that may not be entered, a name too long
        raise SourceUnreadable(source=path.name) from error
    if is_picture(path):
        return Pictures(path.name, [path])
    return VideoFile(path, paced=paced)
