"""Letting go of what is too old, by the day on which the hub received it.

The time in an id decides nothing: a station whose clock is a month behind would lose today's
passages tonight. On PostgreSQL whole days of ids are dropped, however many passages they hold, as
soon as nothing but a few that came late can be younger; these are put aside first.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, and_, column, delete, exists, or_, select, table

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.hub.store import partitions
from checkpoint_app.hub.store.database import HubDatabase, is_postgres
from checkpoint_app.hub.store.forward import oldest_waiting
from checkpoint_app.hub.store.tables import FAR, passage, person_key, site, site_day, stay

DAY_MS = 86_400_000
_PAGE = 10_000
_OTHERS = table("passage_default", column("first_received_at"))


@dataclass(frozen=True, slots=True)
class Dropped:
    """What went: whole days of passages, single ones, and stays."""

    days: list[str]
    passages: int
    stays: int


def drop_before(database: HubDatabase, day: str, counts_before: str, now: int) -> Dropped:
    """Let go of what was received before a local day, on PostgreSQL at most two days later.

    Nothing goes that was received since what the hub above has not taken yet, where there is one.
    Roll-ups have a limit of their own: those to which nothing was added since `counts_before` go.
    Nobody who sends waits for long: it is done in small steps, or whole days at once.

    Args:
        day, counts_before: ``YYYY-MM-DD``; now: ms since 1970 UTC.

    Raises:
        ValueError: no such day.
        StoreBusy and kin: what is left is let go of the next time.
    """
    with database.read() as connection:
        waiting = oldest_waiting(connection)
    if waiting is not None:
        day = min(day, f"{local(waiting):%Y-%m-%d}")
    bound, last = day_bounds(day)[0], str(date.fromisoformat(day) - timedelta(2))
    counted = min(day_bounds(counts_before)[0], bound)
    with database.read() as connection:
        postgres = is_postgres(connection)
        days = [one for one in partitions.days(connection) if one <= last] if postgres else []
        sites = list(connection.scalars(select(site.c.id)))
    for one in days:
        with database.write() as connection:
            _drop(connection, one, bound)
    if postgres:
        with database.write() as connection:
            old = delete(_OTHERS).where(_OTHERS.c.first_received_at < bound)
            passages = connection.execute(old).rowcount
    else:
        passages = _delete(database, bound)
    # A stay of a wrong clock lies in the future: it goes with its passage.
    left = exists().where(passage.c.site == stay.c.site, passage.c.id == stay.c.id)
    gone = or_(stay.c.entry_at < bound, and_(stay.c.entry_at > now + DAY_MS, ~left))
    stays = 0
    for where in [gone] if postgres else [and_(stay.c.site == one, gone) for one in sites]:
        with database.write() as connection:
            stays += connection.execute(delete(stay).where(where)).rowcount
    with database.write() as connection:
        connection.execute(delete(person_key).where(person_key.c.seen_at < bound - DAY_MS))
        connection.execute(delete(site_day).where(site_day.c.last_received_at < counted))
    return Dropped(days, passages, stays)


def _drop(connection: Connection, day: str, bound: int) -> None:
    run, name = connection.exec_driver_sql, partitions.name_of(day)
    partitions.lock(connection)
    run(f"ALTER TABLE passage DETACH PARTITION {name}")
    # More than a day after the last of this day's ids: all of these are marked, and indexed by it.
    run(
        f"INSERT INTO passage SELECT * FROM {name} WHERE {FAR} AND first_received_at >= %s",  # noqa: S608 - own names
        (bound,),
    )
    run(f"DROP TABLE {name}")


def _delete(database: HubDatabase, bound: int) -> int:
    """On SQLite, where whoever writes keeps all others from it: looked for first, in pages."""
    after, deleted = 0, 0
    while True:
        with database.read() as connection:
            page = connection.exec_driver_sql(
                "SELECT rowid, first_received_at FROM passage WHERE rowid > ? "
                "ORDER BY rowid LIMIT ?",
                (after, _PAGE),
            ).all()
        if not page:
            return deleted
        old = [(row[0],) for row in page if row[1] < bound]
        if old:
            with database.write() as connection:
                connection.exec_driver_sql("DELETE FROM passage WHERE rowid = ?", old)
        after, deleted = page[-1][0], deleted + len(old)
