"""The envelope of what is carried on a stick: closed for one reader, signed by its writer.

HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) closes it, Ed25519 (RFC 8032) signs all of it. Who
finds the stick learns which station, which hub, when, and how large; nothing else.
"""

from enum import StrEnum
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from checkpoint_app.domain.errors import CarriedDamaged
from checkpoint_app.security.sealing import derive

MAGIC = b"CHECKPOINT-CARRY 1\n"
MAX_HEAD = 4_000
MAX_FILE = 256_000_000
"""Bytes: some four million passages."""
_LENGTH, _SIGNATURE = 4, 64
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Carried(StrEnum):
    """What is in an envelope."""

    PASSAGES = "passages"  # from a station to its hub
    RECEIPTS = "receipts"  # the hub's answer to that


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on an envelope, readable by anyone and covered by the signature.

    Attributes:
        made_at: when it was closed, ms since 1970 UTC.
    """

    kind: Carried
    station: UUID
    hub: UUID
    made_at: int


def close(head: Head, body: bytes, signer: Ed25519PrivateKey, reader: bytes) -> bytes:
    """An envelope.

    Args:
        reader: the reader's public key, raw X25519.
    """
    written = msgspec.json.encode(head)
    front = MAGIC + len(written).to_bytes(_LENGTH, "big") + written
    closed = front + _SUITE.encrypt(body, X25519PublicKey.from_public_bytes(reader), front)
    return closed + signer.sign(closed)


def head_of(envelope: bytes) -> Head:
    """What stands on an envelope; nothing of it is proven until `open_with`.

    Raises:
        CarriedDamaged: no envelope, or none that this version knows.
    """
    return _front(envelope)[0]


def open_with(envelope: bytes, reader: X25519PrivateKey, writer: bytes) -> bytes:
    """What is in an envelope.

    Args:
        writer: the public key of whoever must have signed it, raw Ed25519.

    Raises:
        CarriedDamaged: changed or cut off, signed by somebody else, or closed for another reader.
    """
    _, front = _front(envelope)
    closed, signature = envelope[:-_SIGNATURE], envelope[-_SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(writer).verify(signature, closed)
        return _SUITE.decrypt(closed[len(front) :], reader, front)
    except (InvalidSignature, InvalidTag, ValueError) as error:
        raise CarriedDamaged from error


def _front(envelope: bytes) -> tuple[Head, bytes]:
    start = len(MAGIC) + _LENGTH
    size = int.from_bytes(envelope[len(MAGIC) : start], "big")
    if not envelope.startswith(MAGIC) or size > MAX_HEAD:
        raise CarriedDamaged
    if len(envelope) < start + size + _SIGNATURE:
        raise CarriedDamaged
    try:
        head = msgspec.json.decode(envelope[start : start + size], type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CarriedDamaged from error
    return head, envelope[: start + size]


def reply_key(signer: Ed25519PrivateKey) -> X25519PrivateKey:
    """What opens the answers to whoever signs with this key: made of it, so nothing is kept."""
    secret = derive(signer.private_bytes_raw(), b"", b"checkpoint carried answers")
    return X25519PrivateKey.from_private_bytes(secret)
