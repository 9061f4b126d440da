"""What the last report found, and reminding of it: first as a draft, then sent."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import FindingGone
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.reminding import Draft
from checkpoint_app.hub.report_view import Row
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.paging import slice_of
from checkpoint_app.hub.web.views import Sight
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.hub.within import within
from checkpoint_app.wire.protocol import MAX_NOTICE_TEXT, ProblemCode, Refused

MOST_SKIPPED = 10_000_000
AT_ONCE = 200
"""Reminders that one press sends; a longer list takes several, each of which says what is left."""
REMIND = "/console/remind"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings somebody looks at; each part may be empty."""

    on: ReportList | None
    finding: str
    scope: Scope

    def rows(self, sight: Sight) -> list[Row]:
        """These findings of a report."""
        return sight.rows(self.on, self.finding)


class FindingPages:
    """The findings of the last report."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom
        self._reminding = backroom.hub.oversight.reminding

    def pages(self) -> list[Page]:
        """Its pages."""
        may = Permission.REMIND
        return [
            Page("GET", "/console/findings", "web_findings", self.show, Permission.SITES),
            Page("GET", REMIND, "web_draft", self.draft, may),
            Page("POST", REMIND, "web_remind", self.send, may),
            Page("GET", f"{REMIND}/all", "web_draft_all", self.draft_all, may),
            Page("POST", f"{REMIND}/all", "web_remind_all", self.send_all, may),
        ]

    def show(self, visit: Visit) -> Response:
        """The findings that were asked for, a page at a time."""
        back, wanted = self._backroom, self._filter(visit)
        sight = back.sights.last(wanted.scope)
        everything = sight.rows()
        page = slice_of(wanted.rows(sight), visit.number("skip", MOST_SKIPPED) or 0)
        return back.renderer.page(
            visit,
            "findings.html",
            room="findings",
            names=back.place_names(wanted.scope),
            sight=sight,
            page=page,
            reminded=self._reminding.counts(page.rows),
            often=self._reminding.often,
            lists=[(on.value, len(sight.rows(on))) for on in ReportList],
            everything=len(everything),
            kinds=[
                (rule.name, rule.on.value, count)
                for rule in RULES.values()
                if (count := sum(1 for row in everything if row.item.finding == rule.name))
            ],
            on="" if wanted.on is None else wanted.on.value,
            finding=wanted.finding,
            sent=visit.number("sent", MOST_SKIPPED),
            left=visit.number("left", MOST_SKIPPED),
        )

    def draft(self, visit: Visit, problem: str = "", status: int = 200) -> Response:
        """What a site would be told about one finding."""
        drafted = self._drafted(visit)
        return self._backroom.renderer.page(
            visit,
            "remind.html",
            status=status,
            room="findings",
            drafted=drafted,
            words=visit.form.get("text", "") or drafted.text,
            most=MAX_NOTICE_TEXT,
            problem=problem,
        )

    def send(self, visit: Visit) -> Response:
        """Send it, once: whoever presses twice, or comes back to the form, sends one reminder."""
        drafted = self._drafted(visit)
        site, finding = drafted.item.site, drafted.item.finding
        try:
            if visit.form.get("number", "") != str(drafted.number):
                return self.draft(visit, "sent_before", 409)
            self._reminding.send(
                site, finding, visit.lang, words=visit.form.get("text"), account=visit.account.id
            )
        except FindingGone as error:
            raise Refused(ProblemCode.NOT_FOUND) from error
        except InvalidEntry:
            return self.draft(visit, "too_long", 400)
        return RedirectResponse(f"/console/sites/{site}?sent={drafted.number}#reminders", 303)

    def draft_all(self, visit: Visit) -> Response:
        """What the sites of a list would be told: how many, and the first of them in words."""
        wanted = self._filter(visit)
        sight = self._backroom.sights.last(wanted.scope)
        left = self._left(sight, wanted)
        first = left[0].item if left else None
        return self._backroom.renderer.page(
            visit,
            "remind_all.html",
            room="findings",
            names=self._backroom.place_names(wanted.scope),
            sight=sight,
            total=len(wanted.rows(sight)),
            left=len(left),
            at_once=min(AT_ONCE, len(left)),
            example=self._reminding.draft_of(first, sight.at, visit.lang) if first else None,
            sample=left[:10],
            on="" if wanted.on is None else wanted.on.value,
            finding=wanted.finding,
            territory=visit.query.get("territory", ""),
        )

    def send_all(self, visit: Visit) -> Response:
        """Remind the sites of a list that were not reminded of this report yet, so many at once."""
        wanted = self._filter(visit)
        sight = self._backroom.sights.last(wanted.scope)
        left = self._left(sight, wanted)
        if visit.form.get("at", "") != str(sight.at):
            raise Refused(ProblemCode.NOT_FOUND)  # a new report is there: look at it first
        sent = self._reminding.send_each(
            [row.item for row in left[:AT_ONCE]], sight.at, visit.lang, account=visit.account.id
        )
        question = {
            "list": "" if wanted.on is None else wanted.on.value,
            "finding": wanted.finding,
            "territory": visit.form.get("territory", ""),
            "sent": str(sent),
            "left": str(len(left) - sent),
        }
        asked = "&".join(f"{name}={value}" for name, value in question.items() if value)
        return RedirectResponse(f"/console/findings?{asked}", 303)

    def _left(self, sight: Sight, wanted: Filter) -> list[Row]:
        """The findings of a list of which nobody has reminded since the report was made."""
        done = self._reminding.sent_about(sight.at)
        return [row for row in wanted.rows(sight) if (row.item.site, row.item.finding) not in done]

    def _filter(self, visit: Visit) -> Filter:
        on = visit.form.get("list") or visit.query.get("list") or ""
        finding = visit.form.get("finding") or visit.query.get("finding") or ""
        if (on and on not in list(ReportList)) or (finding and finding not in RULES):
            raise Refused(ProblemCode.INVALID)
        return Filter(ReportList(on) if on else None, finding, self._backroom.scope(visit))

    def _drafted(self, visit: Visit) -> Draft:
        """The reminder of one finding about a site, which must be one of this person's."""
        site = visit.asked_id("site")
        if site is None:
            raise Refused(ProblemCode.NOT_FOUND)
        within(self._backroom.hub, visit.account.scope, None, site)
        finding = visit.form.get("finding") or visit.query.get("finding") or ""
        sight = self._backroom.sights.last(visit.account.scope)
        for row in sight.by_site.get(site, ()):
            if row.item.finding == finding:
                return self._reminding.draft_of(row.item, sight.at, visit.lang)
        raise Refused(ProblemCode.NOT_FOUND)
