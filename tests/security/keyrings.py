"""A keyring in memory, which fails in the ways that real ones do."""

import threading

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps what it is given until it is told to fail.

    Attributes:
        fails: what a call raises; `forgets`: keeps nothing; `held`: answers when this is set.
    """

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # not typed there
        self.kept: dict[tuple[str, str], object] = {}
        self.fails: Exception | None = None
        self.forgets = False
        self.held: threading.Event | None = None

    def _answer(self) -> None:
        if self.held is not None:
            self.held.wait(60)
        if self.fails is not None:
            raise self.fails

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))  # type: ignore[return-value] # garbage is meant

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError

    def fill(self, value: object) -> None:
        """Put this in place of every secret."""
        self.kept = dict.fromkeys(self.kept, value)


FAILURES = [
    KeyringError("no backend"),
    KeyringLocked("dismissed"),
    RuntimeError("the service has gone"),
    ConnectionResetError(),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "garbage"),
]


def use_memory() -> MemoryKeyring:
    """Put a new one in force."""
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend
