"""The days of sites, for pages and papers: one site's, or all of a scope's added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import site, site_day
from checkpoint_app.hub.store.trees import in_scope

PARTS = (0, 1)
"""Named in a question, so that it goes by the key: day, part, site."""
COUNTS = "entries exits scanned typed paper imported late_paper voided refused".split()


@dataclass(frozen=True, slots=True)
class SiteDay:
    """A local day: how many sites recorded anything, and the counts by `COUNTS`."""

    day: str
    sites: int
    counts: dict[str, int]


class SiteDays:
    """Reads only."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def of_site(self, site_id: UUID, limit: int) -> list[SiteDay]:
        """The last days of one site, the newest first."""
        return self._read(_summed().where(site_day.c.site == site_id), limit)

    def trend(self, scope: Scope, limit: int) -> list[SiteDay]:
        """The last days of all sites of a scope, the newest first."""
        query = _summed()
        if not scope.is_all:
            query = query.join(site, site.c.id == site_day.c.site).where(in_scope(scope))
        return self._read(query, limit)

    def on(self, scope: Scope, day: str) -> SiteDay:
        """One local day (ISO) of all sites of a scope; zeros where nothing was recorded."""
        # By site first: counting distinct ones instead would sort hundreds of thousands.
        query = (
            select(site_day.c.site, *(func.sum(site_day.c[name]).label(name) for name in COUNTS))
            .where(site_day.c.day == day, site_day.c.part.in_(PARTS))
            .group_by(site_day.c.site)
        )
        if not scope.is_all:
            query = query.join(site, site.c.id == site_day.c.site).where(in_scope(scope))
        each = query.subquery()
        asked = select(func.count(), *(func.sum(each.c[name]) for name in COUNTS))
        with self._database.read() as connection:
            sites, *sums = connection.execute(asked.select_from(each)).one()
        counts = {name: int(found or 0) for name, found in zip(COUNTS, sums, strict=True)}
        return SiteDay(day, sites, counts)

    def of_site_on(self, site_id: UUID, days: Sequence[str]) -> list[SiteDay]:
        """These days of one site, the newest first, as far as it recorded anything."""
        query = _summed().where(
            site_day.c.day.in_(days), site_day.c.part.in_(PARTS), site_day.c.site == site_id
        )
        return self._read(query, len(days))

    def _read(self, query: Select[Any], limit: int) -> list[SiteDay]:
        asked = query.group_by(site_day.c.day).order_by(site_day.c.day.desc()).limit(limit)
        with self._database.read() as connection:
            return [
                SiteDay(row.day, row.sites, {name: int(getattr(row, name)) for name in COUNTS})
                for row in connection.execute(asked)
            ]


def _summed() -> Select[Any]:
    return select(
        site_day.c.day,
        func.count(site_day.c.site.distinct()).label("sites"),
        *(func.sum(site_day.c[name]).label(name) for name in COUNTS),
    )
