"""Stores that earlier versions wrote, encrypted files with rows of every sort, still open whole.

Each file in ``data/`` was written by the program of its version, under the key 0, 1, 2 … 31.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import Direction
from checkpoint_app.records.sqlcipher import Database
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import OutboxState, Role
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, passage

KEY = bytes(range(32))
DATA = Path(__file__).parent / "data"
HOUR = 3_600_000


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """What version 0.1 wrote: fifteen passages, a correction, a voiding, a receipt."""
    return Path(shutil.copy(DATA / "s0001.db", tmp_path / "station.db"))


def test_nothing_of_version_0_1_is_lost(old: Path, clock: FakeClock) -> None:
    store = Store.open(old, KEY, clock)
    assert store.verify().ok, store.verify()
    assert store.verify().rows == 20
    assert store.balance().places() == {
        "captured": 15,
        "accepted": 2,
        "duplicate": 1,
        "pending": 10,
        "needs_fix": 1,
        "voided": 1,
    }
    assert {row.person_key: (row.since - AT) // HOUR for row in store.inside()} == {
        "id:001099000001": 11,
        "id:001099000000": 10,
        "id:001099000003": 8,
        "id:001099000002": 7,
        "id:001199000002": 0,
        "tel:0900000002": -1,
    }
    (buoi,) = store.find_people("dang thi buoi")
    assert (buoi.id_number, buoi.old_id_number) == ("001199000002", "123456789")
    assert [item.state for item in store.outbox.needs_fix()] == [OutboxState.NEEDS_FIX]
    assert [(member.name, member.role) for member in store.staff()] == [
        ("Lê Thị Hoa", Role.SUPERVISOR)
    ]
    store.close()


def test_work_goes_on_after_the_migration(old: Path, clock: FakeClock) -> None:
    store = Store.open(old, KEY, clock)
    leaving = passage(store.info().id, at=AT + 12 * HOUR, direction=Direction.OUT)
    store.save(leaving)
    assert "id:001099000001" not in {row.person_key for row in store.inside()}
    store.correct(store.recent(5)[4].passage.id, lambda one: replace(one, note="sửa sau"))
    assert store.outbox.recover() == 2  # what was under way when the old program ended
    claimed = store.outbox.claim(100, 0)
    assert len(claimed) == store.balance().unsent
    store.close()
    again = Store.open(old, KEY, clock)
    assert again.verify().ok
    assert again.balance().captured == 16
    again.close()


def test_a_migration_that_is_cut_off_leaves_the_old_store(
    old: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("checkpoint_app.records.store.derived.rebuild", cut)
        with pytest.raises(KeyboardInterrupt):
            Store.open(old, KEY, clock)
    database = Database(old, KEY)
    with database.read() as connection:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    database.close()
    assert revision == "s0001"
    store = Store.open(old, KEY, clock)
    assert store.verify().ok
    store.close()
