"""The messages of people and their scripts, one Struct each. Times are ms since 1970 UTC."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.sites import Level

MOST = 200
"""Rows in one answer."""
_Limit = Annotated[int, Meta(ge=1, le=MOST)]
_Words = Annotated[str, Meta(max_length=200)]


class LoginRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody signs in."""

    login: Annotated[str, Meta(max_length=200)]
    password: Annotated[str, Meta(max_length=1_000)]


class ScopeItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the three, or none for every site; and what it is called, from the top down."""

    territory: UUID | None = None
    owner: UUID | None = None
    site: UUID | None = None
    names: tuple[str, ...] = ()


class AccountItem(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in."""

    id: UUID
    login: str
    name: str
    role: str
    scope: ScopeItem
    created_at: int
    disabled_at: int | None


class LoginAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A session: its token goes with every request, and each of them puts its end off."""

    token: str
    expires_at: int
    account: AccountItem
    permissions: list[str]


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asking, and what they may do."""

    account: AccountItem
    permissions: list[str]


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """It is done; `now` is the hub's clock."""

    now: int


class TerritoriesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which territories: those right below this one, else those on top of one's scope."""

    parent: UUID | None = None


class TerritoryItem(msgspec.Struct, frozen=True, kw_only=True):
    """A territory; `names` from the top down, its own the last."""

    id: UUID
    parent: UUID | None
    level: Level
    names: tuple[str, ...]


class Territories(msgspec.Struct, frozen=True, kw_only=True):
    """Some territories, by name."""

    territories: list[TerritoryItem]


class SitesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which sites: a part of the name without accents or the whole code, a territory, a kind.

    `after` is the last site of the page before.
    """

    words: _Words = ""
    territory: UUID | None = None
    kind: SiteKind | None = None
    after: UUID | None = None
    limit: _Limit = 50


class SiteItem(msgspec.Struct, frozen=True, kw_only=True):
    """A site; territory and owner are names from the top down."""

    id: UUID
    code: str | None
    name: str
    kind: SiteKind
    territory: tuple[str, ...]
    owner: tuple[str, ...]
    permitted: bool
    permitted_until: str | None
    closed_at: int | None


class SitePage(msgspec.Struct, frozen=True, kw_only=True):
    """Sites by name; `next` goes into the next question as `after`, None at the end."""

    sites: list[SiteItem]
    next: UUID | None


class SiteQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody looks, for the access log."""

    reason: Annotated[str, Meta(max_length=500)] = ""


class StationItem(msgspec.Struct, frozen=True, kw_only=True):
    """A station and how it is, since when; see `checkpoint_app.hub.signs`."""

    id: UUID
    site: UUID
    name: str
    state: str
    since: int | None
    enrolled_at: int
    revoked_at: int | None
    last_seen_at: int | None
    oldest_unsent_at: int | None
    queue: int | None
    needs_fix: int | None
    skew_ms: int | None
    version: str | None
    camera: str | None


class StationsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which stations; `after` is the last one of the page before."""

    site: UUID | None = None
    after: UUID | None = None
    limit: _Limit = 50


class StationPage(msgspec.Struct, frozen=True, kw_only=True):
    """Stations; `next` goes into the next question as `after`, None at the end."""

    stations: list[StationItem]
    next: UUID | None


class SiteDetail(msgspec.Struct, frozen=True, kw_only=True):
    """One site with its stations. `head` and `phone` only for whoever may see them."""

    site: SiteItem
    address: str | None
    head: str | None
    phone: str | None
    stations: list[StationItem]


class DayQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of which territory: those right below it are told apart."""

    territory: UUID | None = None


class DayCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of a day; voided passages are in `voided` alone. `active` sites recorded any."""

    sites: int
    active: int
    entries: int
    exits: int
    scanned: int
    typed: int
    paper: int
    imported: int
    voided: int


class DayRow(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of one territory; no territory for sites that lie in none, or right here."""

    territory: UUID | None
    names: tuple[str, ...]
    counts: DayCounts


class DayAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A local day of one's scope, and of the territories right below."""

    day: date
    counts: DayCounts
    rows: list[DayRow]


class AccountsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts whose whole scope lies in one's own."""

    accounts: list[AccountItem]


class AccessQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows: `before` is the last one of the page before."""

    before: UUID | None = None
    limit: _Limit = 50


class AccessItem(msgspec.Struct, frozen=True, kw_only=True):
    """Who looked at what; `login` is None for the command line of the hub itself.

    Attributes:
        second: who agreed, where two people were needed.
    """

    id: UUID
    at: int
    login: str | None
    action: str
    subject: str | None
    reason: str | None
    items: int | None
    second: str | None = None


class AccessPage(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of the access log, the newest first; `next` goes into the next question as `before`."""

    rows: list[AccessItem]
    next: UUID | None
