"""Who is inside, and what a local day counts, whatever the order things are recorded in."""

from dataclasses import replace

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import Direction, Kind, Passage, Way
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import DayCounts
from tests.fakes.passages import AT, passage

IN, OUT = Direction.IN, Direction.OUT
HOUR = 3_600_000


def save(store: Store, direction: Direction, at: int, **more: object) -> Passage:
    made = replace(passage(store.info().id, at=at, direction=direction), **more)  # type: ignore[arg-type] # hand-picked fields
    store.save(made)
    return made


@pytest.mark.parametrize(
    ("crossings", "inside"),
    [
        ([(IN, 0)], True),
        ([(IN, 0), (OUT, 1)], False),
        ([(OUT, 1), (IN, 0)], False),  # the entry's paper is typed after the exit
        ([(IN, 0), (OUT, 1), (IN, 2)], True),
        ([(IN, 0), (IN, 2), (OUT, 1)], True),
        ([(OUT, 0)], False),
        ([(IN, 0), (IN, 1)], True),
        ([(IN, 0), (OUT, 0)], False),  # at the same moment the later record decides
    ],
)
def test_the_newest_crossing_decides(
    store: Store, crossings: list[tuple[Direction, int]], inside: bool
) -> None:
    for direction, hour in crossings:
        save(store, direction, AT + hour * HOUR)
    assert [row.person_key for row in store.inside()] == ["id:001099000001"] * inside
    assert store.inside_count() == inside


def test_a_voided_entry_leaves_nobody_inside(store: Store) -> None:
    entry = save(store, IN, AT)
    store.void(entry.id, None)
    assert store.inside() == []
    assert store.last_of("id:001099000001") is None


def test_a_computer_without_a_battery_begins_in_1970(store: Store) -> None:
    """Nothing of the person is in force, and the next one is recorded in the first two hours."""
    entry = save(store, IN, HOUR // 2)
    store.void(entry.id, None)
    save(store, OUT, HOUR)
    assert store.verify().ok, store.verify()


def test_a_voided_exit_puts_the_person_back_inside(store: Store) -> None:
    entry = save(store, IN, AT)
    leaving = save(store, OUT, AT + HOUR)
    store.void(leaving.id, None)
    (row,) = store.inside()
    assert (row.passage, row.since) == (entry.id, AT)


def test_a_correction_of_the_person_moves_the_presence(store: Store) -> None:
    entry = save(store, IN, AT)
    store.correct(
        entry.id, lambda old: replace(old, person=replace(old.person, id_number="001099000009"))
    )
    assert [row.person_key for row in store.inside()] == ["id:001099000009"]


def test_a_correction_of_the_direction_moves_the_presence_and_the_day(store: Store) -> None:
    entry = save(store, IN, AT)
    store.correct(entry.id, lambda old: replace(old, direction=OUT))
    assert store.inside() == []
    day = store.day_counts("2026-11-23")
    assert (day.entries, day.exits) == (0, 1)


def test_a_stay_over_midnight_is_one_stay_and_two_days(store: Store) -> None:
    save(store, IN, parse_iso("2026-11-23T23:59:59.999"))
    assert store.inside_count() == 1
    save(store, OUT, parse_iso("2026-11-24T00:00:00"))
    assert store.inside_count() == 0
    before, after = store.day_counts("2026-11-23"), store.day_counts("2026-11-24")
    assert (before.entries, before.exits, before.by_hour[23]) == (1, 0, (1, 0))
    assert (after.entries, after.exits, after.by_hour[0]) == (0, 1, (0, 1))


def test_the_inside_list_is_newest_first_and_bounded(store: Store) -> None:
    for n in range(5):
        made = passage(store.info().id, id_number=f"00109900000{n}", at=AT + n)
        store.save(made)
    assert [row.since - AT for row in store.inside(limit=3)] == [4, 3, 2]
    assert store.inside_count() == 5


def test_a_day_in_numbers(store: Store) -> None:
    save(store, IN, AT, kind=Kind.RESIDENT)
    save(store, OUT, AT + HOUR, kind=Kind.RESIDENT, way=Way.PAPER)
    gone = save(store, IN, AT + 2 * HOUR, way=Way.TYPED)
    save(store, IN, AT - 24 * HOUR)
    store.void(gone.id, None)
    hours = [(0, 0)] * 24
    hours[8], hours[9] = (1, 0), (0, 1)
    day = store.day_counts("2026-11-23")
    assert day == DayCounts(
        day="2026-11-23",
        entries=1,
        exits=1,
        voided=1,
        by_way={Way.CAMERA: 1, Way.PAPER: 1},
        by_kind={Kind.RESIDENT: 2},
        by_hour=tuple(hours),
    )
    assert day.total == 2
    assert store.day_counts("2026-11-22").entries == 1
    assert store.day_counts("1999-01-01") == DayCounts("1999-01-01")


def test_a_correction_of_the_time_moves_the_passage_to_its_day(store: Store) -> None:
    made = save(store, IN, AT)
    store.correct(made.id, lambda old: replace(old, occurred_at=AT - 24 * HOUR))
    assert store.day_counts("2026-11-23").total == 0
    assert store.day_counts("2026-11-22").total == 1
    assert store.verify().ok


def test_a_correction_does_not_turn_an_entry_and_an_exit_of_one_minute_round(store: Store) -> None:
    """Papers know minutes alone: both may say 8:00."""
    entry = passage(store.info().id)
    leaving = replace(passage(store.info().id), direction=Direction.OUT)
    store.save(entry)
    store.save(leaving)
    assert store.inside() == []
    store.correct(entry.id, lambda old: replace(old, note="đọc lại tờ giấy"))
    assert store.inside() == []
    last = store.last_of("id:001099000001")
    assert last is not None
    assert last.id == leaving.id
    before = replace(passage(store.info().id, at=AT - 1000), direction=Direction.OUT)
    store.save(before)  # a paper typed late
    assert store.inside() == []
    assert store.verify().ok, store.verify()
