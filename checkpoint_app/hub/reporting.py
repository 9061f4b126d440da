"""The report of 16:00: made of what is on hand, frozen, and corrected when more has come.

It covers the 24 hours before its moment; the letter does not say which, so this is the project's
own choice. Whatever arrives later is in numbered, dated corrections; what was frozen never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from checkpoint_app.domain.clock import Clock, day_bounds, local
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import ReportMoment
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.findings.look import Finding, checked_setting, settings_of
from checkpoint_app.hub.findings.rule import Evidence, Source
from checkpoint_app.hub.simulate.fill import SIMULATED_UNTIL
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.inspection import FINDING_SETTING, Inspection, Seen
from checkpoint_app.hub.store.reports import COUNTED, Cell, Reports, Stored
from checkpoint_app.hub.store.settings import Settings

WINDOW_MS = 24 * 3_600_000
_HOUR_MS = 3_600_000
_LONGEST_MS = 730 * WINDOW_MS
"""As long as counts are kept, see `checkpoint_app.hub.upkeep`."""
_SHOWN = "%H:%M %d/%m/%Y"
_HOUR = "report_hour"
USUAL_HOUR = 16


class Item(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A finding as it lies in a report.

    Attributes:
        since: of what moment the first report is that has it, and each one after it up to this.
    """

    site: UUID
    finding: str
    evidence: Evidence
    code: str | None
    name: str
    kind: str
    territory: UUID | None
    owner: UUID | None
    since: int | None = None


