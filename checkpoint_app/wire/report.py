"""The messages of the report, its findings, and reminders. Times are ms since 1970 UTC."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta, field

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.i18n import Lang
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


class FindingItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Something wrong at a site.

    Attributes:
        evidence: what it rests on, as names and values; because: the same in words.
        since: of what moment the first report in a row is that has it; reminders: how many were
            sent about this.
    """

    site: UUID
    finding: str
    evidence: dict[str, Any]
    code: str | None
    name: str
    kind: SiteKind
    territory: tuple[str, ...]
    owner: tuple[str, ...]
    since: int | None = None
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


class RemindersQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which reminders: all of one's scope, or of a site in it; the newest first.

    Attributes:
        before: the last one of the page before.
    """

    site: UUID | None = None
    before: UUID | None = None
    limit: _Limit = 100


class ReminderAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at a gate has read a reminder; `at` by the station's clock."""

    station: str
    at: int
    answer: str | None


class ReminderItem(msgspec.Struct, frozen=True, kw_only=True):
    """A reminder; `number` is the first, the second, … about this finding at this site."""

    id: UUID
    site: UUID
    site_name: str
    finding: str
    number: int
    report_at: int
    evidence: dict[str, Any]
    text: str
    sent_at: int
    by_letter: bool
    answers: list[ReminderAnswer]


class RemindersAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Reminders; `often` is how many about one finding are repeated ones.

    Attributes:
        next: goes into the next question as `before`.
    """

    often: int
    reminders: list[ReminderItem]
    next: UUID | None = None


class RemindRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Remind a site of a finding of the last report, in words of one's own or the usual ones."""

    site: UUID
    finding: Annotated[str, Meta(max_length=64)]
    text: Annotated[str, Meta(max_length=300)] = ""
    lang: Lang = Lang.VI


class Reminded(msgspec.Struct, frozen=True, kw_only=True):
    """It is sent, as the so manieth."""

    number: int
    text: str


class TrendQuery(msgspec.Struct, frozen=True, kw_only=True):
    """How many days: the last ones, of all one's scope or of a territory in it."""

    days: Annotated[int, Meta(ge=1, le=92)] = 14
    territory: UUID | None = None


class TrendDay(msgspec.Struct, frozen=True, kw_only=True):
    """A local day (YYYY-MM-DD), by counts; `sites` recorded anything."""

    day: str
    sites: int
    counts: dict[str, int]


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Days, the newest first."""

    days: list[TrendDay]


class TraceSecond(msgspec.Struct, frozen=True, kw_only=True):
    """The second person, where two are needed."""

    login: Annotated[str, Meta(max_length=200)]
    password: Annotated[str, Meta(max_length=1_000)]


class TraceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Who met somebody between two moments.

    Attributes:
        who: a number or plate, whole, or the key of a contact: the second hop.
    """

    who: Annotated[str, Meta(min_length=3, max_length=64)]
    since: _Moment
    until: _Moment
    reason: Annotated[str, Meta(min_length=1, max_length=500)]
    limit: Annotated[int, Meta(ge=1, le=1_000)] = 50
    second: TraceSecond | None = None


class TraceStay(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person was."""

    site: UUID
    name: str
    since: int
    until: int


class TraceContact(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was there at the same time; `by_site` is minutes by the site's name."""

    key: str
    minutes: float
    meetings: int
    first_at: int
    last_at: int
    by_site: dict[str, float]
    person: dict[str, Any] | None
    plate: str | None


class TraceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a trace found; `total` contacts, of which the longest are here."""

    subjects: int
    stays: list[TraceStay]
    total: int
    contacts: list[TraceContact]
