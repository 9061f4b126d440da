"""Stays are paired beside the answering, give way to it, and tell who met whom."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import Direction
from checkpoint_app.hub import pairing
from checkpoint_app.hub.pairing import Pairing
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import waiting
from checkpoint_app.hub.store.stays import Overlap
from tests.fakes.clock import FakeClock
from tests.hub import recount
from tests.hub.places import Place, new_place

HOUR = 3_600_000
NOON = parse_iso("2026-11-23T12:00")
WAIT_S = 20


@pytest.fixture
def here(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Place]:
    clock.set_wall("2026-11-23T12:30")
    hub = Hub.open(tmp_path / "hub", hub_db, clock)
    yield new_place(hub)
    hub.close()


class Line:
    """A writer that is busy for as long as the test says."""

    idle_s = 0.0


class Steps:
    """Stands for the stays: tells when something is asked of it."""

    def __init__(self) -> None:
        self.left = 3
        self.paired = threading.Event()
        self.failed = threading.Event()
        self.fault: Exception | None = None
        self.since: int | None = None
        self.takes: Callable[[], None] = lambda: None

    def pair_some(self) -> int:
        self.takes()
        if self.fault is not None:
            fault, self.fault = self.fault, None
            self.failed.set()
            raise fault
        self.left -= 1
        if self.left < 0:
            return 0
        self.paired.set()
        return 1

    def oldest(self) -> int | None:
        return self.since


def test_it_gives_way_but_never_for_long(clock: FakeClock) -> None:
    line, steps = Line(), Steps()
    steps.takes = lambda: clock.pass_s(0.25)
    at_work = Pairing(steps, line, lambda: None, clock)  # type: ignore[arg-type] # as far as used
    assert at_work._step() == pairing.BUSY_S
    clock.pass_s(pairing.LAG_S)
    steps.since = clock.now_ms() - 2 * 60_000
    assert at_work._step() == pairing.REST * 0.25  # it may not have the processor for itself
    line.idle_s = pairing.QUIET_S
    assert at_work._step() == 0.0  # until it has caught up
    line.idle_s, steps.since = 0.0, clock.now_ms()
    assert at_work._step() == pairing.REST * 0.25
    assert at_work._step() == pairing.BUSY_S
    line.idle_s = pairing.QUIET_S
    assert at_work._step() == pairing.IDLE_S
    assert steps.left == -1


@pytest.mark.parametrize("fault", [StoreBusy(), ValueError("Nguyễn Văn Thử")])
def test_no_fault_ends_it(
    clock: FakeClock,
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(pairing, "FAULT_S", 0.0)
    line, steps = Line(), Steps()
    line.idle_s, steps.fault = 1.0, fault
    at_work = Pairing(steps, line, lambda: None, clock)  # type: ignore[arg-type] # as far as used
    at_work.start()
    at_work.start()
    assert steps.failed.wait(WAIT_S)
    assert steps.paired.wait(WAIT_S)
    at_work.close()
    assert "pairing" in caplog.text
    assert "Thử" not in caplog.text


def test_a_hub_that_serves_pairs_by_itself(here: Place) -> None:
    here.hub.begin()
    here.send(here.passage(NOON), here.passage(NOON + HOUR, direction=Direction.OUT))
    done = threading.Event()
    for _ in range(WAIT_S * 20):
        if recount.stays(here.hub, here.site):
            break
        done.wait(0.05)
    rows = recount.facts(here.hub, here.site)
    assert recount.stays(here.hub, here.site) == recount.paired_anew(rows) != []


def test_what_waits_is_there_after_a_restart(
    here: Place, tmp_path: Path, hub_db: str | None, clock: FakeClock
) -> None:
    here.send(here.passage(NOON))
    assert recount.stays(here.hub, here.site) == []
    again = Hub.open(tmp_path / "hub", hub_db, clock)
    again.settle()
    assert len(recount.stays(here.hub, here.site)) == 1
    again.close()


def test_a_crash_between_leaves_it_to_be_done(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    here.send(here.passage(NOON))
    here.hub.settle()
    here.send(here.passage(NOON + HOUR, direction=Direction.OUT))
    before = recount.stays(here.hub, here.site)
    with monkeypatch.context() as patch:
        patch.setattr(waiting.Work, "keys", property(lambda _: 1 / 0), raising=False)
        with pytest.raises(ZeroDivisionError):
            here.hub.settle()
    assert recount.stays(here.hub, here.site) == before
    here.hub.settle()
    rows = recount.facts(here.hub, here.site)
    assert recount.stays(here.hub, here.site) == recount.paired_anew(rows) != before


def test_a_commit_of_many_waits_in_parts(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PEOPLE", 4)
    here.send(*[here.passage(NOON, f"09{n:08}", plate=f"29A{n:05}") for n in range(11)])
    with here.hub._database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM intake").scalar() == 3
    assert here.hub._stays.pair_some() > 0
    assert len(recount.stays(here.hub, here.site)) == 4
    here.hub.settle()
    assert len(recount.stays(here.hub, here.site)) == len(recount.keys(here.hub)) == 11


_CROSSING = st.tuples(
    st.integers(0, 3),
    st.integers(0, 1),
    st.integers(0, 40).map(lambda half: NOON + half * HOUR // 2),
    st.sampled_from(Direction),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    crossings=st.lists(_CROSSING, min_size=2, max_size=14),
    since=st.integers(-2, 30).map(lambda hours: NOON + hours * HOUR),
    length=st.integers(1, 40).map(lambda hours: hours * HOUR),
)
def test_who_was_together_is_found(
    here: Place, crossings: list[tuple[int, int, int, Direction]], since: int, length: int
) -> None:
    places = [new_place(here.hub), new_place(here.hub)]
    mark = uuid4().int % 10**7
    phones = [f"09{mark:07}{person}" for person in range(4)]
    for person, site, at, direction in crossings:
        there = places[site]
        there.send(there.passage(at, phones[person], direction=direction))
    here.hub.settle()
    me = here.hub._vault.digest(f"tel:{phones[0]}")
    found = here.hub._stays.overlaps(me, since, since + length)
    assert sorted(map(_plain, found)) == sorted(_expected(here.hub, places, me, since, length))


def _plain(one: Overlap) -> tuple[object, ...]:
    return one.site.bytes, one.person, one.passage.bytes, one.since, one.until


def _expected(
    hub: Hub, places: list[Place], me: bytes, since: int, length: int
) -> Iterator[tuple[object, ...]]:
    for there in places:
        rows = recount.stays(hub, there.site)
        for mine in (row for row in rows if row[2] == me):
            if mine[1] <= since or mine[0] >= since + length:
                continue
            first, last = max(mine[0], since), min(mine[1], since + length)
            for other in (row for row in rows if row[2] != me):
                if other[0] < last and other[1] > first:
                    both = max(first, other[0]), min(last, other[1])
                    yield there.site.bytes, other[2], other[3].bytes, *both
