"""The key file: it opens by a PIN, never by less, and holds the key in no readable form."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringError, PasswordDeleteError

from checkpoint_app.domain.errors import KeyringMissing, PinTaken, StoreDamaged, WeakPin, WrongPin
from checkpoint_app.records.ids import new_id
from checkpoint_app.security import keyring_secret
from checkpoint_app.security.keyfile import Cost, KeyFile, check_pin, fingerprint
from tests.conftest import CHEAP

FIRST, SECOND = new_id(), new_id()


class MemoryKeyring(KeyringBackend):
    """A keyring that keeps what it is given until it is locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # not typed there
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False
        self.forgets = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringError("locked")
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture
def memory() -> MemoryKeyring:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


def make(path: Path, *, keyring: bool = False, pin: str = "2468") -> tuple[KeyFile, bytes]:
    return KeyFile.create(path, pin, FIRST, keyring=keyring, cost=CHEAP)


def test_the_right_pin_opens_after_a_restart(tmp_path: Path) -> None:
    _, key = make(tmp_path / "keys.json")
    assert len(key) == 32
    assert KeyFile.load(tmp_path / "keys.json").unlock("2468") == (key, FIRST)


@pytest.mark.parametrize(
    "pin",
    [
        "2469",
        "24680",
        "246",
        "",
        "02468",
        "2468 ",
        "\u0662\u0664\u0666\u0668",
        "x" * 9999,
        "\udcff",
        "24\0",
    ],
)
def test_another_pin_opens_nothing(tmp_path: Path, pin: str) -> None:
    file, _ = make(tmp_path / "keys.json")
    with pytest.raises(WrongPin):
        file.unlock(pin)


def test_each_of_two_opens_the_same_store_as_themselves(tmp_path: Path) -> None:
    file, key = make(tmp_path / "keys.json")
    file.add(key, "1357", SECOND)
    again = KeyFile.load(tmp_path / "keys.json")
    assert again.unlock("2468") == (key, FIRST)
    assert again.unlock("1357") == (key, SECOND)


def test_a_pin_belongs_to_one(tmp_path: Path) -> None:
    file, key = make(tmp_path / "keys.json")
    before = (tmp_path / "keys.json").read_bytes()
    with pytest.raises(PinTaken):
        file.add(key, "2468", SECOND)
    with pytest.raises(WeakPin):
        file.add(key, "22", SECOND)
    assert (tmp_path / "keys.json").read_bytes() == before


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "123",
        "1234567890123",
        "000000",
        "1111",
        "12a4",
        "١٢٣٤",
        "１２３４",
        "12 4",
        "²³²³",
        "-123",
    ],
)
def test_a_weak_pin_is_refused_and_nothing_is_written(tmp_path: Path, pin: str) -> None:
    with pytest.raises(WeakPin):
        check_pin(pin)
    with pytest.raises(WeakPin):
        make(tmp_path / "keys.json", pin=pin)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pin", ["1234", "123456789012", "0001"])
def test_four_to_twelve_digits_are_good(pin: str) -> None:
    check_pin(pin)


def test_the_file_never_holds_the_key_or_the_pin(tmp_path: Path) -> None:
    _, key = make(tmp_path / "keys.json", pin="86420975")
    held = (tmp_path / "keys.json").read_bytes()
    for form in (key, key.hex().encode(), base64.b64encode(key), b"86420975"):
        assert form not in held
        assert form[:12] not in held
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_two_stores_have_nothing_in_common(tmp_path: Path) -> None:
    (_, one), (_, two) = make(tmp_path / "a"), make(tmp_path / "b")
    assert one != two
    first, second = (json.loads((tmp_path / name).read_bytes()) for name in "ab")
    assert first["salt"] != second["salt"]
    assert first["wraps"][0]["wrapped"] != second["wraps"][0]["wrapped"]


def test_a_try_costs_what_it_ought_to(tmp_path: Path) -> None:
    """64 MiB and three passes: some 0.3 s a try, so that guessing is slow."""
    KeyFile.create(tmp_path / "keys.json", "2468", FIRST, keyring=False)
    cost = json.loads((tmp_path / "keys.json").read_bytes())["cost"]
    assert cost == {"memory": 65_536, "passes": 3, "lanes": 1}


def test_the_keyring_is_needed_as_well(tmp_path: Path, memory: MemoryKeyring) -> None:
    assert keyring_secret.available()
    file, key = make(tmp_path / "keys.json", keyring=True)
    assert file.has_keyring
    assert len(memory.kept) == 1
    assert KeyFile.load(tmp_path / "keys.json").unlock("2468") == (key, FIRST)
    secret = next(iter(memory.kept.values()))
    assert secret.encode() not in (tmp_path / "keys.json").read_bytes()
    memory.kept = {where: os.urandom(32).hex() for where in memory.kept}
    with pytest.raises(WrongPin):
        file.unlock("2468")


