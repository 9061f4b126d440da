"""Stations for commands, whose PIN is cheap to try: every command tries it anew."""

from pathlib import Path

import pytest

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.station.home import Home
from tests.cli.inside import Run, runner
from tests.cli.shell import PIN
from tests.conftest import CHEAP


def make_station(path: Path) -> Path:
    """A station of the real clock."""
    Home(path).set_up(
        site="Chung cư Thử",
        gate="Cổng 2",
        kind=SiteKind.RESIDENTIAL,
        pin=PIN,
        keyring=False,
        cost=CHEAP,
    )
    return path


@pytest.fixture
def station(tmp_path: Path) -> Path:
    return make_station(tmp_path / "trạm số 1")


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which no station was set up."""
    return tmp_path_factory.mktemp("nowhere") / "home"


@pytest.fixture
def checkpoint(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands within the test's own process."""
    return runner(capsys)
