"""Closing the store's key for somebody: only their secret opens it, yet anyone who has the key can
give them the next one.

Each holder has a pair of keys. The secret (PIN, passphrase, recovery code) wraps the private half;
the store's key is closed with the public half (HPKE, RFC 9180, base mode). So a new store key
reaches everybody without their PINs, and nobody who was removed. The tag keeps whoever may write
the file, but has no key, from putting a public half of their own in somebody's place.
"""

import hmac
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from checkpoint_app.domain.errors import KeysDamaged
from checkpoint_app.security.keyformat import KEY_BYTES, Pair

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def derive(material: bytes, salt: bytes, purpose: bytes) -> bytes:
    """A key from secret material (HKDF-SHA256, RFC 5869), another one for each purpose."""
    return HKDF(SHA256(), KEY_BYTES, salt, purpose).derive(material)


def make_pair(outer: bytes, key: bytes, owner: bytes) -> Pair:
    """A new pair for somebody.

    Args:
        outer: the key from their secret; key: the store's key; owner: names them.
    """
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    wrapped = aes_key_wrap(outer, private.private_bytes_raw())
    return Pair(public, wrapped, _seal(public, key, owner), _tag(public, key, owner))


def open_pair(pair: Pair, outer: bytes, owner: bytes) -> bytes | None:
    """The store's key; None where this is not the secret of this pair.

    Raises:
        KeysDamaged: it is, and what it ought to open does not open.
    """
    try:
        private = X25519PrivateKey.from_private_bytes(aes_key_unwrap(outer, pair.private))
    except InvalidUnwrap:
        return None
    try:
        key = _SUITE.decrypt(pair.sealed, private, info=_info(owner))
    except InvalidTag as error:
        raise KeysDamaged from error
    if len(key) != KEY_BYTES:
        raise KeysDamaged
    return key


def is_vouched(pair: Pair, key: bytes, owner: bytes) -> bool:
    """True where the public half was put there by somebody who had the store's key."""
    return hmac.compare_digest(pair.tag, _tag(pair.public, key, owner))


def with_key(pair: Pair, key: bytes, owner: bytes) -> Pair:
    """The same pair, opening another key."""
    return msgspec.structs.replace(
        pair, sealed=_seal(pair.public, key, owner), tag=_tag(pair.public, key, owner)
    )


def _seal(public: bytes, key: bytes, owner: bytes) -> bytes:
    return _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public), info=_info(owner))


def _tag(public: bytes, key: bytes, owner: bytes) -> bytes:
    vouching = derive(key, b"", b"checkpoint vouching")
    return hmac.digest(vouching, owner + public, sha256)


def _info(owner: bytes) -> bytes:
    return b"checkpoint store key for " + owner


def fingerprint(key: bytes) -> str:
    """A short name for a key, for people to compare; it does not reveal the key."""
    return sha256(b"checkpoint fingerprint" + key).hexdigest()[:16]
