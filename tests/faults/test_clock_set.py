"""Somebody sets the computer's clock: every passage is recorded, kept and sent as it is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.passage import Direction
from checkpoint_app.records import backup
from checkpoint_app.records.readable import open_read_only
from checkpoint_app.records.salvage import salvage
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

_WALL = st.sampled_from(
    ["1970-01-02", "2004-06-01", "2026-11-22", "2026-11-23", "2038-01-20", "2099-12-31"]
)


def save(store: Store, clock: FakeClock, direction: Direction = Direction.IN) -> str:
    one = passage(store.info().id, at=clock.now_ms(), direction=direction)
    store.save(one)
    return str(one.id)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(walls=st.lists(_WALL, min_size=1, max_size=6), data=st.data())
def test_any_jumps_between_passages(
    tmp_path_factory: pytest.TempPathFactory,
    key: bytes,
    info: StationInfo,
    walls: list[str],
    data: st.DataObject,
) -> None:
    """Nothing is refused, lost or put in another order; a backup and a salvage give the same."""
    folder = tmp_path_factory.mktemp("clock")
    clock = FakeClock()
    store = Store.create(folder / "station.db", key, info, clock)
    (folder / "keys.json").write_bytes(b"{}")
    made = []
    for wall in walls:
        clock.set_wall(f"{wall}T08:00:00")
        made.append(save(store, clock, data.draw(st.sampled_from(Direction))))
    assert [str(item.passage.id) for item in reversed(store.recent(100))] == made
    assert store.verify().ok
    assert store.balance().captured == store.outbox.unsent() == len(walls)
    days = {wall: store.day_counts(wall).total for wall in walls}
    assert sum(days.values()) == len(walls)
    manifest = backup.make(
        folder / "station.db", folder / "keys.json", key, folder / "a.backup", clock
    )
    assert manifest.rows["passage"] == len(walls)
    assert iso(manifest.made_at).startswith(walls[-1])
    store.close()
    source = open_read_only(folder / "station.db", key)
    report = salvage([source], folder / "new.db", key, clock)
    source.close()
    assert report.saved["passage"] == report.pending == len(walls)
    again = Store.open(folder / "new.db", key, clock)
    assert again.verify().ok
    assert {wall: again.day_counts(wall).total for wall in walls} == days
    again.close()
