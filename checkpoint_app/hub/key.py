"""The key of the hub's database.

It lies in the operating system's keyring where there is one. A server often has none: then the
key lies in a file beside the database, readable by its owner alone. Such a file protects copies
and backups of the database, which do not hold it; it does not protect a stolen disk, which does.
"""

import os
import re
import secrets
from pathlib import Path
from uuid import uuid4

from checkpoint_app.domain.errors import HubDamaged
from checkpoint_app.security import keyring_secret

KEY_BYTES = 32
_IN_FILE = re.compile(r"raw:([0-9a-f]{64})")
_IN_KEYRING = re.compile(r"keyring:(hub-[0-9a-f]{32})")


def load_key(database: Path) -> bytes:
    """The key of this database, made where neither of them exists yet.

    Args:
        database: the database file; its key, or the key's name in the keyring, is kept in the
            file of the same name ending in ``.key``.

    Raises:
        KeyringMissing: the key is in a keyring which does not give it out.
        HubDamaged: there is a database, and its key is missing or unreadable.
    """
    path = database.with_suffix(".key")
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if database.exists():
            raise HubDamaged from None
        return _make_key(path)
    except UnicodeDecodeError as error:
        raise HubDamaged from error
    if found := _IN_FILE.fullmatch(text):
        return bytes.fromhex(found[1])
    if found := _IN_KEYRING.fullmatch(text):
        return keyring_secret.fetch(found[1])
    raise HubDamaged


def keep_key(database: Path, key: bytes) -> None:
    """Put a key that came from elsewhere beside a database that has none, in a file."""
    _write(database.with_suffix(".key"), f"raw:{key.hex()}")


def _make_key(path: Path) -> bytes:
    if keyring_secret.available():
        name = f"hub-{uuid4().hex}"
        keyring_secret.make(name)
        key, text = keyring_secret.fetch(name), f"keyring:{name}"
    else:
        key = secrets.token_bytes(KEY_BYTES)
        text = f"raw:{key.hex()}"
    _write(path, text)
    return key


def _write(path: Path, text: str) -> None:
    # The key must be on the disk before anything is that only it can open.
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
