"""The certificate the hub shows on the network: its own, made anew in time, or one from outside."""

import contextlib
import ipaddress
import logging
import secrets
import socket
import ssl
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.trust_errors import CertificateRefused
from checkpoint_app.hub.identity import BEGIN, Identity, key_usage
from checkpoint_app.wire.addresses import is_loopback

DAYS = 90
RENEW_DAYS = 30
"""Made anew when fewer days are left, also at a hub that is never stopped."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - to be recognised, not to listen on

_log = logging.getLogger(__name__)


class OwnTls:
    """TLS with a certificate of the hub's own authority.

    Attributes:
        context: for the listening side; what `renew` changes holds from the next handshake on.
    """

    def __init__(
        self, identity: Identity, clock: Clock, names: Callable[[], Sequence[str]]
    ) -> None:
        """Make a certificate.

        Args:
            names: the names and addresses that the hub is called by, asked again at each renewal.
        """
        self._identity, self._clock, self._names = identity, clock, names
        self.context = _server_context()
        self._held: tuple[str, ...] = ()
        self._until = datetime.min.replace(tzinfo=UTC)
        self.renew()

    def renew(self) -> bool:
        """Make another certificate where this one ends soon or the hub has got another address.

        Returns:
            True where one was made.
        """
        now = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC)
        names = tuple(self._names())
        if names == self._held and now < self._until - timedelta(days=RENEW_DAYS):
            return False
        certificate, key = _issue(self._identity, names, now)
        _load(self.context, certificate, key)
        self._held, self._until = names, certificate.not_valid_after_utc
        _log.info("a certificate for this hub, good until %s", self._until.date())
        return True


def outside_tls(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """TLS with a certificate that somebody else issued.

    Args:
        certificate: PEM, with those above it; key: PEM, None where the same file holds it.

    Raises:
        CertificateRefused: they cannot be read, or do not belong together. Details: file.
    """
    context = _server_context()
    try:
        # An encrypted key would be asked for at the terminal, where nobody sits.
        context.load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as error:  # ssl's errors are OSErrors
        raise CertificateRefused(file=certificate.name) from error
    return context


def names_of(host: str, more: Sequence[str] = ()) -> list[str]:
    """What a hub that listens at `host` is called by, what stations are best told first.

    Args:
        more: names it has beside, such as the one in the DNS.
    """
    if host in EVERYWHERE:
        families = {socket.AF_INET} if host == EVERYWHERE[0] else {socket.AF_INET, socket.AF_INET6}
        found = sorted(
            address.address.partition("%")[0]
            for addresses in psutil.net_if_addrs().values()
            for address in addresses
            if address.family in families
        )
        listening = [one for one in found if not is_loopback(one)]
    else:
        listening = [host]
    own = [socket.gethostname(), "localhost", "127.0.0.1", "::1"]
    return list(dict.fromkeys((*more, *listening, *own)))


def _server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _issue(
    identity: Identity, names: Sequence[str], now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    authority = identity.authority
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Checkpoint hub")])
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(identity.authority_key.public_key())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(min(max(now, BEGIN) + timedelta(days=DAYS), authority.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(list(_general(names))), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(above, critical=False)
        .sign(identity.authority_key, SHA256())
    )
    return certificate, key


def _general(names: Sequence[str]) -> list[x509.GeneralName]:
    """Names as a certificate has them; one that cannot stand there is left out."""
    made: list[x509.GeneralName] = []
    for name in names:
        try:
            made.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            with contextlib.suppress(ValueError):  # a computer's name may hold anything
                made.append(x509.DNSName(name))
    return made


def _load(
    context: ssl.SSLContext, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> None:
    """Put a certificate in force; Python's `ssl` takes it from a file only."""
    word = secrets.token_bytes(32)
    closed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(word))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hub.pem"
        file.write_bytes(closed + certificate.public_bytes(Encoding.PEM))
        context.load_cert_chain(file, password=word)
