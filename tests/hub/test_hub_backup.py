"""A backup made while stations send, verified, and put back; nothing is changed by a bad one."""

import stat
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupMissing,
    BackupNotVerified,
    HubDamaged,
    StoreBusy,
    WeakPin,
)
from checkpoint_app.domain.hub_errors import BackupKeyMissing
from checkpoint_app.domain.passage import Person, SiteKind
from checkpoint_app.hub import backup as backups
from checkpoint_app.hub.backup import make, restore
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import snapshot
from checkpoint_app.security.keyformat import Cost
from checkpoint_app.wire.messages import EnrolRequest
from tests.cli.inside import Run, runner
from tests.fakes.clock import FakeClock
from tests.hub.test_hub_service import passage, send

PASSPHRASE = "một câu mật khẩu đủ dài"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "Cost", lambda: Cost(memory=8, passes=1, lanes=1))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "máy chủ"


@pytest.fixture
def hub(home: Path, clock: FakeClock) -> Iterator[Hub]:
    opened = Hub.open(home, clock=clock)
    opened.add_site("Chợ Thử", SiteKind.MARKET)
    yield opened
    opened.close()


def join(hub: Hub) -> tuple[UUID, str]:
    station = uuid4()
    wish = EnrolRequest(code=hub.enrol("Chợ Thử"), station=station, name="Cổng")
    return station, hub.join(wish, "192.0.2.1").token


def fill(hub: Hub, count: int = 20) -> set[str]:
    station, token = join(hub)
    sent = [
        passage(station, person=Person(name="READABLE NAME", phone=f"09{n:08}"))
        for n in range(count)
    ]
    send(hub, token, *sent)
    return {str(each.id) for each in sent}


def held(home: Path) -> set[str]:
    hub = Hub.open(home)
    try:
        return {str(row["id"]) for row in hub.passages()}
    finally:
        hub.close()


def test_there_and_back(hub: Hub, home: Path, tmp_path: Path, clock: FakeClock) -> None:
    ids = fill(hub)
    file = tmp_path / "sao lưu.tar"
    made = make(home / "hub.db", file, None, clock)
    assert (made.held.hub, made.held.rows["passage"], made.made_at) == (hub.id, 20, clock.now_ms())
    content = file.read_bytes()
    assert b"READABLE" not in content
    assert b"0900000001" not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"sao lưu.tar", "máy chủ"}

    later = fill(hub)
    with pytest.raises(StoreBusy):
        restore(file, home / "hub.db", None, clock)
    hub.close()
    done, aside = restore(file, home / "hub.db", None, clock)
    assert done == made
    assert held(home) == ids
    assert aside is not None
    assert held(aside) == ids | later, "what was here is set aside whole"
    assert (home / "hub.identity").read_bytes() == (aside / "hub.identity").read_bytes()
    assert not [path for path in home.iterdir() if "restoring" in path.name]


def test_stations_go_on_sending_meanwhile(
    hub: Hub, home: Path, tmp_path: Path, clock: FakeClock
) -> None:
    before, sent, stop = fill(hub, 300), list[str](), threading.Event()
    station, token = join(hub)

    def go_on() -> None:
        while not stop.is_set():
            one = passage(station)
            assert send(hub, token, one).accepted
            sent.append(str(one.id))

    sender = threading.Thread(target=go_on)
    sender.start()
    try:
        files = [tmp_path / f"{number}.tar" for number in range(3)]
        for file in files:
            make(home / "hub.db", file, None, clock)
    finally:
        stop.set()
        sender.join()
    assert sent
    hub.close()
    for number, file in enumerate(files):
        restore(file, home / "hub.db", None, FakeClock(f"2026-11-2{number}T10:00:00"))
        found = held(home)
        assert before <= found <= before | set(sent)
        assert found - before == set(sent[: len(found) - len(before)]), "one moment, no gap"


def test_on_another_computer_with_the_passphrase(
    hub: Hub, home: Path, tmp_path: Path, clock: FakeClock
) -> None:
    ids = fill(hub)
    file = tmp_path / "a.tar"
    make(home / "hub.db", file, PASSPHRASE, clock)
    assert PASSPHRASE.encode() not in file.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    for wrong in (None, "một câu mật khẩu khác hẳn"):
        with pytest.raises(BackupKeyMissing):
            restore(file, elsewhere / "hub.db", wrong, clock)
        assert list(elsewhere.iterdir()) == []
    identity = (home / "hub.identity").read_bytes()
    done, aside = restore(file, elsewhere / "hub.db", f"  {PASSPHRASE} ", clock)
    assert (done.held.hub, aside) == (hub.id, None)
    assert held(elsewhere) == ids
    assert (elsewhere / "hub.identity").read_bytes() == identity, "its stations know it again"
    if sys.platform != "win32":
        assert stat.S_IMODE((elsewhere / "hub.key").stat().st_mode) == 0o600
    with pytest.raises(WeakPin):
        make(home / "hub.db", file, "12", clock)


