"""Somebody asks for their own data: all of it is found, given out, mended, deleted, and logged."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from checkpoint_app.domain.errors import (
    CheckpointError,
    InvalidEntry,
    JournalBroken,
    NotAllowed,
    PersonUnclear,
    PersonUnknown,
    SecondPersonNeeded,
)
from checkpoint_app.domain.listed import ListedPerson, ListKind, MarketCard, WatchEntry
from checkpoint_app.domain.passage import Delivery, DirectionMode, Kind, Passage, Person
from checkpoint_app.i18n import Lang
from checkpoint_app.paths import private_folder
from checkpoint_app.records.access import Action
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState, Role
from checkpoint_app.station import recovery
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.person_data import Request, asked_from, corrections
from tests.conftest import PIN
from tests.fakes.clock import FakeClock
from tests.records.damage import pages_of, zero

IN, OUT = DirectionMode.IN, DirectionMode.OUT
BUOI = Person(name="Đặng Thị Bưởi", id_number="001199000002", phone="0912000002")
CAM = Person(
    name="Trần Văn Cam", id_number="001099000003", phone="0912000002"
)  # one phone for both
REASON = "đơn số 7"
STAMP = "20261123T010000Z"


def pass_by(desk: Desk, person: Person, mode: DirectionMode, plate: str | None = None) -> Passage:
    desk.clock.pass_s(60)  # type: ignore[attr-defined] # a fake clock
    passage = desk.enter(Entry(mode, person=person, plate=plate)).passage
    assert passage is not None
    return passage


def send(desk: Desk) -> None:
    items = desk.store.outbox.claim(1000, 0)
    answers = [Answer(one.passage.id, one.passage.rev, OutboxState.ACCEPTED) for one in items]
    desk.store.outbox.settle(answers, new_id(), None)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Bưởi came and went; one passage of hers was voided, and one of Cam's taken for hers first."""
    pass_by(desk, BUOI, IN)
    pass_by(desk, CAM, IN)
    pass_by(desk, replace(BUOI, phone="0977777777"), OUT)
    pass_by(desk, BUOI, IN)
    desk.undo()
    mistaken = pass_by(desk, BUOI, IN)
    desk.store.correct(mistaken.id, lambda one: replace(one, person=CAM))
    pass_by(desk, CAM, OUT)
    pass_by(desk, BUOI, OUT, "29B112345")
    send(desk)
    return desk


def actions(desk: Desk) -> list[Action]:
    return [line.action for line in reversed(desk.store.access.newest())]


@pytest.mark.parametrize(
    "words",
    [
        "001199000002",
        " 0011 9900 0002 ",
        "0977777777",
        "+84 977 777 777",
        "29-B1 123.45",
        "29b112345",
    ],
)
def test_everything_is_found_by_whatever_any_revision_says(busy: Desk, words: str) -> None:
    (held,) = Request(busy, words, REASON).found
    assert held.person.name == BUOI.name
    assert len(held.revisions) == 6
    assert held.passages == 5
    assert [bool(one.voided) for one in held.revisions].count(True) == 1
    assert len(held.stays) == 2
    assert not held.inside
    (line,) = busy.store.access.newest()
    assert (line.action, line.reason) == (Action.FIND, REASON)
    assert words.strip() not in str(line.subject)


def test_whoever_shares_a_phone_stays_apart(busy: Desk) -> None:
    request = Request(busy, "0912.000.002", REASON)
    assert {held.person.name for held in request.found} == {BUOI.name, CAM.name}
    with pytest.raises(PersonUnclear):
        request.only()
    assert request.only(2) is request.found[1]
    for nobody in (0, 3):
        with pytest.raises(PersonUnknown):
            request.only(nobody)


def test_a_name_is_asked_for_with_a_birth(desk: Desk) -> None:
    pass_by(desk, Person(name="Lý Thị Khế", birth_date="1971-08-30", phone="0900000001"), IN)
    pass_by(desk, Person(name="Lý Thị Khế", birth_date="1971"), IN)
    pass_by(desk, Person(name="Lý Thị Khế", birth_date="1972"), IN)
    for words, count in (
        ("ly thi khe 1971", 2),
        ("LÝ THỊ KHẾ, 30/8/1971", 2),
        ("Lý Thị Khế 1971-08-31", 1),
        ("Lý Thị Khế 1980", 0),
    ):
        assert len(Request(desk, words, REASON).found) == count, words


