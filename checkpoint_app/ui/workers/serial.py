"""The serial scanner as the window sees it: outcomes and state."""

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Way
from checkpoint_app.log import place_of
from checkpoint_app.scanner.serial_loop import Port, ScannerPhase, ScannerState, SerialLoop
from checkpoint_app.station.desk import Desk

log = logging.getLogger(__name__)
STOP_S = 3.0


class SerialWorker(QObject):
    """Listens to a `SerialLoop` on its thread; every signal may be sent from there.

    Every scan is told, a repeat too: somebody pulled the trigger and waits for an answer.

    Signals:
        outcome_ready: carries an `Outcome`.
        state_changed: carries a `ScannerState`.
    """

    outcome_ready = Signal(object)
    state_changed = Signal(object)

    def __init__(
        self, desk: Desk, open_port: Callable[[], Port], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self._loop = SerialLoop(open_port, self, self._stop, on_error=self.on_error)

    def start(self) -> None:
        """Begin to wait for the scanner."""
        self._loop.start()

    def stop(self) -> bool:
        """Let the scanner go; True where the thread has ended."""
        self._stop.set()
        try:
            return self._loop.join(STOP_S)
        except Exception as error:
            # on_error has told the user when it happened; here it must not stop the shutting down.
            log.error("the scanner's loop had failed: %s", place_of(error))
            return True

    # On the loop's thread

    def on_payload(self, payload: bytes) -> None:
        """Record who was scanned."""
        self.outcome_ready.emit(self._desk.take(payload, Way.SCANNER))

    def on_state(self, state: ScannerState) -> None:
        """Pass the state on."""
        self.state_changed.emit(state)

    def on_error(self, error: Exception) -> None:
        """The loop has stopped for a fault nobody expected: say so instead of standing still."""
        log.error("the scanner stopped: %s", place_of(error))
        self.state_changed.emit(ScannerState(ScannerPhase.ENDED, error=CheckpointError()))
