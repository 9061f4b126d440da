"""The territories from the top down with their figures, and the sites that lie in each."""

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.report_answer import counts
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.wire.protocol import ProblemCode, Refused

PAGE = 50
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Crumb:
    """A territory on the way down; without an id where it lies above what somebody may see."""

    id: UUID | None
    name: str


class PlacePages:
    """The tree, and the list of sites."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

    def pages(self) -> list[Page]:
        """Its pages."""
        return [Page("GET", "/console/places", "web_places", self.show, Permission.SITES)]

    def show(self, visit: Visit) -> Response:
        """What lies right below a territory, and its sites by name, a page at a time."""
        back, scope = self._backroom, self._backroom.scope(visit)
        sight = back.sights.last(scope)
        words = visit.query.get("words", "")[:MOST_WORDS]
        kind = visit.query.get("kind", "")
        if kind and kind not in list(SiteKind):
            raise Refused(ProblemCode.INVALID)
        sites = back.hub.sites.page(
            scope,
            words=words,
            after=visit.asked_id("after"),
            limit=PAGE + 1,
            kind=SiteKind(kind) if kind else None,
        )
        narrow = bool(words or kind or visit.query.get("after"))
        below = [
            part
            for part in back.territories(visit, sight)
            if part[0] != scope.territory or not part[0]
        ]
        return back.renderer.page(
            visit,
            "places.html",
            room="places",
            crumbs=self._crumbs(visit, scope.territory),
            counts=counts(sight.whole),
            sight=sight,
            below=[] if narrow or scope.site else below,
            sites=sites[:PAGE],
            findings={one.id: len(sight.by_site.get(one.id, ())) for one in sites},
            next=sites[PAGE - 1].id if len(sites) > PAGE else None,
            words=words,
            kind=kind,
            kinds=[one.value for one in SiteKind],
            territory=visit.query.get("territory", ""),
            scope=scope,
        )

    def _crumbs(self, visit: Visit, territory: UUID | None) -> list[Crumb]:
        """The way down to a territory; what lies above the person's own is only named."""
        if territory is None:
            return []
        own = visit.account.scope
        trees = self._backroom.sights.trees()
        way = trees.territories.above(territory)
        start = way.index(own.territory) if own.territory in way else 0
        return [
            Crumb(None if place < start else one, trees.territories.names(one)[-1])
            for place, one in enumerate(way)
        ]
