"""The lane: what comes in by code or by hand becomes a passage, and the guard is told.

Everything that is recorded at a station goes through here, so the rules stand in one place. No rule
refuses: whatever is unusual becomes a warning on the recorded passage.
"""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.documents import Document, PassCode, WarningCode
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import (
    Basis,
    Declaration,
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
from checkpoint_app.records.lists import card_number
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import LastPassage, Staff
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.repeats import RepeatGuard
from checkpoint_app.security.trust import NO_TRUST, Trust
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.likeness import Candidate, join, mend, rank
from checkpoint_app.station.outcome import LOOK, Outcome
from checkpoint_app.station.passes import pass_warnings
from checkpoint_app.station.rehearsal import Rehearsal
from checkpoint_app.station.site_lists import SiteLists, pass_number

_log = logging.getLogger(__name__)

CLOCK_SLACK_MS = 60_000
"""A clock corrected by seconds is no news; one set back by more may be a dead battery."""
AHEAD_MS = 5 * 60_000
"""A guard's watch may be ahead of the computer's clock by that much."""

ASKS_WHO = frozenset({WarningCode.MASKED, WarningCode.NO_NUMBER, WarningCode.NAME_DAMAGED})
"""The warnings of a code that does not tell its holder whole; the guard may say who it is."""
_PAIRING = frozenset({WarningCode.ALREADY_INSIDE, WarningCode.NOT_INSIDE})


class Lane:
    """One stream of people. Thread-safe: camera, scanner and keyboard may call at once.

    Attributes:
        mode: how the direction is decided.
        kind: what a scanned person is taken for.
        staff: who is on duty, None where nobody signed in.
        looking: codes are only looked at and nothing of them is recorded; typed entries are.
        rehearsal: what explains the codes that are looked at, None for nothing.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        repeat_seconds: float = 5.0,
        trust: Trust = NO_TRUST,
        wards: Sequence[str] = (),
        basis: Basis = Basis.LEGAL_DUTY,
    ) -> None:
        """Record into an open store, checking signed codes with the keys of `trust`.

        Args:
            wards: whose market cards are good here; none for all.
            basis: on what ground declarations are taken where nobody agreed to it.
        """
        self.mode = DirectionMode.AUTO
        self.kind = Kind.VISITOR
        self.staff: Staff | None = None
        self.looking = False
        self.rehearsal: Rehearsal | None = None
        self._store = store
        self._clock = clock
        self._trust = trust
        self._repeat_ms = repeat_seconds * 1000
        self._repeats = RepeatGuard(repeat_seconds, clock)
        self._lists = SiteLists(store.lists, wards)
        self._basis = basis
        self._capacity = store.info().capacity
        self._lock = threading.Lock()
        self._latest_ms: int | None = None

    def follow(
        self, *, trust: Trust, wards: Sequence[str], basis: Basis, capacity: int | None
    ) -> None:
        """Go by these from the next passage on; see above.

        Args:
            capacity: how many may be inside, None for no limit.
        """
        with self._lock:
            self._trust = trust
            self._lists = SiteLists(self._store.lists, wards)
            self._basis = basis
            self._capacity = capacity

    def read(self, payload: bytes) -> Document:
        """What a code says and whether an installed key signed it, without recording anything."""
        return parse(payload, self._trust, self._clock.now_ms())

    def take(self, payload: bytes, way: Way = Way.CAMERA) -> Outcome:
        """Record the passage of whoever shows this code.

        Returns:
            RECORDED or LOOK with the passage, durable by now, and the people known here who may be
            whom the code hides or damaged; SEEN for a code shown a moment ago;
            UNREADABLE for a code that names nobody, of which nothing is kept; NOT_RECORDED with
            the error, and then the same code is tried again when it is next seen.
        """
        with self._lock:
            now, again = self._clock.now_ms(), self._repeats.is_repeat(payload)
            document = parse(payload, self._trust, now)
            if self.looking:
                self._repeats.forget(payload)  # it counts as soon as looking ends
                if self.rehearsal is not None:
                    return self.rehearsal.outcome(payload, document)
                seen, read = Verdict.SEEN, document.warnings
                return Outcome(
                    seen, now, document=document, warnings=read, again=again, looking=True
                )
            number = pass_number(document)
            if not document.is_known:
                try:
                    shown = self._lists.card_in(payload)
                except CheckpointError as error:
                    self._repeats.forget(payload)
                    return Outcome(Verdict.NOT_RECORDED, now, document=document, error=error)
                if shown is None:
                    return Outcome(Verdict.UNREADABLE, now, document=document, again=again)
                document, number = shown.document, shown.number
            if again:
                return Outcome(Verdict.SEEN, now, document=document)
            person = Person.of(document)
            entry = Entry(self.mode, kind=self.kind, way=way, person=person, pass_number=number)
            outcome = self._record(entry, document)
            if outcome.verdict is Verdict.NOT_RECORDED:
                self._repeats.forget(payload)
            return replace(outcome, candidates=self._candidates(outcome.passage))

    def enter(self, entry: Entry) -> Outcome:
        """Record a typed or paper entry; the answer is as for `take`, and never SEEN."""
        with self._lock:
            return self._record(entry, None)

    def confirm(self, passage_id: UUID, person: Person) -> Outcome:
        """Correct a passage: the guard says that it is this known person's, by name and number.

        An automatic direction is decided anew, for the person may be inside already.

        Returns:
            RECORDED or LOOK with the corrected passage, durable by now; NOT_RECORDED with the
            error, such as PassageUnknown, and then the passage is as it was.
        """
        with self._lock:
            now = self._clock.now_ms()
            try:
                newest = self._store.passage(passage_id)
                joined, direction = join(newest.person, person), newest.direction
                kept = [code for code in newest.warnings if code not in ASKS_WHO]
                key = key_of(joined, newest.plate, newest.pass_number)
                if key != newest.person_key:
                    last = self._store.last_of(key, newest.occurred_at) if key else None
                    auto = self.mode is DirectionMode.AUTO
                    mode = self.mode if auto else DirectionMode(direction.value)
                    direction, pairing = _direct(mode, last, key)
                    kept = [*(code for code in kept if code not in _PAIRING), *pairing]
                warnings = tuple(kept)
                said = replace(
                    newest,
                    person=joined,
                    direction=direction,
                    warnings=warnings,
                    verdict=_verdict(warnings),
                    staff=self.staff.id if self.staff else None,
                )
                made = self._store.correct(passage_id, lambda _: said)
            except CheckpointError as error:
                _log.error("not corrected: %s", error.code)
                return Outcome(Verdict.NOT_RECORDED, now, error=error)
            return Outcome(made.verdict, now, passage=made, warnings=made.warnings)

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
        if entry.pass_number:
            entry = replace(entry, pass_number=card_number(entry.pass_number) or None)
        key = key_of(entry.person, entry.plate, entry.pass_number)
        try:
            # A late paper entry is paired with what was before it, not with what came since.
            live = now if entry.occurred_at is None else None
            last = self._store.last_of(key, entry.occurred_at, live) if key else None
            if document and last and 0 <= now - last.occurred_at < self._repeat_ms:
                # The same person a moment ago, by another code or before a restart.
                return Outcome(Verdict.SEEN, now, document=document)
            direction, pairing = _direct(entry.direction, last, key)
            read = document.warnings if document else entry.warnings
            person, read = self._mended(entry.person, key, read)
            entry = self._lists.completed(entry)
            concerns = self._concerns(entry, direction, now)
            info = self._store.info()
            signed = document is not None and isinstance(document.detail, PassCode)
            carded = self._lists.card_warnings(
                entry.pass_number, direction, occurred_at, signed=signed, kind=info.kind
            )
            watched, hits = self._lists.watching(person, entry.plate, local(now))
            if document and isinstance(document.detail, PassCode):
                site = info.hub_site or info.site  # whoever issues passes goes by the hub's name
                judged = pass_warnings(document.detail, local(now), site)
                concerns = (*judged, *concerns)
            warnings = tuple(dict.fromkeys((*watched, *read, *pairing, *carded, *concerns)))
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
                person=person,
                plate=entry.plate,
                delivery=entry.delivery,
                declaration=self._grounded(entry.declaration),
                verdict=_verdict(warnings),
                warnings=warnings,
                note=entry.note,
                pass_number=entry.pass_number,
            )
            self._store.save(passage)
            self._latest_ms = now  # said once for each jump, or a corrected clock would nag
        except CheckpointError as error:
            _log.error("not recorded: %s", error.code)
            return Outcome(Verdict.NOT_RECORDED, now, document=document, error=error)
        return Outcome(passage.verdict, now, passage, document, warnings, watch=hits)

    def _grounded(self, declaration: Declaration | None) -> Declaration | None:
        """A declaration with the ground on which it is taken; consent is never taken for given."""
        if declaration is None or declaration.basis is not None:
            return declaration
        if declaration.consent:
            return replace(declaration, basis=Basis.CONSENT)
        return replace(declaration, basis=None if self._basis is Basis.CONSENT else self._basis)

    def _mended(
        self, person: Person, key: str | None, warnings: tuple[WarningCode, ...]
    ) -> tuple[Person, tuple[WarningCode, ...]]:
        """A damaged name as this same number was recorded before, and what is left to say of it."""
        if WarningCode.NAME_DAMAGED not in warnings or key is None:
            return person, warnings
        mended = mend(person, self._store.passages_of(key))
        if mended is None:
            return person, warnings
        left = tuple(code for code in warnings if code is not WarningCode.NAME_DAMAGED)
        return mended, (*left, WarningCode.TEXT_REPAIRED)

    def _candidates(self, passage: Passage | None) -> tuple[Candidate, ...]:
        """Whom a passage just recorded may be about; what is recorded does not hang on it."""
        if passage is None or ASKS_WHO.isdisjoint(passage.warnings):
            return ()
        person = passage.person
        try:
            if person.id_number and "*" not in person.id_number and passage.person_key:
                before = self._store.passages_of(passage.person_key)
                known = [
                    one.person for one in before if WarningCode.NAME_DAMAGED not in one.warnings
                ]
            else:
                known = self._store.people_named(person.name) if person.name else []
        except CheckpointError as error:
            _log.error("no candidates: %s", error.code)
            return ()
        return rank(person, known)

    def _concerns(self, entry: Entry, direction: Direction, now: int) -> tuple[WarningCode, ...]:
        found: list[WarningCode] = []
        if self._latest_ms is None:
            newest = self._store.recent(1)
            self._latest_ms = newest[0].passage.recorded_at if newest else now
        if now < self._latest_ms - CLOCK_SLACK_MS:
            found.append(WarningCode.CLOCK_BACKWARDS)
        if entry.occurred_at is not None and entry.occurred_at > now + AHEAD_MS:
            found.append(WarningCode.TIME_AHEAD)
        if entry.declaration and entry.declaration.raises_concern:
            found.append(WarningCode.SYMPTOMS)
        capacity = self._capacity
        if capacity and direction is Direction.IN and self._store.inside_count() >= capacity:
            found.append(WarningCode.OVER_CAPACITY)
        return tuple(found)


def _verdict(warnings: tuple[WarningCode, ...]) -> Verdict:
    return Verdict.RECORDED if LOOK.isdisjoint(warnings) else Verdict.LOOK


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
