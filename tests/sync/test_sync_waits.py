"""What the sending thread waits for: a pause that outlives the program, the network, company."""

import threading
from random import Random

import pytest

from checkpoint_app.domain.errors import CheckpointError, DiskFull, StoreBusy
from checkpoint_app.records.views import OutboxState, Sending
from checkpoint_app.sync.backoff import CAP_S, FIRST_S, Backoff, retry_after_s
from checkpoint_app.sync.bell import GATHER_S, Bell, current_links
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import LEFT_MS, SyncEngine, SyncState
from checkpoint_app.sync.pace import Pace, done_at
from tests.benchmarks.storm import simulate
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import Station
from tests.sync.test_sync_engine import Listener, TalkingHub, fail, take_all

WAIT_S = 20
RNG = Random(3)
AT = 1_795_395_600_000


class Steps:
    """A clock that goes on by itself, half a second each time it is asked, up to a limit."""

    def __init__(self, at_ms: int = AT) -> None:
        self.at_ms, self.seconds = at_ms, 100.0
        self.moving = True

    def now_ms(self) -> int:
        return self.at_ms

    def monotonic(self) -> float:
        if self.moving:
            self.seconds += 0.5
            self.at_ms += 500
        return self.seconds


def engine_of(
    station: Station, hub: TalkingHub, clock: FakeClock | Steps, stop: threading.Event
) -> SyncEngine:
    return SyncEngine(
        station.store, hub, clock, stop, rand=lambda: 0.0, links=lambda: frozenset({"eth0 a"})
    )


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No real time passes in a wait: the clock goes on whenever it is asked."""
    monkeypatch.setattr("checkpoint_app.sync.bell._SLICE_S", 0.0)


# A pause is one fact, and it is kept


@pytest.mark.parametrize("cause", list(SyncCause))
def test_a_cause_is_kept_once_and_shown_by_every_row(station: Station, cause: SyncCause) -> None:
    saved = [station.save(RNG) for _ in range(3)]
    clock, listener = FakeClock(), Listener()
    engine = SyncEngine(
        station.store, TalkingHub(fail(cause)), clock, threading.Event(), listener, rand=lambda: 0.0
    )
    for _ in range(3):
        engine.once()
    station.reopen()
    kept = station.store.outbox.sending()
    assert (kept.cause, kept.failures, kept.since) == (cause, 3, clock.now_ms())
    assert kept.next_try_at == clock.now_ms() + 10_000
    assert {state.cause for state in listener.states} == {cause}
    assert len({state.since_ms for state in listener.states}) == 1
    rows = station.store.outbox.waiting()
    assert [row.id for row in rows] == [one.id for one in saved]
    shown = OutboxState.PAUSED if cause.needs_someone else OutboxState.PENDING
    assert {row.state for row in rows} == {shown}
    assert {row.next_try_at for row in rows} == {kept.next_try_at}
    assert {row.last_answer for row in rows} == {cause.value}


def test_a_pause_goes_on_after_a_restart_and_ends(station: Station) -> None:
    station.save(RNG)
    clock = FakeClock()
    hub = TalkingHub(fail(SyncCause.NO_NETWORK))
    for _ in range(6):
        engine_of(station, hub, clock, threading.Event()).once()
    station.reopen()
    assert station.store.outbox.sending().failures == 6
    tries, stop = len(hub.batches), threading.Event()
    hub.say = take_all
    engine = engine_of(station, hub, clock, stop)
    assert engine.state() == SyncState(
        SyncCause.NO_NETWORK, clock.now_ms(), clock.now_ms() + 80_000
    )
    listener = Listener()
    engine._listener = listener
    thread = threading.Thread(target=engine.run)
    thread.start()
    clock.pass_s(79)
    assert len(hub.batches) == tries
    clock.pass_s(1)
    listener.wait(lambda: len(listener.rounds) == 1)
    stop.set()
    thread.join(WAIT_S)
    assert listener.rounds[0].accepted == 1
    station.reopen()
    assert station.store.outbox.sending().cause is None


@pytest.mark.usefixtures("at_once")
def test_a_clock_set_back_makes_no_pause_longer_than_the_cap(station: Station) -> None:
    station.save(RNG)
    station.store.outbox.note_sending(Sending("no_network", False, AT, AT + 10**12, 3))
    clock, stop, hub = Steps(), threading.Event(), TalkingHub(take_all)
    engine = engine_of(station, hub, clock, stop)
    begun = clock.seconds

    def say(items: object) -> object:
        stop.set()
        return take_all(items)  # type: ignore[arg-type]  # only handed on

    hub.say = say  # type: ignore[assignment]  # as above
    engine.run()
    assert CAP_S <= clock.seconds - begun < CAP_S * 1.1


@pytest.mark.parametrize(
    ("error", "cause"), [(DiskFull(), SyncCause.DISK_FULL), (StoreBusy(), SyncCause.STORE_BUSY)]
)
@pytest.mark.parametrize("call", ["settle", "release", "note_sending", "claim"])
def test_a_store_that_takes_nothing_pauses_and_loses_nothing(
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    error: CheckpointError,
    cause: SyncCause,
    call: str,
) -> None:
    for _ in range(3):
        station.save(RNG)
    clock, stop, listener = FakeClock(), threading.Event(), Listener()
    hub = TalkingHub(fail(SyncCause.HUB_ERROR) if call == "release" else take_all)

    def full(*_args: object, **_named: object) -> None:
        raise error

    engine = SyncEngine(station.store, hub, clock, stop, listener, rand=lambda: 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(station.store.outbox, call, full)
        thread = threading.Thread(target=engine.run)
        thread.start()
        if call == "note_sending":
            listener.wait(lambda: bool(listener.rounds))
        else:
            listener.wait(lambda: bool(listener.states) and listener.states[-1].cause is cause)
            assert station.store.outbox.unsent() == 3
    hub.say = take_all
    engine.try_now()
    listener.wait(lambda: station.store.outbox.unsent() == 0)
    stop.set()
    thread.join(WAIT_S)
    assert station.store.balance().accepted == 3
    assert station.store.verify().ok


def test_rows_that_another_program_was_killed_over_are_sent(station: Station) -> None:
    clock, hub = FakeClock(), TalkingHub(take_all)
    engine = engine_of(station, hub, clock, threading.Event())
    assert engine.once().sent == 0
    station.save(RNG)
    station.store.outbox.claim(1, clock.now_ms())  # by another program, which is killed then
    assert engine.once().pending == 1
    clock.pass_s(LEFT_MS / 1000 + 1)
    engine.once()
    assert engine.once().accepted == 1


# The network comes back


class Links:
    """What the computer is linked to, look by look; the last one stays."""

    def __init__(self, *looks: set[str]) -> None:
        self.looks = [frozenset(look) for look in looks]

    def __call__(self) -> frozenset[str]:
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]


@pytest.mark.parametrize(
    ("looks", "least", "most"),
    [
        ([{"eth0 a"}], 600, 620),  # nothing changes
        ([{"eth0 a"}, set(), set()], 600, 620),  # it only goes down
        ([set(), {"eth0 a"}], 30, 40),  # it comes up
        ([{"eth0 a"}, {"wlan0 b"}], 30, 40),  # another network
        ([{"eth0 a"}, set(), {"eth0 a"}], 30, 45),  # down and up again
    ],
)
@pytest.mark.usefixtures("at_once")
def test_only_a_network_that_comes_up_shortens_a_pause(
    looks: list[set[str]], least: float, most: float
) -> None:
    clock = Steps()
    bell = Bell(clock, threading.Event(), links=Links(*looks))
    begun = clock.seconds
    bell.pause(600, clock.now_ms() + 600_000, lambda: 30.0)
    assert least <= clock.seconds - begun <= most


@pytest.mark.usefixtures("at_once")
def test_a_flapping_line_shortens_a_pause_once() -> None:
    clock, asked = Steps(), list[float]()
    flapping = [{"eth0 a"}, set[str]()] * 200

    def up() -> float:
        asked.append(clock.seconds)
        return 300.0

    begun = clock.seconds
    bell = Bell(clock, threading.Event(), links=Links(*flapping))
    bell.pause(600, clock.now_ms() + 600_000, up)
    assert len(asked) == 1
    assert 300 <= clock.seconds - begun < 330


@pytest.mark.usefixtures("at_once")
def test_where_the_network_is_not_to_blame_it_is_not_looked_at() -> None:
    clock = Steps()

    def links() -> frozenset[str]:
        raise AssertionError

    Bell(clock, threading.Event(), links=links).pause(20, clock.now_ms() + 20_000, None)


@pytest.mark.usefixtures("at_once")
def test_the_network_shortens_no_patience_that_the_hub_asked_for(station: Station) -> None:
    station.save(RNG)
    clock, stop, sent_at = Steps(), threading.Event(), list[float]()
    hub = TalkingHub(take_all)

    def say(_items: object) -> object:
        sent_at.append(clock.seconds)
        if len(sent_at) == 2:
            stop.set()
        return fail(SyncCause.HUB_BUSY, 500)(_items)

    hub.say = say  # type: ignore[assignment]  # it never returns
    looks = Links({"eth0 a"}, {"wlan0 b"}, {"wlan0 c"})
    SyncEngine(station.store, hub, clock, stop, rand=lambda: 0.0, links=looks).run()
    assert sent_at[1] - sent_at[0] >= 500


@pytest.mark.usefixtures("at_once")
def test_a_computer_that_slept_tries_when_it_wakes() -> None:
    clock = Steps()
    until = clock.now_ms() + 600_000
    bell = Bell(clock, threading.Event(), links=frozenset)
    clock.at_ms += 3_600_000  # the wall clock went on, the other one stood
    begun = clock.seconds
    bell.pause(600, until, None)
    assert clock.seconds - begun < 5


def test_this_computers_links_are_addresses_without_the_loopback() -> None:
    links = current_links()
    assert all(len(link.split()) == 2 for link in links)
    assert not any(link.endswith((" 127.0.0.1", " ::1")) for link in links)


# Company


@pytest.mark.usefixtures("at_once")
def test_news_wait_for_company_from_the_first_on() -> None:
    clock = Steps()
    bell = Bell(clock, threading.Event())
    bell.quiet()
    bell.new()
    begun = clock.seconds
    bell.doze(600)
    assert GATHER_S - 1 <= clock.seconds - begun <= GATHER_S + 2


def test_somebody_who_asks_waits_for_nothing() -> None:
    clock = FakeClock()
    bell = Bell(clock, threading.Event())
    bell.quiet()
    bell.new()
    bell.now()
    bell.doze(600)
    bell.pause(600, clock.now_ms() + 600_000, None)


# Patience and pace


def test_waits_of_a_herd_are_spread_the_more_the_longer_it_lasts() -> None:
    low, high = Backoff(lambda: 0.0, failures=8), Backoff(lambda: 1.0, failures=8)
    assert (low.network_up(), high.network_up()) == (0.0, CAP_S / 3)
    assert high.failed(60) - low.failed(60) >= CAP_S / 2
    assert Backoff(lambda: 1.0).network_up() < FIRST_S


@pytest.mark.parametrize(
    ("header", "date", "wait"),
    [
        ("70", "", 70),
        (" 0 ", "", 0),
        ("99999999999999999999", "", 3_600),
        ("Mon, 23 Nov 2026 01:02:00 GMT", "", 120),
        ("Mon, 23 Nov 2026 00:00:00 GMT", "", 0),
        ("Mon, 23 Nov 2026 12:00:30 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 30),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "", 3_600),
        ("Mon, 23 Nov 2026 01:02:00 -0000", "", 120),
        ("", "", None),
        ("-5", "", None),
        ("soon", "", None),
        ("٧٠", "", None),
        ("Mon, 99 Nov 2026 01:02:00 GMT", "", None),
    ],
)
def test_what_a_hub_asks_for(header: str, date: str, wait: int | None) -> None:
    assert retry_after_s(header, date, AT) == wait


def test_an_hour_without_the_hub_brings_no_storm() -> None:
    storm = simulate(20_000)
    assert storm.peak <= 1.45 * storm.steady, "20,000 scatter more than 191,872"
    assert storm.back_s <= CAP_S
    together = simulate(20_000, outage_s=600, lines_down=1.0)
    assert together.peak > 1.45 * together.steady, "the simulation sees a storm where there is one"


def test_the_pace_is_that_of_the_last_half_minute_of_sending() -> None:
    pace = Pace()
    assert pace.per_hour is None
    pace.note(0, 5)
    assert pace.per_hour is None
    for _ in range(100):
        pace.note(100, 1)
    assert pace.per_hour == pytest.approx(360_000, rel=0.1)
    for _ in range(300):
        pace.note(1, 1)
    assert pace.per_hour == pytest.approx(3_600, rel=0.2)


@pytest.mark.parametrize(
    ("unsent", "per_hour", "after_ms"),
    [
        (3_600, 3_600, 3_600_000),
        (1, 7_200_000, 0),
        (0, 3_600, None),
        (5, None, None),
        (5, 0, None),
        (100_000, 1, None),
    ],
)
def test_when_all_is_sent(unsent: int, per_hour: int | None, after_ms: int | None) -> None:
    found = done_at(AT, unsent, per_hour)
    assert found == (None if after_ms is None else AT + after_ms)
