"""What a hub needs to be kept: whether it can write, what it may forget, whose turn it is."""

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.leftovers import Leftovers, Limits, clear
from checkpoint_app.hub.store.settings import Settings


class Keeping:
    """The hub's own housekeeping. Thread-safe."""

    def __init__(self, database: HubDatabase, clock: Clock) -> None:
        """Args: the hub's database, open."""
        self._database = database
        self._settings = Settings(database)
        self._clock = clock

    def check(self) -> int:
        """Write to the store, and return the hub's clock.

        Raises:
            DiskFull, StoreBusy and kin: the store takes nothing at present.
        """
        now = self._clock.now_ms()
        self._settings.put("ready_at", str(now))
        return now

    def clear(self, limits: Limits) -> Leftovers:
        """Take away ended sessions, and what was left behind before; see `leftovers.clear`."""
        return clear(self._database, self._clock.now_ms(), limits)

    def claim_day(self, day: str) -> str | None:
        """Take on the upkeep of a day; the day that was kept up last, "" for none.

        None where a program of this hub has taken on this day already.
        """
        return self._settings.claim("kept_up_on", day)
