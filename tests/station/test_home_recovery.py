"""A forgotten PIN, a new computer, a new key: the station opens again, with everything in it."""

import json
import shutil
import sqlite3
from pathlib import Path

import keyring
import pytest
import sqlcipher3.dbapi2 as dbapi
from keyring.backends.fail import Keyring as NoKeyring

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import (
    DiskFull,
    KeysDamaged,
    LockedOut,
    NoRecovery,
    NotAllowed,
    NotSetUp,
    RecoveryMistyped,
    StaffUnknown,
    StoreBusy,
    StoreNewer,
    WeakPin,
    WrongPin,
    WrongRecovery,
)
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role
from checkpoint_app.security import recovery_code
from checkpoint_app.security.keyfile import KeyFile
from checkpoint_app.security.lockout import FREE_TRIES
from checkpoint_app.station.home import Home
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.pictures import card
from tests.security.keyrings import use_memory
from tests.security.rekeying import opened as opened_alone
from tests.security.rekeying import rekey_database


def recovery_of(home: Home) -> str:
    desk = home.unlock(PIN)
    assert desk.staff is not None
    code = desk.register.make_recovery(desk.staff)
    assert desk.take(card(1)).passage is not None
    desk.close()
    return code


def captured(home: Home, pin: str) -> int:
    desk = home.unlock(pin)
    count = desk.store.balance().captured
    assert desk.store.verify().ok
    desk.close()
    return count


def test_a_forgotten_pin_is_set_anew(home: Home) -> None:
    code = recovery_of(home)
    member, stranded = home.recover(code.lower(), "97531")
    assert (member.name, member.role, stranded) == ("Bà Tổ Trưởng", Role.SUPERVISOR, 0)
    assert captured(home, "97531") == 1
    with pytest.raises(WrongPin):
        home.unlock(PIN)


def test_the_pin_of_somebody_else_is_set_anew(home: Home) -> None:
    code = recovery_of(home)
    desk = home.unlock(PIN)
    guard = desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")
    desk.close()
    assert home.recover(code, "97531", "Trần Văn Bảo")[0] == guard
    assert captured(home, "97531") == captured(home, PIN) == 1
    with pytest.raises(StaffUnknown):
        home.recover(code, "86421", "Ai đó")


def test_the_folder_on_a_new_computer_opens_by_the_code(tmp_path: Path, clock: FakeClock) -> None:
    use_memory()
    home = Home(tmp_path / "home", clock)
    home.set_up(site="a", gate="b", kind=SiteKind.MARKET, pin=PIN, supervisor="c", cost=CHEAP)
    assert home.has_keyring()
    code = recovery_of(home)
    desk = home.unlock(PIN)
    desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")
    desk.close()
    shutil.copytree(home.path, tmp_path / "new")
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
    moved = Home(tmp_path / "new", clock)
    _, stranded = moved.recover(code, "97531")
    assert stranded == 1, "the guard's PIN goes with the old computer"
    assert not moved.has_keyring()
    assert captured(moved, "97531") == 1


def test_what_is_typed_wrong_says_where_and_costs_no_try(home: Home) -> None:
    groups = recovery_of(home).split("-")
    groups[2] = "0000Z" if groups[2] != "0000Z" else "0000Y"
    for _ in range(9):
        with pytest.raises(RecoveryMistyped) as said:
            home.recover("-".join(groups), "97531")
        assert said.value.details == {"group": 3}
    assert captured(home, PIN) == 1


def test_another_code_counts_like_a_wrong_pin(home: Home, clock: FakeClock) -> None:
    code = recovery_of(home)
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongRecovery):
            home.recover(recovery_code.make(), "97531")
    with pytest.raises(LockedOut):
        home.recover(recovery_code.make(), "97531")
    with pytest.raises(LockedOut):
        home.unlock(PIN)
    clock.pass_s(30)
    home.recover(code, "97531")


def test_refusals_change_nothing(home: Home, tmp_path: Path, clock: FakeClock) -> None:
    before = home.key_path.read_bytes()
    with pytest.raises(NoRecovery):
        home.recover(recovery_code.make(), "97531")
    with pytest.raises(NotSetUp):
        Home(tmp_path / "none", clock).recover(recovery_code.make(), "97531")
    assert home.key_path.read_bytes() == before
    code = recovery_of(home)
    before = home.key_path.read_bytes()
    with pytest.raises(WeakPin):
        home.recover(code, "11")
    assert home.key_path.read_bytes() == before


@pytest.mark.parametrize("spoil", [b"", b"\0" * 50, b'{"version": 1}'])
def test_a_damaged_key_file_is_said(home: Home, spoil: bytes) -> None:
    home.key_path.write_bytes(spoil)
    with pytest.raises(KeysDamaged):
        home.unlock(PIN)
    home.key_path.unlink()
    with pytest.raises(KeysDamaged):
        home.unlock(PIN)
    home.key_path.write_bytes(b'{"version": 9}')
    with pytest.raises(StoreNewer):
        home.unlock(PIN)


# A new key


