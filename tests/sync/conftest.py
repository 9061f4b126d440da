"""A hub with one site, one station enrolled there, and a bad network between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import SiteKind
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub, Station


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def station(tmp_path: Path, hub: RunningHub) -> Iterator[Station]:
    made = Station(tmp_path, hub)
    yield made
    made.close()


@pytest.fixture
def proxy(hub: RunningHub) -> Iterator[FaultProxy]:
    """A network between station and hub that does what it is told."""
    port = int(hub.url.rsplit(":", 1)[1])
    with FaultProxy(port, lambda: Fault.OK) as running:
        yield running
