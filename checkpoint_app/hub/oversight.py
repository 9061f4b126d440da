"""What those who answer for many sites do at a hub: the report, the findings, an invented city."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.bulletins import Bulletins
from checkpoint_app.hub.reminding import Reminding
from checkpoint_app.hub.report_answer import answer, item
from checkpoint_app.hub.report_view import View, view
from checkpoint_app.hub.reporting import Figures, Report, Reporting
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.hub.simulate.fill import Filled, fill
from checkpoint_app.hub.store.access import AccessLog
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.days import SiteDays
from checkpoint_app.hub.store.reports import Reports
from checkpoint_app.hub.store.tree_names import TreeNames, read_trees
from checkpoint_app.hub.tracing import Tracing
from checkpoint_app.wire.report import FindingItem, ReportAnswer


@dataclass(frozen=True, slots=True)
class Found:
    """Findings of the last report: of which moment, how many in all, and some of them."""

    at: int | None
    total: int
    items: list[FindingItem]


class Oversight:
    """Thread-safe.

    Attributes:
        reporting: makes and keeps the reports; reminding: what is done about findings.
        tracing: finds who met whom; days: how it went on, day by day.
    """

    def __init__(
        self,
        database: HubDatabase,
        vault: Vault,
        clock: Clock,
        bulletins: Bulletins,
        access: AccessLog,
    ) -> None:
        """Args: the hub's database, open, and its key at work; what tells its stations; its log."""
        self._database = database
        self._vault = vault
        self._reports = Reports(database)
        self.reporting = Reporting(database, clock)
        self.reminding = Reminding(database, clock, self.reporting, bulletins)
        self.tracing = Tracing(database, vault, clock, access)
        self.days = SiteDays(database)

    def simulate(self, wish: Wish) -> tuple[Filled, Iterator[str]]:
        """Fill an empty hub with an invented city; see `checkpoint_app.hub.simulate.fill`.

        Raises:
            HubNotEmpty: the hub has sites.
        """
        filled, truth = fill(self._database, self._vault, wish)
        self.reporting.prepare_now()
        return filled, truth

    def report(self, at: int, scope: Scope = ALL) -> ReportAnswer:
        """The report of a moment, brought up to date with what has come since it was frozen.

        Raises:
            StoreBusy and kin: it cannot be told now.
        """
        newest = self.reporting.bring_up_to_date(at)
        versions = self.reporting.every(at) if newest.number else [newest]
        return self.answer(self._view(versions, scope))

    def held_report(
        self, at: int | None = None, scope: Scope = ALL, most: int | None = None
    ) -> ReportAnswer | None:
        """A report as it is kept, the last one where no moment is given; None where there is none.

        Args:
            most: rows of each list.
        """
        if at is None:
            last = self.reporting.last()
            at = None if last is None else last.body.at
        versions = [] if at is None else self.reporting.every(at)
        return self.answer(self._view(versions, scope), most) if versions else None

    def answer(self, found: View, most: int | None = None) -> ReportAnswer:
        """The message of a report, with how often each site on its lists was reminded.

        Args:
            most: rows of each list; all where it is not said.
        """
        told = [row for rows in found.lists.values() for row in rows[:most]]
        return answer(found, self.reminding.counts(told), most)

    def findings(
        self,
        scope: Scope = ALL,
        *,
        finding: str | None = None,
        skip: int = 0,
        limit: int | None = None,
    ) -> Found:
        """The findings of the last report within a scope, in its order."""
        last = self.reporting.last()
        if last is None:
            return Found(None, 0, [])
        rows = [
            row
            for rows in self._view([last], scope).lists.values()
            for row in rows
            if finding in {None, row.item.finding}
        ]
        some = rows[skip : len(rows) if limit is None else skip + limit]
        reminded = self.reminding.counts(some)
        return Found(last.body.at, len(rows), [item(row, reminded) for row in some])

    def within(self, versions: list[Report], scope: Scope) -> View:
        """A report, as it was frozen and with its corrections, as far as a scope goes."""
        return self._view(versions, scope)

    def trees(self) -> TreeNames:
        """Both trees as they stand."""
        return read_trees(self._database)

    def lies_below(self, territory: UUID, above: UUID | None) -> bool:
        """Whether a territory is another or lies in it."""
        return above in read_trees(self._database).territories.above(territory)

    def _view(self, versions: list[Report], scope: Scope) -> View:
        own = None if scope.site is None else self._own(scope.site, versions[-1])
        return view(versions, scope, read_trees(self._database), own)

    def _own(self, site: UUID, report: Report) -> Figures:
        body = report.body
        found = self._reports.of_site(site, body.since, body.at, body.made_at)
        return Figures(
            found.territory,
            found.owner,
            found.kind,
            found.sites,
            found.deployed,
            found.active,
            found.counts,
        )
