"""What the hub does with its key: seals messages, and makes digests that only it can make.

The database holds nothing a person could be known by in the open, whatever database it is.
"""

import hashlib
import os
from collections.abc import Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from checkpoint_app.domain.errors import HubDamaged

DIGEST_BYTES = 16
_NONCE_BYTES = 12


class Vault:
    """The hub's key at work. Thread-safe."""

    def __init__(self, key: bytes) -> None:
        """Args: the hub's key, 32 bytes; each use has a key of its own, derived from it."""
        self._cipher = AESGCM(_derived(key, b"bodies"))
        # Begun once: to take the key in costs as much as to take in what is known of somebody.
        self._people = hashlib.blake2b(key=_derived(key, b"people"), digest_size=DIGEST_BYTES)
        self._check = _derived(key, b"check")

    def seal(self, bodies: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
        """Messages, encrypted; each comes with what it belongs to, and opens with that only."""
        encrypt = self._cipher.encrypt
        # Asking the system for random bytes takes as long as encrypting: once for all of them.
        random = os.urandom(_NONCE_BYTES * len(bodies))
        nonces = [random[at : at + _NONCE_BYTES] for at in range(0, len(random), _NONCE_BYTES)]
        return [
            nonce + encrypt(nonce, body, bound)
            for nonce, (body, bound) in zip(nonces, bodies, strict=True)
        ]

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """The message again.

        Raises:
            HubDamaged: changed, moved from elsewhere, or sealed under another key.
        """
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
        except (InvalidTag, ValueError) as error:
            raise HubDamaged from error

    def digest(self, text: str) -> bytes:
        """Sixteen bytes that stand for this text and tell nothing of it without the key."""
        digest = self._people.copy()
        digest.update(text.encode())
        return digest.digest()

    def check(self, hub_id: UUID) -> bytes:
        """What tells whether a database was made under this key."""
        return hashlib.blake2b(hub_id.bytes, key=self._check, digest_size=DIGEST_BYTES).digest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"checkpoint hub " + purpose).derive(key)
