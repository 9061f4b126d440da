"""Every row of a worked journal, and every column it vouches for, spoiled one at a time."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import Column, Integer, Table

from checkpoint_app.domain.passage import Direction, SiteKind
from checkpoint_app.records import journal, rows, tables, verifying
from checkpoint_app.records.access import Action
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sqlcipher import Database
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState, StationInfo, Verification
from tests.fakes.clock import FakeClock
from tests.fakes.passages import AT, full, passage

KEY = bytes(range(32))
MINUTE, DAY = 60_000, 86_400_000
VOUCHED = (tables.passage, tables.receipt, tables.certificate, tables.access)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Two months of a small gate: sent, refused, corrected, voided, looked at, twice purged."""
    path = tmp_path_factory.mktemp("worked") / "station.db"
    info = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)
    store = Store.create(path, KEY, info, FakeClock())
    for number in range(150):
        _crossing(store, number, AT - (40 * DAY if number < 50 else 0) + number * MINUTE)
        if number % 12 == 11:
            _send(store)
            store.access.note(Action.REVEAL, info.id, subject="…001", reason="thử", items=number)
        if number in (70, 130):
            assert store.retention.purge(AT - DAY if number == 70 else AT + 80 * MINUTE).passages
    assert store.verify().ok, store.verify()
    store.close()
    database = Database(path, KEY)
    yield database
    database.close()


def _crossing(store: Store, number: int, at: int) -> None:
    station = store.info().id
    plain = passage(station, id_number=f"0010990{number % 9:05}" if number % 5 else None)
    made = full(station) if number % 7 == 0 else plain
    direction = Direction.OUT if number % 2 else Direction.IN
    store.save(replace(made, occurred_at=at, recorded_at=at, direction=direction))
    if number % 6 == 2:
        store.void(made.id, None)
    if number % 6 == 4:
        store.correct(made.id, lambda old: replace(old, note="sửa"))


def _send(store: Store) -> None:
    """Most of a round is accepted, one passage known, one refused, one not answered."""
    words = {2: OutboxState.DUPLICATE, 3: OutboxState.NEEDS_FIX}
    items = store.outbox.claim(16, 0)[:-1]
    answers = [
        Answer(item.passage.id, item.passage.rev, word, "malformed", "row")
        for place, item in enumerate(items)
        for word in [words.get(place, OutboxState.ACCEPTED)]
    ]
    store.outbox.settle(answers, new_id(), 5)


def _spoiled(database: Database, *statements: tuple[str, tuple[object, ...]]) -> Verification:
    """What `verify` says after these, which are taken back; the last one must change something."""
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement, values in statements:
            changed = connection.exec_driver_sql(statement, values).rowcount
        assert changed > 0, statements
        return verifying.verify(connection)


def _numbers(database: Database, table: Table) -> list[int]:
    (key,) = table.primary_key
    with database.read() as connection:
        query = f"SELECT {key.name} FROM {table.name} ORDER BY 1"  # noqa: S608 - our own tables
        return list(connection.exec_driver_sql(query).scalars())


SET_ASIDE = "UPDATE journal SET seq = -seq - ? WHERE seq > ?"
PUT_BACK = ("UPDATE journal SET seq = -seq WHERE seq < 0", ())
COUNT = "UPDATE tally SET n = n + ? WHERE name = 'journal'"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET hash = zeroblob(32) WHERE seq = ?",
        "UPDATE journal SET hash = CAST(substr(hash, 2) || x'00' AS BLOB) WHERE seq = ?",
        "UPDATE journal SET kind = iif(kind = 'p2', 'passage', 'p2') WHERE seq = ?",
        "UPDATE journal SET kind = iif(kind = 'access', 'receipt', 'access') WHERE seq = ?",
        "UPDATE journal SET ref = ref + 1 WHERE seq = ?",
        "UPDATE journal SET seq = seq + 100000 WHERE seq = ?",
        "DELETE FROM journal WHERE seq = ?",
        "DELETE FROM journal WHERE seq >= ?",
    ],
)
def test_a_changed_or_removed_row_is_found(worked: Database, statement: str) -> None:
    for seq in _numbers(worked, tables.journal):
        found = _spoiled(worked, (statement, (seq,)))
        assert not found.ok, seq
        assert found.fault


def test_a_removed_row_is_found_though_gap_and_count_are_mended(worked: Database) -> None:
    for seq in _numbers(worked, tables.journal):
        found = _spoiled(
            worked,
            ("DELETE FROM journal WHERE seq = ?", (seq,)),
            (SET_ASIDE, (-1, seq)),
            PUT_BACK,
            (COUNT, (-1,)),
        )
        assert not found.ok, seq


def test_a_cut_off_end_is_found_though_the_count_is_mended(worked: Database) -> None:
    for seq in _numbers(worked, tables.journal)[1:]:
        found = _spoiled(
            worked,
            ("DELETE FROM journal WHERE seq >= ?", (seq,)),
            ("UPDATE tally SET n = (SELECT max(seq) FROM journal) WHERE name = 'journal'", ()),
        )
        assert not found.ok, seq


def test_a_row_put_in_is_found_though_the_count_is_mended(worked: Database) -> None:
    for seq in _numbers(worked, tables.journal):
        found = _spoiled(
            worked,
            (SET_ASIDE, (1, seq)),
            PUT_BACK,
            (
                "INSERT INTO journal SELECT seq + 1, kind, ref, hash FROM journal WHERE seq = ?",
                (seq,),
            ),
            (COUNT, (1,)),
        )
        assert not found.ok, seq


