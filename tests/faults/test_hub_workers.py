"""One hub of several processes on PostgreSQL: they share the work, and each may die."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import sleep

import psutil
import pytest
import requests

from checkpoint_app.hub.service import Hub
from tests.fakes import postgres as pg
from tests.faults.hub_load import WAIT_S, Gate, HubProcess, Load, check

GATES, BATCHES = 4, 10
SETTINGS = ("fsync=on", "shared_buffers=32MB")


@pytest.fixture
def server() -> Iterator[pg.Postgres]:
    if pg.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with pg.running(SETTINGS) as running:
        yield running


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(round(WAIT_S / 0.05)):
        if true():
            return
        sleep(0.05)
    raise AssertionError("it does not come about")


def workers(hub: HubProcess) -> set[psutil.Process]:
    return set(psutil.Process(hub.process.pid).children())


def received(url: str) -> int:
    """What the hub says it has taken, whichever process is asked."""
    said = requests.get(f"{url}/metrics", timeout=WAIT_S)
    found = re.findall(r'^checkpoint_passages_total\{outcome="accepted"\} (\S+)', said.text, re.M)
    return int(float(found[0]))


def test_workers_share_the_gates_and_one_that_dies_is_followed_by_another(
    server: pg.Postgres, tmp_path: Path
) -> None:
    home, url = tmp_path / "hub", server.new_database()
    hub = Hub.open(home, url)
    gates = [Gate(hub, number) for number in range(GATES)]
    hub.close()
    with ExitStack() as stack:
        serving = HubProcess(home, url, tmp_path / "errors", "--workers", "2")
        stack.callback(serving.kill)
        load = stack.enter_context(Load(gates, lambda: [serving.url] * 2))
        load.go_on(BATCHES)
        first = workers(serving)
        assert len(first) == 2
        assert all(sum(one.cpu_times()[:2]) > 0 for one in first)
        dying = min(first, key=lambda one: one.create_time())  # it does what is done by one alone
        dying.kill()
        load.go_on(BATCHES)
        wait_until(lambda: len(workers(serving)) == 2)
        load.go_on(BATCHES)
        load.finish()
        taken = {received(serving.url) for _ in range(4)}
        serving.process.terminate()
        assert serving.process.wait(WAIT_S) == 0
        assert not any(one.is_running() for one in first)
    hub = Hub.open(home, url)
    assert check(hub, gates) > GATES
    hub.close()
    # What the one that died had counted still counts, though some of its answers were not heard.
    heard = sum(len(gate.accepted) for gate in gates)
    known = sum(len(gate.accepted.keys() | gate.duplicate.keys()) for gate in gates)
    assert len(taken) == 1
    assert heard <= taken.pop() <= known


def test_workers_end_when_what_started_them_is_killed(server: pg.Postgres, tmp_path: Path) -> None:
    home, url = tmp_path / "hub", server.new_database()
    Hub.open(home, url).close()
    serving = HubProcess(home, url, tmp_path / "errors", "--workers", "2")
    left = workers(serving)
    serving.kill()
    gone, alive = psutil.wait_procs(left, WAIT_S)
    assert (len(gone), alive) == (2, [])
    serving.start()  # at the same address
    serving.kill()
