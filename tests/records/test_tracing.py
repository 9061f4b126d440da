"""Who was here together: worked examples, and random small worlds counted by brute force."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.pairing import ASSUMED_MS
from checkpoint_app.domain.passage import Direction, Person, SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, passage

MINUTE, HOUR = 60_000, 3_600_000
IN, OUT = Direction.IN, Direction.OUT


def number(who: int) -> str:
    return f"0010990000{who:02}"


def cross(store: Store, who: int, minute: int, direction: Direction) -> None:
    made = passage(
        store.info().id, id_number=number(who), at=AT + minute * MINUTE, direction=direction
    )
    store.save(replace(made, person=replace(made.person, name=f"Người Thứ {who}")))


def traced(store: Store, who: int, **more: int) -> dict[str, tuple[int, int]]:
    window = {"since": AT - HOUR, "until": AT + 100 * HOUR, "now": AT + 100 * HOUR} | more
    found = store.tracing.trace(number(who), **window)
    return {
        str(one.person.id_number): (one.overlap_ms // MINUTE, one.meetings)
        for one in found.contacts
    }


def test_those_who_were_here_together_longest_first(store: Store) -> None:
    for who, begin, end in ((1, 0, 60), (2, 30, 90), (3, 10, 50), (4, 60, 70), (5, -20, -5)):
        cross(store, who, begin, IN)
        cross(store, who, end, OUT)
    found = store.tracing.trace(number(1), since=AT, until=AT + HOUR, now=AT + 9 * HOUR)
    assert [one.person.name for one in found.contacts] == ["Người Thứ 3", "Người Thứ 2"]
    assert [one.overlap_ms // MINUTE for one in found.contacts] == [40, 30]
    assert found.subjects == ("id:001099000001",)
    assert found.stays == ((AT, AT + HOUR),)


def test_a_margin_reaches_before_and_after(store: Store) -> None:
    for who, begin, end in ((1, 0, 60), (2, -20, -5), (3, 65, 70)):
        cross(store, who, begin, IN)
        cross(store, who, end, OUT)
    assert traced(store, 1) == {}
    assert traced(store, 1, margin_ms=10 * MINUTE) == {number(2): (5, 1), number(3): (5, 1)}


def test_who_is_still_inside_counts_until_now(store: Store) -> None:
    cross(store, 1, 0, IN)
    cross(store, 2, 20, IN)
    assert traced(store, 1, now=AT + 50 * MINUTE) == {number(2): (30, 1)}


def test_an_entry_after_now_still_meets_who_is_inside(store: Store) -> None:
    """The clock was set back: nobody leaves before they came."""
    cross(store, 2, 20, IN)
    cross(store, 1, 100, IN)
    assert traced(store, 1, now=AT + 50 * MINUTE) == {number(2): (0, 1)}


def test_a_stay_of_many_days_meets_a_short_one(store: Store) -> None:
    cross(store, 1, -60 * 24 * 9, IN)
    cross(store, 2, 0, IN)
    cross(store, 2, 10, OUT)
    assert traced(store, 2) == {number(1): (10, 1)}


@pytest.mark.parametrize("words", ["0912345678", "0912 345 678", "29B1-123.45", "29b112345"])
def test_phones_and_plates_name_somebody_too(store: Store, words: str) -> None:
    made = passage(store.info().id, id_number="001099000009", at=AT)
    person = replace(made.person, phone="0912345678")
    store.save(replace(made, person=person, plate="29B112345"))
    found = store.tracing.trace(words, since=AT - HOUR, until=AT + HOUR, now=AT + HOUR)
    assert found.subjects == ("id:001099000009",)


@pytest.mark.parametrize("words", ["", "x", "09123", "0912345679", '"', "nguoi thu", "\0\0\0\0"])
def test_a_part_names_nobody(store: Store, words: str) -> None:
    cross(store, 1, 0, IN)
    found = store.tracing.trace(words, since=AT, until=AT + HOUR, now=AT + HOUR)
    assert (found.subjects, found.contacts) == ((), ())


crossings = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 4000), st.sampled_from([IN, OUT])), max_size=24
)


def stays_of(events: list[tuple[int, int, Direction]], who: int, now: int) -> list[tuple[int, int]]:
    """Paired by hand, in minutes: half of the rules of `stays`, written another way."""
    assumed = ASSUMED_MS // MINUTE
    mine = sorted((at, index, way) for index, (one, at, way) in enumerate(events) if one == who)
    found: list[tuple[int, int]] = []
    for position, (at, _, way) in enumerate(mine):
        before = mine[position - 1] if position else None
        after = mine[position + 1] if position + 1 < len(mine) else None
        if way is IN:
            if after is None:
                found.append((at, now))
            elif after[2] is IN:
                found.append((at, min(at + assumed, after[0])))
            else:
                found.append((at, after[0]))
        elif before is None or before[2] is OUT:
            found.append((max(at - assumed, before[0] if before else -10_000), at))
    return found


@settings(max_examples=60, deadline=None)
@given(events=crossings, begin=st.integers(0, 3000), length=st.integers(1, 2000))
def test_a_trace_is_what_brute_force_counts(
    events: list[tuple[int, int, Direction]], begin: int, length: int
) -> None:
    now, end = 4100, begin + length
    with tempfile.TemporaryDirectory() as folder:
        info = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)
        store = Store.create(Path(folder) / "s.db", bytes(32), info, FakeClock())
        for who, minute, direction in events:
            cross(store, who, minute, direction)
        asked = {
            "since": AT + begin * MINUTE,
            "until": AT + end * MINUTE,
            "now": AT + now * MINUTE,
        }
        found = traced(store, 1, **asked)
        assert store.verify().ok, store.verify()
        store.close()
    minutes = {
        minute
        for a, b in stays_of(events, 1, now)
        for minute in range(max(a, begin), min(b, end, now))
    }
    expected = {}
    for who in (2, 3, 4):
        together = sum(
            minute in minutes
            for a, b in stays_of(events, who, now)
            for minute in range(a, min(b, now))
        )
        if together:
            expected[number(who)] = together
    assert {who: together for who, (together, _) in found.items() if together} == expected


def test_people_are_told_apart_by_what_they_are_known_by(store: Store) -> None:
    cross(store, 1, 0, IN)
    nameless = replace(passage(store.info().id, at=AT), person=Person(phone="0900000009"))
    store.save(nameless)
    found = store.tracing.trace(number(1), since=AT, until=AT + HOUR, now=AT + HOUR)
    assert [one.key for one in found.contacts] == ["tel:0900000009"]
