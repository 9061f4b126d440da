"""The last days of a scope, day by day, so that no page has to wait for all of them.

Days that are over hardly change: what was added up is kept, and only what is missing or old is
added up again, the newest day first, for as long as a page may take; the rest after it was sent.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from threading import Lock

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.days import SiteDay, SiteDays

DAYS = 28
BUDGET_S = 0.05
FRESH_S, SETTLED_S = 60.0, 6 * 3_600.0
"""How long the last two days are good, and those before: passages may still come in for them."""
MOST_SCOPES = 500


@dataclass(frozen=True, slots=True)
class Trend:
    """Days, the oldest first; `missing` are still to be added up."""

    days: list[SiteDay]
    missing: int

    @property
    def today(self) -> SiteDay:
        """The last day, as far as it is."""
        return self.days[-1]


class Trends:
    """Thread-safe."""

    def __init__(self, days: SiteDays, clock: Clock, budget_s: float = BUDGET_S) -> None:
        """Args: of the clock only its monotonic time is used; seconds that a page may take."""
        self._days = days
        self._clock = clock
        self._budget_s = budget_s
        self._held: OrderedDict[Scope, dict[str, tuple[SiteDay, float]]] = OrderedDict()
        self._lock = Lock()
        self._filling = Lock()

    def of(self, scope: Scope, until: int, count: int = DAYS) -> Trend:
        """So many days up to the local day of a moment, ms since 1970 UTC; today in any case."""
        held, days = self._held_of(scope), _days(until, count)
        # Where somebody is at it already, two would only be in each other's way.
        self._add_up(scope, held, days, 0 if self._filling.locked() else self._budget_s)
        for gone in set(held) - set(days):
            held.pop(gone, None)
        known = [held[day][0] for day in reversed(days) if day in held]
        return Trend(known, count - len(known))

    def fill(self, scope: Scope, until: int, count: int = DAYS) -> None:
        """Add up what is missing, however long it takes; not where somebody is at it already."""
        if self._filling.acquire(blocking=False):
            try:
                self._add_up(scope, self._held_of(scope), _days(until, count), inf)
            finally:
                self._filling.release()

    def _held_of(self, scope: Scope) -> dict[str, tuple[SiteDay, float]]:
        with self._lock:
            held = self._held.setdefault(scope, {})
            self._held.move_to_end(scope)
            while len(self._held) > MOST_SCOPES:
                self._held.popitem(last=False)
        return held

    def _add_up(
        self,
        scope: Scope,
        held: dict[str, tuple[SiteDay, float]],
        days: list[str],
        budget_s: float,
    ) -> None:
        begun = self._clock.monotonic()
        for number, day in enumerate(days):
            now = self._clock.monotonic()
            if day in held and now - held[day][1] < (FRESH_S if number < 2 else SETTLED_S):
                continue
            if number and now - begun >= budget_s:
                return
            held[day] = self._days.on(scope, day), now


def _days(until: int, count: int) -> list[str]:
    """So many local days up to a moment, the newest first."""
    last = local(until).date()
    return [str(last - timedelta(number)) for number in range(count)]
