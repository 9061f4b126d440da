"""Whatever is done to the file behind the program's back, `verify` says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from checkpoint_app.records import journal, rows, tables
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from tests.fakes.passages import full, passage
from tests.records.raw import opened, run

COLUMNS = [column.name for column in tables.passage.columns]
FULL = "(SELECT rid FROM passage WHERE name = 'Đặng Thị Bưởi')"


@pytest.fixture
def path(tmp_path: Path, store: Store) -> Path:
    """A store after a little work: three passages, a correction, a voiding, two receipts."""
    station = store.info().id
    store.time.hear(store.time._clock.now_ms() + 1200)
    first, second, third = full(station), passage(station), passage(station, id_number=None)
    for made in (first, second, third):
        store.save(made)
    store.outbox.claim(2, 0)
    store.outbox.settle([Answer(first.id, 1, OutboxState.ACCEPTED)], new_id(), 5)
    store.outbox.settle([Answer(second.id, 1, OutboxState.NEEDS_FIX, "x", "row")], new_id(), None)
    store.correct(third.id, lambda old: replace(old, note="sửa"))
    store.void(second.id, None)
    assert store.verify().ok
    assert store.verify().rows == 1 + 5 + 2
    return tmp_path / "station.db"


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_value_is_found(path: Path, key: bytes, store: Store, column: str) -> None:
    kinds = {"INTEGER": f'"{column}" + 90', "BLOB": f'randomblob(length("{column}"))'}
    value = kinds.get(str(tables.passage.c[column].type), f"\"{column}\" || 'x'")
    if column == "direction":
        value = "'out'"
    run(path, key, f'UPDATE passage SET "{column}" = {value} WHERE rid = {FULL}')  # noqa: S608
    assert not store.verify().ok


@pytest.mark.parametrize(
    "column", [column.name for column in tables.passage.columns if column.nullable]
)
def test_a_removed_value_is_found(path: Path, key: bytes, store: Store, column: str) -> None:
    run(path, key, f'UPDATE passage SET "{column}" = NULL WHERE rid = {FULL}')  # noqa: S608
    assert not store.verify().ok


def test_an_added_value_is_found(path: Path, key: bytes, store: Store) -> None:
    run(path, key, "UPDATE passage SET plate = '30A12345' WHERE note = 'sửa'")
    assert not store.verify().ok


@pytest.mark.parametrize("voided", [0, 1])
def test_undoing_or_faking_a_voiding_is_found(
    path: Path, key: bytes, store: Store, voided: int
) -> None:
    run(path, key, f"UPDATE passage SET voided = {voided} WHERE voided = {1 - voided}")  # noqa: S608
    assert not store.verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passage WHERE rid = 2",
        "DELETE FROM passage",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 1",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
        "DELETE FROM journal WHERE seq > 4",
        "DELETE FROM journal",
        "DELETE FROM receipt WHERE no = 1",
        "DELETE FROM outbox WHERE rid = 3",
        "DELETE FROM outbox",
        "DELETE FROM tally WHERE name = 'captured'",
        "DELETE FROM tally WHERE name = 'journal'",
        "DELETE FROM tally",
        "DELETE FROM day_tally",
        "DELETE FROM stay WHERE no = 1",
        "DELETE FROM presence",
        "UPDATE stay SET until_at = until_at - 1 WHERE no = 1",
        "UPDATE stay SET span = 0 WHERE no = 1",
        "UPDATE presence SET stay = stay + 1",
        "UPDATE presence SET name = 'Ai Khác'",
        "UPDATE presence SET phone = '0900000099'",
        "UPDATE presence SET since = since + 1",
        "UPDATE presence SET kind = 'staff'",
        "UPDATE presence SET passage = zeroblob(16)",
        "UPDATE day_tally SET day = '2020-01-01'",
        "UPDATE day_tally SET hour = hour + 1",
        "UPDATE day_tally SET kind = 'staff'",
        "UPDATE day_tally SET warned = n + 1",
        "UPDATE person SET person_key = 'id:x' WHERE no = 1",
        "UPDATE person SET words = replace(words, '0', '1') WHERE no = 1",
        "UPDATE person SET name_fold = 'ai khac' WHERE no = 1",
        "UPDATE person SET last_rid = last_rid - 1 WHERE no = 1",
        "UPDATE person SET last_at = last_at + 1 WHERE no = 1",
        "INSERT INTO person_search(person_search, rowid, words) "
        "SELECT 'delete', no, words FROM person WHERE no = 1",
        "INSERT INTO person_search(rowid, words) VALUES (1, 'mot nguoi khac')",
        "INSERT INTO person(person_key, name_fold, words, last_rid, last_at) "
        "VALUES ('id:1', 'ai', 'ai', 1, 1)",
        "DELETE FROM station",
        "UPDATE station SET site = 'Chợ Khác'",
        "UPDATE station SET gate = 'Cổng 9'",
        "UPDATE station SET kind = 'office'",
        "UPDATE station SET capacity = 9999",
        "UPDATE journal SET hash = zeroblob(32) WHERE seq = 4",
        "UPDATE journal SET kind = 'receipt' WHERE seq = 2",
        "UPDATE journal SET kind = 'other' WHERE seq = 2",
        "UPDATE journal SET ref = 99 WHERE seq = 2",
        "UPDATE journal SET seq = 99 WHERE seq = (SELECT max(seq) FROM journal)",
        "UPDATE receipt SET body = '[]' WHERE no = 1",
        "UPDATE receipt SET batch = zeroblob(16) WHERE no = 1",
        "UPDATE receipt SET received_at = received_at + 1 WHERE no = 1",
        "UPDATE receipt SET hub_now = 6 WHERE no = 1",
        "UPDATE receipt SET no = 9 WHERE no = 1",
        "UPDATE station SET created_at = created_at + 1",
        "UPDATE station SET id = zeroblob(16)",
        "UPDATE tally SET n = n + 1 WHERE name = 'accepted'",
        "UPDATE tally SET n = n + 1 WHERE name = 'captured'",
        "UPDATE day_tally SET n = n + 1",
        "INSERT INTO tally VALUES ('zzz', 0), ('pending', 4) ON CONFLICT DO UPDATE SET n = n + 1",
        "INSERT INTO receipt SELECT 9, batch, received_at, hub_now, body FROM receipt WHERE no = 1",
        "INSERT INTO journal SELECT max(seq) + 1, 'receipt', 1, zeroblob(32) FROM journal",
        "INSERT INTO passage (id, rev, direction, kind, way, occurred_at, recorded_at, gate, lane,"
        " verdict) VALUES (zeroblob(16), 1, 'in', 'visitor', 'typed', 0, 0, '', '', 'recorded')",
        "UPDATE outbox SET rid = 99 WHERE rid = 3",
        "INSERT INTO outbox (rid, state) VALUES (1, 'pending')",
    ],
)
def test_tampering_is_found(path: Path, key: bytes, store: Store, statement: str) -> None:
    run(path, key, statement)
    found = store.verify()
    assert not found.ok
    assert found.fault


def test_swapped_journal_rows_are_found(path: Path, key: bytes, store: Store) -> None:
    run(
        path,
        key,
        "UPDATE journal SET seq = -1 WHERE seq = 2",
        "UPDATE journal SET seq = 2 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = -1",
    )
    found = store.verify()
    assert (found.ok, found.first_bad) == (False, 2)


def test_two_passages_swapped_are_found(path: Path, key: bytes, store: Store) -> None:
    run(
        path,
        key,
        "UPDATE passage SET rid = -1 WHERE rid = 1",
        "UPDATE passage SET rid = 1 WHERE rid = 2",
        "UPDATE passage SET rid = 2 WHERE rid = -1",
    )
    assert not store.verify().ok


def test_a_forged_row_with_a_hash_of_its_own_breaks_the_next_one(
    path: Path, key: bytes, store: Store
) -> None:
    """Each hash covers the one before: whoever forges one row must forge all that follow."""
    with opened(path, key) as connection:
        connection.execute("UPDATE passage SET name = 'Kẻ Khác' WHERE rid = 2")
        cursor = connection.execute("SELECT * FROM passage WHERE rid = 2")
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        (before,) = connection.execute("SELECT hash FROM journal WHERE seq = 2").fetchone()
        forged = journal.link(before, 3, journal.PASSAGE, rows.digest(row))
        connection.execute("UPDATE journal SET hash = ? WHERE seq = 3", (forged,))
    found = store.verify()
    assert (found.ok, found.first_bad) == (False, 4)


def test_the_last_passage_cut_off_with_all_its_rows_is_found(
    path: Path, key: bytes, store: Store
) -> None:
    """Journal, outbox and passage go together; what was ever written is still counted."""
    last = passage(store.info().id, id_number=None, name=None)
    store.save(last)
    run(
        path,
        key,
        "DELETE FROM outbox WHERE rid = (SELECT max(rid) FROM passage)",
        "DELETE FROM passage WHERE rid = (SELECT max(rid) FROM passage)",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    )
    assert store.verify().fault == "journal_cut_off"


def test_the_first_bad_row_is_named(path: Path, key: bytes, store: Store) -> None:
    run(path, key, "UPDATE passage SET name = 'Kẻ Khác' WHERE rid = 1")
    found = store.verify()
    assert (found.first_bad, found.fault) == (2, "passage_changed")


def test_verifying_changes_nothing(path: Path, key: bytes, store: Store) -> None:
    with opened(path, key) as connection:
        before = connection.execute("PRAGMA data_version").fetchone()
        assert store.verify() == store.verify()
        assert connection.execute("PRAGMA data_version").fetchone() == before