def test_on_another_computer_with_the_key_file(
    hub: Hub, home: Path, tmp_path: Path, clock: FakeClock
) -> None:
    ids, file, elsewhere = fill(hub), tmp_path / "a.tar", tmp_path / "elsewhere"
    make(home / "hub.db", file, None, clock)
    elsewhere.mkdir()
    (elsewhere / "hub.key").write_bytes((home / "hub.key").read_bytes())
    restore(file, elsewhere / "hub.db", None, clock)
    assert held(elsewhere) == ids


@pytest.mark.parametrize("lost", ["key", "database", "both"])
def test_a_hub_that_is_damaged_is_set_aside(
    hub: Hub, home: Path, tmp_path: Path, clock: FakeClock, lost: str
) -> None:
    ids, file = fill(hub), tmp_path / "a.tar"
    make(home / "hub.db", file, PASSPHRASE, clock)
    hub.close()
    if lost != "database":
        (home / "hub.key").unlink()
    if lost != "key":
        (home / "hub.db").write_bytes(b"this is no database" * 500)
    restore(file, home / "hub.db", PASSPHRASE, clock)
    assert held(home) == ids


def damaged(file: Path) -> dict[str, bytes]:
    content = file.read_bytes()
    middle = len(content) // 2
    return {
        "empty": b"",
        "no tar": b"hello" * 1_000,
        "cut": content[:middle],
        "one byte": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "no database": content[: content.index(b"hub.db\0")] + bytes(2_048),
    }


def test_a_damaged_backup_changes_nothing(
    hub: Hub, home: Path, tmp_path: Path, clock: FakeClock
) -> None:
    ids, file = fill(hub), tmp_path / "a.tar"
    make(home / "hub.db", file, None, clock)
    ids |= fill(hub)
    hub.close()
    for name, content in damaged(file).items():
        file.write_bytes(content)
        with pytest.raises(BackupDamaged):
            restore(file, home / "hub.db", None, clock)
        assert held(home) == ids, name
    with pytest.raises(BackupMissing):
        restore(tmp_path / "nowhere.tar", home / "hub.db", None, clock)
    with tarfile.open(file, "w") as parts:
        link = tarfile.TarInfo("hub.db")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        parts.addfile(link)
    with pytest.raises(BackupDamaged):
        restore(file, home / "hub.db", None, clock)


def test_a_copy_that_is_not_whole_is_not_kept(
    hub: Hub, home: Path, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(hub)
    file = tmp_path / "a.tar"
    make(home / "hub.db", file, None, clock)
    good, copy = file.read_bytes(), snapshot.copy

    def torn(database: Path, key: bytes, target: Path) -> snapshot.Held:
        found = copy(database, key, target)
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
        return found

    monkeypatch.setattr(snapshot, "copy", torn)
    with pytest.raises(BackupNotVerified):
        make(home / "hub.db", file, None, clock)
    assert file.read_bytes() == good
    assert {path.name for path in tmp_path.iterdir()} == {"a.tar", "máy chủ"}
    with pytest.raises(BackupFolderMissing):
        make(home / "hub.db", tmp_path / "no" / "a.tar", None, clock)
    with pytest.raises(HubDamaged):
        make(tmp_path / "no.db", file, None, clock)


def test_from_the_shell(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run: Run = runner(capsys)
    file = str(tmp_path / "a.tar")
    run(home, "hub", "site", "add", "Chợ Thử")
    plain = run(home, "--lang", "en", "hub", "backup", file)
    assert (plain.code, plain.line["sites"], "hub.key" in plain.err) == (0, 1, True)
    monkeypatch.setenv("CHECKPOINT_BACKUP_PASSPHRASE", PASSPHRASE)
    assert run(home, "hub", "backup", file).err == ""
    back = run(tmp_path / "elsewhere", "--lang", "en", "hub", "restore", file)
    assert (back.code, back.line["passages"], back.line["set_aside"]) == (0, 0, None)
    assert "is not in it" in back.err
    assert run(tmp_path / "elsewhere", "hub", "site", "list").line["name"] == "Chợ Thử"
    server = ("--db", "postgresql://hub.invalid/x")
    for words in (("backup", file), ("restore", file)):
        refused = run(home, "--lang", "en", "hub", *words, *server)
        assert (refused.code, "pg_basebackup" in refused.err) == (1, True)
    purged = run(home, "hub", "purge", "--older-than", "30d").line
    assert set(purged.values()) == {0}
    kept = {"sessions", "codes", "accesses", "notices", "answers", "watched", "listed"}
    assert set(purged) == {"days", "passages", "stays"} | kept