@pytest.mark.parametrize("how", ["locked", "emptied", "no backend", "not hexadecimal"])
def test_a_keyring_that_is_gone_is_said(tmp_path: Path, memory: MemoryKeyring, how: str) -> None:
    file, key = make(tmp_path / "keys.json", keyring=True)
    if how == "locked":
        memory.locked = True
    elif how == "emptied":
        memory.kept.clear()
    elif how == "not hexadecimal":
        memory.kept = dict.fromkeys(memory.kept, "xyz")
    else:
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
    with pytest.raises(KeyringMissing):
        file.unlock("2468")
    with pytest.raises(KeyringMissing):
        file.add(key, "1357", SECOND)


def test_no_keyring_no_store_that_asks_for_one(tmp_path: Path) -> None:
    assert not keyring_secret.available()
    with pytest.raises(KeyringMissing):
        make(tmp_path / "keys.json", keyring=True)
    assert list(tmp_path.iterdir()) == []


def test_a_keyring_that_keeps_nothing_is_not_trusted(tmp_path: Path, memory: MemoryKeyring) -> None:
    memory.forgets = True
    with pytest.raises(KeyringMissing):
        make(tmp_path / "keys.json", keyring=True)
    assert list(tmp_path.iterdir()) == []


def _changed(**changes: Any) -> Any:
    def change(content: dict[str, Any]) -> bytes:
        return json.dumps({**content, **changes}).encode()

    return change


def _wrap(**changes: Any) -> Any:
    def change(content: dict[str, Any]) -> bytes:
        content["wraps"][0].update(changes)
        return json.dumps(content).encode()

    return change


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"{}",
        lambda _: b"[]",
        lambda _: b"\xff\xfe",
        lambda _: b'{"version": 1, "store": "\xff"}',
        lambda _: b"[" * 100_000,
        lambda content: json.dumps(content).encode()[:-1],
        _changed(salt="***"),
        _changed(salt=""),
        _changed(salt="ü"),
        _changed(cost={"memory": 0, "passes": 0, "lanes": 0}),
        _changed(cost={"memory": -8, "passes": 1, "lanes": 1}),
        _changed(cost={"memory": 2**40, "passes": 1, "lanes": 1}),
        _changed(cost={"memory": 8, "passes": 10**6, "lanes": 1}),
        _changed(wraps=None),
        _changed(version=2),
        _wrap(wrapped="***"),
        _wrap(wrapped=""),
        _wrap(wrapped="AAAA"),
        _wrap(wrapped="ü"),
        _wrap(staff="nobody"),
    ],
)
def test_a_damaged_file_is_said(tmp_path: Path, spoil: Any) -> None:
    make(tmp_path / "keys.json")
    path = tmp_path / "keys.json"
    path.write_bytes(spoil(json.loads(path.read_bytes())))
    with pytest.raises(StoreDamaged):
        KeyFile.load(path).unlock("2468")


def test_a_flipped_bit_in_a_wrap_opens_nothing(tmp_path: Path) -> None:
    make(tmp_path / "keys.json")
    content = json.loads((tmp_path / "keys.json").read_bytes())
    wrapped = bytearray(base64.b64decode(content["wraps"][0]["wrapped"]))
    wrapped[20] ^= 1
    content["wraps"][0]["wrapped"] = base64.b64encode(wrapped).decode()
    (tmp_path / "keys.json").write_text(json.dumps(content))
    with pytest.raises(WrongPin):
        KeyFile.load(tmp_path / "keys.json").unlock("2468")


def test_no_wraps_open_nothing(tmp_path: Path) -> None:
    make(tmp_path / "keys.json")
    content = json.loads((tmp_path / "keys.json").read_bytes())
    (tmp_path / "keys.json").write_text(json.dumps({**content, "wraps": []}))
    with pytest.raises(WrongPin):
        KeyFile.load(tmp_path / "keys.json").unlock("2468")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        KeyFile.load(tmp_path / "keys.json")


def test_a_fingerprint_names_a_key_and_tells_nothing_of_it() -> None:
    key = os.urandom(32)
    assert fingerprint(key) == fingerprint(key)
    assert fingerprint(key) != fingerprint(os.urandom(32))
    assert len(fingerprint(key)) == 16
    assert fingerprint(key) not in key.hex()


def test_costs_are_plain_numbers() -> None:
    assert Cost() == Cost(memory=65_536, passes=3, lanes=1)
