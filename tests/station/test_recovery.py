"""A backup comes back, a broken store is mended, and no passage is lost or doubled by it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupOfAnother,
    NotAllowed,
    NotSetUp,
    StationOpen,
    StoreDamaged,
    StoreUnreadable,
    WouldLose,
    WrongPin,
)
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.records.views import Role
from checkpoint_app.station import recovery, swap
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.instance import only_one
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub
from tests.fakes.passages import passage
from tests.records.damage import flip, pages_of, zero
from tests.records.raw import run

BY_PIN = recovery.with_pin(PIN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder / "a.backup"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        yield running


def save(desk: Desk, count: int) -> list[Passage]:
    made = []
    for number in range(count):
        one = passage(desk.info.id, id_number=f"00109900{number:04}")
        desk.store.save(one)
        made.append(desk.store.passage(one.id))
    return made


def reopened(home: Home) -> Desk:
    desk = home.unlock(PIN)
    found = desk.store.verify()
    assert found.ok, found
    return desk


def test_a_backup_comes_back_on_another_computer(home: Home, file: Path, tmp_path: Path) -> None:
    desk = home.unlock(PIN)
    made = save(desk, 7)
    station, balance = desk.info.id, desk.store.balance()
    recovery.back_up(home, BY_PIN, file)
    desk.close()
    other = Home(tmp_path / "other" / "home", home.clock)
    done = recovery.restore(other, file, BY_PIN)
    assert (done.set_aside, done.carried) == (None, None)
    again = reopened(other)
    assert again.info.id == station
    assert again.store.balance() == balance
    assert [again.store.passage(one.id) for one in made] == made
    again.close()
    assert other.path.stat().st_mode & 0o777 == 0o700
    assert other.store_path.stat().st_mode & 0o777 == 0o600


def test_what_came_after_the_backup_is_carried_over_and_the_old_store_kept(
    home: Home, file: Path
) -> None:
    desk = home.unlock(PIN)
    before = save(desk, 5)
    recovery.back_up(home, BY_PIN, file)
    after = save(desk, 4)
    voided = desk.store.void(before[0].id, None)
    desk.close()
    old = home.store_path.read_bytes()
    done = recovery.restore(home, file, BY_PIN)
    assert done.carried is not None
    assert done.carried.saved["passage"] == 5
    assert done.set_aside is not None
    assert (done.set_aside / "station.db").read_bytes() == old
    again = reopened(home)
    ought = [voided, *before[1:], *after]
    assert [again.store.passage(one.id) for one in ought] == ought
    assert again.store.balance().captured == 9
    assert again.store.outbox.unsent() == 10
    again.close()


def test_a_restored_store_doubles_nothing_at_the_hub(
    home: Home, file: Path, hub: RunningHub
) -> None:
    desk = home.unlock(PIN)
    desk.enrol(hub.url, hub.hub.enrol("Chung cư Thử"))
    first = save(desk, 3)
    assert desk.sync_once().accepted == 3
    second = save(desk, 2)
    recovery.back_up(home, BY_PIN, file)
    third = save(desk, 4)
    assert desk.sync_once().accepted == 6
    last = save(desk, 2)
    desk.close()
    home.store_path.unlink()  # the disk of the store is gone: only the backup is left
    recovery.restore(home, file, BY_PIN)
    again = reopened(home)
    assert again.store.balance().pending == 2, "what the hub took since, the backup does not know"
    result = again.sync_once()
    assert (result.accepted, result.duplicate) == (0, 2)
    assert set(hub.held()) == {str(one.id) for one in (*first, *second, *third)}
    new = save(again, 1)
    assert again.sync_once().accepted == 1
    again.close()
    assert str(new[0].id) in hub.held()
    assert not {str(one.id) for one in last} & set(hub.held())


def test_what_is_carried_over_reaches_the_hub_once(home: Home, file: Path, hub: RunningHub) -> None:
    desk = home.unlock(PIN)
    recovery.back_up(home, BY_PIN, file)
    desk.enrol(hub.url, hub.hub.enrol("Chung cư Thử"))
    sent = save(desk, 3)
    desk.sync_once()
    unsent = save(desk, 3)
    info = desk.info
    desk.close()
    recovery.restore(home, file, BY_PIN)
    again = reopened(home)
    assert (again.store.balance().accepted, again.store.balance().pending) == (3, 3)
    assert not again.info.enrolled, "the backup is from before"
    again.store.set_hub(hub.url, str(info.hub_token), str(info.hub_id), "Chung cư Thử")
    again.close()
    again = reopened(home)
    assert again.sync_once().accepted == 3
    assert set(hub.held()) == {str(one.id) for one in (*sent, *unsent)}
    again.close()


def test_restoring_twice_adds_nothing(home: Home, file: Path) -> None:
    desk = home.unlock(PIN)
    save(desk, 3)
    recovery.back_up(home, BY_PIN, file)
    save(desk, 3)
    desk.close()
    for carried in (3, 3):
        done = recovery.restore(home, file, BY_PIN)
        assert done.carried is not None
        assert done.carried.saved["passage"] == carried
        again = reopened(home)
        assert again.store.balance().captured == 6
        again.close()
    assert len(list(home.path.glob("old-*"))) == 2


def test_an_open_station_is_not_restored(home: Home, file: Path) -> None:
    recovery.back_up(home, BY_PIN, file)
    with only_one(home.path), pytest.raises(StationOpen):
        recovery.restore(home, file, BY_PIN)
    with only_one(home.path), pytest.raises(StationOpen), only_one(home.path):
        pass
    recovery.restore(home, file, BY_PIN)


def test_a_wrong_pin_changes_nothing(home: Home, file: Path) -> None:
    recovery.back_up(home, BY_PIN, file)
    before = {path.name: path.read_bytes() for path in home.path.iterdir() if path.is_file()}
    with pytest.raises(WrongPin):
        recovery.restore(home, file, recovery.with_pin("1357"))
    for name in ("station.db", "keys.json"):
        assert (home.path / name).read_bytes() == before[name]
    assert not (home.path / "staging").exists()
    reopened(home).close()


def test_a_guard_may_not(home: Home, file: Path) -> None:
    desk = home.unlock(PIN)
    desk.add_staff("Anh Ba", Role.GUARD, "1357")
    desk.close()
    guard = recovery.with_pin("1357")
    with pytest.raises(NotAllowed):
        recovery.back_up(home, guard, file)
    recovery.back_up(home, BY_PIN, file)
    with pytest.raises(NotAllowed):
        recovery.restore(home, file, guard)
    flip(home.store_path, 1)
    with pytest.raises(NotAllowed):
        recovery.salvage_home(home, guard)


def test_a_pin_given_since_still_opens_and_one_taken_away_does_not(home: Home, file: Path) -> None:
    desk = home.unlock(PIN)
    gone = desk.add_staff("Anh Ba", Role.GUARD, "1357")
    recovery.back_up(home, BY_PIN, file)
    assert desk.staff is not None
    desk.register.remove(desk.staff, gone)
    desk.add_staff("Chị Tư", Role.GUARD, "9753")
    desk.close()
    recovery.restore(home, file, BY_PIN)
    home.unlock("9753").close()
    with pytest.raises(WrongPin):
        home.unlock("1357")


@pytest.fixture
def other(tmp_path: Path, clock: FakeClock) -> Home:
    """Another station, with the same PIN."""
    made = Home(tmp_path / "other", clock)
    made.set_up(site="Chợ Thử", gate="1", kind=SiteKind.MARKET, pin=PIN, keyring=False, cost=CHEAP)
    return made


def test_another_stations_backup_needs_force(home: Home, other: Home, file: Path) -> None:
    recovery.back_up(other, BY_PIN, file)
    desk = home.unlock(PIN)
    save(desk, 2)
    desk.close()
    with pytest.raises(BackupOfAnother):
        recovery.restore(home, file, BY_PIN)
    desk = reopened(home)
    assert desk.store.balance().captured == 2
    desk.close()
    done = recovery.restore(home, file, BY_PIN, force=True)
    assert (done.carried, done.set_aside is not None) == (None, True)
    desk = reopened(home)
    assert (desk.info.site, desk.store.balance().captured) == ("Chợ Thử", 0)
    desk.close()


def test_a_store_that_nobody_can_read_needs_force(home: Home, file: Path) -> None:
    recovery.back_up(home, BY_PIN, file)
    home.store_path.write_bytes(bytes(50_000))
    with pytest.raises(StoreUnreadable):
        recovery.restore(home, file, BY_PIN)
    done = recovery.restore(home, file, BY_PIN, force=True)
    assert done.set_aside is not None
    assert (done.set_aside / "station.db").read_bytes() == bytes(50_000)
    reopened(home).close()


def test_a_newer_programs_passages_are_named_and_need_force(home: Home, file: Path) -> None:
    desk = home.unlock(PIN)
    recovery.back_up(home, BY_PIN, file)
    save(desk, 3)
    key = desk.register._key
    desk.close()
    run(home.store_path, key, "UPDATE alembic_version SET version_num = 's9999'")
    with pytest.raises(WouldLose) as caught:
        recovery.restore(home, file, BY_PIN)
    assert caught.value.details["count"] == 3
    assert recovery.restore(home, file, BY_PIN, force=True).carried is None


def test_a_damaged_store_gives_what_it_can_to_the_backup(home: Home, file: Path) -> None:
    desk = home.unlock(PIN)
    before = save(desk, 30)
    recovery.back_up(home, BY_PIN, file)
    after = save(desk, 30)
    key = desk.register._key
    desk.close()
    flip(home.store_path, pages_of(home.store_path, key, "passage")[2][0])
    zero(home.store_path, 1)
    done = recovery.restore(home, file, BY_PIN)
    assert done.carried is not None
    assert done.carried.saved["passage"] == 30
    again = reopened(home)
    assert [again.store.passage(one.id) for one in (*before, *after)] == [*before, *after]
    again.close()


def test_a_broken_store_is_salvaged_where_it_lies(home: Home) -> None:
    desk = home.unlock(PIN)
    made = save(desk, 60)
    key = desk.register._key
    desk.close()
    flip(home.store_path, pages_of(home.store_path, key, "passage")[2][0])
    broken = home.store_path.read_bytes()
    done = recovery.salvage_home(home, BY_PIN)
    assert done.set_aside is not None
    assert (done.set_aside / "station.db").read_bytes() == broken
    (gap,) = done.report.lost
    again = reopened(home)
    assert again.store.balance().captured == 60 - gap.passages
    assert again.store.outbox.unsent() == 60 - gap.passages
    kept = [one for number, one in enumerate(made, 1) if not gap.after < number <= gap.until]
    assert [again.store.passage(one.id) for one in kept] == kept
    again.close()


def test_a_backup_fills_what_the_store_lost(home: Home) -> None:
    desk = home.unlock(PIN)
    made = save(desk, 40)
    folder = home.path / "backups"
    folder.mkdir()
    for name in ("0" * 8, "f" * 8):
        recovery.back_up(home, BY_PIN, folder / f"{name}-20261123T010000Z.backup")
    (folder / f"{'1' * 8}-20261123T020000Z.backup").write_bytes(b"spoilt")
    made += save(desk, 40)
    key = desk.register._key
    desk.close()
    leaves = pages_of(home.store_path, key, "passage")[2]
    zero(home.store_path, leaves[0])
    zero(home.store_path, pages_of(home.store_path, key, "station")[0])
    done = recovery.salvage_home(home, BY_PIN)
    assert done.filled_from is not None
    assert done.report.lost_passages == 0
    assert not done.report.station_lost
    again = reopened(home)
    assert [again.store.passage(one.id) for one in made] == made
    again.close()


def test_a_whole_store_is_left_alone(home: Home) -> None:
    desk = home.unlock(PIN)
    save(desk, 3)
    desk.close()
    assert recovery.salvage_home(home, BY_PIN).set_aside is None
    assert list(home.path.glob("old-*")) == []


def test_what_salvage_made_doubles_nothing_at_the_hub(home: Home, hub: RunningHub) -> None:
    desk = home.unlock(PIN)
    desk.enrol(hub.url, hub.hub.enrol("Chung cư Thử"))
    made = save(desk, 30)
    desk.sync_once()
    made += save(desk, 10)
    key = desk.register._key
    desk.close()
    zero(home.store_path, pages_of(home.store_path, key, "passage")[0])
    zero(home.store_path, pages_of(home.store_path, key, "tally")[0])
    recovery.salvage_home(home, BY_PIN)
    again = reopened(home)
    assert again.store.balance().accepted == 30
    assert again.sync_once().accepted == 10
    again.close()
    assert set(hub.held()) == {str(one.id) for one in made}


def test_nothing_readable_is_said_and_left(home: Home) -> None:
    home.store_path.write_bytes(bytes(90_000))
    with pytest.raises(StoreDamaged):
        recovery.salvage_home(home, BY_PIN)
    assert home.store_path.read_bytes() == bytes(90_000)


def test_where_no_station_is_there_is_nothing_to_salvage(tmp_path: Path, file: Path) -> None:
    empty = Home(tmp_path / "empty")
    with pytest.raises(NotSetUp):
        recovery.salvage_home(empty, BY_PIN)
    with pytest.raises(NotSetUp):
        recovery.back_up(empty, BY_PIN, file)


def test_a_spoilt_backup_leaves_the_store_as_it_is(home: Home, file: Path) -> None:
    desk = home.unlock(PIN)
    save(desk, 2)
    desk.close()
    recovery.back_up(home, BY_PIN, file)
    content = bytearray(file.read_bytes())
    content[-30_000] ^= 1
    file.write_bytes(content)
    with pytest.raises(BackupDamaged):
        recovery.restore(home, file, BY_PIN)
    desk = reopened(home)
    assert desk.store.balance().captured == 2
    desk.close()
    assert not (home.path / "staging").exists()


@pytest.mark.parametrize("steps", range(8))
def test_a_swap_cut_off_anywhere_is_finished(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Each rename and deletion may be the last one before the power goes."""
    desk = home.unlock(PIN)
    before = save(desk, 2)
    recovery.back_up(home, BY_PIN, file)
    after = save(desk, 2)
    desk.close()
    left = [steps]

    class Cut(Exception):
        pass

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def step(self: Path, *args: Any, **keywords: Any) -> Any:
            ours = self.name.startswith(("station.", "keys.")) and "lock" not in self.name
            if self.parent == home.path and ours:
                if left[0] == 0:
                    raise Cut
                left[0] -= 1
            return original(self, *args, **keywords)

        return step

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink", "rename"):
            patch.setattr(Path, name, counted(getattr(Path, name)))
        try:
            recovery.restore(home, file, BY_PIN)
        except Cut:
            pass
        else:
            assert steps > 4
    swap.finish(home.path)
    again = reopened(home)
    assert [again.store.passage(one.id) for one in (*before, *after)] == [*before, *after]
    assert again.store.balance().captured == 4
    again.close()
    assert not (home.path / swap.NOTE).exists()


