"""The store's key, wrapped once for each member of the staff.

A random 32-byte data key encrypts the store. It is kept only wrapped (AES key wrap, RFC 3394)
under HKDF(keyring secret ‖ Argon2id(PIN)). Where the computer has no keyring the PIN stands alone:
that keeps honest people out, and does not protect a stolen disk, for all six-digit PINs can be
tried in days; the program says so.
"""

import hashlib
import os
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)
from msgspec import Meta

from checkpoint_app.domain.errors import PinTaken, StoreDamaged, WeakPin, WrongPin
from checkpoint_app.paths import write_private
from checkpoint_app.security import keyring_secret

KEY_BYTES = 32
SALT_BYTES = 16
WRAPPED_BYTES = KEY_BYTES + 8
PIN_LENGTH = range(4, 13)


class Cost(msgspec.Struct, frozen=True):
    """What one try of a PIN costs (Argon2id): memory in KiB, passes, lanes.

    The bounds are for a damaged file, which must not hold the program for hours.
    """

    memory: Annotated[int, Meta(ge=8, le=1_048_576)] = 65_536
    passes: Annotated[int, Meta(ge=1, le=20)] = 3
    lanes: Annotated[int, Meta(ge=1, le=1)] = 1


class _Wrap(msgspec.Struct, frozen=True):
    staff: UUID
    wrapped: Annotated[bytes, Meta(min_length=WRAPPED_BYTES, max_length=WRAPPED_BYTES)]


class _Content(msgspec.Struct, frozen=True):
    version: Literal[1]
    store: str
    salt: Annotated[bytes, Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
    cost: Cost
    keyring: bool
    wraps: list[_Wrap]


class KeyFile:
    """The file of wraps beside the store."""

    def __init__(self, path: Path, content: _Content) -> None:
        """Use `create` or `load`."""
        self._path = path
        self._content = content

    @classmethod
    def create(
        cls, path: Path, pin: str, staff: UUID, *, keyring: bool, cost: Cost | None = None
    ) -> tuple["KeyFile", bytes]:
        """Make the key of a new store, opened by one PIN.

        Args:
            keyring: keep a second secret in the computer's keyring.

        Returns:
            The file and the data key.

        Raises:
            WeakPin: the PIN is not 4 to 12 digits.
            KeyringMissing: a keyring is asked for and does not answer.
        """
        check_pin(pin)
        store = os.urandom(16).hex()
        if keyring:
            keyring_secret.make(store)
        content = _Content(
            version=1,
            store=store,
            salt=os.urandom(SALT_BYTES),
            cost=cost or Cost(),
            keyring=keyring,
            wraps=[],
        )
        file, key = cls(path, content), os.urandom(KEY_BYTES)
        file.add(key, pin, staff)
        return file, key

    @classmethod
    def load(cls, path: Path) -> "KeyFile":
        """Read the file.

        Raises:
            FileNotFoundError: there is none.
            StoreDamaged: it cannot be understood.
        """
        try:
            return cls(path, msgspec.json.decode(path.read_bytes(), type=_Content))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise StoreDamaged from error

    @property
    def has_keyring(self) -> bool:
        """True where the PIN alone does not open the store."""
        return self._content.keyring

    def add(self, key: bytes, pin: str, staff: UUID) -> None:
        """Let one more PIN open the store.

        Raises:
            WeakPin: not 4 to 12 digits.
            PinTaken: someone has this PIN, and a PIN is what tells people apart here.
        """
        outer = self._free(pin)
        wrap = _Wrap(staff, aes_key_wrap(outer, key))
        content = msgspec.structs.replace(self._content, wraps=[*self._content.wraps, wrap])
        write_private(self._path, msgspec.json.encode(content))
        self._content = content

    def check_free(self, pin: str) -> None:
        """Let a PIN be given to someone new.

        Raises:
            WeakPin, PinTaken: as for `add`.
        """
        self._free(pin)

    def unlock(self, pin: str) -> tuple[bytes, UUID]:
        """The data key, and whose PIN this is. Takes some 0.3 s on purpose.

        Raises:
            WrongPin: the PIN opens nothing.
            KeyringMissing: the keyring that holds the second secret does not answer.
        """
        found = self._unwrap(self._outer(pin))
        if found is None:
            raise WrongPin
        return found

    def _free(self, pin: str) -> bytes:
        check_pin(pin)
        outer = self._outer(pin)
        if self._unwrap(outer) is not None:
            raise PinTaken
        return outer

    def _unwrap(self, outer: bytes) -> tuple[bytes, UUID] | None:
        for wrap in self._content.wraps:
            try:
                return aes_key_unwrap(outer, wrap.wrapped), wrap.staff
            except InvalidUnwrap:
                continue
        return None

    def _outer(self, pin: str) -> bytes:
        """The key that wraps the data key, from the PIN and the keyring's secret."""
        cost, salt = self._content.cost, self._content.salt
        stretched = hash_secret_raw(
            pin.encode("utf-8", "surrogatepass"),
            salt,
            cost.passes,
            cost.memory,
            cost.lanes,
            KEY_BYTES,
            Type.ID,
        )
        second = keyring_secret.fetch(self._content.store) if self._content.keyring else b""
        return HKDF(SHA256(), KEY_BYTES, salt, b"checkpoint store key").derive(second + stretched)


def check_pin(pin: str) -> None:
    """Accept 4 to 12 ASCII digits that are not all alike.

    Raises:
        WeakPin: otherwise.
    """
    digits = pin.isascii() and pin.isdigit()
    if not digits or len(pin) not in PIN_LENGTH or len(set(pin)) == 1:
        raise WeakPin


def fingerprint(key: bytes) -> str:
    """A short name for a key, for people to compare; it does not reveal the key."""
    return hashlib.sha256(b"checkpoint fingerprint" + key).hexdigest()[:16]
