"""Whatever the network does: the hub ends with exactly what the station holds, each once."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import msgspec
import pytest

from checkpoint_app.domain.passage import Passage
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.delivery import HubDoor
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin, PassageItem
from checkpoint_app.wire.validation import TEXT_LIMITS
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.hub_server import RunningHub, Station

POISON = "x" * (TEXT_LIMITS["person.name"] + 1)
STALL_S = 0.25
STEPS = 60
MOST_ROUNDS = 400
FAULTS = [fault for fault in Fault if fault is not Fault.OK]


class World:
    """One station, one hub, a bad network, and what the station did."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        hub: RunningHub,
        proxy: FaultProxy,
        wrap: Callable[[HubClient], HubDoor],
    ) -> None:
        self.wrap = wrap
        self.rng = Random(seed)
        self.hub = hub
        self.proxy = proxy
        self.station = Station(folder, hub)
        self.revs: dict[UUID, int] = {}
        self.poison: set[UUID] = set()
        self.draining = False
        self.deck: list[Fault] = []  # every kind of fault comes once before any comes again
        proxy.choose = self.choose
        self.engine = self.new_engine()

    def choose(self) -> Fault:
        if self.rng.random() < (0.7 if self.draining else 0.4):
            return Fault.OK
        if not self.deck:
            self.deck = self.rng.sample(FAULTS, len(FAULTS))
        return self.deck.pop()

    def new_engine(self, size: int = 5) -> SyncEngine:
        return SyncEngine(
            self.station.store,
            self.wrap(self.station.client(self.proxy.url, STALL_S)),
            self.station.clock,
            threading.Event(),
            rand=self.rng.random,
            batch_size=size,
        )

    def step(self) -> None:
        draw = self.rng.random()
        if draw < 0.50:
            for _ in range(self.rng.randint(1, 6)):
                self.save()
        elif draw < 0.65 and self.revs:
            self.revise(self.rng.choice(sorted(self.revs)))
        elif draw < 0.72:
            self.station.reopen()
            self.engine = self.new_engine()
        else:
            self.engine = self.new_engine(self.rng.choice([1, 3, 10]))
            self.engine.once()

    def save(self) -> None:
        bad = self.rng.random() < 0.05
        passage = self.station.save(self.rng, name=POISON if bad else "Nguyễn Văn Thử")
        self.revs[passage.id] = 1
        if bad:
            self.poison.add(passage.id)

    def revise(self, passage_id: UUID) -> None:
        """Correct or take back; a correction mends a poisoned one."""
        if self.rng.random() < 0.3:
            self.station.store.void(passage_id, None)
        else:
            self.station.store.correct(passage_id, _mended)
            self.poison.discard(passage_id)
        revised = self.station.store.passage(passage_id)
        self.revs[passage_id] = revised.rev

    def drain(self) -> None:
        self.draining = True
        for _ in range(MOST_ROUNDS):
            if self.station.store.outbox.unsent() == 0:
                return
            self.engine.once()

    def check(self) -> None:
        """The oracle: nothing lost, doubled, stale or stuck; refused is what is bad, and kept."""
        store = self.station.store
        assert store.outbox.unsent() == 0, "stuck"
        wanted = {str(item): rev for item, rev in self.revs.items() if item not in self.poison}
        assert self.hub.held() == wanted, "lost, doubled or stale"
        refused = {item.passage.id for item in store.outbox.needs_fix(10_000)}
        assert refused == self.poison
        assert all(store.outbox.needs_fix(1)[0].refusal_code for _ in refused)
        assert store.verify().ok
        balance = store.balance()
        assert balance.balanced
        assert balance.captured == len(self.revs)


def _mended(passage: Passage) -> Passage:
    return replace(passage, person=replace(passage.person, name="Trần Thị Thử"))


@pytest.fixture
def proxy(hub: RunningHub) -> Iterator[FaultProxy]:
    port = int(hub.url.rsplit(":", 1)[1])
    with FaultProxy(port, lambda: Fault.OK) as running:
        yield running


def play(
    folder: Path,
    seed: int,
    hub: RunningHub,
    proxy: FaultProxy,
    wrap: Callable[[HubClient], HubDoor] = lambda client: client,
) -> World:
    world = World(folder, seed, hub, proxy, wrap)
    try:
        for _ in range(STEPS):
            world.step()
        world.drain()
        world.check()
    finally:
        world.station.close()
    return world


@pytest.mark.parametrize("seed", range(3))
def test_the_hub_ends_with_exactly_the_stations_passages(
    tmp_path: Path, seed: int, hub: RunningHub, proxy: FaultProxy
) -> None:
    world = play(tmp_path, seed, hub, proxy)
    assert len(set(world.proxy.seen)) > 10, "this seed has met too few faults to say much"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_many_seeds(tmp_path: Path, seed: int, hub: RunningHub, proxy: FaultProxy) -> None:
    play(tmp_path, seed, hub, proxy)


class Gullible:
    """A planted fault: takes any answer at all for the hub's word."""

    def __init__(self, client: HubClient) -> None:
        self._client = client

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        try:
            return self._client.send(items)
        except SyncFailure as failure:
            if failure.cause not in {SyncCause.CAPTIVE_PORTAL, SyncCause.NOT_THE_HUB}:
                raise
        sent = [msgspec.json.decode(item, type=PassageItem) for item in items]
        return make_answer(uuid4(), 0, [(item.id, item.rev) for item in sent], [], [])

    def bulletin(self) -> Bulletin:
        return self._client.bulletin()


def test_the_oracle_sees_a_station_that_believes_anyone(
    tmp_path: Path, hub: RunningHub, proxy: FaultProxy
) -> None:
    with pytest.raises(AssertionError, match="lost"):
        play(tmp_path, 0, hub, proxy, Gullible)
