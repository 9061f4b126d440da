"""How the stations are: in use, idle, behind, off in their clock, offline, never heard of."""

from threading import Lock

from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.signs import StationState
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.wire.protocol import ProblemCode, Refused

PAGE, FEW = 50, 5_000
COUNTS_S, MOST_SCOPES = 15.0, 500


class StationPages:
    """The stations of a scope."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom
        self._counted: dict[Scope, tuple[dict[StationState, int], float]] = {}
        self._lock = Lock()

    def pages(self) -> list[Page]:
        """Its pages."""
        return [Page("GET", "/console/stations", "web_stations", self.show, Permission.SITES)]

    def show(self, visit: Visit) -> Response:
        """How many are how, and those that were asked for, a page at a time."""
        back, scope = self._backroom, self._backroom.scope(visit)
        state = visit.query.get("state", "")
        if state and state not in list(StationState):
            raise Refused(ProblemCode.INVALID)
        now, states = back.hub.now_ms(), back.hub.station_counts
        counted = self._counts(scope, now)
        found = states.page(
            scope,
            now,
            state=StationState(state) if state else None,
            few=bool(state) and counted[StationState(state)] <= FEW,
            after=visit.asked_id("after"),
            limit=PAGE + 1,
        )
        return back.renderer.page(
            visit,
            "stations.html",
            room="stations",
            names=back.place_names(scope),
            states=[(one.value, counted[one]) for one in StationState],
            total=sum(counted.values()),
            state=state,
            stations=found[:PAGE],
            next=found[PAGE - 1][0].id if len(found) > PAGE else None,
            now=now,
        )

    def _counts(self, scope: Scope, now: int) -> dict[StationState, int]:
        """How many stations are how, counted anew when that was some seconds ago."""
        at = self._backroom.hub.clock.monotonic()
        held = self._counted.get(scope)
        if held is None or at - held[1] >= COUNTS_S:
            held = self._backroom.hub.station_counts.counts(scope, now), at
            with self._lock:
                if len(self._counted) >= MOST_SCOPES:
                    self._counted.clear()
                self._counted[scope] = held
        return held[0]
