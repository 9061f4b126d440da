"""What a wrong wall clock cannot spoil: the order of what was recorded, and the hub's own time."""

import secrets
import threading

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records.writing import Stamp

CLOCK_OFF_MS = 60_000
"""From where on a clock that differs from the hub's is said."""


class TrustedTime:
    """Counts this run's milliseconds, and knows the hub's clock once it was heard. Thread-safe."""

    def __init__(self, clock: Clock) -> None:
        """Begin a run of the program."""
        self._clock = clock
        self._session = secrets.randbits(31)
        self._started = clock.monotonic()
        self._heard: tuple[int, float] | None = None
        self._lock = threading.Lock()

    def hear(self, hub_now_ms: int) -> None:
        """Note what the hub's clock shows now, ms since 1970 UTC."""
        with self._lock:
            self._heard = hub_now_ms, self._clock.monotonic()

    def offset(self) -> int | None:
        """The hub's clock less this one's, in ms; None while the hub was not heard.

        It follows a wall clock that is set meanwhile, for what passed since is counted by the
        monotonic one.
        """
        with self._lock:
            heard = self._heard
        if heard is None:
            return None
        passed = round((self._clock.monotonic() - heard[1]) * 1000)
        return heard[0] + passed - self._clock.now_ms()

    def stamp(self) -> Stamp:
        """What is written beside the wall clock's time."""
        tick = round((self._clock.monotonic() - self._started) * 1000)
        return {"session": self._session, "tick": tick, "hub_offset": self.offset()}
