"""The lane's camera, as the window starts and stops it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from checkpoint_app.scanner.frames import Source
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.workers.camera import CameraWorker

Room = Callable[[], tuple[int, int]]


class LaneCamera(QObject):
    """One worker at a time.

    Signals:
        shown: carries a `Shown`, the newest frame.
        outcome_ready, state_changed, ended: see `CameraWorker`.
    """

    shown = Signal(object)
    outcome_ready = Signal(object)
    state_changed = Signal(object)
    ended = Signal()

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        """``room``: the pixels of the screen that its pictures are shown in."""
        super().__init__(parent)
        self._room = room
        self._worker: CameraWorker | None = None

    @property
    def running(self) -> bool:
        """True from `start` to `stop`, whether or not there is a picture."""
        return self._worker is not None

    def start(self, desk: Desk, open_source: Callable[[], Source]) -> None:
        """Scan a source."""
        self.stop()
        queued = Qt.ConnectionType.QueuedConnection
        self._worker = CameraWorker(desk, open_source, self)
        self._worker.frame_ready.connect(self.on_frame_ready, queued)
        self._worker.outcome_ready.connect(self.outcome_ready, queued)
        self._worker.state_changed.connect(self.state_changed, queued)
        self._worker.ended.connect(self.ended, queued)
        self._worker.start()

    def stop(self) -> None:
        """Stop scanning. May be called twice."""
        if self._worker is not None:
            self._worker.stop()
            self._worker.deleteLater()
            self._worker = None

    @Slot()
    def on_frame_ready(self) -> None:
        """Fetch the newest frame."""
        held = self._worker.newest(self._room()) if self._worker is not None else None
        if held is not None:
            self.shown.emit(held)
