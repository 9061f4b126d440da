"""Who looked at whose data: kept, and nobody can take a line out unseen."""

from pathlib import Path

import pytest

from checkpoint_app.records.access import Action
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.records.raw import run


def test_what_was_noted_is_read_newest_first(store: Store, clock: FakeClock) -> None:
    staff, second = new_id(), new_id()
    first = store.access.note(Action.REVEAL, staff, subject="····0001", reason="hỏi lại", items=1)
    clock.pass_s(60)
    later = store.access.note(Action.TRACE, staff, second=second, reason="CV 12", items=7)
    assert store.access.newest() == [later, first]
    assert store.access.newest(1) == [later]
    assert later.at - first.at == 60_000
    assert store.verify().ok, store.verify()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM access WHERE no = 1",
        "DELETE FROM access",
        "UPDATE access SET reason = 'khác' WHERE no = 1",
        "UPDATE access SET staff = NULL WHERE no = 1",
        "UPDATE access SET at = at - 1 WHERE no = 2",
        "INSERT INTO access(no, at, action) VALUES (9, 0, 'reveal')",
    ],
)
def test_a_line_changed_or_removed_is_found(
    store: Store, tmp_path: Path, key: bytes, statement: str
) -> None:
    store.access.note(Action.EXPORT, new_id(), reason="báo cáo", items=3)
    store.access.note(Action.PURGE, None, items=12)
    run(tmp_path / "station.db", key, statement)
    assert not store.verify().ok
