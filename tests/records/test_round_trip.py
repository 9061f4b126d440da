"""What goes into the store comes out of it, every field of it, once."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.errors import PassageUnknown
from checkpoint_app.domain.passage import Direction, Kind, Passage, Person, SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import OutboxState, Role, StationInfo
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage, passages

STATION = new_id()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for many examples: opening one for each would take most of the time."""
    path = tmp_path_factory.mktemp("round_trip") / "station.db"
    info = StationInfo(STATION, "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)
    made = Store.create(path, bytes(32), info, FakeClock())
    yield made
    made.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=passages(STATION))
def test_any_passage_comes_back_as_it_went_in(shared: Store, value: Passage) -> None:
    shared.save(value)
    assert shared.passage(value.id) == value
    claimed = [item.passage for item in shared.outbox.claim(1000, 0)]
    assert claimed[-1] == value


def test_every_field_comes_back_from_a_reopened_file(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    value = full(store.info().id)
    empty = [
        f.name
        for f in fields(Passage)
        if f.compare and f.name not in {"rev", "voided"} and getattr(value, f.name) == f.default
    ]
    assert empty == [], "the full passage leaves a field at its default: it proves nothing"
    store.save(value)
    store.close()
    again = Store.open(tmp_path / "station.db", key, clock)
    assert again.passage(value.id) == value
    assert again.info() == store.info()
    again.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=passages(STATION), other=passages(STATION), gone=st.booleans())
def test_a_correction_is_the_next_revision(
    shared: Store, value: Passage, other: Passage, gone: bool
) -> None:
    shared.save(value)
    if gone:
        shared.void(value.id, None)
    newest = shared.correct(value.id, lambda _: other)
    assert newest == replace(other, id=value.id, rev=2 + gone, voided=gone)
    assert shared.passage(value.id) == newest


def test_voiding_adds_a_revision_and_names_who_did_it(store: Store) -> None:
    value, staff = full(store.info().id), new_id()
    store.save(value)
    voided = store.void(value.id, staff)
    assert voided == replace(value, rev=2, voided=True, staff=staff)
    assert store.passage(value.id) == voided
    assert store.void(value.id, None) == voided, "voiding twice is voiding once"
    assert store.balance().voided == store.balance().captured == 1


def test_the_same_revision_saved_twice_is_one(store: Store) -> None:
    value = passage(store.info().id)
    store.save(value)
    store.save(value)
    store.save(replace(value, note="gửi lại"))
    assert store.balance().captured == store.outbox.unsent() == len(store.recent()) == 1
    assert store.passage(value.id).note is None
    assert store.verify().ok


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.passage(new_id()),
        lambda store: store.void(new_id(), None),
        lambda store: store.correct(new_id(), lambda newest: newest),
    ],
)
def test_an_unknown_id_is_said(store: Store, act: Callable[[Store], Any]) -> None:
    with pytest.raises(PassageUnknown):
        act(store)
    assert store.balance().captured == 0


def test_a_change_that_fails_leaves_no_trace(store: Store) -> None:
    value = passage(store.info().id)
    store.save(value)

    def fail(newest: Passage) -> Passage:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.correct(value.id, fail)
    assert store.passage(value.id) == value
    assert store.verify().ok


def test_the_list_shows_the_newest_first_and_where_each_stands(store: Store) -> None:
    station = store.info().id
    made = [passage(station, id_number=f"00109900000{n}") for n in range(4)]
    for value in made:
        store.save(value)
    store.void(made[1].id, None)
    shown = store.recent(3)
    assert [row.passage.id for row in shown] == [made[1].id, made[3].id, made[2].id]
    assert shown[0].passage.voided
    assert {row.state for row in shown} == {OutboxState.PENDING}


def test_staff_come_back_in_order(store: Store, clock: FakeClock) -> None:
    clock.pass_s(1)
    first = store.add_staff("Trần Văn Bảo", Role.GUARD)
    clock.pass_s(1)
    second = store.add_staff("Lê Thị Giám", Role.AUDITOR, new_id())
    assert store.staff() == [first, second]


def test_the_hub_is_remembered(store: Store, tmp_path: Path, key: bytes, clock: FakeClock) -> None:
    assert not store.info().enrolled
    store.set_hub("https://hub.example", "token", "hub-1", "Chung cư Thử")
    assert store.info().enrolled
    store.close()
    again = Store.open(tmp_path / "station.db", key, clock)
    assert (again.info().hub_url, again.info().hub_token) == ("https://hub.example", "token")
    assert (again.info().hub_id, again.info().hub_site) == ("hub-1", "Chung cư Thử")
    again.close()


def test_inside_shows_who_and_since_when(store: Store) -> None:
    value = replace(
        passage(store.info().id, phone="0900000001"),
        kind=Kind.GOODS,
        plate="29B112345",
        direction=Direction.IN,
    )
    store.save(value)
    (row,) = store.inside()
    assert (row.passage, row.since, row.kind) == (value.id, value.occurred_at, Kind.GOODS)
    assert (row.name, row.id_number, row.phone, row.plate) == (
        "Nguyễn Văn An",
        "001099000001",
        "0900000001",
        "29B112345",
    )
    assert row.person_key == "id:001099000001"


def test_someone_without_any_mark_is_recorded_and_paired_with_nobody(store: Store) -> None:
    value = replace(passage(store.info().id), person=Person(name="Không Rõ"))
    store.save(value)
    assert value.person_key is None
    assert store.inside_count() == 0
    assert store.passage(value.id) == value
