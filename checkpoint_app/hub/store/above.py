"""What the hub above says to the gates of a site's own hub, and what of theirs it is to hear."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.relay_tables import above, upward
from checkpoint_app.hub.store.tables import notice, notice_answer, site_day
from checkpoint_app.records.bulletins import (
    NOTHING_FOUND,
    FoundHere,
    HeldBulletin,
    NewBulletin,
)
from checkpoint_app.wire.bulletin import Acknowledgement

_SEALED_FOR = b"above"


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What it says, but for its notices, which stand among the hub's own.

    Attributes:
        settings: checked values by name; keys: PEM by file name; watch: whom to look out for.
        version: the newest version of the program; faults: parts that could not be used.
        found: what its last report found at the site.
    """

    settings: dict[str, Any]
    keys: dict[str, str]
    version: str
    faults: tuple[str, ...]
    watch: tuple[WatchEntry, ...]
    found: FoundHere = NOTHING_FOUND


@dataclass(frozen=True, slots=True)
class Held:
    """The bulletin of the hub above that is in force; `received_at` in ms since 1970 UTC."""

    hub: UUID
    serial: int
    revision: str
    received_at: int
    word: Word

    def as_held(self) -> HeldBulletin:
        """The same in the words of a station."""
        return HeldBulletin(
            hub=self.hub,
            serial=self.serial,
            revision=self.revision,
            received_at=self.received_at,
            settings=self.word.settings,
            keys=self.word.keys,
            version=self.word.version,
            faults=self.word.faults,
            found=self.word.found,
        )


class Above:
    """What came from above, and what goes back. Thread-safe."""

    def __init__(self, database: HubDatabase, vault: Vault) -> None:
        """Args: the hub's database, open; what seals the word."""
        self._database = database
        self._vault = vault

    def held(self) -> Held | None:
        """What is in force, None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(above)).one_or_none()
        return None if row is None else self._held(row)

    def told(self, site_id: UUID) -> Word | None:
        """What a site is told from above; None for nothing, and where it is another site."""
        query = select(above).where(
            select(upward.c.no)
            .where(upward.c.own_site == site_id, upward.c.hub == above.c.hub)
            .exists()
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else self._held(row).word

    def _held(self, row: Any) -> Held:
        body = self._vault.open(bytes(row.body), _SEALED_FOR)
        word = msgspec.json.decode(body, type=Word)
        return Held(row.hub, row.serial, row.revision, row.received_at, word)

    def apply(self, connection: Connection, new: NewBulletin, now: int) -> UUID | None:
        """Put a bulletin in force in the place of the one before, in the caller's transaction.

        Args:
            now: ms since 1970 UTC.

        Returns:
            The site that it is for; None where a later one is in force, or there is no hub above.
        """
        own_site = connection.scalar(select(upward.c.own_site).where(upward.c.hub == new.hub))
        before = connection.execute(select(above.c.hub, above.c.serial)).one_or_none()
        if own_site is None or (
            before is not None and before.hub == new.hub and before.serial > new.serial
        ):
            return None
        word = Word(
            settings=dict(new.settings),
            keys=dict(new.keys),
            version=new.version,
            faults=new.faults,
            watch=new.watch,
            found=new.found,
        )
        (body,) = self._vault.seal([(msgspec.json.encode(word), _SEALED_FOR)])
        connection.execute(delete(above))
        connection.execute(
            insert(above).values(
                no=1,
                hub=new.hub,
                serial=new.serial,
                revision=new.revision,
                received_at=now,
                body=body,
            )
        )
        _put_notices(connection, own_site, new, now)
        found: UUID = own_site
        return found

    def unconfirmed(self, most: int) -> list[Acknowledgement]:
        """Notices from above that were acknowledged at a gate, each as it was first, told once."""
        told = select(notice_answer.c.notice).where(notice_answer.c.told_above == 1)
        query = (
            select(notice_answer)
            .join(notice, notice.c.id == notice_answer.c.notice)
            .where(notice.c.from_above == 1, notice.c.id.not_in(told))
            .order_by(notice_answer.c.acknowledged_at.desc(), notice_answer.c.station.desc())
        )
        with self._database.read() as connection:
            first = {row.notice: row for row in connection.execute(query)}
        return [
            Acknowledgement(notice=row.notice, at=row.acknowledged_at, answer=row.answer)
            for row in list(first.values())[:most]
        ]

    def day(self, site_id: UUID, day: str) -> tuple[int, int]:
        """How many came in and went out at a site on a local day."""
        query = select(
            func.coalesce(func.sum(site_day.c.entries), 0),
            func.coalesce(func.sum(site_day.c.exits), 0),
        ).where(site_day.c.site == site_id, site_day.c.day == day)
        with self._database.read() as connection:
            entries, exits = connection.execute(query).one()
        return int(entries), int(exits)

    def confirm(self, notices: Collection[UUID]) -> None:
        """The hub above holds that these were acknowledged; what others say to them stays here."""
        if not notices:
            return
        with self._database.write() as connection:
            connection.execute(
                update(notice_answer)
                .where(notice_answer.c.notice.in_(list(notices)))
                .values(told_above=1)
            )


def _put_notices(connection: Connection, own_site: UUID, new: NewBulletin, now: int) -> None:
    """The notices from above as they are now; what is not among them any more is withdrawn."""
    told = [one.id for one in new.notices]
    connection.execute(
        update(notice)
        .where(
            notice.c.from_above == 1,
            notice.c.withdrawn_at.is_(None),
            notice.c.id.not_in(told),
        )
        .values(withdrawn_at=now)
    )
    for one in new.notices:
        put = upsert(connection, notice).values(
            id=one.id,
            kind=one.kind.value,
            site=own_site,
            text=one.text,
            created_at=one.created_at,
            until=one.until,
            from_above=1,
        )
        changed = {name: put.excluded[name] for name in ("kind", "text", "until", "site")}
        connection.execute(
            put.on_conflict_do_update(
                index_elements=[notice.c.id],
                set_=changed | {"withdrawn_at": None},
                where=notice.c.from_above == 1,
            )
        )
