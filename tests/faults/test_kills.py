"""Killed without warning at any step, the station has every passage once, and can go on."""

import subprocess
import sys
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import Passage
from checkpoint_app.records import backup
from checkpoint_app.records.store import Store
from checkpoint_app.station import recovery, swap
from checkpoint_app.station.home import Home
from tests.conftest import PIN
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage
from tests.faults.children import DYING, ROOT, SAVE, WAIT_S, died, environment
from tests.records.damage import flip, pages_of

BY_PIN = recovery.with_pin(PIN)


@pytest.mark.parametrize("after", [1, 20, 57])
def test_a_kill_while_saving_loses_nothing_that_was_said(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock, after: int
) -> None:
    """And a backup made meanwhile, by another process, is whole."""
    (tmp_path / "keys.json").write_bytes(b"{}")
    store.close()
    path = tmp_path / "station.db"
    saving = subprocess.Popen(
        [sys.executable, "-c", SAVE, str(path)],
        stdout=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
    )
    assert saving.stdout is not None
    said = [saving.stdout.readline().decode().strip() for _ in range(after)]
    made = backup.make(path, tmp_path / "keys.json", key, tmp_path / "a.backup", clock)
    saving.kill()
    said += saving.stdout.read().decode().split()
    saving.stdout.close()
    saving.wait(WAIT_S)
    assert made.rows["passage"] >= after
    again = Store.open(path, key, clock)
    held = {str(item.passage.id) for item in again.recent(100_000)}
    assert set(said) <= held
    assert len(held) <= len(said) + 1, "the last one may be durable and not said"
    assert again.balance().captured == again.outbox.unsent() == len(held)
    assert again.verify().ok
    again.close()


@pytest.fixture
def worked(home: Home) -> tuple[Home, list[Passage]]:
    """A station with some passages, closed."""
    desk = home.unlock(PIN)
    made = [passage(desk.info.id, id_number=f"0010990{number:05}") for number in range(12)]
    for one in made:
        desk.store.save(one)
    made = [desk.store.passage(one.id) for one in made]
    desk.close()
    return home, made


def _has_all(home: Home, made: list[Passage]) -> None:
    desk = home.unlock(PIN)
    assert desk.store.verify().ok
    assert [desk.store.passage(one.id) for one in made] == made
    assert desk.store.balance().captured == len(made)
    desk.close()


@pytest.mark.slow
def test_a_kill_at_any_step_of_a_backup(worked: tuple[Home, list[Passage]], tmp_path: Path) -> None:
    home, made = worked
    file = tmp_path / "a.backup"
    recovery.back_up(home, BY_PIN, file)
    before = backup.read_manifest(file)
    steps = 0
    while died(DYING, "backup", str(home.path), str(file), str(steps)):
        steps += 3
        place = tmp_path / f"back-{steps}"
        place.mkdir()
        found = backup.unpack(file, place)
        # Each try is in the access log, and so in the journal; nothing else differs.
        logged = found.rows["access"] - before.rows["access"]
        grown = {"access": 1 + logged, "journal": before.rows["journal"] + logged}
        assert found.rows == before.rows | grown
        _has_all(home, made)
    assert steps > 6
    recovery.back_up(home, BY_PIN, file)
    assert [path.name for path in tmp_path.iterdir() if ".new" in path.name] == []


@pytest.mark.slow
def test_a_kill_at_any_step_of_restoring(
    worked: tuple[Home, list[Passage]], tmp_path: Path
) -> None:
    home, made = worked
    file = tmp_path / "a.backup"
    recovery.back_up(home, BY_PIN, file)
    desk = home.unlock(PIN)
    more = [passage(desk.info.id, id_number=f"0010991{number:05}") for number in range(4)]
    for one in more:
        desk.store.save(one)
    made = [*made, *(desk.store.passage(one.id) for one in more)]
    desk.close()
    steps = 0
    while died(DYING, "restore", str(home.path), str(file), str(steps)):
        steps += 3
        swap.finish(home.path)
        _has_all(home, made)
    assert steps > 10
    _has_all(home, made)


@pytest.mark.slow
def test_a_kill_at_any_step_of_salvaging(worked: tuple[Home, list[Passage]]) -> None:
    home, made = worked
    desk = home.unlock(PIN)
    key = desk.register._key
    desk.close()
    flip(home.store_path, pages_of(home.store_path, key, "tally")[0])
    steps = 0
    while died(DYING, "salvage", str(home.path), "-", str(steps)):
        steps += 5
        swap.finish(home.path)
    assert steps > 10
    _has_all(home, made)
    desk = home.unlock(PIN)
    assert desk.store.outbox.unsent() == len(made)
    desk.close()
