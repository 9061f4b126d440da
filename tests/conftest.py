"""What every room's tests share. No test touches the keyring of whoever runs it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from tests.fakes import postgres as pg
from tests.fakes.clock import FakeClock

# Before any test process starts another one.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# No test measures time: a busy machine is no failure.
hypothesis.settings.register_profile("checkpoint", deadline=None)
hypothesis.settings.load_profile("checkpoint")

CHEAP = Cost(memory=8, passes=1, lanes=1)
PIN = "2468"


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    """The real application, whichever room's test asks first: a process has only one."""
    return Application


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def info() -> StationInfo:
    return StationInfo(new_id(), "Chung cư Thử", "Cổng 2", "1", SiteKind.RESIDENTIAL)


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def store(tmp_path: Path, key: bytes, info: StationInfo, clock: FakeClock) -> Iterator[Store]:
    made = Store.create(tmp_path / "station.db", key, info, clock)
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path, clock: FakeClock) -> Home:
    """A station set up with the PIN 2468, without a keyring."""
    made = Home(tmp_path / "home", clock)
    made.set_up(
        site="Chung cư Thử",
        gate="Cổng 2",
        kind=SiteKind.RESIDENTIAL,
        pin=PIN,
        supervisor="Bà Tổ Trưởng",
        keyring=False,
        cost=CHEAP,
    )
    return made


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    opened = home.unlock(PIN)
    yield opened
    opened.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where this machine lets the test mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or subprocess.run(words, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root on Linux may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[pg.Postgres]:
    """A PostgreSQL server for the whole run, each test with a database of its own."""
    if pg.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with pg.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def hub_db(request: pytest.FixtureRequest) -> str | None:
    """Where a hub keeps its data: each test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return None
    server: pg.Postgres = request.getfixturevalue("postgres")
    return server.new_database()
