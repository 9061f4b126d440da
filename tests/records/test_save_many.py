"""Many at once are the same rows as one by one."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, passage
from tests.records.raw import opened

TABLES = ("passage", "outbox", "journal", "tally", "day_tally", "person", "stay", "presence")
crossings = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 50), st.sampled_from(Direction)),
    min_size=1,
    max_size=20,
)


def rows(path: Path, key: bytes, table: str) -> list[tuple[object, ...]]:
    """Every row, without what differs between two runs of the program."""
    with opened(path, key) as connection:
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - names above
        names = [column[0] for column in cursor.description]
        left_out = {"session", "tick", "hash", "no", "stay"}
        kept = [
            tuple(v for n, v in zip(names, row, strict=True) if n not in left_out) for row in cursor
        ]
        return sorted(kept, key=repr)  # a missing value has no order of its own


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=crossings)
def test_the_same_rows_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory,
    key: bytes,
    store: Store,
    events: list[tuple[int, int, Direction]],
) -> None:
    made = [
        passage(
            store.info().id, id_number=f"00109900000{who}", at=AT + minute * 60_000, direction=way
        )
        for who, minute, way in events
    ]
    folder = tmp_path_factory.mktemp("stores")
    one = Store.create(folder / "one.db", key, store.info(), FakeClock())
    many = Store.create(folder / "many.db", key, store.info(), FakeClock())
    for each in made:
        one.save(each)
    assert many.save_many(made) == len(made)
    assert many.verify().ok, many.verify()
    assert one.balance() == many.balance()
    for table in TABLES:
        assert rows(folder / "one.db", key, table) == rows(folder / "many.db", key, table), table
    one.close()
    many.close()


def test_what_is_there_already_is_left_alone(store: Store) -> None:
    made = [passage(store.info().id, at=AT + n) for n in range(3)]
    store.save(made[1])
    assert store.save_many(made) == 2
    assert store.save_many([*made, *made]) == 0
    assert store.balance().captured == 3
    assert store.verify().ok


def test_all_or_none(store: Store) -> None:
    good = passage(store.info().id)
    bad: Passage = replace(good, id=passage(store.info().id).id, gate=None)  # type: ignore[arg-type] # on purpose
    with pytest.raises(Exception, match="NOT NULL") as caught:
        store.save_many([good, bad])
    assert not isinstance(caught.value, CheckpointError)
    assert store.balance().captured == 0
    assert store.verify().ok
