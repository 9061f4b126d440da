"""What the gate and the guard wait for never looks through a whole table."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.passage import Direction, SiteKind
from checkpoint_app.records import removal
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, passage

PEOPLE = 20_000
HOUR = 3_600_000
ONE, OTHER = "001099000001", "001099000002"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Twenty thousand people of one name who came one after the other, an hour each."""
    folder: Path = tmp_path_factory.mktemp("crowded")
    info = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)
    store = Store.create(folder / "station.db", bytes(32), info, FakeClock())
    numbers = [f"001099{number:06}" for number in range(PEOPLE)]
    for hours, way in enumerate(Direction):
        store.save_many(
            [
                passage(
                    info.id, id_number=number, direction=way, at=AT + HOUR * (2 * place + hours)
                )
                for place, number in enumerate(numbers)
            ]
        )
    yield store
    store.close()


WORK: dict[str, Callable[[Store], object]] = {
    "find by words that all have": lambda store: store.find_people("nguyen van"),
    "find by a part of a number": lambda store: store.find_people("9000001"),
    "find by two letters that all begin with": lambda store: store.find_people("ng"),
    "passages of one person": lambda store: store.passages_of(f"id:{ONE}"),
    "the last passage of one": lambda store: store.last_of(f"id:{ONE}"),
    "trace": lambda store: store.tracing.trace(
        ONE, since=0, until=AT * 2, now=AT * 2, margin_ms=HOUR
    ),
    "recent": lambda store: store.recent(),
    "day": lambda store: store.day_counts("2026-11-23"),
    "enter": lambda store: store.save(passage(store.info().id, id_number=OTHER, at=AT * 2)),
    "leave": lambda store: store.save(
        passage(store.info().id, id_number=OTHER, at=AT * 2 + 1, direction=Direction.OUT)
    ),
    "late paper": lambda store: store.save(passage(store.info().id, id_number=OTHER, at=AT + 1)),
    "correct": lambda store: store.correct(
        store.recent(1)[0].passage.id, lambda one: replace(one, note="x")
    ),
    "void": lambda store: store.void(store.recent(1)[0].passage.id, None),
    "claim": lambda store: store.outbox.claim(20, AT),
}


@pytest.mark.parametrize("name", WORK)
def test_no_step_for_each_row(crowded: Store, name: str) -> None:
    hundreds = [0]

    def count() -> int:
        hundreds[0] += 1
        return 0

    with crowded._database.read() as connection:
        driver = plain(connection)
    driver.set_progress_handler(count, 100)
    try:
        WORK[name](crowded)
    finally:
        driver.set_progress_handler(None, 100)
    assert hundreds[0] * 100 < PEOPLE


def test_who_is_left_by_a_purge_is_looked_up(crowded: Store) -> None:
    with crowded._database.read() as connection:
        asked = f"EXPLAIN QUERY PLAN {removal._OTHERS.format('?, ?')}"
        plan = [step[3] for step in plain(connection).execute(asked, (1, 2))]
    assert not [step for step in plan if step.startswith("SCAN")], plan
