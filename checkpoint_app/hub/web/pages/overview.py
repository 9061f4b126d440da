"""The first page: how it stands, today against 16:00."""

from starlette.background import BackgroundTask
from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.report_answer import counts
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.chart import Chart, chart_of
from checkpoint_app.hub.web.trend import Trend
from checkpoint_app.hub.web.visit import HOME, Page, Visit

MOST_TERRITORIES = 40


class OverviewPages:
    """The page one comes to."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

    def pages(self) -> list[Page]:
        """Its pages."""
        return [Page("GET", HOME, "web_overview", self.show, Permission.SITES)]

    def show(self, visit: Visit) -> Response:
        """The figures of the last report, what came since, the last four weeks."""
        back, scope = self._backroom, self._backroom.scope(visit)
        sight = back.sights.last(scope)
        trend = back.trends.of(scope, back.today())
        territories = back.territories(visit, sight)
        response = back.renderer.page(
            visit,
            "overview.html",
            room="overview",
            names=back.place_names(scope),
            whole_city=scope.is_all,
            sight=sight,
            counts=counts(sight.whole),
            territories=territories[:MOST_TERRITORIES],
            more_territories=max(0, len(territories) - MOST_TERRITORIES),
            kinds=[(kind, counts(sums)) for kind, sums in sight.view.by_kind.items()],
            today=trend.today,
            trend=trend,
            chart=_chart(trend),
            now=back.today(),
            site=back.own_site(visit),
        )
        if trend.missing:
            response.background = BackgroundTask(back.trends.fill, scope, back.today())
        return response


def _chart(trend: Trend) -> Chart:
    return chart_of(
        [(one.day, [one.counts[name] for name in ("scanned", "typed", "paper")])
         for one in trend.days]
    )  # fmt: skip
