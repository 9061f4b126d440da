"""Applying the hub's answers, a whole batch of them with a few statements."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from checkpoint_app.records import counts
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.views import Answer, OutboxState

MARKS = {OutboxState.ACCEPTED: 1, OutboxState.DUPLICATE: 2}
_TOGETHER = 500
_OPEN = (
    "SELECT p.id, p.rev, p.rid, o.state, p.current, p.voided "
    "FROM passage p JOIN outbox o ON o.rid = p.rid WHERE p.id IN ({}) ORDER BY p.rev"
)
_REFUSE = (
    "UPDATE outbox SET state = 'needs_fix', code = ?, field = ?, last_answer = ? WHERE rid = ?"
)
_CONFIRM = "UPDATE passage SET settled = ? WHERE rid BETWEEN ? AND ?"
_TAKE_OUT = "DELETE FROM outbox WHERE rid BETWEEN ? AND ?"
Ranges = list[list[int]]


@dataclass(slots=True)
class _Open:
    """One revision that waits for the hub's word, or was refused."""

    rev: int
    rid: int
    state: str
    current: bool
    voided: bool


class Settlement:
    """What a batch of answers changes."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._confirmed: dict[OutboxState, list[int]] = {state: [] for state in MARKS}
        self._refused: dict[int, Answer] = {}
        self._why: list[tuple[int, str | None, str | None]] = []
        self._moved: Counter[str] = Counter()

    @classmethod
    def apply(cls, connection: Connection, answers: Sequence[Answer]) -> "Settlement":
        """Apply answers in their order, inside the caller's transaction.

        Accepted and duplicate confirm that revision and every earlier one of the passage. A
        refusal concerns its own revision only. What is not in the outbox is not touched.
        """
        made = cls()
        waiting = _waiting(connection, dict.fromkeys(answer.id.bytes for answer in answers))
        for answer in answers:
            theirs = waiting.get(answer.id.bytes, [])
            if answer.state is OutboxState.NEEDS_FIX:
                for row in theirs:
                    if row.rev == answer.rev:
                        made._refuse(row, answer)
            else:
                waiting[answer.id.bytes] = [row for row in theirs if row.rev > answer.rev]
                for row in theirs:
                    if row.rev <= answer.rev:
                        made._confirm(row, answer.state)
        made._write(connection)
        return made

    def _refuse(self, row: _Open, answer: Answer) -> None:
        self._move(row, 0, OutboxState.NEEDS_FIX)
        row.state = OutboxState.NEEDS_FIX
        self._refused[row.rid] = answer
        self._why.append((row.rid, answer.code, answer.field))

    def _confirm(self, row: _Open, state: OutboxState) -> None:
        self._move(row, MARKS[state], None)
        self._refused.pop(row.rid, None)
        self._confirmed[state].append(row.rid)

    def _move(self, row: _Open, mark: int, state: str | None) -> None:
        if row.state != OutboxState.NEEDS_FIX:
            self._moved["unsent"] -= 1
        if row.current:
            self._moved[counts.place_of(row.voided, 0, row.state)] -= 1
            self._moved[counts.place_of(row.voided, mark, state)] += 1

    def _write(self, connection: Connection) -> None:
        sql = plain(connection)
        for state, rids in self._confirmed.items():
            ranges = _ranges(rids)
            sql.executemany(_CONFIRM, [(MARKS[state], first, last) for first, last in ranges])
            sql.executemany(_TAKE_OUT, ranges)
        sql.executemany(
            _REFUSE,
            [
                (answer.code, answer.field, answer.code, rid)
                for rid, answer in self._refused.items()
            ],
        )
        moved = {name: n for name, n in self._moved.items() if n}
        if moved:
            counts.add(connection, **moved)

    @property
    def body(self) -> str | None:
        """The receipt: rows by state as ranges with both ends, and why some were refused.

        None where nothing was changed.
        """
        by_state = {state.value: _ranges(rids) for state, rids in self._confirmed.items() if rids}
        if self._why:
            by_state[OutboxState.NEEDS_FIX.value] = _ranges(rid for rid, _, _ in self._why)
        if not by_state:
            return None
        refused = [list(entry) for entry in self._why if entry[1] is not None]
        body = {**by_state, "refused": refused} if refused else by_state
        return json.dumps(body, separators=(",", ":"))


def _waiting(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, list[_Open]]:
    """What the outbox holds of these passages, by id, older revisions first."""
    sql, found, wanted = plain(connection), dict[bytes, list[_Open]](), list(ids)
    for start in range(0, len(wanted), _TOGETHER):
        some = wanted[start : start + _TOGETHER]
        query = _OPEN.format(", ".join("?" * len(some)))
        for passage_id, rev, rid, state, current, voided in sql.execute(query, some):
            row = _Open(rev, rid, state, bool(current), bool(voided))
            found.setdefault(passage_id, []).append(row)
    return found


def _ranges(rids: Iterable[int]) -> Ranges:
    """Numbers as ranges with both ends."""
    ranges: Ranges = []
    for rid in sorted(set(rids)):
        if ranges and ranges[-1][1] == rid - 1:
            ranges[-1][1] = rid
        else:
            ranges.append([rid, rid])
    return ranges