@pytest.mark.parametrize("words", ["", "  ", "Lý Thị Khế", "=", "a b c", "Lý Thị Khế 30/30/1971"])
def test_what_names_nobody_is_refused_before_it_is_looked_for(desk: Desk, words: str) -> None:
    with pytest.raises(InvalidEntry):
        Request(desk, words, REASON)
    assert actions(desk) == []


def test_lists_and_the_log_are_told_too(busy: Desk) -> None:
    lists = busy.store.lists
    lists.take(
        ListKind.PEOPLE, [ListedPerson(Kind.RESIDENT, id_number="001199000002")], replace=True
    )
    lists.take(ListKind.CARDS, [MarketCard("A1", phone="0977777777")], replace=True)
    watch = WatchEntry(None, "001199000002", None, None, "mời vào gặp bảo vệ")
    lists.take(ListKind.WATCH, [watch], replace=True)
    Request(busy, "001199000002", "x")
    (held,) = Request(busy, "001199000002", REASON).found
    assert (len(held.listed), len(held.cards), len(held.watched)) == (1, 1, 1)
    assert [line.action for line in held.accesses] == [Action.FIND, Action.FIND]


def test_what_others_say_of_them_is_found_given_out_and_named(busy: Desk, tmp_path: Path) -> None:
    """Their name stands with others; a deletion says so, and leaves those as they are."""
    lift = Entry(
        IN,
        person=Person(name="Lý Khế", phone="0900000077"),
        note="đi cùng ĐẶNG  THỊ BƯỞI",
        guided_by="Đặng Thị Bưởi",
        delivery=Delivery(destination="cô Dang Thi Buoi, P.1203"),
    )
    busy.enter(lift)
    busy.enter(Entry(IN, person=Person(name="Đặng Thị Bưởi")))  # a name alone
    busy.enter(Entry(IN, person=Person(phone="0900000078"), note="gọi +84 977 777 777"))
    busy.enter(Entry(IN, person=Person(phone="0900000079"), note="Đặng Thị Bưởng, 0977 77 777"))
    lists = busy.store.lists
    lists.take(ListKind.CARDS, [MarketCard("A1", holder="Đặng Thị Bưởi")], replace=True)
    lists.take(ListKind.PEOPLE, [ListedPerson(Kind.RESIDENT, name="Đặng Thị Bưởi")], replace=True)
    watch = WatchEntry("Kẻ Trộm", None, None, None, "báo cho Đặng Thị Bưởi")
    lists.take(ListKind.WATCH, [watch], replace=True)
    busy.store.access.note(Action.TRACE, None, reason="bà Đặng Thị Bưởi tố cáo ông Ổi")
    request = Request(busy, "001199000002", REASON)
    held = request.only()
    places = ["note", "guided_by", "delivery", "name", "note", "list", "card", "watch", "access"]
    assert sorted(one.where for one in held.named_in) == sorted(places)
    request.export(held, tmp_path / "out.json", Lang.VI)
    said = json.loads((tmp_path / "out.json").read_bytes())["named_in"]
    assert len(said) == 7
    assert "Ổi" not in str(said)
    assert "Kẻ Trộm" not in str(said)
    request.delete(held)
    (card,) = lists.cards()
    assert card.card.holder == "Đặng Thị Bưởi"
    assert busy.store.verify().ok
    nobody = Request(busy, "Đặng Thị Bưởi 1999", REASON)
    assert not nobody.found
    assert len(nobody.named_in) == 8  # without the phone, which nothing says is hers any more


def test_only_whose_role_allows_it_and_two_where_asked(home: Home, clock: FakeClock) -> None:
    settings = msgspec.structs.replace(home.settings(), four_eyes=True)
    home.save_settings(settings)
    desk = home.unlock(PIN)
    desk.add_staff("Nguyễn Văn Gác", Role.GUARD, "1357")
    with pytest.raises(SecondPersonNeeded):
        Request(desk, "001199000002", REASON)
    assert Request(desk, "001199000002", REASON, second_pin="1357").found == []
    assert desk.store.access.newest()[0].second is not None
    desk.sign_in("1357")
    with pytest.raises(NotAllowed):
        Request(desk, "001199000002", REASON, second_pin=PIN)
    assert len(actions(desk)) == 1
    desk.close()


