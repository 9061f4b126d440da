"""The two kinds of scanner beside the camera: on a serial port, and typing like a keyboard."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from checkpoint_app.domain.passage import Way
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.scanner.serial_port import NONE, open_port
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.wedge_filter import WedgeFilter
from checkpoint_app.ui.workers.serial import SerialWorker


class Scanners(QObject):
    """Hands their codes to the open desk.

    Before there is a desk, and behind a lock where the lane rests, a scan is swallowed all the
    same: its keys would be taken for a PIN.

    Signals:
        outcome_ready: carries an `Outcome`.
        state_changed: carries the `ScannerState` of the serial port.
        unclaimed: carries what was scanned before there is a desk.
        rewritten: an input method changes what a scanner types.
    """

    outcome_ready = Signal(object)
    state_changed = Signal(object)
    unclaimed = Signal(object)
    rewritten = Signal()

    def __init__(self, tasks: Tasks, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._settings = tasks, settings
        self._desk: Desk | None = None
        self._serial: SerialWorker | None = None
        self._locked = True
        self._present = False
        self._wedge = WedgeFilter(self)
        self._wedge.ask_for_pin(True)
        self._wedge.scanned.connect(self.on_scanned)
        self._wedge.rewritten.connect(self.rewritten)
        self._wedge.switch(settings.wedge)

    @property
    def present(self) -> bool:
        """True where a scanner is known to be there."""
        return self._present

    def open(self, desk: Desk) -> None:
        """Record at this desk from now on."""
        self._desk = desk
        self.lock(False)

    def lock(self, locked: bool) -> None:
        """The screen was locked or unlocked: a PIN is asked for or no longer."""
        self._locked = locked
        self._wedge.ask_for_pin(locked)
        if not self._listens:
            self._stop_serial()
        elif self._serial is None:
            self._start_serial()

    def put_on(self, settings: Settings) -> None:
        """Settings were changed."""
        other = settings.scanner != self._settings.scanner
        self._settings = settings
        self._wedge.switch(settings.wedge)
        if other and self._listens:
            self._stop_serial()
            self._start_serial()

    def stop(self) -> None:
        """Listen no more. May be called twice."""
        self._wedge.switch(False)
        self._stop_serial()
        self._desk = None

    @property
    def _listens(self) -> bool:
        return self._desk is not None and (not self._locked or self._settings.scan_while_locked)

    def _start_serial(self) -> None:
        choice = self._settings.scanner
        if self._desk is None or choice == NONE:
            return
        self._serial = SerialWorker(self._desk, partial(open_port, choice), self)
        queued = Qt.ConnectionType.QueuedConnection
        self._serial.outcome_ready.connect(self.outcome_ready, queued)
        self._serial.state_changed.connect(self.on_state, queued)
        self._serial.start()

    def _stop_serial(self) -> None:
        if self._serial is not None:
            self._serial.stop()
            self._serial.deleteLater()
            self._serial = None

    @Slot(object)
    def on_state(self, state: ScannerState) -> None:
        """The scanner on the serial port came or went."""
        self._present = self._present or state.phase is ScannerPhase.READY
        self.state_changed.emit(state)

    @Slot(object)
    def on_scanned(self, payload: bytes) -> None:
        """A scanner has typed a code."""
        desk = self._desk
        if desk is None:
            self.unclaimed.emit(payload)
            return
        if not self._listens:
            return
        self._present = True
        take = partial(desk.take, payload, Way.SCANNER)
        self._tasks.store(self, take, self.outcome_ready.emit)
