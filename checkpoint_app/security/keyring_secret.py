"""The second secret, in the computer's own keyring."""

import os

import keyring
from keyring.errors import KeyringError, NoKeyringError

from checkpoint_app.domain.errors import KeyringMissing

SERVICE = "checkpoint-app"
SECRET_BYTES = 32


def available() -> bool:
    """True where this computer has a keyring that answers."""
    try:
        keyring.get_password(SERVICE, "probe")
    except (NoKeyringError, KeyringError):
        return False
    return True


def make(name: str) -> None:
    """Keep a new random secret under a name.

    Raises:
        KeyringMissing: the keyring does not answer, or does not keep what it is given.
    """
    secret = os.urandom(SECRET_BYTES)
    try:
        keyring.set_password(SERVICE, name, secret.hex())
    except KeyringError as error:
        raise KeyringMissing from error
    if fetch(name) != secret:
        raise KeyringMissing


def fetch(name: str) -> bytes:
    """The secret kept under a name.

    Raises:
        KeyringMissing: no keyring, or nothing there.
    """
    try:
        kept = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise KeyringMissing from error
    if not kept:
        raise KeyringMissing
    try:
        return bytes.fromhex(kept)
    except ValueError as error:
        raise KeyringMissing from error
