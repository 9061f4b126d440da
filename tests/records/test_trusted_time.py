"""Time that a wrong wall clock cannot spoil."""

from pathlib import Path

from checkpoint_app.domain.passage import Passage
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

MINUTE = 60_000


def kept(store: Store) -> Passage:
    made = passage(store.info().id)
    store.save(made)
    return store.passage(made.id)


def test_the_order_is_known_whatever_the_wall_clock_does(store: Store, clock: FakeClock) -> None:
    first = kept(store)
    clock.pass_s(1.5)
    clock.set_wall("2020-01-01T00:00:00")
    second = kept(store)
    clock.pass_s(2)
    clock.set_wall("2036-01-01T00:00:00")
    third = kept(store)
    ticks = [one.tick for one in (first, second, third)]
    assert ticks == [0, 1500, 3500]
    assert first.session == second.session == third.session


def test_another_run_is_another_session(
    store: Store, clock: FakeClock, tmp_path: Path, key: bytes
) -> None:
    first = kept(store)
    again = Store.open(tmp_path / "station.db", key, clock)
    assert kept(again).session != first.session
    again.close()


def test_the_hubs_clock_is_kept_through_a_wall_clock_that_is_set(
    store: Store, clock: FakeClock
) -> None:
    assert store.time.offset() is None
    assert kept(store).hub_offset is None
    right = clock.now_ms() + 5 * MINUTE
    store.time.hear(right)
    assert kept(store).hub_offset == 5 * MINUTE
    clock.pass_s(60)
    assert store.time.offset() == 5 * MINUTE
    clock.at_ms += 4 * MINUTE  # somebody sets the clock, not quite right
    assert store.time.offset() == MINUTE
    made = kept(store)
    assert made.hub_offset == MINUTE
    assert clock.now_ms() + made.hub_offset == right + 60_000


def test_an_answer_that_was_long_under_way_does_not_spoil_what_is_known(
    store: Store, clock: FakeClock
) -> None:
    store.time.hear(clock.now_ms() + 5_000, 20)
    store.time.hear(clock.now_ms() + 90_000, 60_000)
    assert store.time.offset() == 5_000
    assert store.time.uncertainty() == 20


def test_what_is_known_wears_out(store: Store, clock: FakeClock) -> None:
    store.time.hear(clock.now_ms() + 5_000, 20)
    clock.pass_s(600)
    assert store.time.uncertainty() == 80
    store.time.hear(clock.now_ms() + 5_050, 81)
    assert store.time.offset() == 5_000
    store.time.hear(clock.now_ms() + 5_050, 79)
    assert (store.time.offset(), store.time.uncertainty()) == (5_050, 79)


def test_the_hubs_time_where_it_is_known(store: Store, clock: FakeClock) -> None:
    assert store.time.now_ms() == clock.now_ms()
    assert store.time.uncertainty() is None
    store.time.hear(clock.now_ms() - 7_000, 5)
    assert store.time.now_ms() == clock.now_ms() - 7_000
