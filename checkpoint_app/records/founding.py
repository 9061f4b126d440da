"""Which station a store is of: written once, and vouched for by the journal's first row."""

from uuid import UUID

from sqlalchemy import Connection, insert, select

from checkpoint_app.domain.errors import StoreDamaged
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records import journal, tables
from checkpoint_app.records.views import StationInfo


def found(connection: Connection, info: StationInfo, at_ms: int) -> None:
    """Write which station this is, and vouch for it in the journal's first row."""
    connection.execute(
        insert(tables.station).values(
            id=info.id.bytes,
            site=info.site,
            gate=info.gate,
            lane=info.lane,
            kind=info.kind,
            capacity=info.capacity,
            created_at=at_ms,
        )
    )
    vouch(connection)


def vouch(connection: Connection) -> None:
    """Let the journal vouch for which station this is, where it does not yet."""
    vouched = select(tables.journal.c.seq).where(tables.journal.c.kind == journal.STATION).limit(1)
    row = connection.execute(select(tables.station)).one_or_none()
    if row is not None and connection.execute(vouched).first() is None:
        journal.note(connection, journal.STATION, 0, journal.station_digests(row)[journal.STATION])


def told(connection: Connection) -> StationInfo:
    """Which station this is.

    Raises:
        StoreDamaged: no station was ever set up in this database.
    """
    row = connection.execute(select(tables.station)).one_or_none()
    if row is None:  # an empty file is a database too, and nobody's store
        raise StoreDamaged
    return StationInfo(
        id=UUID(bytes=row.id),
        site=row.site,
        gate=row.gate,
        lane=row.lane,
        kind=SiteKind(row.kind),
        capacity=row.capacity,
        hub_url=row.hub_url,
        hub_token=row.hub_token,
        hub_id=row.hub_id,
        hub_site=row.hub_site,
        hub_authority=row.hub_authority,
        hub_seal_key=row.hub_seal_key,
        hub_verify_key=row.hub_verify_key,
    )
