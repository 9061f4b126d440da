"""A new key for the store: nobody is left out, nothing is lost, whenever the power goes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.errors import (
    DiskFull,
    KeysChanged,
    RotationBlocked,
    StoreBusy,
    WrongPin,
    WrongRecovery,
)
from checkpoint_app.records.ids import new_id
from checkpoint_app.security.keyfile import KeyFile
from tests.conftest import CHEAP
from tests.security.rekeying import ROWS, make_database, opened, rekey_database, rows

FIRST, SECOND = new_id(), new_id()
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL and no fork")


class Place:
    """A key file and a database, opened by the PINs 2468 and 1357 and by a code."""

    def __init__(self, folder: Path) -> None:
        self.path, self.store = folder / "keys.json", folder / "store.db"
        self.file, self.key = KeyFile.create(self.path, "2468", FIRST, keyring=False, cost=CHEAP)
        self.file.add(self.key, "1357", SECOND)
        self.code = self.file.make_recovery(self.key)
        make_database(self.store, self.key)

    def opens(self, pin: str) -> int | None:
        """The rows that a PIN opens after a restart."""
        file = KeyFile.load(self.path)
        key = file.unlock_recovery(self.code) if pin == "code" else file.unlock(pin)[0]
        return rows(self.store, key)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_one_person_gives_everybody_the_new_key(place: Place) -> None:
    new = place.file.rotate(place.key, rekey_database(place.store, place.key))
    assert new != place.key
    assert rows(place.store, place.key) is None, "the old key opens nothing any more"
    assert [place.opens(pin) for pin in ("2468", "1357", "code")] == [ROWS] * 3
    assert KeyFile.load(place.path).keys(new) == (new,)


def test_whoever_was_removed_does_not_get_the_new_key(place: Place) -> None:
    """Even with the file of before, their PIN and the key they had."""
    before = place.path.read_bytes()
    place.file.remove(place.key, SECOND, frozenset({FIRST}))
    new = place.file.rotate(place.key, rekey_database(place.store, place.key))
    with pytest.raises(WrongPin):
        KeyFile.load(place.path).unlock("1357")
    after = place.path.read_bytes()
    place.path.write_bytes(before)
    had, _ = KeyFile.load(place.path).unlock("1357")
    place.path.write_bytes(after)
    assert had == place.key
    assert rows(place.store, had) is None
    assert had not in KeyFile.load(place.path).keys(new)


def test_a_key_put_in_anothers_place_does_not_get_the_new_key(place: Place) -> None:
    """Whoever may write the file, and has no PIN, waits in vain for the next rotation."""
    content = json.loads(place.path.read_bytes())
    other, _ = KeyFile.create(place.path.with_name("mine"), "9753", FIRST, keyring=False)
    assert other.holders == {FIRST}
    mine = json.loads(place.path.with_name("mine").read_bytes())
    content["holders"][1]["pair"]["public"] = mine["holders"][0]["pair"]["public"]
    place.path.write_text(json.dumps(content))
    file = KeyFile.load(place.path)
    with pytest.raises(RotationBlocked) as said:
        file.rotate(place.key, rekey_database(place.store, place.key))
    assert said.value.details == {"count": 1}
    assert rows(place.store, place.key) == ROWS
    # The one in whose place it was put signs in, and it is gone.
    assert KeyFile.load(place.path).unlock("1357") == (place.key, SECOND)
    file.rotate(place.key, rekey_database(place.store, place.key))
    assert [place.opens(pin) for pin in ("2468", "1357", "code")] == [ROWS] * 3


@pytest.mark.parametrize("failure", [StoreBusy, DiskFull])
def test_a_store_that_refuses_keeps_its_key_and_may_be_asked_again(
    place: Place, failure: type[Exception]
) -> None:
    def refuse(_new: bytes) -> None:
        raise failure

    with pytest.raises(failure):
        place.file.rotate(place.key, refuse)
    file = KeyFile.load(place.path)
    newest, _ = file.unlock("1357")
    assert file.keys(newest) == (newest, place.key)
    assert rows(place.store, place.key) == ROWS
    # Meanwhile life goes on: people come, go and forget, all under the key to come.
    file.add(newest, "9753", SECOND)
    code = file.make_recovery(newest)
    assert file.rotate(newest, rekey_database(place.store, place.key)) == newest
    assert rows(place.store, newest) == ROWS
    assert [place.opens(pin) for pin in ("2468", "9753")] == [ROWS] * 2
    assert KeyFile.load(place.path).unlock_recovery(code) == newest
    with pytest.raises(WrongRecovery):
        KeyFile.load(place.path).unlock_recovery(place.code)


def test_a_store_open_elsewhere_is_not_touched(place: Place) -> None:
    elsewhere = opened(place.store, place.key)
    with pytest.raises(dbapi.OperationalError, match="locked"):
        place.file.rotate(place.key, rekey_database(place.store, place.key))
    elsewhere.execute("INSERT INTO t VALUES (5000, NULL)")
    elsewhere.close()
    assert rows(place.store, place.key) == ROWS + 1


def test_a_program_with_the_old_key_makes_nothing_worse(place: Place) -> None:
    other = KeyFile.load(place.path)
    place.file.rotate(place.key, rekey_database(place.store, place.key))
    held = place.path.read_bytes()
    for change in (
        lambda: other.add(place.key, "9753", new_id()),
        lambda: other.remove(place.key, SECOND, frozenset({FIRST})),
        lambda: other.make_recovery(place.key),
        lambda: other.rotate(place.key, rekey_database(place.store, place.key)),
    ):
        with pytest.raises(KeysChanged):
            change()
    assert place.path.read_bytes() == held


@posix
def test_cut_off_at_any_step_everybody_still_opens_everything(place: Place) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.security.rotating",
            str(place.path.parent),
            place.code,
            "2468",
            "1357",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    everybody = {secret: [ROWS] for secret in ("2468", "1357", place.code)}
    assert len(lines) > 15
    assert [line["step"] for line in lines if line["left"] != everybody] == []
    assert [line["step"] for line in lines if line["after"] != everybody] == []
    assert all(line["new"] for line in lines), "the rotation was completed in the end"
    assert [line["ended"] for line in lines] == [False] * (len(lines) - 1) + [True]


@posix
@pytest.mark.parametrize("part", [1, 2, 4, 6, 7])
def test_cut_off_while_the_pages_are_rewritten_everybody_still_opens_everything(
    place: Place, part: int
) -> None:
    """The process is ended when so many eighths of the database lie in its side file."""
    connection = opened(place.store, place.key)
    connection.execute(
        "WITH n AS (SELECT n + 1000 AS n FROM t) INSERT INTO t SELECT n, randomblob(9000) FROM n"
    )
    connection.close()
    size = place.store.stat().st_size
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from checkpoint_app.security.keyfile import KeyFile\n"
        "from tests.security.rekeying import rekey_database\n"
        "keys, store = map(Path, sys.argv[1:])\n"
        "file = KeyFile.load(keys)\n"
        "key, _ = file.unlock('2468')\n"
        "file.rotate(key, rekey_database(store, key))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(place.path), str(place.store)])
    side, until = place.store.with_name("store.db-wal"), time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        if side.exists() and side.stat().st_size > size * part // 8:
            process.send_signal(signal.SIGKILL)
            break
    assert process.wait(60) == -signal.SIGKILL, "it was too fast to be caught at work"
    for pin in ("2468", "1357"):
        file = KeyFile.load(place.path)
        found = [rows(place.store, key) for key in file.keys(file.unlock(pin)[0])]
        assert [count for count in found if count is not None] == [2 * ROWS]
