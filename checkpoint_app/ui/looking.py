"""Looking at codes without recording: for a supervisor, in plain sight, and never for long."""

from PySide6.QtCore import QObject, QTimer, Signal

from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.desk import Desk

LASTS_MS = 5 * 60_000
"""It ends by itself: a gate that looks and does not record loses who passes."""


class Looking(QObject):
    """On or off.

    Signals:
        changed: it was switched; carries whether it is on.
        refused: whoever is on duty may not.
    """

    changed = Signal(bool)
    refused = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTS_MS)
        self._timer.timeout.connect(self.end)

    def toggle(self) -> None:
        """On for a supervisor; off for anybody."""
        if self._desk.lane.looking:
            self.end()
            return
        staff = self._desk.staff
        if staff is None or not may(staff.role, Permission.SETTINGS):
            self.refused.emit()
            return
        self._desk.lane.looking = True
        self._timer.start()
        self.changed.emit(True)

    def end(self) -> None:
        """Record again."""
        self._timer.stop()
        if self._desk.lane.looking:
            self._desk.lane.looking = False
            self.changed.emit(False)
