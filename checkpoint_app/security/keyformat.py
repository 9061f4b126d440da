"""How the key file lies on the disk: version 2, and version 1 as it is still read.

Version 1 wrapped the store's key itself under each PIN, so that a new key asked for everybody's
PIN. Such wraps are carried along as `Old` until each of them signs in once.
"""

from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from checkpoint_app.domain.errors import KeysDamaged, StoreNewer

VERSION: Final = 2
KEY_BYTES = 32
SALT_BYTES = 16
WRAPPED_BYTES = KEY_BYTES + 8
"""A key under AES key wrap, RFC 3394."""
SEALED_BYTES = 32 + KEY_BYTES + 16
"""A key under HPKE, RFC 9180: the sender's half, the key, the seal."""
TAG_BYTES = 32
MOST_HOLDERS = 1000
LARGEST = 2_000_000
"""Bytes of a file that is looked at; the most holders need a fifth."""

_Salt = Annotated[bytes, Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
_Wrapped = Annotated[bytes, Meta(min_length=WRAPPED_BYTES, max_length=WRAPPED_BYTES)]


class Cost(msgspec.Struct, frozen=True):
    """What one try of a PIN costs (Argon2id): memory in KiB, passes, lanes.

    The bounds are for a damaged file, which must not hold the program for hours.
    """

    memory: Annotated[int, Meta(ge=8, le=1_048_576)] = 65_536
    passes: Annotated[int, Meta(ge=1, le=20)] = 3
    lanes: Annotated[int, Meta(ge=1, le=1)] = 1


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pair of X25519 keys (RFC 7748), and the store's key for whoever can open it.

    Attributes:
        private: wrapped under the holder's secret.
        sealed: the store's key, which `public` closes and only `private` opens.
        tag: made with the store's key, vouches for `public` and for whose it is.
    """

    public: Annotated[bytes, Meta(min_length=32, max_length=32)]
    private: _Wrapped
    sealed: Annotated[bytes, Meta(min_length=SEALED_BYTES, max_length=SEALED_BYTES)]
    tag: Annotated[bytes, Meta(min_length=TAG_BYTES, max_length=TAG_BYTES)]


class Holder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One member of the staff; `keyring` names the second secret, empty for none."""

    staff: UUID
    keyring: Annotated[str, Meta(max_length=64)]
    pair: Pair


class OldWrap(msgspec.Struct, frozen=True):
    """The store's key under one PIN, as version 1 had it."""

    staff: UUID
    wrapped: _Wrapped


class Old(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left of version 1."""

    keyring: bool
    wraps: Annotated[tuple[OldWrap, ...], Meta(max_length=MOST_HOLDERS)]


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file.

    Attributes:
        store: names the store the keys are for.
        key_id: names the store's newest key; empty as long as only version 1 knew it.
        keyring: the second secret for new holders, empty for none.
        recovery: what the recovery code opens.
        previous: the key before the newest one, wrapped under it, while the store may have either.
    """

    version: Literal[2]
    store: Annotated[str, Meta(max_length=64)]
    key_id: Annotated[str, Meta(max_length=64)]
    salt: _Salt
    cost: Cost
    keyring: Annotated[str, Meta(max_length=64)]
    holders: Annotated[tuple[Holder, ...], Meta(max_length=MOST_HOLDERS)]
    old: Old | None
    recovery: Pair | None
    previous: _Wrapped | None


class _Version(msgspec.Struct, frozen=True):
    version: Annotated[int, Meta(ge=1)]


class _ContentOne(msgspec.Struct, frozen=True):
    version: Literal[1]
    store: Annotated[str, Meta(max_length=64)]
    salt: _Salt
    cost: Cost
    keyring: bool
    wraps: Annotated[tuple[OldWrap, ...], Meta(max_length=MOST_HOLDERS)]


def decode(held: bytes) -> Content:
    """Understand a key file of version 1 or 2.

    Raises:
        StoreNewer: a newer program wrote it.
        KeysDamaged: it cannot be understood.
    """
    if len(held) > LARGEST:
        raise KeysDamaged
    try:
        version = msgspec.json.decode(held, type=_Version).version
        if version > VERSION:
            raise StoreNewer
        if version == VERSION:
            return msgspec.json.decode(held, type=Content)
        one = msgspec.json.decode(held, type=_ContentOne)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise KeysDamaged from error
    return Content(
        version=VERSION,
        store=one.store,
        key_id="",
        salt=one.salt,
        cost=one.cost,
        keyring="",
        holders=(),
        old=Old(keyring=one.keyring, wraps=one.wraps),
        recovery=None,
        previous=None,
    )


def encode(content: Content) -> bytes:
    """The file's bytes."""
    return msgspec.json.encode(content)
