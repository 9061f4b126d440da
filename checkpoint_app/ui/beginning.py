"""What stands before the lock: the first start, and the ways back to a store that is gone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from checkpoint_app.domain.documents import EnrolCode
from checkpoint_app.scanner.camera_list import list_cameras
from checkpoint_app.scanner.frames import Source
from checkpoint_app.scanner.loop import ScanState
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import Place
from checkpoint_app.sync.finding import find_hubs
from checkpoint_app.ui.camera_names import system_names
from checkpoint_app.ui.language import language
from checkpoint_app.ui.printing import document_of_recovery
from checkpoint_app.ui.printing.output import print_paper
from checkpoint_app.ui.screens.first_run import FirstRunScreen, SetUp
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.screens.forgotten import ForgottenScreen
from checkpoint_app.ui.screens.rescue import RescueScreen, Way
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.workers.camera import CameraWorker
from checkpoint_app.ui.workers.preview import Reader

OpenSource = Callable[[str], Source]
LISTEN_S = 5.0


class Beginning(QObject):
    """Owns the pages, and the camera for as long as there is no desk.

    Signals:
        opened: (`Desk`, `SetUp`): a station was set up and is open.
        setting_changed: (name, value) of `Settings`, before there is a desk.
        lock_asked: there is a store: show the lock.
        pin_given: carries a new PIN, once the recovery code gave it.

    Attributes:
        first_run: None once there is a desk, or where a station was set up before.
    """

    opened = Signal(object, object)
    setting_changed = Signal(str, object)
    lock_asked = Signal()
    pin_given = Signal(str)

    def __init__(
        self,
        home: Home,
        tasks: Tasks,
        open_source: OpenSource,
        stack: QStackedWidget,
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__(stack)
        self._home, self._tasks, self._open_source = home, tasks, open_source
        self._stack, self._settings = stack, settings
        self._camera: CameraWorker | None = None
        self.first_run: FirstRunScreen | None = None
        self.rescue = RescueScreen(home, tasks)
        self.rescue.back_asked.connect(self.on_back)
        self.rescue.rescued.connect(self.on_rescued)
        self.forgotten = ForgottenScreen()
        self.forgotten.recover_asked.connect(self.on_recover)
        self.forgotten.back_asked.connect(self.lock_asked)
        for page in (self.rescue, self.forgotten):
            stack.addWidget(page)

    def show_first_run(self) -> None:
        """Nothing was set up here yet: begin, or begin anew."""
        if self.first_run is None:
            made = self.first_run = FirstRunScreen()
            made.finished.connect(self.on_finished)
            made.stepped.connect(self.on_stepped)
            made.language_step.language_chosen.connect(partial(self.setting_changed.emit, "lang"))
            made.language_step.text_chosen.connect(
                partial(self.setting_changed.emit, "text_percent")
            )
            made.language_step.backup_asked.connect(self.on_backup)
            made.secret.print_asked.connect(self.on_print)
            made.camera.show_source(self._settings().source)
            made.camera.source_chosen.connect(self.on_source)
            made.camera.cameras_asked.connect(self.on_cameras)
            made.hub.hubs_asked.connect(self.on_hubs)
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self.first_run)
        self.first_run.step.opened()

    def show_rescue(self, way: Way) -> None:
        """The store is gone, or damaged."""
        self.rescue.begin(way)
        self._stack.setCurrentWidget(self.rescue)
        self.rescue.focus_first()

    @property
    def in_front(self) -> bool:
        """True while one of the pages is."""
        return self._stack.currentWidget() in (self.rescue, self.forgotten, self.first_run)

    def end(self) -> None:
        """There is a desk: the first start is over."""
        self.stop()
        if self.first_run is not None:
            self._stack.removeWidget(self.first_run)
            self.first_run.deleteLater()
            self.first_run = None

    def stop(self) -> None:
        """Let go of the camera. May be called twice."""
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None

    @Slot()
    def on_backup(self) -> None:
        """The other door of the first start."""
        self.stop()
        self.show_rescue(Way.RESTORE)

    @Slot()
    def on_back(self) -> None:
        """Nothing was put back."""
        if self._home.is_set_up():
            self.lock_asked.emit()
        else:
            self.show_first_run()

    @Slot()
    def on_rescued(self) -> None:
        """There is a store again."""
        self.end()
        self.lock_asked.emit()

    @Slot()
    def on_forgotten(self) -> None:
        """Ask for the recovery code."""
        self._stack.setCurrentWidget(self.forgotten)
        self.forgotten.code.setFocus()

    @Slot(str, str)
    def on_recover(self, code: str, pin: str) -> None:
        """Give the first supervisor a new PIN, then open with it. Takes some 0.5 s on purpose."""

        def done(_of: object) -> None:
            self.lock_asked.emit()
            self.pin_given.emit(pin)

        work = partial(self._home.recover, code, pin)
        self._tasks.picture(self, work, done, self.forgotten.refused)

    # The five steps

    @Slot(object)
    def on_finished(self, asked: SetUp) -> None:
        """Set the station up, all at once, then open it."""
        assert self.first_run is not None
        self.stop()
        settings = self._settings()

        def work() -> Desk:
            self._home.set_up(
                site=asked.site,
                gate=asked.gate,
                kind=asked.kind,
                pin=asked.pin,
                supervisor=asked.supervisor,
                capacity=asked.capacity,
                recovery=asked.recovery,
            )
            self._home.save_settings(settings)
            return self._home.unlock(asked.pin)

        def opened(desk: Desk) -> None:
            self.opened.emit(desk, asked)

        self._tasks.store(self, work, opened, self.first_run.refused)

    @Slot(object)
    def on_stepped(self, step: Step) -> None:
        """The camera runs while it is tried, and while it may see a hub's code."""
        first = self.first_run
        if first is None:
            return
        if step not in (first.camera, first.hub):
            self.stop()
        elif self._camera is None:
            self._start()

    @Slot(str)
    def on_source(self, source: str) -> None:
        """Another camera."""
        self.setting_changed.emit("source", source)
        self._start()

    def _start(self) -> None:
        self.stop()
        source = self._settings().source
        if self.first_run is None:
            return
        if not source:
            self.first_run.camera.show_none()
            return
        queued = Qt.ConnectionType.QueuedConnection
        self._camera = CameraWorker(Reader(), partial(self._open_source, source), self)
        self._camera.frame_ready.connect(self.on_frame, queued)
        self._camera.outcome_ready.connect(self.on_outcome, queued)
        self._camera.state_changed.connect(self.on_state, queued)
        self._camera.start()

    @Slot()
    def on_frame(self) -> None:
        """Show the newest picture."""
        if self._camera is None or self.first_run is None:
            return
        view = self.first_run.camera.view
        size = view.size() * view.devicePixelRatio()
        held = self._camera.newest((size.width(), size.height()))
        if held is not None:
            self.first_run.camera.show_frame(held.image, held.quads, held.hint)

    @Slot(object)
    def on_state(self, state: ScanState) -> None:
        """The camera started, was lost, or ended."""
        if self.first_run is not None:
            self.first_run.camera.show_state(state)

    @Slot(object)
    def on_outcome(self, outcome: Outcome) -> None:
        """The camera has read a code."""
        self._read(outcome, by_scanner=False)

    @Slot(object)
    def on_scanned(self, payload: bytes) -> None:
        """A scanner has read a code."""
        self._read(Reader().take(payload), by_scanner=True)

    def _read(self, outcome: Outcome, *, by_scanner: bool) -> None:
        first, document = self.first_run, outcome.document
        if first is None or document is None:
            return
        if isinstance(document.detail, EnrolCode):
            first.show_invitation(document.detail)
        if first.step is first.camera:
            first.camera.show_document(document, by_scanner=by_scanner)

    @Slot()
    def on_cameras(self) -> None:
        """Look for cameras, off this thread: a driver may take its time."""
        if self.first_run is not None:
            names = system_names()
            step = self.first_run.camera
            self._tasks.network(step, lambda: list_cameras(names), step.show_cameras)

    @Slot()
    def on_hubs(self) -> None:
        """Listen for hubs on the local network."""
        if self.first_run is not None:
            step = self.first_run.hub
            self._tasks.network(step, lambda: find_hubs(LISTEN_S), step.show_found, step.show_deaf)

    @Slot(str)
    def on_print(self, code: str) -> None:
        """The recovery code on paper."""
        first = self.first_run
        if first is None:
            return
        place = Place(first.place.site.text().strip(), first.place.gate.text().strip())
        lang = language()

        def work() -> None:
            print_paper(document_of_recovery(code, place, lang), None)

        self._tasks.picture(first, work, first.say_printed, first.say)
