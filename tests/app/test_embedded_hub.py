"""The hub beside the station: it takes the station in, and never outlives whoever started it."""

import contextlib
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from checkpoint_app.app.embedded_hub import EmbeddedHub
from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.hub.service import Hub
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from tests.conftest import PIN

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 60


def test_a_station_is_taken_in_once(home: Home, tmp_path: Path) -> None:
    desk = home.unlock(PIN)
    with EmbeddedHub(tmp_path / "hub") as hub:
        hub.take_in(desk)
        token = desk.info.hub_token
        hub.take_in(desk)
        assert desk.info.hub_token == token, "a station that is known was enrolled again"
        desk.enter(Entry(DirectionMode.IN))
        assert desk.sync_once().accepted == 1
        assert [row["direction"] for row in hub.held(desk.info.id)] == ["in"]
    desk.close()
    held = Hub.open(tmp_path / "hub")
    assert held.people.every() == [], "only the trial has an account that nobody asked for"
    held.close()


def test_a_taken_port_is_exchanged_for_a_free_one(tmp_path: Path) -> None:
    with EmbeddedHub(tmp_path / "first") as first:
        port = int(first.url.rpartition(":")[2])
        with EmbeddedHub(tmp_path / "second", port) as second:
            assert second.url != first.url


def test_it_ends_with_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from checkpoint_app.app.embedded_hub import EmbeddedHub\n"
        "with EmbeddedHub(Path(sys.argv[1])) as hub:\n"
        "    print(hub.url, hub._process.pid, flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "hub")], stdout=subprocess.PIPE, cwd=ROOT
    ) as parent:
        assert parent.stdout is not None
        url, pid = parent.stdout.readline().decode().split()
        parent.send_signal(signal.SIGKILL)
        parent.wait(WAIT_S)
    _wait_for_end(int(pid))
    try:
        urllib.request.urlopen(url + "/v1/health", timeout=5)  # noqa: S310 - loopback
    except urllib.error.URLError:
        return
    raise AssertionError("the hub still answers")


def _wait_for_end(pid: int) -> None:
    """Wait for a process that is nobody's child here."""
    if psutil.pid_exists(pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).wait(WAIT_S)
