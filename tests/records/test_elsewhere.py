"""What other gates crossed: it decides who is inside, and is no fact of this station."""

from dataclasses import replace
from itertools import count
from random import Random
from typing import NamedTuple
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.pairing import OPEN, Crossing, paired
from checkpoint_app.domain.passage import Direction, Kind, Passage
from checkpoint_app.records.elsewhere import SLICE, Place
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.personal import Asked
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.wire.site_feed import FeedItem, FeedPerson
from tests.fakes.passages import AT, passage

IN, OUT = Direction.IN, Direction.OUT
MINUTE = 60_000
HOUR = 60 * MINUTE
AN = "001099000001"
HERE = Place("hub site", "1.0")


def heard(
    direction: Direction = IN,
    at: int = AT,
    *,
    number: str = AN,
    gate: str = "Cổng sau",
    item: UUID | None = None,
    rev: int = 1,
    voided: bool = False,
    pass_number: str | None = None,
) -> FeedItem:
    return FeedItem(
        id=item or new_id(),
        rev=rev,
        direction=direction,
        kind=Kind.VISITOR,
        occurred_at=at,
        gate=gate,
        person=FeedPerson(name="Nguyễn Văn An", id_number=number),
        pass_number=pass_number,
        voided=voided,
    )


def save(store: Store, direction: Direction, at: int, number: str = AN) -> Passage:
    made = passage(store.info().id, at=at, direction=direction, id_number=number)
    store.save(made)
    return made


def test_who_came_in_at_another_gate_is_inside_and_leaves_by_this_one(store: Store) -> None:
    store.elsewhere.take([heard(IN, AT)], HERE)
    (row,) = store.inside()
    assert (row.person_key, row.name, row.gate, row.since) == (
        f"id:{AN}", "Nguyễn Văn An", "Cổng sau", AT
    )  # fmt: skip
    assert store.inside_count() == 1
    save(store, OUT, AT + HOUR)
    assert (store.inside(), store.inside_count()) == ([], 0)


def test_who_left_by_another_gate_is_not_inside_any_more(store: Store) -> None:
    entry = save(store, IN, AT)
    leaving = heard(OUT, AT + HOUR)
    store.elsewhere.take([leaving], HERE)
    assert (store.inside(), store.inside_count()) == ([], 0)
    assert store.inside_since(AT + 2 * HOUR) == []  # nobody to ask after at the end of the day
    store.elsewhere.take([heard(OUT, AT + HOUR, item=leaving.id, rev=2, voided=True)], HERE)
    assert [row.passage for row in store.inside()] == [entry.id]
    assert store.inside_count() == 1


def test_who_came_in_again_elsewhere_is_inside_once(store: Store) -> None:
    save(store, IN, AT)
    store.elsewhere.take([heard(IN, AT + HOUR)], HERE)
    assert [(row.gate, row.since) for row in store.inside()] == [("Cổng sau", AT + HOUR)]
    assert store.inside_count() == 1
    assert store.inside_since(AT + 2 * HOUR) == []


def test_the_newest_crossing_at_any_gate_tells_the_direction(store: Store) -> None:
    save(store, OUT, AT + 2 * HOUR)
    there = heard(IN, AT + HOUR)
    store.elsewhere.take([there], HERE)
    key = f"id:{AN}"
    last, before = store.last_of(key), store.last_of(key, AT + HOUR)
    assert last is not None
    assert before is not None
    assert last.direction is OUT
    assert (before.id, before.direction, before.occurred_at) == (there.id, IN, AT + HOUR)
    assert store.last_of(key, AT) is None


def test_a_card_used_at_another_gate_today_is_used(store: Store) -> None:
    store.elsewhere.take([heard(IN, AT + HOUR, pass_number="NTD-1")], HERE)
    day = (AT, AT + 3 * HOUR)
    assert store.lists.used_at("NTD-1", day) == AT + HOUR
    made = replace(passage(store.info().id, at=AT + MINUTE), pass_number="NTD-1")
    store.save(made)
    assert store.lists.used_at("NTD-1", day) == AT + MINUTE
    assert store.lists.used_at("NTD-2", day) is None


