"""The honest state in one line: what is not sent, since when, why, and the next try."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from checkpoint_app.domain.clock import Clock
from checkpoint_app.i18n import text
from checkpoint_app.records.trusted_time import CLOCK_OFF_MS
from checkpoint_app.station.desk import DeskSnapshot
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, pixmap
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.widgets.text import ElidedLabel
from checkpoint_app.ui.words import clock_time, date, duration, number

SOON_MS = 60_000
"""What takes no longer needs no estimate."""


class SyncLine(QWidget):
    """Offline is a normal state: the line is quiet, never red."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._snapshot: DeskSnapshot | None = None
        self._sign = QLabel()
        self._label = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._sign)
        row.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.refresh)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.refresh)

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Take the newest state."""
        self._snapshot = snapshot
        waits = snapshot.sync.next_try_ms is not None
        if waits and not self._tick.isActive():
            self._tick.start()
        elif not waits:
            self._tick.stop()
        self.refresh()

    def text(self) -> str:
        """The line in the language that is on."""
        held = self._snapshot
        if held is None:
            return ""
        parts = [self._sending(held)]
        offset = held.clock_offset_ms or 0
        if abs(offset) >= CLOCK_OFF_MS:
            said = (
                self.tr("this computer's clock is {wait} slow")
                if offset > 0
                else self.tr("this computer's clock is {wait} fast")
            )
            parts.append(said.format(wait=duration(abs(offset) // 1000)))
        if held.upkeep.backup_failure is not None:
            parts.append(explain(held.upkeep.backup_failure))
        return " · ".join(parts)

    def _sending(self, held: DeskSnapshot) -> str:
        unsent, sync = held.unsent, held.sync
        if sync.cause is None:
            if unsent == 0:
                return self.tr("All sent")
            if held.done_at_ms is None or held.done_at_ms - held.at_ms < SOON_MS:
                return self.tr("{count} not sent · sending").format(count=number(unsent))
            time = clock_time(held.done_at_ms)
            if date(held.done_at_ms) != date(held.at_ms):
                time = f"{time} {date(held.done_at_ms)}"
            return self.tr("{count} not sent · all sent at about {time}").format(
                count=number(unsent), time=time
            )
        if sync.cause is SyncCause.NOT_ENROLLED:
            return self.tr("{count} kept on this computer · no hub yet").format(
                count=number(unsent)
            )
        parts = [self.tr("{count} not sent").format(count=number(unsent))]
        cause = text(f"cause.{sync.cause}", language())
        parts.append(
            self.tr("{cause} since {time}").format(cause=cause, time=clock_time(sync.since_ms))
        )
        if sync.next_try_ms is not None:
            seconds = max(0, -(-(sync.next_try_ms - self._clock.now_ms()) // 1000))
            parts.append(
                self.tr("next try in {wait}").format(wait=duration(seconds))
                if seconds
                else self.tr("trying now")
            )
        return " · ".join(parts)

    def refresh(self) -> None:
        """Write the line anew: a second has passed, or the colours or the language changed."""
        held, colours = self._snapshot, theme.current()
        if held is None:
            return
        shape, ink = Icon.CLOUD_WAIT, colours.ink_soft
        if held.sync.cause is not None:
            shape = Icon.CLOUD_OFF
        elif held.unsent == 0:
            shape, ink = Icon.CLOUD, colours.ok_ink
        self._sign.setPixmap(pixmap(shape, ink, 22, self.devicePixelRatioF()))
        said = self.text()
        if said != self._label.text():
            self._label.setText(said)
        self.setAccessibleName(said)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
