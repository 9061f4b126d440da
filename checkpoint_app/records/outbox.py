"""The outbox: what the hub has not confirmed. A row leaves it only by the hub's own answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records import counts, journal, receipts, rows, tables
from checkpoint_app.records.outgoing import encode_row
from checkpoint_app.records.settling import MARKS, Settlement
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.views import Answer, OutboxItem, OutboxState, Sending, Standing

_NEWEST = "SELECT rid FROM outbox WHERE state = 'pending' AND sunk = 0 ORDER BY rid DESC LIMIT ?"
_DUE = "SELECT rid FROM outbox WHERE state = 'pending' ORDER BY sunk, rid LIMIT ?"
_MARK = (
    "UPDATE outbox SET state = 'sending', attempts = attempts + 1, sunk = sunk + 1, "
    "last_try_at = ? WHERE rid IN ({})"
)
_COLUMNS = ("rid", *rows.FACTS, "attempts", "code", "field")
_ROWS = (
    f"SELECT {', '.join(_COLUMNS)} FROM passage "  # noqa: S608 - names of our own columns
    "JOIN outbox USING (rid) WHERE rid IN ({})"
)
_PUT_BACK = (
    "UPDATE outbox SET state = 'pending', last_answer = ?, sunk = max(sunk - ?, 0) "
    "WHERE state = 'sending' AND rid = (SELECT rid FROM passage WHERE id = ? AND rev = ?)"
)
_RECOVER = "UPDATE outbox SET state = 'pending' WHERE state = 'sending'"
_OLDEST = (
    "SELECT recorded_at FROM passage WHERE rid = "
    "(SELECT rid FROM outbox WHERE state <> 'needs_fix' ORDER BY rid LIMIT 1)"
)
_UNSENT_AFTER = (
    f"SELECT {', '.join(_COLUMNS)} FROM outbox JOIN passage USING (rid) "  # noqa: S608 - as above
    "WHERE rid > ? AND state <> 'needs_fix' ORDER BY rid LIMIT ?"
)
_WAITING = (
    "SELECT p.id, p.rev, p.rid, p.settled, p.recorded_at, o.state, o.attempts, o.last_try_at, "
    "o.last_answer, o.code, o.field FROM outbox o JOIN passage p ON p.rid = o.rid "
    "ORDER BY o.rid LIMIT ?"
)
_OF_PASSAGE = (
    "SELECT p.id, p.rev, p.rid, p.settled, p.recorded_at, o.state, o.attempts, o.last_try_at, "
    "o.last_answer, o.code, o.field FROM passage p LEFT JOIN outbox o ON o.rid = p.rid "
    "WHERE p.id = ? ORDER BY p.rev"
)


class Outbox:
    """What is still to be sent, from any thread; every call is one short transaction."""

    def __init__(self, database: Database, station: UUID, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._station = station
        self._clock = clock

    # Sending

    def claim(self, limit: int, now_ms: int, fresh: int = 0) -> list[OutboxItem]:
        """Take rows for sending: those that sank least, then the oldest.

        The attempt is counted and the rows are marked before they are handed out: a crash in the
        middle can only cause a second sending, which the hub recognises by id and revision. With
        each try that may have failed because of it a row sinks, so that poison gets out of the
        way of the others.

        Args:
            limit: at most so many; fresh: at most so many of them are the newest that never sank,
                so that a long backlog keeps nobody from seeing who is here now.
        """
        with self._database.write() as connection:
            sql = plain(connection)
            newest = [rid for (rid,) in sql.execute(_NEWEST, (min(fresh, limit),))]
            taken, room = set(newest), limit - len(newest)
            due = [rid for (rid,) in sql.execute(_DUE, (limit,)) if rid not in taken][:room]
            rids = due + newest[::-1]
            if not rids:
                return []
            marks = ", ".join("?" * len(rids))
            sql.execute(_MARK.format(marks), (now_ms, *rids))
        # Facts do not change: they are read when the gate need not wait for it any more.
        with self._database.read() as connection:
            found = {
                row[0]: dict(zip(_COLUMNS, row, strict=True))
                for row in plain(connection).execute(_ROWS.format(marks), rids)
            }
        return [self._item(found[rid]) for rid in rids if rid in found]

    def _item(self, row: dict[str, Any], state: OutboxState = OutboxState.SENDING) -> OutboxItem:
        return OutboxItem(
            id=UUID(bytes=row["id"]),
            row=row,
            station=self._station,
            state=state,
            attempts=row["attempts"],
            refusal_code=row["code"],
            refusal_field=row["field"],
        )

    def unsent_after(self, rid: int, limit: int) -> list[OutboxItem]:
        """What the hub has not confirmed, page by page in the order it was recorded; not claimed.

        Args:
            rid: the row of the last one seen, 0 for the beginning.
        """
        with self._database.read() as connection:
            found = plain(connection).execute(_UNSENT_AFTER, (rid, limit)).fetchall()
        rows_ = (dict(zip(_COLUMNS, row, strict=True)) for row in found)
        return [self._item(row, OutboxState.PENDING) for row in rows_]

    def encode(self, item: OutboxItem) -> bytes:
        """A claimed revision as the hub is told it; see `encode_row`."""
        return encode_row(item)

    def settle(self, answers: Sequence[Answer], batch: UUID, hub_now_ms: int | None) -> None:
        """Apply the hub's answers, and keep them as a receipt in the journal.

        Accepted and duplicate confirm that revision and every earlier one of the passage. A
        refusal concerns its own revision only: a newer edit is not held back by it. Answers about
        what is not in the outbox any more (a late or repeated answer) change nothing.
        """
        with self._database.write() as connection:
            body = Settlement.apply(connection, answers).body
            if body is None:
                return
            values = {
                "batch": batch.bytes,
                "received_at": self._clock.now_ms(),
                "hub_now": hub_now_ms,
                "body": body,
            }
            no = connection.execute(insert(tables.receipt).values(**values)).inserted_primary_key
            assert no is not None
            digest = journal.row_digest({"no": no[0], **values})
            journal.note(connection, journal.RECEIPT, no[0], digest)

    def release(
        self, items: Sequence[tuple[UUID, int]], last_answer: str, *, sinks: bool = True
    ) -> None:
        """Put claimed rows back after a try that brought no answer, with what went wrong.

        Args:
            sinks: whether what went wrong may be the fault of one of them.
        """
        rise = 0 if sinks else 1
        with self._database.write() as connection:
            plain(connection).executemany(
                _PUT_BACK,
                [(last_answer, rise, passage_id.bytes, rev) for passage_id, rev in items],
            )

    def recover(self, before_ms: int | None = None) -> int:
        """Put back what a killed process had claimed.

        Args:
            before_ms: only what was claimed before this, ms since 1970 UTC: another program may be
                sending the rest at this moment.

        Returns:
            How many rows.
        """
        box = tables.outbox
        statement = update(box).where(box.c.state == OutboxState.SENDING)
        if before_ms is not None:
            statement = statement.where(box.c.last_try_at < before_ms)
        with self._database.write() as connection:
            return connection.execute(statement.values(state=OutboxState.PENDING)).rowcount

    def resend(self, passage_id: UUID) -> None:
        """Send a refused passage again as it is, for the hub may have changed its mind."""
        box, passage = tables.outbox, tables.passage
        with self._database.write() as connection:
            refused = connection.execute(
                select(box.c.rid, passage.c.voided, passage.c.current)
                .join(passage, passage.c.rid == box.c.rid)
                .where(passage.c.id == passage_id.bytes, box.c.state == OutboxState.NEEDS_FIX)
            ).all()
            for row in refused:
                connection.execute(
                    update(box)
                    .where(box.c.rid == row.rid)
                    .values(state=OutboxState.PENDING, attempts=0, sunk=0)
                )
                counts.add(connection, unsent=1)
                if row.current and not row.voided:
                    counts.move(connection, "needs_fix", "pending")

    # How it stands

    def sending(self) -> Sending:
        """How sending as a whole stood last, in this or an earlier run of the program."""
        table = tables.sending
        with self._database.read() as connection:
            row = connection.execute(select(table)).mappings().one_or_none()
        return Sending() if row is None else _sending(row)

    def note_sending(self, sending: Sending) -> None:
        """Keep how sending as a whole stands."""
        with self._database.write() as connection:
            plain(connection).execute(
                "INSERT OR REPLACE INTO sending(no, cause, needs_someone, since, next_try_at, "
                "failures, per_hour, heard_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
                (
                    sending.cause,
                    int(sending.needs_someone),
                    sending.since,
                    sending.next_try_at,
                    sending.failures,
                    sending.per_hour,
                    sending.heard_at,
                ),
            )

    def hub_time(self) -> int | None:
        """The hub's clock when it last confirmed anything, ms since 1970 UTC; None for never."""
        with self._database.read() as connection:
            found = connection.exec_driver_sql("SELECT max(hub_now) FROM receipt").scalar()
        return None if found is None else int(found)

    def unsent(self) -> int:
        """How many rows wait for the hub's word, refused ones left out."""
        with self._database.read() as connection:
            return counts.unsent(connection)

    def oldest_unsent_at(self) -> int | None:
        """When the oldest waiting passage was recorded, None where none waits."""
        with self._database.read() as connection:
            found = plain(connection).execute(_OLDEST).fetchone()
        return None if found is None else int(found[0])

    def needs_fix(self, limit: int = 100) -> list[OutboxItem]:
        """What the hub refused, oldest first."""
        box, passage = tables.outbox, tables.passage
        with self._database.read() as connection:
            found = connection.execute(
                select(passage, box.c.attempts, box.c.code, box.c.field)
                .join(box, box.c.rid == passage.c.rid)
                .where(box.c.state == OutboxState.NEEDS_FIX)
                .order_by(box.c.rid)
                .limit(limit)
            ).mappings()
            return [self._item(dict(row), OutboxState.NEEDS_FIX) for row in found]

    def standing(self, passage_id: UUID) -> list[Standing]:
        """Where each revision of one passage stands, the first one first; empty for no such id."""
        whole = self.sending()
        with self._database.read() as connection:
            found = plain(connection).execute(_OF_PASSAGE, (passage_id.bytes,)).fetchall()
            made = [_standing(row, whole) for row in found]
            for place, row in enumerate(found):
                if row[3]:
                    receipt = receipts.receipt_of(connection, row[2], row[4])
                    made[place] = replace(made[place], receipt=receipt)
        return made

    def waiting(self, limit: int = 100) -> list[Standing]:
        """What the hub has not confirmed, the oldest first."""
        whole = self.sending()
        with self._database.read() as connection:
            found = plain(connection).execute(_WAITING, (limit,)).fetchall()
        return [_standing(row, whole) for row in found]


def _sending(row: Mapping[Any, Any]) -> Sending:
    return Sending(
        cause=row["cause"],
        needs_someone=bool(row["needs_someone"]),
        since=row["since"],
        next_try_at=row["next_try_at"],
        failures=row["failures"],
        per_hour=row["per_hour"],
        heard_at=row["heard_at"],
    )


def _standing(row: Sequence[Any], whole: Sending) -> Standing:
    passage_id, rev, _, settled, _, state, attempts, tried_at, answer, code, field = row
    if settled:
        state = (
            OutboxState.DUPLICATE
            if settled == MARKS[OutboxState.DUPLICATE]
            else OutboxState.ACCEPTED
        )
        return Standing(UUID(bytes=passage_id), rev, state)
    state = OutboxState(state)
    waits = state is OutboxState.PENDING
    return Standing(
        id=UUID(bytes=passage_id),
        rev=rev,
        state=OutboxState.PAUSED if waits and whole.needs_someone else state,
        attempts=attempts,
        last_try_at=tried_at,
        last_answer=answer,
        next_try_at=whole.next_try_at if waits else None,
        code=code,
        field=field,
    )
