"""What the hub itself leaves behind: ended sessions, used codes, old signs of life and looks, and
what is told to nobody any more.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, or_, select

from checkpoint_app.hub.store.bulletins import To, touch
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.shared_lists import forget_changes
from checkpoint_app.hub.store.tables import (
    access,
    enrolment,
    notice,
    notice_answer,
    session,
    site,
    site_list,
    site_list_row,
    station,
    station_day,
    watched,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Until when each is kept: ms since 1970 UTC, and `signs` the first day, ``YYYY-MM-DD``.

    Attributes:
        signs: of signs of life; codes: for enrolment, that ended; accesses: of the access log.
        notices: that were withdrawn or have ended, with what was said to them.
        answers: acknowledgements of notices that still stand.
        changes: which changes of shared lists were taken.
    """

    signs: str
    codes: int
    accesses: int
    notices: int
    answers: int
    changes: int


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How many were taken away of each.

    Attributes:
        watched: names to look out for whose last day is over, or whose site is closed.
        listed: rows of lists that no gate shares any more.
    """

    sessions: int
    codes: int
    accesses: int
    notices: int
    answers: int
    watched: int
    listed: int


def clear(database: HubDatabase, now: int, limits: Limits) -> Leftovers:
    """Take away what nobody needs any more; now in ms since 1970 UTC."""
    with database.write() as connection:
        connection.execute(delete(station_day).where(station_day.c.day < limits.signs))
        forget_changes(connection, limits.changes)
        notices, answers = _notices(connection, limits)
        return Leftovers(
            sessions=connection.execute(
                delete(session).where(session.c.expires_at <= now)
            ).rowcount,
            codes=connection.execute(
                delete(enrolment).where(enrolment.c.expires_at < limits.codes)
            ).rowcount,
            accesses=connection.execute(
                delete(access).where(access.c.at < limits.accesses)
            ).rowcount,
            notices=notices,
            answers=answers,
            watched=_watched(connection, now),
            listed=_listed(connection),
        )


def _notices(connection: Connection, limits: Limits) -> tuple[int, int]:
    over = select(notice.c.id).where(
        or_(notice.c.withdrawn_at < limits.notices, notice.c.until < limits.notices)
    )
    answers = connection.execute(
        delete(notice_answer).where(
            or_(
                notice_answer.c.notice.in_(over),
                notice_answer.c.acknowledged_at < limits.answers,
            )
        )
    ).rowcount
    return connection.execute(delete(notice).where(notice.c.id.in_(over))).rowcount, answers


def _watched(connection: Connection, now: int) -> int:
    """Stations are told a list without those who went."""
    closed = select(site.c.id).where(site.c.closed_at.is_not(None))
    gone = or_(watched.c.until <= now, watched.c.site.in_(closed))
    query = select(watched.c.site, watched.c.territory).where(gone).distinct()
    concerned = [To(row.site, row.territory) for row in connection.execute(query)]
    count = connection.execute(delete(watched).where(gone)).rowcount
    for to in concerned:
        touch(connection, to, now)
    return count


def _listed(connection: Connection) -> int:
    """Lists of sites without a gate that may read them: all are shut out, or the site is closed."""
    reads = exists().where(
        station.c.site == site_list.c.site,
        station.c.revoked_at.is_(None),
        station.c.via.is_(None),
        site.c.id == station.c.site,
        site.c.closed_at.is_(None),
    )
    idle = connection.scalars(select(site_list.c.site).where(~reads).distinct()).all()
    if not idle:
        return 0
    rows = delete(site_list_row).where(site_list_row.c.site.in_(idle))
    count = connection.execute(rows).rowcount
    connection.execute(delete(site_list).where(site_list.c.site.in_(idle)))
    return count
