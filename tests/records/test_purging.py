"""What is too old goes for good, and the journal, the balance and the days still add up."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.purging import Certificate
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
    assert said["journal_rows"] == [[2, 21]]
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
        "UPDATE certificate SET body = replace(body, '[[2,21]]', '[[2,25]]')",
        "UPDATE certificate SET signature = zeroblob(64)",
        "DELETE FROM certificate",
        "DELETE FROM certificate WHERE no = 1",
        "UPDATE journal SET digest = NULL WHERE seq = 5",
        "UPDATE journal SET digest = zeroblob(32) WHERE seq = 5",
        "UPDATE tally SET n = n - 1 WHERE name = 'purged_accepted'",
        "DELETE FROM journal WHERE seq = 5",
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
    """The digest is left in its place, as a purge does; no certificate names the row."""
    visits.retention.purge(AT - DAY)
    with opened(tmp_path / "station.db", key) as connection:
        (rid,) = connection.execute("SELECT min(rid) FROM passage").fetchone()
        connection.execute("UPDATE journal SET digest = randomblob(32) WHERE ref = ?", (rid,))
        connection.execute("DELETE FROM passage WHERE rid = ?", (rid,))
    assert visits.verify().fault == "passage_missing"