@pytest.mark.parametrize("beside", [True, False])
def test_two_rows_in_each_others_place_are_found(worked: Database, beside: bool) -> None:
    seqs = _numbers(worked, tables.journal)
    for place, seq in enumerate(seqs):
        others = [seqs[place - 1]] if beside else [one for one in seqs if one != seq]
        other = Random(seq).choice(others)
        found = _spoiled(
            worked,
            ("UPDATE journal SET seq = -1 WHERE seq = ?", (seq,)),
            ("UPDATE journal SET seq = ? WHERE seq = ?", (seq, other)),
            ("UPDATE journal SET seq = ? WHERE seq = -1", (other,)),
        )
        assert not found.ok, (seq, other)


@pytest.mark.parametrize("table", VOUCHED, ids=lambda table: table.name)
def test_a_changed_value_or_row_is_found(worked: Database, table: Table) -> None:
    """Of passages a fifth of the columns of each row, so that each column is hit in many rows."""
    (key,) = table.primary_key
    where = f"WHERE {key.name} = ?"
    columns = list(table.columns)
    for place, number in enumerate(_numbers(worked, table)):
        gone = (f"DELETE FROM {table.name} {where}", (number,))  # noqa: S608 - our own tables
        assert not _spoiled(worked, gone).ok, number
        for column in columns[place % 5 :: 5] if table is tables.passage else columns:
            for value in _others(worked, column, number):
                change = f'UPDATE {table.name} SET "{column.name}" = ? {where}'  # noqa: S608
                found = _spoiled(worked, (change, (value, number)))
                assert not found.ok, (number, column.name)


@pytest.mark.parametrize("table", VOUCHED, ids=lambda table: table.name)
def test_a_row_put_in_beside_the_journal_is_found(worked: Database, table: Table) -> None:
    """A copy of each row under a number of its own, and of passages under an id of its own."""
    (key,) = table.primary_key
    fresh = {key.name: f"{key.name} + 9000", "id": "randomblob(16)"}
    names = [f'"{column.name}"' for column in table.columns]
    values = [fresh.get(column.name, f'"{column.name}"') for column in table.columns]
    statement = (
        f"INSERT INTO {table.name}({', '.join(names)}) "  # noqa: S608 - our own tables
        f"SELECT {', '.join(values)} FROM {table.name} WHERE {key.name} = ?"
    )
    for number in _numbers(worked, table):
        assert not _spoiled(worked, (statement, (number,))).ok, number


def test_a_confirmation_without_a_receipt_is_found_though_all_counts_are_mended(
    worked: Database,
) -> None:
    """Somebody wants to purge what was never sent, or says that the hub knew it before."""
    seen = set()
    with worked.read() as connection:
        held = connection.exec_driver_sql("SELECT rid, settled, current, voided FROM passage").all()
    for rid, settled, current, voided in held:
        other = 2 if settled == 1 else 1
        mend = "UPDATE tally SET n = n + ? WHERE name = ?"
        counts = [(mend, (1, "duplicate" if other == 2 else "accepted"))] * (current > voided)
        found = _spoiled(
            worked,
            ("DELETE FROM outbox WHERE rid = ?", (rid,)),
            *counts,
            ("UPDATE passage SET settled = ? WHERE rid = ?", (other, rid)),
        )
        assert not found.ok, rid
        seen.add(found.fault)
    assert seen == {"settled_without_receipt"}


def test_a_change_is_found_though_its_own_row_of_the_journal_is_mended(worked: Database) -> None:
    """Each row's hash covers the one before: whoever mends one must mend all that follow."""
    with worked.read() as connection:
        held = connection.exec_driver_sql("SELECT seq, kind, ref, hash FROM journal").all()
        kept = connection.exec_driver_sql("SELECT * FROM passage").mappings()
        passages = {row["rid"]: dict(row) for row in kept}
    hashes = {seq: end for seq, _, _, end in held}
    tried = 0
    for seq, kind, rid, _ in held:
        if kind != journal.PASSAGE or not {seq - 1, seq + 1} <= set(hashes):
            continue
        digest = rows.digest(passages[rid] | {"note": "nói khác"})
        mended = journal.link(hashes[seq - 1], seq, journal.PASSAGE, digest)
        found = _spoiled(
            worked,
            ("UPDATE passage SET note = 'nói khác' WHERE rid = ?", (rid,)),
            ("UPDATE journal SET hash = ? WHERE seq = ?", (mended, seq)),
        )
        assert found.first_bad == seq + 1
        tried += 1
    assert tried > 20


def _others(database: Database, column: "Column[object]", number: int) -> list[object]:
    """Values that are not the one there."""
    table = column.table
    (key,) = table.primary_key
    query = f'SELECT "{column.name}" FROM {table.name} WHERE {key.name} = ?'  # noqa: S608
    with database.read() as connection:
        value = connection.exec_driver_sql(query, (number,)).scalar()
    if value is None:
        return [7 if isinstance(column.type, Integer) else "x"]
    nothing: list[object] = [None] if column.nullable else []
    if isinstance(value, int):
        return [value + 9000, *nothing]
    if isinstance(value, bytes):
        return [bytes([value[0] ^ 1]) + value[1:], *nothing]
    return ["out" if value == "in" else "in" if value == "out" else f"{value}x", *nothing]
