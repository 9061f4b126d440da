"""Certificates that no hub of ours made: of another authority, ended, for another name."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class Authority:
    """An authority of its own, or one made of a hub's key."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey | None = None,
        certificate: x509.Certificate | None = None,
    ) -> None:
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.certificate = certificate or self._made()

    def _made(self) -> x509.Certificate:
        name = _named("Another authority")
        return (
            _begun(name, name, self.key.public_key(), days=(-1, 30))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.key, SHA256())
        )

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def issue(
        self, folder: Path, host: str = "127.0.0.1", days: tuple[float, float] = (-1, 30)
    ) -> tuple[Path, Path]:
        """A certificate for a host, good from and until so many days from now; and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        general: x509.GeneralName
        try:
            general = x509.IPAddress(ip_address(host))
        except ValueError:
            general = x509.DNSName(host)
        made = (
            _begun(_named("x"), self.certificate.subject, key.public_key(), days)
            .add_extension(x509.SubjectAlternativeName([general]), critical=False)
            .sign(self.key, SHA256())
        )
        certificate_file, key_file = folder / "made.crt", folder / "made.key"
        certificate_file.write_bytes(made.public_bytes(Encoding.PEM))
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificate_file, key_file

    def context(
        self, folder: Path, host: str = "127.0.0.1", days: tuple[float, float] = (-1, 30)
    ) -> ssl.SSLContext:
        """For a server that shows such a certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.issue(folder, host, days))
        return context


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    days: tuple[float, float],
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )
