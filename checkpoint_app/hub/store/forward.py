"""What the hub above has not confirmed. A row leaves it only by that hub's own answer.

It is written with the passages, for the one site that this hub reports for. What is sent is the
message as its station wrote it, with whatever a newer station says beyond this version's words.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, case, delete, func, insert, literal, select, update

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.group import Held, Row, is_new
from checkpoint_app.hub.store.relay_tables import forward, upward
from checkpoint_app.hub.store.tables import passage, setting, station
from checkpoint_app.records.views import Answer, OutboxState, Sending

logger = logging.getLogger(__name__)

_SENDING = "forwarding"
_ABOVE_RESTORED = "above restored"
_SEALED_FOR = b"upward"
_LOOKUP = 500


@dataclass(frozen=True, slots=True)
class Upward:
    """The hub above.

    Attributes:
        url, token: where to send, and as whom; authority: what the line is checked with, PEM.
        station: what this hub is there; hub: that hub's id; site, site_name: for which of its
            sites; own_site: with which site's passages of this hub.
    """

    url: str
    token: str
    station: UUID
    hub: UUID
    site: UUID
    site_name: str
    own_site: UUID
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class ForwardItem:
    """One passage at its newest revision, claimed for sending; `body` is its JSON."""

    site: UUID
    id: UUID
    rev: int
    body: bytes


class RefusedAbove(NamedTuple):
    """A passage that the hub above refuses.

    Attributes:
        occurred_at: ms since 1970 UTC; gate: the station that captured it, None where it is gone.
    """

    id: UUID
    rev: int
    code: str | None
    field: str | None
    occurred_at: int
    gate: str | None


def note(connection: Connection, rows: Sequence[Row], held: Mapping[bytes, Held], now: int) -> None:
    """Put what is new out for the hub above; as `feed.note`."""
    ours = connection.scalar(select(upward.c.own_site))
    if ours is None:
        return
    new = [
        {
            "site": ours,
            "id": judged.pair[0],
            "rev": judged.pair[1],
            "noted_at": now,
            "state": "pending",
        }
        for intake, judged in rows
        if intake.site == ours and is_new(judged, held)
    ]
    if not new:
        return
    statement = upsert(connection, forward)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[forward.c.site, forward.c.id],
            set_={
                "rev": statement.excluded.rev,
                "state": "pending",
                "attempts": 0,
                "sunk": 0,
                "code": None,
                "field": None,
            },
            where=forward.c.rev < statement.excluded.rev,
        ),
        new,
    )


def oldest_waiting(connection: Connection) -> int | None:
    """When the oldest passage that the hub above has not taken was received; None for none.

    Returns:
        In ms since 1970 UTC. Nothing from then on may be let go of.
    """
    found: int | None = connection.scalar(
        select(func.min(passage.c.first_received_at)).join(
            forward, (forward.c.site == passage.c.site) & (forward.c.id == passage.c.id)
        )
    )
    return found


class Forward:
    """The outbox towards the hub above, from any thread; every call is one short transaction."""

    def __init__(self, database: HubDatabase, vault: Vault, clock: Clock) -> None:
        """Args: the hub's database, open; what opens its messages; the time."""
        self._database = database
        self._vault = vault
        self._clock = clock

    # The hub above

    def upward(self) -> Upward | None:
        """The hub above, None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(upward)).mappings().one_or_none()
        return None if row is None else self._upward(row)

    def _upward(self, row: Mapping[Any, Any]) -> Upward:
        given = {name: row[name] for name in Upward.__slots__ if name != "token"}
        token = self._vault.open(bytes(row["token"]), _SEALED_FOR).decode()
        return Upward(**given, token=token)

    def report_to(self, above: Upward) -> None:
        """Report to this hub from now on.

        Where it is another one than before, or for another site, all passages held go out to it;
        where it is the same, what it has confirmed stays confirmed.
        """
        values = {name: getattr(above, name) for name in Upward.__slots__}
        values["token"] = self._vault.seal([(above.token.encode(), _SEALED_FOR)])[0]
        now = self._clock.now_ms()
        with self._database.write() as connection:
            before = connection.execute(select(upward)).mappings().one_or_none()
            connection.execute(delete(upward))
            connection.execute(insert(upward).values(no=1, joined_at=now, **values))
            places = ("hub", "site", "own_site")
            if before is None or any(before[name] != getattr(above, name) for name in places):
                connection.execute(delete(forward))
                connection.execute(
                    insert(forward).from_select(
                        ["site", "id", "rev", "noted_at", "state"],
                        select(
                            passage.c.site,
                            passage.c.id,
                            passage.c.rev,
                            passage.c.received_at,
                            literal("pending"),
                        ).where(passage.c.site == above.own_site),
                    )
                )

    # The outbox, as the engine wants it

    def claim(self, limit: int, now_ms: int, fresh: int = 0) -> list[ForwardItem]:
        """Take rows for sending; as `checkpoint_app.records.outbox.Outbox.claim`."""
        due = select(forward.c.site, forward.c.id).where(forward.c.state == "pending")
        with self._database.write() as connection:
            newest = _keys(
                connection,
                due.where(forward.c.sunk == 0)
                .order_by(forward.c.noted_at.desc(), forward.c.id.desc())
                .limit(min(fresh, limit)),
            )
            order = (forward.c.sunk, forward.c.noted_at, forward.c.id)
            oldest = _keys(connection, due.order_by(*order).limit(limit))
            taken = set(newest)
            keys = [key for key in oldest if key not in taken][: limit - len(newest)] + newest
            if not keys:
                return []
            _touch(
                connection,
                keys,
                state="sending",
                attempts=forward.c.attempts + 1,
                sunk=forward.c.sunk + 1,
                last_try_at=now_ms,
            )
            held = _held(connection, keys)
            gone = [key for key in keys if key not in held]
            if gone:
                logger.warning("%d passages were purged before they were sent", len(gone))
                connection.execute(delete(forward).where(_among(forward, gone)))
        return [
            ForwardItem(site, item, *self._message(site, item, held[site, item]))
            for site, item in keys
            if (site, item) in held
        ]

    def _message(self, site: UUID, item: UUID, row: tuple[int, bytes]) -> tuple[int, bytes]:
        rev, body = row
        return rev, self._vault.open(body, site.bytes + item.bytes)

    def encode(self, item: ForwardItem) -> bytes:
        """The message as its station wrote it."""
        return item.body

    def settle(self, answers: Sequence[Answer], _batch: UUID, _hub_now_ms: int | None) -> None:
        """Apply the answers of the hub above; as `checkpoint_app.records.outbox.Outbox.settle`."""
        with self._database.write() as connection:
            ours = connection.scalar(select(upward.c.own_site))
            for answer in answers:
                this = (forward.c.site == ours) & (forward.c.id == answer.id)
                if answer.state is OutboxState.NEEDS_FIX:
                    connection.execute(
                        update(forward)
                        .where(this, forward.c.rev == answer.rev)
                        .values(
                            state="needs_fix",
                            code=answer.code,
                            field=answer.field,
                            last_answer=answer.code,
                        )
                    )
                else:
                    connection.execute(delete(forward).where(this, forward.c.rev <= answer.rev))

    def release(
        self, items: Sequence[tuple[UUID, int]], last_answer: str, *, sinks: bool = True
    ) -> None:
        """Put claimed rows back after a try that brought no answer, with what went wrong."""
        with self._database.write() as connection:
            ours = connection.scalar(select(upward.c.own_site))
            risen = case((forward.c.sunk > 0, forward.c.sunk - 1), else_=0)
            _touch(
                connection,
                [(ours, item) for item, _ in items],
                only="sending",
                state="pending",
                last_answer=last_answer,
                **({} if sinks else {"sunk": risen}),
            )

    def recover(self, before_ms: int | None = None) -> int:
        """Put back what a killed process had claimed; as `Outbox.recover`."""
        statement = update(forward).where(forward.c.state == "sending")
        if before_ms is not None:
            statement = statement.where(forward.c.last_try_at < before_ms)
        with self._database.write() as connection:
            return connection.execute(statement.values(state="pending")).rowcount

    def unsent(self) -> int:
        """How many passages wait for the word of the hub above, refused ones left out."""
        with self._database.read() as connection:
            waits = select(func.count()).where(forward.c.state != "needs_fix")
            return connection.scalar(waits) or 0

    def refused(self, limit: int = 100) -> list[dict[str, object]]:
        """What the hub above refuses, and why; nothing personal in it."""
        query = select(forward.c.id, forward.c.rev, forward.c.code, forward.c.field)
        with self._database.read() as connection:
            found = connection.execute(
                query.where(forward.c.state == "needs_fix").order_by(forward.c.id).limit(limit)
            ).all()
        return [{**row._mapping, "id": str(row.id)} for row in found]

    def oldest_unsent_at(self) -> int | None:
        """Since when a passage waits, ms since 1970 UTC; None for none, refused ones left out."""
        with self._database.read() as connection:
            waits = select(func.min(forward.c.noted_at)).where(forward.c.state != "needs_fix")
            found: int | None = connection.scalar(waits)
        return found

    def refused_of_gates(self, limit: int) -> list[RefusedAbove]:
        """What the hub above refuses, with the gate that can mend it, the newest first."""
        query = (
            select(
                forward.c.id,
                forward.c.rev,
                forward.c.code,
                forward.c.field,
                passage.c.occurred_at,
                station.c.name,
            )
            .join(passage, (passage.c.site == forward.c.site) & (passage.c.id == forward.c.id))
            .outerjoin(station, station.c.id == passage.c.station)
            .where(forward.c.state == "needs_fix")
            .order_by(forward.c.noted_at.desc(), forward.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [RefusedAbove(*row) for row in connection.execute(query)]

    def send_again(self, restored: UUID) -> bool:
        """The hub above was put back: what it confirmed may be lost there, and goes once more.

        What it still holds it calls a duplicate.

        Returns:
            False where this was done before.
        """
        with self._database.write() as connection:
            ours = connection.scalar(select(upward.c.own_site))
            known = connection.scalar(
                select(setting.c.value).where(setting.c.name == _ABOVE_RESTORED)
            )
            if ours is None or known == str(restored):
                return False
            held = select(
                passage.c.site,
                passage.c.id,
                passage.c.rev,
                passage.c.received_at,
                literal("pending"),
            ).where(passage.c.site == ours)
            connection.execute(
                upsert(connection, forward)
                .from_select(["site", "id", "rev", "noted_at", "state"], held)
                .on_conflict_do_nothing()
            )
            connection.execute(
                upsert(connection, setting)
                .values(name=_ABOVE_RESTORED, value=str(restored))
                .on_conflict_do_update(
                    index_elements=[setting.c.name], set_={"value": str(restored)}
                )
            )
        return True

    def sending(self) -> Sending:
        """How sending as a whole stood last, in this or an earlier run of the program."""
        with self._database.read() as connection:
            kept = connection.scalar(select(setting.c.value).where(setting.c.name == _SENDING))
        return Sending() if kept is None else msgspec.json.decode(kept, type=Sending)

    def note_sending(self, sending: Sending) -> None:
        """Keep how sending as a whole stands."""
        text = msgspec.json.encode(sending).decode()
        with self._database.write() as connection:
            connection.execute(
                upsert(connection, setting)
                .values(name=_SENDING, value=text)
                .on_conflict_do_update(index_elements=[setting.c.name], set_={"value": text})
            )


_Key = tuple[Any, ...]  # site and id


def _keys(connection: Connection, query: Any) -> list[_Key]:
    return [tuple(row) for row in connection.execute(query)]


def _touch(
    connection: Connection, keys: Sequence[_Key], only: str | None = None, **values: object
) -> None:
    for start in range(0, len(keys), _LOOKUP):
        some = update(forward).where(_among(forward, keys[start : start + _LOOKUP]))
        if only is not None:
            some = some.where(forward.c.state == only)
        connection.execute(some.values(**values))


def _held(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, tuple[int, bytes]]:
    """The newest revision and the sealed message of each passage."""
    held: dict[_Key, tuple[int, bytes]] = {}
    query = select(passage.c.site, passage.c.id, passage.c.rev, passage.c.body)
    for start in range(0, len(keys), _LOOKUP):
        for row in connection.execute(query.where(_among(passage, keys[start : start + _LOOKUP]))):
            held[row.site, row.id] = (row.rev, bytes(row.body))
    return held


def _among(table: Any, keys: Sequence[_Key]) -> Any:
    """Rows of these keys, all of one site."""
    return (table.c.site == keys[0][0]) & table.c.id.in_([item for _, item in keys])
