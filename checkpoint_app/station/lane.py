"""The lane: what comes in by code or by hand becomes a passage, and the guard is told.

Everything that is recorded at a station goes through here, so the rules stand in one place. No rule
refuses: whatever is unusual becomes a warning on the recorded passage.
"""

import logging
import threading

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import Document, WarningCode
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import (
    Direction,
    DirectionMode,
    Kind,
    Passage,
    Person,
    Verdict,
    Way,
    key_of,
)
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import LastPassage, Staff
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.repeats import RepeatGuard
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome

_log = logging.getLogger(__name__)

CLOCK_SLACK_MS = 60_000
"""A clock corrected by seconds is no news; one set back by more may be a dead battery."""

LOOK = frozenset(WarningCode) - {
    WarningCode.DECLARED_BY_OTHER,
    WarningCode.MASKED,
    WarningCode.TEXT_UNPRINTABLE,
    WarningCode.SEX_UNKNOWN,
    WarningCode.ISSUED_ON_IMPOSSIBLE,
}
"""The warnings that turn the banner amber; the others are shown beside the passage only."""


class Lane:
    """One stream of people. Thread-safe: camera, scanner and keyboard may call at once.

    Attributes:
        mode: how the direction is decided.
        kind: what a scanned person is taken for.
        staff: who is on duty, None where nobody signed in.
    """

    def __init__(self, store: Store, clock: Clock, *, repeat_seconds: float = 5.0) -> None:
        """Record into an open store."""
        self.mode = DirectionMode.AUTO
        self.kind = Kind.VISITOR
        self.staff: Staff | None = None
        self._store = store
        self._clock = clock
        self._repeat_ms = repeat_seconds * 1000
        self._repeats = RepeatGuard(repeat_seconds, clock)
        self._lock = threading.Lock()
        self._latest_ms: int | None = None

    def take(self, payload: bytes, way: Way = Way.CAMERA) -> Outcome:
        """Record the passage of whoever shows this code.

        Returns:
            RECORDED or LOOK with the passage, durable by now; SEEN for a code shown a moment ago;
            UNREADABLE for a code that names nobody, of which nothing is kept; NOT_RECORDED with
            the error, and then the same code is tried again when it is next seen.
        """
        with self._lock:
            now, again = self._clock.now_ms(), self._repeats.is_repeat(payload)
            document = parse(payload)
            if not document.is_known:
                return Outcome(Verdict.UNREADABLE, now, document=document, again=again)
            if again:
                return Outcome(Verdict.SEEN, now, document=document)
            outcome = self._record(
                Entry(self.mode, kind=self.kind, way=way, person=Person.of(document)), document
            )
            if outcome.verdict is Verdict.NOT_RECORDED:
                self._repeats.forget(payload)
            return outcome

    def enter(self, entry: Entry) -> Outcome:
        """Record a typed or paper entry; the answer is as for `take`, and never SEEN."""
        with self._lock:
            return self._record(entry, None)

    def undo(self) -> Outcome | None:
        """Void what was recorded last, before a restart too; None where it is voided already."""
        with self._lock:
            now = self._clock.now_ms()
            try:
                newest = self._store.recent(1)
                if not newest or newest[0].passage.voided:
                    return None
                last = newest[0].passage.id
                voided = self._store.void(last, self.staff.id if self.staff else None)
            except CheckpointError as error:
                return Outcome(Verdict.NOT_RECORDED, now, error=error)
            return Outcome(Verdict.RECORDED, now, passage=voided)

    def _record(self, entry: Entry, document: Document | None) -> Outcome:
        now = self._clock.now_ms()
        occurred_at = now if entry.occurred_at is None else entry.occurred_at
        key = key_of(entry.person, entry.plate)
        try:
            # A late paper entry is paired with what was before it, not with what came since.
            last = self._store.last_of(key, entry.occurred_at) if key else None
            if document and last and 0 <= now - last.occurred_at < self._repeat_ms:
                # The same person a moment ago, by another code or before a restart.
                return Outcome(Verdict.SEEN, now, document=document)
            direction, pairing = _direct(entry.direction, last, key)
            read = document.warnings if document else entry.warnings
            concerns = self._concerns(entry, direction, now)
            warnings = tuple(dict.fromkeys((*read, *pairing, *concerns)))
            look = any(warning in LOOK for warning in warnings)
            info = self._store.info()
            passage = Passage(
                id=new_id(),
                station=info.id,
                gate=info.gate,
                lane=info.lane,
                direction=direction,
                kind=entry.kind,
                way=entry.way,
                fallback=entry.fallback,
                sheet=entry.sheet,
                row=entry.row,
                occurred_at=occurred_at,
                recorded_at=now,
                staff=self.staff.id if self.staff else None,
                guided_by=entry.guided_by,
                document=document.format if document else None,
                person=entry.person,
                plate=entry.plate,
                delivery=entry.delivery,
                declaration=entry.declaration,
                verdict=Verdict.LOOK if look else Verdict.RECORDED,
                warnings=warnings,
                note=entry.note,
            )
            self._store.save(passage)
            self._latest_ms = now  # said once for each jump, or a corrected clock would nag
        except CheckpointError as error:
            _log.error("not recorded: %s", error.code)
            return Outcome(Verdict.NOT_RECORDED, now, document=document, error=error)
        return Outcome(passage.verdict, now, passage, document, warnings)

    def _concerns(self, entry: Entry, direction: Direction, now: int) -> tuple[WarningCode, ...]:
        found: list[WarningCode] = []
        if self._latest_ms is None:
            newest = self._store.recent(1)
            self._latest_ms = newest[0].passage.recorded_at if newest else now
        if now < self._latest_ms - CLOCK_SLACK_MS:
            found.append(WarningCode.CLOCK_BACKWARDS)
        if entry.declaration and entry.declaration.raises_concern:
            found.append(WarningCode.SYMPTOMS)
        capacity = self._store.info().capacity
        if capacity and direction is Direction.IN and self._store.inside_count() >= capacity:
            found.append(WarningCode.OVER_CAPACITY)
        return tuple(found)


def _direct(
    mode: DirectionMode, last: LastPassage | None, key: str | None
) -> tuple[Direction, tuple[WarningCode, ...]]:
    """The direction, and what does not fit the passage before."""
    inside = last is not None and last.direction is Direction.IN
    if mode is DirectionMode.AUTO:
        return (Direction.OUT if inside else Direction.IN), ()
    direction = Direction(mode.value)
    if direction is Direction.IN and inside:
        return direction, (WarningCode.ALREADY_INSIDE,)
    if direction is Direction.OUT and key and not inside:
        return direction, (WarningCode.NOT_INSIDE,)
    return direction, ()
