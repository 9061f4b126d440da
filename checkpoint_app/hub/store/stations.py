"""The stations as those who run the hub see them: listed, and shut out."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from checkpoint_app.domain.text import fold
from checkpoint_app.domain.trust_errors import StationAmbiguous, StationUnknown
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.tables import enrolment, site, station


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One station. Times are ms since 1970 UTC.

    Attributes:
        name: as the station calls itself; last_seen_at: its last sign of life, None for never.
        revoked_at: when it was shut out, None while it may send.
        public_key: what it signs with, Ed25519, raw; None for an earlier version's.
    """

    id: UUID
    site: UUID
    site_name: str
    name: str
    enrolled_at: int
    last_seen_at: int | None
    revoked_at: int | None
    public_key: bytes | None


class Stations:
    """Lists and revokes."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def all(self) -> list[Enrolled]:
        """Every station that ever joined, by site and name."""
        query = (
            select(station, site.c.name.label("site_name"))
            .join(site, site.c.id == station.c.site)
            .order_by(site.c.name_fold, station.c.name, station.c.id)
        )
        with self._database.read() as connection:
            return [
                Enrolled(
                    row.id,
                    row.site,
                    row.site_name,
                    row.name,
                    row.enrolled_at,
                    row.last_seen_at,
                    row.revoked_at,
                    None if row.public_key is None else bytes(row.public_key),
                )
                for row in connection.execute(query)
            ]

    def revoke(self, named: str, now: int) -> Enrolled:
        """Shut a station out from now on. What it sent stays; a fresh code lets it in again.

        Args:
            named: its id, or its name where no other has it.

        Raises:
            StationUnknown, StationAmbiguous: there is none, or more than one.
        """
        wanted = fold(named)
        found = [one for one in self.all() if named.strip().lower() == str(one.id)]
        found = found or [one for one in self.all() if fold(one.name) == wanted]
        if not found:
            raise StationUnknown(station=named)
        if len(found) > 1:
            raise StationAmbiguous(station=named, count=len(found))
        (one,) = found
        with self._database.write() as connection:
            connection.execute(update(station).where(station.c.id == one.id).values(revoked_at=now))
            # The code it came in with works again for whoever names this station: no longer.
            connection.execute(
                update(enrolment)
                .where(enrolment.c.used_by == one.id, enrolment.c.expires_at > now)
                .values(expires_at=now)
            )
        return one
