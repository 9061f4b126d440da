"""What the hub itself leaves behind: ended sessions, used codes, old signs of life and looks."""

from dataclasses import dataclass

from sqlalchemy import delete

from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import access, enrolment, session, station_day


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How many were taken away of each."""

    sessions: int
    codes: int
    accesses: int


def clear(
    database: HubDatabase, *, now: int, counts_before: str, codes_before: int, access_before: int
) -> Leftovers:
    """Take away what nobody needs any more. Times are ms since 1970 UTC.

    Args:
        counts_before: the first day, ``YYYY-MM-DD``, whose signs of life are kept.
        codes_before: codes that ended before; access_before: rows of the access log from before.
    """
    with database.write() as connection:
        connection.execute(delete(station_day).where(station_day.c.day < counts_before))
        return Leftovers(
            connection.execute(delete(session).where(session.c.expires_at <= now)).rowcount,
            connection.execute(
                delete(enrolment).where(enrolment.c.expires_at < codes_before)
            ).rowcount,
            connection.execute(delete(access).where(access.c.at < access_before)).rowcount,
        )
