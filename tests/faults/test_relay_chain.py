"""Two stations, the hub of their site, the hub of the city; bad networks on every leg."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.records.views import OutboxState
from checkpoint_app.station.relay import join
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.sync.outgoing import Sender
from tests.cli.shell import ROOT, command, environment
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import WAIT_S, RunningHub, Station

SITE, CITY = "Chung cư Thử", "Thành phố: Chung cư Thử"
SEEDS = int(os.environ.get("CHECKPOINT_CHAIN_SEEDS", "2"))
STEPS, STALL_S = 35, 0.2
FAULTS = [fault for fault in Fault if fault is not Fault.OK]
CLOCK = SystemClock()


class Chain:
    """Everything, and what ought to be."""

    def __init__(self, folder: Path, seed: int, stack: ExitStack) -> None:
        self.rng = Random(seed)
        self.folder = folder
        self.draining = False
        self.city = stack.enter_context(RunningHub(folder / "city"))
        self.city.hub.add_site(CITY, SiteKind.RESIDENTIAL)
        self.site = stack.enter_context(RunningHub(folder / "site"))
        self.site.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        self.stations = [Station(folder, self.site), Station(folder, self.site)]
        join(self.site.hub, self.city.url, self.city.hub.enrol(CITY), CLOCK)
        self.legs = [
            stack.enter_context(FaultProxy(_port(hub), self.choose))
            for hub in (self.site, self.site, self.city)
        ]
        self.revs: dict[UUID, int] = {}
        self.owners: dict[UUID, Station] = {}

    def choose(self) -> Fault:
        if self.rng.random() < (0.8 if self.draining else 0.4):
            return Fault.OK
        return self.rng.choice(FAULTS)

    def push(self, leg: int) -> None:
        """One round over one leg: from a station, or from the site's hub to the city's."""
        url = self.legs[leg].url
        with ExitStack() as stack:
            sender: Sender
            if leg < 2:
                station = self.stations[leg]
                sender, client = station.store, station.client(url, STALL_S)
            else:
                sender = _Source(self.site)
                above = self.site.hub.forward.upward()
                assert above is not None
                client = HubClient(url, above.token, above.station, CLOCK, stall_s=STALL_S)
            stack.callback(client.close)
            size = self.rng.choice([1, 3, 10, 50])
            SyncEngine(sender, client, CLOCK, threading.Event(), batch_size=size).once()

    def step(self) -> None:
        draw = self.rng.random()
        if draw < 0.35:
            for _ in range(self.rng.randint(1, 8)):
                self.save(self.rng.choice(self.stations))
        elif draw < 0.5 and self.revs:
            self.revise(self.rng.choice(sorted(self.revs)))
        elif draw < 0.55:
            self.site.stop()
            self.site.start()
        else:
            self.push(self.rng.randrange(3))

    def save(self, station: Station) -> None:
        made = station.save(self.rng)
        self.revs[made.id], self.owners[made.id] = 1, station

    def revise(self, which: UUID) -> None:
        store = self.owners[which].store
        if self.rng.random() < 0.5:
            self.revs[which] = store.void(which, None).rev
        else:
            self.revs[which] = store.correct(which, _noted).rev

    def drain(self) -> None:
        """Send until nothing waits anywhere."""
        self.draining = True
        for _ in range(400):
            waiting = [station.store.outbox.unsent() for station in self.stations]
            if not any(waiting) and not self.site.hub.forward.unsent():
                return
            for leg in range(3):
                self.push(leg)
        raise AssertionError("something is never sent")

    def check(self) -> None:
        expected = {str(item): rev for item, rev in self.revs.items()}
        assert self.site.held() == expected
        assert self.city.held() == expected
        for station in self.stations:
            balance = station.store.balance()
            assert balance.balanced
            assert (balance.pending, balance.needs_fix) == (0, 0)
            assert station.store.verify().ok
        assert self.site.hub.forward.refused() == []
        senders = {str(row["id"]): row["station"] for row in self.city.hub.passages()}
        assert senders == {str(one): str(owner.id) for one, owner in self.owners.items()}


class _Source:
    def __init__(self, site: RunningHub) -> None:
        self.outbox = site.hub.forward


def _noted(passage: Passage) -> Passage:
    return replace(passage, note=(passage.note or "") + "x")


def _port(hub: RunningHub) -> int:
    return int(hub.url.rsplit(":", 1)[1])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_everything_arrives_once_through_two_bad_networks(tmp_path: Path, seed: int) -> None:
    with ExitStack() as stack:
        chain = Chain(tmp_path, seed, stack)
        for _ in range(STEPS):
            chain.step()
        chain.drain()
        chain.check()
        for station in chain.stations:
            station.close()


# The real program, killed


@contextmanager
def _serving(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    words = command(home, "hub", "serve", "--port", str(port), "--while-stdin-open")
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert json.loads(process.stdout.readline())["listening"].endswith(f":{port}")
            yield process
        finally:
            process.kill()


def _run(home: Path, *words: str) -> dict[str, object]:
    done = subprocess.run(
        command(home, "--json", *words),
        capture_output=True, env=environment(), cwd=ROOT, check=True, timeout=WAIT_S * 3,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_killed_site_hub_loses_and_doubles_nothing(tmp_path: Path) -> None:
    rng = Random(7)
    with RunningHub(tmp_path / "city") as city:
        city.hub.add_site(CITY, SiteKind.RESIDENTIAL)
        folder = tmp_path / "site"
        site = RunningHub(folder)
        site.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        station, port = Station(tmp_path, site), _port(site)
        site.stop()
        said = _run(folder, "hub", "join", "--hub", city.url, city.hub.enrol(CITY))
        assert said["site"] == CITY
        sent: dict[str, int] = {}
        news = threading.Event()
        city.hub.when_taken(news.set)
        for kill in (True, False):
            with _serving(folder, port) as served:
                for _ in range(6):
                    for _ in range(20):
                        sent[str(station.save(rng).id)] = 1
                    client = station.client(f"http://127.0.0.1:{port}")
                    SyncEngine(station.store, client, CLOCK, threading.Event()).once()
                    client.close()
                if kill:
                    served.kill()  # in the middle of sending upward, or not begun yet
                while not kill and len(city.held()) < len(sent):
                    assert news.wait(WAIT_S), "the site's hub sends nothing upward"
                    news.clear()
        assert station.store.outbox.unsent() == 0
        assert city.held() == sent
        states = {one.state for one in station.store.recent(500)}
        assert states <= {OutboxState.ACCEPTED, OutboxState.DUPLICATE}
        station.close()
