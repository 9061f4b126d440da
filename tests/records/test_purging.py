"""What is too old goes for good, and the journal, the balance and the days still add up."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import JournalBroken
from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.records import journal
from checkpoint_app.records.access import Action
from checkpoint_app.records.certificates import Certificate
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.personal import Asked
from checkpoint_app.records.removal import ACCESS_MS
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, passage
from tests.records.raw import opened, run

DAY = 86_400_000
OLD, NEW = AT - 30 * DAY, AT


def crossing(store: Store, at: int, number: int, direction: Direction = Direction.IN) -> Passage:
    made = passage(store.info().id, id_number=f"0010990{number:05}", at=at, direction=direction)
    made = replace(made, recorded_at=at, person=replace(made.person, name=f"Người Thứ {number}"))
    store.save(made)
    return made


def send(store: Store, *passages: Passage, word: OutboxState = OutboxState.ACCEPTED) -> None:
    store.outbox.claim(1000, 0)
    store.outbox.settle([Answer(one.id, one.rev, word) for one in passages], new_id(), 5)
    store.outbox.recover()


@pytest.fixture
def visits(store: Store) -> Store:
    """Ten people a month ago, in and out; one of them and another today."""
    old = [
        crossing(store, OLD + n * 1000 + late, n, direction)
        for n in range(10)
        for direction, late in ((Direction.IN, 0), (Direction.OUT, 600_000))
    ]
    new = [crossing(store, NEW, n) for n in (3, 77)]
    send(store, *old, *new)
    return store


def test_what_is_old_goes_and_everything_still_adds_up(visits: Store) -> None:
    before, days = visits.balance(), visits.day_counts(f"{local(OLD):%Y-%m-%d}")
    done = visits.retention.purge(AT - DAY)
    assert (done.passages, done.kept_unsent) == (20, 0)
    assert visits.balance() == before
    assert visits.day_counts(f"{local(OLD):%Y-%m-%d}") == days
    assert visits.verify().ok, visits.verify()
    assert visits.find_people("001099000005") == []
    assert [person.name for person in visits.find_people("001099000003")] == ["Người Thứ 3"]
    assert len(visits.recent(100)) == 2
    assert visits.inside_count() == 2


def test_nothing_of_a_purged_person_is_left_in_the_database(
    visits: Store, tmp_path: Path, key: bytes
) -> None:
    visits.retention.purge(AT - DAY)
    with opened(tmp_path / "station.db", key) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            assert "001099000005" not in repr(rows), table
            assert "Thứ 5" not in repr(rows), table
            assert "nguoi thu 5" not in repr(rows), table


def test_what_the_hub_has_not_confirmed_stays(store: Store) -> None:
    sent, waiting = crossing(store, OLD, 1), crossing(store, OLD, 2)
    refused = crossing(store, OLD, 3, Direction.OUT)
    store.outbox.claim(10, 0)
    store.outbox.settle(
        [
            Answer(sent.id, 1, OutboxState.ACCEPTED),
            Answer(refused.id, 1, OutboxState.NEEDS_FIX, "malformed", "row"),
        ],
        new_id(),
        5,
    )
    out = crossing(store, OLD + 1000, 1, Direction.OUT)
    send(store, out)
    corrected = store.correct(out.id, lambda one: replace(one, note="sửa"))
    done = store.retention.purge(AT)
    assert (done.passages, done.kept_unsent) == (1, 3)
    assert {one.passage.id for one in store.recent(9)} == {waiting.id, refused.id, corrected.id}
    assert store.verify().ok, store.verify()


def test_whoever_is_inside_stays(store: Store) -> None:
    entry = crossing(store, OLD, 1)
    send(store, entry)
    assert store.retention.purge(AT).passages == 0
    leaving = crossing(store, NEW, 1, Direction.OUT)
    send(store, leaving)
    assert store.retention.purge(NEW).passages == 1
    assert store.verify().ok
    assert store.inside_count() == 0


def test_whoever_came_in_too_long_ago_is_taken_for_gone(store: Store) -> None:
    """Or a market that scans no exits would keep everybody for ever."""
    old, new = crossing(store, OLD, 1), crossing(store, NEW, 2)
    again = [crossing(store, OLD, 3), crossing(store, NEW, 3)]
    voided = [crossing(store, OLD, 4), crossing(store, OLD + 1, 4, Direction.OUT)]
    voided.append(store.void(voided[1].id, None))
    send(store, old, new, *again, *voided)
    assert store.inside_count() == 4
    assert store.retention.purge(NEW, inside_before=NEW).passages == 4
    assert {row.passage for row in store.inside()} == {new.id, again[1].id}
    assert store.inside_count() == 2
    assert store.verify().ok, store.verify()
    leaving = crossing(store, NEW + 1, 1, Direction.OUT)
    send(store, leaving)
    assert store.inside_count() == 2
    assert store.verify().ok


def test_what_was_typed_late_is_kept_by_when_it_was_typed(store: Store) -> None:
    late = replace(passage(store.info().id, at=OLD, direction=Direction.OUT), recorded_at=NEW)
    store.save(late)
    send(store, late)
    assert store.retention.purge(NEW).passages == 0
    assert store.retention.purge(NEW + 1).passages == 1


def test_a_certificate_says_what_went_and_names_nobody(visits: Store, clock: FakeClock) -> None:
    (certificate,) = visits.retention.purge(AT - DAY).certificates
    said = json.loads(certificate.body)
    assert (said["passages"], said["revisions"], said["before"]) == (20, 20, AT - DAY)
    assert said["places"] == {"accepted": 20}
    assert said["reason"] == "retention"
    assert [cut[:2] for cut in said["cut"]] == [[2, 21]]
    assert said["rows"] == {"passage": 20}
    assert said["at"] == clock.now_ms()
    assert "Người" not in certificate.body
    assert "001099" not in certificate.body
    assert certificate.is_genuine()
    forged = certificate.body.replace('"passages":20', '"passages":19')
    assert not Certificate(forged, certificate.signature).is_genuine()


def test_slices_follow_one_another(visits: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkpoint_app.records.purging.SLICE", 7)
    done = visits.retention.purge(AT - DAY)
    assert (done.passages, len(done.certificates)) == (20, 3)
    assert visits.verify().ok, visits.verify()
    assert visits.retention.purge(AT - DAY).passages == 0
    later = crossing(visits, NEW + DAY, 5)
    send(visits, later)
    visits.retention.purge(NEW + DAY)
    assert visits.verify().ok, visits.verify()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificate SET body = replace(body, '[[2,21,', '[[2,22,')",
        "UPDATE certificate SET at = at + 1",
        "UPDATE certificate SET signature = zeroblob(64)",
        "DELETE FROM certificate",
        "DELETE FROM certificate WHERE no = 1",
        "UPDATE tally SET n = n - 1 WHERE name = 'purged_accepted'",
        "UPDATE tally SET n = n - 1 WHERE name = 'journal'",
        "DELETE FROM journal WHERE seq = 22",
        "DELETE FROM journal WHERE seq = 1",
        "INSERT INTO journal SELECT 21, kind, ref, hash FROM journal WHERE seq = 22",
        "INSERT INTO journal SELECT 5, kind, ref, hash FROM journal WHERE seq = 22",
    ],
)
def test_tampering_with_a_purge_is_found(
    visits: Store, tmp_path: Path, key: bytes, statement: str
) -> None:
    visits.retention.purge(AT - DAY)
    run(tmp_path / "station.db", key, statement)
    assert not visits.verify().ok


def test_a_passage_taken_out_as_if_purged_is_found(
    visits: Store, tmp_path: Path, key: bytes
) -> None:
    """Its journal row goes with it, as in a purge; no certificate names the row."""
    visits.retention.purge(AT - DAY)
    with opened(tmp_path / "station.db", key) as connection:
        (rid,) = connection.execute("SELECT min(rid) FROM passage").fetchone()
        connection.execute("DELETE FROM journal WHERE ref = ? AND kind = 'p2'", (rid,))
        connection.execute("DELETE FROM passage WHERE rid = ?", (rid,))
    assert visits.verify().fault == "journal_gap"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE passage SET name = 'Kẻ Khác' WHERE rid = 5",
        "UPDATE journal SET hash = zeroblob(32) WHERE seq = 9",
        "DELETE FROM journal WHERE seq = 9",
        "UPDATE journal SET ref = 400 WHERE seq = 9",
    ],
)
def test_a_purge_hides_no_tampering(
    visits: Store, tmp_path: Path, key: bytes, statement: str
) -> None:
    run(tmp_path / "station.db", key, statement)
    before = visits.verify()
    with pytest.raises(JournalBroken):
        visits.retention.purge(AT - DAY)
    assert visits.verify() == before
    assert not before.ok
    assert len(visits.recent(100)) == 22


def test_a_purge_trusts_no_changed_certificate(visits: Store, tmp_path: Path, key: bytes) -> None:
    visits.retention.purge(OLD + 5000)
    run(tmp_path / "station.db", key, "UPDATE certificate SET body = body || ' '")
    with pytest.raises(JournalBroken):
        visits.retention.purge(AT - DAY)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it in the first slice."""
    monkeypatch.setattr("checkpoint_app.records.purging.FIRST_SLICE", 500)


