"""The one window: first start, lock or desk, and the life of what runs behind them."""

import logging
from functools import partial

import msgspec
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from checkpoint_app.domain.errors import StoreDamaged
from checkpoint_app.records.views import Staff, StationInfo
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.serial_loop import ScannerState
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.beginning import Beginning, OpenSource
from checkpoint_app.ui.desk_frame import LEAST
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.kiosk import Kiosk
from checkpoint_app.ui.lane_camera import LaneCamera
from checkpoint_app.ui.messages import Tone
from checkpoint_app.ui.scanners import Scanners
from checkpoint_app.ui.screens.first_run import FirstRunScreen, SetUp
from checkpoint_app.ui.screens.lock import LockScreen
from checkpoint_app.ui.screens.rescue import Way
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.sound import Sounds
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.visitors import Visitors
from checkpoint_app.ui.widgets.camera_view import ViewState
from checkpoint_app.ui.workers.camera import Shown
from checkpoint_app.ui.workers.desk_watch import DeskWatch
from checkpoint_app.ui.zoom import Zoom

log = logging.getLogger(__name__)

SOUND_MS = 500
"""The first picture comes before the first sound."""
_USE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}


class MainWindow(QMainWindow):
    """Shows the page that the state asks for.

    Signals:
        desk_opened: carries the `Desk`, once its page is in front.
        first_frame_shown: the first picture of a source is on the screen.
        outcome_shown: carries the `Outcome` of a code, once its verdict is on the screen.
        scan_ended: the source is over.
    """

    desk_opened = Signal(object)
    first_frame_shown = Signal()
    outcome_shown = Signal(object)
    scan_ended = Signal()

    def __init__(
        self,
        app: Application,
        home: Home,
        open_source: OpenSource,
        source: str | None = None,
        *,
        kiosk: bool = False,
    ) -> None:
        """``source`` and ``kiosk`` are used instead of those in the settings, and not kept."""
        super().__init__()
        self._app, self._home, self._open_source = app, home, open_source
        self._settings = home.settings()
        self._source = source
        self._seen_frame = False
        self.desk: Desk | None = None
        self.page: DeskPage | None = None
        self._watch: DeskWatch | None = None
        self._on_duty: Staff | None = None
        self.tasks = Tasks(self)
        self.tasks.failed.connect(app.messages.on_failed)
        app.messages.raised.connect(self.on_message)
        self.sounds = Sounds(self, on=self._settings.sound, volume=self._settings.volume)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self._stack = QStackedWidget()
        self._listen()
        self._build(home)
        self.setMinimumSize(LEAST)
        self.resize(1280, 740)
        self._retranslate()
        if home.is_set_up():
            self._show(self.lock_screen)
        else:
            self.beginning.show_first_run()
        self._kiosk = kiosk
        self.kiosk.switch(kiosk or self._settings.kiosk)

    def _listen(self) -> None:
        """What codes and pictures come from."""
        self.camera = LaneCamera(self._picture_room, self)
        self.camera.shown.connect(self.on_shown)
        self.camera.outcome_ready.connect(self.on_outcome)
        self.camera.state_changed.connect(self.on_scan_state)
        self.camera.ended.connect(self.scan_ended)
        self.scanners = Scanners(self.tasks, self._settings, self)
        self.scanners.outcome_ready.connect(self.on_outcome)
        self.scanners.state_changed.connect(self.on_scanner_state)
        self.scanners.rewritten.connect(self.on_scan_rewritten)

    def _build(self, home: Home) -> None:
        """The pages, and what keeps the window in its place."""
        self.lock_screen = LockScreen(home.clock)
        self.lock_screen.pin_given.connect(self.on_pin)
        self.lock_screen.rescue_asked.connect(self.on_rescue)
        self._stack.addWidget(self.lock_screen)
        self.beginning = Beginning(
            home, self.tasks, self._open_source, self._stack, lambda: self._settings
        )
        self.lock_screen.forgotten.connect(self.beginning.on_forgotten)
        self.beginning.opened.connect(self.on_set_up)
        self.beginning.setting_changed.connect(self._change)
        self.beginning.lock_asked.connect(self.on_lock_asked)
        self.beginning.pin_given.connect(self.on_pin)
        self.scanners.unclaimed.connect(self.beginning.on_scanned)
        self.kiosk = Kiosk(self, home, self.tasks)
        self.visitors = Visitors(self, self._stack)
        self.visitors.display_lost.connect(self.on_display_lost)
        self.visitors.closed.connect(self.on_visitor)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.kiosk.strip)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(central)
        self.zoom = Zoom(self, self._settings.text_percent)
        self.zoom.chosen.connect(self.on_text_percent)
        bind(Key.QUIT, self, self.on_quit)
        bind(Key.VISITOR, self, self.on_visitor)

    # First start

    @property
    def first_run(self) -> FirstRunScreen | None:
        """The first start, for as long as it lasts."""
        return self.beginning.first_run

    @Slot(object, object)
    def on_set_up(self, desk: Desk, asked: SetUp) -> None:
        """A station was set up: open it, join its hub, and show what its verdicts are."""
        self.on_opened(desk)
        if self.page is not None:
            if asked.hub_url:
                self.page.joining.join(asked.hub_url, asked.hub_code)
            self.page.rehearse()

    @Slot()
    def on_rescue(self) -> None:
        """The store does not open: put a backup back, or save what can be read."""
        damaged = isinstance(self.lock_screen.error, StoreDamaged)
        self.beginning.show_rescue(Way.SALVAGE if damaged else Way.RESTORE)

    @Slot()
    def on_lock_asked(self) -> None:
        """There is a store, perhaps again: a PIN opens it."""
        self.lock_screen.opened()
        self._show(self.lock_screen)

    # Opening and locking

    @Slot(str)
    def on_pin(self, pin: str) -> None:
        """Check a PIN: it opens the store the first time, and the screen after that."""
        desk = self.desk
        if desk is None:
            self.tasks.store(
                self, lambda: self._home.unlock(pin), self.on_opened, self.lock_screen.refused
            )
        else:
            self.tasks.store(
                self, lambda: desk.sign_in(pin), self.on_signed_in, self.lock_screen.refused
            )

    @Slot(object)
    def on_opened(self, desk: Desk) -> None:
        """The store is open: show the desk and begin to scan and to send."""
        self.desk = desk
        page = DeskPage(desk, self._settings, self.tasks)
        self.page = page
        page.lock_asked.connect(self.lock)
        page.setting_changed.connect(self.on_setting)
        page.outcome_taken.connect(self.on_outcome)
        self._stack.addWidget(page)
        self._watch = DeskWatch(desk, self.tasks, self)
        self._watch.snapshot_ready.connect(self.on_snapshot)
        self._watch.start()
        self.lock_screen.opened()
        self._show(page)
        page.on_gate()
        self.beginning.end()
        self.kiosk.open(desk)
        self.visitors.open(desk, on=self._settings.visitor)
        desk.start_sending()
        desk.start_upkeep()
        self.start_camera()
        self.scanners.open(desk)
        QTimer.singleShot(SOUND_MS, self.sounds, self.sounds.prepare)
        self._app.installEventFilter(self)
        self._rest()
        self._on_duty = desk.staff
        page.begin_shift()
        page.fill_soon()
        self.desk_opened.emit(desk)

    @Slot(object)
    def on_signed_in(self, staff: Staff) -> None:
        """Somebody is on duty again."""
        log.info("unlocked by %s", staff.id)
        self.lock_screen.opened()
        if self.page is not None:
            self._show(self.page)
            self.page.show_screen(self.page.screen_key)
            if staff != self._on_duty:
                self._on_duty = staff
                self.page.begin_shift()
        if not self.camera.running:
            self.start_camera()
        self.scanners.lock(False)
        self.visitors.lock(False)
        self._rest()

    @Slot()
    def lock(self) -> None:
        """Hide the desk; the lane goes on behind the lock."""
        if self.desk is None or self.is_locked:
            return
        self._idle.stop()
        if self.page is not None:
            self.page.leave()
        info: StationInfo = self.desk.info
        sees = self.camera.running or self.scanners.present
        scanning = self._settings.scan_while_locked and sees
        self.lock_screen.set_station(f"{info.site} · {info.gate}", scanning=scanning)
        if not self._settings.scan_while_locked:
            self.camera.stop()
        self.scanners.lock(True)
        self.visitors.lock(True)
        self._show(self.lock_screen)

    @property
    def is_locked(self) -> bool:
        """True while the lock, or what stands before it, is in front."""
        return self._stack.currentWidget() is self.lock_screen or self.beginning.in_front

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)

    # The camera

    def start_camera(self) -> None:
        """Scan the source of the settings, or the one given at the start."""
        desk, page = self.desk, self.page
        if desk is None or page is None:
            return
        self.camera.stop()
        spec = self._source if self._source is not None else self._settings.source
        if not spec:
            for view in (page.gate.camera, page.side.camera):
                view.show_state(ViewState.NONE)
            for banner in (page.gate.banner, page.side.banner):
                banner.show_sight(False)
            self.visitors.show_sight(False)
            return
        self.camera.start(desk, partial(self._open_source, spec))

    def _picture_room(self) -> tuple[int, int]:
        return self.page.sights.picture_room() if self.page is not None else (640, 360)

    @Slot(object)
    def on_shown(self, shown: Shown) -> None:
        """Show the newest frame, to visitors too."""
        self.visitors.show_frame(shown.image)
        if self.page is not None and not self.is_locked:
            self.page.sights.show_frame(shown.image, shown.quads, shown.hint)
            if not self._seen_frame:
                self._seen_frame = True
                self.page.fill()
                self.first_frame_shown.emit()

    @Slot(object)
    def on_outcome(self, outcome: Outcome) -> None:
        """A code was taken: show and sound the verdict; without a name while locked."""
        self.sounds.play(outcome.verdict)
        if self.page is not None:
            self.page.show_outcome(outcome)
        if self.is_locked:
            self.lock_screen.show_outcome(outcome)
        self.visitors.show_outcome(outcome)
        self.outcome_shown.emit(outcome)

    @Slot(object)
    def on_scan_state(self, state: ScanState) -> None:
        """The camera started, was lost, came back or ended."""
        if self.desk is not None:
            self.desk.camera = state.phase.name.lower()
        if self.page is not None:
            self.page.sights.show_scan_state(state)
        self.visitors.show_sight(state.phase is ScanPhase.RUNNING)

    @Slot(object)
    def on_scanner_state(self, state: ScannerState) -> None:
        """The scanner on a serial port came or went."""
        if self.page is not None:
            self.page.sights.show_scanner_state(state)

    @Slot()
    def on_scan_rewritten(self) -> None:
        """An input method changes what the scanner types."""
        if self.page is not None:
            self.page.sights.warn_of_input_method()

    # What comes in

    @Slot(object)
    def on_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Fresh numbers."""
        if self.page is not None:
            self.page.show_snapshot(snapshot)
        self.visitors.follow()

    @Slot(str, str)
    def on_message(self, text: str, tone: str) -> None:
        """Something must be told."""
        if self.page is not None:
            self.page.tell(text, tone)
        elif tone == Tone.DANGER:
            log.error("before the desk was open: %s", text)

    # Settings

    @Slot(str, object)
    def on_setting(self, name: str, value: object) -> None:
        """Put a setting in force and keep it."""
        self._change(name, value)
        if self.page is not None:
            self.page.keep(self._settings)
        if name == "sound":
            self.sounds.on = bool(value)
        elif name == "volume":
            self.sounds.set_volume(int(str(value)))
        elif name == "source":
            self._source = None
            self.start_camera()
        elif name == "kiosk":
            self.kiosk.switch(bool(value) or self._kiosk)
        elif name == "visitor":
            self.visitors.switch(bool(value))

    @Slot(int)
    def on_text_percent(self, percent: int) -> None:
        """A key has made the text larger or smaller."""
        self._change("text_percent", percent)
        if self.page is not None:
            self.page.keep(self._settings)

    @Slot(str, object)
    def _change(self, name: str, value: object) -> None:
        settings: Settings = msgspec.structs.replace(self._settings, **{name: value})
        self._settings = settings
        self.scanners.put_on(settings)
        if name == "lang":
            self._app.language.choose(settings.lang)
        elif name == "theme":
            self._app.theme.choose(Theme(settings.theme))
        elif name == "text_percent":
            self.zoom.percent = settings.text_percent
            self._app.theme.resize_text(settings.text_percent)
        if self._home.is_set_up():
            self.tasks.store(self, lambda: self._home.save_settings(settings))

    # Visitors, and the end

    @Slot()
    def on_visitor(self) -> None:
        """Turn the window towards a visitor, and back."""
        if self.page is None or self.visitors.page is None or self.is_locked:
            return
        if self.visitors.page_in_front:
            self._show(self.page)
            self.page.show_screen(self.page.screen_key)
        else:
            self._show(self.visitors.page)
            self.visitors.page.setFocus()

    @Slot()
    def on_display_lost(self) -> None:
        """The visitor's display was pulled out."""
        if self.page is not None:
            said = self.tr("The visitor's display is gone; it is used again once it is back.")
            self.page.tell(said, Tone.WARN.value)

    @Slot()
    def on_quit(self) -> None:
        """Ctrl+Q, as the window's own button."""
        self.close()

    # Looks and end

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Any key or click puts the automatic lock off."""
        if event.type() in _USE and not self.is_locked:
            self._rest()
        return super().eventFilter(watched, event)

    def _rest(self) -> None:
        minutes = self._settings.autolock_minutes
        if minutes > 0:
            self._idle.start(minutes * 60_000)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.WindowStateChange:
            self.kiosk.keep_full()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Checkpoint"))
        if self.desk is None:
            self.lock_screen.name_station(self.tr("Checkpoint"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop everything in order: no new work, work under way done, then the store."""
        if self.kiosk.holds:
            event.ignore()
            self.kiosk.ask()
            return
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Stop everything; may be called twice."""
        self._app.removeEventFilter(self)
        self._idle.stop()
        self.camera.stop()
        self.sounds.stop()
        self.beginning.stop()
        self.visitors.stop()
        self.kiosk.close()
        self.scanners.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self.tasks.stop()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
