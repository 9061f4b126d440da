"""The days of sites, for pages and papers: one site's, or all of a scope's added up."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import site, site_day
from checkpoint_app.hub.store.trees import in_scope

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
