"""How many stations are how, and which: judged by the database, as `checkpoint_app.hub.signs` does
for one."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, tuple_

from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.signs import BEHIND_MS, IDLE_MS, OFFLINE_MS, StationState
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.overview import StationSeen, seen_of
from checkpoint_app.hub.store.tables import site, station
from checkpoint_app.hub.store.trees import in_scope
from checkpoint_app.records.trusted_time import CLOCK_OFF_MS


class StationStates:
    """Reads only; stations that were shut out are not among them."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def counts(self, scope: Scope, now: int) -> dict[StationState, int]:
        """How many stations of a scope are how at a moment, ms since 1970 UTC."""
        state = state_column(now).label("state")
        query = select(state, func.count()).where(station.c.revoked_at.is_(None)).group_by(state)
        if not scope.is_all:
            query = query.join(site, site.c.id == station.c.site).where(in_scope(scope))
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {one: found.get(one.value, 0) for one in StationState}

    def page(
        self,
        scope: Scope,
        now: int,
        *,
        state: StationState | None = None,
        few: bool = False,
        after: UUID | None = None,
        limit: int,
    ) -> list[tuple[StationSeen, str]]:
        """Stations, each with the name of its site, by that and their own, a page at a time.

        Args:
            state: only those that are so; few: there are not many of them, so they are looked for
                first and then put in order, not met on a walk through all in their order.
            after: the last station of the page before.
        """
        place = (site.c.name_fold, station.c.site, station.c.name, station.c.id)
        joined = station.join(site, site.c.id == station.c.site)
        query: Select[Any] = (
            select(station, site.c.name.label("site_name"))
            .select_from(joined)
            .where(in_scope(scope), station.c.revoked_at.is_(None))
            .order_by(*place)
            .limit(limit)
        )
        if state is not None and few:
            chosen = select(station.c.id).where(state_column(now) == state.value).cte("chosen")
            chosen = chosen.prefix_with("MATERIALIZED")
            query = query.where(station.c.id.in_(select(chosen.c.id)))
        elif state is not None:
            query = query.where(state_column(now) == state.value)
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
                # Said of the first column by itself, too: an index on it can begin there.
                query = query.where(site.c.name_fold >= held[0], tuple_(*place) > tuple_(*held))
            rows = connection.execute(query).all()
        return [(seen_of(row, now), row.site_name) for row in rows]


def state_column(now: int) -> ColumnElement[str]:
    """How a row of `station` is at a moment, ms since 1970 UTC."""
    seen, beat = station.c.last_seen_at, station.c.beat_at
    heard = case((or_(beat.is_(None), seen > beat), seen), else_=beat)
    quiet = now - func.coalesce(station.c.active_at, station.c.enrolled_at) > IDLE_MS
    return case(
        (and_(seen.is_(None), beat.is_(None)), StationState.NEVER_SEEN.value),
        (now - heard > OFFLINE_MS, StationState.OFFLINE.value),
        (func.abs(station.c.skew_ms) >= CLOCK_OFF_MS, StationState.CLOCK_OFF.value),
        (now - station.c.oldest_unsent_at > BEHIND_MS, StationState.BEHIND.value),
        (beat.is_(None), StationState.SENDING.value),
        (quiet, StationState.IDLE.value),
        else_=StationState.SENDING.value,
    )
