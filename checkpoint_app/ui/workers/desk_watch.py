"""Keeps the window's numbers fresh: reads a snapshot off its thread when something changed."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.ui.tasks import Tasks

GATHER_MS = 80
"""Changes within so long are answered by one reading."""
REFRESH_MS = 20_000
"""Read again even without a change: the day may have turned."""


class DeskWatch(QObject):
    """Watches a desk.

    Signals:
        snapshot_ready: carries a `DeskSnapshot`.
    """

    snapshot_ready = Signal(object)
    _changed = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._reading = False
        self._again = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self.read)
        self._refresh = QTimer(self)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self.read)
        self._changed.connect(self.on_changed, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = desk.subscribe(self._changed.emit)

    def start(self) -> None:
        """Read now, and from now on."""
        self._refresh.start()
        self.read()

    def stop(self) -> None:
        """Read no more."""
        self._unsubscribe()
        self._refresh.stop()
        self._gather.stop()

    @Slot()
    def on_changed(self) -> None:
        """Something changed: gather what follows at once, then read."""
        if not self._gather.isActive():
            self._gather.start()

    @Slot()
    def read(self) -> None:
        """Read a snapshot, one at a time."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._tasks.store(self, self._desk.snapshot, self.on_snapshot, self.on_failed)

    def on_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Pass it on."""
        self._end()
        self.snapshot_ready.emit(snapshot)

    def on_failed(self, error: Exception) -> None:
        """Tell the user; the numbers on the screen stay as they were."""
        self._end()
        self._tasks.failed.emit(error)

    def _end(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.on_changed()
