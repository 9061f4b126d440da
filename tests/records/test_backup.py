"""A backup is of one moment, encrypted, verified, and made while the gate goes on."""

import io
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupMissing,
    BackupNoRoom,
    BackupNotVerified,
    StoreDamaged,
)
from checkpoint_app.records import backup
from checkpoint_app.records.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.passages import full, passage
from tests.records.damage import flip, pages_of
from tests.records.raw import run

WRAPS = b'{"wraps": "of the key"}'


@pytest.fixture
def files(store: Store, tmp_path: Path) -> tuple[Path, Path]:
    """The store's file, with some passages, and a key file beside it."""
    for number in range(30):
        store.save(full(store.info().id) if number % 3 else passage(store.info().id))
    keys = tmp_path / "keys.json"
    keys.write_bytes(WRAPS)
    return tmp_path / "station.db", keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


def test_what_comes_back_is_what_was_backed_up(
    files: tuple[Path, Path], folder: Path, store: Store, key: bytes, clock: FakeClock
) -> None:
    file = folder / "a.backup"
    made = backup.make(*files, key, file, clock)
    assert made == backup.read_manifest(file)
    assert made.rows["passage"] == made.rows["outbox"] == 30
    assert (made.station, made.journal, made.made_at) == (store.info().id, 31, clock.now_ms())
    before = store.recent(100), store.balance()
    store.save(passage(store.info().id))
    place = folder / "back"
    place.mkdir()
    assert backup.unpack(file, place) == made
    assert (place / "keys.json").read_bytes() == WRAPS
    backup.check(place / "station.db", key, made, clock)
    again = Store.open(place / "station.db", key, clock)
    assert (again.recent(100), again.balance()) == before
    assert again.verify().ok
    again.close()


def test_nothing_personal_lies_open_and_nothing_else_lies_about(
    files: tuple[Path, Path], folder: Path, key: bytes, clock: FakeClock
) -> None:
    file = folder / "a.backup"
    backup.make(*files, key, file, clock)
    assert [path.name for path in folder.iterdir()] == ["a.backup"]
    assert file.stat().st_mode & 0o777 == 0o600
    content = file.read_bytes()
    for words in ("Bưởi", "001199000002", "0900000001", "29B112345", "Chung cư", "CREATE TABLE"):
        assert words.encode() not in content
    with tarfile.open(file) as parts:
        names = parts.getnames()
        described = parts.extractfile("manifest.json")
        assert described is not None
        said = msgspec.json.decode(described.read())
    assert names == ["manifest.json", "manifest.sha256", "keys.json", "station.db"]
    assert set(said) == set(backup.Manifest.__struct_fields__)


