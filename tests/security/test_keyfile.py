"""The key file: it opens by a PIN, never by less, and holds the key in no readable form."""

import base64
import contextlib
import json
import os
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked as LockedError

from checkpoint_app.domain.errors import (
    CheckpointError,
    DiskFull,
    KeyringLocked,
    KeyringLost,
    KeyringMissing,
    KeysChanged,
    KeysDamaged,
    LastHolder,
    NoRecovery,
    PinTaken,
    RecoveryMistyped,
    StoreNewer,
    WeakPin,
    WrongPin,
    WrongRecovery,
)
from checkpoint_app.i18n import Lang, sentence
from checkpoint_app.records.ids import new_id
from checkpoint_app.security import keyring_secret, recovery_code
from checkpoint_app.security.keyfile import Cost, KeyFile
from checkpoint_app.security.sealing import fingerprint
from tests.conftest import CHEAP
from tests.security.keyrings import FAILURES, MemoryKeyring, use_memory

FIRST, SECOND = new_id(), new_id()


@pytest.fixture
def memory() -> MemoryKeyring:
    return use_memory()


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
        "24 68",
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


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "1111", "12a4", "١٢٣٤", "mười một"])
def test_a_weak_pin_is_refused_and_nothing_is_written(tmp_path: Path, pin: str) -> None:
    with pytest.raises(WeakPin):
        make(tmp_path / "keys.json", pin=pin)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_opens_whatever_keyboard_it_is_typed_on(tmp_path: Path) -> None:
    _, key = make(tmp_path / "keys.json", pin="Bến đò bên sông vắng khách")
    file = KeyFile.load(tmp_path / "keys.json")
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, "  Bến đò bên  sông vắng khách ")
        assert file.unlock(typed) == (key, FIRST)
    with pytest.raises(WrongPin):
        file.unlock("bến đò bên sông vắng khách")


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
    assert first["store"] != second["store"]
    for part in ("public", "private", "sealed", "tag"):
        assert first["holders"][0]["pair"][part] != second["holders"][0]["pair"][part]


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
    assert str(secret).encode() not in (tmp_path / "keys.json").read_bytes()


@pytest.mark.parametrize(
    "how",
    ["no backend", "emptied", "another's secret", "xyz", "00", b"\0" * 32, 7, *FAILURES],
    ids=repr,
)
def test_a_keyring_that_is_gone_is_said(tmp_path: Path, memory: MemoryKeyring, how: object) -> None:
    """And it is not taken for a wrong PIN, which would cost a try."""
    file, key = make(tmp_path / "keys.json", keyring=True)
    expected: type[KeyringMissing] = KeyringLost
    if isinstance(how, Exception):
        memory.fails = how
        expected = KeyringLocked if isinstance(how, LockedError) else KeyringMissing
    elif how == "no backend":
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
        expected = KeyringMissing
    elif how == "emptied":
        memory.kept.clear()
    else:
        memory.fill(os.urandom(32).hex() if how == "another's secret" else how)
    for again in (file, KeyFile.load(tmp_path / "keys.json")):
        with pytest.raises(KeyringMissing) as said:
            again.unlock("2468")
        assert type(said.value) is expected
        with pytest.raises(expected):
            again.add(key, "1357", SECOND)