def test_it_is_given_out_whole(busy: Desk, tmp_path: Path) -> None:
    request = Request(busy, "001199000002", REASON)
    held = request.only()
    for ending in ("json", "csv", "xlsx"):
        request.export(held, tmp_path / f"out.{ending}", Lang.VI)
        assert (tmp_path / f"out.{ending}").stat().st_mode & 0o777 == 0o600
    said = json.loads((tmp_path / "out.json").read_bytes())
    assert len(said["passages"]) == 6
    assert {one["person"]["phone"] for one in said["passages"]} == {"0912000002", "0977777777"}
    assert len(said["stays"]) == 2
    table = list(csv.reader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert len(table) == 7
    assert "001199000002" in table[1]
    assert actions(busy) == [Action.FIND, *[Action.EXPORT] * 3]
    with pytest.raises(InvalidEntry):
        request.export(held, tmp_path / "out.txt", Lang.VI)
    assert not (tmp_path / "out.txt").exists()


def test_what_is_given_out_speaks_of_nobody_else(busy: Desk, tmp_path: Path) -> None:
    """Neither who else shares the phone, nor the watch list, nor why others were looked up."""
    watch = WatchEntry(None, "001199000002", None, None, "báo công an")
    busy.store.lists.take(ListKind.WATCH, [watch], replace=True)
    busy.store.access.note(Action.TRACE, None, subject="····0002", reason="ca bệnh của ông Ổi")
    request = Request(busy, "001199000002", REASON)
    request.export(request.only(), tmp_path / "out.json", Lang.VI)
    text = (tmp_path / "out.json").read_text("utf-8")
    assert "Bưởi" in text
    for other in ("Cam", "001099000003", "công an", "Ổi"):
        assert other not in text


def test_a_correction_goes_through_all_passages_and_to_the_hub(busy: Desk) -> None:
    request = Request(busy, "001199000002", REASON)
    held = request.only()
    right = {"name": "đặng thị  bưởi", "birth_date": "15/08/1999", "id_number": "001199000022"}
    assert request.correct(held, {**right, "name": "Đặng Thị Bưởi"}) == 4
    assert busy.store.outbox.unsent() == 4
    assert busy.store.verify().ok, busy.store.verify()
    assert busy.store.balance().balanced
    (now,) = Request(busy, "001199000022", REASON).found
    assert now.person.birth_date == "1999-08-15"
    assert now.passages == 4
    (before,) = Request(busy, "001199000002", REASON).found
    assert {one.rev for one in before.revisions} == {1, 2}  # what was recorded stays recorded
    assert request.correct(Request(busy, "001199000022", REASON).only(), right) == 4
    again = Request(busy, "001199000022", REASON).only()
    assert request.correct(again, right) == 0
    assert busy.store.access.newest()[0].items == 0


def test_a_correction_can_take_a_value_away(busy: Desk) -> None:
    request = Request(busy, "001199000002", REASON)
    request.correct(request.only(), {"phone": ""})
    now = Request(busy, "001199000002", REASON).only()
    newest = {one.id: one for one in now.revisions if one.id in now.own}
    assert {one.person.phone for one in newest.values()} == {None}
    assert Request(busy, "0912000002", REASON).only(1).own  # Cam keeps the phone


@pytest.mark.parametrize(
    "changes",
    [
        {"note": "x"},
        {"": "x"},
        {"birth_date": "31/02/1999"},
        {"birth_date": "x"},
        {"birth_date": "1"},
    ],
)
def test_a_correction_that_cannot_be_is_refused_whole(changes: dict[str, str]) -> None:
    with pytest.raises(InvalidEntry):
        corrections({"name": "A", **changes})


def test_deleting_leaves_nothing_but_the_certificate(busy: Desk) -> None:
    before, day = busy.store.balance(), busy.snapshot().day
    busy.store.lists.take(
        ListKind.PEOPLE, [ListedPerson(Kind.RESIDENT, id_number="001199000002")], replace=True
    )
    request = Request(busy, "001199000002", REASON)
    erased, listed = request.delete(request.only())
    assert (erased.passages, erased.revisions, listed) == (4, 6, 1)
    assert (erased.kept_unsent, erased.kept_inside) == (0, 0)
    assert busy.store.verify().ok, busy.store.verify()
    assert busy.store.balance() == before
    assert busy.snapshot().day == day
    assert Request(busy, "001199000002", REASON).found == []
    assert busy.find_people("buoi") == []
    (held,) = Request(busy, "001099000003", REASON).found
    assert held.passages == 3  # what once was hers by mistake is Cam's
    assert held.revisions[1].rev == 2
    said = json.loads(erased.certificates[0].body)
    assert said["reason"] == "request"
    assert erased.certificates[0].is_genuine()
    for word in ("Bưởi", "001199", "0912", REASON):
        assert word not in erased.certificates[0].body
    assert Action.DELETE in actions(busy)


@pytest.mark.parametrize(
    ("typed", "stays"),
    [
        ('{"name":"Đặng Thị Bưởi","phone":""}', False),
        ('{"name":"","id_number":"001199000002"}', False),
        ('{"name":"Trần Văn Khác"}', True),
    ],
)
def test_deleting_takes_a_draft_along_that_names_them(busy: Desk, typed: str, stays: bool) -> None:
    busy.store.drafts.keep("paper", typed)
    request = Request(busy, "001199000002", REASON)
    request.delete(request.only())
    assert (busy.store.drafts.of("paper") is not None) is stays


def test_what_is_not_sent_or_inside_stays_and_is_said(busy: Desk) -> None:
    inside = pass_by(busy, BUOI, IN)
    send(busy)
    waiting = pass_by(busy, BUOI, IN)
    request = Request(busy, "001199000002", REASON)
    erased, _ = request.delete(request.only())
    assert (erased.passages, erased.kept_unsent, erased.kept_inside) == (5, 1, 0)
    assert busy.store.verify().ok, busy.store.verify()
    send(busy)
    request = Request(busy, "001199000002", REASON)
    assert {one.id for one in request.only().revisions} == {waiting.id}
    erased, _ = request.delete(request.only())
    assert (erased.passages, erased.kept_unsent, erased.kept_inside) == (0, 0, 1)
    assert inside.id != waiting.id
    pass_by(busy, BUOI, OUT)
    send(busy)
    request = Request(busy, "001199000002", REASON)
    assert request.delete(request.only())[0].passages == 2
    assert busy.store.verify().ok, busy.store.verify()


def test_deleting_hides_no_tampering(busy: Desk, home: Home) -> None:
    with busy.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE passage SET note = 'x' WHERE name = 'Đặng Thị Bưởi'")
    request = Request(busy, "001199000002", REASON)
    with pytest.raises(JournalBroken):
        request.delete(request.only())
    assert len(Request(busy, "001199000002", REASON).only().revisions) == 6


def test_the_purge_goes_on_over_what_was_deleted(busy: Desk, clock: FakeClock) -> None:
    request = Request(busy, "001199000002", REASON)
    request.delete(request.only())
    clock.pass_s(40 * 86_400)
    assert busy.store.retention.purge(clock.now_ms() - 86_400_000).passages == 3
    assert busy.store.verify().ok, busy.store.verify()


def test_errors_quote_nobody(desk: Desk) -> None:
    for make in (
        lambda: asked_from("Bưởi Bưởi Bưởi"),
        lambda: corrections({"birth_date": "001199000002"}),
    ):
        with pytest.raises(CheckpointError) as caught:
            make()
        assert "Bưởi" not in repr(caught.value)
        assert "001199" not in repr(caught.value)


@pytest.mark.parametrize("way", ["restore", "salvage"])
def test_whoever_was_deleted_does_not_come_back_with_a_backup(
    busy: Desk, home: Home, clock: FakeClock, way: str
) -> None:
    """The backup was made before, while they were inside and not all of theirs was confirmed."""
    pass_by(busy, BUOI, IN)
    by_pin = recovery.with_pin(PIN)
    file = private_folder(Backups.folder_in(home.path)) / f"{busy.info.id.hex[-8:]}-{STAMP}.backup"
    recovery.back_up(home, by_pin, file)
    pass_by(busy, BUOI, OUT)
    kept = pass_by(busy, CAM, IN)
    send(busy)
    request = Request(busy, "001199000002", REASON)
    assert request.delete(request.only())[0].kept_unsent == 0
    key = busy.register._key
    busy.close()
    if way == "restore":
        recovery.restore(home, file, by_pin)
    else:
        zero(home.store_path, pages_of(home.store_path, key, "passage")[2][-1])
        assert recovery.salvage_home(home, by_pin).filled_from is not None
    again = home.unlock(PIN)
    assert again.store.verify().ok, again.store.verify()
    assert again.store.balance().balanced
    assert Request(again, "001199000002", REASON).found == []
    assert again.find_people("buoi") == []
    assert "Bưởi" not in repr(again.store.inside())
    if way == "restore":
        assert again.store.passage(kept.id).person == CAM
    again.close()
