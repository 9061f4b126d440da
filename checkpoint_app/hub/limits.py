"""How often one token, or one address, may ask: a bucket each that fills by itself."""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock

from checkpoint_app.domain.clock import Clock

MAX_BUCKETS = 100_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests a second in the long run, and so many at once."""

    per_s: float
    burst: int

    def divided(self, parts: int) -> "Rate":
        """One of so many equal parts."""
        return Rate(self.per_s / parts, max(1, self.burst // parts))


@dataclass(frozen=True, slots=True)
class Limits:
    """The rates of a hub.

    Attributes:
        station: of one station's token; a backlog of a day comes in some hundred batches.
        person: of one session.
        address: of requests without a token, or with a wrong one, from one address. Whoever has a
            good token is not counted: many gates may stand behind one address.
    """

    station: Rate = Rate(100, 1_000)
    person: Rate = Rate(20, 200)
    address: Rate = Rate(5, 60)

    def divided(self, parts: int) -> "Limits":
        """One of so many equal parts of each."""
        return Limits(
            self.station.divided(parts), self.person.divided(parts), self.address.divided(parts)
        )


class Buckets:
    """The buckets of one rate, by key; those least used are forgotten first. Thread-safe."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        """Args: only the clock's monotonic time is used."""
        self._rate = rate
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> int:
        """Take one; seconds to wait where there is none, 0 where there was."""
        now = self._clock.monotonic()
        with self._lock:
            level, at = self._held.get(key, (float(self._rate.burst), now))
            level = min(self._rate.burst, level + (now - at) * self._rate.per_s)
            if level < 1:
                return max(1, ceil((1 - level) / self._rate.per_s))
            self._held[key] = (level - 1, now)
            self._held.move_to_end(key)
            while len(self._held) > MAX_BUCKETS:
                self._held.popitem(last=False)
            return 0
