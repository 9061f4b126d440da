"""Whose signatures this station believes: public keys that an administrator has installed.

They lie in the folder ``trust`` beside the store, one file each:

* a certificate (``.cer``, ``.crt``, ``.der``, ``.pem``): its key id is the first 8 bytes of the
  SHA-256 of its DER form, as issuers of HC1 certificates number theirs (EU Digital COVID
  Certificate specification, volume 1, section 2.6);
* a bare public key in PEM (``.pem``): the file's name is its key id in hexadecimal.

RSA is believed with PS256, EC P-256 with ES256, Ed25519 with EdDSA (RFC 9053). Nothing here is
secret, and no key comes with the program.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)
from cryptography.x509 import (
    Certificate,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from cwt import COSEKey
from cwt.cose_key_interface import COSEKeyInterface

from checkpoint_app.domain.errors import TrustKeyRefused

PS256, ES256, EDDSA = -37, -7, -8
KID_BYTES = 8
_LARGEST_FILE = 1_048_576
_SMALLEST_RSA = 2048
_CERTIFICATES = (".cer", ".crt", ".der", ".pem")
_KID = re.compile(r"(?:[0-9a-f]{2}){1,32}")

PublicKey = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Trust:
    """Installed keys by key id; more than one may have the same."""

    keys: Mapping[bytes, tuple[COSEKeyInterface, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many keys."""
        return sum(map(len, self.keys.values()))

    def find(self, kid: bytes, algorithm: int) -> tuple[COSEKeyInterface, ...]:
        """The keys of this id that are believed with this COSE algorithm."""
        return tuple(key for key in self.keys.get(kid, ()) if key.alg == algorithm)

    def including(self, kid: bytes, key: PublicKey) -> "Trust":
        """This trust and one more key.

        Raises:
            ValueError: the key is of a kind that is not known.
        """
        known = self.keys.get(kid, ())
        return Trust({**self.keys, kid: (*known, _cose_key(key, kid))})

    def beside(self, other: "Trust") -> "Trust":
        """These keys and another's."""
        kids = {*self.keys, *other.keys}
        return Trust({kid: (*self.keys.get(kid, ()), *other.keys.get(kid, ())) for kid in kids})


NO_TRUST = Trust()
"""No key is installed: nothing can be verified, and nothing is called forged."""


def trust_in(keys: Mapping[bytes, PublicKey]) -> Trust:
    """Trust in these keys by their ids.

    Raises:
        ValueError: a key is of a kind that is not known.
    """
    return Trust({kid: (_cose_key(key, kid),) for kid, key in keys.items()})


def load_trust(folder: Path) -> tuple[Trust, tuple[TrustKeyRefused, ...]]:
    """The keys in a folder, and why others in it are not used. No folder is no key.

    A file that cannot be used takes nothing from the others: the gate goes on without it.
    """
    found: dict[bytes, tuple[COSEKeyInterface, ...]] = {}
    refused: list[TrustKeyRefused] = []
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() not in _CERTIFICATES:
            continue
        try:
            _install(found, path.name, read_key_file(path))
        except TrustKeyRefused as refusal:
            refused.append(refusal)
    return Trust(found), tuple(refused)


def trust_in_files(files: Mapping[str, str]) -> tuple[Trust, tuple[TrustKeyRefused, ...]]:
    """The same of contents in PEM by the names of their files, as a hub gives them."""
    found: dict[bytes, tuple[COSEKeyInterface, ...]] = {}
    refused: list[TrustKeyRefused] = []
    for name, pem in sorted(files.items()):
        try:
            _install(found, name, pem.encode(errors="replace"))
        except TrustKeyRefused as refusal:
            refused.append(refusal)
    return Trust(found), tuple(refused)


def to_pem(name: str, content: bytes) -> str:
    """A file's content in PEM, for a hub to give out.

    Raises:
        TrustKeyRefused: there is a key in it that cannot be used, or none.
    """
    if not content.strip():
        raise TrustKeyRefused(file=name, reason="no_key")
    _install({}, name, content)
    if b"-----BEGIN" in content:
        return content.decode("ascii", "ignore")
    der = load_der_x509_certificate(content)
    return der.public_bytes(Encoding.PEM).decode("ascii")


def read_key_file(path: Path) -> bytes:
    """A file's content.

    Raises:
        TrustKeyRefused: it cannot be read, or is no file of keys by its size.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise TrustKeyRefused(file=path.name, reason="file_unreadable") from error
    if len(content) > _LARGEST_FILE:
        raise TrustKeyRefused(file=path.name, reason="no_key")
    return content


def _install(found: dict[bytes, tuple[COSEKeyInterface, ...]], name: str, content: bytes) -> None:
    """Add the keys of a file, up to the first that cannot be used."""
    for kid, key in _keys_of(name, content):
        found[kid] = (*found.get(kid, ()), _known(key, kid, name))


def _keys_of(file: str, content: bytes) -> Iterator[tuple[bytes, object]]:
    """Every key in a file's content with its id."""
    if b"PRIVATE KEY" in content:
        raise TrustKeyRefused(file=file, reason="private_key")
    try:
        if b"-----BEGIN PUBLIC KEY-----" in content:
            name = PurePath(file).stem.lower()
            if not _KID.fullmatch(name):
                raise TrustKeyRefused(file=file, reason="key_name")
            yield bytes.fromhex(name), load_pem_public_key(content)
            return
        for certificate in _certificates(content):
            der = certificate.public_bytes(Encoding.DER)
            yield hashlib.sha256(der).digest()[:KID_BYTES], certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise TrustKeyRefused(file=file, reason="no_key") from error


def _certificates(content: bytes) -> list[Certificate]:
    if b"-----BEGIN" in content:
        return load_pem_x509_certificates(content)
    return [load_der_x509_certificate(content)]


def _known(key: object, kid: bytes, file: str) -> COSEKeyInterface:
    if not isinstance(key, PublicKey):
        raise TrustKeyRefused(file=file, reason="key_kind")
    try:
        return _cose_key(key, kid)
    except ValueError as error:
        raise TrustKeyRefused(file=file, reason="key_kind") from error


def _cose_key(key: PublicKey, kid: bytes) -> COSEKeyInterface:
    match key:
        case RSAPublicKey():
            algorithm, good = PS256, key.key_size >= _SMALLEST_RSA
        case EllipticCurvePublicKey():
            algorithm, good = ES256, isinstance(key.curve, SECP256R1)
        case Ed25519PublicKey():
            algorithm, good = EDDSA, True
    if not good:
        raise ValueError("a kind of key that is not known")
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return COSEKey.from_pem(pem, alg=algorithm, kid=kid)
