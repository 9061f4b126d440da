"""From a camera, a video or pictures to what a code says. No Qt, no database.

OpenCV reads these settings when it is first loaded, so they stand here, before any module of this
room imports it: no hardware transforms when a Windows camera opens (they cost up to a minute,
opencv #17687), silence on stderr whatever a file holds, and a bound on the size of a picture.
"""

import os

LARGEST_PICTURE = 100_000_000
"""Pixels. A larger picture is refused before it is unpacked."""

os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # AV_LOG_QUIET
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(LARGEST_PICTURE))
