"""The reports as the console shows them: opened once for all who ask, and cut to each one's scope.

A report of a whole city takes a while to unpack. What was frozen does not change, so it is kept
unpacked, by its moment and the number of its last correction.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.oversight import Oversight
from checkpoint_app.hub.report_view import Row, Sums, View
from checkpoint_app.hub.reporting import Report
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.tree_names import TreeNames

KEPT_REPORTS, KEPT_VIEWS = 3, 64
VIEW_S = 60.0
"""Names of territories, and what lies in them, may change under a report."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A report within a scope.

    Attributes:
        by_site: the findings about each site.
    """

    view: View
    by_site: dict[UUID, list[Row]] = field(default_factory=dict)

    @property
    def at(self) -> int:
        """Of which moment, ms since 1970 UTC."""
        return self.view.report.body.at

    @property
    def number(self) -> int:
        """Which correction it is at, 0 for as it was frozen."""
        return self.view.report.number or 0

    @property
    def whole(self) -> Sums:
        """The figures of the whole scope."""
        return self.view.whole

    def rows(self, on: ReportList | None = None, finding: str = "") -> list[Row]:
        """The findings of a list, or of all three, in the order of the report."""
        return [
            row
            for name, rows in self.view.lists.items()
            if on in {None, name}
            for row in rows
            if finding in {"", row.item.finding}
        ]


class Sights:
    """Thread-safe."""

    def __init__(self, oversight: Oversight, clock: Clock) -> None:
        """Args: of the clock only its monotonic time is used."""
        self._oversight = oversight
        self._clock = clock
        self._reports: OrderedDict[tuple[int, int], list[Report]] = OrderedDict()
        self._views: OrderedDict[tuple[int, int, Scope], tuple[Sight, float]] = OrderedDict()
        self._trees: tuple[TreeNames, float] | None = None
        self._lock = Lock()

    def trees(self) -> TreeNames:
        """Both trees, as they were a minute ago at most."""
        with self._lock:
            held = self._trees
        if held is None or self._clock.monotonic() - held[1] >= VIEW_S:
            held = self._oversight.trees(), self._clock.monotonic()
            with self._lock:
                self._trees = held
        return held[0]

    def moments(self, limit: int = 60) -> list[tuple[int, int]]:
        """The moments of the last reports, the newest first, and how many corrections each had."""
        return self._oversight.reporting.moments(limit)

    def last(self, scope: Scope) -> Sight:
        """The last report that is due; made now where nobody has yet.

        Raises:
            StoreBusy and kin: it cannot be told now.
        """
        due = self._oversight.reporting.due()
        found = self.of(due, scope)
        if found is None:
            self._oversight.reporting.freeze(due)
            found = self.of(due, scope)
        assert found is not None
        return found

    def of(self, at: int, scope: Scope) -> Sight | None:
        """The report of a moment as it stands, None where it was not made."""
        number = dict(self.moments()).get(at)
        if number is None:
            newest = self._oversight.reporting.newest(at)
            if newest is None or newest.number is None:
                return None
            number = newest.number
        key = (at, number, scope)
        with self._lock:
            held = self._views.get(key)
            if held is not None and self._clock.monotonic() - held[1] < VIEW_S:
                self._views.move_to_end(key)
                return held[0]
        # Made beside the lock: somebody's small scope does not wait for another's large one.
        made = _sight(self._oversight.within(self._opened(at, number), scope))
        with self._lock:
            self._views[key] = made, self._clock.monotonic()
            self._views.move_to_end(key)
            while len(self._views) > KEPT_VIEWS:
                self._views.popitem(last=False)
        return made

    def _opened(self, at: int, number: int) -> list[Report]:
        with self._lock:
            held = self._reports.get((at, number))
        if held is None:
            held = self._oversight.reporting.every(at)
            with self._lock:
                self._reports[at, number] = held
                while len(self._reports) > KEPT_REPORTS:
                    self._reports.popitem(last=False)
        return held


def _sight(view: View) -> Sight:
    by_site: dict[UUID, list[Row]] = {}
    for rows in view.lists.values():
        for row in rows:
            by_site.setdefault(row.item.site, []).append(row)
    return Sight(view, by_site)
