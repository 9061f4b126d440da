"""What can go wrong with a file and a disk: the cause is named, and nothing is half written."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from checkpoint_app.domain.errors import (
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreNewer,
    StoreReadOnly,
)
from checkpoint_app.records import sqlcipher
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage
from tests.records.raw import opened, run


def test_another_key_opens_nothing(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    store.save(full(store.info().id))
    store.close()
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path / "station.db", bytes(32), clock)
    again = Store.open(tmp_path / "station.db", key, clock)
    assert again.verify().ok
    again.close()


def test_a_newer_schema_is_left_alone(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    store.save(passage(store.info().id))
    run(tmp_path / "station.db", key, "UPDATE alembic_version SET version_num = 's9999'")
    store.close()
    with pytest.raises(StoreNewer):
        Store.open(tmp_path / "station.db", key, clock)
    run(tmp_path / "station.db", key, "UPDATE alembic_version SET version_num = 's0002'")
    again = Store.open(tmp_path / "station.db", key, clock)
    assert again.balance().captured == 1
    again.close()


def test_a_missing_file_is_not_made_anew(tmp_path: Path, key: bytes, clock: FakeClock) -> None:
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path / "station.db", key, clock)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"x", b"SQLite format 3\0" + bytes(84), os.urandom(8192), bytes(65536)]
)
def test_a_file_of_something_else_is_refused(
    tmp_path: Path, key: bytes, clock: FakeClock, content: bytes
) -> None:
    path = tmp_path / "station.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store.open(path, key, clock)


def test_a_folder_in_the_place_of_the_file_is_refused(
    tmp_path: Path, key: bytes, clock: FakeClock
) -> None:
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, key, clock)


@pytest.mark.parametrize("keep", [0, 100, 4096, 5000, 20_000])
def test_a_cut_file_is_refused_or_verify_says_so(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock, keep: int
) -> None:
    for _ in range(20):
        store.save(full(store.info().id))
    store.close()
    os.truncate(tmp_path / "station.db", keep)
    with pytest.raises(StoreDamaged):
        _look_at(tmp_path / "station.db", key, clock)


def test_a_flipped_bit_is_found(store: Store, tmp_path: Path, key: bytes, clock: FakeClock) -> None:
    """Every page carries a code of its own; whichever page is hit, reading it all says so."""
    store.save(full(store.info().id))
    store.close()
    path = tmp_path / "station.db"
    whole = path.read_bytes()
    for page in range(len(whole) // 4096):
        spoiled = bytearray(whole)
        spoiled[page * 4096 + 2000] ^= 1
        path.write_bytes(spoiled)
        with pytest.raises(StoreDamaged):
            _check_every_page(path, key)
    path.write_bytes(whole)
    _look_at(path, key, clock)


def _check_every_page(path: Path, key: bytes) -> None:
    database = sqlcipher.Database(path, key)
    try:
        with database.read() as connection:
            if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
                raise StoreDamaged
    finally:
        database.close()


def _look_at(path: Path, key: bytes, clock: FakeClock) -> None:
    again = Store.open(path, key, clock)
    try:
        assert again.verify().ok
        again.recent(100)
    finally:
        again.close()


def test_another_program_holding_the_store_is_said(
    store: Store, tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher, "BUSY_MS", 50)
    made = passage(store.info().id)
    store.save(made)
    store.close()  # its connections wait for five seconds; new ones wait for less
    again = Store.open(tmp_path / "station.db", key, FakeClock())
    with opened(tmp_path / "station.db", key) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            again.save(passage(store.info().id, id_number="001099000009"))
        assert again.passage(made.id) == made, "reading goes on"
        other.execute("ROLLBACK")
    assert again.balance().captured == 1
    again.save(passage(store.info().id, id_number="001099000009"))
    assert again.balance().captured == 2
    again.close()


_HOLD = """
import sys
from pathlib import Path
from checkpoint_app.records.sqlcipher import open_connection
held = open_connection(Path(sys.argv[1]), bytes(range(32)))
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


def test_a_lock_held_a_moment_is_waited_for(store: Store, tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path / "station.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    saving = threading.Thread(target=store.save, args=(passage(store.info().id),))
    saving.start()
    other.communicate()  # lets the lock go
    saving.join()
    assert store.balance().captured == 1


def test_a_full_disk_is_said_and_nothing_is_half_written(
    small_disk: Path, key: bytes, clock: FakeClock, store: Store
) -> None:
    info = store.info()
    mine = Store.create(small_disk / "station.db", key, info, clock)
    kept = []
    with pytest.raises(DiskFull):  # noqa: PT012 - how many fit is not known beforehand
        for _ in range(10_000):
            made = full(info.id)
            mine.save(made)
            kept.append(made)
    assert kept
    assert mine.balance().captured == len(kept)
    assert mine.verify().ok
    with pytest.raises(DiskFull):
        mine.save(made)
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    mine.save(made)
    assert [mine.passage(one.id) for one in (*kept, made)] == [*kept, made]
    assert mine.balance().captured == len(kept) + 1
    assert mine.verify().ok
    mine.close()


def test_a_disk_that_turns_read_only_is_said(
    small_disk: Path, key: bytes, clock: FakeClock, store: Store
) -> None:
    made = passage(store.info().id)
    mine = Store.create(small_disk / "station.db", key, store.info(), clock)
    mine.save(made)
    mine.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreReadOnly):
        Store.open(small_disk / "station.db", key, clock)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    again = Store.open(small_disk / "station.db", key, clock)
    assert again.passage(made.id) == made
    again.close()


_LIMITED = """
import resource, sys
from pathlib import Path
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full
store = Store.open(Path(sys.argv[1]), bytes(range(32)), FakeClock())
size = Path(sys.argv[1] + "-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 400_000, resource.RLIM_INFINITY))
saved = 0
try:
    while saved < 1000:
        store.save(full(store.info().id))
        saved += 1
except CheckpointError as error:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert store.balance().captured == saved and store.verify().ok
    store.save(full(store.info().id))
    assert store.balance().captured == saved + 1 and store.verify().ok
    print(error.code, saved)
"""


def test_a_file_that_may_not_grow_costs_no_record(store: Store, tmp_path: Path) -> None:
    """No root needed: the limit of the process stands for a quota."""
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path / "station.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    code, saved = done.stdout.split()
    assert code in {"disk_full", "store_damaged"}, done.stderr
    assert store.balance().captured == int(saved) + 1
    assert int(saved) > 0


@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="permissions do not bind root"
)
@pytest.mark.parametrize("which", ["file", "folder"])
def test_a_file_that_may_not_be_written_is_said(
    store: Store, tmp_path: Path, key: bytes, clock: FakeClock, which: str
) -> None:
    store.save(passage(store.info().id))
    store.close()
    place = tmp_path if which == "folder" else tmp_path / "station.db"
    mode = place.stat().st_mode
    place.chmod(0o500 if which == "folder" else 0o400)
    try:
        with pytest.raises(StoreReadOnly):
            Store.open(tmp_path / "station.db", key, clock)
    finally:
        place.chmod(mode)
    Store.open(tmp_path / "station.db", key, clock).close()


def test_a_folder_that_is_not_there_is_said(
    tmp_path: Path, key: bytes, store: Store, clock: FakeClock
) -> None:
    with pytest.raises(StoreReadOnly):
        Store.create(tmp_path / "no such folder" / "s.db", key, store.info(), clock)
