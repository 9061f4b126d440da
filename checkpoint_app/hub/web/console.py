"""The console as a whole: its pages, its files, and what stands where there is none."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from checkpoint_app.hub.bodies import Bodies
from checkpoint_app.hub.limits import Limits
from checkpoint_app.hub.metrics import Metrics
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.web.assets import assets
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.door import Door
from checkpoint_app.hub.web.pages.account import AccountPages
from checkpoint_app.hub.web.pages.audit import AuditPages
from checkpoint_app.hub.web.pages.findings import FindingPages
from checkpoint_app.hub.web.pages.overview import OverviewPages
from checkpoint_app.hub.web.pages.places import PlacePages
from checkpoint_app.hub.web.pages.reminders import ReminderPages
from checkpoint_app.hub.web.pages.report import ReportPages
from checkpoint_app.hub.web.pages.site import SitePages
from checkpoint_app.hub.web.pages.stations import StationPages
from checkpoint_app.hub.web.pages.trace import TracePages
from checkpoint_app.hub.web.render import Renderer
from checkpoint_app.hub.web.trend import Trends
from checkpoint_app.hub.web.views import Sights
from checkpoint_app.hub.web.visit import HOME, Page


class Console:
    """The console of a hub.

    Attributes:
        pages: all of them.
    """

    def __init__(self, hub: Hub, bodies: Bodies, limits: Limits, metrics: Metrics) -> None:
        """Args: what reads bodies, and counts, for the stations' places, too."""
        self._assets = assets()
        renderer = Renderer(self._assets)
        backroom = Backroom(
            hub,
            renderer,
            Sights(hub.oversight, hub.clock),
            Trends(hub.oversight.days, hub.clock),
        )
        self.pages: list[Page] = [
            *AccountPages(backroom).pages(),
            *OverviewPages(backroom).pages(),
            *ReportPages(backroom).pages(),
            *FindingPages(backroom).pages(),
            *ReminderPages(backroom).pages(),
            *PlacePages(backroom).pages(),
            *SitePages(backroom).pages(),
            *StationPages(backroom).pages(),
            *TracePages(backroom).pages(),
            *AuditPages(backroom).pages(),
        ]
        self._door = Door(hub, bodies, limits, metrics, renderer)

    def routes(self) -> list[Route]:
        """Where everything is."""
        return [
            *(
                Route(one.path, self._door.answering(one), methods=[one.method])
                for one in self.pages
            ),
            self._assets.route(),
            *(Route(path, _home, methods=["GET"]) for path in ("/", HOME.rstrip("/"))),
        ]

    def is_at(self, path: str) -> bool:
        """Whether an address belongs to the console."""
        return path.startswith(HOME)

    async def not_found(self, request: Request) -> Response:
        """What is said where there is no page."""
        return await self._door.not_found(request)


async def _home(_request: Request) -> Response:
    return RedirectResponse(HOME, 303)
