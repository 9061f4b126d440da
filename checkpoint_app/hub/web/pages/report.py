"""The report of 16:00: its figures, its three lists, its corrections, and as files."""

from starlette.responses import Response

from checkpoint_app.domain.clock import local
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.report_answer import answer, counts
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.paging import slice_of
from checkpoint_app.hub.web.views import Sight
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.wire.protocol import ProblemCode, Refused

FAR_MS = 253_402_300_799_999
MOST_SKIPPED = 10_000_000
MOST_DAYS = 60
ROWS = 25
_TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class ReportPages:
    """The report, and the same to take away."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom

    def pages(self) -> list[Page]:
        """Its pages."""
        path = "/console/report"
        return [
            Page("GET", path, "web_report", self.show, Permission.SITES),
            Page("GET", path + ".{form}", "web_report_file", self.file, Permission.SITES),
        ]

    def show(self, visit: Visit) -> Response:
        """The report of a moment, else of the last one that is due."""
        back, scope = self._backroom, self._backroom.scope(visit)
        sight = self._sight(visit, scope)
        lists = []
        for on in ReportList:
            skip = visit.number(f"skip_{on.value}", MOST_SKIPPED) or 0
            lists.append((on.value, sight.whole.wrong[on], slice_of(sight.rows(on), skip, ROWS)))
        return back.renderer.page(
            visit,
            "report.html",
            room="report",
            names=back.place_names(scope),
            sight=sight,
            body=sight.view.report.body,
            hash=sight.view.report.hash[:16],
            counts=counts(sight.whole),
            territories=back.territories(visit, sight),
            kinds=[(kind, counts(sums)) for kind, sums in sight.view.by_kind.items()],
            lists=lists,
            reminded=back.hub.oversight.reminding.counts(
                [row for _, _, some in lists for row in some.rows]
            ),
            corrections=answer(sight.view, {}, 0).corrections,
            moments=[at for at, _ in back.sights.moments(MOST_DAYS)],
            whole_city=scope.is_all,
            territory=visit.query.get("territory", ""),
        )

    def file(self, visit: Visit) -> Response:
        """The report with all its rows, as a file."""
        back, scope, form = self._backroom, self._backroom.scope(visit), visit.parts["form"]
        papers = back.hub.papers
        if form not in _TYPES or papers is None:
            raise Refused(ProblemCode.NOT_FOUND)
        sight = self._sight(visit, scope)
        found = back.hub.oversight.answer(sight.view)
        at = f"{local(sight.at):%Y-%m-%d-%H%M}"
        return Response(
            papers.report(found, form, visit.lang),
            media_type=_TYPES[form],
            headers={"Content-Disposition": f'attachment; filename="report-{at}.{form}"'},
        )

    def _sight(self, visit: Visit, scope: Scope) -> Sight:
        at = visit.number("at", FAR_MS)
        sights = self._backroom.sights
        found = sights.last(scope) if at is None else sights.of(at, scope)
        if found is None:
            raise Refused(ProblemCode.NOT_FOUND)
        return found
