"""One station, one hub, a bad network between them, and what must hold after every step."""

import threading
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID

from checkpoint_app.domain.passage import Passage
from checkpoint_app.records.views import OutboxState
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.delivery import HubDoor
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.wire.validation import TEXT_LIMITS
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub, Station
from tests.fakes.names import no_names

POISON = "x" * (TEXT_LIMITS["person.name"] + 1)
STALL_S = 0.25
STEPS = 60
FAULTS = [fault for fault in Fault if fault is not Fault.OK]
_UNCONFIRMED = (
    "SELECT p.id, o.state FROM outbox o JOIN passage p ON p.rid = o.rid WHERE p.current = 1"
)
_EVERYTHING = 1 << 30


class World:
    """What the station did, and the oracle.

    Attributes:
        revs: the newest revision of each passage; poison: those that no hub will take.
        attempts: exchanges until now; mended_in_flight: how often a refusal came too late.
    """

    most_rounds = 400

    def __init__(self, folder: Path, seed: int, hub: RunningHub, proxy: FaultProxy) -> None:
        self.rng = Random(seed)
        self.hub = hub
        self.proxy = proxy
        self.station = Station(folder, hub)
        self.revs: dict[UUID, int] = {}
        self.poison: set[UUID] = set()
        self.draining = False
        self.attempts = 0
        self.mended_in_flight = 0
        self.client: HubClient | None = None
        # The proxy's thread acts and looks too, and may come late where the station gave up.
        self._turn = threading.RLock()
        self._closed = False
        self._deck: list[Fault] = []  # every kind of fault comes once before any comes again
        proxy.choose = self.choose
        proxy.meanwhile = self.meanwhile
        self.engine = self.new_engine()
        self._before = hub.held().keys()

    def close(self) -> None:
        """Leave the proxy as it was found."""
        with self._turn:
            self.proxy.choose = lambda: Fault.OK
            self.proxy.meanwhile = lambda: None
            self._closed = True
            self._hang_up()
            self.station.close()

    def wrap(self, client: HubClient) -> HubDoor:
        """The hub as the engine sees it; planted faults begin here."""
        return client

    def choose(self) -> Fault:
        """What the network does to the next exchange."""
        self.attempts += 1
        if self.rng.random() < (0.7 if self.draining else 0.4):
            return self.rng.choice([Fault.OK, Fault.KEPT])
        if not self._deck:
            self._deck = self.rng.sample(FAULTS, len(FAULTS))
        return self._deck.pop()

    def new_engine(self, size: int = 5) -> SyncEngine:
        self._hang_up()
        self.client = self.station.client(self.proxy.url, STALL_S)
        return SyncEngine(
            self.station.store,
            self.wrap(self.client),
            self.station.clock,
            threading.Event(),
            rand=self.rng.random,
            batch_size=size,
        )

    def _hang_up(self) -> None:
        if self.client is not None:
            self.client.close()

    # What happens

    def live(self) -> None:
        """Work for a while, then send the rest, and look after each step."""
        for _ in range(STEPS):
            self.step()
            self.check_step()
        self.drain()
        self.check_end()
        self.proxy.deliver_late()
        self.check_end()

    def step(self) -> None:
        draw = self.rng.random()
        if draw < 0.42:
            for _ in range(self.rng.randint(1, 12)):
                self.save()
        elif draw < 0.55 and self.revs:
            self.revise(self.rng.choice(sorted(self.revs)))
        elif draw < 0.60:
            with self._turn:
                self.station.reopen()
            self.engine = self.new_engine()
        else:
            self.engine = self.new_engine(self.rng.choice([1, 3, 10, 50]))
            self.push()

    def push(self) -> None:
        """One round; now and then no name is known while it runs."""
        if self.rng.random() < 0.05:
            with no_names():
                self.engine.once()
        else:
            self.engine.once()

    def save(self) -> None:
        bad = self.rng.random() < 0.05
        with self._turn:
            passage = self.station.save(self.rng, name=POISON if bad else "Nguyễn Văn Thử")
            self.revs[passage.id] = 1
            if bad:
                self.poison.add(passage.id)

    def revise(self, passage_id: UUID) -> None:
        """Correct or take back; a correction mends a poisoned one."""
        with self._turn:
            if self.rng.random() < 0.3:
                self.station.store.void(passage_id, None)
            else:
                self.station.store.correct(passage_id, _mended)
                self.poison.discard(passage_id)
            self.revs[passage_id] = self.station.store.passage(passage_id).rev

    def meanwhile(self) -> None:
        """While the hub's answer is on its way: most of all, what it refused is mended."""
        with self._turn:
            draw = self.rng.random()
            if self._closed:
                return
            if self.poison and draw < 0.3:
                self.revise(self.rng.choice(sorted(self.poison)))
                self.mended_in_flight += 1
            elif self.revs and draw < 0.4:
                self.revise(self.rng.choice(sorted(self.revs)))
            elif draw < 0.5:
                self.save()
            self.check_step()

    def drain(self) -> None:
        """Send until there is nothing left, through a network that is bad still."""
        self.draining = True
        for _ in range(self.most_rounds):
            if self.station.store.outbox.unsent() == 0:
                return
            self.push()
            self.check_step()

    # What must hold

    def check_step(self) -> None:
        """At any moment, answers in flight or not: nothing is lost, invented or miscounted."""
        for error in self.proxy.broken:
            raise error
        with self._turn:
            balance = self.station.store.balance()
            assert balance.balanced, "the balance does not hold"
            assert balance.captured == len(self.revs), "miscounted"
            with self.station.store._database.read() as connection:
                rows = connection.exec_driver_sql(_UNCONFIRMED).all()
            refused = {UUID(bytes=item) for item, state in rows if state == OutboxState.NEEDS_FIX}
            assert refused <= self.poison, "refused without a reason"
            held = {UUID(item): rev for item, rev in self._held().items()}
            invented = [item for item, rev in held.items() if rev > self.revs.get(item, 0)]
            assert not invented, "invented or doubled"
            settled = self.revs.keys() - {UUID(bytes=item) for item, _ in rows}
            assert all(held.get(item) == self.revs[item] for item in settled), "lost or stale"

    def _held(self) -> dict[str, int]:
        """What has come to the hub since this began: revision by id."""
        return {item: rev for item, rev in self.hub.held().items() if item not in self._before}

    def check_end(self) -> None:
        """Nothing lost, doubled, stale or stuck; refused is what is bad, and kept."""
        self.check_step()
        store = self.station.store
        assert store.outbox.unsent() == 0, "stuck"
        wanted = {str(item): rev for item, rev in self.revs.items() if item not in self.poison}
        assert self._held() == wanted, "lost, doubled or stale"
        refused = store.outbox.needs_fix(_EVERYTHING)
        assert {item.passage.id for item in refused} == self.poison, "a refusal was lost"
        assert all(item.refusal_code for item in refused)
        assert store.verify().ok


def _mended(passage: Passage) -> Passage:
    return replace(passage, person=replace(passage.person, name="Trần Thị Thử"))


def play(
    folder: Path, seed: int, hub: RunningHub, proxy: FaultProxy, kind: type[World] = World
) -> World:
    """A whole life of a station.

    Raises:
        AssertionError: the oracle objects.
    """
    world = kind(folder, seed, hub, proxy)
    try:
        world.live()
    finally:
        world.close()
    return world