@pytest.mark.usefixtures("at_once")
def test_the_journal_keeps_no_row_of_what_is_gone(
    visits: Store, tmp_path: Path, key: bytes
) -> None:
    """The station's row, one for each certificate, nothing of passages or their receipts."""
    for number in (3, 77):
        send(visits, crossing(visits, NEW + 1000, number, Direction.OUT))
    done = visits.retention.purge(NEW + DAY)
    assert visits.balance().captured == done.passages == 24
    assert visits.verify().ok, visits.verify()
    with opened(tmp_path / "station.db", key) as connection:
        kept = connection.execute("SELECT kind, count(*) FROM journal GROUP BY kind").fetchall()
        assert dict(kept) == {journal.STATION: 1, "certificate": 1}
        assert connection.execute("SELECT count(*) FROM receipt").fetchone() == (0,)
    (certificate,) = done.certificates
    assert json.loads(certificate.body)["rows"] == {"passage": 24, "receipt": 3}
    assert len(certificate.body) < 700


@pytest.mark.usefixtures("at_once")
def test_what_stays_between_does_not_hold_the_rest_back(store: Store) -> None:
    """Somebody inside, somebody unsent: what was recorded around them goes all the same."""
    made = [crossing(store, OLD + n * 1000, n, Direction.OUT) for n in range(9)]
    inside = crossing(store, OLD + 20_000, 55)
    made += [crossing(store, OLD + 30_000 + n * 1000, 20 + n, Direction.OUT) for n in range(9)]
    send(store, *made, inside)
    waiting = crossing(store, OLD + 50_000, 56, Direction.OUT)
    made = [crossing(store, OLD + 60_000 + n * 1000, 30 + n, Direction.OUT) for n in range(9)]
    items = [item for item in store.outbox.claim(99, 0) if item.passage.id != waiting.id]
    words = [Answer(item.passage.id, 1, OutboxState.ACCEPTED) for item in items]
    store.outbox.settle(words, new_id(), 5)
    store.outbox.recover()
    done = store.retention.purge(AT)
    assert (done.passages, done.kept_unsent) == (27, 1)
    assert store.verify().ok, store.verify()
    (said,) = (json.loads(one.body) for one in done.certificates)
    assert [cut[:2] for cut in said["cut"]] == [[2, 10], [12, 20], [23, 32]]  # 21: a receipt
    leaving = crossing(store, NEW, 55, Direction.OUT)
    send(store, leaving, waiting)
    assert store.retention.purge(NEW + DAY).passages == 3
    assert store.verify().ok, store.verify()


