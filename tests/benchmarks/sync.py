"""A long backlog goes up: how fast beside a bare sender, and how still the window stands meanwhile.

``python -m tests.benchmarks.sync [PASSAGES]``. The hub is a process of its own.
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QMetaObject, QObject, Qt, QTimer, Slot

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.engine import BATCH_SIZE, SyncEngine
from checkpoint_app.sync.enrol import enrol
from checkpoint_app.ui.run import run_window
from checkpoint_app.wire.packing import pack_batch
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import CONTENT_TYPE, PASSAGES_PATH
from tests.benchmarks import storm
from tests.benchmarks.figures import p99
from tests.fakes.hub_server import make_passage

PASSAGES = 100_000
SITE, PIN = "Chung cư Mẫu", "2468"
SENDERS = 4
PROBE_MS = 5
REST_MS, WAIT_MS = 5_000, 600_000


class HubProcess:
    """A hub with one site, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._home = folder
        self._do("site", "add", SITE, "--kind", "residential")
        self._process = subprocess.Popen(
            self._command("serve", "--port", "0"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        self.url = str(json.loads(self._process.stdout.readline())["listening"])

    def code(self) -> str:
        """A one-time code of the site."""
        return str(json.loads(self._do("enrol", SITE))["code"])

    def stop(self) -> int:
        """End it; how many passages it holds."""
        self._process.terminate()
        self._process.communicate()
        return int(json.loads(self._do("status"))["passages"])

    def _command(self, *words: str) -> list[str]:
        home = str(self._home)
        return [sys.executable, "-m", "checkpoint_app", "--home", home, "--json", "hub", *words]

    def _do(self, *words: str) -> bytes:
        return subprocess.run(self._command(*words), stdout=subprocess.PIPE, check=True).stdout


@contextmanager
def _hub() -> Iterator[HubProcess]:
    with TemporaryDirectory() as folder:
        hub = HubProcess(Path(folder) / "hub")
        try:
            yield hub
        finally:
            held = hub.stop()
        print(f"  the hub holds {held:,}", flush=True)


def bare(passages: Sequence[Passage], info: StationInfo, senders: int) -> float:
    """Passages a second of a sender that has nothing else to do: bodies made before, kept alive."""
    bodies = [
        pack_batch(info.id, new_id(), 0, [encode_item(one) for one in some])
        for some in (
            passages[first : first + BATCH_SIZE] for first in range(0, len(passages), BATCH_SIZE)
        )
    ]
    with _hub() as hub:
        token = enrol(hub.url, hub.code(), info, SystemClock()).token
        begun = time.perf_counter()
        with ThreadPoolExecutor(senders) as pool:
            parts = [bodies[first::senders] for first in range(senders)]
            list(pool.map(lambda part: _post(hub.url, token, part), parts))
        return len(passages) / (time.perf_counter() - begun)


def _post(url: str, token: str, bodies: Sequence[bytes]) -> None:
    line = http.client.HTTPConnection(urlsplit(url).netloc)
    headers = {
        "Content-Type": CONTENT_TYPE,
        "Content-Encoding": "gzip",
        "Authorization": f"Bearer {token}",
    }
    for body in bodies:
        line.request("POST", PASSAGES_PATH, body, headers)
        answer = line.getresponse()
        assert answer.status == http.client.OK, answer.read()
        answer.read()
    line.close()


def station(passages: Sequence[Passage], info: StationInfo) -> float:
    """Passages a second out of a real store by the real engine."""
    clock = SystemClock()
    with TemporaryDirectory() as folder, _hub() as hub:
        token = enrol(hub.url, hub.code(), info, clock).token
        store = Store.create(Path(folder) / "station.db", os.urandom(32), info, clock)
        store.save_many(passages)
        client = HubClient(hub.url, token, info.id, clock)
        engine = SyncEngine(store, client, clock, threading.Event())
        spent, begun = time.process_time(), time.perf_counter()
        result = engine.once()
        wall, cpu = time.perf_counter() - begun, time.process_time() - spent
        assert result.accepted == len(passages), result
        assert store.verify().ok
        client.close()
        store.close()
    print(f"  the station's own processor: {cpu / len(passages) * 1e6:.0f} µs a passage")
    return len(passages) / wall


class Probe(QObject):
    """How long the window's event loop leaves a timer waiting."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PROBE_MS)
        self._timer.timeout.connect(self.on_time)
        self._last = 0.0

    def start(self) -> None:
        """Look from now on."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def on_time(self) -> None:
        """A turn of the loop."""
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - PROBE_MS))
        self._last = now


