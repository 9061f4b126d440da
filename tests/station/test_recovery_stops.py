"""Restoring and salvaging end between any two steps, and nothing has changed then."""

from pathlib import Path

import pytest

from checkpoint_app.domain.progress import Stopped, Tell
from checkpoint_app.station import recovery
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from tests.conftest import PIN
from tests.fakes.passages import passage
from tests.records.damage import zero

BY_PIN = recovery.with_pin(PIN)


def stop_at(step: int) -> Tell:
    def tell(done: int, whole: int | None) -> None:
        assert whole == recovery.STEPS
        if done == step:
            raise Stopped

    return tell


def files(home: Home) -> dict[str, bytes]:
    """All that counts in the station's folder."""
    return {
        one.name: one.read_bytes()
        for one in home.path.iterdir()
        if one.is_file() and not one.name.endswith((".lock", "-wal", "-shm"))
    }


@pytest.fixture
def closed(home: Home, desk: Desk, tmp_path: Path) -> Home:
    """A station that nobody has open, with a passage and a backup."""
    desk.store.save(passage(desk.info.id))
    recovery.back_up(home, BY_PIN, tmp_path / "a.backup")
    desk.close()
    return home


@pytest.mark.parametrize("step", range(recovery.STEPS))
def test_a_restore_that_is_stopped_changes_nothing(closed: Home, tmp_path: Path, step: int) -> None:
    before = files(closed)
    with pytest.raises(Stopped):
        recovery.restore(closed, tmp_path / "a.backup", BY_PIN, tell=stop_at(step))
    assert files(closed) == before
    assert not (closed.path / "staging").exists()
    again = closed.unlock(PIN)
    assert again.store.balance().captured == 1
    again.close()
    done = recovery.restore(closed, tmp_path / "a.backup", BY_PIN)
    assert done.manifest.rows["passage"] == 1


@pytest.mark.parametrize("step", range(recovery.STEPS))
def test_a_salvage_that_is_stopped_changes_nothing(closed: Home, step: int) -> None:
    zero(closed.store_path, 5)
    before = files(closed)
    with pytest.raises(Stopped):
        recovery.salvage_home(closed, BY_PIN, tell=stop_at(step))
    assert files(closed) == before
    assert not (closed.path / "staging").exists()
