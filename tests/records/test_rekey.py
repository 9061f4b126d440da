"""A store under a new key: everything is there, and the old key opens nothing."""

import os
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import StoreBusy, StoreDamaged
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage
from tests.records.raw import opened


def test_everything_is_there_under_the_new_key(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    made = full(store.info().id)
    store.save(made)
    fresh = os.urandom(32)
    store.rekey(fresh)
    store.save(passage(store.info().id))
    assert store.verify().ok
    store.close()
    again = Store.open(tmp_path / "station.db", fresh, clock)
    assert again.passage(made.id) == made
    assert again.balance().captured == 2
    again.close()
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path / "station.db", key, clock)


def test_while_another_program_has_it_open_nothing_changes(
    store: Store, tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoint_app.records.sqlcipher.BUSY_MS", 50)
    store.save(passage(store.info().id))
    with opened(tmp_path / "station.db", key) as other:
        other.execute("SELECT count(*) FROM passage").fetchone()
        with pytest.raises(StoreBusy):
            store.rekey(os.urandom(32))
        other.execute("UPDATE station SET hub_site = '5'")
    store.save(passage(store.info().id))
    assert store.verify().ok
