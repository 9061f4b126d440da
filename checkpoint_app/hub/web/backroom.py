"""What every page of the console works with."""

from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.hub.report_answer import counts
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.web.render import Renderer
from checkpoint_app.hub.web.trend import Trends
from checkpoint_app.hub.web.views import Sight, Sights
from checkpoint_app.hub.web.visit import Visit
from checkpoint_app.hub.within import within
from checkpoint_app.wire.report import ReportCounts

Part = tuple[UUID | None, tuple[str, ...], ReportCounts]
"""A territory, None for one that cannot be gone to; its names from the top down; its figures."""


@dataclass(frozen=True, slots=True)
class Backroom:
    """The hub, what makes pages, and what is kept ready for them."""

    hub: Hub
    renderer: Renderer
    sights: Sights
    trends: Trends

    def scope(self, visit: Visit) -> Scope:
        """What a visit asks about: a territory or a site in what the person answers for, or all.

        Raises:
            Refused: it does not lie in there.
        """
        scope = visit.account.scope
        return within(self.hub, scope, visit.asked_id("territory"), visit.asked_id("site"))

    def today(self) -> int:
        """The hub's clock; in an invented city, which ends at 16:00, at least that."""
        return self.hub.oversight.reporting.now()

    def place_names(self, scope: Scope) -> tuple[str, ...]:
        """What a scope is called, from the top down; empty for all sites."""
        return self.hub.sites.scope_names(scope)

    def territories(self, visit: Visit, sight: Sight) -> list[Part]:
        """What lies right below in the tree of territories, with its figures; of an owner's sites,
        what they have there."""
        if visit.account.scope.site is not None:
            return []
        return [(place, names, counts(sums)) for place, names, sums in sight.view.by_territory]

    def own_site(self, visit: Visit) -> UUID | None:
        """The one site that somebody answers for, None for several."""
        return visit.account.scope.site