def pending(home: Home) -> tuple[KeyFile, bytes, bytes]:
    """Cut a rotation off between the key file and the store; the newest key, and the store's."""
    file = KeyFile.load(home.key_path)
    old, _ = file.unlock(PIN)

    def refuse(_new: bytes) -> None:
        raise DiskFull

    with pytest.raises(DiskFull):
        file.rotate(old, refuse)
    newest, _ = file.unlock(PIN)
    return file, newest, old


def test_a_rotation_cut_off_before_the_store_leaves_a_station_that_works(home: Home) -> None:
    recovery_of(home)
    file, newest, old = pending(home)
    assert captured(home, PIN) == 1
    desk = home.unlock(PIN)
    desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")
    desk.close()
    assert captured(home, "1357") == 1
    rekey_database(home.store_path, old)(newest)
    assert captured(home, "1357") == 1
    assert KeyFile.load(home.key_path).keys(newest) == (newest,), "the old key is forgotten"
    assert file.unlock(PIN)[0] == newest


def test_a_damaged_key_of_before_is_in_nobodys_way_once_the_store_has_the_newest(
    home: Home,
) -> None:
    recovery_of(home)
    _, newest, old = pending(home)
    content = json.loads(home.key_path.read_bytes())
    content["previous"] = content["holders"][0]["pair"]["private"]
    home.key_path.write_text(json.dumps(content))
    with pytest.raises(KeysDamaged):
        home.unlock(PIN)
    rekey_database(home.store_path, old)(newest)
    assert captured(home, PIN) == 1
    assert not KeyFile.load(home.key_path).is_rotating


def test_the_open_station_keeps_its_key(home: Home) -> None:
    """While one program has the store open, another cannot change its key."""
    code = recovery_of(home)
    desk = home.unlock(PIN)
    assert desk.take(card(2)).passage is not None
    file = KeyFile.load(home.key_path)
    key, _ = file.unlock(PIN)
    with pytest.raises(dbapi.OperationalError, match="locked"):
        file.rotate(key, rekey_database(home.store_path, key))
    assert desk.take(card(3)).passage is not None
    desk.close()
    assert captured(home, PIN) == 3
    home.recover(code, "97531")
    assert captured(home, "97531") == 3


def test_the_store_is_no_plain_database(home: Home) -> None:
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(home.store_path) as plain:
        plain.execute("SELECT count(*) FROM sqlite_master")


def test_the_folder_and_its_files_are_the_owners_alone(home: Home) -> None:
    home.recover(recovery_of(home), "97531")
    with pytest.raises(WrongPin):
        home.unlock(PIN)
    assert home.path.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in home.path.iterdir()}
    assert {"keys.json", "keys.json.lock", "lockout.json", "lockout.json.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}


@pytest.fixture
def rekeying(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that changes its key, as far as the store does not do so itself."""
    if hasattr(Store, "rekey"):
        return
    opened, keys = Store.open, {}

    def remembering(path: Path, key: bytes, clock: Clock) -> Store:
        store = opened(path, key, clock)
        keys[id(store)] = path, key
        return store

    def rekey(store: Store, key: bytes) -> None:
        store.close()
        path, old = keys[id(store)]
        try:
            rekey_database(path, old)(key)
        except dbapi.OperationalError as error:
            raise StoreBusy from error

    monkeypatch.setattr(Store, "open", remembering)
    monkeypatch.setattr(Store, "rekey", rekey, raising=False)


@pytest.mark.usefixtures("rekeying")
def test_a_supervisor_alone_gives_the_station_a_new_key(home: Home) -> None:
    code = recovery_of(home)
    desk = home.unlock(PIN)
    desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")
    desk.close()
    old, _ = KeyFile.load(home.key_path).unlock(PIN)
    with pytest.raises(NotAllowed):
        home.rotate("1357")
    with pytest.raises(WrongPin):
        home.rotate("9753")
    assert KeyFile.load(home.key_path).unlock(PIN)[0] == old
    home.rotate(PIN)
    new, _ = KeyFile.load(home.key_path).unlock(PIN)
    assert rows_of(home, old) is None
    assert rows_of(home, new) == 1
    assert captured(home, "1357") == captured(home, PIN) == 1
    home.recover(code, "97531")
    assert captured(home, "97531") == 1


@pytest.mark.usefixtures("rekeying")
def test_a_station_at_work_is_not_given_a_new_key(home: Home) -> None:
    desk = home.unlock(PIN)
    with pytest.raises(StoreBusy):
        home.rotate(PIN)
    assert desk.take(card(1)).passage is not None
    desk.close()
    assert captured(home, PIN) == 1
    home.rotate(PIN)
    newest, _ = KeyFile.load(home.key_path).unlock(PIN)
    assert KeyFile.load(home.key_path).keys(newest) == (newest,)
    assert captured(home, PIN) == 1


def rows_of(home: Home, key: bytes) -> int | None:
    """How many passages a key opens."""
    try:
        connection = opened_alone(home.store_path, key)
    except dbapi.DatabaseError:
        return None
    count: int = connection.execute("SELECT count(*) FROM passage").fetchone()[0]
    connection.close()
    return count
