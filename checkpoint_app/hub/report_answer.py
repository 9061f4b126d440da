"""A report as a message: what the HTTP face, the command line and the papers all show."""

from collections.abc import Mapping
from uuid import UUID

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.findings.rule import ReportList
from checkpoint_app.hub.report_view import Change, Row, Sums, View
from checkpoint_app.hub.store.reminders import Reminder
from checkpoint_app.wire.report import (
    Correction,
    FindingItem,
    ReminderAnswer,
    ReminderItem,
    ReportAnswer,
    ReportCounts,
    ReportOfKind,
    ReportOfTerritory,
)

_NAMES = {
    "entries": "in",
    "exits": "out",
    "scanned": "scans",
    "active": "sites_active",
}
Reminded = Mapping[tuple[UUID, str], int]
"""How many reminders were sent to a site about a finding."""


def answer(seen: View, reminded: Reminded, most: int | None = None) -> ReportAnswer:
    """The message of a report.

    Args:
        most: rows of each list; all where it is not said.
    """
    body = seen.report.body
    lists = {
        on: [item(row, reminded) for row in rows[: len(rows) if most is None else most]]
        for on, rows in seen.lists.items()
    }
    return ReportAnswer(
        at=body.at,
        from_=body.since,
        made_at=body.made_at,
        correction=seen.report.number or 0,
        frozen=seen.report.number is not None,
        hash=seen.report.hash,
        scope=seen.names,
        counts=counts(seen.whole),
        by_kind=[
            ReportOfKind(kind=kind, counts=counts(sums)) for kind, sums in seen.by_kind.items()
        ],
        by_territory=[
            ReportOfTerritory(id=place, names=names, counts=counts(sums))
            for place, names, sums in seen.by_territory
        ],
        not_done=lists[ReportList.NOT_DONE],
        done_wrongly=lists[ReportList.DONE_WRONGLY],
        done_incompletely=lists[ReportList.DONE_INCOMPLETELY],
        corrections=[_correction(change) for change in seen.changes],
    )


def counts(sums: Sums) -> ReportCounts:
    """Figures as a message."""
    return ReportCounts(
        sites=sums.sites,
        sites_deployed=sums.deployed,
        sites_active=sums.active,
        scans=sums.count("scanned"),
        typed=sums.count("typed"),
        paper=sums.count("paper"),
        imported=sums.count("imported"),
        in_=sums.count("entries"),
        out=sums.count("exits"),
        sites_not_done=sums.wrong[ReportList.NOT_DONE],
        sites_done_wrongly=sums.wrong[ReportList.DONE_WRONGLY],
        sites_done_incompletely=sums.wrong[ReportList.DONE_INCOMPLETELY],
    )


def item(row: Row, reminded: Reminded) -> FindingItem:
    """A finding as a message."""
    one = row.item
    return FindingItem(
        site=one.site,
        finding=one.finding,
        evidence=one.evidence,
        code=one.code,
        name=one.name,
        kind=SiteKind(one.kind),
        territory=row.territory,
        owner=row.owner,
        since=one.since,
        reminders=reminded.get((one.site, one.finding), 0),
    )


def _correction(change: Change) -> Correction:
    return Correction(
        number=change.number,
        made_at=change.made_at,
        changes={_NAMES.get(name, name): count for name, count in change.counts.items() if count},
        added={on.value: count for on, count in change.added.items() if count},
        gone={on.value: count for on, count in change.gone.items() if count},
    )


def reminder_item(one: Reminder) -> ReminderItem:
    """A reminder as a message."""
    return ReminderItem(
        id=one.id,
        site=one.site,
        site_name=one.site_name,
        finding=one.finding,
        number=one.number,
        report_at=one.report_at,
        evidence=one.evidence,
        text=one.text,
        sent_at=one.sent_at,
        by_letter=one.by_letter,
        answers=[
            ReminderAnswer(station=said.station, at=said.at, answer=said.answer)
            for said in one.answers
        ],
    )
