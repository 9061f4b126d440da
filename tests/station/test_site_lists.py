"""What the guard is told of people, cards and watched names on the site's lists."""

from dataclasses import replace
from datetime import date

import pytest

from checkpoint_app.domain.documents import Format, Hours
from checkpoint_app.domain.documents import WarningCode as W
from checkpoint_app.domain.listed import (
    ListedPerson,
    ListKind,
    MarketCard,
    Parity,
    WatchEntry,
)
from checkpoint_app.domain.passage import (
    Basis,
    Declaration,
    Direction,
    DirectionMode,
    Kind,
    Person,
    Verdict,
)
from checkpoint_app.records.store import Store
from checkpoint_app.station.entry import Entry, entry_from_json
from checkpoint_app.station.lane import Lane
from tests.fakes.clock import FakeClock

IN, OUT, AUTO = DirectionMode.IN, DirectionMode.OUT, DirectionMode.AUTO
CODE = "001099000001|123456789|Nguyễn Văn An|01011999|Nam|Tổ 5, Nghĩa Đô, Hà Nội|15032021".encode()
WATCH = WatchEntry("Nguyễn Văn An", "001099000001", None, None, "Mời sang bàn 2")
# 2026-11-23 is a Monday.
MONDAYS = MarketCard("NTD-01", "Phường Mẫu", "Trần Ví", "0900000001", frozenset({0}))


@pytest.fixture
def lane(store: Store, clock: FakeClock) -> Lane:
    return Lane(store, clock, wards=("phuong mau",))


def shown(lane: Lane, number: str, mode: DirectionMode = IN) -> tuple[W, ...]:
    return lane.enter(Entry(mode, pass_number=number)).warnings


def test_a_watched_person_is_recorded_amber_with_what_to_do(lane: Lane, store: Store) -> None:
    store.lists.take(ListKind.WATCH, [WATCH], replace=True)
    outcome = lane.take(CODE)
    assert outcome.verdict is Verdict.LOOK
    assert outcome.warnings[0] is W.WATCHED
    assert outcome.watch[0].entry.instruction == "Mời sang bàn 2"
    assert outcome.passage is not None
    assert store.passage(outcome.passage.id).warnings[0] is W.WATCHED
    by_name = lane.enter(Entry(IN, person=Person(name="nguyen van an", phone="0900000005")))
    assert by_name.warnings == (W.WATCHED_NAME,)
    assert by_name.verdict is Verdict.LOOK
    other = lane.enter(Entry(IN, person=Person(name="Nguyễn Văn Ân Khác")))
    assert (other.warnings, other.watch, other.verdict) == ((), (), Verdict.RECORDED)


def test_who_is_on_the_list_is_recorded_as_what_they_are(lane: Lane, store: Store) -> None:
    resident = ListedPerson(Kind.RESIDENT, "Nguyễn Văn An", "001099000001")
    driver = ListedPerson(Kind.DELIVERY, "Lê Lái", plate="29B112345")
    store.lists.take(ListKind.PEOPLE, [resident, driver], replace=True)
    taken = lane.take(CODE).passage
    assert taken is not None
    assert taken.kind is Kind.RESIDENT
    van = lane.enter(Entry(IN, plate="29B112345")).passage
    assert van is not None
    assert van.kind is Kind.DELIVERY
    chosen = lane.enter(Entry(OUT, plate="29B112345", kind=Kind.GOODS)).passage
    assert chosen is not None
    assert chosen.kind is Kind.GOODS, "what a person chose stays"


