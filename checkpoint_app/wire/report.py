"""The messages of the report, its findings, and reminders. Times are ms since 1970 UTC."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta, field

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.wire.people import MOST

_Limit = Annotated[int, Meta(ge=1, le=MOST)]
_Moment = Annotated[int, Meta(ge=0, le=253_402_300_799_999)]


class ReportQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which report: the last one, or that of a moment; of all one's scope, or a territory in it."""

    at: _Moment | None = None
    territory: UUID | None = None


class ReportCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of some sites; of the three lists, how many sites are on each."""

    sites: int
    sites_deployed: int
    sites_active: int
    scans: int
    typed: int
    paper: int
    imported: int
    in_: int = field(name="in")
    out: int
    sites_not_done: int
    sites_done_wrongly: int
    sites_done_incompletely: int


class FindingItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong at a site.

    Attributes:
        evidence: what it rests on, as names and values; because: the same in words.
        reminders: how many were sent about this.
    """

    site: UUID
    finding: str
    evidence: dict[str, Any]
    code: str | None
    name: str
    kind: SiteKind
    territory: tuple[str, ...]
    owner: tuple[str, ...]
    reminders: int = 0


class ReportOfKind(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of the sites of a kind."""

    kind: SiteKind
    counts: ReportCounts


class ReportOfTerritory(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of the sites of a territory; without an id those that lie in none of them."""

    id: UUID | None
    names: tuple[str, ...]
    counts: ReportCounts


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What came after the report was frozen, or after the correction before this one.

    Attributes:
        changes: by name, how much more, or less, of each figure.
        added, gone: how many rows of each list.
    """

    number: int
    made_at: int
    changes: dict[str, int]
    added: dict[str, int]
    gone: dict[str, int]


class ReportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The report of a moment, of the time from `from` up to it.

    Attributes:
        correction: 0 as it was frozen, else which correction this is.
        frozen: False where its moment is still to come.
        hash: of what is kept, in hexadecimal; it covers all corrections before.
        scope: whose report, from the top down; empty for all sites.
        not_done, done_wrongly, done_incompletely: the rows of the three lists, as far as an answer
            holds them; how many sites there are is in `counts`.
    """

    at: int
    from_: int = field(name="from")
    made_at: int
    correction: int
    frozen: bool
    hash: str
    scope: tuple[str, ...]
    counts: ReportCounts
    by_kind: list[ReportOfKind]
    by_territory: list[ReportOfTerritory]
    not_done: list[FindingItem]
    done_wrongly: list[FindingItem]
    done_incompletely: list[FindingItem]
    corrections: list[Correction]


class FindingsQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings of the last report: one's scope, a territory or site in it; one finding."""

    territory: UUID | None = None
    site: UUID | None = None
    finding: Annotated[str, Meta(max_length=64)] | None = None
    skip: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    limit: _Limit = 100


class FindingsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Findings in the order of the report; `total` of all that were asked for."""

    at: int | None
    total: int
    findings: list[FindingItem]
