"""Whatever the network does: the hub ends with exactly what the station holds, each once.

`make faults SEEDS=100` looks longer.
"""

from pathlib import Path

import pytest

from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.hub_server import RunningHub
from tests.sync.world import play


@pytest.mark.parametrize("seed", range(4))
def test_the_hub_ends_with_exactly_the_stations_passages(
    tmp_path: Path, seed: int, hub: RunningHub, proxy: FaultProxy
) -> None:
    world = play(tmp_path, seed, hub, proxy)
    assert len(world.revs) > 30
    assert len(set(world.proxy.seen)) > 15, "this seed has met too few faults to say much"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 108))
def test_many_seeds(tmp_path: Path, seed: int, hub: RunningHub, proxy: FaultProxy) -> None:
    play(tmp_path, seed, hub, proxy)
