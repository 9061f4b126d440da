"""Reminding sites of what was found there, and the dossier of one that goes on all the same.

A reminder goes to the site's gates with the bulletin, or as a letter; both are counted, for each
finding by itself. How often is "repeatedly" the letter does not say: it is a setting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import FindingGone
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.bulletins import Bulletins
from checkpoint_app.hub.findings.saying import said
from checkpoint_app.hub.report_view import Row
from checkpoint_app.hub.reporting import Item, Reporting
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.days import SiteDay, SiteDays
from checkpoint_app.hub.store.reminders import Reminder, Reminders
from checkpoint_app.hub.store.settings import Settings
from checkpoint_app.i18n import Lang, text
from checkpoint_app.records.notices import NoticeKind
from checkpoint_app.wire.protocol import MAX_NOTICE_TEXT

OFTEN = 3
"""Reminders about one finding after which a place may be put before the People's Committee."""
_OFTEN = "reminders_often"
_DAYS = 28
_REPORTS = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A reminder that is not sent: about what, which number it would have, what it says."""

    item: Item
    report_at: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class OnReport:
    """A finding about a site in one report, at its last correction."""

    at: int
    correction: int
    item: Item


@dataclass(frozen=True, slots=True)
class Dossier:
    """All there is about one site: what was found and when, the reminders, its days."""

    site: UUID
    made_at: int
    often: int
    findings: list[OnReport]
    reminders: list[Reminder]
    days: list[SiteDay]

    @property
    def repeated(self) -> list[str]:
        """The findings of which it was reminded often, and that are on its last report."""
        if not self.findings:
            return []
        last = max(one.at for one in self.findings)
        now = {one.item.finding for one in self.findings if one.at == last}
        return sorted({one.finding for one in self.reminders if one.number >= self.often} & now)


class Reminding:
    """Drafts, sends and counts reminders. Thread-safe."""

    def __init__(
        self, database: HubDatabase, clock: Clock, reporting: Reporting, bulletins: Bulletins
    ) -> None:
        """Args: the hub's database, open; what makes its reports, what tells its stations."""
        self._clock = clock
        self._reporting = reporting
        self._bulletins = bulletins
        self._reminders = Reminders(database)
        self._settings = Settings(database)
        self._days = SiteDays(database)

    @property
    def often(self) -> int:
        """How many reminders are "repeated" ones."""
        return int(self._settings.get(_OFTEN) or OFTEN)

    def set_often(self, number: int) -> None:
        """Set how many reminders are "repeated" ones.

        Raises:
            InvalidEntry: no number from 1 to 100.
        """
        if not 1 <= number <= 100:
            raise InvalidEntry("reminders_often", "not_a_number")
        self._settings.put(_OFTEN, str(number))

    def draft(self, site: UUID, finding: str, lang: Lang) -> Draft:
        """What a site could be reminded of, in words.

        Raises:
            FindingGone: the last report says nothing of the kind about this site.
        """
        last = self._reporting.last()
        found = [
            one
            for one in (last.body.findings if last else ())
            if (one.site, one.finding) == (site, finding)
        ]
        if last is None or not found:
            raise FindingGone(finding=finding)
        return self.draft_of(found[0], last.body.at, lang)

    def draft_of(self, item: Item, report_at: int, lang: Lang) -> Draft:
        """The same of a finding that is at hand, of the report of a moment."""
        number = self._reminders.counts([item.site]).get((item.site, item.finding), 0) + 1
        return Draft(item, report_at, number, _words(item, report_at, number, lang))

    def send(
        self, site: UUID, finding: str, lang: Lang, *,
        words: str | None = None, account: UUID | None = None, by_letter: bool = False,
    ) -> Draft:  # fmt: skip
        """Remind a site, through the bulletin of its gates or by a letter that somebody carries.

        Args:
            words: in the place of those of the draft.

        Raises:
            FindingGone: there is nothing to remind it of.
            InvalidEntry: the words are too long to be read at a gate.
        """
        drafted = self.draft(site, finding, lang)
        spoken = tidy(words or "") or drafted.text
        notice = (
            None
            if by_letter
            else self._bulletins.add_notice(str(site), spoken, NoticeKind.REMINDER)
        )
        number = self._reminders.add(
            site, finding, drafted.item.evidence, spoken, report_at=drafted.report_at,
            now=self._clock.now_ms(), account_id=account, notice=notice,
        )  # fmt: skip
        return Draft(drafted.item, drafted.report_at, number, spoken)

    def send_each(
        self, found: Sequence[Item], report_at: int, lang: Lang, *, account: UUID | None = None
    ) -> int:
        """Remind the sites of a report of its findings, each in the usual words; how many it were.

        Args:
            found: findings of the report of this moment, ms since 1970 UTC.
        """
        before = self._reminders.counts([one.site for one in found])
        for one in found:
            number = before.get((one.site, one.finding), 0) + 1
            spoken = _words(one, report_at, number, lang)
            notice = self._bulletins.add_notice(str(one.site), spoken, NoticeKind.REMINDER)
            self._reminders.add(
                one.site, one.finding, one.evidence, spoken, report_at=report_at,
                now=self._clock.now_ms(), account_id=account, notice=notice,
            )  # fmt: skip
        return len(found)

    def sent_about(self, report_at: int) -> set[tuple[UUID, str]]:
        """Of which findings of a report the sites were reminded, by site and finding."""
        return self._reminders.about(report_at)

    def counts(self, rows: Iterable[Row]) -> dict[tuple[UUID, str], int]:
        """How many were sent to the sites of these findings about each finding."""
        return self._reminders.counts({row.item.site for row in rows})

    def every(
        self, scope: Scope = ALL, limit: int | None = None, before: UUID | None = None
    ) -> list[Reminder]:
        """The reminders to the sites of a scope with what was answered, the newest first.

        Args:
            before: the last one of the page before.
        """
        return self._reminders.every(scope, limit, before)

    def of_site(self, site: UUID, limit: int) -> list[Reminder]:
        """The last reminders to one site with what was answered, the newest first."""
        return self._reminders.every(Scope(site=site), limit)

    def dossier(self, site: UUID) -> Dossier:
        """All there is about one site."""
        findings = []
        for at, correction in self._reporting.moments(_REPORTS):
            held = self._reporting.newest(at)
            items = held.body.findings if held else []
            findings += [OnReport(at, correction, one) for one in items if one.site == site]
        return Dossier(
            site,
            self._clock.now_ms(),
            self.often,
            findings,
            self._reminders.every(Scope(site=site)),
            self._days.of_site(site, _DAYS),
        )


def _words(item: Item, report_at: int, number: int, lang: Lang) -> str:
    spoken = said(item.finding, item.evidence, lang)
    day = f"{local(report_at):%d/%m}"
    whole = text("city.remind", lang, number=number, day=day, **spoken._asdict())
    return whole[:MAX_NOTICE_TEXT]
