"""The balance against a simple model, through every transition a passage can go through."""

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState, StationInfo
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

PENDING, SENDING = OutboxState.PENDING, OutboxState.SENDING
NEEDS_FIX = OutboxState.NEEDS_FIX
ACCEPTED, DUPLICATE = OutboxState.ACCEPTED, OutboxState.DUPLICATE


@dataclass
class Revision:
    """One revision in the model."""

    id: UUID
    rev: int
    voided: bool = False
    state: OutboxState = PENDING
    attempts: int = 0


@dataclass
class Model:
    """What the store ought to say; `all` in the order of recording."""

    all: list[Revision] = field(default_factory=list)

    def of(self, passage_id: UUID) -> list[Revision]:
        return [revision for revision in self.all if revision.id == passage_id]

    def balance(self) -> Balance:
        newest = {revision.id: revision for revision in self.all}.values()
        places = [
            "voided"
            if revision.voided
            else "pending"
            if revision.state in (PENDING, SENDING)
            else revision.state.value
            for revision in newest
        ]
        names = ("accepted", "duplicate", "pending", "needs_fix", "voided")
        return Balance(
            captured=len(newest),
            **{name: places.count(name) for name in names},
            unsent=sum(revision.state in (PENDING, SENDING) for revision in self.all),
        )


class StoreAgainstModel(RuleBasedStateMachine):
    """Every rule does the same to the store and to the model."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "station.db"
        self.clock, self.model = FakeClock(), Model()
        info = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)
        self.store = Store.create(self.path, bytes(32), info, self.clock)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(target=ids, person=st.integers(0, 3))
    def save(self, person: int) -> UUID:
        made = passage(self.store.info().id, id_number=f"00109900000{person}")
        self.store.save(made)
        self.model.all.append(Revision(made.id, 1))
        return made.id

    @rule(passage_id=ids)
    def save_again(self, passage_id: UUID) -> None:
        first = replace(self.store.passage(passage_id), rev=1)
        self.store.save(first)

    @rule(passage_id=ids)
    def void(self, passage_id: UUID) -> None:
        self.store.void(passage_id, None)
        newest = self.model.of(passage_id)[-1]
        if not newest.voided:
            self.model.all.append(Revision(passage_id, newest.rev + 1, voided=True))

    @rule(passage_id=ids, person=st.integers(0, 3))
    def correct(self, passage_id: UUID, person: int) -> None:
        self.store.correct(
            passage_id,
            lambda old: replace(old, person=replace(old.person, id_number=f"00109900000{person}")),
        )
        newest = self.model.of(passage_id)[-1]
        self.model.all.append(Revision(passage_id, newest.rev + 1, voided=newest.voided))

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        due = [revision for revision in self.model.all if revision.state is PENDING]
        due.sort(key=lambda revision: revision.attempts)
        for revision in due[:limit]:
            revision.state, revision.attempts = SENDING, revision.attempts + 1
        claimed = self.store.outbox.claim(limit, self.clock.now_ms())
        assert [(item.passage.id, item.passage.rev, item.attempts) for item in claimed] == [
            (revision.id, revision.rev, revision.attempts) for revision in due[:limit]
        ]

    @rule(
        answers=st.lists(
            st.tuples(ids, st.integers(1, 3), st.sampled_from([ACCEPTED, DUPLICATE, NEEDS_FIX])),
            min_size=1,
            max_size=4,
        )
    )
    def settle(self, answers: list[tuple[UUID, int, OutboxState]]) -> None:
        """The hub's words, late, repeated and out of order as they come."""
        self.store.outbox.settle(
            [Answer(*answer, code="malformed", field="row") for answer in answers], new_id(), None
        )
        for passage_id, rev, word in answers:
            for revision in self.model.of(passage_id):
                open_still = revision.state in (PENDING, SENDING, NEEDS_FIX)
                refused = word is NEEDS_FIX
                if open_still and (revision.rev == rev if refused else revision.rev <= rev):
                    revision.state = word

    @rule(passage_id=ids, rev=st.integers(1, 3))
    def release(self, passage_id: UUID, rev: int) -> None:
        self.store.outbox.release([(passage_id, rev)], "no_network")
        for revision in self.model.of(passage_id):
            if revision.rev == rev and revision.state is SENDING:
                revision.state = PENDING

    @rule()
    def recover(self) -> None:
        sending = [revision for revision in self.model.all if revision.state is SENDING]
        assert self.store.outbox.recover() == len(sending)
        for revision in sending:
            revision.state = PENDING

    @rule(passage_id=ids)
    def resend(self, passage_id: UUID) -> None:
        self.store.outbox.resend(passage_id)
        for revision in self.model.of(passage_id):
            if revision.state is NEEDS_FIX:
                revision.state, revision.attempts = PENDING, 0

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path, bytes(32), self.clock)

    @invariant()
    def numbers_reconcile(self) -> None:
        balance = self.store.balance()
        assert balance == self.model.balance()
        assert balance.balanced
        assert self.store.verify().ok, self.store.verify()
        assert self.store.outbox.unsent() == balance.unsent
        refused = [(item.passage.id, item.passage.rev) for item in self.store.outbox.needs_fix()]
        assert refused == [
            (revision.id, revision.rev)
            for revision in self.model.all
            if revision.state is NEEDS_FIX
        ]


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
