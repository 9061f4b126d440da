"""What people ask of the hub: to sign in, and about the sites they answer for."""

from datetime import date
from functools import partial
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from checkpoint_app.domain.hub_errors import AccountUnknown
from checkpoint_app.domain.sites import Level
from checkpoint_app.hub.authorising import ALLOWED, Permission, may
from checkpoint_app.hub.endpoints import Answer, Call, Endpoint
from checkpoint_app.hub.logins import Logins
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.hub.store.overview import NOTHING, Numbers, StationSeen
from checkpoint_app.hub.store.sites import Site
from checkpoint_app.hub.store.trees import Place
from checkpoint_app.wire import people as wire
from checkpoint_app.wire.protocol import ProblemCode, Refused

MAX_LOGIN_BYTES = 8_000
MOST_STATIONS = 200
_P = ParamSpec("_P")
_T = TypeVar("_T")


class PeopleApi:
    """The people's side of a hub."""

    def __init__(self, hub: Hub, logins: Logins) -> None:
        """Args: what tries passwords."""
        self._hub = hub
        self._logins = logins

    def endpoints(self) -> list[Endpoint]:
        """Its places."""
        return [
            Endpoint(
                method="POST",
                path="/v1/login",
                name="login",
                about="Begin a session by login and password. Its token ends after half an hour "
                "without a request, and after twelve hours.",
                handle=self.login,
                needs=None,
                body=wire.LoginRequest,
                limit=MAX_LOGIN_BYTES,
                answer=wire.LoginAnswer,
                problems=(ProblemCode.LOGIN_WRONG, ProblemCode.TOO_MANY_TRIES),
            ),
            Endpoint(
                method="POST",
                path="/v1/logout",
                name="logout",
                about="End this session.",
                handle=self.logout,
                needs=Permission.SELF,
                answer=wire.Done,
            ),
            Endpoint(
                method="GET",
                path="/v1/me",
                name="me",
                about="Who is asking, and what they may do.",
                handle=self.me,
                needs=Permission.SELF,
                answer=wire.Me,
            ),
            Endpoint(
                method="GET",
                path="/v1/territories",
                name="list_territories",
                about="The territories on top of one's scope, or right below one of them.",
                handle=self.territories,
                needs=Permission.SITES,
                query=wire.TerritoriesQuery,
                answer=wire.Territories,
            ),
            Endpoint(
                method="GET",
                path="/v1/sites",
                name="list_sites",
                about="The sites of one's scope, by name, a page at a time.",
                handle=self.sites,
                needs=Permission.SITES,
                query=wire.SitesQuery,
                answer=wire.SitePage,
            ),
            Endpoint(
                method="GET",
                path="/v1/sites/{site}",
                name="show_site",
                about="One site with its stations and how they are. Who answers for it, and their "
                "phone, are told to whoever may know them, and that is logged.",
                handle=self.site,
                needs=Permission.SITES,
                query=wire.SiteQuery,
                answer=wire.SiteDetail,
                personal=True,
            ),
            Endpoint(
                method="GET",
                path="/v1/stations",
                name="list_stations",
                about="The stations of one's scope by site and name, a page at a time.",
                handle=self.stations,
                needs=Permission.SITES,
                query=wire.StationsQuery,
                answer=wire.StationPage,
            ),
            Endpoint(
                method="GET",
                path="/v1/days/{day}",
                name="show_day",
                about="The numbers of a local day (YYYY-MM-DD) of one's scope, by territory.",
                handle=self.day,
                needs=Permission.SITES,
                query=wire.DayQuery,
                answer=wire.DayAnswer,
            ),
            Endpoint(
                method="GET",
                path="/v1/accounts",
                name="list_accounts",
                about="The accounts whose whole scope lies in one's own; logged.",
                handle=self.accounts,
                needs=Permission.ACCOUNTS,
                answer=wire.AccountsAnswer,
                personal=True,
            ),
            Endpoint(
                method="POST",
                path="/v1/accounts/{login}/disable",
                name="disable_account",
                about="Shut somebody out at once; not oneself. Only the hub's command line can "
                "let them in again.",
                handle=self.disable,
                needs=Permission.ACCOUNTS,
                answer=wire.Done,
            ),
            Endpoint(
                method="GET",
                path="/v1/access",
                name="list_access",
                about="Who looked at what, the newest first; to whoever answers for every site. "
                "Looking here is logged too.",
                handle=self.accesses,
                needs=Permission.AUDIT,
                query=wire.AccessQuery,
                answer=wire.AccessPage,
                personal=True,
            ),
        ]

    async def login(self, call: Call) -> Answer:
        """Sign in."""
        wish = call.message(wire.LoginRequest)
        account, token, ends = await self._logins.sign_in(wish.login, wish.password, call.address)
        return wire.LoginAnswer(
            token=token,
            expires_at=ends,
            account=await run_in_threadpool(self._account, account),
            permissions=_permissions(account),
        )

    async def logout(self, call: Call) -> Answer:
        """Sign out."""
        await run_in_threadpool(self._hub.people.sign_out, call.token)
        return wire.Done(now=self._hub.now_ms())

    async def me(self, call: Call) -> Answer:
        """Who is asking."""
        account = await run_in_threadpool(self._account, call.account)
        return wire.Me(account=account, permissions=_permissions(call.account))

    async def territories(self, call: Call) -> Answer:
        """Territories of one's scope."""
        query: wire.TerritoriesQuery = call.query
        found = await run_in_threadpool(
            self._hub.overview.territories, call.account.scope, query.parent
        )
        return wire.Territories(territories=[_territory(one) for one in found])

    async def sites(self, call: Call) -> Answer:
        """Sites of one's scope."""
        query: wire.SitesQuery = call.query
        found = await run_in_threadpool(
            partial(
                self._hub.sites.page,
                call.account.scope,
                words=query.words,
                after=query.after,
                limit=query.limit,
                kind=query.kind,
                within=query.territory,
            )
        )
        return wire.SitePage(
            sites=[_site(one) for one in found],
            next=found[-1].id if len(found) == query.limit else None,
        )

    async def site(self, call: Call) -> Answer:
        """One site."""
        query: wire.SiteQuery = call.query
        return await run_in_threadpool(self._show_site, call.account, call.id("site"), query.reason)

    def _show_site(self, account: Account, site_id: UUID, reason: str) -> wire.SiteDetail:
        hub = self._hub
        found = hub.sites.get(site_id, account.scope)
        if found is None:
            raise Refused(ProblemCode.NOT_FOUND)
        told = may(account.role, Permission.CONTACT)
        if told and (found.head or found.phone):
            hub.access.note(
                Action.CONTACT, account.id, subject=str(site_id), reason=reason, items=1
            )
        stations = hub.overview.stations(
            account.scope, hub.now_ms(), of=site_id, after=None, limit=MOST_STATIONS
        )
        return wire.SiteDetail(
            site=_site(found),
            address=found.address,
            head=found.head if told else None,
            phone=found.phone if told else None,
            stations=[_station(one) for one in stations],
        )

    async def stations(self, call: Call) -> Answer:
        """Stations of one's scope."""
        query: wire.StationsQuery = call.query
        found = await run_in_threadpool(
            partial(
                self._hub.overview.stations,
                call.account.scope,
                self._hub.now_ms(),
                of=query.site,
                after=query.after,
                limit=query.limit,
            )
        )
        return wire.StationPage(
            stations=[_station(one) for one in found],
            next=found[-1].id if len(found) == query.limit else None,
        )

    async def day(self, call: Call) -> Answer:
        """The numbers of a day."""
        query: wire.DayQuery = call.query
        try:
            day = date.fromisoformat(call.parts["day"])
        except ValueError as error:
            raise Refused(ProblemCode.NOT_FOUND) from error
        found = await run_in_threadpool(
            self._hub.overview.day, call.account.scope, day.isoformat(), query.territory
        )
        whole = sum((numbers for _, numbers in found), NOTHING)
        return wire.DayAnswer(
            day=day,
            counts=_counts(whole),
            rows=[
                wire.DayRow(
                    territory=place.id if place else None,
                    names=place.names if place else (),
                    counts=_counts(numbers),
                )
                for place, numbers in found
            ],
        )

    async def accounts(self, call: Call) -> Answer:
        """Accounts of one's scope."""
        return await run_in_threadpool(self._list_accounts, call.account)

    def _list_accounts(self, account: Account) -> wire.AccountsAnswer:
        found = self._hub.people.every(account.scope)
        self._hub.access.note(Action.ACCOUNTS, account.id, items=len(found))
        return wire.AccountsAnswer(accounts=[self._account(one) for one in found])

    async def disable(self, call: Call) -> Answer:
        """Shut somebody out."""
        login = call.parts["login"]
        if login == call.account.login:
            raise Refused(ProblemCode.FORBIDDEN)
        try:
            await run_in_threadpool(self._hub.people.disable, login, call.account.scope)
        except AccountUnknown as error:
            raise Refused(ProblemCode.NOT_FOUND) from error
        return wire.Done(now=self._hub.now_ms())

    async def accesses(self, call: Call) -> Answer:
        """Rows of the access log."""
        if not call.account.scope.is_all:
            raise Refused(ProblemCode.FORBIDDEN)
        query: wire.AccessQuery = call.query
        return await run_in_threadpool(self._list_accesses, call.account, query)

    def _list_accesses(self, account: Account, query: wire.AccessQuery) -> wire.AccessPage:
        rows = self._hub.access.page(query.before, query.limit)
        self._hub.access.note(Action.AUDIT, account.id, items=len(rows))
        return wire.AccessPage(
            rows=[
                wire.AccessItem(
                    id=row.id,
                    at=row.at,
                    login=row.login,
                    action=row.action,
                    subject=row.subject,
                    reason=row.reason,
                    items=row.items,
                    second=row.second,
                )
                for row in rows
            ],
            next=rows[-1].id if len(rows) == query.limit else None,
        )

    def _account(self, account: Account) -> wire.AccountItem:
        return wire.AccountItem(
            id=account.id,
            login=account.login,
            name=account.name,
            role=account.role.value,
            scope=self._scope(account.scope),
            created_at=account.created_at,
            disabled_at=account.disabled_at,
        )

    def _scope(self, scope: Scope) -> wire.ScopeItem:
        return wire.ScopeItem(
            territory=scope.territory,
            owner=scope.owner,
            site=scope.site,
            names=self._hub.sites.scope_names(scope),
        )