class Figures(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The figures of sites of one kind, territory and owner, as they lie in a report."""

    territory: UUID | None
    owner: UUID | None
    kind: str
    sites: int
    deployed: int
    active: int
    counts: tuple[int, ...]


class Body(msgspec.Struct, frozen=True):
    """A report as it is kept; times in ms since 1970 UTC."""

    at: int
    since: int
    made_at: int
    cells: list[Figures]
    findings: list[Item]


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    Attributes:
        number: 0 as it was frozen, else which correction; None where it is not kept, because its
            moment is still to come.
        hash: of the report as it is kept, in hexadecimal; empty where it is not.
    """

    body: Body
    number: int | None
    hash: str


class Reporting:
    """Makes and keeps reports. Thread-safe."""

    def __init__(self, database: HubDatabase, clock: Clock) -> None:
        """Args: the hub's database, open."""
        self._clock = clock
        self._settings = Settings(database)
        self._inspection = Inspection(database)
        self._reports = Reports(database)

    def now(self) -> int:
        """The hub's clock; in an invented city, which ends at 16:00, at least that."""
        return max(self._clock.now_ms(), int(self._settings.get(SIMULATED_UNTIL) or 0))

    @property
    def hour(self) -> int:
        """The local hour at which the report of a day is made."""
        return int(self._settings.get(_HOUR) or USUAL_HOUR)

    def set_hour(self, hour: int) -> None:
        """Make the reports of the days at another hour.

        Raises:
            InvalidEntry: no hour from 1 to 24.
        """
        if not 1 <= hour <= 24:
            raise InvalidEntry("report_hour", "not_a_number")
        self._settings.put(_HOUR, str(hour))

    def rule_settings(self) -> dict[str, dict[str, float]]:
        """The settings of the rules that are in force, by rule and name."""
        return settings_of(self._settings.named(FINDING_SETTING))

    def set_rule(self, name: str, text: str) -> None:
        """Set something of a rule, as ``rule.name``.

        Raises:
            InvalidEntry: there is none of this name, or it is no number.
        """
        self._settings.put(FINDING_SETTING + name, checked_setting(name, text))

    def due(self) -> int:
        """The moment of the last report that is due."""
        now = self.now()
        today = day_bounds(f"{local(now):%Y-%m-%d}")[0] + self.hour * _HOUR_MS
        return today if today <= now else today - WINDOW_MS

    def check(self, at: int) -> None:
        """Whether somebody may ask for a report of a moment.

        Raises:
            ReportMoment: it lies before all that is counted, or more than a day ahead.
        """
        now, day = self.now(), self._reports.first_day()
        first, last = now - _LONGEST_MS, now + WINDOW_MS
        if day is not None:
            first = max(first, day_bounds(day)[0])
        if not first <= at <= last:
            raise ReportMoment(first=f"{local(first):{_SHOWN}}", last=f"{local(last):{_SHOWN}}")

    def prepare(self) -> None:
        """Have ready what the next report of the day needs beforehand.

        Raises:
            StoreBusy and kin: it will be made ready when the report is.
        """
        self._inspection.prepare(self.due() + WINDOW_MS)

    def prepare_now(self) -> None:
        """Have ready what a report of now needs beforehand."""
        self._inspection.prepare(self.now())

    def newest(self, at: int) -> Report | None:
        """A report as it stands, None where it was not made."""
        held = self._reports.newest(at)
        return None if held is None else _opened(held)

    def last(self) -> Report | None:
        """The last report that was made, as it stands."""
        at = self._reports.last_at(self.now())
        return None if at is None else self.newest(at)

    def every(self, at: int) -> list[Report]:
        """A report as it was frozen, and its corrections."""
        return [_opened(held) for held in self._reports.every(at)]

    def moments(self, limit: int = 60) -> list[tuple[int, int]]:
        """The moments of the last reports, the newest first, and how many corrections each had."""
        return self._reports.moments(limit)

    def freeze(self, at: int) -> Report:
        """The report of a moment: as it is kept, made and kept now where it was not.

        Raises:
            StoreBusy and kin: it cannot be told now.
        """
        return self.newest(at) or self._frozen(at)

    def bring_up_to_date(self, at: int) -> Report:
        """The report of a moment, with a correction where something has come since.

        Raises:
            StoreBusy and kin: it cannot be told now.
        """
        held = self._reports.newest(at)
        if held is None:
            return self._frozen(at)
        before = _opened(held)
        made = _corrected(before.body, self._made(at))
        if made is None:
            return before
        kept = self._reports.keep(
            at, held.number + 1, made.made_at, msgspec.json.encode(made), held.hash
        )
        return _opened(kept) if kept else self.freeze(at)

    def _frozen(self, at: int) -> Report:
        made = self._made(at)
        if at > self.now():
            return Report(made, None, "")
        kept = self._reports.keep(at, 0, made.made_at, msgspec.json.encode(made), b"")
        return Report(made, 0, kept.hash.hex()) if kept else self.freeze(at)

    def _made(self, at: int) -> Body:
        since, made_at = at - WINDOW_MS, self._clock.now_ms()
        seen = self._inspection.look(since, at)
        begun = self._begun(at)
        return Body(
            at, since, made_at, [_figures(cell) for cell in seen.cells], _items(seen, at, begun)
        )

    def _begun(self, at: int) -> dict[tuple[UUID, str], int]:
        """Since when the findings of the report before this one stand."""
        before = self._reports.last_at(at - 1)
        held = None if before is None else self._reports.newest(before)
        if held is None:
            return {}
        items = msgspec.json.decode(held.body, type=Body).findings
        return {(one.site, one.finding): one.since or held.at for one in items}


def _opened(held: Stored) -> Report:
    return Report(msgspec.json.decode(held.body, type=Body), held.number, held.hash.hex())


def _items(seen: Seen, at: int, begun: Mapping[tuple[UUID, str], int]) -> list[Item]:
    order = {name: place for place, name in enumerate(RULES)}

    def place(one: Finding) -> tuple[int, str, UUID]:
        return order[one.finding], one.name, one.site

    return [
        Item(
            one.site, one.finding, one.evidence, one.code, one.name, one.kind, one.territory,
            one.owner, begun.get((one.site, one.finding), at),
        )
        for one in sorted(seen.findings, key=place)
    ]  # fmt: skip


def _figures(cell: Cell) -> Figures:
    return Figures(
        cell.territory, cell.owner, cell.kind, cell.sites, cell.deployed, cell.active, cell.counts
    )


def _corrected(before: Body, now: Body) -> Body | None:
    """What a report is with what has come since; None where that is nothing.

    How many sites there were, and what their stations said of themselves, is as it was.
    """
    held = {_key(cell): cell for cell in before.cells}
    cells = {
        _key(cell): msgspec.structs.replace(
            cell,
            sites=held[_key(cell)].sites if _key(cell) in held else 0,
            deployed=held[_key(cell)].deployed if _key(cell) in held else 0,
        )
        for cell in now.cells
    }
    nothing = dict.fromkeys(held.keys() - cells.keys())
    for key in nothing:
        cells[key] = msgspec.structs.replace(held[key], active=0, counts=(0,) * len(COUNTED))
    told = {key for key, cell in cells.items() if cell.sites or any(cell.counts)}
    if {key: (held[key].active, held[key].counts) for key in held} == {
        key: (cells[key].active, cells[key].counts) for key in told | held.keys()
    }:
        return None
    kept = [one for one in before.findings if RULES[one.finding].of is not Source.RECORDS]
    found = [one for one in now.findings if RULES[one.finding].of is Source.RECORDS]
    order = {name: place for place, name in enumerate(RULES)}
    findings = sorted(kept + found, key=lambda one: (order[one.finding], one.name, one.site))
    return Body(
        before.at,
        before.since,
        now.made_at,
        [cells[key] for key in sorted(told | held.keys(), key=repr)],
        findings,
    )


def _key(cell: Figures) -> tuple[UUID | None, UUID | None, str]:
    return cell.territory, cell.owner, cell.kind
