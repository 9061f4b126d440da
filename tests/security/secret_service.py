"""A station's key in a real Secret Service; run as a program of its own on a private D-Bus.

Arguments: a folder for everything. Prints one JSON line for each thing tried: what came of it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import keyring
import secretstorage
from keyring.backends.SecretService import Keyring

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.records.ids import new_id
from checkpoint_app.security import keyring_secret
from checkpoint_app.security.keyfile import KeyFile
from tests.conftest import CHEAP

STAFF = new_id()


def daemon() -> "subprocess.Popen[bytes]":
    """The keyring of a user who has just logged in."""
    words = ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    process.stdin.write(b"login password")
    process.stdin.close()
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with contextlib.closing(secretstorage.dbus_init()) as bus:
            if secretstorage.check_service_availability(bus):
                return process
    raise SystemExit("the keyring does not come")


def end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def tell(what: str, file: KeyFile, key: bytes) -> None:
    """Whether the PIN opens, or why not."""
    started = time.monotonic()
    try:
        came = "opened" if file.unlock("2468") == (key, STAFF) else "another key"
    except CheckpointError as error:
        came = error.code
    seconds = round(time.monotonic() - started, 2)
    sys.stdout.write(json.dumps({"tried": what, "came": came, "seconds": seconds}) + "\n")


def main(folder: Path) -> None:
    """Log in, forget, lock, go away, come back."""
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call] # not typed there
    keyring_secret.PATIENCE_S = 10.0  # nobody is there to answer a prompt
    running = daemon()
    path = folder / "keys.json"
    available = keyring_secret.available()
    file, key = KeyFile.create(path, "2468", STAFF, keyring=True, cost=CHEAP)
    code = file.make_recovery(key)
    tell("made" if available else "not available", KeyFile.load(path), key)
    end(running)
    tell("no keyring", file, key)
    running = daemon()
    tell("after a restart of the keyring", file, key)
    with contextlib.closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()
    tell("locked", file, key)
    end(running)
    shutil.rmtree(Path(os.environ["XDG_DATA_HOME"]) / "keyrings")
    running = daemon()
    tell("made anew", file, key)
    file.renew(file.unlock_recovery(code), "2468", STAFF)
    tell("after recovery", KeyFile.load(path), key)
    with contextlib.closing(secretstorage.dbus_init()) as bus:
        for item in secretstorage.get_default_collection(bus).get_all_items():
            item.set_secret(b"\xff\xfegarbage")
    tell("garbage", file, key)
    end(running)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