def test_it_is_in_no_number_of_this_station(store: Store) -> None:
    save(store, IN, AT)
    before = store.balance(), store.day_counts("2026-11-23"), store.outbox.unsent()
    rows = store.verify().rows
    store.elsewhere.take([heard(OUT, AT + HOUR), heard(IN, AT, number="001099000002")], HERE)
    assert (store.balance(), store.day_counts("2026-11-23"), store.outbox.unsent()) == before
    checked = store.verify()
    assert (checked.ok, checked.rows) == (True, rows)
    assert store.find_people("nguyen") != []
    assert len(store.recent()) == 1


def test_an_older_revision_changes_nothing(store: Store) -> None:
    first = heard(IN, AT)
    store.elsewhere.take([replace_item(first, rev=3, direction=OUT)], HERE)
    assert store.elsewhere.take([first, replace_item(first, rev=2)], HERE) == 0
    assert store.inside() == []


def test_a_corrected_person_moves(store: Store) -> None:
    first = heard(IN, AT)
    store.elsewhere.take([first], HERE)
    store.elsewhere.take([heard(IN, AT, item=first.id, rev=2, number="001099000009")], HERE)
    assert [row.person_key for row in store.inside()] == ["id:001099000009"]
    assert store.last_of(f"id:{AN}") is None


def test_who_names_nobody_is_not_inside(store: Store) -> None:
    nobody = FeedItem(id=new_id(), rev=1, direction=IN, kind=Kind.VISITOR, occurred_at=AT)
    assert store.elsewhere.take([nobody], HERE) == 1
    assert (store.inside(), store.inside_count()) == ([], 0)


def test_impossible_numbers_are_passed_over(store: Store) -> None:
    taken = store.elsewhere.take(
        [heard(at=-1), heard(at=10**30), heard(rev=0), heard(rev=2**40), heard()], HERE
    )
    assert taken == 1


def test_the_place_is_kept_with_what_was_heard(store: Store) -> None:
    assert store.elsewhere.place() == Place()
    store.elsewhere.take([heard()], Place("hub site", "7.a"))
    assert store.elsewhere.place() == Place("hub site", "7.a")


def test_nothing_is_written_where_nothing_is_new(store: Store) -> None:
    first = heard()
    store.elsewhere.take([first], Place("hub site", "7.a"))
    assert store.elsewhere.take([first], Place("hub site", "8.a")) == 0
    assert store.elsewhere.place().cursor == "7.a"


def test_what_another_hub_told_goes(store: Store) -> None:
    store.elsewhere.take([heard(number="001099000007")], HERE)
    store.elsewhere.take([heard()], Place("other site", "1.0"))
    assert [row.person_key for row in store.inside()] == [f"id:{AN}"]


def test_many_are_taken_in_slices_and_none_is_lost(store: Store) -> None:
    many = [heard(number=f"0010990{no:05}") for no in range(2 * SLICE + 7)]
    assert store.elsewhere.take(many, Place("hub site", "9.a")) == len(many)
    assert store.inside_count() == len(many) == len(store.inside())
    assert store.elsewhere.place().cursor == "9.a"


def test_retention_takes_it_too_but_who_is_inside(store: Store) -> None:
    gone, inside = heard(OUT, AT), heard(IN, AT, number="001099000002")
    store.elsewhere.take([gone, inside], HERE)
    store.retention.purge(AT + HOUR, inside_before=AT)
    assert [row.passage for row in store.inside()] == [inside.id]
    assert store.elsewhere.count() == 1
    store.retention.purge(AT + HOUR, inside_before=AT + HOUR)
    assert store.elsewhere.count() == 0


def test_deleting_a_person_takes_their_name_from_it(store: Store) -> None:
    made = [save(store, IN, AT), save(store, OUT, AT + HOUR)]
    batch = [Answer(one.id, 1, OutboxState.ACCEPTED) for one in made]
    store.outbox.settle(batch, new_id(), None)
    there = [heard(IN, AT + 2 * HOUR), heard(OUT, AT + 3 * HOUR)]
    store.elsewhere.take([*there, heard(number="001099000002")], HERE)
    (held,) = store.personal.held(Asked(numbers=(AN,)))
    assert held.elsewhere == ((AT + 2 * HOUR, "Cổng sau", "in"), (AT + 3 * HOUR, "Cổng sau", "out"))
    assert store.personal.erase(held.no).passages == 2
    with store._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM elsewhere").mappings().all()
    left = [row for row in rows if row["person_key"] == f"id:{AN}" or row["id_number"] == AN]
    assert left == []
    assert store.elsewhere.take(there, HERE) == 0  # the overlap does not bring them back
    assert [row.person_key for row in store.inside()] == ["id:001099000002"]


