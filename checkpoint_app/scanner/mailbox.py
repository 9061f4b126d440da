"""Between the thread that takes pictures and the one that reads them."""

import threading
from collections import deque
from typing import Generic, TypeVar

from checkpoint_app.scanner.frames import Frame

_Other = TypeVar("_Other")

CAPACITY = 4
"""Frames. Enough to smooth the pace of a film, few enough that 1280×720 stays under 12 MB."""


class Mailbox(Generic[_Other]):
    """Frames and notes in order. Notes are never dropped."""

    def __init__(self) -> None:
        self._items: deque[Frame | _Other] = deque()
        self._change = threading.Condition()

    def put_newest(self, frame: Frame) -> None:
        """Adds a frame in place of one that nobody has read yet: the newest wins."""
        with self._change:
            if self._items and isinstance(self._items[-1], Frame):
                self._items.pop()
            self._items.append(frame)
            self._change.notify_all()

    def put_in_turn(self, frame: Frame, timeout_s: float) -> bool:
        """Adds a frame once there is room; False where there was none within the time."""
        with self._change:
            if not self._change.wait_for(lambda: len(self._items) < CAPACITY, timeout_s):
                return False
            self._items.append(frame)
            self._change.notify_all()
            return True

    def put_note(self, note: _Other) -> None:
        """Adds something that is no frame, at once."""
        with self._change:
            self._items.append(note)
            self._change.notify_all()

    def get(self, timeout_s: float) -> Frame | _Other | None:
        """The next in order; None where nothing came within the time."""
        with self._change:
            if not self._change.wait_for(lambda: bool(self._items), timeout_s):
                return None
            item = self._items.popleft()
            self._change.notify_all()
            return item
