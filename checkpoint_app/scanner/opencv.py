"""OpenCV's reader of cameras and films, kept quiet and checked."""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from checkpoint_app.scanner import LARGEST_PICTURE

Image = NDArray[np.uint8]

# Also where something loaded OpenCV before this room could ask for silence.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def open_capture(
    source: int | str, backend: int, settings: Mapping[int, int] | None = None
) -> cv2.VideoCapture | None:
    """An open capture, or None where OpenCV finds nothing it can read there.

    Args:
        source: number of a camera, or a path or address.
        backend: one of OpenCV's ``CAP_`` back ends.
        settings: properties that must be known while opening, as time-outs.
    """
    flat = [number for pair in (settings or {}).items() for number in pair]
    try:
        capture = cv2.VideoCapture(source, backend, flat)
    except cv2.error:  # raised where the back end refuses a setting or the content
        return None
    if capture.isOpened():
        return capture
    capture.release()
    return None


def next_image(capture: cv2.VideoCapture) -> Image | None:
    """The next picture as BGR of 8 bits, or None where there is none."""
    try:
        given, image = capture.read()
    except cv2.error:  # raised on frames the decoder cannot make a picture of
        return None
    if not given or image is None or image.size == 0:
        return None
    if image.ndim == 2:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)
    return np.asarray(image, np.uint8)


def too_large(capture: cv2.VideoCapture) -> bool:
    """True where a frame would take more memory than a gate's PC should give."""
    width = capture.get(cv2.CAP_PROP_FRAME_WIDTH)
    return width * capture.get(cv2.CAP_PROP_FRAME_HEIGHT) > LARGEST_PICTURE


def shrunk(image: Image, room: tuple[int, int]) -> tuple[Image, float]:
    """A picture no larger than a width and height in pixels, and how much smaller it became."""
    height, width = image.shape[:2]
    scale = min(room[0] / width, room[1] / height)
    if scale >= 1:
        return image, 1.0
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8), scale
