"""Which hub to believe: the one whose authority is pinned, or one that a public authority names."""

import http.client
import ssl
import threading
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import msgspec
import urllib3
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.wire.addresses import is_loopback
from checkpoint_app.wire.invitation import pin_of
from checkpoint_app.wire.messages import HubIdentity
from checkpoint_app.wire.protocol import (
    CONTENT_TYPE,
    IDENTITY_PATH,
    MARKER,
    MARKER_VALUE,
    MAX_ENROL_BYTES,
)

PATIENCE_S = 30.0
_REASONS = {
    "WRONG_VERSION_NUMBER": SyncCause.NOT_THE_HUB,  # no TLS at all: most often a login page
    "HTTP_REQUEST": SyncCause.NOT_THE_HUB,
    "DECRYPTION_FAILED_OR_BAD_RECORD_MAC": SyncCause.ANSWER_DAMAGED,
}
"""By OpenSSL's names; the others are the certificate's or the versions' fault."""
_OUT_OF_TIME = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED (x509_vfy.h)


class PinMismatch(Exception):
    """The hub that answers is not the one of the pin."""


def trusting(authority: str | None) -> ssl.SSLContext:
    """What a hub's certificate is checked with; its name always is, against the address.

    Args:
        authority: the only one to believe, PEM; None for the public ones.
    """
    if authority is None:
        context = ssl.create_default_context()
        context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class TrustingAdapter(HTTPAdapter):
    """Lets requests check certificates with one context and nothing beside.

    By itself it would add its own authorities to any context, or those that a variable of the
    environment names.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        """Args: see `trusting`."""
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Hand the context to the connections."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> urllib3.PoolManager:
        """Hand the context to those through a proxy."""
        made: urllib3.PoolManager = super().proxy_manager_for(
            proxy, **kwargs, ssl_context=self._context
        )
        return made

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """The context says it all."""

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send; always with a check."""
        return super().send(request, *args, **{**kwargs, "verify": True})


def cause_of(error: BaseException) -> SyncCause:
    """Why there is no secure line, by what `ssl` said, wherever the libraries have put it."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            # It is not for today, by this clock.
            return SyncCause.CLOCK if seen.verify_code in _OUT_OF_TIME else SyncCause.TLS
        if isinstance(seen, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return SyncCause.NO_ANSWER
        if isinstance(seen, ssl.SSLError) and seen.reason in _REASONS:
            return _REASONS[seen.reason]
        inner = [part for part in seen.args if isinstance(part, BaseException)]
        seen = seen.__cause__ or seen.__context__ or (inner[0] if inner else None)
    return SyncCause.TLS


def fetch_authority(url: str, pin: str, patience_s: float = PATIENCE_S) -> str:
    """Ask whoever answers which hub it is, and believe it where that fits the pin.

    The certificate is not checked yet, for this is where what it is checked with comes from. So
    nothing is sent that anybody may not know.

    Args:
        url: the hub's base address, https.
        patience_s: longest wait for all of it, in seconds.

    Returns:
        The certificate of the hub's authority, PEM.

    Raises:
        PinMismatch: it is another hub.
        SyncFailure: no answer, or not a hub's.
    """
    answers: list[bytes | SyncFailure] = []

    def asking() -> None:
        try:
            answers.append(_asked(url, patience_s))
        except SyncFailure as failure:
            answers.append(failure)

    # In a thread of its own: a socket's time-out is for one wait, and whoever drips a byte now and
    # then would never meet it.
    thread = threading.Thread(target=asking, name="identity", daemon=True)
    thread.start()
    thread.join(patience_s)
    if not answers:
        raise SyncFailure(SyncCause.NO_ANSWER)
    (answer,) = answers
    if isinstance(answer, SyncFailure):
        raise answer
    return _believed(answer, pin)


def _asked(url: str, timeout_s: float) -> bytes:
    """What is answered to the question who it is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    opener = urllib.request.OpenerDirector()  # bare: it follows nothing
    # A proxy set for this computer must not be asked for the computer itself.
    local = is_loopback(urlsplit(url).hostname or "")
    opener.add_handler(urllib.request.ProxyHandler({} if local else None))
    opener.add_handler(urllib.request.HTTPSHandler(context=context))
    headers = {"Accept": CONTENT_TYPE}
    request = urllib.request.Request(url + IDENTITY_PATH, headers=headers)  # noqa: S310 - https
    try:
        with opener.open(request, timeout=timeout_s) as response:
            said = response.headers
            ours = said.get("Content-Type") == CONTENT_TYPE and said.get(MARKER) == MARKER_VALUE
            if response.status != http.client.OK or not ours:
                raise SyncFailure(SyncCause.NOT_THE_HUB)
            content: bytes = response.read(MAX_ENROL_BYTES)
            return content
    except urllib.error.URLError as error:
        found = error.reason
        known = cause_of(found) if isinstance(found, ssl.SSLError) else SyncCause.NO_NETWORK
        raise SyncFailure(known) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SyncFailure(SyncCause.NO_ANSWER) from error


def _believed(content: bytes, pin: str) -> str:
    try:
        said = msgspec.json.decode(content, type=HubIdentity)
        authority = x509.load_pem_x509_certificate(said.certificate.encode())
        key = authority.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (msgspec.DecodeError, UnsupportedAlgorithm, ValueError, RecursionError) as error:
        raise SyncFailure(SyncCause.ANSWER_DAMAGED) from error
    if pin_of(key) != pin:
        raise PinMismatch
    return authority.public_bytes(Encoding.PEM).decode("ascii")
