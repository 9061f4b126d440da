"""What is made of each batch beforehand is what a commit would have made of the whole group."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

import pytest

from checkpoint_app.domain.passage import Passage, Person
from checkpoint_app.hub.judging import judge
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.copying import packed_rows
from checkpoint_app.hub.store.group import Intake, Outcome, by_key
from checkpoint_app.hub.store.preparing import Group, Prepared, grouped, prepared
from checkpoint_app.hub.store.rollups import Tally
from checkpoint_app.hub.store.waiting import KnownKeys, keys_of, work_of
from checkpoint_app.wire.passages import encode_item
from tests.fakes.passages import AT, full, passage

VAULT, HOUR_MS = Vault(bytes(32)), 3_600_000
SITES = [uuid4() for _ in range(3)]


def drawn(rng: Random, station: UUID) -> Passage:
    at = AT + rng.randrange(30) * HOUR_MS
    if rng.random() < 0.2:
        return full(station)
    return passage(station, id_number=None, phone=f"09{rng.randrange(6):08}", at=at)


def batch(site: UUID, passages: Sequence[Passage], at: int = AT) -> Intake:
    raws = [encode_item(one) for one in passages]
    good, bad = judge(raws, site, at, 0, VAULT)
    assert not bad
    return prepared(Intake(site, uuid4(), at, 0, good), packed_rows, KnownKeys())


def sums_of(tally: Tally | None) -> object:
    assert tally is not None
    return tally._sums


def test_a_group_is_the_same_as_all_its_batches() -> None:
    rng = Random(3)
    group = [
        batch(site, [drawn(rng, uuid4()) for _ in range(rng.randrange(1, 9))], AT + number)
        for number, site in enumerate(rng.choices(SITES, k=12))
    ]
    group.insert(5, Intake(SITES[0], uuid4(), AT, 0, [], refused=2))
    whole, rows = grouped(group, again=False), by_key(group)
    assert sorted((row[1] for row in whole.rows), key=lambda one: one.key) == [
        judged for _, judged in rows
    ]
    assert whole.packed == packed_rows(whole.rows)
    tally = Tally()
    tally.count(rows, {})
    assert sums_of(whole.tally) == sums_of(tally)
    assert whole.people == work_of(rows, {})
    assert whole.keys == keys_of(rows)
    assert whole.outcomes == [Outcome([one.pair for one in intake.passages]) for intake in group]
    # What was made of a batch is still that batch's own: it may have to be written once more.
    for one in group:
        if isinstance(one, Prepared):
            again = Tally()
            again.count(one.rows, {})
            assert sums_of(one.tally) == sums_of(again)
            assert one.people == work_of(one.rows, {})


def test_what_may_have_been_sent_before_is_looked_at_row_by_row() -> None:
    station = uuid4()
    one, two = passage(station), passage(station)
    mended = replace(one, rev=2)
    here = SITES[0]
    plain = batch(here, [one, two])
    assert grouped([plain], again=False).packed is not None
    for group, again in (
        ([batch(here, [mended])], False),
        ([batch(here, [one, one])], False),
        ([plain, batch(here, [two])], False),
        ([plain], True),
    ):
        found = grouped(group, again=again)
        assert found == Group(by_key(group), keys_of(by_key(group)))


@pytest.mark.parametrize("same", [True, False])
def test_keys_that_are_written_are_not_written_again(same: bool) -> None:
    who = Person(id_number="001099000001", phone="0900000001")
    known = KnownKeys()
    site, station = SITES[0], uuid4()

    def made(person: Person) -> Intake:
        there = passage(station, id_number=person.id_number, phone=person.phone)
        good, _ = judge([encode_item(there)], site, AT, 0, VAULT)
        return prepared(Intake(site, station, AT, 0, good), packed_rows, known)

    first = made(who)
    assert isinstance(first, Prepared)
    assert len(first.keys) == 1
    known.written(first.keys)
    second = made(who if same else Person(id_number="001099000001", phone="0900000002"))
    assert isinstance(second, Prepared)
    assert len(second.keys) == (0 if same else 1)
