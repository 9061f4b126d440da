"""Backup, restore and salvage as a shell sees them."""

from pathlib import Path

import pytest

from checkpoint_app.security.keyfile import KeyFile
from tests.cli.conftest import make_station
from tests.cli.shell import PIN, checkpoint
from tests.records.damage import zero

ENTRIES = b'{"direction": "in", "person": {"phone": "0900000001"}}\n' * 3


def test_a_day_with_a_backup(station: Path, tmp_path: Path) -> None:
    file = tmp_path / "usb" / "trạm.backup"
    file.parent.mkdir()
    assert len(checkpoint(station, "add", stdin=ENTRIES).lines) == 3
    made = checkpoint(station, "backup", str(file))
    assert (made.code, made.line["passages"], made.line["file"]) == (0, 3, str(file))
    checkpoint(station, "add", stdin=ENTRIES)
    back = checkpoint(station, "--lang", "vi", "restore", str(file))
    assert (back.code, back.line["passages"], back.line["carried"]) == (0, 3, 3)
    assert "Dữ liệu cũ được giữ ở" in back.err
    assert checkpoint(station, "status").line["captured"] == 6
    assert checkpoint(station, "verify").code == 0
    zero(station / "station.db", 1)
    mended = checkpoint(station, "salvage")
    assert (mended.code, mended.line["passages"], mended.line["lost"]) == (0, 6, [])
    assert (mended.line["pending"], mended.line["station_lost"]) == (6, False)
    assert checkpoint(station, "verify").code == 0
    whole = checkpoint(station, "--lang", "en", "salvage")
    assert (whole.code, whole.line["set_aside"]) == (0, None)


def test_a_backup_opens_by_the_recovery_code(station: Path, tmp_path: Path) -> None:
    keys = KeyFile.load(station / "keys.json")
    key, _ = keys.unlock(PIN)
    code = tmp_path / "code.txt"
    code.write_text(keys.make_recovery(key) + "\n")
    file = tmp_path / "a.backup"
    assert checkpoint(station, "backup", str(file)).code == 0
    other = tmp_path / "other"
    assert checkpoint(other, "restore", str(file), pin=None).code == 3
    done = checkpoint(other, "restore", str(file), "--recovery-file", str(code), pin=None)
    assert done.code == 0, done.err
    assert checkpoint(other, "status").line["station"] == done.line["station"]


@pytest.mark.parametrize("given", [b"", b"zz" * 32, b"ab", bytes(64)])
def test_a_key_that_is_none_opens_nothing(station: Path, tmp_path: Path, given: bytes) -> None:
    file = tmp_path / "a.backup"
    ended = checkpoint(station, "backup", str(file), "--key-from-stdin", stdin=given, pin=None)
    assert ended.code == 3
    assert not file.exists()


def test_a_wrong_key_is_said_for_a_program(station: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    ended = checkpoint(station, "backup", str(file), "--key-from-stdin", stdin=b"ab" * 32)
    assert (ended.code, ended.line) == (1, {"error": "store_damaged", "details": {}})


def test_two_stations_do_not_mix(station: Path, tmp_path: Path) -> None:
    other = make_station(tmp_path / "khác")
    file = tmp_path / "a.backup"
    checkpoint(other, "backup", str(file))
    checkpoint(station, "add", stdin=ENTRIES)
    refused = checkpoint(station, "--lang", "en", "restore", str(file))
    assert refused.code == 1
    assert "another station's" in refused.err
    assert checkpoint(station, "restore", str(file), "--force").code == 0
    assert checkpoint(station, "status").line["captured"] == 0
