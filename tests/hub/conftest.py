"""A hub with one site, and one station enrolled there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import SiteKind
from tests.fakes.hub_server import RunningHub, Station


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", hub_db) as running:
        running.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def station(tmp_path: Path, hub: RunningHub) -> Iterator[Station]:
    made = Station(tmp_path, hub)
    yield made
    made.close()