def test_a_keyring_that_takes_for_ever_is_not_waited_for(
    tmp_path: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = make(tmp_path / "keys.json", keyring=True)
    monkeypatch.setattr(keyring_secret, "PATIENCE_S", 0.05)
    memory.held = threading.Event()
    with pytest.raises(KeyringMissing):
        file.unlock("2468")
    assert not keyring_secret.available()
    memory.held.set()


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


def _pair(**changes: Any) -> Any:
    def change(content: dict[str, Any]) -> bytes:
        content["holders"][0]["pair"].update(changes)
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
        _changed(holders=None),
        _changed(holders=[1]),
        _changed(version=0),
        _changed(version="2"),
        _changed(version=1),
        _changed(more=1),
        _changed(previous="AAAA"),
        _changed(recovery={}),
        _changed(store="x" * 65),
        _changed(store="x" * 3_000_000),
        _pair(private="***"),
        _pair(private=""),
        _pair(sealed="AAAA"),
        _pair(public="ü"),
        _pair(tag=None),
        _pair(more=1),
        _pair(sealed=base64.b64encode(bytes(80)).decode()),
        _changed(cost={"memory": 1_048_577, "passes": 1, "lanes": 1}),
        _changed(cost={"memory": 8, "passes": 1, "lanes": 2}),
    ],
)
def test_a_damaged_file_is_said(tmp_path: Path, spoil: Any) -> None:
    make(tmp_path / "keys.json")
    path = tmp_path / "keys.json"
    path.write_bytes(spoil(json.loads(path.read_bytes())))
    with pytest.raises(KeysDamaged):
        KeyFile.load(path).unlock("2468")


@pytest.mark.parametrize("version", [3, 10**30])  # whatever its other fields are
def test_a_newer_file_is_said(tmp_path: Path, version: int) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"version": version, "keys": []}))
    with pytest.raises(StoreNewer):
        KeyFile.load(path)


def test_whichever_byte_is_flipped_nobody_becomes_another_and_no_key_is_wrong(
    tmp_path: Path,
) -> None:
    path = tmp_path / "keys.json"
    file, key = make(path)
    file.add(key, "1357", SECOND)
    code = file.make_recovery(key)
    whole, opened = path.read_bytes(), 0
    for at in range(len(whole)):
        for flip in (1, 0x80, 4):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
            for pin, staff in (("2468", FIRST), ("1357", SECOND)):
                try:
                    found = KeyFile.load(path).unlock(pin)
                except (KeysDamaged, StoreNewer, WrongPin, KeyringMissing):
                    continue
                assert found == (key, staff), at
                opened += 1
            try:
                assert KeyFile.load(path).unlock_recovery(code) == key
            except (KeysDamaged, StoreNewer, WrongPin):
                continue
    assert opened > len(whole), "what is damaged for one still opens for the other"


def test_wherever_the_file_ends_it_opens_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    make(path)
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        with pytest.raises(KeysDamaged):
            KeyFile.load(path)


def test_an_entry_put_in_anothers_place_opens_nothing(tmp_path: Path) -> None:
    """A guard who may write the file does not become the supervisor."""
    path = tmp_path / "keys.json"
    file, key = make(path)
    file.add(key, "1357", SECOND)
    content = json.loads(path.read_bytes())
    boss, guard = content["holders"]
    guard["staff"], boss["staff"] = boss["staff"], guard["staff"]
    path.write_text(json.dumps(content))
    with pytest.raises(WrongPin):
        KeyFile.load(path).unlock("1357")


