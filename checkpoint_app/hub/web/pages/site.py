"""One site: its numbers by day, its stations, what was found there, reminders, the dossier."""

from datetime import timedelta

from starlette.responses import Response

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.store.access import LONGEST_REASON, Action
from checkpoint_app.hub.store.sites import Site
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.wire.protocol import ProblemCode, Refused

DAYS, MOST_STATIONS, MOST_REMINDERS = 28, 200, 50


class SitePages:
    """The page of a site, and all there is about it as a file."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

    def pages(self) -> list[Page]:
        """Its pages."""
        path = "/console/sites/{site}"
        return [
            Page("GET", path, "web_site", self.show, Permission.SITES),
            Page("POST", path, "web_contact", self.contact, Permission.CONTACT, personal=True),
            Page("GET", path + "/dossier.zip", "web_dossier", self.dossier, Permission.REMIND),
        ]

    def show(self, visit: Visit) -> Response:
        """The site, without anybody's name."""
        return self._page(visit, self._site(visit), contact=False)

    def contact(self, visit: Visit) -> Response:
        """The same with who answers for it, and their phone, which is logged with why."""
        site = self._site(visit)
        reason = visit.form.get("reason", "").strip()[:LONGEST_REASON]
        if not reason:
            return self._page(visit, site, contact=False, problem="reason", status=400)
        self._backroom.hub.access.note(
            Action.CONTACT, visit.account.id, subject=str(site.id), reason=reason, items=1
        )
        return self._page(visit, site, contact=True)

    def dossier(self, visit: Visit) -> Response:
        """All there is about the site in one file."""
        back, site = self._backroom, self._site(visit)
        if back.hub.papers is None:
            raise Refused(ProblemCode.NOT_FOUND)
        found = back.hub.oversight.reminding.dossier(site.id)
        name = f"dossier-{str(site.id)[-12:]}-{local(found.made_at):%Y-%m-%d}.zip"
        return Response(
            back.hub.papers.dossier(found, site, visit.lang),
            media_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _site(self, visit: Visit) -> Site:
        found = self._backroom.hub.sites.get(visit.id("site"), visit.account.scope)
        if found is None:
            raise Refused(ProblemCode.NOT_FOUND)
        return found

    def _page(
        self, visit: Visit, site: Site, *, contact: bool, problem: str = "", status: int = 200
    ) -> Response:
        back, hub = self._backroom, self._backroom.hub
        sight = back.sights.last(visit.account.scope)
        today = local(back.today()).date()
        days = [str(today - timedelta(number)) for number in range(DAYS)]
        reminding, rows = hub.oversight.reminding, sight.by_site.get(site.id, [])
        return back.renderer.page(
            visit,
            "site.html",
            status=status,
            room="places",
            site=site,
            sight=sight,
            rows=rows,
            reminded=reminding.counts(rows),
            reminders=reminding.of_site(site.id, MOST_REMINDERS),
            often=reminding.often,
            days=hub.oversight.days.of_site_on(site.id, days),
            stations=hub.overview.stations(
                visit.account.scope, hub.now_ms(), of=site.id, after=None, limit=MOST_STATIONS
            ),
            contact=contact,
            problem=problem,
            sent=visit.number("sent", 1_000_000),
            dossier=hub.papers is not None,
        )
