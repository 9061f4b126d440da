"""The one window: first start, lock or desk, and the life of what runs behind them."""

import logging
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.i18n import Lang
from checkpoint_app.records.views import Staff, StationInfo
from checkpoint_app.scanner.frames import Source
from checkpoint_app.scanner.loop import ScanState
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.serial_loop import ScannerState
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import LEAST, DeskPage
from checkpoint_app.ui.messages import Tone
from checkpoint_app.ui.scanners import Scanners
from checkpoint_app.ui.screens.first_run import FirstRunScreen, SetUp
from checkpoint_app.ui.screens.forgotten import ForgottenScreen
from checkpoint_app.ui.screens.lock import LockScreen
from checkpoint_app.ui.sound import Sounds
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.camera_view import ViewState
from checkpoint_app.ui.workers.camera import CameraWorker
from checkpoint_app.ui.workers.desk_watch import DeskWatch

log = logging.getLogger(__name__)

OpenSource = Callable[[str], Source]
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
        self, app: Application, home: Home, open_source: OpenSource, source: str | None = None
    ) -> None:
        """``source`` is used instead of the one in the settings, and not kept."""
        super().__init__()
        self._app, self._home, self._open_source = app, home, open_source
        self._settings = home.settings()
        self._source = source
        self._seen_frame = False
        self.tasks = Tasks(self)
        self.tasks.failed.connect(app.messages.on_failed)
        app.messages.raised.connect(self.on_message)
        self.sounds = Sounds(self, on=self._settings.sound, volume=self._settings.volume)
        self.desk: Desk | None = None
        self.page: DeskPage | None = None
        self._camera: CameraWorker | None = None
        self.scanners = Scanners(self.tasks, self._settings, self)
        self.scanners.outcome_ready.connect(self.on_outcome)
        self.scanners.state_changed.connect(self.on_scanner_state)
        self.scanners.rewritten.connect(self.on_scan_rewritten)
        self.scanners.unclaimed.connect(self.on_unclaimed)
        self._watch: DeskWatch | None = None
        self._on_duty: Staff | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self.lock_screen = LockScreen(home.clock)
        self.lock_screen.pin_given.connect(self.on_pin)
        self.lock_screen.forgotten.connect(self.on_forgotten)
        self.forgotten = ForgottenScreen()
        self.forgotten.recover_asked.connect(self.on_recover)
        self.forgotten.back_asked.connect(self.on_remembered)
        self.first_run: FirstRunScreen | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.lock_screen)
        self._stack.addWidget(self.forgotten)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(LEAST)
        self.resize(1280, 740)
        self._retranslate()
        if home.is_set_up():
            self._show(self.lock_screen)
        else:
            self._show_first_run()

    # First start

    def _show_first_run(self) -> None:
        self.first_run = FirstRunScreen()
        self.first_run.finished.connect(self.on_set_up)
        self.first_run.language_chosen.connect(self.on_language)
        self._stack.addWidget(self.first_run)
        self._show(self.first_run)
        self.first_run.site.setFocus()

    @Slot(object)
    def on_set_up(self, asked: SetUp) -> None:
        """Set the station up, then open it."""
        assert self.first_run is not None

        def work() -> Desk:
            self._home.set_up(
                site=asked.site,
                gate=asked.gate,
                kind=asked.kind,
                pin=asked.pin,
                supervisor=asked.supervisor,
                capacity=asked.capacity,
            )
            self._home.save_settings(self._settings)
            return self._home.unlock(asked.pin)

        def opened(desk: Desk) -> None:
            self.on_opened(desk)
            if asked.hub_url and self.page is not None:
                self.page.joining.join(asked.hub_url, asked.hub_code)

        self.tasks.store(self, work, opened, self.first_run.refused)

    @Slot(object)
    def on_language(self, lang: object) -> None:
        """The language was chosen before there is a desk."""
        self._change("lang", Lang(str(lang)))

    @Slot(object)
    def on_unclaimed(self, payload: bytes) -> None:
        """A scanner has read a code before there is a desk: a hub's, if anything."""
        invitation = parse(payload).detail
        if self.first_run is not None and isinstance(invitation, EnrolCode):
            self.first_run.show_invitation(invitation)

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

    @Slot()
    def on_forgotten(self) -> None:
        """Ask for the recovery code."""
        self._show(self.forgotten)
        self.forgotten.code.setFocus()

    @Slot()
    def on_remembered(self) -> None:
        """Back to the lock."""
        self._show(self.lock_screen)

    @Slot(str, str)
    def on_recover(self, code: str, pin: str) -> None:
        """Give the first supervisor a new PIN, then open with it. Takes some 0.5 s on purpose."""

        def done(_of: object) -> None:
            self._show(self.lock_screen)
            self.on_pin(pin)

        self.tasks.picture(
            self, lambda: self._home.recover(code, pin), done, self.forgotten.refused
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
        if self.first_run is not None:
            self._stack.removeWidget(self.first_run)
            self.first_run.deleteLater()
            self.first_run = None
        desk.start_sending()
        desk.start_upkeep()
        self.start_camera()
        self.scanners.open(desk)
        QTimer.singleShot(0, self.sounds, self.sounds.prepare)
        self._app.installEventFilter(self)
        self._rest()
        self._on_duty = desk.staff
        page.begin_shift()
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
        if self._camera is None:
            self.start_camera()
        self.scanners.lock(False)
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
        sees = self._camera is not None or self.scanners.present
        scanning = self._settings.scan_while_locked and sees
        self.lock_screen.set_station(f"{info.site} · {info.gate}", scanning=scanning)
        if not self._settings.scan_while_locked:
            self.stop_camera()
        self.scanners.lock(True)
        self._show(self.lock_screen)

    @property
    def is_locked(self) -> bool:
        """True while the lock, or what stands before it, is in front."""
        return self._stack.currentWidget() in (self.lock_screen, self.forgotten)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)

    # The camera

    def start_camera(self) -> None:
        """Scan the source of the settings, or the one given at the start."""
        desk, page = self.desk, self.page
        if desk is None or page is None:
            return
        self.stop_camera()
        spec = self._source if self._source is not None else self._settings.source
        if not spec:
            for view in (page.gate.camera, page.side.camera):
                view.show_state(ViewState.NONE)
            for banner in (page.gate.banner, page.side.banner):
                banner.show_sight(False)
            return
        self._camera = CameraWorker(desk, lambda: self._open_source(spec), self)
        self._camera.frame_ready.connect(self.on_frame_ready, Qt.ConnectionType.QueuedConnection)
        self._camera.outcome_ready.connect(self.on_outcome, Qt.ConnectionType.QueuedConnection)
        self._camera.state_changed.connect(self.on_scan_state, Qt.ConnectionType.QueuedConnection)
        self._camera.ended.connect(self.on_scan_ended, Qt.ConnectionType.QueuedConnection)
        self._camera.start()

    def stop_camera(self) -> None:
        """Stop scanning."""
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None

    @Slot()
    def on_frame_ready(self) -> None:
        """Fetch and show the newest frame."""
        if self._camera is None or self.page is None:
            return
        held = self._camera.newest(self.page.sights.picture_room())
        if held is not None and not self.is_locked:
            self.page.sights.show_frame(held.image, held.quads, held.hint)
            if not self._seen_frame:
                self._seen_frame = True
                self.first_frame_shown.emit()

    @Slot(object)
    def on_outcome(self, outcome: Outcome) -> None:
        """A code was taken: show and sound the verdict; without a name while locked."""
        self.sounds.play(outcome.verdict)
        if self.page is not None:
            self.page.show_outcome(outcome)
        if self.is_locked:
            self.lock_screen.show_outcome(outcome)
        self.outcome_shown.emit(outcome)

    @Slot(object)
    def on_scan_state(self, state: ScanState) -> None:
        """The camera started, was lost, came back or ended."""
        if self.desk is not None:
            self.desk.camera = state.phase.name.lower()
        if self.page is not None:
            self.page.sights.show_scan_state(state)

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

    @Slot()
    def on_scan_ended(self) -> None:
        """The source is over."""
        self.scan_ended.emit()

    # What comes in

    @Slot(object)
    def on_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Fresh numbers."""
        if self.page is not None:
            self.page.show_snapshot(snapshot)

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
        if name == "sound":
            self.sounds.on = bool(value)
        elif name == "volume":
            self.sounds.set_volume(int(str(value)))
        elif name == "source":
            self._source = None
            self.start_camera()

    def _change(self, name: str, value: object) -> None:
        settings: Settings = msgspec.structs.replace(self._settings, **{name: value})
        self._settings = settings
        self.scanners.put_on(settings)
        if name == "lang":
            self._app.language.choose(settings.lang)
        elif name == "theme":
            self._app.theme.choose(Theme(settings.theme))
        if self._home.is_set_up():
            self.tasks.store(self, lambda: self._home.save_settings(settings))

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
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Checkpoint"))
        if self.desk is None:
            self.lock_screen.name_station(self.tr("Checkpoint"))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop everything in order: no new work, work under way done, then the store."""
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Stop everything; may be called twice."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._idle.stop()
        self.stop_camera()
        self.scanners.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self.tasks.stop()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
