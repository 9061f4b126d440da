"""Looking at codes without recording: for a supervisor, in plain sight, and never for long."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.messages import Tone
from checkpoint_app.ui.status_line import StatusLine
from checkpoint_app.ui.widgets.verdict_banner import VerdictBanner

LASTS_MS = 5 * 60_000
"""It ends by itself: a gate that looks and does not record loses who passes."""


class Looking(QObject):
    """On or off, and said wherever somebody looks for as long as it lasts.

    Signals:
        changed: whether codes are looked at from now on.
    """

    changed = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        banners: Sequence[VerdictBanner],
        status: StatusLine,
        tell: Callable[[str, str], None],
    ) -> None:
        super().__init__(status)
        self._desk, self._banners, self._status, self._tell = desk, list(banners), status, tell
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
            self._tell(self.tr("Only a supervisor looks without recording."), Tone.WARN.value)
            return
        self.begin()

    def begin(self) -> None:
        """Look, for whoever may."""
        self._switch(True)
        self._timer.start()

    def switch(self, looking: bool) -> None:
        """A rehearsal begins or ends."""
        if looking:
            self.begin()
        else:
            self.end()

    def end(self) -> None:
        """Record again."""
        self._timer.stop()
        if self._desk.lane.looking:
            self._switch(False)
            self._tell(self.tr("Codes are recorded again."), Tone.OK.value)

    def _switch(self, looking: bool) -> None:
        self._desk.lane.looking = looking
        for banner in self._banners:
            banner.show_looking(looking)
        self._status.show_looking(looking)
        self.changed.emit(looking)
