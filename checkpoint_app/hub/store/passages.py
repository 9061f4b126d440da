"""The passages: taken in groups, each held once at its highest revision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, tuple_, update

from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.tables import passage, site, station
from checkpoint_app.wire.messages import PassageItem
from checkpoint_app.wire.passages import to_passage

PAGE = 1_000
_LOOKUP = 500  # SQLite allows 32,766 values in one statement
Key = tuple[UUID, UUID]
_KEPT = {"site", "id", "first_received_at"}


@dataclass(frozen=True, slots=True)
class Received:
    """One passage found good.

    Attributes:
        item: the message; raw: its JSON as it arrived.
    """

    item: PassageItem
    raw: bytes


@dataclass(frozen=True, slots=True)
class Intake:
    """The good passages of one batch.

    Attributes:
        site, station: whose token sent it.
        received_at: when it arrived here; skew_ms: how far the station's clock ran ahead then.
    """

    site: UUID
    station: UUID
    received_at: int
    skew_ms: int
    passages: Sequence[Received]


@dataclass(slots=True)
class Outcome:
    """What became of a batch: (id, rev) new to the hub, and (id, rev) it held already."""

    accepted: list[tuple[UUID, int]] = field(default_factory=list)
    duplicate: list[tuple[UUID, int]] = field(default_factory=list)


class Passages:
    """All passages of all sites."""

    def __init__(self, database: HubDatabase, vault: Vault) -> None:
        """Args: the hub's database, open."""
        self._database = database
        self._vault = vault

    def take(self, group: Sequence[Intake]) -> list[Outcome]:
        """Hold a group of batches in one transaction, durable on return.

        Whatever the order of arrival, the highest revision stays: a late lower one is a
        duplicate and changes nothing.

        Raises:
            DiskFull, StoreBusy and kin: nothing of the group is held.
        """
        outcomes = [Outcome() for _ in group]
        with self._database.write() as connection:
            held = _held(connection, group)
            rows: dict[Key, dict[str, object]] = {}
            for intake, outcome in zip(group, outcomes, strict=True):
                for received in intake.passages:
                    item = received.item
                    key = (intake.site, item.id)
                    if held.get(key, 0) >= item.rev:
                        outcome.duplicate.append((item.id, item.rev))
                    else:
                        held[key] = item.rev
                        rows[key] = self._row(intake, received)
                        outcome.accepted.append((item.id, item.rev))
            if rows:
                _write(connection, list(rows.values()))
            for intake in group:
                connection.execute(
                    update(station)
                    .where(station.c.id == intake.station)
                    .values(last_seen_at=intake.received_at, skew_ms=intake.skew_ms)
                )
        return outcomes

    def pages(self) -> Iterator[list[dict[str, Any]]]:
        """All passages, by site and id, a page at a time; no transaction outlives a page."""
        query = (
            select(passage, site.c.name.label("site_name"))
            .join(site, site.c.id == passage.c.site)
            .order_by(passage.c.site, passage.c.id)
            .limit(PAGE)
        )
        after: Key | None = None
        while True:
            page = query
            if after is not None:
                page = query.where(tuple_(passage.c.site, passage.c.id) > after)
            with self._database.read() as connection:
                rows = connection.execute(page).all()
            if not rows:
                return
            yield [self._plain(row) for row in rows]
            after = (rows[-1].site, rows[-1].id)

    def counts(self) -> dict[str, Any]:
        """How many are held: by direction and way (voided ones among them), voided, revised."""
        with self._database.read() as connection:
            total, voided, revised, last = connection.execute(
                select(
                    func.count(),
                    func.count().filter(passage.c.voided == 1),
                    func.count().filter(passage.c.rev > 1),
                    func.max(passage.c.received_at),
                )
            ).one()
            return {
                "passages": total,
                "by_direction": {"in": 0, "out": 0} | _by(connection, passage.c.direction),
                "by_way": _by(connection, passage.c.way),
                "voided": voided,
                "revised": revised,
                "last_received_at": last,
            }

    def _row(self, intake: Intake, received: Received) -> dict[str, object]:
        item = received.item
        key = to_passage(item).person_key
        return {
            "site": intake.site,
            "id": item.id,
            "rev": item.rev,
            "station": item.station,
            "sent_by": intake.station,
            "direction": item.direction.value,
            "way": item.way.value,
            "kind": item.kind.value,
            "occurred_at": item.occurred_at,
            "recorded_at": item.recorded_at,
            "first_received_at": intake.received_at,
            "received_at": intake.received_at,
            "skew_ms": intake.skew_ms,
            "voided": int(item.voided),
            "flags": 0,
            "person": None if key is None else self._vault.digest(key),
            "body": self._vault.seal(received.raw, intake.site.bytes + item.id.bytes),
        }

    def _plain(self, row: Row[Any]) -> dict[str, Any]:
        plain = dict(row._mapping)
        plain["body"] = self._vault.open(row.body, row.site.bytes + row.id.bytes)
        return plain


def _held(connection: Connection, group: Sequence[Intake]) -> dict[Key, int]:
    wanted: dict[UUID, set[UUID]] = {}
    for intake in group:
        ids = wanted.setdefault(intake.site, set())
        ids.update(received.item.id for received in intake.passages)
    held: dict[Key, int] = {}
    for site_id, ids in wanted.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), _LOOKUP):
            found = connection.execute(
                select(passage.c.id, passage.c.rev).where(
                    passage.c.site == site_id,
                    passage.c.id.in_(ordered[start : start + _LOOKUP]),
                )
            )
            held.update({(site_id, item): rev for item, rev in found})
    return held


def _write(connection: Connection, rows: list[dict[str, object]]) -> None:
    statement = upsert(connection, passage)
    statement = statement.on_conflict_do_update(
        index_elements=[passage.c.site, passage.c.id],
        set_={
            column.name: statement.excluded[column.name]
            for column in passage.c
            if column.name not in _KEPT
        },
        where=passage.c.rev < statement.excluded.rev,
    )
    connection.execute(statement, rows)


def _by(connection: Connection, column: Any) -> dict[str, int]:
    found = connection.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in found}
