"""The engine: rounds, halves, causes, pauses, and what it does with strange answers."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from uuid import uuid4

import msgspec
import pytest

from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import Passage
from checkpoint_app.records.outgoing import encode_row
from checkpoint_app.records.views import OutboxItem
from checkpoint_app.sync.backoff import SIGN_OF_LIFE_S
from checkpoint_app.sync.bell import ENOUGH
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.delivery import HubDoor
from checkpoint_app.sync.engine import IDLE_S, RoundResult, SyncEngine, SyncState
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin, PassageItem, Rejection
from checkpoint_app.wire.validation import TEXT_LIMITS
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub, Station, make_passage

WAIT_S = 20
RNG = Random(5)


class TalkingHub:
    """A hub that says what the test wants; `say` sees the items of each batch."""

    def __init__(self, say: Callable[[list[PassageItem]], BatchAnswer]) -> None:
        self.say = say
        self.batches: list[int] = []
        self.asked = 0
        self.down = False

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        self.batches.append(len(items))
        return self.say([msgspec.json.decode(item, type=PassageItem) for item in items])

    def bulletin(self) -> Bulletin:
        self.asked += 1
        if self.down:
            raise SyncFailure(SyncCause.NO_NETWORK)
        return Bulletin(now=0, hub=uuid4(), site_name="")


def take_all(items: list[PassageItem]) -> BatchAnswer:
    return make_answer(uuid4(), 0, [(item.id, item.rev) for item in items], [], [])


def fail(cause: SyncCause, retry_after_s: int | None = None) -> Callable[[object], BatchAnswer]:
    def say(_items: object) -> BatchAnswer:
        raise SyncFailure(cause, retry_after_s)

    return say


def engine_of(
    station: Station, hub: HubDoor | None, clock: FakeClock | None = None, size: int = 500
) -> SyncEngine:
    return SyncEngine(
        station.store,
        hub,
        clock or FakeClock(),
        threading.Event(),
        rand=lambda: 0.0,
        batch_size=size,
    )


def save(station: Station, count: int) -> list[Passage]:
    return [station.save(RNG) for _ in range(count)]


def test_a_round_empties_the_outbox(hub: RunningHub, station: Station) -> None:
    save(station, 603)
    result = engine_of(station, station.client(hub.url), size=250).once()
    assert result == RoundResult(sent=603, accepted=603)
    assert len(hub.held()) == 603
    assert station.store.balance().accepted == 603


def test_a_second_sending_is_a_duplicate(hub: RunningHub, station: Station) -> None:
    passage = save(station, 1)[0]
    client = station.client(hub.url)

    def send_and_lose(items: Sequence[bytes]) -> BatchAnswer:
        HubClient.send(client, items)
        raise SyncFailure(SyncCause.NO_ANSWER)

    lossy = TalkingHub(take_all)
    lossy.send = send_and_lose  # type: ignore[method-assign]  # one planted fault
    first = engine_of(station, lossy).once()
    assert (first.sent, first.pending, first.cause) == (0, 1, SyncCause.NO_ANSWER)
    second = engine_of(station, client).once()
    assert second == RoundResult(sent=1, duplicate=1)
    assert hub.held() == {str(passage.id): 1}


def test_without_a_hub_nothing_is_tried(station: Station) -> None:
    save(station, 2)
    result = engine_of(station, None).once()
    assert result == RoundResult(pending=2, cause=SyncCause.NOT_ENROLLED)


def test_a_refused_passage_is_kept_with_its_reason(hub: RunningHub, station: Station) -> None:
    save(station, 3)
    bad = station.save(RNG, name="x" * (TEXT_LIMITS["person.name"] + 1))
    result = engine_of(station, station.client(hub.url)).once()
    assert result == RoundResult(sent=4, accepted=3, needs_fix=1)
    (kept,) = station.store.outbox.needs_fix(10)
    assert (kept.passage.id, kept.refusal_code, kept.refusal_field) == (
        bad.id,
        "text_too_long",
        "person.name",
    )


def test_a_refused_batch_is_halved_down_to_the_one_to_blame(station: Station) -> None:
    passages = save(station, 16)
    bad = passages[11].id

    def say(items: list[PassageItem]) -> BatchAnswer:
        if any(item.id == bad for item in items):
            raise BatchRefused("too_large")
        return take_all(items)

    hub = TalkingHub(say)
    result = engine_of(station, hub).once()
    assert result == RoundResult(sent=16, accepted=15, needs_fix=1)
    (kept,) = station.store.outbox.needs_fix(10)
    assert (kept.passage.id, kept.refusal_code) == (bad, "too_large")
    assert hub.batches == [16, 8, 8, 4, 2, 2, 1, 1, 4]


def test_a_cause_in_the_middle_of_halving_releases_the_rest(station: Station) -> None:
    save(station, 16)

    def say(items: list[PassageItem]) -> BatchAnswer:
        if len(items) > 4:
            raise BatchRefused("too_large")
        raise SyncFailure(SyncCause.NO_NETWORK)

    hub = TalkingHub(say)
    result = engine_of(station, hub).once()
    assert result == RoundResult(pending=16, cause=SyncCause.NO_NETWORK)
    assert hub.batches == [16, 8, 4]
    assert len(station.store.outbox.claim(99, 0)) == 16


@pytest.mark.parametrize("cause", list(SyncCause))
def test_a_cause_stops_all_once_and_deletes_nothing(station: Station, cause: SyncCause) -> None:
    save(station, 5)
    hub = TalkingHub(fail(cause))
    engine = engine_of(station, hub, size=2)
    result = engine.once()
    assert result == RoundResult(pending=5, cause=cause)
    assert hub.batches == [2]
    assert engine.state().cause is cause
    hub.say = take_all
    assert engine.once() == RoundResult(sent=5, accepted=5)
    assert engine.state().cause is None


def test_what_the_answer_leaves_out_stays(station: Station) -> None:
    passages = save(station, 3)

    def say(items: list[PassageItem]) -> BatchAnswer:
        strangers = [(uuid4(), 1), (items[1].id, 99)]
        return make_answer(uuid4(), 0, [(items[0].id, 1), *strangers], [], [])

    result = engine_of(station, TalkingHub(say)).once()
    assert result == RoundResult(sent=1, accepted=1, pending=2, cause=SyncCause.HUB_ERROR)
    assert {item.passage.id for item in station.store.outbox.claim(9, 0)} == {
        passages[1].id,
        passages[2].id,
    }


def test_a_refusal_by_place_finds_its_passage(station: Station) -> None:
    passages = save(station, 3)

    def say(items: list[PassageItem]) -> BatchAnswer:
        taken = [(items[0].id, 1), (items[2].id, 1)]
        return make_answer(
            uuid4(),
            0,
            taken,
            [],
            [Rejection(code="malformed", index=1), Rejection(code="malformed", index=77)],
        )

    assert engine_of(station, TalkingHub(say)).once() == RoundResult(
        sent=3, accepted=2, needs_fix=1
    )
    assert station.store.outbox.needs_fix(9)[0].passage.id == passages[1].id


def test_a_poison_that_breaks_the_hub_blocks_no_one_for_good(station: Station) -> None:
    passages = save(station, 20)
    bad = passages[3].id

    def say(items: list[PassageItem]) -> BatchAnswer:
        if any(item.id == bad for item in items):
            raise SyncFailure(SyncCause.HUB_ERROR)
        return take_all(items)

    engine = engine_of(station, TalkingHub(say), size=16)
    for _ in range(12):
        engine.once()
    assert [item.passage.id for item in station.store.outbox.claim(99, 0)] == [bad]


def test_smaller_after_a_failure_and_larger_again(station: Station) -> None:
    save(station, 30)
    hub = TalkingHub(fail(SyncCause.NO_ANSWER))
    engine = engine_of(station, hub, size=8)
    for _ in range(5):
        engine.once()
    hub.say = take_all
    engine.once()
    assert hub.batches == [8, 4, 2, 1, 1, 1, 2, 4, 8, 8, 7]


def test_a_text_that_cannot_be_written_blocks_no_one(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = save(station, 4)

    def encode(item: OutboxItem) -> bytes:
        if item.id == passages[1].id:
            "\ud800".encode()
        if item.id == passages[2].id:
            msgspec.json.decode(b"{", type=PassageItem)
        return encode_row(item)

    monkeypatch.setattr("checkpoint_app.records.outbox.encode_row", encode)
    hub = TalkingHub(take_all)
    assert engine_of(station, hub).once() == RoundResult(sent=4, accepted=2, needs_fix=2)
    assert [item.refusal_code for item in station.store.outbox.needs_fix(9)] == [
        "text_unprintable",
        "malformed",
    ]


def test_what_a_killed_process_was_sending_is_sent_again(hub: RunningHub, station: Station) -> None:
    save(station, 3)
    assert len(station.store.outbox.claim(2, 0)) == 2  # and then the power went
    assert engine_of(station, station.client(hub.url)).once().accepted == 3


def test_what_a_failed_store_left_is_sent_again(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(station, 2)
    hub = TalkingHub(take_all)
    engine = engine_of(station, hub)

    def full(*_args: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(station.store.outbox, "settle", full)
        with pytest.raises(DiskFull):
            engine.once()
    assert engine.once() == RoundResult(sent=2, accepted=2)


def test_the_pause_grows_and_ends(station: Station) -> None:
    save(station, 1)
    clock, hub = FakeClock(), TalkingHub(fail(SyncCause.NO_NETWORK))
    engine = engine_of(station, hub, clock)
    since, pauses = clock.now_ms(), []
    for _ in range(4):
        engine.once()
        state = engine.state()
        assert state.since_ms == since
        assert state.next_try_ms is not None
        pauses.append(state.next_try_ms - clock.now_ms())
        clock.pass_s(1)
    assert pauses == [2_500, 5_000, 10_000, 20_000]
    hub.say = take_all
    engine.once()
    assert engine.state() == SyncState(None, clock.now_ms())
    save(station, 1)
    hub.say = fail(SyncCause.HUB_BUSY, 70)
    engine.once()
    assert engine.state().next_try_ms == clock.now_ms() + 70_000


def test_with_nothing_to_send_the_hub_is_asked_now_and_then(station: Station) -> None:
    clock, hub = FakeClock(), TalkingHub(take_all)
    engine = engine_of(station, hub, clock)
    for _ in range(3):
        engine.once()
    assert hub.asked == 1
    clock.pass_s(SIGN_OF_LIFE_S * 0.5 - 1)
    engine.once()
    assert hub.asked == 1
    clock.pass_s(1)
    hub.down = True
    assert engine.once().cause is SyncCause.NO_NETWORK
    hub.down = False
    assert engine.once().cause is None
    assert hub.asked == 3


def test_a_sign_of_life_is_due_whatever_is_sent_beside(station: Station) -> None:
    clock, hub = FakeClock(), TalkingHub(take_all)
    engine = engine_of(station, hub, clock)
    for _ in range(4):
        save(station, 1)
        engine.once()
        clock.pass_s(SIGN_OF_LIFE_S / 4)
    assert (len(hub.batches), hub.asked) == (4, 2)


def test_a_long_backlog_does_not_fall_silent(station: Station) -> None:
    clock, hub = FakeClock(), TalkingHub(take_all)
    engine = engine_of(station, hub, clock, size=1)
    save(station, 4)

    def slowly(items: list[PassageItem]) -> BatchAnswer:
        clock.pass_s(SIGN_OF_LIFE_S)
        return take_all(items)

    hub.say = slowly
    assert engine.once().sent == 4
    assert hub.asked == 4


def test_a_hub_that_takes_no_sign_of_life_still_gets_every_passage(station: Station) -> None:
    hub = TalkingHub(take_all)
    hub.down = True
    engine = engine_of(station, hub, size=1)
    save(station, 4)
    result = engine.once()
    assert (result.sent, result.pending) == (4, 0)


def test_a_sign_of_life_follows_a_failure(station: Station) -> None:
    clock, hub = FakeClock(), TalkingHub(fail(SyncCause.NO_ANSWER))
    engine = engine_of(station, hub, clock)
    hub.say = take_all
    engine.once()
    assert hub.asked == 1
    save(station, 1)
    hub.say = fail(SyncCause.NO_ANSWER)
    engine.once()
    hub.say = take_all
    engine.once()
    assert (hub.asked, engine.state().cause) == (2, None)


class Listener:
    """Lets the test wait for what the engine's thread does."""

    def __init__(self) -> None:
        self.rounds: list[RoundResult] = []
        self.states: list[SyncState] = []
        self.changed = threading.Condition()

    def on_round(self, result: RoundResult) -> None:
        with self.changed:
            self.rounds.append(result)
            self.changed.notify_all()

    def on_state(self, state: SyncState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def wait(self, done: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(done, WAIT_S)


class Running:
    """An engine in its thread, on a clock that stands."""

    def __init__(self, station: Station, hub: HubDoor | None) -> None:
        self.listener, self.clock, self.stop = Listener(), FakeClock(), threading.Event()
        self.engine = SyncEngine(
            station.store, hub, self.clock, self.stop, self.listener, rand=lambda: 0.0
        )
        self.thread = threading.Thread(target=self.engine.run)

    def __enter__(self) -> "Running":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop.set()
        self.thread.join(WAIT_S)
        assert not self.thread.is_alive()


def test_new_passages_are_sent_together_with_their_company(station: Station) -> None:
    hub = TalkingHub(take_all)
    with Running(station, hub) as running:
        running.listener.wait(lambda: len(running.listener.rounds) == 1)
        for _ in range(3):
            save(station, 1)
            running.engine.wake()
            running.clock.pass_s(1)
        running.listener.wait(lambda: running.listener.rounds[-1].accepted == 3)
    assert hub.batches == [3]


def test_many_new_passages_wait_for_no_more(station: Station) -> None:
    with Running(station, TalkingHub(take_all)) as running:
        running.listener.wait(lambda: len(running.listener.rounds) == 1)
        save(station, ENOUGH)
        for _ in range(ENOUGH):
            running.engine.wake()
        running.listener.wait(lambda: running.listener.rounds[-1].accepted == ENOUGH)


class RunningClock(FakeClock):
    """A quarter of an hour passes each time it is asked."""

    def monotonic(self) -> float:
        self.pass_s(900)
        return self.seconds


def test_a_new_passage_ends_no_pause(station: Station) -> None:
    save(station, 1)
    clock, stop, sent_at = RunningClock(), threading.Event(), list[float]()

    def say(_items: object) -> BatchAnswer:
        sent_at.append(clock.seconds)
        engine.wake()
        if len(sent_at) == 2:
            stop.set()
        raise SyncFailure(SyncCause.HUB_BUSY, 3_600)

    engine = SyncEngine(station.store, TalkingHub(say), clock, stop)
    engine.run()
    assert sent_at[1] - sent_at[0] >= 3_600


def test_a_person_ends_a_pause(station: Station) -> None:
    hub = TalkingHub(fail(SyncCause.NO_NETWORK))
    save(station, 1)
    with Running(station, hub) as running:
        running.listener.wait(lambda: len(running.listener.rounds) == 1)
        hub.say = take_all
        running.engine.try_now()
        running.listener.wait(lambda: running.listener.rounds[-1].accepted == 1)


def test_time_ends_a_pause_and_an_idle_wait(station: Station) -> None:
    hub = TalkingHub(fail(SyncCause.NO_NETWORK))
    save(station, 1)
    with Running(station, hub) as running:
        rounds = running.listener.rounds
        running.listener.wait(lambda: len(rounds) == 1)
        hub.say = take_all
        running.clock.pass_s(3)
        running.listener.wait(lambda: len(rounds) == 2)
        save(station, 1)
        running.clock.pass_s(IDLE_S)
        running.listener.wait(lambda: len(rounds) == 3)
        assert [result.accepted for result in rounds] == [0, 1, 1]


def test_enrolment_begins_the_sending(hub: RunningHub, station: Station) -> None:
    save(station, 2)
    with Running(station, None) as running:
        running.listener.wait(lambda: len(running.listener.rounds) == 1)
        running.engine.set_hub(station.client(hub.url))
        running.listener.wait(lambda: running.listener.rounds[-1].accepted == 2)


@pytest.mark.parametrize(
    ("error", "cause"),
    [(DiskFull(), SyncCause.DISK_FULL), (ValueError("x"), SyncCause.PROGRAM_ERROR)],
)
def test_the_thread_outlives_a_failing_store_and_a_fault(
    station: Station, monkeypatch: pytest.MonkeyPatch, error: Exception, cause: SyncCause
) -> None:
    save(station, 1)
    hub = TalkingHub(take_all)

    def broken(*_args: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(station.store.outbox, "claim", broken)
        with Running(station, hub) as running:
            states = running.listener.states
            running.listener.wait(lambda: bool(states) and states[-1].cause is cause)
            patch.undo()
            running.engine.try_now()
            running.listener.wait(lambda: states[-1].cause is None)
    assert station.store.outbox.unsent() == 0


def test_stopping_in_the_middle_leaves_the_rest_to_be_sent(station: Station) -> None:
    save(station, 6)
    stop = threading.Event()

    def say(items: list[PassageItem]) -> BatchAnswer:
        stop.set()
        return take_all(items)

    engine = SyncEngine(station.store, TalkingHub(say), FakeClock(), stop, batch_size=2)
    assert engine.once() == RoundResult(sent=2, accepted=2, pending=4)
    assert len(station.store.outbox.claim(9, 0)) == 4


def test_the_store_is_free_while_the_network_is_waited_for(station: Station) -> None:
    save(station, 1)

    def say(items: list[PassageItem]) -> BatchAnswer:
        gate = threading.Thread(target=save, args=(station, 1))
        gate.start()
        gate.join(WAIT_S)
        assert not gate.is_alive(), "the gate waits for the network"
        return take_all(items)

    hub = TalkingHub(say)
    hub.say = lambda items: say(items) if len(hub.batches) == 1 else take_all(items)
    assert engine_of(station, hub).once().accepted == 2


def test_the_hub_restarts_in_mid_stream(hub: RunningHub, station: Station) -> None:
    client = station.client(hub.url)
    engine = engine_of(station, client, size=10)
    for _ in range(3):
        save(station, 25)
        hub.stop()
        assert engine.once().cause in {SyncCause.NO_NETWORK, SyncCause.NO_ANSWER}
        hub.start()
        while station.store.outbox.unsent():
            engine.once()
    assert len(hub.held()) == 75
    assert station.store.balance().accepted == 75


def test_two_stations_at_once(hub: RunningHub, tmp_path: Path) -> None:
    stations = [Station(tmp_path, hub) for _ in range(3)]
    for one in stations:
        for _ in range(120):
            one.store.save(make_passage(one.id, Random(one.id.int)))
    threads = [
        threading.Thread(target=engine_of(one, one.client(hub.url), size=7).once)
        for one in stations
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert len(hub.held()) == 360
    for one in stations:
        assert one.store.outbox.unsent() == 0
        one.close()
