"""The line on top: where this is, what is not sent, who is on duty, the lock."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records.views import Staff, StationInfo
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.station.desk import DeskSnapshot
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon, pixmap
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.sync_line import SyncLine
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel
from checkpoint_app.ui.words import role_word


class StatusLine(QFrame):
    """Always in sight.

    Signals:
        lock_asked: the lock was pressed.
    """

    lock_asked = Signal()

    def __init__(self, info: StationInfo, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(56)
        self._staff: Staff | None = None
        self._scanner_state: ScannerState | None = None
        self._scanner = QLabel()
        self._looking = PlainLabel(role="badge")
        self._looking.hide()
        self._sign = QLabel()
        self._site = ElidedLabel(f"{info.site} · {info.gate}", "strong")
        self._site.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.sync = SyncLine(clock)
        self._person = QLabel()
        self._name = ElidedLabel()
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._lock = QPushButton()
        self._lock.setProperty("role", "quiet")
        self._lock.setIconSize(QSize(20, 20))
        self._lock.clicked.connect(self.lock_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, 0, theme.SPACE_S, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._sign)
        row.addWidget(self._site)
        row.addSpacing(theme.SPACE_XL)
        row.addWidget(self._looking, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.sync, 1)
        row.addSpacing(theme.SPACE_L)
        row.addWidget(self._scanner)
        row.addSpacing(theme.SPACE_S)
        row.addWidget(self._person)
        row.addWidget(self._name)
        row.addSpacing(theme.SPACE_S)
        row.addWidget(self._lock)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Show the newest state."""
        self._staff = snapshot.staff
        self.sync.show_snapshot(snapshot)
        self._retranslate()

    def show_looking(self, looking: bool) -> None:
        """Say for as long as it lasts that nothing is recorded of codes."""
        self._looking.setVisible(looking)

    def show_scanner(self, state: ScannerState | None) -> None:
        """Show the sign of the scanner: there, or away; None where none is expected."""
        self._scanner_state = state
        self.on_theme_changed()
        self._retranslate()

    @property
    def scanner_words(self) -> str:
        """What the sign of the scanner says, nothing where it is not shown."""
        state = self._scanner_state
        if state is None:
            return ""
        if state.phase is ScannerPhase.READY:
            return self.tr("Scanner ready: {name}").format(name=state.name)
        return explain(state.error) if state.error is not None else ""

    def on_theme_changed(self) -> None:
        """Tint the signs anew."""
        colours, ratio = theme.current(), self.devicePixelRatioF()
        self._sign.setPixmap(pixmap(Icon.GATE, colours.accent, 24, ratio))
        self._person.setPixmap(pixmap(Icon.PERSON, colours.ink_soft, 20, ratio))
        self._lock.setIcon(icon(Icon.LOCK, colours.ink))
        state = self._scanner_state
        ready = state is not None and state.phase is ScannerPhase.READY
        ink = colours.ink_soft if ready else colours.warn_ink
        self._scanner.setPixmap(pixmap(Icon.SCANNER, ink, 22, ratio))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._looking.setText(self.tr("NOT RECORDING"))
        staff = self._staff
        self._name.setText(f"{staff.name} ({role_word(staff.role)})" if staff else "")
        self._person.setVisible(staff is not None)
        self._scanner.setVisible(bool(self.scanner_words))
        self._scanner.setToolTip(self.scanner_words)
        self._scanner.setAccessibleName(self.scanner_words)
        self._lock.setText(Key.LOCK.shown)
        said = self.tr("Lock, {key}").format(key=Key.LOCK.shown)
        self._lock.setAccessibleName(said)
        self._lock.setToolTip(said)
