"""Whatever is wrong with the file or the disk, the guard is told in words."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.records import sqlcipher
from checkpoint_app.station import recovery
from checkpoint_app.station.home import Home
from checkpoint_app.station.instance import only_one
from tests.conftest import PIN
from tests.fakes.passages import full, passage
from tests.faults.children import command
from tests.records.damage import flip, pages_of, zero
from tests.records.raw import opened, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of Unix")


def says(code: str, home: Path, *words: str, **more: Any) -> None:
    """A command that fails, and says this sentence."""
    ended, said = command(home, "--lang", "vi", *words, **more)
    assert ended in (1, 3), said
    vietnamese, english = CATALOG[f"error.{code}"]
    assert english
    # Values stand where the braces are: what is before them is enough.
    assert vietnamese.partition("{")[0] in said, said


@pytest.fixture
def worked(home: Home) -> Home:
    """A station with a few passages, closed."""
    desk = home.unlock(PIN)
    for number in range(8):
        desk.store.save(passage(desk.info.id, id_number=f"0010990{number:05}"))
    desk.close()
    return home


def key_of(home: Home) -> bytes:
    desk = home.unlock(PIN)
    key = desk.register._key
    desk.close()
    return key


def is_whole(home: Home, captured: int = 8) -> None:
    desk = home.unlock(PIN)
    assert desk.store.verify().ok
    assert desk.store.balance().captured == captured
    desk.close()


def test_a_wrong_pin(worked: Home) -> None:
    says("wrong_pin", worked.path, "status", pin="1357")
    is_whole(worked)


def test_another_stations_key(worked: Home) -> None:
    keys = worked.key_path.read_bytes()
    run(worked.store_path, key_of(worked), f"PRAGMA rekey = \"x'{'ab' * 32}'\"", _TOUCH)
    worked.key_path.write_bytes(keys)
    says("store_damaged", worked.path, "status")


_TOUCH = "UPDATE tally SET n = n WHERE name = 'captured'"


def test_a_newer_schema(worked: Home) -> None:
    run(worked.store_path, key_of(worked), "UPDATE alembic_version SET version_num = 's9999'")
    before = worked.store_path.read_bytes()
    for words in (("status",), ("backup", str(worked.path / "x.backup"))):
        says("store_newer", worked.path, *words)
    assert worked.store_path.read_bytes() == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: zero(path, 1),
        lambda path: path.write_bytes(b""),
        lambda path: os.truncate(path, 9000),
        lambda path: path.write_bytes(os.urandom(50_000)),
    ],
    ids=["first page", "empty", "cut", "noise"],
)
def test_a_damaged_file(worked: Home, spoil: Callable[[Path], None]) -> None:
    spoil(worked.store_path)
    says("store_damaged", worked.path, "status")


def test_a_bad_page_is_said_and_salvaged(worked: Home) -> None:
    key = key_of(worked)
    flip(worked.store_path, pages_of(worked.store_path, key, "passage")[2][0])
    says("store_damaged", worked.path, "verify")
    code, said = command(worked.path, "--lang", "vi", "salvage")
    assert code == 4
    assert "Không đọc được 8 bản ghi (số 0 đến 8)" in said
    assert "Dữ liệu cũ được giữ ở" in said
    is_whole(worked, 0)
    code, said = command(worked.path, "--lang", "en", "salvage")
    assert code == 0


def test_a_folder_in_the_place_of_the_file(worked: Home) -> None:
    file = worked.path.parent / "a.backup"
    recovery.back_up(worked, recovery.with_pin(PIN), file)
    worked.store_path.unlink()
    worked.store_path.mkdir()
    says("store_damaged", worked.path, "status")
    assert command(worked.path, "restore", str(file))[0] == 0
    is_whole(worked)


def test_a_deleted_wal_leaves_a_whole_store(worked: Home, tmp_path: Path) -> None:
    """What was in it alone is gone, and nothing else; a backup or the hub has it, or nobody."""
    desk = worked.unlock(PIN)
    desk.store.save(full(desk.info.id))
    copy = Home(tmp_path / "copy", worked.clock)
    shutil.copytree(worked.path, copy.path, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    desk.close()
    is_whole(copy)
    is_whole(worked, 9)


@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_may_not_be_written(worked: Home, which: str) -> None:
    place = worked.store_path if which == "file" else worked.path
    mode = place.stat().st_mode
    place.chmod(0o400 if which == "file" else 0o500)
    try:
        says("store_read_only", worked.path, "status", bound=True)
    finally:
        place.chmod(mode)
    assert command(worked.path, "status", bound=True)[0] == 0


def test_what_may_not_be_read(worked: Home) -> None:
    worked.store_path.chmod(0)
    says("store_read_only", worked.path, "status", bound=True)
    says("store_read_only", worked.path, "salvage", bound=True)
    worked.store_path.chmod(0o600)
    is_whole(worked)


def test_a_disk_that_is_read_only(small_disk: Path, worked: Home) -> None:
    home = Home(small_disk / "home", worked.clock)
    shutil.copytree(worked.path, home.path)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    file = small_disk / "a.backup"
    for words in (("status",), ("backup", str(file)), ("restore", str(file)), ("salvage",)):
        says("store_read_only", home.path, *words)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    is_whole(home)


def limited(size: int) -> Callable[[], None]:
    """In a child: no file may grow beyond so many bytes, as on a stick that knows no large ones."""

    def limit() -> None:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_file_that_may_not_grow_is_said_to_be_full(worked: Home, tmp_path: Path) -> None:
    """EFBIG reaches SQLite as an I/O error, and is not damage."""
    file = tmp_path / "a.backup"
    recovery.back_up(worked, recovery.with_pin(PIN), file)
    before = file.read_bytes()
    says("disk_full", worked.path, "backup", str(file), before=limited(60_000))
    assert file.read_bytes() == before
    says("disk_full", worked.path, "restore", str(file), before=limited(60_000))
    is_whole(worked)


def test_a_store_that_may_not_grow_is_said_to_be_full(worked: Home) -> None:
    code, said = command(worked.path, "--lang", "vi", "inside", before=limited(1_000_000))
    assert code == 0, said
    entries = b'{"direction": "in"}\n' * 400
    done = subprocess.run(
        [sys.executable, "-m", "checkpoint_app", "--home", str(worked.path), "add"],
        input=entries,
        capture_output=True,
        env=os.environ | {"CHECKPOINT_PIN": PIN},
        preexec_fn=limited(1_000_000),
        check=False,
    )
    recorded = done.stdout.count(b'"id"')
    assert 0 < recorded < 400
    assert CATALOG["error.disk_full"][0] in done.stderr.decode()
    assert CATALOG["error.store_damaged"][0] not in done.stderr.decode()
    is_whole(worked, 8 + recorded)


def test_no_room_for_a_backup(worked: Home, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(1_800_000))
    says("backup_no_room", worked.path, "backup", str(small_disk / "a.backup"))
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_no_room_to_restore(worked: Home, small_disk: Path) -> None:
    file = worked.path.parent / "a.backup"
    recovery.back_up(worked, recovery.with_pin(PIN), file)
    (small_disk / "ballast").write_bytes(bytes(2_000_000))
    says("disk_full", small_disk / "home", "restore", str(file))
    (small_disk / "ballast").unlink()
    assert command(small_disk / "home", "restore", str(file))[0] == 0
    is_whole(Home(small_disk / "home", worked.clock))


@pytest.mark.parametrize("which", ["missing", "noise"])
def test_a_bad_backup(worked: Home, tmp_path: Path, which: str) -> None:
    file = tmp_path / "x.backup"
    if which == "noise":
        file.write_bytes(os.urandom(10_000))
    code = "backup_damaged" if which == "noise" else "backup_missing"
    says(code, worked.path, "restore", str(file))
    is_whole(worked)


def test_a_folder_for_backups_that_is_not_there(worked: Home, tmp_path: Path) -> None:
    says("backup_folder_missing", worked.path, "backup", str(tmp_path / "usb" / "a.backup"))


def test_another_program_that_holds_the_store(
    worked: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(worked.store_path, key_of(worked)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(sqlcipher, "BUSY_MS", 50)
        says("store_busy", worked.path, "status")
        other.execute("ROLLBACK")
    is_whole(worked)


def test_a_second_one_on_the_same_folder(worked: Home, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    recovery.back_up(worked, recovery.with_pin(PIN), file)
    with only_one(worked.path):
        says("station_open", worked.path, "restore", str(file))
        says("station_open", worked.path, "salvage")
        assert command(worked.path, "status")[0] == 0, "reading beside it does no harm"
        assert command(worked.path, "backup", str(file))[0] == 0
    is_whole(worked)


def test_a_store_open_in_another_program_is_not_replaced(worked: Home, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    recovery.back_up(worked, recovery.with_pin(PIN), file)
    desk = worked.unlock(PIN)
    desk.store.save(full(desk.info.id))
    says("station_open", worked.path, "restore", str(file))
    says("station_open", worked.path, "salvage")
    desk.store.save(full(desk.info.id))
    desk.close()
    is_whole(worked, 10)