def test_the_access_log_outlives_the_passages_by_its_own_two_years(
    visits: Store, clock: FakeClock
) -> None:
    visits.access.note(Action.TRACE, None, reason="công văn 12")
    visits.retention.purge(AT - DAY)
    clock.pass_s(ACCESS_MS / 1000 - 60)
    visits.access.note(Action.REVEAL, None)
    visits.retention.purge(clock.now_ms())
    assert [line.action for line in visits.access.newest()] == [Action.REVEAL, Action.TRACE]
    clock.pass_s(120)
    (certificate,) = visits.retention.purge(clock.now_ms()).certificates
    assert json.loads(certificate.body)["rows"] == {"access": 1}
    assert [line.action for line in visits.access.newest()] == [Action.REVEAL]
    assert visits.verify().ok, visits.verify()


def test_voided_and_corrected_passages_go_whole(store: Store) -> None:
    kept = crossing(store, OLD, 1)
    moved = crossing(store, OLD + 1000, 2, Direction.OUT)
    gone = crossing(store, OLD + 2000, 3, Direction.OUT)
    for _ in range(3):
        moved = store.correct(moved.id, lambda one: replace(one, note=f"{one.rev}"))
    gone = store.void(gone.id, None)
    send(store, kept, moved, gone)
    before = store.balance()
    done = store.retention.purge(AT)
    assert done.passages == 2
    assert json.loads(done.certificates[0].body)["revisions"] == 6
    assert store.balance() == before
    assert store.verify().ok, store.verify()