def test_doubled_entries_open_as_one(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    file, key = make(path)
    file.add(key, "1357", SECOND)
    content = json.loads(path.read_bytes())
    content["holders"] *= 3
    path.write_text(json.dumps(content))
    again = KeyFile.load(path)
    assert again.unlock("1357") == (key, SECOND)
    again.remove(key, SECOND, frozenset({FIRST}))
    assert KeyFile.load(path).holders == {FIRST}
    with pytest.raises(WrongPin):
        KeyFile.load(path).unlock("1357")
    content["holders"] *= 1000
    path.write_text(json.dumps(content))
    with pytest.raises(KeysDamaged):
        KeyFile.load(path)


def test_no_entries_open_nothing(tmp_path: Path) -> None:
    make(tmp_path / "keys.json")
    content = json.loads((tmp_path / "keys.json").read_bytes())
    (tmp_path / "keys.json").write_text(json.dumps({**content, "holders": []}))
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


# Staff


def test_a_new_pin_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    file, key = make(tmp_path / "keys.json")
    file.add(key, "1357", SECOND)
    file.add(key, "9753", SECOND)
    again = KeyFile.load(tmp_path / "keys.json")
    assert again.unlock("9753") == (key, SECOND)
    assert again.unlock("2468") == (key, FIRST)
    with pytest.raises(WrongPin):
        again.unlock("1357")
    file.add(key, "9753", SECOND)  # the same again is no one else's
    with pytest.raises(PinTaken):
        file.add(key, "2468", SECOND)


def test_somebody_removed_opens_nothing_and_the_last_needed_stays(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    file, key = make(path)
    file.add(key, "1357", SECOND)
    with pytest.raises(LastHolder):
        file.remove(key, FIRST, frozenset({FIRST}))
    file.remove(key, SECOND, frozenset({FIRST}))
    again = KeyFile.load(path)
    assert again.unlock("2468") == (key, FIRST)
    with pytest.raises(WrongPin):
        again.unlock("1357")


def test_what_another_program_changed_is_kept_and_seen(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    one, key = make(path)
    two = KeyFile.load(path)
    one.add(key, "1357", SECOND)
    two.make_recovery(key)
    assert two.unlock("1357") == (key, SECOND)
    assert one.unlock("2468") == (key, FIRST)
    assert one.has_recovery
    with pytest.raises(PinTaken):
        two.add(key, "1357", new_id())


def test_many_programs_at_once_lose_nobody(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    _, key = make(path)
    staff = [new_id() for _ in range(20)]
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from uuid import UUID\n"
        "from checkpoint_app.security.keyfile import KeyFile\n"
        "path, key, *rest = sys.argv[1:]\n"
        "file = KeyFile.load(Path(path))\n"
        "print(flush=True)\n"
        "sys.stdin.readline()\n"
        "for each in rest:\n"
        "    pin, staff = each.split(':')\n"
        "    file.add(bytes.fromhex(key), pin, UUID(staff))\n"
    )
    words = [f"{5000 + number}:{each}" for number, each in enumerate(staff)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), key.hex(), *part],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for part in (words[:10], words[10:])
    ]
    for process in running:  # both have begun, and wait
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.close()
    assert [process.wait(60) for process in running] == [0, 0]
    file = KeyFile.load(path)
    assert file.holders == {FIRST, *staff}
    assert file.unlock("5017") == (key, staff[17])


def test_the_file_of_another_store_is_not_changed(tmp_path: Path) -> None:
    file, key = make(tmp_path / "keys.json")
    make(tmp_path / "other.json", pin="1357")
    (tmp_path / "other.json").replace(tmp_path / "keys.json")
    before = (tmp_path / "keys.json").read_bytes()
    with pytest.raises(KeysChanged):
        file.add(key, "9753", SECOND)
    assert (tmp_path / "keys.json").read_bytes() == before
    assert file.unlock("2468") == (key, FIRST), "an open station goes on with what it knows"
    (tmp_path / "keys.json").unlink()
    with pytest.raises(KeysDamaged):
        file.add(key, "9753", SECOND)
    assert file.unlock("2468") == (key, FIRST)


def fill(folder: Path) -> None:
    with contextlib.suppress(OSError), (folder / "rest").open("wb", buffering=0) as rest:
        while rest.write(bytes(4096)):
            pass


def test_a_full_disk_leaves_the_file_as_it_was(small_disk: Path) -> None:
    path = small_disk / "keys.json"
    file, key = make(path)
    file.remove(key, SECOND, frozenset({FIRST}))  # its lock is there
    before = path.read_bytes()
    fill(small_disk)
    with pytest.raises(DiskFull):
        file.add(key, "1357", SECOND)
    assert path.read_bytes() == before
    assert KeyFile.load(path).unlock("2468") == (key, FIRST)


# Recovery


def test_the_recovery_code_opens_without_pin_and_keyring(
    tmp_path: Path, memory: MemoryKeyring
) -> None:
    path = tmp_path / "keys.json"
    file, key = make(path, keyring=True)
    with pytest.raises(NoRecovery):
        file.unlock_recovery(recovery_code.make())
    code = file.make_recovery(key)
    memory.kept.clear()
    again = KeyFile.load(path)
    assert again.has_recovery
    assert again.unlock_recovery(code.lower().replace("-", " ")) == key
    with pytest.raises(WrongRecovery):
        again.unlock_recovery(recovery_code.make())
    with pytest.raises(RecoveryMistyped):
        again.unlock_recovery(code[:-1])


def test_a_newer_recovery_code_voids_the_one_before(tmp_path: Path) -> None:
    file, key = make(tmp_path / "keys.json")
    old, new = file.make_recovery(key), file.make_recovery(key)
    assert file.unlock_recovery(new) == key
    with pytest.raises(WrongRecovery):
        file.unlock_recovery(old)


def test_the_file_does_not_hold_the_recovery_code(tmp_path: Path) -> None:
    file, key = make(tmp_path / "keys.json")
    code = file.make_recovery(key)
    held = (tmp_path / "keys.json").read_bytes()
    secret = recovery_code.understand(code)
    for form in (code, code.replace("-", ""), code[:5], secret.hex(), secret.hex()[:12]):
        assert form.encode() not in held
    assert base64.b64encode(secret)[:12] not in held


@pytest.mark.parametrize("there", ["another computer's", "none"])
def test_after_recovery_a_lost_keyring_is_replaced_or_done_without(
    tmp_path: Path, memory: MemoryKeyring, there: str
) -> None:
    path = tmp_path / "keys.json"
    file, key = make(path, keyring=True)
    file.add(key, "1357", SECOND)
    old_secrets = dict(memory.kept)
    memory.kept.clear()
    if there == "none":
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # not typed there
    again = KeyFile.load(path)
    again.renew(key, "9753", FIRST)
    assert again.stranded() == 1
    assert KeyFile.load(path).unlock("9753") == (key, FIRST)
    # The other's PIN went with the old keyring; a wrong PIN is still a wrong one, and counts.
    for pin in ("1357", "5555551"):
        with pytest.raises(WrongPin):
            again.unlock(pin)
    assert again.has_keyring is (there != "none")
    # On the old computer it still opens: nothing there was taken away.
    memory.kept.update(old_secrets)
    keyring.set_keyring(memory)
    assert KeyFile.load(path).unlock("1357") == (key, SECOND)
    again.add(key, "8642", SECOND)
    assert again.stranded() == 0


def test_a_locked_keyring_is_not_replaced(tmp_path: Path, memory: MemoryKeyring) -> None:
    file, key = make(tmp_path / "keys.json", keyring=True)
    before = (tmp_path / "keys.json").read_bytes()
    memory.fails = LockedError("dismissed")
    with pytest.raises(KeyringLocked):
        file.renew(key, "9753", FIRST)
    assert (tmp_path / "keys.json").read_bytes() == before


def test_a_forgotten_pin_leaves_the_keyring_and_the_others_as_they_are(
    tmp_path: Path, memory: MemoryKeyring
) -> None:
    file, key = make(tmp_path / "keys.json", keyring=True)
    file.add(key, "1357", SECOND)
    kept = dict(memory.kept)
    file.renew(key, "9753", FIRST)
    assert memory.kept == kept
    assert file.unlock("1357") == (key, SECOND)
    assert file.unlock("9753") == (key, FIRST)
    assert file.stranded() == 0


def test_every_refusal_has_its_sentence() -> None:
    errors: list[CheckpointError] = [KeysDamaged(), KeysChanged(), NoRecovery(), WrongRecovery()]
    errors += [KeyringLost(), KeyringLocked(), KeyringMissing()]
    said = {error.code: sentence(error, Lang.EN) for error in errors}
    assert len(set(said.values())) == len(errors)
    assert "recovery code" in said["keyring_missing"]
    assert "recovery code" in said["keyring_lost"]
    assert "Unlock" in said["keyring_locked"]
