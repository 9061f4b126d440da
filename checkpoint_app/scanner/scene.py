"""Whether anything in front of the camera is new, by the average brightness of its parts."""

import cv2
import numpy as np

from checkpoint_app.scanner.engines import Gray

_SIZE = (8, 5)
_NEW = 2
"""Grey levels by which one of the averages changes; there is no noise left in them."""


class Scene:
    """Counts for how many frames a scene stands. Keeps forty averages, no picture."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._cells = np.zeros(_SIZE[::-1], np.int16)
        self._frames = 0

    def stands_for(self, gray: Gray) -> int:
        """Frames since something changed, 0 for one in which it did."""
        cells = cv2.resize(gray, _SIZE, interpolation=cv2.INTER_AREA).astype(np.int16)
        self._frames += 1
        if np.abs(cells - self._cells).max() > _NEW:
            self._cells, self._frames = cells, 0
        return self._frames
