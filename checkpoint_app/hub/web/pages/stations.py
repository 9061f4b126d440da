"""How the stations are: in use, idle, behind, off in their clock, offline, never heard of."""

from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.signs import StationState
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.wire.protocol import ProblemCode, Refused

PAGE = 50


class StationPages:
    """The stations of a scope."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

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
        found = states.page(
            scope,
            now,
            state=StationState(state) if state else None,
            after=visit.asked_id("after"),
            limit=PAGE + 1,
        )
        counted = states.counts(scope, now)
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
