"""The store's keys, closed once for each member of the staff and once for the recovery code.

A random 32-byte key encrypts the store. Each member has a pair of keys (`sealing`) whose private
half is wrapped (AES key wrap, RFC 3394) under HKDF(keyring secret ‖ Argon2id(PIN or passphrase)).
Where the computer has no keyring the PIN stands alone: that keeps honest people out, and does not
protect a stolen disk, for all six-digit PINs can be tried in days; the program says so. The
recovery code opens without the keyring and without Argon2id: it is random, and long enough.

A new store key is made in three steps, each of which leaves a file and a store that fit: the file
opens both keys; the store changes from one to the other in one transaction; the file forgets the
old one.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from msgspec.structs import replace

from checkpoint_app.domain.errors import (
    CheckpointError,
    KeyringLocked,
    KeyringMissing,
    KeysChanged,
    KeysDamaged,
    LastHolder,
    NoRecovery,
    WrongPin,
    WrongRecovery,
)
from checkpoint_app.paths import write_private
from checkpoint_app.security import holders, keyring_secret, recovery_code
from checkpoint_app.security.filelock import locked
from checkpoint_app.security.keyformat import (
    KEY_BYTES,
    SALT_BYTES,
    VERSION,
    Content,
    Cost,
    decode,
    encode,
)
from checkpoint_app.security.sealing import derive, fingerprint, make_pair, open_pair
from checkpoint_app.security.secret_words import check_secret

__all__ = ["Cost", "KeyFile"]

_log = logging.getLogger(__name__)


class KeyFile:
    """The key file beside the store. Several programs may use and change it at once."""

    def __init__(self, path: Path, content: Content) -> None:
        """Use `create` or `load`."""
        self._path = path
        self._content = content

    @classmethod
    def create(
        cls, path: Path, pin: str, staff: UUID, *, keyring: bool, cost: Cost | None = None
    ) -> tuple["KeyFile", bytes]:
        """Make the key of a new store, opened by one PIN or passphrase.

        Args:
            keyring: keep a second secret in the computer's keyring.

        Returns:
            The file and the store's key.

        Raises:
            WeakPin: see `check_secret`.
            KeyringMissing: a keyring is asked for and does not answer.
        """
        check_secret(pin)
        key = os.urandom(KEY_BYTES)
        content = Content(
            version=VERSION,
            store=os.urandom(16).hex(),
            key_id=fingerprint(key),
            salt=os.urandom(SALT_BYTES),
            cost=cost or Cost(),
            keyring=keyring_secret.keep() if keyring else "",
            holders=(),
            old=None,
            recovery=None,
            previous=None,
        )
        file = cls(path, content)
        stretched = holders.stretched(content, pin)
        file._write(holders.with_holder(content, key, stretched, staff))
        return file, key

    @classmethod
    def load(cls, path: Path) -> "KeyFile":
        """Read the file.

        Raises:
            FileNotFoundError: there is none.
            KeysDamaged: it cannot be understood.
            StoreNewer: a newer program wrote it.
        """
        return cls(path, decode(path.read_bytes()))

    @property
    def has_keyring(self) -> bool:
        """True where nobody's PIN opens the store without the computer's keyring."""
        held, old = self._content.holders, self._content.old
        return all(holder.keyring for holder in held) and (old is None or old.keyring)

    @property
    def has_recovery(self) -> bool:
        """True where a recovery code was made."""
        return self._content.recovery is not None

    @property
    def is_rotating(self) -> bool:
        """True where the store may have the newest key or the one before."""
        return self._content.previous is not None

    @property
    def holders(self) -> frozenset[UUID]:
        """Who can open the store with a PIN or passphrase of their own."""
        return holders.everybody(self._content)

    def stranded(self) -> int:
        """How many need a new PIN: theirs goes with a secret that this keyring has not."""
        return holders.stranded(self._content)

    # Opening

    def unlock(self, pin: str) -> tuple[bytes, UUID]:
        """The store's newest key, and whose PIN or passphrase this is.

        Takes some 0.3 s on purpose. Brings what an older version wrote to this one's form.

        Raises:
            WrongPin: it opens nothing.
            KeyringMissing: the keyring that holds the second secret does not answer; KeyringLocked
                and KeyringLost say more.
            KeysDamaged: it is right, and what it ought to open is damaged.
        """
        self._refresh()
        stretched = holders.stretched(self._content, pin)
        found = holders.open_with(self._content, stretched)
        if found is None:
            raise WrongPin
        key, staff = found
        if not holders.is_current(self._content, key, staff):
            try:
                self._change(key, lambda now: holders.with_holder(now, key, stretched, staff))
            except CheckpointError as error:  # a full disk must not keep anyone out
                _log.warning("key file not renewed: %s", error.code)
        return key, staff

    def unlock_recovery(self, code: str) -> bytes:
        """The store's newest key.

        Raises:
            RecoveryMistyped: this cannot be a code; says in which group.
            NoRecovery: no code was made for this store.
            WrongRecovery: it is another code.
        """
        secret = recovery_code.understand(code)
        self._refresh()
        content = self._content
        if content.recovery is None:
            raise NoRecovery
        key = open_pair(
            content.recovery, derive(secret, content.salt, holders.RECOVERY), holders.RECOVERY
        )
        if key is None:
            raise WrongRecovery
        return key

    def keys(self, key: bytes) -> tuple[bytes, ...]:
        """The keys that the store may have: the newest, and the one before it during a rotation.

        Raises:
            KeysDamaged: the one before it does not open.
        """
        if self._content.previous is None:
            return (key,)
        try:
            return key, aes_key_unwrap(key, self._content.previous)
        except InvalidUnwrap as error:
            raise KeysDamaged from error

    # Staff; each of these needs the store's key, and so somebody who has signed in

    def add(self, key: bytes, pin: str, staff: UUID) -> None:
        """Let a member of the staff open the store; a PIN they had before no longer does.

        Raises:
            WeakPin: see `check_secret`.
            PinTaken: someone else has it, and a PIN is what tells people apart here.
            KeyringMissing: the second secret is not to be had.
            KeysChanged: another program has changed the store's key meanwhile.
        """
        check_secret(pin)
        stretched = holders.stretched(self._content, pin)

        def change(now: Content) -> Content:
            holders.check_free(now, stretched, staff)
            return holders.with_holder(now, key, stretched, staff)

        self._change(key, change)

    def renew(self, key: bytes, pin: str, staff: UUID) -> None:
        """As `add`, after recovery: where the keyring lost its secret, with a new one, or without.

        Raises:
            KeyringLocked: it is there and may have the secret, once it is unlocked.
        """
        check_secret(pin)
        try:
            holders.second_secret(self._content.keyring)
        except KeyringLocked:
            raise
        except KeyringMissing:
            name = keyring_secret.keep() if keyring_secret.available() else ""
            self._change(key, lambda now: replace(now, keyring=name))
        self.add(key, pin, staff)

    def check_free(self, pin: str) -> None:
        """Let a PIN be given to someone new.

        Raises:
            WeakPin, PinTaken, KeyringMissing: as for `add`.
        """
        check_secret(pin)
        self._refresh()
        holders.second_secret(self._content.keyring)
        holders.check_free(self._content, holders.stretched(self._content, pin), None)

    def remove(self, key: bytes, staff: UUID, needed: frozenset[UUID]) -> None:
        """Let somebody open the store no more. They knew the key: `rotate` makes it worthless.

        Args:
            needed: of these at least one must be left.

        Raises:
            LastHolder: none of them would be.
        """

        def change(now: Content) -> Content:
            left = holders.without(now, staff)
            if needed.isdisjoint(holders.everybody(left)):
                raise LastHolder
            return left

        self._change(key, change)

    def make_recovery(self, key: bytes, code: str | None = None) -> str:
        """Make a recovery code, which takes the place of the one before.

        Args:
            code: one of `recovery_code.make` that was written down already; None for a new one.

        Returns:
            The code, to be written down now: it is kept nowhere.
        """
        code = code or recovery_code.make()
        outer = derive(recovery_code.understand(code), self._content.salt, holders.RECOVERY)
        pair = make_pair(outer, key, holders.RECOVERY)
        self._change(key, lambda now: replace(now, recovery=pair))
        return code

    # A new key

    def rotate(self, key: bytes, rekey: Callable[[bytes], None]) -> bytes:
        """Give the store a new key, which everybody's PIN opens as before.

        Where an earlier rotation was cut off before the store changed, that one is completed.

        Args:
            rekey: changes the store's key to the given one, wholly and durably or not at all.

        Returns:
            The new key.

        Raises:
            RotationBlocked: somebody would not get the new key. Details: count.
            KeysChanged: another program has changed the store's key meanwhile.
        """
        new = os.urandom(KEY_BYTES)
        self._change(key, lambda now: now if now.previous else holders.rotated(now, key, new))
        if self._content.key_id == fingerprint(key):
            new = key  # which the file has had since the rotation that was cut off
        rekey(new)
        self.settle(new)
        return new

    def settle(self, key: bytes) -> None:
        """Forget the key before the newest one: the store has been seen to open by the newest."""
        self._change(key, lambda now: replace(now, previous=None) if now.previous else now)

    # Within

    def _change(self, key: bytes, change: Callable[[Content], Content]) -> None:
        """Read the file as it is now, and replace it by what `change` makes of it."""
        with locked(self._path):
            try:
                now = decode(self._path.read_bytes())
            except FileNotFoundError as error:
                raise KeysDamaged from error
            if now.store != self._content.store or now.key_id not in ("", fingerprint(key)):
                raise KeysChanged
            self._content = now
            changed = change(now)
            if changed is not now:
                self._write(changed)

    def _write(self, content: Content) -> None:
        write_private(self._path, encode(content))
        self._content = content

    def _refresh(self) -> None:
        """See what other programs have written. A file that is spoilt by now is not looked at."""
        try:
            now = decode(self._path.read_bytes())
        except (OSError, CheckpointError) as error:
            _log.error("key file not read again: %s", type(error).__name__)
            return
        if now.store == self._content.store:
            self._content = now
