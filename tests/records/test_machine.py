"""Whatever happens, the store says what a simple model in memory says, after every single step.

`CHECKPOINT_EXAMPLES=1000 pytest tests/records/test_machine.py` looks longer.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant

from checkpoint_app.records.views import OutboxState
from tests.records.machine import EVER, HOUR, Machine
from tests.records.model import FACES, NEEDS_FIX, PENDING, SENDING, UNSENT

EXAMPLES = int(os.environ.get("CHECKPOINT_EXAMPLES", "20"))


class StoreAgainstModel(Machine):
    """What must hold. Questions about people cost more than a step: one face at each."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    def teardown(self) -> None:
        for _ in FACES:
            self.somebody_is_known()
        super().teardown()

    @invariant()
    def every_revision_is_there(self) -> None:
        assert self.held() == [one.passage for one in self.model.held()]

    @invariant()
    def the_journal_fits(self) -> None:
        found = self.store.verify()
        assert found.ok, found
        assert self.journal_rows() == self.model.journal_rows()
        looks = [access.at for access in reversed(self.store.access.newest(1000))]
        assert looks == self.model.looks

    @invariant()
    def the_numbers_reconcile(self) -> None:
        balance = self.store.balance()
        assert balance == self.model.balance()
        assert balance.balanced
        for day, numbers in self.model.days().items():
            assert self.store.day_counts(day) == numbers

    @invariant()
    def what_waits_for_the_hub_is_known(self) -> None:
        box, waiting = self.store.outbox, [one for one in self.model.all if one.state in UNSENT]
        assert box.unsent() == len(waiting)
        assert box.oldest_unsent_at() == (waiting[0].passage.recorded_at if waiting else None)
        assert [item.passage for item in box.needs_fix(1000)] == [
            one.passage for one in self.model.all if one.state is NEEDS_FIX
        ]

    @invariant()
    def the_newest_are_listed(self) -> None:
        newest = [(one.passage, _shown(one.state)) for one in reversed(self.model.newest())]
        listed = [(one.passage, _shown(one.state)) for one in self.store.recent(1000)]
        assert listed == newest

    @invariant()
    def who_is_inside_is_listed(self) -> None:
        inside = self.model.inside()
        listed = self.store.inside()
        assert self.store.inside_count() == len(listed) == len(inside)
        assert [row.since for row in listed] == sorted((row.since for row in listed), reverse=True)
        for row in listed:
            entry = inside[row.person_key].passage
            person = entry.person
            assert (row.passage, row.since) == (entry.id, entry.occurred_at)
            assert (row.name, row.id_number) == (person.name, person.id_number)
            assert (row.phone, row.plate, row.kind) == (person.phone, entry.plate, entry.kind)

    @invariant()
    def somebody_is_known(self) -> None:
        self.steps += 1
        face = FACES[self.steps % len(FACES)]
        asked = [word[-6:] for word in face.found_by]
        if face.found_by:
            asked.append(" ".join(face.found_by[0].split()[-2:]))
        for words in asked:
            self.model.check_found(words, self.store.find_people(words, 20))
        if face.key is None:
            return
        mine = self.model.in_force(face.key)
        last = self.store.last_of(face.key)
        newest = mine[-1] if mine else None
        assert (last and last.id) == (newest and newest.id)
        assert self.store.passages_of(face.key, 3) == [one.passage for one in mine[:-4:-1]]

    @invariant()
    def a_trace_finds_who_was_here_together(self) -> None:
        face = FACES[self.steps % len(FACES)]
        number = face.person.id_number if face.key else None
        if number is None or "*" in number or not self.model.in_force(str(face.key)):
            return
        now = max(one.at for one in self.model.all) + HOUR
        found = self.store.tracing.trace(number, since=-EVER, until=EVER, now=now)
        assert found.subjects == (face.key,)
        assert list(found.stays) == self.model.visits(str(face.key), now)
        assert {
            one.key: (one.overlap_ms, one.meetings) for one in found.contacts
        } == self.model.met(str(face.key), now)


def _shown(state: OutboxState) -> OutboxState:
    return PENDING if state is SENDING else state


TestStoreAgainstModel = pytest.mark.timeout(0)(StoreAgainstModel.TestCase)
TestStoreAgainstModel.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
