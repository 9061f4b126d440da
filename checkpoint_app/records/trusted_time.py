"""What a wrong wall clock cannot spoil: the order of what was recorded, and the hub's own time."""

import secrets
import threading
from dataclasses import dataclass

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records.writing import Stamp

CLOCK_OFF_MS = 60_000
"""From where on a clock that differs from the hub's is said."""
DRIFT = 100e-6
"""How fast a computer's clock may go astray, seconds a second: twice what a common quartz does."""


@dataclass(frozen=True, slots=True)
class _Heard:
    hub_ms: int
    uncertainty_ms: float
    at: float  # by the monotonic clock

    def now_uncertain(self, now: float) -> float:
        return self.uncertainty_ms + (now - self.at) * 1000 * DRIFT


class TrustedTime:
    """Counts this run's milliseconds, and knows the hub's clock once it was heard. Thread-safe."""

    def __init__(self, clock: Clock) -> None:
        """Begin a run of the program."""
        self._clock = clock
        self._session = secrets.randbits(31)
        self._started = clock.monotonic()
        self._heard: _Heard | None = None
        self._lock = threading.Lock()

    def hear(self, hub_now_ms: int, uncertainty_ms: float = 0.0) -> None:
        """Note what the hub's clock shows now, unless it is known better from before.

        Args:
            hub_now_ms: ms since 1970 UTC; uncertainty_ms: how far off that may be, which is half
                of what the exchange took. An answer that was minutes under way tells little.
        """
        now = self._clock.monotonic()
        with self._lock:
            held = self._heard
            if held is None or uncertainty_ms <= held.now_uncertain(now):
                self._heard = _Heard(hub_now_ms, uncertainty_ms, now)

    def offset(self) -> int | None:
        """The hub's clock less this one's, in ms; None while the hub was not heard.

        It follows a wall clock that is set meanwhile, for what passed since is counted by the
        monotonic one.
        """
        with self._lock:
            heard = self._heard
        if heard is None:
            return None
        passed = round((self._clock.monotonic() - heard.at) * 1000)
        return heard.hub_ms + passed - self._clock.now_ms()

    def uncertainty(self) -> int | None:
        """How far `offset` may be off by now, in ms; None while the hub was not heard."""
        with self._lock:
            heard = self._heard
        return None if heard is None else round(heard.now_uncertain(self._clock.monotonic()))

    def now_ms(self) -> int:
        """The hub's time where it was heard, else this computer's; ms since 1970 UTC."""
        return self._clock.now_ms() + (self.offset() or 0)

    def stamp(self) -> Stamp:
        """What is written beside the wall clock's time."""
        tick = round((self._clock.monotonic() - self._started) * 1000)
        return {"session": self._session, "tick": tick, "hub_offset": self.offset()}
