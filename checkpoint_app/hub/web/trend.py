"""The last days of a scope, day by day, so that no page has to wait for all of them.

Days that are over hardly change: what was added up is kept, and only what is missing or old is
added up again, the newest day first, for as long as a page may take. The rest comes with the next
one.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.days import SiteDay, SiteDays

DAYS = 28
BUDGET_S = 0.1
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

    def of(self, scope: Scope, until: int, count: int = DAYS) -> Trend:
        """So many days up to the local day of a moment, ms since 1970 UTC; today in any case."""
        begun, last = self._clock.monotonic(), local(until).date()
        days = [str(last - timedelta(number)) for number in range(count)]
        with self._lock:
            held = self._held.setdefault(scope, {})
            self._held.move_to_end(scope)
            while len(self._held) > MOST_SCOPES:
                self._held.popitem(last=False)
        for number, day in enumerate(days):
            good_s = FRESH_S if number < 2 else SETTLED_S
            now = self._clock.monotonic()
            if day in held and now - held[day][1] < good_s:
                continue
            if number and now - begun >= self._budget_s:
                continue
            held[day] = self._days.on(scope, day), now
        wanted = set(days)
        for gone in [day for day in list(held) if day not in wanted]:
            held.pop(gone, None)
        known = [held[day][0] for day in reversed(days) if day in held]
        return Trend(known, count - len(known))
