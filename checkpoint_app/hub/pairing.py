"""What goes on beside the answering: stays are paired when no batch waits, and days made ahead."""

import logging
import threading
from collections.abc import Callable

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.store.stays import Stays
from checkpoint_app.hub.writer import GroupWriter
from checkpoint_app.log import place_of

LAG_S = 60.0
"""How long what was received waits to be paired while more comes in; then some is, now and then."""
REST = 3
"""So many times as long as something was paired, nothing is, while more comes in."""
QUIET_S = 0.5
"""How long nothing must have come in before something is paired."""
IDLE_S = 1.0
BUSY_S = 0.05
FAULT_S = 5.0
HOUR_S = 3_600.0

logger = logging.getLogger(__name__)


class Pairing:
    """A thread that pairs what was received, and gives way to what is being received."""

    def __init__(
        self, stays: Stays, writer: GroupWriter, hourly: Callable[[], None], clock: Clock
    ) -> None:
        """Args: hourly: what else is to be done now and then."""
        self._stays = stays
        self._writer = writer
        self._hourly = hourly
        self._clock = clock
        self._caught_up_at = clock.monotonic()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; once is enough."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="hub-pairing", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End after what is being paired; what waits then waits in the database."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        again_at = self._clock.monotonic() + HOUR_S
        wait_s = 0.0
        while not self._stop.wait(wait_s):
            try:
                wait_s = self._step()
                if self._clock.monotonic() >= again_at:
                    again_at = self._clock.monotonic() + HOUR_S
                    self._hourly()
            except CheckpointError as error:
                logger.warning("pairing waits: %s", error.code)
                wait_s = FAULT_S
            except Exception as error:
                # It must go on whatever happened; the text may quote what was sent.
                logger.error("pairing failed: %s", place_of(error))
                wait_s = FAULT_S

    def _step(self) -> float:
        """Pair some, or give way; how long to wait then, in seconds."""
        now = self._clock.monotonic()
        is_busy = self._writer.idle_s < QUIET_S
        if is_busy and now - self._caught_up_at < LAG_S:
            return BUSY_S
        paired = self._stays.pair_some()
        oldest = self._stays.oldest() if paired else None
        if oldest is None or self._clock.now_ms() - oldest < LAG_S * 1000:
            self._caught_up_at = now
        if not paired:
            return IDLE_S
        return REST * (self._clock.monotonic() - now) if is_busy else 0.0
