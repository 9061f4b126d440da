"""A code that hides or lost something: recorded at once, asked about, corrected by the guard."""

from dataclasses import replace

import pytest

from checkpoint_app.domain.documents import Format
from checkpoint_app.domain.documents import WarningCode as W
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import Direction, DirectionMode, Person, Verdict
from checkpoint_app.records import writing
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role, Staff
from checkpoint_app.security.minting import mint_pass, mint_sheet
from checkpoint_app.station.home import Home
from checkpoint_app.station.lane import Lane
from checkpoint_app.station.likeness import Likeness
from tests.conftest import PIN
from tests.fakes.clock import FakeClock
from tests.fuzz.invented import as_hc1, claims, signed, site_key, trusted
from tests.scanner.test_payloads_signed import HC1, PASS, SHEET

CARD = "001099000001||Nguyễn Văn An|01011999|Nam|Tổ 5, Nghĩa Đô, Hà Nội|15032021".encode()
PLAIN = b"001099000001||Nguyen Van An|01011999|Nam|To 5, Nghia Do, Ha Noi|15032021"
TORN = "001099000001||Nguy?n V?n An|01011999|Nam|Tổ 5, Nghĩa Đô, Hà Nội|15032021".encode()
MASKED = b"******000001|NGUYEN VAN AN|1999-**-**|0|162900000000000001|<1<<0900000000"
TWIN = "079099000001||Nguyễn Văn Ân|02021999|Nam|Quận 1, TP HCM|15032021".encode()


@pytest.fixture
def lane(store: Store, clock: FakeClock) -> Lane:
    return Lane(store, clock, trust=trusted())


def later(clock: FakeClock) -> None:
    clock.pass_s(60)