def test_a_person_of_a_voided_passage_alone_is_kept_as_long_and_not_offered(store: Store) -> None:
    old = crossing(store, OLD, 1, Direction.OUT)
    send(store, old)
    voided = crossing(store, OLD + 1000, 1, Direction.OUT)
    store.void(voided.id, None)
    newer = crossing(store, OLD + 2000, 1, Direction.OUT)
    send(store, newer)
    assert store.retention.purge(AT).passages == 2
    assert store.verify().ok, store.verify()
    assert len(store.personal.held(Asked(("001099000001",)))) == 1
    assert store.find_people("001099000001") == []


def test_what_only_a_purged_passage_told_finds_nobody(store: Store) -> None:
    """A phone that was typed once, and an old plate; what came since stays found."""
    first = crossing(store, OLD, 1)
    told = replace(first.person, phone="0912345678")
    typed = replace(first, id=new_id(), occurred_at=OLD + 1, person=told, plate="29B112345")
    store.save(replace(typed, direction=Direction.OUT))
    newer = crossing(store, AT, 1)
    send(store, first, typed, newer)
    assert store.find_people("0912 345 678") == store.find_people("29-B1 123.45") == [newer.person]
    assert store.retention.purge(AT - DAY).passages == 2
    assert store.find_people("0912 345 678") == store.find_people("29-B1 123.45") == []
    assert store.find_people("001099000001") == [newer.person]
    assert store.verify().ok, store.verify()


def test_what_a_person_is_found_by_is_what_is_still_there(store: Store) -> None:
    first = crossing(store, OLD, 1, Direction.OUT)
    called = replace(passage(store.info().id, id_number="001099000001", at=OLD + 5000), rev=1)
    called = replace(
        called,
        direction=Direction.OUT,
        recorded_at=OLD + 5000,
        person=replace(called.person, phone="0912345678"),
    )
    store.save(called)
    send(store, called)  # the first one still waits
    assert len(store.find_people("0912345")) == 1
    assert store.retention.purge(AT).passages == 1
    assert store.find_people("0912345") == []
    assert [one.name for one in store.find_people("thu 1")] == [first.person.name]
    assert store.verify().ok, store.verify()


@pytest.mark.parametrize("why", ["unsent", "typed late"])
def test_an_exit_stays_with_the_entry_that_must_stay(store: Store, why: str) -> None:
    """Or somebody who left a month ago would be inside again."""
    late = NEW if why == "typed late" else OLD
    entry = replace(passage(store.info().id, at=OLD), recorded_at=late)
    leaving = replace(passage(store.info().id, at=OLD + 1000, direction=Direction.OUT))
    store.save(entry)
    store.save(replace(leaving, recorded_at=OLD))
    send(store, leaving, *([entry] if why == "typed late" else []))
    assert store.retention.purge(NEW).passages == 0
    assert store.inside_count() == 0
    send(store, entry)
    assert store.retention.purge(NEW + 1).passages == 2
    assert store.verify().ok


def test_slices_take_an_entry_before_its_exit(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the exit was recorded first, as papers are typed."""
    monkeypatch.setattr("checkpoint_app.records.purging.SLICE", 1)
    leaving = crossing(store, OLD + 1000, 1, Direction.OUT)
    entry = crossing(store, OLD, 1)
    send(store, entry, leaving)
    assert store.retention.purge(NEW).passages == 2
    assert store.inside_count() == 0
