"""Hubs on PostgreSQL, killed; PostgreSQL, killed; its standby, promoted: no answer was untrue.

A gate sends each batch to two hubs at once, and again until both have answered. In the end all that
was ever answered is held, once, and counted and paired once. `CHECKPOINT_HUB_KILLS` says how often
something is killed, else a few times.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import psycopg
import pytest

from checkpoint_app.hub.service import Hub
from tests.fakes import postgres as pg
from tests.faults.hub_load import Gate, HubProcess, Load, check

KILLS = int(os.environ.get("CHECKPOINT_HUB_KILLS", "2"))
GATES, BATCHES = 4, 12
SETTINGS = ("fsync=on", "shared_buffers=32MB")


@pytest.fixture
def server() -> Iterator[pg.Postgres]:
    if pg.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with pg.running(SETTINGS) as running:
        yield running


class Town:
    """Two hubs on one database, and their gates."""

    def __init__(self, folder: Path, url: str, stack: ExitStack) -> None:
        self._home, self._url = folder / "hub", url
        hub = Hub.open(self._home, url)
        self.gates = [Gate(hub, number) for number in range(GATES)]
        hub.close()
        self.hubs = [HubProcess(self._home, url, folder / f"errors{n}") for n in range(2)]
        for one in self.hubs:
            stack.callback(one.kill)
        self.load = stack.enter_context(Load(self.gates, lambda: [one.url for one in self.hubs]))

    def check(self) -> None:
        self.load.finish()
        hub = Hub.open(self._home, self._url)
        assert check(hub, self.gates) > GATES * KILLS
        hub.close()


def test_no_kill_of_a_hub_makes_an_answer_untrue(server: pg.Postgres, tmp_path: Path) -> None:
    rng = Random(KILLS)
    with ExitStack() as stack:
        town = Town(tmp_path, server.new_database(), stack)
        for _ in range(KILLS):
            town.load.go_on(rng.randrange(BATCHES))
            dying = rng.choice(town.hubs)
            dying.kill()
            dying.start()  # that takes its time, in which the other one goes on
        town.load.go_on(BATCHES)
        town.check()


def test_no_kill_of_the_database_makes_an_answer_untrue(
    server: pg.Postgres, tmp_path: Path
) -> None:
    rng = Random(KILLS)
    with ExitStack() as stack:
        town = Town(tmp_path, server.new_database(), stack)
        for _ in range(KILLS):
            town.load.go_on(rng.randrange(BATCHES))
            server.kill()
            server.start()
        town.load.go_on(BATCHES)
        town.check()


def test_a_standby_that_takes_over_has_all_that_was_answered(
    server: pg.Postgres, tmp_path: Path
) -> None:
    rng = Random(KILLS)
    primary, name = server, server.new_database().rsplit("/", 1)[1]
    with ExitStack() as stack:
        standby = primary.standby(server.folder.parent / "standby")
        stack.callback(standby.kill)
        hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
        with psycopg.connect(primary.url(name), autocommit=True) as connection:
            # The hub does not take what a server is set to for the order of the day.
            connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        town = Town(tmp_path, f"postgresql://{pg.USER}@{hosts}/{name}", stack)
        town.load.go_on(BATCHES + rng.randrange(BATCHES))
        standby.stand_still()
        primary.wait_until_held_up()  # so nothing is answered that is not on the standby
        primary.kill()
        standby.go_on()
        standby.promote()
        town.load.go_on(BATCHES)
        town.check()