@pytest.mark.parametrize(
    ("card", "moment", "warnings"),
    [
        (MONDAYS, "2026-11-23T08:00:00", ()),
        (MONDAYS, "2026-11-24T08:00:00", (W.OUTSIDE_HOURS,)),
        (replace(MONDAYS, weekdays=frozenset(range(7))), "2026-11-24T08:00:00", ()),
        (
            replace(MONDAYS, hours=(Hours(frozenset({0}), 480, 600),)),
            "2026-11-23T07:59:59",
            (W.OUTSIDE_HOURS,),
        ),
        (replace(MONDAYS, hours=(Hours(frozenset({0}), 480, 600),)), "2026-11-23T08:00:00", ()),
        (replace(MONDAYS, parity=Parity.EVEN), "2026-11-23T08:00:00", (W.OUTSIDE_HOURS,)),
        (replace(MONDAYS, parity=Parity.ODD), "2026-11-23T08:00:00", ()),
        (replace(MONDAYS, valid_from=date(2026, 11, 24)), "2026-11-23T08:00:00", (W.EXPIRED,)),
        (replace(MONDAYS, valid_until=date(2026, 11, 22)), "2026-11-23T08:00:00", (W.EXPIRED,)),
        (replace(MONDAYS, valid_until=date(2026, 11, 23)), "2026-11-23T23:59:59", ()),
        (replace(MONDAYS, ward="Phường Khác"), "2026-11-23T08:00:00", (W.OTHER_WARD,)),
        (replace(MONDAYS, ward=None), "2026-11-23T08:00:00", ()),
    ],
)
def test_when_and_where_a_card_is_good(
    lane: Lane,
    store: Store,
    clock: FakeClock,
    *,
    card: MarketCard,
    moment: str,
    warnings: object,
) -> None:
    store.lists.take(ListKind.CARDS, [card], replace=True)
    clock.set_wall(moment)
    outcome = lane.enter(Entry(IN, pass_number="ntd-01 "))
    assert outcome.warnings == warnings
    assert outcome.passage is not None, "nobody is turned away by the program"


def test_a_card_used_today_and_one_handed_in(lane: Lane, store: Store, clock: FakeClock) -> None:
    store.lists.take(ListKind.CARDS, [MONDAYS], replace=True)
    assert shown(lane, "NTD-01") == ()
    clock.pass_s(600)
    assert shown(lane, "NTD-01", OUT) == ()
    clock.pass_s(600)
    assert shown(lane, " ntd-01 ") == (W.CARD_USED,)
    clock.pass_s(7 * 86_400)
    assert shown(lane, "NTD-01", OUT) == ()
    store.lists.hand_in("NTD-01")
    assert shown(lane, "NTD-01") == (W.CARD_HANDED_IN,)


def test_an_unknown_card_is_said_only_where_there_is_a_list(lane: Lane, store: Store) -> None:
    assert shown(lane, "X-9") == ()
    store.lists.take(ListKind.CARDS, [MONDAYS], replace=True)
    assert shown(lane, "X-8") == (W.CARD_UNKNOWN,)


def test_a_code_that_is_a_listed_cards_number_is_that_card(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    assert lane.take(b"NTD-01").verdict is Verdict.UNREADABLE
    store.lists.take(ListKind.CARDS, [MONDAYS, MarketCard("NTD-02")], replace=True)
    clock.pass_s(60)
    outcome = lane.take(b"ntd-01")
    assert outcome.verdict is Verdict.RECORDED
    assert outcome.passage is not None
    made = store.passage(outcome.passage.id)
    assert (made.pass_number, made.document) == ("NTD-01", Format.PASS)
    assert (made.person.name, made.person.phone) == ("Trần Ví", "0900000001")
    clock.pass_s(1)
    assert lane.take(b"ntd-01").verdict is Verdict.SEEN
    nameless = lane.take(b"NTD-02").passage
    assert nameless is not None
    assert nameless.person_key == "card:NTD-02"
    clock.pass_s(60)
    again = lane.take(b"NTD-02").passage
    assert again is not None
    assert again.direction is Direction.OUT, "a card pairs its own passages"
    for payload in (b"NTD-03", b"", b"\xff\xfe", b"x" * 5000, "NTD-01đ".encode()):
        assert lane.take(payload).verdict is Verdict.UNREADABLE


@pytest.mark.parametrize(
    ("consent", "set_to", "basis"),
    [
        (True, Basis.LEGAL_DUTY, Basis.CONSENT),
        (None, Basis.LEGAL_DUTY, Basis.LEGAL_DUTY),
        (False, Basis.LEGAL_DUTY, Basis.LEGAL_DUTY),
        (None, Basis.CONSENT, None),
        (False, Basis.CONSENT, None),
    ],
)
def test_a_declaration_says_on_what_ground_it_is_kept(
    store: Store, clock: FakeClock, consent: bool | None, set_to: Basis, basis: Basis | None
) -> None:
    made = Lane(store, clock, basis=set_to).enter(
        Entry(IN, declaration=Declaration(symptoms="", consent=consent))
    )
    assert made.passage is not None
    kept = store.passage(made.passage.id).declaration
    assert kept is not None
    assert kept.basis is basis


def test_a_card_number_is_a_field_of_an_entry() -> None:
    assert entry_from_json({"direction": "in", "pass_number": " NTD-01 "}).pass_number == "NTD-01"