def test_unlocking_finishes_a_swap_that_was_cut_off(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = home.unlock(PIN)
    before = save(desk, 2)
    recovery.back_up(home, BY_PIN, file)
    after = save(desk, 2)
    desk.close()
    with monkeypatch.context() as patch:
        patch.setattr(swap, "finish", lambda _home: False)  # the power goes after the note
        recovery.restore(home, file, BY_PIN)
    desk = home.unlock(PIN)
    assert not swap.is_pending(home.path)
    assert list(home.path.glob("*.staged")) == []
    assert [desk.store.passage(one.id) for one in (*before, *after)] == [*before, *after]
    desk.close()


def test_who_works_on_after_a_swap_was_cut_off_loses_nothing(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = home.unlock(PIN)
    before = save(desk, 2)
    recovery.back_up(home, BY_PIN, file)
    desk.close()
    with monkeypatch.context() as patch:
        patch.setattr(swap, "finish", lambda _home: False)  # the power goes after the note
        recovery.restore(home, file, BY_PIN)
        assert (home.path / swap.NOTE).exists()
        # Whoever works on without finishing it: a program of before there were swaps.
        desk = home.unlock(PIN)
        after = save(desk, 3)
        desk.close()
    assert swap.finish(home.path)
    again = reopened(home)
    assert [again.store.passage(one.id) for one in (*before, *after)] == [*before, *after]
    again.close()
    assert list(home.path.glob("*.staged")) == []
