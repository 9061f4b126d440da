"""Who the hub is: what it signs with, what others seal for it with, and its own authority.

The authority vouches for the certificate the hub shows on the network; stations know it by the pin
in their enrolment code. It lies in a file beside the database's key, private halves sealed under
that key: a copy of the file alone opens nothing.
"""

import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID

from checkpoint_app.domain.errors import HubDamaged
from checkpoint_app.paths import write_private
from checkpoint_app.security.filelock import locked
from checkpoint_app.security.sealing import derive
from checkpoint_app.wire.invitation import pin_of

AUTHORITY_DAYS = 3_653
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
"""Since when every certificate is good, whenever it was made: neither the hub's clock nor a
station's rightly shows less, and either may be slow."""
_NONCE = 12
_PURPOSE = b"checkpoint hub identity"

_log = logging.getLogger(__name__)


class _Private(msgspec.Struct, frozen=True):
    sign: bytes
    seal: bytes
    authority: bytes


class _File(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds; `sealed` is a nonce and the private halves, AES-256-GCM."""

    v: int
    authority: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """The hub's keys.

    Attributes:
        sign: the hub signs with this; seal: opens what was sealed for the hub.
        authority: the certificate of the hub's own authority; authority_key: its key.
    """

    sign: Ed25519PrivateKey
    seal: X25519PrivateKey
    authority: x509.Certificate
    authority_key: ec.EllipticCurvePrivateKey

    @property
    def verify_key(self) -> bytes:
        """What the hub's signatures are checked with, raw."""
        return self.sign.public_key().public_bytes_raw()

    @property
    def seal_key(self) -> bytes:
        """What is sealed for the hub with, raw."""
        return self.seal.public_key().public_bytes_raw()

    @property
    def certificate(self) -> str:
        """The authority's certificate, PEM."""
        return self.authority.public_bytes(Encoding.PEM).decode("ascii")

    @property
    def pin(self) -> str:
        """The letters by which a station knows this hub."""
        key = self.authority_key.public_key()
        return pin_of(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def open_identity(path: Path, key: bytes, now_ms: int) -> Identity:
    """The identity kept in a file, made where there is none.

    Args:
        key: the hub's 32-byte key; now_ms: ms since 1970 UTC.

    Raises:
        HubDamaged: the file is not what this key sealed.
        StoreBusy, DiskFull, StoreReadOnly: it cannot be made now.
    """
    if not path.exists():
        with locked(path):  # two commands may begin at once
            if not path.exists():
                made = _make(now_ms)
                write_private(path, _closed(made, key))
                _log.info("this hub has a new identity")
                return made
    return _opened(path.read_bytes(), key)


def _make(now_ms: int) -> Identity:
    authority_key = ec.generate_private_key(ec.SECP256R1())
    return Identity(
        Ed25519PrivateKey.generate(),
        X25519PrivateKey.generate(),
        _authority(authority_key, datetime.fromtimestamp(now_ms / 1000, UTC)),
        authority_key,
    )


def _authority(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    # Each its own name: two authorities of one name and other keys confuse those who verify.
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Checkpoint hub {uuid4().hex}")])
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(max(now, BEGIN) + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, SHA256())
    )


def key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """What a certificate's key is for: signing certificates, or signing handshakes."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _closed(made: Identity, key: bytes) -> bytes:
    private = _Private(
        made.sign.private_bytes_raw(),
        made.seal.private_bytes_raw(),
        made.authority_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )
    nonce = os.urandom(_NONCE)
    sealed = _cipher(key).encrypt(nonce, msgspec.json.encode(private), _PURPOSE)
    content = _File(v=1, authority=made.certificate, sealed=nonce + sealed)
    return msgspec.json.encode(content)


def _opened(content: bytes, key: bytes) -> Identity:
    try:
        file = msgspec.json.decode(content, type=_File)
        opened = _cipher(key).decrypt(file.sealed[:_NONCE], file.sealed[_NONCE:], _PURPOSE)
        private = msgspec.json.decode(opened, type=_Private)
        authority = x509.load_pem_x509_certificate(file.authority.encode())
        authority_key = load_der_private_key(private.authority, None)
        if not isinstance(authority_key, ec.EllipticCurvePrivateKey):
            raise HubDamaged
        if authority_key.public_key() != authority.public_key():
            raise HubDamaged
        return Identity(
            Ed25519PrivateKey.from_private_bytes(private.sign),
            X25519PrivateKey.from_private_bytes(private.seal),
            authority,
            authority_key,
        )
    except (msgspec.DecodeError, InvalidTag, UnsupportedAlgorithm, ValueError) as error:
        raise HubDamaged from error


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(derive(key, b"", _PURPOSE))
