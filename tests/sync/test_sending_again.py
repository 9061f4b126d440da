"""A hub that is put back from a backup: its stations tell it what it has lost, once."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.hub.backup import make, restore
from checkpoint_app.hub.place import path_of
from checkpoint_app.records.resending import Resending
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.sync.reporting import ReportingHub
from checkpoint_app.sync.sending_again import send_again
from checkpoint_app.wire.protocol import ProblemCode
from tests.fakes.hub_server import RunningHub, Station

RNG = Random(4)
SITE = "Chung cư Thử"
CLOCK = SystemClock()
DAY_MS = 86_400_000


class Line:
    """A station that reports, and the batches that it sent."""

    def __init__(self, folder: Path, hub: RunningHub) -> None:
        self.hub = hub
        self.station = Station(folder, hub, SITE)
        given = self.station.answer
        self.station.store.set_hub(hub.url, given.token, str(given.hub), given.site_name)
        self.client = self.station.client(hub.url)
        self.reporting = ReportingHub(self.client, self.station.store, CLOCK)

    def sync(self) -> SyncCause | None:
        """A round and a sign of life."""
        engine = SyncEngine(self.station.store, self.reporting, CLOCK, threading.Event())
        return engine.once().cause

    def save(self, count: int) -> None:
        for _ in range(count):
            self.station.save(RNG)

    def close(self) -> None:
        self.reporting.close()
        self.station.close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


@pytest.fixture
def line(tmp_path: Path, hub: RunningHub) -> Iterator[Line]:
    made = Line(tmp_path, hub)
    yield made
    made.close()


def put_back(hub: RunningHub, file: Path) -> None:
    hub.stop()
    restore(file, path_of(hub.home, None), None, CLOCK)
    hub.start()


def test_what_the_hub_lost_is_told_again_and_nothing_else_changes(
    tmp_path: Path, hub: RunningHub, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.records.resending.MARGIN_MS", 0)
    store, file = line.station.store, tmp_path / "hub.tar"
    early = [line.station.save(RNG).id for _ in range(4)]
    line.sync()
    make(path_of(hub.home, None), file, None, CLOCK)
    line.save(5)
    store.correct(early[0], lambda passage: replace(passage, note="sửa"))
    store.void(early[1], None)
    line.sync()
    before, balance = hub.held(), store.balance()
    assert len(before) == 9
    put_back(hub, file)
    assert len(hub.held()) == 4

    assert line.sync() is None
    assert hub.held() == before
    assert store.balance() == balance
    assert store.verify().ok
    assert line.reporting.fault is None, "a bulletin of the hub that was put back is in force"
    assert send_again(store.resending, line.client) == 0

    put_back(hub, file)  # the same backup once more is another time
    line.sync()
    assert hub.held() == before


def test_a_line_that_breaks_goes_on_where_it_was(
    tmp_path: Path, hub: RunningHub, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, file = line.station.store, tmp_path / "hub.tar"
    make(path_of(hub.home, None), file, None, CLOCK)
    for _ in range(4):  # a receipt each
        line.save(3)
        line.sync()
    before = hub.held()
    put_back(hub, file)
    monkeypatch.setattr("checkpoint_app.sync.sending_again.TOGETHER", 3)
    sent: list[int] = []
    send = line.client.send

    def broken(items: Sequence[bytes]) -> object:
        if len(sent) == 2:
            raise SyncFailure(SyncCause.NO_ANSWER)
        sent.append(len(items))
        return send(items)

    monkeypatch.setattr(line.client, "send", broken)
    assert line.sync() is SyncCause.NO_ANSWER
    assert sent == [3, 3]
    assert len(hub.held()) == 6
    line.station.reopen()
    again = Resending(line.station.store._database, line.station.id)
    monkeypatch.setattr(line.client, "send", send)
    assert send_again(again, line.client) == 6, "what was told is not told once more"
    assert hub.held() == before
    assert line.station.store.balance() == store.balance()


def test_what_was_purged_here_is_not_missed(tmp_path: Path, hub: RunningHub, line: Line) -> None:
    store, file = line.station.store, tmp_path / "hub.tar"
    make(path_of(hub.home, None), file, None, CLOCK)
    line.save(3)
    line.sync()
    later = CLOCK.now_ms() + 365_000 * DAY_MS
    assert store.retention.purge(later, inside_before=later).passages == 3
    put_back(hub, file)
    assert line.sync() is None
    assert hub.held() == {}
    assert store.resending.next(10) is None


def test_only_what_was_confirmed_since_is_told(hub: RunningHub, line: Line) -> None:
    line.save(3)
    line.sync()
    held_until = CLOCK.now_ms() + 2 * DAY_MS
    hub.hub.bulletins.note_restored(held_until)
    line.sync()
    assert line.station.store.resending.next(10) is None
    hub.hub.bulletins.note_restored(CLOCK.now_ms())
    noted = hub.hub.bulletins.stand(line.station.answer.site)[2]
    assert noted is not None
    store = line.station.store
    assert store.resending.begin(noted.id, noted.held_until)
    assert not store.resending.begin(noted.id, noted.held_until)
    part = store.resending.next(10)
    assert part is not None
    assert len(part.items) == 3


def test_a_batch_that_is_too_much_goes_in_halves(
    tmp_path: Path, hub: RunningHub, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hub.tar"
    make(path_of(hub.home, None), file, None, CLOCK)
    line.save(5)
    line.sync()
    before = hub.held()
    put_back(hub, file)
    send = line.client.send

    def narrow(items: Sequence[bytes]) -> object:
        if len(items) > 2:
            raise BatchRefused(ProblemCode.TOO_LARGE)
        return send(items)

    monkeypatch.setattr(line.client, "send", narrow)
    assert line.sync() is None
    assert hub.held() == before
