"""What is known of each revision on its way, and of sending as a whole; it survives a restart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.outgoing import encode_row
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import (
    Answer,
    OutboxState,
    Receipt,
    Sending,
    Standing,
    StationInfo,
)
from checkpoint_app.wire.messages import PassageItem
from checkpoint_app.wire.passages import encode_item
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, full, passage, passages

ACCEPTED, DUPLICATE, NEEDS_FIX = (
    OutboxState.ACCEPTED,
    OutboxState.DUPLICATE,
    OutboxState.NEEDS_FIX,
)


def saved(store: Store, number: int = 1) -> Passage:
    made = passage(store.info().id, id_number=f"0010990{number:05}", at=AT + number)
    store.save(made)
    return made


def claimed(store: Store, limit: int, fresh: int = 0) -> list[Passage]:
    return [item.passage for item in store.outbox.claim(limit, AT, fresh)]


def test_a_share_of_each_batch_is_the_newest_and_the_rest_the_oldest(store: Store) -> None:
    made = [saved(store, number) for number in range(10)]
    assert claimed(store, 4, fresh=2) == [made[0], made[1], made[8], made[9]]
    newest = saved(store, 10)
    assert claimed(store, 4, fresh=2) == [made[2], made[3], made[7], newest]
    assert claimed(store, 9, fresh=4) == made[4:7], "each once, where the shares meet"


def test_what_may_be_poison_sinks_and_what_the_network_did_sinks_nobody(store: Store) -> None:
    made = [saved(store, number) for number in range(4)]
    store.outbox.claim(2, AT)
    store.outbox.release([(made[0].id, 1)], "hub_error")
    store.outbox.release([(made[1].id, 1)], "no_network", sinks=False)
    assert claimed(store, 4) == [made[1], made[2], made[3], made[0]]
    store.outbox.recover()
    assert [item.attempts for item in store.outbox.claim(4, AT)] == [3, 2, 2, 3]


def test_what_sank_is_not_fresh(store: Store) -> None:
    made = [saved(store, number) for number in range(3)]
    for one in made[1:]:
        assert claimed(store, 1, fresh=1) == [made[2]] if one is made[1] else True
    store.outbox.release([(made[2].id, 1)], "hub_error")
    assert claimed(store, 2, fresh=1) == [made[0], made[1]]


def test_what_another_program_sends_is_left_to_it_until_it_must_be_dead(store: Store) -> None:
    saved(store, 1)
    store.outbox.claim(1, AT)
    assert store.outbox.recover(AT) == 0
    assert store.outbox.recover(AT + 1) == 1


def test_where_one_passage_stands_at_every_step(store: Store, clock: FakeClock) -> None:
    made = saved(store)
    said = Standing(made.id, 1, OutboxState.PENDING, attempts=0)
    assert store.outbox.standing(made.id) == [said]
    store.outbox.claim(1, AT + 5)
    said = replace(said, state=OutboxState.SENDING, attempts=1, last_try_at=AT + 5)
    assert store.outbox.standing(made.id) == [said]
    store.outbox.release([(made.id, 1)], "no_network")
    said = replace(said, state=OutboxState.PENDING, last_answer="no_network")
    assert store.outbox.standing(made.id) == store.outbox.waiting() == [said]
    store.outbox.note_sending(Sending("no_network", False, AT, AT + 9_000, 1))
    assert store.outbox.standing(made.id) == [replace(said, next_try_at=AT + 9_000)]
    store.outbox.note_sending(Sending("unauthorised", True, AT, AT + 9_000, 2))
    assert store.outbox.waiting() == [
        replace(said, state=OutboxState.PAUSED, next_try_at=AT + 9_000)
    ]
    store.outbox.settle([Answer(made.id, 1, NEEDS_FIX, "time_missing", "row")], new_id(), 5)
    (refused,) = store.outbox.standing(made.id)
    assert (refused.state, refused.code, refused.field) == (NEEDS_FIX, "time_missing", "row")
    assert (refused.last_answer, refused.next_try_at) == ("time_missing", None)
    store.correct(made.id, lambda old: replace(old, note="sửa"))
    batch = new_id()
    store.outbox.settle([Answer(made.id, 2, DUPLICATE)], batch, AT + 7)
    receipt = Receipt(2, batch, clock.now_ms(), AT + 7)
    assert store.outbox.standing(made.id) == [
        Standing(made.id, 1, DUPLICATE, receipt=receipt),
        Standing(made.id, 2, DUPLICATE, receipt=receipt),
    ]
    assert store.outbox.waiting() == []
    assert store.outbox.standing(new_id()) == []


def test_the_receipt_of_each_is_found_though_the_clock_was_set_back(
    store: Store, clock: FakeClock
) -> None:
    made = [saved(store, number) for number in range(30)]
    batches = {}
    for place, one in enumerate(reversed(made)):
        clock.pass_s(60)
        if place == 11:
            clock.set_wall("2001-01-01T00:00:00")
        batches[one.id] = new_id()
        store.outbox.settle([Answer(one.id, 1, ACCEPTED)], batches[one.id], None)
    for one in made:
        (standing,) = store.outbox.standing(one.id)
        assert standing.receipt is not None
        assert standing.receipt.batch == batches[one.id]


def test_how_sending_stands_survives_a_restart(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    assert store.outbox.sending() == Sending()
    noted = Sending("captive_portal", True, AT, AT + 60_000, 4, 1_800, AT - 1)
    store.outbox.note_sending(noted)
    store.close()
    again = Store.open(tmp_path / "station.db", key, clock)
    assert again.outbox.sending() == noted
    again.outbox.note_sending(Sending(since=AT))
    assert again.outbox.sending() == Sending(since=AT)
    again.close()


def test_a_batch_settles_with_few_statements(store: Store) -> None:
    made = [saved(store, number) for number in range(300)]
    with store._database.read() as connection:
        driver = plain(connection)
    asked: list[str] = []
    driver.set_trace_callback(asked.append)
    store.outbox.settle([Answer(one.id, 1, ACCEPTED) for one in made], new_id(), None)
    driver.set_trace_callback(None)
    assert 0 < len(asked) < 20, asked
    assert store.verify().ok
    assert store.balance().accepted == 300


def test_numbers_of_the_outbox_are_not_counted_anew(store: Store) -> None:
    made = [saved(store, number) for number in range(300)]
    store.outbox.settle([Answer(one.id, 1, NEEDS_FIX, "x", None) for one in made[:5]], new_id(), 0)
    with store._database.read() as connection:
        driver = plain(connection)
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    driver.set_progress_handler(count, 10)
    assert store.outbox.unsent() == store.balance().unsent == 295
    assert store.outbox.oldest_unsent_at() == made[5].recorded_at
    driver.set_progress_handler(None, 10)
    assert steps[0] < 30


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=passages(new_id()))
def test_a_row_is_told_as_its_passage_would_be(shared: Store, value: Passage) -> None:
    value = replace(value, station=shared.info().id)
    shared.save(value)
    (item,) = shared.outbox.claim(1, AT, 1)
    stored = item.passage
    assert item.id == value.id
    assert msgspec.json.decode(encode_row(item), type=PassageItem) == msgspec.json.decode(
        encode_item(stored), type=PassageItem
    )
    assert encode_row(item) == encode_item(stored)


def test_a_full_row_is_told_whole(store: Store) -> None:
    store.save(full(store.info().id))
    (item,) = store.outbox.claim(1, AT)
    assert encode_row(item) == encode_item(item.passage)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for many examples."""
    info = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)
    path = tmp_path_factory.mktemp("told") / "station.db"
    made = Store.create(path, bytes(32), info, FakeClock())
    yield made
    made.close()
