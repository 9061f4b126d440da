"""Key files of version 1, as the first release wrote them, open and become this version's."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from checkpoint_app.domain.errors import (
    KeyringMissing,
    KeysDamaged,
    PinTaken,
    RotationBlocked,
    WrongPin,
)
from checkpoint_app.security.keyfile import KeyFile
from checkpoint_app.security.keyring_secret import SERVICE
from tests.security.keyrings import MemoryKeyring, use_memory
from tests.security.rekeying import make_database, rekey_database, rows

FIRST = UUID("019aafe0-0000-7000-8000-000000000001")
SECOND = UUID("019aafe0-0000-7000-8000-000000000002")
KEY = bytes.fromhex("0ac8573b47e4f51495dd2fdc473974a928246a707c947bc81d087e63f7ab3203")
ALONE = {
    "version": 1,
    "store": "8f080ce6ef8d04d61fb0c00887424204",
    "salt": "/wR2yBJxykwUHgX+mPWE2w==",
    "cost": {"memory": 8, "passes": 1, "lanes": 1},
    "keyring": False,
    "wraps": [
        {
            "staff": str(FIRST),
            "wrapped": "mfB9oVYn8sdlOYA8jH17UVUXEFfJ4zr1h/8du40HL6lfj961NHRcfw==",
        },
        {
            "staff": str(SECOND),
            "wrapped": "s0wgRwfAUZrV7QLPJ0Ks1glQULpVsIBdwt7U3mup2zoPlmoqyVsbRw==",
        },
    ],
}
KEYRING_KEY = bytes.fromhex("71c119301babaf5c30093f6e73edd6dc08f7f9cd6db47bbfaa4a895f53ac3c6f")
WITH_KEYRING = {
    "version": 1,
    "store": "ba7cf4253cffcb23e9f0aee15a0f4ebe",
    "salt": "/GtVunbjHDXWdjiCS6gu/A==",
    "cost": {"memory": 8, "passes": 1, "lanes": 1},
    "keyring": True,
    "wraps": [
        {
            "staff": str(FIRST),
            "wrapped": "57cJqZVVUoLcvmtow0WqPTufrs5JMEnxQrMvNsanTq7gPe+5y3YCRQ==",
        },
        {
            "staff": str(SECOND),
            "wrapped": "NEduprSfLiOLBxAuq2O6+Q9RBZPg2iF9CxBzPM0cJOtkfiun7O1eDQ==",
        },
    ],
}
SECRET = "ef0d9e3bdb6b3e45140464a9a7ab645ff4e8cc6bfb0d4c5bb5e75caccd4cb90f"


def written(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(json.dumps(content))
    return path


def with_old_keyring() -> MemoryKeyring:
    memory = use_memory()
    memory.kept[SERVICE, str(WITH_KEYRING["store"])] = SECRET
    return memory


def test_each_pin_opens_and_is_carried_over(tmp_path: Path) -> None:
    path = written(tmp_path / "keys.json", ALONE)
    assert KeyFile.load(path).holders == {FIRST, SECOND}
    assert KeyFile.load(path).unlock("2468") == (KEY, FIRST)
    once = json.loads(path.read_bytes())
    assert once["version"] == 2
    assert [holder["staff"] for holder in once["holders"]] == [str(FIRST)]
    assert [wrap["staff"] for wrap in once["old"]["wraps"]] == [str(SECOND)]
    assert KeyFile.load(path).unlock("1357") == (KEY, SECOND)
    twice = json.loads(path.read_bytes())
    assert (len(twice["holders"]), twice["old"]) == (2, None)
    for pin, staff in (("2468", FIRST), ("1357", SECOND)):
        assert KeyFile.load(path).unlock(pin) == (KEY, staff)
    assert json.loads(path.read_bytes()) == twice
    with pytest.raises(WrongPin):
        KeyFile.load(path).unlock("9753")


def test_looking_and_wrong_pins_change_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "keys.json", ALONE)
    before = path.read_bytes()
    file = KeyFile.load(path)
    with pytest.raises(WrongPin):
        file.unlock("9753")
    with pytest.raises(PinTaken):
        file.check_free("1357")
    assert not file.has_keyring
    assert path.read_bytes() == before


def test_the_keyring_of_version_one_is_taken_along(tmp_path: Path) -> None:
    memory = with_old_keyring()
    path = written(tmp_path / "keys.json", WITH_KEYRING)
    file = KeyFile.load(path)
    assert file.has_keyring
    assert file.unlock("2468") == (KEYRING_KEY, FIRST)
    assert KeyFile.load(path).unlock("1357") == (KEYRING_KEY, SECOND)
    again = KeyFile.load(path)
    assert again.has_keyring
    del memory.kept[SERVICE, str(WITH_KEYRING["store"])]  # its secret has a new name by now
    assert again.unlock("2468") == (KEYRING_KEY, FIRST)
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
    with pytest.raises(KeyringMissing):
        again.unlock("2468")


def test_after_recovery_on_another_computer_version_one_is_no_obstacle(tmp_path: Path) -> None:
    memory = with_old_keyring()
    path = written(tmp_path / "keys.json", WITH_KEYRING)
    file = KeyFile.load(path)
    key, _ = file.unlock("2468")
    code = file.make_recovery(key)
    memory.kept.clear()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
    again = KeyFile.load(path)
    again.renew(again.unlock_recovery(code), "9753", FIRST)
    assert KeyFile.load(path).unlock("9753") == (KEYRING_KEY, FIRST)
    assert again.stranded() == 1


def test_no_new_key_before_everybody_was_carried_over(tmp_path: Path) -> None:
    path = written(tmp_path / "keys.json", ALONE)
    store = make_database(tmp_path / "store.db", KEY)
    file = KeyFile.load(path)
    key, _ = file.unlock("2468")
    with pytest.raises(RotationBlocked) as said:
        file.rotate(key, rekey_database(store, key))
    assert said.value.details == {"count": 1}
    assert rows(store, key) == 1000
    assert KeyFile.load(path).unlock("1357") == (KEY, SECOND)
    file.rotate(key, rekey_database(store, key))
    for pin in ("2468", "1357"):
        new, _ = KeyFile.load(path).unlock(pin)
        assert new != KEY
        assert rows(store, new) == 1000


def test_a_member_of_version_one_is_removed_and_given_a_new_pin(tmp_path: Path) -> None:
    path = written(tmp_path / "keys.json", ALONE)
    file = KeyFile.load(path)
    key, _ = file.unlock("2468")
    file.add(key, "9753", SECOND)
    with pytest.raises(WrongPin):
        KeyFile.load(path).unlock("1357")
    assert KeyFile.load(path).unlock("9753") == (KEY, SECOND)
    path = written(tmp_path / "keys.json", ALONE)
    file = KeyFile.load(path)
    file.remove(file.unlock("2468")[0], SECOND, frozenset({FIRST}))
    assert KeyFile.load(path).holders == {FIRST}


@pytest.mark.parametrize(
    "change",
    [
        {"wraps": None},
        {"wraps": [{"staff": "nobody", "wrapped": "AAAA"}]},
        {"salt": ""},
        {"keyring": 7},
        {"cost": {"memory": 2**40, "passes": 1, "lanes": 1}},
    ],
)
def test_a_damaged_one_is_said(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(KeysDamaged):
        KeyFile.load(written(tmp_path / "keys.json", {**ALONE, **change}))


def test_a_bit_flipped_anywhere_gives_no_wrong_key(tmp_path: Path) -> None:
    whole = json.dumps(ALONE).encode()
    path = tmp_path / "keys.json"
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            key, _ = KeyFile.load(path).unlock("2468")
        except (KeysDamaged, WrongPin, KeyringMissing):
            continue
        assert key == KEY