def test_saving_goes_on_during_a_backup_of_its_first_moment(
    files: tuple[Path, Path],
    folder: Path,
    store: Store,
    key: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A passage is saved between any two steps of the copying; each is durable at once."""
    clock, saved = FakeClock(), list[int]()
    pause = backup._Pause.__call__

    def save(self: backup._Pause, status: int, remaining: int, total: int) -> None:
        if remaining and len(saved) < 200:
            saved.append(total)
            store.save(passage(store.info().id))
        pause(self, status, remaining, total)

    monkeypatch.setattr(backup, "_STEP", 3)
    monkeypatch.setattr(backup._Pause, "__call__", save)
    made = backup.make(*files, key, files[0].parent / "a.backup", clock)
    assert len(saved) > 5
    assert len(saved) <= -(-max(saved) // 3), "the copying began anew"
    assert made.rows["passage"] == 30
    assert store.balance().captured == 30 + len(saved)
    assert store.verify().ok


def test_a_backup_in_a_thread_loses_nothing_of_either(
    files: tuple[Path, Path], folder: Path, store: Store, key: bytes, clock: FakeClock
) -> None:
    done = threading.Event()

    def back_up() -> None:
        try:
            backup.make(*files, key, folder / "a.backup", clock)
        finally:
            done.set()

    thread = threading.Thread(target=back_up)
    thread.start()
    count = 0
    while not done.is_set() or count == 0:
        store.save(passage(store.info().id))
        count += 1
    thread.join()
    made = backup.read_manifest(folder / "a.backup")
    assert 30 <= made.rows["passage"] <= 30 + count
    assert made.journal == made.rows["passage"] + 1
    assert store.balance().captured == 30 + count


def test_a_damaged_store_gives_no_backup_and_the_last_one_stays(
    files: tuple[Path, Path], folder: Path, store: Store, key: bytes, clock: FakeClock
) -> None:
    file = folder / "a.backup"
    backup.make(*files, key, file, clock)
    before = file.read_bytes()
    store.close()
    flip(files[0], pages_of(files[0], key, "passage")[2][1])
    with pytest.raises((StoreDamaged, BackupNotVerified)):
        backup.make(*files, key, file, clock)
    assert file.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["a.backup"]


def test_a_store_whose_journal_was_changed_gives_no_backup(
    files: tuple[Path, Path], folder: Path, key: bytes, clock: FakeClock
) -> None:
    run(files[0], key, "UPDATE passage SET name = 'Ai đó' WHERE rid = 3")
    with pytest.raises(BackupNotVerified):
        backup.make(*files, key, folder / "a.backup", clock)
    assert list(folder.iterdir()) == []


def test_a_copy_spoilt_on_its_way_is_no_backup(
    files: tuple[Path, Path],
    folder: Path,
    key: bytes,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As by a bad stick: what is read again is not what was written."""
    write: Callable[..., None] = backup._write

    def spoilt(draft: Path, *rest: object) -> None:
        write(draft, *rest)
        content = bytearray(draft.read_bytes())
        content[70_000] ^= 4
        draft.write_bytes(content)

    monkeypatch.setattr(backup, "_write", spoilt)
    with pytest.raises(BackupNotVerified):
        backup.make(*files, key, folder / "a.backup", clock)
    assert list(folder.iterdir()) == []


def test_another_key_makes_no_backup(
    files: tuple[Path, Path], folder: Path, clock: FakeClock
) -> None:
    with pytest.raises(StoreDamaged):
        backup.make(*files, bytes(32), folder / "a.backup", clock)
    assert list(folder.iterdir()) == []


def test_a_stick_that_is_not_there_is_said(
    files: tuple[Path, Path], folder: Path, key: bytes, clock: FakeClock
) -> None:
    with pytest.raises(BackupFolderMissing) as caught:
        backup.make(*files, key, folder / "gone" / "a.backup", clock)
    assert caught.value.details["folder"] == str(folder / "gone")


def test_a_disk_with_too_little_room_is_left_alone(
    files: tuple[Path, Path], small_disk: Path, key: bytes, clock: FakeClock
) -> None:
    (small_disk / "ballast").write_bytes(bytes(1_500_000))
    with pytest.raises(BackupNoRoom):
        backup.make(*files, key, small_disk / "a.backup", clock)
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def _tar(*parts: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as made:
        for name, content in parts:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 something else",
        bytes(10_240),
        _tar(("readme", b"hello")),
        _tar(("manifest.json", b"{}")),
        _tar(("manifest.json", b"[" * 100_000)),
        _tar(("manifest.json", b'{"version": 9}'), ("keys.json", b""), ("station.db", b"")),
        _tar(("../../manifest.json", b"{}")),
    ],
)
def test_a_file_of_something_else_is_no_backup(folder: Path, content: bytes) -> None:
    (folder / "x").write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.read_manifest(folder / "x")
    place = folder / "back"
    place.mkdir()
    with pytest.raises(BackupDamaged):
        backup.unpack(folder / "x", place)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("part", ["manifest.json", "manifest.sha256", "keys.json", "station.db"])
def test_a_spoilt_backup_is_not_taken(
    files: tuple[Path, Path], folder: Path, key: bytes, clock: FakeClock, part: str
) -> None:
    file = folder / "a.backup"
    backup.make(*files, key, file, clock)
    whole = file.read_bytes()
    with tarfile.open(file) as parts:
        info = parts.getmember(part)
    place = info.offset_data + info.size // 2
    for name, content in (("flipped", _flipped(whole, place)), ("cut", whole[:place])):
        file.write_bytes(content)
        back = folder / name
        back.mkdir()
        with pytest.raises(BackupDamaged):
            backup.unpack(file, back)


def _flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 0x40
    return bytes(changed)


@pytest.mark.parametrize("what", ["gone", "folder"])
def test_a_backup_that_cannot_be_opened_is_said(folder: Path, what: str) -> None:
    (folder / "folder").mkdir()
    with pytest.raises(BackupMissing):
        backup.read_manifest(folder / what)
