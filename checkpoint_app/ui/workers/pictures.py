"""Reads pictures that somebody sent and records what is confirmed, off the window's thread."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from checkpoint_app.domain.errors import SourceUnreadable
from checkpoint_app.domain.passage import Way
from checkpoint_app.scanner import LARGEST_PICTURE
from checkpoint_app.scanner.opencv import Image
from checkpoint_app.scanner.stills import FoundCode, StillReading, read_file, read_image
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.tasks import Tasks

MOST_FILES = 20
"""Pictures at once; more are a folder, which has a command of its own."""


class PictureReader(QObject):
    """One picture after the other.

    Signals:
        reading_ready: carries a `StillReading`.
        failed: carries the error of one picture.
        recorded: carries a `FoundCode` and its `Outcome`.
    """

    reading_ready = Signal(object)
    failed = Signal(object)
    recorded = Signal(object, object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._round = 0

    def read_files(self, paths: list[Path]) -> None:
        """Read picture files, each answered by itself."""
        for path in paths:
            self._tasks.picture(
                self,
                partial(read_file, path, self._desk.lane.read),
                partial(self._on_read, self._round),
                partial(self._on_failed, self._round),
            )

    def read_image(self, image: QImage, name: str) -> None:
        """Read a picture in memory; ``name`` is what it is called should it be unreadable."""
        self._tasks.picture(
            self,
            lambda: read_image(to_bgr(image, name), self._desk.lane.read),
            partial(self._on_read, self._round),
            partial(self._on_failed, self._round),
        )

    def forget(self) -> None:
        """Nobody waits any more for what is being read."""
        self._round += 1

    def record(self, code: FoundCode) -> None:
        """Record the passage of whoever sent this code."""

        def done(outcome: Outcome) -> None:
            self.recorded.emit(code, outcome)

        self._tasks.store(self, lambda: self._desk.take(code.payload, Way.IMPORT), done)

    def _on_read(self, asked: int, reading: StillReading) -> None:
        if asked == self._round:
            self.reading_ready.emit(reading)

    def _on_failed(self, asked: int, error: Exception) -> None:
        if asked == self._round:
            self.failed.emit(error)


def to_bgr(image: QImage, name: str) -> Image:
    """A picture of Qt's as BGR of 8 bits; what is transparent in it becomes white.

    Raises:
        SourceUnreadable: there is nothing in it, or too much.
    """
    if image.isNull() or image.width() * image.height() > LARGEST_PICTURE:
        raise SourceUnreadable(source=name)
    if image.hasAlphaChannel():
        paper = QImage(image.size(), QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, image)
        painter.end()
        image = paper
    plain = image.convertToFormat(QImage.Format.Format_BGR888)
    if plain.isNull():  # no memory for it
        raise SourceUnreadable(source=name)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    shape = plain.height(), plain.width(), 3
    return np.ascontiguousarray(rows[:, : plain.width() * 3]).reshape(shape).copy()
