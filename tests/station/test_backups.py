"""Backups by themselves: when, where, how many are kept, and what is said when one fails."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoint_app.domain.clock import local, parse_iso
from checkpoint_app.domain.errors import (
    BackupFolderMissing,
    BackupNoRoom,
    CheckpointError,
    StoreDamaged,
)
from checkpoint_app.records import backup
from checkpoint_app.station import backups
from checkpoint_app.station.backups import AGAIN_S, EVERY_MS, Backups, gone_by, kept
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage
from tests.records.damage import zero

NOW = parse_iso("2026-11-23T08:00:00")
HOUR = 3_600_000


@pytest.fixture
def rolling(desk: Desk, home: Home, clock: FakeClock) -> Backups:
    return Backups(home.path, desk.register._key, desk.info.id, clock)


def test_one_is_made_every_hour_by_a_process_of_its_own(
    rolling: Backups, desk: Desk, clock: FakeClock
) -> None:
    assert rolling.due()
    desk.store.save(passage(desk.info.id))
    file = rolling.run()
    assert file.parent.name == "backups"
    assert backup.read_manifest(file).rows["passage"] == 1
    assert rolling.last_at() == clock.now_ms()
    assert not rolling.due()
    clock.pass_s(EVERY_MS / 1000 - 1)
    assert not rolling.due()
    clock.pass_s(1)
    assert rolling.due()
    assert rolling.run() != file
    assert len(Backups.found_in(rolling.folder)) == 2
    assert rolling.folder.stat().st_mode & 0o777 == 0o700
    assert desk.store.verify().ok


def test_a_stick_that_is_pulled_out_is_said_and_tried_again(
    desk: Desk, home: Home, clock: FakeClock, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    rolling = Backups(home.path, desk.register._key, desk.info.id, clock, stick)
    with pytest.raises(BackupFolderMissing):
        rolling.run()
    assert isinstance(rolling.failure, BackupFolderMissing)
    assert not rolling.due(), "not at every moment"
    clock.pass_s(AGAIN_S)
    assert rolling.due()
    assert not stick.exists(), "a folder in the place of a stick would fill the wrong disk"
    stick.mkdir()
    assert rolling.run().parent == stick
    assert rolling.failure is None


def test_a_nearly_full_disk_is_left_alone(
    desk: Desk, home: Home, clock: FakeClock, small_disk: Path
) -> None:
    rolling = Backups(home.path, desk.register._key, desk.info.id, clock, small_disk)
    with pytest.raises(BackupNoRoom):
        rolling.run()
    assert list(small_disk.iterdir()) == []


def test_the_other_processs_reason_is_given(
    rolling: Backups, desk: Desk, home: Home, clock: FakeClock
) -> None:
    file = rolling.run()
    desk.close()
    zero(home.store_path, 1)
    clock.pass_s(EVERY_MS / 1000)
    with pytest.raises(StoreDamaged):
        rolling.run()
    assert Backups.found_in(rolling.folder) == [file], "the last good one stays"


def test_a_process_that_dies_is_a_failure(
    rolling: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "program", lambda: ["false"])
    with pytest.raises(CheckpointError):
        rolling.run()
    assert rolling.failure is not None
    assert Backups.found_in(rolling.folder) == []


def test_the_key_is_on_no_command_line(rolling: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program of the computer can read that."""
    run, said = subprocess.run, []

    def noted(words: list[str], **more: object) -> object:
        said.extend(words)
        return run(words, **more)  # type: ignore[call-overload] # passed on as it came

    monkeypatch.setattr(subprocess, "run", noted)
    rolling.run()
    assert "backup" in said
    assert rolling._key.hex() not in " ".join(said)


def test_only_this_stations_surplus_is_deleted(
    rolling: Backups, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolling.run()
    (first,) = Backups.found_in(rolling.folder)
    prefix = first.name.partition("-")[0]
    foreign = rolling.folder / "00000000-20200101T000000Z.backup"
    notes = rolling.folder / "ghi chú.txt"
    left = rolling.folder / f"{prefix}-20200101T000000Z.backup.db.new"
    for path in (foreign, notes, left):
        path.write_bytes(b"x")
    monkeypatch.setattr(backups, "HOURLY", 2)
    monkeypatch.setattr(backups, "DAILY", 1)
    monkeypatch.setattr(backups, "WEEKLY", 1)
    made = [first]
    for _ in range(3):
        clock.pass_s(EVERY_MS / 1000)
        made.append(rolling.run())
    assert set(rolling.folder.iterdir()) == {foreign, notes, *made[-2:]}


def test_a_year_of_hours_keeps_six_hours_seven_days_three_weeks() -> None:
    made: list[int] = []
    for hour in range(24 * 365):
        at = NOW + hour * HOUR
        made = sorted(kept([*made, at], at))
        assert at in made
    days = {f"{local(at):%Y%m%d}" for at in made}
    weeks = {f"{local(at):%G%V}" for at in made}
    assert len([at for at in made if made[-1] - at < 6 * HOUR]) == 6
    assert len(days) >= 7
    assert len(weeks) >= 3
    assert len(made) <= 6 + 7 + 3
    assert made[-1] - made[0] >= timedelta(days=7).total_seconds() * 1000


@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.parametrize("day", range(8))
def test_what_was_deleted_is_in_no_backup_after_the_day_that_is_said(day: int, rests: bool) -> None:
    """With a backup each evening; the latest where the station rests until the next Monday."""
    deleted = NOW + day * 24 * HOUR
    made = sorted(kept([deleted - hours * HOUR for hours in range(24 * 60)], deleted))
    at, until = deleted, gone_by(deleted)
    while min(made) <= deleted:
        at += 24 * HOUR
        if not rests or local(at).isocalendar().week != local(deleted).isocalendar().week:
            made = sorted(kept([*made, at], at))
    last = f"{local(at):%Y-%m-%d}"
    assert last == until if rests else last <= until


def test_a_new_backup_takes_the_place_of_all_older_ones_of_this_station(
    rolling: Backups, clock: FakeClock
) -> None:
    rolling.run()
    foreign = rolling.folder / "00000000-20200101T000000Z.backup"
    foreign.write_bytes(b"x")
    clock.pass_s(EVERY_MS / 1000)
    assert rolling.renew() == 1
    (newest,) = rolling.own()
    assert set(rolling.folder.iterdir()) == {foreign, newest}


def test_a_clock_set_forward_and_back_does_not_push_the_others_out() -> None:
    future = [NOW + 1000 * HOUR + hour * HOUR for hour in range(20)]
    made = [NOW - hour * HOUR for hour in range(6)]
    keep = kept([*made, *future], NOW)
    assert set(made) <= keep
    assert len(keep & set(future)) == 1


@given(st.lists(st.integers(NOW - 10**10, NOW + 10**10), min_size=1, unique=True))
@settings(max_examples=200, deadline=None)
def test_the_newest_is_always_kept_and_never_too_many(times: list[int]) -> None:
    keep = kept(times, NOW)
    assert keep <= set(times)
    assert max(times) in keep
    past = [at for at in times if at <= NOW]
    assert not past or max(past) in keep
    assert len(keep) <= 6 + 7 + 3 + 1


def test_a_clock_set_back_does_not_stop_the_backups(rolling: Backups, clock: FakeClock) -> None:
    rolling.run()
    clock.set_wall("2026-11-20T08:00:00")
    assert rolling.due(), "the newest one is from the future, and proves nothing"
    rolling.run()
    assert not rolling.due()
