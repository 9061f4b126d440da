"""Each fault of the network once: what the station makes of it, and that nothing comes of it."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event

import pytest

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import RoundResult, SyncEngine
from tests.fakes.fault_proxy import LORIS_BYTES, LORIS_S, FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub, Station
from tests.fakes.names import no_names

RNG = Random(3)
WAIT_S = 20.0
STALL_S = 0.25
SILENCE_S = 2.0
STALLING = {Fault.STALL, Fault.STALL_DOWN, Fault.LORIS_STALL}

NOT_HEARD = {
    Fault.REFUSE: SyncCause.NO_ANSWER,
    Fault.RESET_UP: SyncCause.NO_ANSWER,
    Fault.STALL: SyncCause.NO_ANSWER,
    Fault.TLS_GARBAGE: SyncCause.NO_ANSWER,
    Fault.CAPTIVE_200: SyncCause.CAPTIVE_PORTAL,
    Fault.CAPTIVE_302: SyncCause.CAPTIVE_PORTAL,
    Fault.CAPTIVE_511: SyncCause.CAPTIVE_PORTAL,
    Fault.MASKED_PAGE: SyncCause.ANSWER_DAMAGED,
    Fault.PROXY_404: SyncCause.NOT_THE_HUB,
    Fault.GATEWAY_502: SyncCause.NOT_THE_HUB,
    Fault.GATEWAY_503: SyncCause.NOT_THE_HUB,
    Fault.FOREIGN_JSON: SyncCause.NOT_THE_HUB,
    Fault.FOREIGN_GZIP: SyncCause.NOT_THE_HUB,
    Fault.HUB_BUSY: SyncCause.HUB_BUSY,
    Fault.HUB_BRAKES: SyncCause.HUB_BUSY,
    Fault.WAIT_FOR_EVER: SyncCause.HUB_BUSY,
    Fault.STALE_ANSWER: SyncCause.ANSWER_DAMAGED,
    Fault.DELAYED: SyncCause.NO_ANSWER,
}
HEARD = {
    Fault.RESET_DOWN: SyncCause.NO_ANSWER,
    Fault.STALL_DOWN: SyncCause.NO_ANSWER,
    Fault.HALF_CLOSE: SyncCause.NO_ANSWER,
    Fault.CONTINUE_ONLY: SyncCause.NO_ANSWER,
    Fault.EARLY_HINTS: SyncCause.NOT_THE_HUB,
    Fault.TRUNCATED: SyncCause.NO_ANSWER,
    Fault.CORRUPTED: SyncCause.ANSWER_DAMAGED,
    Fault.CHUNK_BROKEN: SyncCause.NO_ANSWER,
    Fault.LENGTH_SHORT: SyncCause.ANSWER_DAMAGED,
    Fault.LENGTH_LONG: SyncCause.NO_ANSWER,
    Fault.GZIPPED: SyncCause.ANSWER_DAMAGED,
    Fault.WRONG_BATCH: SyncCause.ANSWER_DAMAGED,
    Fault.CAPTIVE_THEN_HUB: SyncCause.CAPTIVE_PORTAL,
    Fault.LORIS_STALL: SyncCause.NO_ANSWER,
}
HARMLESS = {
    Fault.OK,
    Fault.DUPLICATED,
    Fault.REPLAYED,
    Fault.SLOW,
    Fault.LORIS,
    Fault.CHUNKED,
    Fault.CONTINUE_FIRST,
    Fault.KEPT,
    Fault.KEPT_THEN_CLOSED,
}


class Line:
    """A station, its hub, and a network that does as it is told, exchange after exchange."""

    def __init__(self, folder: Path, hub: RunningHub, proxy: FaultProxy) -> None:
        self.hub, self.proxy = hub, proxy
        self.station = Station(folder, hub)
        self.client = self.station.client(proxy.url, WAIT_S)
        self.hasty = self.station.client(proxy.url, STALL_S)
        self.engine = SyncEngine(self.station.store, self.client, self.station.clock, Event())
        proxy.choose = self.choose
        self.script: list[Fault] = []
        self.heard = Event()
        proxy.meanwhile = self.heard.set

    def choose(self) -> Fault:
        return self.script.pop(0) if self.script else Fault.OK

    def once(self, *script: Fault) -> RoundResult:
        """One round, of which the first exchanges go as it says."""
        self.script = list(script)
        self.heard.clear()
        self.engine.set_hub(self.hasty if STALLING.intersection(script) else self.client)
        return self.engine.once()

    def holds(self) -> bool:
        """Whether all passages are at the hub, each once."""
        mine = {str(row.passage.id) for row in self.station.store.recent(100)}
        assert self.station.store.balance().balanced
        return mine <= self.hub.held().keys()

    def close(self) -> None:
        self.client.close()
        self.hasty.close()
        self.station.close()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningHub, FaultProxy]]:
    """A hub and a proxy for all these tests: starting them takes longer than a test."""
    with RunningHub(tmp_path_factory.mktemp("hub")) as hub:
        hub.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        port = int(hub.url.rsplit(":", 1)[1])
        with FaultProxy(port, lambda: Fault.OK) as proxy:
            yield hub, proxy


@pytest.fixture
def line(tmp_path: Path, places: tuple[RunningHub, FaultProxy]) -> Iterator[Line]:
    made = Line(tmp_path, *places)
    yield made
    made.close()


def test_every_fault_is_in_one_of_the_tables() -> None:
    assert sorted([*NOT_HEARD, *HEARD, *HARMLESS]) == sorted(Fault)


@pytest.mark.parametrize("fault", [*NOT_HEARD, *HEARD])
def test_a_fault_pauses_all_and_settles_nothing(line: Line, fault: Fault) -> None:
    line.station.save(RNG)
    assert line.once().accepted == 1
    for _ in range(3):
        line.station.save(RNG)
    result = line.once(fault)
    assert result == RoundResult(pending=3, cause=(NOT_HEARD | HEARD)[fault])
    if fault in HEARD:
        assert line.heard.wait(WAIT_S)
    assert line.holds() is (fault in HEARD)
    result = line.once()
    assert (result.sent, result.pending, result.cause) == (3, 0, None)
    assert result.duplicate == (3 if fault in HEARD else 0)
    line.proxy.deliver_late()
    assert line.holds()


@pytest.mark.parametrize("fault", sorted(HARMLESS - {Fault.LORIS}))
def test_an_odd_answer_of_the_hub_is_its_word(line: Line, fault: Fault) -> None:
    for _ in range(3):
        line.station.save(RNG)
    result = line.once(fault)
    assert (result.sent, result.pending, result.cause) == (3, 0, None)
    assert line.holds()
    line.station.save(RNG)
    assert line.once(fault).sent == 1, "the next exchange does not suffer from it"
    assert line.holds()


def test_a_slow_link_may_take_longer_than_any_silence(line: Line) -> None:
    """Byte by byte: each comes in time, and all of them only long after that time."""
    line.station.save(RNG)
    line.client.close()
    line.client = line.station.client(line.proxy.url, SILENCE_S)
    line.proxy.loris_s = 1.2 * SILENCE_S / LORIS_BYTES
    assert line.once(Fault.LORIS).accepted == 1
    line.proxy.loris_s = LORIS_S


def test_a_connection_that_stays_open_is_used_again_and_may_break(line: Line) -> None:
    for fault in (Fault.KEPT, Fault.KEPT, Fault.RESET_UP, Fault.KEPT):
        line.station.save(RNG)
        line.once(fault)
    assert line.once().cause is None
    assert line.station.store.outbox.unsent() == 0
    assert line.holds()


def test_a_name_that_nobody_knows_is_no_network(line: Line) -> None:
    line.station.save(RNG)
    with no_names():
        assert line.once() == RoundResult(pending=1, cause=SyncCause.NO_NETWORK)
    assert line.once().accepted == 1
