"""What those who answer for many sites look at: territories, stations, the numbers of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, literal, or_, select, tuple_

from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.signs import Judged, Signs, state_of
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import site, site_day, station, territory
from checkpoint_app.hub.store.trees import Place, below, in_scope, places

COUNTS = "entries exits scanned typed paper imported voided".split()


@dataclass(frozen=True, slots=True)
class StationSeen:
    """A station, what it last said, and how it is."""

    id: UUID
    site: UUID
    name: str
    signs: Signs
    revoked_at: int | None
    judged: Judged
    queue: int | None
    needs_fix: int | None
    version: str | None
    camera: str | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many sites there are, how many recorded anything, and what they recorded."""

    sites: int
    active: int
    counts: dict[str, int]

    def __add__(self, other: "Numbers") -> "Numbers":
        return Numbers(
            self.sites + other.sites,
            self.active + other.active,
            {name: self.counts[name] + other.counts[name] for name in COUNTS},
        )


NOTHING = Numbers(0, 0, dict.fromkeys(COUNTS, 0))


class Overview:
    """Reads only; each question is bounded by a scope."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def territories(self, scope: Scope, parent: UUID | None) -> list[Place]:
        """The territories right below one that lies in a scope, else those on top of the scope."""
        query = select(territory.c.id).order_by(territory.c.name_fold, territory.c.id)
        if parent is not None:
            query = query.where(territory.c.parent == parent, _lies_in(scope, parent))
        elif scope.is_all:
            query = query.where(territory.c.parent.is_(None))
        elif scope.territory is not None:
            query = query.where(territory.c.id == scope.territory)
        else:
            query = query.where(territory.c.id.in_(select(site.c.territory).where(in_scope(scope))))
        with self._database.read() as connection:
            ids: Sequence[UUID] = connection.scalars(query).all()
            found = places(connection, territory, ids)
        return [found[item] for item in ids]

    def stations(
        self, scope: Scope, now: int, *, of: UUID | None = None, after: UUID | None, limit: int
    ) -> list[StationSeen]:
        """Stations by site and name, a page at a time.

        Args:
            now: ms since 1970 UTC; of: a site; after: the last station of the page before.
        """
        place = (site.c.name_fold, station.c.site, station.c.name, station.c.id)
        joined = station.join(site, site.c.id == station.c.site)
        query = select(station).select_from(joined).where(in_scope(scope)).order_by(*place)
        if of is not None:
            query = query.where(station.c.site == of)
        with self._database.read() as connection:
            if after is not None:
                last = connection.execute(
                    select(*place).select_from(joined).where(station.c.id == after)
                ).one_or_none()
                if last is None:
                    return []
                held = [
                    literal(value, column.type) for value, column in zip(last, place, strict=True)
                ]
                query = query.where(tuple_(*place) > tuple_(*held))
            rows: Sequence[Row[Any]] = connection.execute(query.limit(limit)).all()
        return [seen_of(row, now) for row in rows]

    def day(
        self, scope: Scope, day: str, within: UUID | None
    ) -> list[tuple[Place | None, Numbers]]:
        """The numbers of a local day by the territories right below one, or on top of the scope.

        Sites that lie in no such territory come under None.
        """
        tops = self.territories(scope, within)
        query = self._numbers(scope, day, within)
        with self._database.read() as connection:
            # Which of the tops each ward lies in.
            top_of = {
                row.id: top for top in tops for row in connection.execute(below(territory, top.id))
            }
            found: dict[UUID | None, tuple[Place | None, Numbers]] = {
                top.id: (top, NOTHING) for top in tops
            }
            for row in connection.execute(query):
                top = top_of.get(row.territory)
                key = top.id if top else None
                counts = {name: int(getattr(row, name) or 0) for name in COUNTS}
                numbers = Numbers(row.sites, row.active, counts)
                found[key] = (top, found.get(key, (top, NOTHING))[1] + numbers)
        return list(found.values())

    def _numbers(self, scope: Scope, day: str, within: UUID | None) -> Select[Any]:
        """Sites and counts by territory."""
        conditions = [in_scope(scope), site.c.closed_at.is_(None)]
        if within is not None:
            conditions.append(site.c.territory.in_(below(territory, within)))
        per_site = (
            select(site_day.c.site, *(func.sum(site_day.c[name]).label(name) for name in COUNTS))
            .where(site_day.c.day == day)
            .group_by(site_day.c.site)
            .subquery()
        )
        recorded = or_(*(per_site.c[name] > 0 for name in ("entries", "exits")))
        return (
            select(
                site.c.territory,
                func.count().label("sites"),
                func.count().filter(recorded).label("active"),
                *(func.sum(per_site.c[name]).label(name) for name in COUNTS),
            )
            .select_from(site.join(per_site, per_site.c.site == site.c.id, isouter=True))
            .where(and_(*conditions))
            .group_by(site.c.territory)
        )

    def vital_numbers(self, since: int) -> tuple[int, int]:
        """Stations heard of since a moment, and all stations."""
        with self._database.read() as connection:
            row = connection.execute(
                select(func.count().filter(station.c.last_seen_at >= since), func.count()).where(
                    station.c.via.is_(None)
                )
            ).one()
        return row[0], row[1]


def _lies_in(scope: Scope, parent: UUID) -> Any:
    """The condition that a territory lies in a scope; else that sites of the scope do."""
    if scope.is_all:
        return literal(True)
    if scope.territory is not None:
        return literal(parent, territory.c.id.type).in_(below(territory, scope.territory))
    return territory.c.id.in_(select(site.c.territory).where(in_scope(scope)))


def seen_of(row: Row[Any], now: int) -> StationSeen:
    """A station as a row of its table tells, and how it is at a moment, ms since 1970 UTC."""
    signs = Signs(
        row.enrolled_at,
        row.last_seen_at,
        row.beat_at,
        row.active_at,
        row.oldest_unsent_at,
        row.skew_ms,
    )
    return StationSeen(
        id=row.id,
        site=row.site,
        name=row.name,
        signs=signs,
        revoked_at=row.revoked_at,
        judged=state_of(signs, now),
        queue=row.queue,
        needs_fix=row.needs_fix,
        version=row.version,
        camera=row.camera,
    )