def test_a_masked_code_is_recorded_and_who_fits_is_offered(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.take(CARD)
    lane.take(TWIN)
    later(clock)
    outcome = lane.take(MASKED)
    assert outcome.verdict is Verdict.RECORDED
    assert outcome.passage is not None
    assert store.passage(outcome.passage.id).person.id_number == "******000001"
    offered = [(one.person.id_number, one.likeness) for one in outcome.candidates]
    assert sorted(offered) == [
        ("001099000001", Likeness.LIKELY),
        ("079099000001", Likeness.LIKELY),
    ]
    assert store.balance().captured == 3


def test_nobody_is_offered_for_a_whole_code_or_where_nobody_fits(
    lane: Lane, clock: FakeClock
) -> None:
    assert lane.take(MASKED).candidates == ()
    assert lane.take(CARD).candidates == ()
    later(clock)
    assert lane.take(CARD).candidates == ()


def test_the_guard_says_who_it_is_and_a_revision_says_so(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.staff = Staff(new_id(), "Bà Tổ", Role.GUARD)
    lane.take(CARD)
    later(clock)
    shown = lane.take(MASKED)
    assert shown.passage is not None
    assert shown.passage.direction is Direction.IN  # by another key nobody is inside
    guard = lane.staff = Staff(new_id(), "Ông Phó", Role.GUARD)
    said = lane.confirm(shown.passage.id, shown.candidates[0].person)
    assert said.passage == store.passage(shown.passage.id)
    assert said.passage is not None
    assert (said.passage.rev, said.passage.staff) == (2, guard.id)
    assert said.passage.person.id_number == "001099000001"
    assert said.passage.person.name == "Nguyễn Văn An"
    assert said.passage.person.qid == "162900000000000001"
    assert said.passage.person.phone == "0900000000"
    # Who came in is going out now: the direction was automatic.
    assert said.passage.direction is Direction.OUT
    assert said.warnings == ()
    assert store.inside_count() == 0
    assert store.balance().captured == 2
    assert store.verify().ok


def test_a_direction_that_was_set_stays_and_what_does_not_fit_is_said(
    lane: Lane, clock: FakeClock
) -> None:
    lane.mode = DirectionMode.IN
    lane.take(CARD)
    later(clock)
    shown = lane.take(MASKED)
    assert shown.passage is not None
    said = lane.confirm(shown.passage.id, shown.candidates[0].person)
    assert said.passage is not None
    assert said.passage.direction is Direction.IN
    assert (said.verdict, said.warnings) == (Verdict.LOOK, (W.ALREADY_INSIDE,))


def test_nothing_is_merged_unless_the_guard_says_so(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.take(CARD)
    later(clock)
    lane.take(MASKED)
    later(clock)
    lane.take(MASKED)
    keys = {row.person_key for row in store.inside()}
    assert keys == {"id:001099000001"}  # the masked one came and went by its own key
    assert store.balance().captured == 3


def test_an_unknown_passage_is_not_confirmed(lane: Lane) -> None:
    outcome = lane.confirm(new_id(), Person(name="An", id_number="001099000001"))
    assert outcome.verdict is Verdict.NOT_RECORDED
    assert outcome.error is not None
    assert outcome.error.code == "passage_unknown"


def test_lost_accents_are_mended_from_the_same_number(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    first = lane.take(PLAIN)
    assert first.warnings == (W.NAME_DAMAGED,)
    later(clock)
    lane.take(CARD)
    later(clock)
    mended = lane.take(PLAIN)
    assert mended.passage is not None
    assert mended.passage.person.name == "Nguyễn Văn An"
    assert mended.passage.person.address == "Tổ 5, Nghĩa Đô, Hà Nội"
    assert mended.warnings == (W.TEXT_REPAIRED,)
    assert mended.passage.warnings == (W.TEXT_REPAIRED,)
    assert mended.candidates == ()
    assert store.passage(mended.passage.id) == mended.passage


def test_a_torn_name_is_asked_about(lane: Lane, clock: FakeClock) -> None:
    lane.take(CARD)
    later(clock)
    torn = lane.take(TORN)
    assert torn.verdict is Verdict.LOOK
    assert torn.warnings == (W.NAME_DAMAGED,)
    assert [one.person.name for one in torn.candidates] == ["Nguyễn Văn An"]
    assert torn.passage is not None
    said = lane.confirm(torn.passage.id, torn.candidates[0].person)
    assert said.passage is not None
    assert (said.verdict, said.passage.person.name) == (Verdict.RECORDED, "Nguyễn Văn An")
    assert said.passage.direction is torn.passage.direction
    later(clock)
    assert [one.person.name for one in lane.take(TORN).candidates] == ["Nguyễn Văn An"]


def test_a_certificate_is_recorded_amber_by_name_and_birth_date(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.take(CARD)
    later(clock)
    outcome = lane.take(HC1)
    assert (outcome.verdict, outcome.warnings) == (Verdict.LOOK, (W.NO_NUMBER,))
    assert outcome.passage is not None
    assert outcome.passage.document is Format.HC1
    assert outcome.passage.person == Person(name="Nguyễn Văn An", birth_date="1999-01-01")
    assert [one.likeness for one in outcome.candidates] == [Likeness.LIKELY]
    clock.pass_s(14 * 365 * 86_400)
    assert W.EXPIRED in lane.take(HC1).warnings
    assert store.verify().ok


def test_a_forged_certificate_is_recorded_amber_too(store: Store, clock: FakeClock) -> None:
    strangers = as_hc1(signed(claims({"fn": "Lê", "gn": "An"}, "1990-01-01"), with_rsa=False))
    outcome = Lane(store, clock).take(strangers)
    assert (outcome.verdict, outcome.warnings) == (Verdict.LOOK, (W.NOT_VERIFIED, W.NO_NUMBER))


def test_a_pass_is_recorded_and_a_sheet_is_for_the_form(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    good = replace(PASS, site=store.info().site)
    clock.set_wall("2021-08-13T07:00:00")  # on one of its days, at one of its hours
    shown = lane.take(mint_pass(good, site_key()))
    assert (shown.verdict, shown.warnings) == (Verdict.RECORDED, (W.MASKED,))
    assert shown.passage is not None
    assert shown.passage.person == Person(name="Trần Thị Bích", id_number="********0022")
    assert shown.document is not None
    assert shown.document.detail == good
    sheet = lane.take(mint_sheet(SHEET, site_key()))
    assert (sheet.verdict, sheet.passage) == (Verdict.UNREADABLE, None)
    assert sheet.document is not None
    assert sheet.document.detail == SHEET
    assert store.balance().captured == 1


def test_who_fits_is_not_worth_a_lost_passage(
    lane: Lane, store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane.take(CARD)
    later(clock)

    monkeypatch.setattr(store, "people_named", _busy)
    outcome = lane.take(MASKED)
    assert (outcome.verdict, outcome.candidates) == (Verdict.RECORDED, ())
    assert store.balance().captured == 2


def test_a_correction_that_cannot_be_written_changes_nothing(
    lane: Lane, store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane.take(CARD)
    later(clock)
    shown = lane.take(MASKED)
    assert shown.passage is not None
    with monkeypatch.context() as patch:
        patch.setattr(writing, "record", _busy)
        outcome = lane.confirm(shown.passage.id, shown.candidates[0].person)
    assert outcome.verdict is Verdict.NOT_RECORDED
    assert store.passage(shown.passage.id) == shown.passage
    assert store.verify().ok


def _busy(*_: object) -> list[Person]:
    raise StoreBusy


def test_the_desk_uses_the_keys_in_its_folder(home: Home) -> None:
    folder = home.path / "trust"
    folder.mkdir()
    (folder / "00ff.pem").write_bytes(b"damaged")
    desk = home.unlock(PIN)
    try:
        outcome = desk.take(HC1)
        assert outcome.warnings == (W.NOT_VERIFIED, W.NO_NUMBER)
        assert outcome.passage is not None
        person = Person(name="Nguyễn Văn An", id_number="001099000001")
        told: list[int] = []
        desk.subscribe(lambda: told.append(1))
        assert desk.confirm(outcome.passage.id, person).passage is not None
        assert told
    finally:
        desk.close()
    assert [refusal.details["reason"] for refusal in home.trust()[1]] == ["no_key"]


def test_a_confirmed_person_is_not_asked_about_again(
    lane: Lane, store: Store, clock: FakeClock
) -> None:
    lane.take(CARD)
    later(clock)
    shown = lane.take(MASKED)
    assert shown.passage is not None
    lane.confirm(shown.passage.id, shown.candidates[0].person)
    later(clock)
    again = lane.take(reprinted(MASKED))
    assert [one.likeness for one in again.candidates] == [Likeness.EXACT]
    assert store.verify().ok


def reprinted(payload: bytes) -> bytes:
    """The same person's code, printed anew with another phone."""
    return payload.replace(b"0900000000", b"0900000007")


def test_one_card_in_three_disguises_is_one_passage(lane: Lane, store: Store) -> None:
    assert lane.take(CARD).verdict is Verdict.RECORDED
    assert lane.take(PLAIN).verdict is Verdict.SEEN
    assert lane.take(b"\xef\xbb\xbf" + CARD + b"\r").verdict is Verdict.SEEN
    assert store.balance().captured == 1
