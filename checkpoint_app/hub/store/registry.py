"""Stations and enrolment codes."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert, select, update

from checkpoint_app.hub.store import feed
from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.tables import enrolment, site, station
from checkpoint_app.wire.protocol import ProblemCode, Refused


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a token belongs to."""

    station: UUID
    site: UUID
    site_name: str


class Registry:
    """Who may send, and for which site. Tokens and codes are held as hashes only."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def site_names(self, limit: int) -> list[str]:
        """The names of the first sites, at most so many."""
        with self._database.read() as connection:
            return list(connection.scalars(select(site.c.name).order_by(site.c.id).limit(limit)))

    def add_code(self, code_hash: bytes, site_id: UUID, now: int, expires_at: int) -> None:
        """Remember an enrolment code; times are ms since 1970 UTC."""
        with self._database.write() as connection:
            connection.execute(
                insert(enrolment).values(
                    code_hash=code_hash,
                    site=site_id,
                    created_at=now,
                    expires_at=expires_at,
                )
            )

    def join(
        self,
        code_hash: bytes,
        station_id: UUID,
        name: str,
        token_hash: bytes,
        now: int,
        *,
        public_key: bytes | None = None,
    ) -> Sender:
        """Take a station in, or in again; its earlier token, if it had one, is void from now on.

        A code works once. The same station may use it again until it expires, for the answer to
        its first try may have been lost.

        Raises:
            Refused: the code is unknown, used or too old; or the station reports for another
                site, where its passages are already counted.
        """
        with self._database.write() as connection:
            found = connection.execute(
                select(enrolment).where(enrolment.c.code_hash == code_hash)
            ).one_or_none()
            if found is None or found.expires_at <= now or found.used_by not in {None, station_id}:
                raise Refused(ProblemCode.CODE_UNKNOWN)
            held_site = connection.scalar(select(station.c.site).where(station.c.id == station_id))
            if held_site not in {None, found.site}:
                raise Refused(ProblemCode.OTHER_SITE)
            values = {
                "site": found.site,
                "name": name,
                "token_hash": token_hash,
                "enrolled_at": now,
                "public_key": public_key,
                "revoked_at": None,
                "via": None,
            }
            connection.execute(
                upsert(connection, station)
                .values(id=station_id, **values)
                .on_conflict_do_update(index_elements=[station.c.id], set_=values)
            )
            connection.execute(
                update(enrolment)
                .where(enrolment.c.code_hash == code_hash)
                .values(used_by=station_id, used_at=now)
            )
            feed.fill(connection, found.site, now)
            site_name = connection.scalar(select(site.c.name).where(site.c.id == found.site))
        assert site_name is not None
        return Sender(station_id, found.site, site_name)

    def senders(self, hashes: Collection[bytes]) -> dict[bytes, Sender | Refused]:
        """Whose these tokens are, by their hashes, and why not: a station's that was shut out.

        Nobody's are left out.
        """
        query = (
            select(
                station.c.token_hash,
                station.c.id,
                station.c.site,
                station.c.revoked_at,
                site.c.name,
            )
            .join(site, site.c.id == station.c.site)
            .where(station.c.token_hash.in_(hashes))
        )
        with self._database.read() as connection:
            return {
                bytes(row.token_hash): Sender(row.id, row.site, row.site_name)
                if row.revoked_at is None
                else Refused(ProblemCode.REVOKED)
                for row in connection.execute(query)
            }

    def seen(self, station_id: UUID, now: int) -> None:
        """Note a sign of life."""
        with self._database.write() as connection:
            connection.execute(
                update(station).where(station.c.id == station_id).values(last_seen_at=now)
            )

    def counts(self) -> tuple[int, int]:
        """How many sites, how many stations that report here themselves."""
        own = select(func.count()).where(station.c.via.is_(None))
        with self._database.read() as connection:
            sites = connection.scalar(select(func.count()).select_from(site))
            stations = connection.scalar(own)
        return sites or 0, stations or 0
