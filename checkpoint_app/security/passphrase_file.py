"""A file that a passphrase opens: what leaves the program about people.

Argon2id (RFC 9106) makes the key, AES-256-GCM closes the content; what stands in front is covered
by it, and tells how the key is made.
"""

import os

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from checkpoint_app.domain.hub_errors import ExportSealed
from checkpoint_app.security.keyformat import KEY_BYTES, Cost
from checkpoint_app.security.secret_words import check_secret, normalised

MAGIC = b"CHECKPOINT-SEALED 1\n"
_NONCE, _SALT, _LENGTH, _MOST_HEAD = 12, 16, 2, 1_000


class _Head(msgspec.Struct, frozen=True):
    salt: bytes
    nonce: bytes
    cost: Cost


def close_with(passphrase: str, content: bytes, cost: Cost | None = None) -> bytes:
    """A file that this passphrase opens.

    Raises:
        WeakPin: the passphrase is too weak.
    """
    check_secret(passphrase)
    head = _Head(os.urandom(_SALT), os.urandom(_NONCE), cost or Cost())
    written = msgspec.json.encode(head)
    front = MAGIC + len(written).to_bytes(_LENGTH, "big") + written
    return front + AESGCM(_key(passphrase, head)).encrypt(head.nonce, content, front)


def open_with(passphrase: str, file: bytes) -> bytes:
    """What is in a file.

    Raises:
        ExportSealed: another passphrase closed it, it was changed, or it is none of these files.
    """
    start = len(MAGIC) + _LENGTH
    size = int.from_bytes(file[len(MAGIC) : start], "big")
    if not file.startswith(MAGIC) or size > _MOST_HEAD:
        raise ExportSealed
    try:
        head = msgspec.json.decode(file[start : start + size], type=_Head)
        front, closed = file[: start + size], file[start + size :]
        return AESGCM(_key(passphrase, head)).decrypt(head.nonce, closed, front)
    except (msgspec.DecodeError, InvalidTag, ValueError, UnicodeDecodeError) as error:
        raise ExportSealed from error


def _key(passphrase: str, head: _Head) -> bytes:
    cost = head.cost
    return hash_secret_raw(
        normalised(passphrase).encode(), head.salt, cost.passes, cost.memory, cost.lanes,
        KEY_BYTES, Type.ID,
    )  # fmt: skip
