"""The scanning loop as the window sees it: newest frame, outcomes, state."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.log import place_of
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.frames import Frame, Source
from checkpoint_app.scanner.hints import Hint, HintHold
from checkpoint_app.scanner.loop import ScanLoop, ScanPhase, ScanState
from checkpoint_app.scanner.opencv import shrunk
from checkpoint_app.scanner.reads import Quad, Read
from checkpoint_app.station.outcome import Outcome

log = logging.getLogger(__name__)
QUIET_S = 2.0
"""A card held still is read many times a second; a repeat is told only after so long a silence."""
STOP_S = 3.0
LARGEST = (4096, 4096)


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame on its way to the window.

    Attributes:
        image: a copy of the frame, no larger than it is shown.
        quads: the corners of the codes in it, in the image's pixels.
        hint: what would help, once it has lasted.
    """

    image: QImage
    quads: list[Quad]
    hint: Hint | None


class Takes(Protocol):
    """Whoever the codes are for: a desk, or what only looks at them."""

    def take(self, payload: bytes, way: Way = Way.CAMERA) -> Outcome:
        """What becomes of a code; called on the reading thread."""


class CameraWorker(QObject):
    """Listens to a `ScanLoop` on its reading thread; every signal may be sent from there.

    Signals:
        frame_ready: a frame waits in `newest`; not sent again before it was fetched.
        outcome_ready: carries an `Outcome`.
        state_changed: carries a `ScanState`.
        ended: the source is over, or the loop was stopped.
    """

    frame_ready = Signal()
    outcome_ready = Signal(object)
    state_changed = Signal(object)
    ended = Signal()

    def __init__(
        self, desk: Takes, open_source: Callable[[], Source], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._newest: Shown | None = None
        self._room = LARGEST
        self._hints = HintHold()
        self._told_at = float("-inf")
        self._told: Verdict | None = None
        self._loop = ScanLoop(open_source, Decoder(), self, self._stop, on_error=self.on_error)

    def start(self) -> None:
        """Begin to scan."""
        self._loop.start()

    def stop(self) -> bool:
        """Stop scanning; True where both threads have ended."""
        self._stop.set()
        try:
            return self._loop.join(STOP_S)
        except Exception as error:
            # on_error has told the user when it happened; here it must not stop the shutting down.
            log.error("the scanning loop had failed: %s", place_of(error))
            return True

    def newest(self, room: tuple[int, int] = LARGEST) -> Shown | None:
        """The newest frame and what is known of it, once.

        Args:
            room: width and height, in pixels of the screen, that the following ones are shown in:
                made smaller here, they cost the window a fifth.
        """
        with self._lock:
            held, self._newest = self._newest, None
            self._room = room
        return held

    # On the reading thread

    def on_frame(self, frame: Frame, reads: list[Read], hint: Hint | None) -> None:
        """Record who shows a code, then pass the picture on if the last one was fetched."""
        for read in reads:
            self._tell(self._desk.take(read.payload, Way.CAMERA))
        image, scale = shrunk(frame.image, self._room)
        height, width = image.shape[:2]
        shown = QImage(
            image.data, width, height, image.strides[0], QImage.Format.Format_BGR888
        ).copy()
        quads = [read.moved((0.0, 0.0), 1 / scale, read.engine).quad for read in reads]
        hint = self._hints.see(hint, bool(reads), time.monotonic())
        with self._lock:
            waiting = self._newest is not None
            self._newest = Shown(shown, quads, hint)
        if not waiting:
            self.frame_ready.emit()

    def on_state(self, state: ScanState) -> None:
        """Pass the state on."""
        self.state_changed.emit(state)

    def on_end(self) -> None:
        """Pass the end on."""
        self.ended.emit()

    def on_error(self, error: Exception) -> None:
        """The loop has stopped for a fault nobody expected: say so instead of standing still."""
        log.error("scanning stopped: %s", place_of(error))
        self.state_changed.emit(ScanState(ScanPhase.LOST, CheckpointError()))

    def _tell(self, outcome: Outcome) -> None:
        now = time.monotonic()
        again = (
            outcome.verdict is Verdict.SEEN
            or outcome.again
            or (outcome.verdict is self._told and outcome.verdict is Verdict.NOT_RECORDED)
        )
        if again and now - self._told_at < QUIET_S:
            if outcome.verdict is Verdict.SEEN and self._told is Verdict.SEEN:
                self._told_at = now
            return
        self._told, self._told_at = outcome.verdict, now
        self.outcome_ready.emit(outcome)
