"""What the station does by itself: backups in time, and a purge that no wrong clock can misuse."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.errors import BackupFolderMissing
from checkpoint_app.domain.passage import Direction, Way
from checkpoint_app.records.access import Action
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.settings import Settings
from checkpoint_app.station import upkeep
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.upkeep import DAY_MS, Upkeep
from tests.conftest import PIN
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

NOW = parse_iso("2026-11-23T08:00:00")


class _NoBackups(Backups):
    """Never due: these tests are about the purge."""

    def due(self) -> bool:
        return False


@pytest.fixture
def keeper(store: Store, tmp_path: Path, clock: FakeClock, key: bytes) -> Upkeep:
    backups = _NoBackups(tmp_path, key, store.info().id, clock)
    return Upkeep(store, backups, clock, 30, lambda: None)


def passed(
    store: Store, clock: FakeClock, days_ago: int, *, sent: bool = True, hub_now: int = NOW
) -> None:
    """Somebody left so many days ago; the hub confirmed it now, by its own right clock."""
    at = NOW - days_ago * DAY_MS
    made = replace(passage(store.info().id, at=at, direction=Direction.OUT), recorded_at=at)
    store.save(made)
    if sent:
        taken = store.outbox.claim(10, clock.now_ms())
        answers = [Answer(one.passage.id, one.passage.rev, OutboxState.ACCEPTED) for one in taken]
        store.outbox.settle(answers, new_id(), hub_now)


def test_what_is_too_old_and_confirmed_goes_once_a_day(
    keeper: Upkeep, store: Store, clock: FakeClock
) -> None:
    for days in (29, 31, 40):
        passed(store, clock, days)
    passed(store, clock, 50, sent=False)
    keeper.once()
    assert (keeper.state().purged, keeper.state().purged_at) == (2, clock.now_ms())
    assert len(store.recent()) == 2
    [logged] = store.access.newest()
    assert (logged.action, logged.staff, logged.reason) == (Action.PURGE, None, "retention")
    assert logged.items == 2
    assert store.verify().ok
    assert store.balance().balanced
    passed(store, clock, 0, hub_now=NOW + 2 * DAY_MS)
    keeper.once()
    assert len(store.recent()) == 3, "once a day"
    clock.pass_s(2 * 86_400)
    keeper.once()
    assert len(store.recent()) == 1, "the one of 50 days ago was confirmed with the last"


def test_a_clock_set_years_forward_takes_nothing_away(
    keeper: Upkeep, store: Store, clock: FakeClock
) -> None:
    passed(store, clock, 1)
    clock.set_wall("2036-01-01T08:00:00")
    keeper.once()
    assert len(store.recent()) == 1
    assert store.access.newest() == []


def test_where_no_hub_ever_answered_nothing_is_purged(
    keeper: Upkeep, store: Store, clock: FakeClock
) -> None:
    passed(store, clock, 400, sent=False)
    keeper.once()
    assert len(store.recent()) == 1


def test_sheets_that_are_done_are_closed_before_their_rows_go(
    keeper: Upkeep, store: Store, clock: FakeClock
) -> None:
    [code] = store.sheets.issue(1, 1, "S", None)
    at = NOW - 40 * DAY_MS
    typed = replace(passage(store.info().id, at=at, direction=Direction.OUT), way=Way.PAPER)
    store.save(replace(typed, sheet=code.number, row=1))
    taken = store.outbox.claim(10, clock.now_ms())
    answers = [Answer(one.passage.id, one.passage.rev, OutboxState.ACCEPTED) for one in taken]
    store.outbox.settle(answers, new_id(), NOW)
    keeper.once()
    assert keeper.state().purged == 1
    assert store.sheets.balance().rows_typed == 1


def test_whoever_came_in_before_that_goes_too(
    keeper: Upkeep, store: Store, clock: FakeClock
) -> None:
    for days in (40, 20):
        at = NOW - days * DAY_MS
        one = passage(store.info().id, at=at, id_number=f"0010990000{days}")
        store.save(one)
    taken = store.outbox.claim(10, clock.now_ms())
    answers = [Answer(one.passage.id, one.passage.rev, OutboxState.ACCEPTED) for one in taken]
    store.outbox.settle(answers, new_id(), NOW)
    keeper.once()
    assert (keeper.state().purged, store.inside_count()) == (1, 1)


def test_keeping_for_ever_purges_nothing(
    store: Store, tmp_path: Path, clock: FakeClock, key: bytes
) -> None:
    passed(store, clock, 4000)
    backups = _NoBackups(tmp_path, key, store.info().id, clock)
    Upkeep(store, backups, clock, 0, lambda: None).once()
    assert len(store.recent()) == 1


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "LOOK_S", 0.05)


@pytest.mark.usefixtures("eager")
def test_a_desk_backs_itself_up_and_says_so(desk: Desk, home: Home) -> None:
    made = threading.Event()
    desk.subscribe(lambda: made.set() if desk.snapshot().upkeep.last_backup_at else None)
    assert desk.snapshot().upkeep.last_backup_at is None
    desk.start_upkeep()
    assert made.wait(60)
    assert len(Backups.found_in(home.path / "backups")) == 1


@pytest.mark.usefixtures("eager")
def test_a_missing_stick_is_said_and_the_gate_goes_on(home: Home, tmp_path: Path) -> None:
    home.save_settings(Settings(backup_folder=str(tmp_path / "usb")))
    desk = home.unlock(PIN)
    failed = threading.Event()
    desk.subscribe(lambda: failed.set() if desk.snapshot().upkeep.backup_failure else None)
    desk.start_upkeep()
    assert failed.wait(60)
    assert isinstance(desk.snapshot().upkeep.backup_failure, BackupFolderMissing)
    desk.store.save(passage(desk.info.id))
    assert desk.store.balance().captured == 1
    desk.close()