def window(count: int) -> None:
    """Print the longest stall of the window's loop, at rest and while the backlog goes up."""
    random = Random(2)
    with TemporaryDirectory() as folder, _hub() as hub:
        home = Home(Path(folder) / "home", SystemClock())
        home.set_up(
            site=SITE,
            gate="Cổng 1",
            kind=SiteKind.RESIDENTIAL,
            pin=PIN,
            keyring=False,
            cost=Cost(memory=1024, passes=1),
        )
        home.save_settings(Settings(source="", scanner="", sound=False))
        desk = home.unlock(PIN)
        for _ in range(count // 1_000):
            desk.store.save_many([make_passage(desk.info.id, random) for _ in range(1_000)])
        desk.close()
        code = hub.code()
        trial: list[Trial] = []
        run_window(home, pin=PIN, on_ready=lambda desk: trial.append(Trial(desk, hub.url, code)))
        trial[0].report(count)


class Trial(QObject):
    """Leaves the window at rest for a while, joins the hub, and waits until all is sent."""

    def __init__(self, desk: Desk, url: str, code: str) -> None:
        super().__init__()
        self._desk, self._url, self._code = desk, url, code
        self._rest, self._busy = Probe(self), Probe(self)
        self._balance: Balance | None = None
        self._begun = self._took = 0.0
        desk.subscribe(self._on_change)
        self._rest.start()
        QTimer.singleShot(REST_MS, self, self.on_rested)
        QTimer.singleShot(WAIT_MS, self, QCoreApplication.quit)

    @Slot()
    def on_rested(self) -> None:
        """Begin, off the window's thread as the settings do."""
        self._rest.stop()
        self._busy.start()
        self._begun = time.perf_counter()
        threading.Thread(target=self._desk.enrol, args=(self._url, self._code)).start()

    def _on_change(self) -> None:
        """On the sending thread."""
        if self._begun and self._desk.store.outbox.unsent() == 0 and self._balance is None:
            self._took = time.perf_counter() - self._begun
            self._balance = self._desk.store.balance()
            QMetaObject.invokeMethod(self, "on_sent", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def on_sent(self) -> None:
        """All is sent."""
        self._busy.stop()
        QCoreApplication.quit()

    def report(self, count: int) -> None:
        """Print the figures."""
        assert self._balance is not None, "not sent in time"
        print(f"  with the window: {count / self._took:,.0f}/s, {self._balance.places()}")
        for name, late in (("at rest", self._rest.late_ms), ("meanwhile", self._busy.late_ms)):
            print(
                f"  window's loop {name}: longest stall {max(late):.0f} ms, "
                f"99th percentile {p99(late):.1f} ms of {len(late):,} turns",
                flush=True,
            )


def main() -> None:
    """Run all."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else PASSAGES
    info = StationInfo(new_id(), SITE, "Cổng 1", "", SiteKind.RESIDENTIAL)
    random = Random(1)
    passages = [make_passage(info.id, random) for _ in range(count)]
    print(f"{count:,} passages, batches of {BATCH_SIZE}, SQLite hub on loopback")
    ours = station(passages, info)
    for senders in (1, SENDERS):
        rate = bare(passages, info, senders)
        print(
            f"  station {ours:,.0f}/s = {ours / rate:.0%} of a bare sender's {rate:,.0f}/s over "
            f"{senders} connection{'s' if senders > 1 else ''}",
            flush=True,
        )
    del passages
    window(count)
    storm.run()


if __name__ == "__main__":
    main()
