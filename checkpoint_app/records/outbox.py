"""The outbox: what the hub has not confirmed. A row leaves it only by the hub's own answer."""

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records import counts, journal, rows, tables
from checkpoint_app.records.sqlcipher import Database
from checkpoint_app.records.views import Answer, OutboxItem, OutboxState

_MARKS = {OutboxState.ACCEPTED: 1, OutboxState.DUPLICATE: 2}


class Outbox:
    """What is still to be sent, from any thread; every call is one short transaction."""

    def __init__(self, database: Database, station: UUID, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._station = station
        self._clock = clock

    def claim(self, limit: int, now_ms: int) -> list[OutboxItem]:
        """Take rows for sending: least tried first, then oldest, so that poison sinks.

        The attempt is counted and the rows are marked before they are handed out: a crash in the
        middle can only cause a second sending, which the hub recognises by id and revision.
        """
        box, passage = tables.outbox, tables.passage
        with self._database.write() as connection:
            found = (
                connection.execute(
                    select(passage, box.c.attempts, box.c.code, box.c.field)
                    .join(box, box.c.rid == passage.c.rid)
                    .where(box.c.state == OutboxState.PENDING)
                    .order_by(box.c.attempts, box.c.rid)
                    .limit(limit)
                )
                .mappings()
                .all()
            )
            if found:
                connection.execute(
                    update(box)
                    .where(box.c.rid.in_([row["rid"] for row in found]))
                    .values(
                        state=OutboxState.SENDING,
                        attempts=box.c.attempts + 1,
                        last_try_at=now_ms,
                    )
                )
        return [
            OutboxItem(
                passage=rows.from_row(row, self._station),
                state=OutboxState.SENDING,
                attempts=row["attempts"] + 1,
                refusal_code=row["code"],
                refusal_field=row["field"],
            )
            for row in found
        ]

    def settle(self, answers: Sequence[Answer], batch: UUID, hub_now_ms: int | None) -> None:
        """Apply the hub's answers, and keep them as a receipt in the journal.

        Accepted and duplicate confirm that revision and every earlier one of the passage. A
        refusal concerns its own revision only: a newer edit is not held back by it. Answers about
        what is not in the outbox any more (a late or repeated answer) change nothing.
        """
        with self._database.write() as connection:
            applied = [entry for answer in answers for entry in _apply(connection, answer)]
            if not applied:
                return
            values = {
                "batch": batch.bytes,
                "received_at": self._clock.now_ms(),
                "hub_now": hub_now_ms,
                "body": _receipt(applied),
            }
            no = connection.execute(insert(tables.receipt).values(**values)).inserted_primary_key
            assert no is not None
            digest = journal.row_digest({"no": no[0], **values})
            journal.note(connection, journal.RECEIPT, no[0], digest)

    def release(self, items: Sequence[tuple[UUID, int]], last_answer: str) -> None:
        """Put claimed rows back after a try that brought no answer, with what went wrong."""
        box, passage = tables.outbox, tables.passage
        with self._database.write() as connection:
            for passage_id, rev in items:
                rid = connection.scalar(
                    select(passage.c.rid).where(
                        passage.c.id == passage_id.bytes, passage.c.rev == rev
                    )
                )
                connection.execute(
                    update(box)
                    .where(box.c.rid == rid, box.c.state == OutboxState.SENDING)
                    .values(state=OutboxState.PENDING, last_answer=last_answer)
                )

    def recover(self) -> int:
        """Put back what a killed process had claimed.

        Returns:
            How many rows.
        """
        box = tables.outbox
        with self._database.write() as connection:
            return connection.execute(
                update(box)
                .where(box.c.state == OutboxState.SENDING)
                .values(state=OutboxState.PENDING)
            ).rowcount

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
                    .values(state=OutboxState.PENDING, attempts=0)
                )
                if row.current and not row.voided:
                    counts.move(connection, "needs_fix", "pending")

    def hub_time(self) -> int | None:
        """The hub's clock when it last confirmed anything, ms since 1970 UTC; None for never."""
        with self._database.read() as connection:
            found = connection.exec_driver_sql("SELECT max(hub_now) FROM receipt").scalar()
        return None if found is None else int(found)

    def unsent(self) -> int:
        """How many rows wait for the hub's word, refused ones left out."""
        box = tables.outbox
        with self._database.read() as connection:
            return (
                connection.scalar(
                    select(func.count())
                    .select_from(box)
                    .where(box.c.state != OutboxState.NEEDS_FIX)
                )
                or 0
            )

    def oldest_unsent_at(self) -> int | None:
        """When the oldest waiting passage was recorded, None where none waits."""
        box, passage = tables.outbox, tables.passage
        with self._database.read() as connection:
            return connection.scalar(
                select(passage.c.recorded_at)
                .join(box, box.c.rid == passage.c.rid)
                .where(box.c.state != OutboxState.NEEDS_FIX)
                .order_by(box.c.rid)
                .limit(1)
            )

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
            return [
                OutboxItem(
                    passage=rows.from_row(row, self._station),
                    state=OutboxState.NEEDS_FIX,
                    attempts=row["attempts"],
                    refusal_code=row["code"],
                    refusal_field=row["field"],
                )
                for row in found
            ]