def test_who_is_inside_by_another_gate_stays_until_they_leave(store: Store) -> None:
    made = save(store, OUT, AT)
    store.outbox.settle([Answer(made.id, 1, OutboxState.ACCEPTED)], new_id(), None)
    store.elsewhere.take([heard(IN, AT + HOUR)], HERE)
    (held,) = store.personal.held(Asked(numbers=(AN,)))
    assert store.personal.erase(held.no).kept_inside == 1
    assert store.inside_count() == 1


def test_who_came_in_here_and_left_elsewhere_can_be_deleted(store: Store) -> None:
    made = save(store, IN, AT)
    store.outbox.settle([Answer(made.id, 1, OutboxState.ACCEPTED)], new_id(), None)
    store.elsewhere.take([heard(OUT, AT + HOUR)], HERE)
    (held,) = store.personal.held(Asked(numbers=(AN,)))
    erased = store.personal.erase(held.no)
    assert (erased.passages, erased.kept_inside) == (1, 0)
    assert (store.inside_count(), store.verify().ok) == (0, True)


def test_what_is_old_goes_but_not_what_still_tells_who_is_inside(store: Store) -> None:
    save(store, IN, AT)
    left, came = heard(OUT, AT + HOUR), heard(IN, AT + HOUR, number="001099000002")
    store.elsewhere.take([heard(IN, AT + MINUTE), left, came], HERE)
    store.elsewhere.expire(AT + 100 * HOUR)
    assert store.elsewhere.count() == 2
    assert [row.passage for row in store.inside()] == [came.id]


def replace_item(item: FeedItem, rev: int, direction: Direction = IN) -> FeedItem:
    return heard(direction, item.occurred_at, item=item.id, rev=rev)


# The pairing of the union


class Move(NamedTuple):
    """One crossing: by whom, which way, in which minute, here or elsewhere, and what became."""

    who: int
    direction: Direction
    minute: int
    here: bool
    fate: str


moves = st.lists(
    st.builds(
        Move,
        st.integers(0, 2),
        st.sampled_from([IN, OUT]),
        st.integers(0, 5),
        st.booleans(),
        st.sampled_from(["", "", "", "voided", "turned"]),
    ),
    max_size=14,
)


_example = count(1)


@given(moves=moves, shuffled=st.randoms(use_true_random=False))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_own_and_others_are_the_pairing_of_all(
    store: Store, moves: list[Move], shuffled: Random
) -> None:
    """All examples in one store, each with people of its own."""
    run = next(_example)
    items: list[FeedItem] = []
    union: list[tuple[int, bytes, Direction, str]] = []
    for move in moves:
        number, at = f"{run:011}{move.who}", AT + move.minute * MINUTE
        direction = _turned(move.direction) if move.fate == "turned" else move.direction
        crossing = new_id()
        if move.here:
            made = save(store, move.direction, at, number)
            crossing = made.id
            if move.fate == "voided":
                store.void(crossing, None)
            elif move.fate == "turned":
                store.correct(crossing, lambda one: replace(one, direction=_turned(one.direction)))
        else:
            items.append(heard(move.direction, at, number=number, item=crossing))
            if move.fate:
                gone = move.fate == "voided"
                items.append(heard(direction, at, number=number, item=crossing, rev=2, voided=gone))
        if move.fate != "voided":
            union.append((at, crossing.bytes, direction, f"id:{number}"))
    shuffled.shuffle(items)
    for start in range(0, len(items), 3):
        store.elsewhere.take(items[start : start + 3], HERE)
    expected = {}
    for key in {one[3] for one in union}:
        theirs = sorted(one for one in union if one[3] == key)
        crossings = [Crossing(no, one[2], one[0]) for no, one in enumerate(theirs, 1)]
        last = list(paired(crossings))[-1]
        if last.until_at == OPEN:
            expected[key] = last.entry_at
        known = store.last_of(key)
        assert known is not None
        assert (known.occurred_at, known.id.bytes, known.direction) == theirs[-1][:3]
    mine = f"id:{run:011}"
    inside = store.inside(10_000)
    assert {row.person_key: row.since for row in inside if row.person_key.startswith(mine)} == (
        expected
    )
    assert store.inside_count() == len(inside)


def _turned(direction: Direction) -> Direction:
    return OUT if direction is IN else IN
