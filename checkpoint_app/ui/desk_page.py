"""The open desk: status line, rail, screens, side column, and what connects them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QImage, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import Tone
from checkpoint_app.ui.rail import Rail
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.gate import GateScreen
from checkpoint_app.ui.screens.help import HelpScreen
from checkpoint_app.ui.screens.settings import SettingsScreen
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.side_panel import SidePanel
from checkpoint_app.ui.status_line import StatusLine
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.camera_view import Quad, ViewState
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.words import who

_PHASES = {
    ScanPhase.STARTING: ViewState.STARTING,
    ScanPhase.LOST: ViewState.LOST,
    ScanPhase.ENDED: ViewState.ENDED,
}
SMALL_HEIGHT = 700
LEAST = QSize(1000, 560)


class DeskPage(QWidget):
    """What the staff see while the station is unlocked.

    Signals:
        lock_asked: lock the screen.
        setting_changed: (name, value) of `Settings`.
    """

    lock_asked = Signal()
    setting_changed = Signal(str, object)

    def __init__(
        self, desk: Desk, settings: Settings, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        info = desk.info
        self.status = StatusLine(info, desk.clock)
        self.status.lock_asked.connect(self.lock_asked)
        self.notice = Notice()
        self.rail = Rail()
        self.rail.chosen.connect(self.show_screen)
        self.gate = GateScreen()
        self.gate.direction.show_mode(desk.lane.mode)
        self.gate.direction.chosen.connect(self.on_direction)
        self.form = FormScreen(desk.clock)
        self.form.follow(desk.lane.mode)
        self.form.entered.connect(self.on_entered)
        self.form.search_asked.connect(self.on_search)
        self.help = HelpScreen()
        self.settings = SettingsScreen(settings)
        self.settings.changed.connect(self.on_setting)
        self.screens: dict[Key, QWidget] = {
            Key.GATE: self.gate,
            Key.FORM: self.form,
            Key.HELP: self.help,
            Key.SETTINGS: self.settings,
        }
        self._stack = QStackedWidget()
        for screen in self.screens.values():
            self._stack.addWidget(screen)
        self.side = SidePanel(info)
        self.side.undo_asked.connect(self.on_undo)
        self._lay_out()
        self._keys = self._bind()
        self.show_screen(Key.GATE)

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.SPACE_L, 0, theme.SPACE_L, 0)
        strip.addWidget(self.notice)
        self._strip = strip
        middle.addLayout(strip)
        middle.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        # What stands in the side column depends on the height: its least size must not hold a
        # large window large.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.status)
        column.addLayout(row, 1)

    def _bind(self) -> list[QShortcut]:
        acts: dict[Key, Callable[[], None]] = {
            Key.GATE: self.on_gate,
            Key.FORM: self.on_form,
            Key.HELP: self.on_help,
            Key.SETTINGS: self.on_settings,
            Key.IN: self.on_in,
            Key.OUT: self.on_out,
            Key.AUTO: self.on_auto,
            Key.UNDO: self.on_undo,
            Key.LOCK: self.lock_asked.emit,
            Key.SYNC: self.on_sync,
        }
        return [bind(key, self, act) for key, act in acts.items()]

    # Screens

    @property
    def screen_key(self) -> Key:
        """Which screen is in front."""
        return next(
            key for key, page in self.screens.items() if page is self._stack.currentWidget()
        )

    def show_screen(self, key: Key) -> None:
        """Bring a screen to the front; the scanning goes on behind every one."""
        self._stack.setCurrentWidget(self.screens[key])
        self.rail.show_page(key)
        self._arrange()
        screen = self.screens[key]
        if isinstance(screen, FormScreen | HelpScreen | SettingsScreen):
            screen.focus_first()
        else:
            self.setFocus()

    def on_gate(self) -> None:
        """F1."""
        self.show_screen(Key.GATE)

    def on_form(self) -> None:
        """F2."""
        self.show_screen(Key.FORM)

    def on_help(self) -> None:
        """Shift+F1."""
        self.show_screen(Key.HELP)

    def on_settings(self) -> None:
        """Ctrl+comma."""
        self.show_screen(Key.SETTINGS)

    # The lane

    def on_in(self) -> None:
        """F7."""
        self.on_direction(DirectionMode.IN)

    def on_out(self) -> None:
        """F8."""
        self.on_direction(DirectionMode.OUT)

    def on_auto(self) -> None:
        """F9."""
        self.on_direction(DirectionMode.AUTO)

    def on_direction(self, mode: DirectionMode) -> None:
        """The lane turns at once; the setting follows."""
        self._desk.lane.mode = mode
        self.gate.direction.show_mode(mode)
        self.settings.direction.choose(mode)
        self.form.follow(mode)
        self.setting_changed.emit("direction", mode)

    def on_setting(self, name: str, value: object) -> None:
        """A setting was changed on its page."""
        if name == "direction":
            self.on_direction(DirectionMode(str(value)))
        else:
            self.setting_changed.emit(name, value)

    def on_undo(self) -> None:
        """Void the last passage, off this thread."""
        self._tasks.store(self, self._desk.undo, self.on_undone)

    def on_undone(self, outcome: Outcome | None) -> None:
        """Say what was taken back."""
        if outcome is None:
            self.notice.say(self.tr("Nothing to take back since the station was opened."))
        elif outcome.passage is None:
            self.show_outcome(outcome)
        else:
            said = self.tr("Taken back: {name}. It stays on record as voided.")
            self.notice.say(said.format(name=who(outcome.passage)))
        self._arrange()

    def on_sync(self) -> None:
        """Try to send now."""
        self._tasks.network(self, self._desk.sync_now)

    def on_entered(self, entry: Entry) -> None:
        """Record what was typed, off this thread."""
        self._tasks.store(
            self, lambda: self._desk.enter(entry), self.on_entry_recorded, self.on_entry_failed
        )

    def on_entry_recorded(self, outcome: Outcome) -> None:
        """Tell the form."""
        self.form.show_outcome(outcome)

    def on_entry_failed(self, error: Exception) -> None:
        """Tell the form that nothing was recorded; what was typed stays."""
        self.form.show_failure(error)

    def on_search(self, text: str) -> None:
        """Look people up for the form."""

        def found(people: list[Person]) -> None:
            self.form.show_people(text, people)

        self._tasks.store(self, lambda: self._desk.find_people(text), found)

    # What comes in

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Show the newest numbers."""
        self.status.show_snapshot(snapshot)
        self.side.show_snapshot(snapshot)
        self.gate.show_snapshot(snapshot)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a verdict, whatever screen is in front."""
        self.gate.show_outcome(outcome)
        self.side.banner.show_outcome(outcome)

    def show_frame(self, image: QImage, quads: Sequence[Quad]) -> None:
        """Show a frame where a picture is in sight."""
        for view in (self.gate.camera, self.side.camera):
            if view.isVisible() or view.state is not ViewState.LIVE:
                view.show_frame(image, quads)

    def show_scan_state(self, state: ScanState) -> None:
        """Show what the camera does."""
        for banner in (self.gate.banner, self.side.banner):
            banner.show_sight(state.phase in (ScanPhase.STARTING, ScanPhase.RUNNING))
        if state.phase is ScanPhase.RUNNING:
            if isinstance(state.error, CheckpointError):
                return  # one picture was skipped; the next is on its way
            for view in (self.gate.camera, self.side.camera):
                if view.state is ViewState.LOST:
                    view.show_state(ViewState.STARTING)
            return
        for view in (self.gate.camera, self.side.camera):
            view.show_state(_PHASES[state.phase], state.error)

    def tell(self, text: str, tone: str = Tone.INFO.value) -> None:
        """Show a lasting message above the screens."""
        self.notice.say(text, tone)
        self._strip.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, 0)

    # Looks

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest window that everything was arranged for."""
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The side column takes its share of the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        self.side.setFixedWidth(236 if width < 1200 else 310 if width < 1600 else 380)
        self.rail.setFixedWidth(88 if width < 1200 else 96)
        away = self.screen_key is not Key.GATE
        small = self.height() < SMALL_HEIGHT
        self.side.carry(
            camera=away, small=small, chart=not (small or (away and self.height() < 900))
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """A message in the old language is put away."""
        if event.type() == QEvent.Type.LanguageChange:
            self.notice.hide()
        super().changeEvent(event)