def _receipt(applied: Sequence[tuple[int, str, str | None, str | None]]) -> str:
    """What an answer changed: rows by state as ranges with both ends, and why some were refused."""
    by_state: dict[str, list[list[int]]] = {}
    for rid, state, _, _ in sorted(applied):
        ranges = by_state.setdefault(state, [])
        if ranges and ranges[-1][1] == rid - 1:
            ranges[-1][1] = rid
        else:
            ranges.append([rid, rid])
    refused = [[rid, code, field] for rid, _, code, field in applied if code is not None]
    body = {**by_state, "refused": refused} if refused else by_state
    return json.dumps(body, separators=(",", ":"))


def confirmed_by(body: str) -> list[tuple[int, int, int]] | None:
    """The rows that a receipt confirms, as (first, last, mark); None for one not of the hub.

    Version 0.1 wrote a list of (row, state, code, field).
    """
    said = json.loads(body)
    if isinstance(said, list):
        return [(rid, rid, _MARKS[state]) for rid, state, *_ in said if state in _MARKS]
    if not set(said) <= {*OutboxState, "refused"}:
        return None
    return [(*pair, mark) for state, mark in _MARKS.items() for pair in said.get(state, ())]


def _apply(connection: Connection, answer: Answer) -> list[tuple[int, str, str | None, str | None]]:
    """Apply one answer; what it changed, as (rid, state, code, field) for the receipt."""
    box, passage = tables.outbox, tables.passage
    refused = answer.state is OutboxState.NEEDS_FIX
    concerned = passage.c.rev == answer.rev if refused else passage.c.rev <= answer.rev
    found = connection.execute(
        select(box.c.rid, box.c.state, passage.c.current, passage.c.voided)
        .join(passage, passage.c.rid == box.c.rid)
        .where(passage.c.id == answer.id.bytes, concerned)
        .order_by(passage.c.rev)
    ).all()
    applied: list[tuple[int, str, str | None, str | None]] = []
    for row in found:
        before = counts.place_of(bool(row.voided), 0, row.state)
        if refused:
            connection.execute(
                update(box)
                .where(box.c.rid == row.rid)
                .values(
                    state=OutboxState.NEEDS_FIX,
                    code=answer.code,
                    field=answer.field,
                    last_answer=answer.code,
                )
            )
            after = counts.place_of(bool(row.voided), 0, OutboxState.NEEDS_FIX)
        else:
            mark = _MARKS[answer.state]
            connection.execute(delete(box).where(box.c.rid == row.rid))
            counts.mark_settled(connection, row.rid, mark)
            after = counts.place_of(bool(row.voided), mark, None)
        if row.current:
            counts.move(connection, before, after)
        why = (answer.code, answer.field) if refused else (None, None)
        applied.append((row.rid, str(answer.state), *why))
    return applied