def _permissions(account: Account) -> list[str]:
    return sorted(permission.value for permission in ALLOWED[account.role])


def _territory(found: Place) -> wire.TerritoryItem:
    assert found.level is not None
    return wire.TerritoryItem(
        id=found.id, parent=found.parent, level=Level(found.level), names=found.names
    )


def _site(found: Site) -> wire.SiteItem:
    return wire.SiteItem(
        id=found.id,
        code=found.code,
        name=found.name,
        kind=found.kind,
        territory=found.territory,
        owner=found.owner,
        permitted=found.permitted,
        permitted_until=found.permitted_until,
        closed_at=found.closed_at,
    )


def _station(found: StationSeen) -> wire.StationItem:
    return wire.StationItem(
        id=found.id,
        site=found.site,
        name=found.name,
        state=found.judged.state.value,
        since=found.judged.since,
        enrolled_at=found.signs.enrolled_at,
        revoked_at=found.revoked_at,
        last_seen_at=found.signs.last_seen_at,
        oldest_unsent_at=found.signs.oldest_unsent_at,
        queue=found.queue,
        needs_fix=found.needs_fix,
        skew_ms=found.signs.skew_ms,
        version=found.version,
        camera=found.camera,
    )


def _counts(numbers: Numbers) -> wire.DayCounts:
    counts: dict[str, Any] = numbers.counts
    return wire.DayCounts(sites=numbers.sites, active=numbers.active, **counts)
