"""Secrets in the computer's own keyring."""

import hashlib
import os
import threading
from collections.abc import Callable

import keyring
from keyring import errors

from checkpoint_app.domain.errors import KeyringLocked, KeyringLost, KeyringMissing

SERVICE = "checkpoint-app"
SECRET_BYTES = 32
PATIENCE_S = 60.0
"""How long the keyring may take: it may be asking somebody for the password it is locked with."""


def available() -> bool:
    """True where this computer has a keyring that answers."""
    try:
        _ask(lambda: keyring.get_password(SERVICE, "probe"))
    except KeyringMissing:
        return False
    return True


def make(name: str) -> None:
    """Keep a new random secret under a name.

    Raises:
        KeyringMissing: the keyring does not answer, or does not keep what it is given.
    """
    _keep(name, os.urandom(SECRET_BYTES))


def fetch(name: str) -> bytes:
    """The secret kept under a name.

    Raises:
        KeyringMissing: no keyring, or none that answers.
        KeyringLocked: it is locked, and nobody unlocked it when asked.
        KeyringLost: nothing is kept under this name, or nothing that was kept by this program.
    """
    try:
        secret = bytes.fromhex(fetch_text(name))
    except ValueError as error:
        raise KeyringLost from error
    if len(secret) != SECRET_BYTES:
        raise KeyringLost
    return secret


def keep_text(name: str, text: str) -> None:
    """Keep a text under a name.

    Raises:
        KeyringMissing: as for `make`.
    """
    _ask(lambda: keyring.set_password(SERVICE, name, text))
    if fetch_text(name) != text:
        raise KeyringMissing


def fetch_text(name: str) -> str:
    """The text kept under a name.

    Raises:
        KeyringMissing, KeyringLocked: as for `fetch`.
        KeyringLost: nothing is kept under this name.
    """
    kept = _ask(lambda: keyring.get_password(SERVICE, name))
    if not isinstance(kept, str):
        raise KeyringLost
    return kept


def keep(secret: bytes | None = None) -> str:
    """Keep a secret, a new random one where none is given, under a name that proves it.

    Returns:
        The name, which tells nothing of the secret.

    Raises:
        KeyringMissing: as for `make`.
    """
    kept = secret or os.urandom(SECRET_BYTES)
    _keep(_name(kept), kept)
    return _name(kept)


def fetch_proved(name: str) -> bytes:
    """The secret that `keep` gave this name.

    Raises:
        KeyringMissing, KeyringLocked: as for `fetch`.
        KeyringLost: nothing is there, or something else, as in a keyring made anew.
    """
    secret = fetch(name)
    if _name(secret) != name:
        raise KeyringLost
    return secret


def _name(secret: bytes) -> str:
    return hashlib.sha256(b"checkpoint keyring name" + secret).hexdigest()[:32]


def _keep(name: str, secret: bytes) -> None:
    keep_text(name, secret.hex())


def _ask(call: Callable[[], object]) -> object:
    """Ask the keyring, in a thread of its own: a prompt that nobody answers must not hold us."""
    answers: list[object] = []
    failures: list[Exception] = []

    def asking() -> None:
        try:
            answers.append(call())
        # The keyring is another program, reached through another's library, which passes on
        # whatever went wrong between them: each of it means that the keyring does not answer.
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=asking, name="keyring", daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    if failures:
        locked = isinstance(failures[0], errors.KeyringLocked)
        raise (KeyringLocked if locked else KeyringMissing) from failures[0]
    if not answers:
        raise KeyringMissing
    return answers[0]
