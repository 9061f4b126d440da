"""The same bad network over TLS, and faults below it: certificates, handshakes, cut records."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Event

import pytest

from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.sync.engine import SyncEngine
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.hub_server import RunningHub, Station
from tests.fakes.tls_line import LineFault
from tests.sync.tls_world import TlsWorld, tls_network
from tests.sync.world import play

STALL_S = 1.0
NO_LINE = {
    LineFault.CUT_AT_HELLO: SyncCause.NO_ANSWER,
    LineFault.NEVER_ANSWERED: SyncCause.NO_ANSWER,
    LineFault.ALERT: SyncCause.TLS,
    LineFault.PLAIN_PAGE: SyncCause.NOT_THE_HUB,
    LineFault.STRANGER: SyncCause.TLS,
    LineFault.ENDED: SyncCause.CLOCK,
}
SOMEWHERE = {LineFault.CUT_UP, LineFault.CUT_DOWN, LineFault.FLIPPED}


@pytest.fixture
def network(tmp_path: Path) -> Iterator[tuple[RunningHub, FaultProxy]]:
    with tls_network(tmp_path, 1) as made:
        yield made


def test_every_fault_is_in_one_of_the_tables() -> None:
    assert set(LineFault) == {LineFault.OK, *NO_LINE, *SOMEWHERE}


@pytest.mark.parametrize("fault", [*NO_LINE, *SOMEWHERE])
def test_what_breaks_below_tls_settles_nothing_and_passes(
    tmp_path: Path, network: tuple[RunningHub, FaultProxy], fault: LineFault
) -> None:
    hub, proxy = network
    assert proxy.line is not None
    station = Station(tmp_path, hub)
    try:
        kept = {str(station.save(Random(place)).id): 1 for place in range(3)}
        proxy.line.choose = lambda: fault
        client = station.client(proxy.url, STALL_S)
        engine = SyncEngine(station.store, client, station.clock, Event(), batch_size=5)
        for _ in range(4 if fault in SOMEWHERE else 1):
            result = engine.once()
            assert station.store.balance().balanced
        if fault in NO_LINE:
            assert result.cause is NO_LINE[fault]
            assert station.store.outbox.unsent() == 3
            assert hub.held() == {}
        proxy.line.choose = lambda: LineFault.OK
        engine.once()
        assert station.store.outbox.unsent() == 0
        assert hub.held() == kept
        client.close()
    finally:
        station.close()


@pytest.mark.parametrize("seed", range(2))
def test_over_tls_too_the_hub_ends_with_exactly_the_stations_passages(
    tmp_path: Path, seed: int
) -> None:
    with tls_network(tmp_path, seed) as (hub, proxy):
        world = play(tmp_path, seed, hub, proxy, TlsWorld)
        assert proxy.line is not None
        assert len(world.revs) > 30
        assert len(set(proxy.seen)) > 10
        assert len(set(proxy.line.seen)) > 5, "this seed has met too few faults to say much"
