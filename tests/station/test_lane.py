"""One lane: what each code and each entry becomes, and what the guard is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Format, WarningCode
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import (
    Declaration,
    Direction,
    DirectionMode,
    Kind,
    Person,
    Verdict,
    Way,
)
from checkpoint_app.records import sqlcipher
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role, Staff, StationInfo
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.lane import Lane
from checkpoint_app.station.outcome import LOOK
from tests.fakes.clock import FakeClock
from tests.records.raw import opened

IN, OUT, AUTO = DirectionMode.IN, DirectionMode.OUT, DirectionMode.AUTO
CARD = "001099000001|123456789|Nguyễn Văn An|01011999|Nam|Tổ 5, Nghĩa Đô, Hà Nội|15032021".encode()
SHORT = "001099000001|Nguyễn Văn An|01/01/1999|Nam|Tổ 5, Nghĩa Đô, Hà Nội|15/03/2021".encode()
OTHER = "001199000002||Trần Thị Bích|15081999|Nữ|Thôn Cầu, Thái Bình|20032022".encode()
ODD = "001099000001||Nguyễn Văn An|01012001|Nam|Tổ 5, Hà Nội|15032021".encode()
LINK = b"https://example.org/x"
AN = Person(name="Nguyễn Văn An", phone="0900000001")


@pytest.fixture
def lane(store: Store, clock: FakeClock) -> Lane:
    return Lane(store, clock)


def typed(direction: DirectionMode, person: Person = AN, **more: object) -> Entry:
    return replace(Entry(direction, person=person), **more)  # type: ignore[arg-type] # hand-picked fields


def test_a_card_is_recorded_and_durable(lane: Lane, store: Store, clock: FakeClock) -> None:
    lane.kind, lane.staff = Kind.RESIDENT, Staff(store.info().id, "Bà Tổ", Role.GUARD)
    outcome = lane.take(CARD, Way.SCANNER)
    assert outcome.verdict is Verdict.RECORDED
    assert outcome.passage is not None
    assert outcome.document is not None
    made = store.passage(outcome.passage.id)
    assert made == outcome.passage
    assert (made.direction, made.kind, made.way) == (Direction.IN, Kind.RESIDENT, Way.SCANNER)
    assert made.occurred_at == made.recorded_at == outcome.at_ms == clock.now_ms()
    assert (made.gate, made.lane, made.document) == ("Cổng 2", "1", Format.CCCD)
    assert made.staff == store.info().id
    assert made.person == Person.of(outcome.document)
    assert made.person.name == "Nguyễn Văn An"


def test_a_card_that_contradicts_itself_is_recorded_amber(lane: Lane, store: Store) -> None:
    outcome = lane.take(ODD)
    assert outcome.verdict is Verdict.LOOK
    assert WarningCode.ID_BIRTH_MISMATCH in outcome.warnings
    assert outcome.passage is not None
    assert store.passage(outcome.passage.id).warnings == outcome.warnings
    assert store.balance().captured == 1


def test_a_card_held_in_view_counts_once(lane: Lane, store: Store, clock: FakeClock) -> None:
    assert lane.take(CARD).verdict is Verdict.RECORDED
    for _ in range(100):
        clock.pass_s(0.5)
        outcome = lane.take(CARD)
        assert (outcome.verdict, outcome.passage) == (Verdict.SEEN, None)
    assert store.balance().captured == 1
    clock.pass_s(5.1)
    again = lane.take(CARD)
    assert again.passage is not None
    assert again.passage.direction is Direction.OUT
    assert store.balance().captured == 2


def test_two_cards_in_turn_count_once_each(lane: Lane, store: Store, clock: FakeClock) -> None:
    for _ in range(20):
        lane.take(CARD)
        lane.take(OTHER)
        clock.pass_s(0.2)
    assert store.balance().captured == 2


def test_the_same_person_by_another_code_is_seen(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.take(CARD)
    clock.pass_s(1)
    assert lane.take(SHORT).verdict is Verdict.SEEN
    assert store.balance().captured == 1


def test_a_card_still_in_view_after_a_restart_is_seen(store: Store, clock: FakeClock) -> None:
    Lane(store, clock).take(CARD)
    clock.pass_s(2)
    assert Lane(store, clock).take(CARD).verdict is Verdict.SEEN
    clock.pass_s(10)
    assert Lane(store, clock).take(CARD).verdict is Verdict.RECORDED


def test_an_unknown_code_is_said_once_and_nothing_of_it_is_kept(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    first = lane.take(LINK)
    assert (first.verdict, first.again, first.passage) == (Verdict.UNREADABLE, False, None)
    clock.pass_s(1)
    assert lane.take(LINK).again
    clock.pass_s(6)
    assert not lane.take(LINK).again
    assert store.balance().captured == 0


def test_what_could_not_be_recorded_is_said_and_taken_when_seen_again(
    tmp_path: Path,
    key: bytes,
    info: StationInfo,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlcipher, "BUSY_MS", 20)
    store = Store.create(tmp_path / "busy.db", key, info, clock)
    lane = Lane(store, clock)
    with opened(tmp_path / "busy.db", key) as other:
        other.execute("BEGIN IMMEDIATE")
        for outcome in (lane.take(CARD), lane.take(CARD), lane.enter(typed(IN))):
            assert outcome.verdict is Verdict.NOT_RECORDED
            assert outcome.passage is None
            assert isinstance(outcome.error, StoreBusy)
        other.execute("ROLLBACK")
    assert store.balance().captured == 0
    assert lane.take(CARD).verdict is Verdict.RECORDED
    assert lane.take(CARD).verdict is Verdict.SEEN
    assert store.balance().captured == 1
    store.close()


@pytest.mark.parametrize(
    ("modes", "directions", "warned"),
    [
        ((AUTO, AUTO, AUTO), "in out in", [None, None, None]),
        ((IN, IN), "in in", [None, WarningCode.ALREADY_INSIDE]),
        ((OUT,), "out", [WarningCode.NOT_INSIDE]),
        ((IN, OUT, OUT), "in out out", [None, None, WarningCode.NOT_INSIDE]),
        ((IN, AUTO, OUT), "in out out", [None, None, WarningCode.NOT_INSIDE]),
        ((OUT, AUTO), "out in", [WarningCode.NOT_INSIDE, None]),
    ],
)
def test_the_direction(
    lane: Lane,
    clock: FakeClock,
    modes: tuple[DirectionMode, ...],
    directions: str,
    warned: list[WarningCode | None],
) -> None:
    for mode, direction, warning in zip(modes, directions.split(), warned, strict=True):
        lane.mode = mode
        outcome = lane.take(CARD)
        assert outcome.passage is not None
        assert outcome.passage.direction == direction
        assert outcome.warnings == (() if warning is None else (warning,))
        assert outcome.verdict is (Verdict.RECORDED if warning is None else Verdict.LOOK)
        clock.pass_s(60)


def test_an_entry_says_its_own_direction_and_time(lane: Lane, store: Store) -> None:
    at = parse_iso("2026-11-23T06:30")
    outcome = lane.enter(typed(OUT, occurred_at=at, kind=Kind.VENDOR, way=Way.PAPER, row=3))
    assert outcome.passage is not None
    made = store.passage(outcome.passage.id)
    assert (made.occurred_at, made.direction, made.row) == (at, Direction.OUT, 3)
    assert (made.kind, made.way, made.document) == (Kind.VENDOR, Way.PAPER, None)
    assert made.recorded_at > at


def test_a_late_paper_entry_is_paired_with_what_was_before_it(lane: Lane, store: Store) -> None:
    """The sheet says 09:00 and 10:00, the camera saw 08:00 and 11:00: in, out, in, out."""
    for at, mode in (("08:00", IN), ("11:00", OUT)):
        lane.enter(typed(mode, occurred_at=parse_iso(f"2026-11-22T{at}")))
    for at, direction in (("09:00", Direction.OUT), ("10:00", Direction.IN)):
        outcome = lane.enter(typed(AUTO, occurred_at=parse_iso(f"2026-11-22T{at}")))
        assert outcome.passage is not None
        assert outcome.passage.direction is direction
        assert outcome.warnings == ()
    assert store.inside_count() == 0


def test_the_same_entry_twice_is_two(lane: Lane, store: Store) -> None:
    """People do come in rows; a slip is taken back by voiding."""
    lane.enter(typed(IN))
    outcome = lane.enter(typed(IN))
    assert outcome.warnings == (WarningCode.ALREADY_INSIDE,)
    assert store.balance().captured == 2


def test_nobody_knows_who_left(lane: Lane) -> None:
    """Without any mark nothing can be said of an entry before."""
    outcome = lane.enter(typed(OUT, person=Person(name="Khách")))
    assert outcome.warnings == ()
    assert lane.enter(typed(AUTO, person=Person())).passage is not None


@pytest.mark.parametrize(
    ("declaration", "concern"),
    [
        (Declaration(), False),
        (Declaration(symptoms="", contact_patient=False), False),
        (Declaration(symptoms="ho"), True),
        (Declaration(contact_patient=True), True),
        (Declaration(contact_sick_country=True), True),
        (Declaration(contact_symptoms=True), True),
    ],
)
def test_a_yes_to_a_health_question_is_shown(
    lane: Lane, declaration: Declaration, concern: bool
) -> None:
    outcome = lane.enter(typed(IN, declaration=declaration))
    assert (WarningCode.SYMPTOMS in outcome.warnings) is concern
    assert outcome.verdict is (Verdict.LOOK if concern else Verdict.RECORDED)


def test_a_full_site_is_shown_and_refuses_nobody(
    tmp_path: Path, key: bytes, info: StationInfo, clock: FakeClock
) -> None:
    store = Store.create(tmp_path / "small.db", key, replace(info, capacity=2), clock)
    lane = Lane(store, clock)
    seen = [
        lane.enter(typed(IN, person=replace(AN, phone=f"090000000{n}"))).warnings for n in range(3)
    ]
    assert seen == [(), (), (WarningCode.OVER_CAPACITY,)]
    leaving = lane.enter(typed(OUT, person=replace(AN, phone="0900000000")))
    assert leaving.warnings == ()
    assert store.inside_count() == 2
    assert store.balance().captured == 4
    store.close()


def test_undo_takes_the_last_back_and_only_that(lane: Lane, store: Store) -> None:
    assert lane.undo() is None
    first = lane.take(OTHER)
    lane.take(CARD)
    outcome = lane.undo()
    assert outcome is not None
    assert outcome.passage is not None
    assert (outcome.passage.voided, outcome.passage.rev) == (True, 2)
    assert outcome.passage.person.name == "Nguyễn Văn An"
    assert lane.undo() is None
    assert (store.balance().captured, store.balance().voided) == (2, 1)
    assert first.passage is not None
    assert not store.passage(first.passage.id).voided


def test_undo_does_not_record_a_card_still_held_in_view(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.take(CARD)
    lane.undo()
    for _ in range(30):
        clock.pass_s(0.5)
        assert lane.take(CARD).verdict is Verdict.SEEN
    assert store.balance().captured == 1
    clock.pass_s(6)
    assert lane.take(CARD).passage is not None


def test_undo_that_fails_can_be_done_again(
    tmp_path: Path,
    key: bytes,
    info: StationInfo,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlcipher, "BUSY_MS", 20)
    store = Store.create(tmp_path / "busy.db", key, info, clock)
    lane = Lane(store, clock)
    lane.take(CARD)
    with opened(tmp_path / "busy.db", key) as other:
        other.execute("BEGIN IMMEDIATE")
        outcome = lane.undo()
        assert outcome is not None
        assert outcome.verdict is Verdict.NOT_RECORDED
        other.execute("ROLLBACK")
    assert lane.undo() is not None
    assert store.balance().voided == 1
    store.close()


def test_what_turns_the_banner_amber() -> None:
    assert WarningCode.SYMPTOMS in LOOK
    assert WarningCode.MASKED not in LOOK


def test_a_clock_set_back_is_said_once_and_nothing_is_refused(
    store: Store, clock: FakeClock
) -> None:
    Lane(store, clock).enter(Entry(DirectionMode.IN))
    clock.set_wall("2026-11-22T23:00:00")
    lane = Lane(store, clock)  # after a restart: an empty battery shows then
    first, second = lane.enter(Entry(DirectionMode.IN)), lane.enter(Entry(DirectionMode.IN))
    assert first.passage is not None
    assert first.verdict is Verdict.LOOK
    assert first.warnings == (WarningCode.CLOCK_BACKWARDS,)
    assert second.warnings == ()


def test_a_time_still_to_come_is_said_and_kept(lane: Lane, clock: FakeClock) -> None:
    now = clock.now_ms()
    near = lane.enter(Entry(DirectionMode.IN, occurred_at=now + 4 * 60_000))
    far = lane.enter(Entry(DirectionMode.IN, occurred_at=now + 365 * 86_400_000))
    assert near.warnings == ()
    assert (far.verdict, far.warnings) == (Verdict.LOOK, (WarningCode.TIME_AHEAD,))
    assert far.passage is not None
    assert far.passage.occurred_at == now + 365 * 86_400_000


def test_after_the_clock_was_ahead_each_crossing_follows_the_one_before(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    """Somebody set it a year ahead for an hour: nobody may be sent out for a year for that."""
    directions = []
    for wall in ("2027-11-23T08:00:00", *[f"2026-11-23T{hour:02}:00:00" for hour in range(9, 13)]):
        clock.set_wall(wall)
        outcome = lane.enter(typed(AUTO))
        assert outcome.passage is not None
        directions.append(outcome.passage.direction)
    assert directions == [Direction.IN, Direction.OUT] * 2 + [Direction.IN]
    clock.set_wall("2026-11-23T13:00:00")
    assert WarningCode.ALREADY_INSIDE in lane.enter(typed(IN)).warnings
    paper = typed(AUTO, occurred_at=parse_iso("2026-11-23T08:30:00"))
    late = lane.enter(paper)  # before all of them
    assert late.passage is not None
    assert late.passage.direction is Direction.IN
    assert store.verify().ok
