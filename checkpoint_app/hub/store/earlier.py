"""Taking in what the first schema held, as if it had just arrived."""

from uuid import UUID

from sqlalchemy import Connection, inspect, text

from checkpoint_app.domain.errors import HubDamaged
from checkpoint_app.hub.judging import judge
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.group import Intake
from checkpoint_app.hub.store.passages import Passages

PAGE = 500
_TABLE = "before_passage"


def take_in(database: HubDatabase, passages: Passages, vault: Vault) -> None:
    """Move the passages of the first schema to where this one keeps them; all of them, or again.

    Raises:
        HubDamaged: one of them cannot be read.
        DiskFull, StoreBusy and kin: what was not moved yet is moved at the next opening.
    """
    with database.read() as connection:
        if not inspect(connection).has_table(_TABLE):
            return
    while group := _page(database, vault):
        passages.take(group)
        with database.write() as connection:
            _remove(connection, group)
    with database.write() as connection:
        connection.execute(text(f"DROP TABLE {_TABLE}"))


def _page(database: HubDatabase, vault: Vault) -> list[Intake]:
    with database.read() as connection:
        rows = connection.execute(
            text(f"SELECT * FROM {_TABLE} ORDER BY site, id LIMIT {PAGE}")  # noqa: S608 - own name
        ).all()
    group = []
    for row in rows:
        site = UUID(bytes=row.site)
        good, bad = judge([row.body.encode()], site, row.received_at, row.skew_ms, vault)
        if bad:
            raise HubDamaged
        group.append(Intake(site, UUID(bytes=row.sent_by), row.received_at, row.skew_ms, good))
    return group


def _remove(connection: Connection, group: list[Intake]) -> None:
    connection.execute(
        text(f"DELETE FROM {_TABLE} WHERE site = :site AND id = :id"),  # noqa: S608 - own name
        [{"site": one.site.bytes, "id": one.passages[0].key[16:]} for one in group],
    )
