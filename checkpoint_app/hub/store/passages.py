"""The passages: taken in groups, each held once at its highest revision."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, tuple_

from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store import onward, waiting
from checkpoint_app.hub.store.database import HubDatabase, was_entangled
from checkpoint_app.hub.store.group import Held, HeldAlready, Intake, Outcome, outcomes_of
from checkpoint_app.hub.store.heard import Heard
from checkpoint_app.hub.store.preparing import grouped, prepared
from checkpoint_app.hub.store.rollups import Tally
from checkpoint_app.hub.store.tables import passage, site
from checkpoint_app.hub.store.waiting import KnownKeys

PAGE = 1_000
TRIES = 4
Key = tuple[UUID, UUID]

logger = logging.getLogger(__name__)


class Passages:
    """All passages of all sites."""

    def __init__(self, database: HubDatabase, vault: Vault) -> None:
        """Args: the hub's database, open."""
        self._database = database
        self._vault = vault
        self._keys = KnownKeys()
        self._heard = Heard()

    def prepared(self, intake: Intake) -> Intake:
        """A batch made ready to be taken, by whoever has just judged it."""
        return prepared(intake, self._database.pack, self._keys)

    def take(self, group: Sequence[Intake]) -> list[Outcome]:
        """Hold a group of batches in one transaction, durable on return.

        Whatever the order of arrival, the highest revision stays: a late lower one is a
        duplicate and changes nothing. The roll-ups, the queue of what is to be paired and the
        stations' signs of life are of the same transaction.

        Raises:
            DiskFull, StoreBusy and kin: nothing of the group is held.
        """
        for number in range(TRIES - 1):
            try:
                return self._take(group, again=number > 0)
            except HeldAlready:
                logger.info("sent again: %d batches", len(group))
            except StoreBusy as error:
                if not was_entangled(error):
                    raise
                logger.info("entangled with another hub: %d batches", len(group))
        return self._take(group, again=True)

    def _take(self, group: Sequence[Intake], *, again: bool) -> list[Outcome]:
        whole, now = grouped(group, again=again), max(intake.received_at for intake in group)
        rows, keys = whole.rows, self._keys.unknown(whole.keys, now)
        tally = Tally()
        for intake in group:
            if intake.refused:
                tally.refuse(intake)
        with self._database.write() as connection:
            held: dict[bytes, Held] = {}
            if rows:
                held = self._database.put(connection, rows, whole.packed, again=again)
            if held or whole.tally is None or whole.people is None:
                tally.count(rows, held)
                people = waiting.work_of(rows, held)
            else:
                tally.add(whole.tally)
                people = whole.people
            onward.follow(connection, rows, held, now)
            waiting.put(connection, people, keys, now)
            signs = self._heard.new(group)
            self._heard.write(connection, signs)
            # What other hubs on this database may share is locked last, and so most shortly.
            tally.write(connection)
        self._keys.written(keys)
        self._heard.add(signs)
        if not held and whole.outcomes is not None:
            return whole.outcomes
        return outcomes_of(group, held, len(rows))

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

    def _plain(self, row: Row[Any]) -> dict[str, Any]:
        plain = dict(row._mapping)
        plain["body"] = self._vault.open(row.body, row.site.bytes + row.id.bytes)
        return plain


def _by(connection: Connection, column: Any) -> dict[str, int]:
    found = connection.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in found}
