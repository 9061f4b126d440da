"""What people ask of the hub about the report, its findings, reminders and tracing."""

from functools import partial
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import FindingGone, ReasonMissing, SecondMissing
from checkpoint_app.hub.authorising import Permission, may
from checkpoint_app.hub.endpoints import Answer, Call, Endpoint
from checkpoint_app.hub.logins import Logins
from checkpoint_app.hub.report_answer import reminder_item
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.hub.tracing import Traced, Wish
from checkpoint_app.hub.within import within
from checkpoint_app.wire import report as wire
from checkpoint_app.wire.people import MOST
from checkpoint_app.wire.protocol import ProblemCode, Refused

MAX_BYTES = 4_000


class OversightApi:
    """The side of a hub for those who answer for many sites."""

    def __init__(self, hub: Hub, logins: Logins) -> None:
        """Args: what tries passwords."""
        self._hub = hub
        self._logins = logins

    def endpoints(self) -> list[Endpoint]:
        """Its places."""
        return [
            Endpoint(
                method="GET",
                path="/v1/report",
                name="show_report",
                about="The report of a moment, else the last one due, of one's scope; of each of "
                "its lists the first rows.",
                handle=self.report,
                needs=Permission.SITES,
                query=wire.ReportQuery,
                answer=wire.ReportAnswer,
                problems=(ProblemCode.NOT_FOUND,),
            ),
            Endpoint(
                method="GET",
                path="/v1/findings",
                name="list_findings",
                about="What the last report found in one's scope, a page at a time.",
                handle=self.findings,
                needs=Permission.SITES,
                query=wire.FindingsQuery,
                answer=wire.FindingsAnswer,
                problems=(ProblemCode.NOT_FOUND,),
            ),
            Endpoint(
                method="GET",
                path="/v1/trend",
                name="show_trend",
                about="The last days of one's scope, in numbers.",
                handle=self.trend,
                needs=Permission.SITES,
                query=wire.TrendQuery,
                answer=wire.Trend,
                problems=(ProblemCode.NOT_FOUND,),
            ),
            Endpoint(
                method="GET",
                path="/v1/reminders",
                name="list_reminders",
                about="The reminders sent to the sites of one's scope, and what was answered.",
                handle=self.reminders,
                needs=Permission.SITES,
                query=wire.RemindersQuery,
                answer=wire.RemindersAnswer,
                problems=(ProblemCode.NOT_FOUND,),
            ),
            Endpoint(
                method="POST",
                path="/v1/reminders",
                name="send_reminder",
                about="Remind a site of a finding of the last report, at its gates.",
                handle=self.remind,
                needs=Permission.REMIND,
                body=wire.RemindRequest,
                limit=MAX_BYTES,
                answer=wire.Reminded,
                problems=(ProblemCode.NOT_FOUND, ProblemCode.INVALID),
            ),
            Endpoint(
                method="POST",
                path="/v1/trace",
                name="trace",
                about="Who met somebody, longest together first; logged with its reason. Only for "
                "whoever answers for every site.",
                handle=self.trace,
                needs=Permission.TRACE,
                body=wire.TraceRequest,
                limit=MAX_BYTES,
                answer=wire.TraceAnswer,
                problems=(
                    ProblemCode.INVALID,
                    ProblemCode.LOGIN_WRONG,
                    ProblemCode.TOO_MANY_TRIES,
                    ProblemCode.FORBIDDEN,
                ),
                personal=True,
            ),
        ]

    async def report(self, call: Call) -> Answer:
        """The report."""
        query: wire.ReportQuery = call.query
        return await run_in_threadpool(self._report, call.account.scope, query)

    def _report(self, scope: Scope, query: wire.ReportQuery) -> wire.ReportAnswer:
        oversight = self._hub.oversight
        within = self._within(scope, query.territory)
        if query.at is None:
            oversight.reporting.freeze(oversight.reporting.due())
        found = oversight.held_report(query.at, within, MOST)
        if found is None:
            raise Refused(ProblemCode.NOT_FOUND)
        return found

    async def findings(self, call: Call) -> Answer:
        """Findings."""
        query: wire.FindingsQuery = call.query
        scope = await run_in_threadpool(
            self._within, call.account.scope, query.territory, query.site
        )
        found = await run_in_threadpool(
            partial(
                self._hub.oversight.findings,
                scope,
                finding=query.finding,
                skip=query.skip,
                limit=query.limit,
            )
        )
        return wire.FindingsAnswer(at=found.at, total=found.total, findings=found.items)

    async def trend(self, call: Call) -> Answer:
        """The last days."""
        query: wire.TrendQuery = call.query
        scope = await run_in_threadpool(self._within, call.account.scope, query.territory)
        found = await run_in_threadpool(self._hub.oversight.days.trend, scope, query.days)
        return wire.Trend(
            days=[wire.TrendDay(day=one.day, sites=one.sites, counts=one.counts) for one in found]
        )

    async def reminders(self, call: Call) -> Answer:
        """Reminders."""
        query: wire.RemindersQuery = call.query
        reminding = self._hub.oversight.reminding
        scope = await run_in_threadpool(self._within, call.account.scope, None, query.site)
        found = await run_in_threadpool(reminding.every, scope, query.limit, query.before)
        return wire.RemindersAnswer(
            often=await run_in_threadpool(lambda: reminding.often),
            reminders=[reminder_item(one) for one in found],
            next=found[-1].id if len(found) == query.limit else None,
        )

    async def remind(self, call: Call) -> Answer:
        """Remind a site."""
        return await run_in_threadpool(self._remind, call.account, call.message(wire.RemindRequest))

    def _remind(self, account: Account, wish: wire.RemindRequest) -> wire.Reminded:
        self._within(account.scope, None, wish.site)
        try:
            sent = self._hub.oversight.reminding.send(
                wish.site, wish.finding, wish.lang, words=wish.text, account=account.id
            )
        except FindingGone as error:
            raise Refused(ProblemCode.NOT_FOUND) from error
        except InvalidEntry as error:
            raise Refused(ProblemCode.INVALID) from error
        return wire.Reminded(number=sent.number, text=sent.text)

    async def trace(self, call: Call) -> Answer:
        """Trace somebody."""
        if not call.account.scope.is_all:
            raise Refused(ProblemCode.FORBIDDEN)
        wish = call.message(wire.TraceRequest)
        second = None if wish.second is None else await self._second(wish.second, call.address)
        return await run_in_threadpool(self._trace, call, wish, second)

    def _trace(self, call: Call, wish: wire.TraceRequest, second: UUID | None) -> wire.TraceAnswer:
        try:
            found = self._hub.oversight.tracing.trace(
                Wish(
                    wish.who, wish.since, wish.until, wish.reason, account=call.account.id,
                    second=second, limit=wish.limit,
                )
            )  # fmt: skip
        except SecondMissing as error:
            raise Refused(ProblemCode.FORBIDDEN) from error
        except (InvalidEntry, ReasonMissing) as error:
            raise Refused(ProblemCode.INVALID) from error
        return _traced(found)

    async def _second(self, who: wire.TraceSecond, address: str) -> UUID:
        """Whoever agrees proves to be who they are, and may trace every site, too."""
        account, token, _ = await self._logins.sign_in(who.login, who.password, address)
        await run_in_threadpool(self._hub.people.sign_out, token)
        if not may(account.role, Permission.TRACE) or not account.scope.is_all:
            raise Refused(ProblemCode.FORBIDDEN)
        return account.id

    def _within(self, scope: Scope, territory: UUID | None, site: UUID | None = None) -> Scope:
        """A part of a scope.

        Raises:
            Refused: it does not lie in there.
        """
        return within(self._hub, scope, territory, site)


def _traced(found: Traced) -> wire.TraceAnswer:
    return wire.TraceAnswer(
        subjects=found.subjects,
        stays=[
            wire.TraceStay(site=site, name=name, since=since, until=until)
            for site, name, since, until in found.stays
        ],
        total=found.total,
        contacts=[
            wire.TraceContact(
                key=one.key,
                minutes=one.minutes,
                meetings=one.meetings,
                first_at=one.first_at,
                last_at=one.last_at,
                by_site=one.by_site,
                person=one.person,
                plate=one.plate,
            )
            for one in found.contacts
        ],
    )
