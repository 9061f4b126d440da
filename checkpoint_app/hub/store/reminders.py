"""Reminders: what was sent to which site about which finding, and what was answered."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.report_tables import reminder
from checkpoint_app.hub.store.tables import account, notice_answer, site, station
from checkpoint_app.hub.store.trees import in_scope
from checkpoint_app.records.ids import new_id

_AT_ONCE = 1_000
"""Sites that one question names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody at a station has read a reminder; `at` by its clock, in ms since 1970 UTC."""

    station: str
    at: int
    answer: str | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder.

    Attributes:
        number: the first, the second, … about this finding.
        report_at: of which report the finding was; evidence: what it rested on.
        by_letter: it went on paper; else through the bulletin.
        login: who sent it, None for the hub's command line.
    """

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
    login: str | None
    answers: tuple[Answer, ...]


class Reminders:
    """All reminders of a hub. Thread-safe."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def add(
        self, site_id: UUID, finding: str, evidence: Mapping[str, Any], text: str, *,
        report_at: int, now: int, account_id: UUID | None, notice: UUID | None,
    ) -> int:  # fmt: skip
        """Keep one; which number it has about this finding.

        Args:
            notice: by which it was sent; None for a letter.
        """
        with self._database.write() as connection:
            before = select(func.max(reminder.c.number)).where(
                reminder.c.site == site_id, reminder.c.finding == finding
            )
            number: int = (connection.scalar(before) or 0) + 1
            connection.execute(
                insert(reminder).values(
                    id=new_id(),
                    site=site_id,
                    finding=finding,
                    number=number,
                    report_at=report_at,
                    evidence=json.dumps(dict(evidence), ensure_ascii=False),
                    text=text,
                    sent_at=now,
                    sent_by=account_id,
                    notice=notice,
                )
            )
        return number

    def counts(self, sites: Collection[UUID]) -> dict[tuple[UUID, str], int]:
        """How many were sent to each of some sites about each finding."""
        query = select(reminder.c.site, reminder.c.finding, func.max(reminder.c.number)).group_by(
            reminder.c.site, reminder.c.finding
        )
        found: dict[tuple[UUID, str], int] = {}
        with self._database.read() as connection:
            wanted = sorted(set(sites))
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                rows = connection.execute(query.where(reminder.c.site.in_(some)))
                found |= {(row[0], row[1]): row[2] for row in rows}
        return found

    def about(self, report_at: int) -> set[tuple[UUID, str]]:
        """The sites and findings of which reminders were sent about the report of a moment."""
        query = select(reminder.c.site, reminder.c.finding).where(reminder.c.report_at == report_at)
        with self._database.read() as connection:
            return {(row[0], row[1]) for row in connection.execute(query)}

    def every(
        self, scope: Scope = ALL, limit: int | None = None, before: UUID | None = None
    ) -> list[Reminder]:
        """The reminders to the sites of a scope, the newest first.

        Args:
            before: the last one of the page before.
        """
        query = (
            select(reminder, site.c.name.label("site_name"), account.c.login)
            .join(site, site.c.id == reminder.c.site)
            .join(account, account.c.id == reminder.c.sent_by, isouter=True)
            .where(in_scope(scope))
            # Ids grow with time: so the newest are found by the key.
            .order_by(reminder.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(reminder.c.id < before)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            notices = [row.notice for row in rows if row.notice is not None]
            said: dict[UUID, list[Answer]] = {}
            for row in connection.execute(
                select(notice_answer, station.c.name)
                .join(station, station.c.id == notice_answer.c.station)
                .where(notice_answer.c.notice.in_(notices))
                .order_by(notice_answer.c.acknowledged_at)
            ):
                said.setdefault(row.notice, []).append(
                    Answer(row.name, row.acknowledged_at, row.answer)
                )
        return [
            Reminder(
                row.id, row.site, row.site_name, row.finding, row.number, row.report_at,
                json.loads(row.evidence), row.text, row.sent_at, row.notice is None, row.login,
                tuple(said.get(row.notice, ())),
            )
            for row in rows
        ]  # fmt: skip
