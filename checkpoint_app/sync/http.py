"""One exchange with the hub: bounded, verified, and believed only if it is the hub who answers."""

import io
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3
from requests.auth import AuthBase

from checkpoint_app import __version__
from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import HubUrlRefused
from checkpoint_app.sync.backoff import retry_after_s
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.tls import TrustingAdapter, trusting
from checkpoint_app.sync.tls import cause_of as tls_cause
from checkpoint_app.sync.watch import Watch
from checkpoint_app.wire.addresses import is_loopback, is_private
from checkpoint_app.wire.messages import Problem
from checkpoint_app.wire.protocol import (
    CONTENT_TYPE,
    MARKER,
    MARKER_VALUE,
    MAX_ANSWER_BYTES,
)

CONNECT_S = 10.0
STALL_S = 30.0
"""Longest silence, while sending as while listening; a slow link may go on."""
TOTAL_S = 25.0
"""Longest exchange without a body; see `longest_s` for one with."""
SLOWEST = 50_000
"""Bytes a second: what is slower gets smaller batches after the time-out."""
_PIECE = 65_536
_LOGIN_WANTED = 511  # RFC 6585 §6
_Answer = TypeVar("_Answer")


class HubRefusal(Exception):
    """The hub itself says no.

    Attributes:
        status: its HTTP status; code: its reason; retry_after_s: where it asks to wait.
    """

    def __init__(self, status: int, code: str, retry_after_s: int | None) -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.retry_after_s = retry_after_s


class HubHttp:
    """Requests to one hub. Not thread-safe: one sender at a time."""

    def __init__(
        self,
        url: str,
        clock: Clock,
        *,
        token: str | None = None,
        authority: str | None = None,
        allow_plain: bool = False,
        connect_s: float = CONNECT_S,
        stall_s: float = STALL_S,
        total_s: float = TOTAL_S,
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            url: the hub's base address; https, or http to this computer itself.
            token: the station's credential.
            authority: the only one that may vouch for the hub, PEM; None for the public ones.
            allow_plain: take http to addresses of the local network too.
            connect_s, stall_s, total_s: time-outs in seconds.

        Raises:
            HubUrlRefused: another scheme, no host, or http to another computer.
        """
        local = check_url(url, allow_plain)
        self._base = url.rstrip("/")
        self._clock = clock
        self._timeout = (connect_s, stall_s)
        self._total_s = total_s
        self._auth = _Bearer(token)
        self._session = requests.Session()
        plain = url.lower().startswith("http:")
        if not plain:
            self._session.mount("https://", TrustingAdapter(trusting(authority)))
        # A proxy set for this computer must not be asked for the computer itself, nor be told
        # what is meant for the local network alone.
        self._session.trust_env = not (local or plain)
        self._watch = Watch(self._session, stall_s)

    def close(self) -> None:
        """Drop the connections."""
        self._session.close()

    def get(self, path: str, kind: type[_Answer], *, most: int = MAX_ANSWER_BYTES) -> _Answer:
        """Ask for something of at most so many bytes. Raises as `post`."""
        return self._exchange("GET", path, None, {}, kind, most=most)

    def post(self, path: str, body: bytes, kind: type[_Answer], *, gzipped: bool) -> _Answer:
        """Send a body and read the hub's answer.

        Raises:
            SyncFailure: no answer, or not the hub's, or not whole.
            HubRefusal: the hub's answer is another status than 200.
        """
        headers = {"Content-Type": CONTENT_TYPE}
        if gzipped:
            headers["Content-Encoding"] = "gzip"
        return self._exchange("POST", path, body, headers, kind)

    def _exchange(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
        kind: type[_Answer],
        *,
        most: int = MAX_ANSWER_BYTES,
    ) -> _Answer:
        try:
            return self._understood(*self._whole(method, path, body, headers, most=most), kind)
        except SyncFailure as failure:
            if self._watch.cut:  # what was there until then looks like somebody else's, or damaged
                raise SyncFailure(SyncCause.NO_ANSWER) from failure
            raise

    def _whole(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], *, most: int
    ) -> tuple[requests.Response, bytes]:
        """The hub's answer and its body, within the time that is given to both."""
        size = len(body or b"") + max(0, most - MAX_ANSWER_BYTES)
        with self._watch.over(self._timeout[0] + longest_s(size, self._total_s)):
            try:
                response = self._session.request(
                    method,
                    self._base + path,
                    # A file is sent piece by piece, each with its own time-out; bytes share one.
                    data=None if body is None else io.BytesIO(body),
                    headers={
                        **headers,
                        "Accept": CONTENT_TYPE,
                        "Accept-Encoding": "identity",
                        "User-Agent": f"checkpoint/{__version__}",
                    },
                    auth=self._auth,
                    timeout=self._timeout,
                    allow_redirects=False,
                    stream=True,
                )
            except requests.RequestException as error:
                raise SyncFailure(_cause_of(error)) from error
            with response:
                if not _is_ours(response):
                    raise SyncFailure(_stranger(response))
                return response, _read(response, most)

    def _understood(
        self, response: requests.Response, content: bytes, kind: type[_Answer]
    ) -> _Answer:
        if response.status_code == requests.codes.ok:
            try:
                return msgspec.json.decode(content, type=kind)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise SyncFailure(SyncCause.ANSWER_DAMAGED) from error
        try:
            code = msgspec.json.decode(content, type=Problem).code
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SyncFailure(SyncCause.ANSWER_DAMAGED) from error
        wait, date = (response.headers.get(name, "") for name in ("Retry-After", "Date"))
        patience = retry_after_s(wait, date, self._clock.now_ms())
        raise HubRefusal(response.status_code, code, patience)


def longest_s(size: int, total_s: float = TOTAL_S) -> float:
    """How long an exchange may take that carries so many bytes."""
    return total_s + 1.5 * size / SLOWEST


def _read(response: requests.Response, most: int) -> bytes:
    """The body, bounded in size."""
    content = bytearray()
    try:
        while piece := response.raw.read1(_PIECE, decode_content=False):
            content += piece
            if len(content) > most:
                raise SyncFailure(SyncCause.NOT_THE_HUB)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise SyncFailure(SyncCause.NO_ANSWER) from error
    return bytes(content)


def check_url(url: str, allow_plain: bool = False) -> bool:
    """Judge a hub's address.

    Returns:
        True where it is this computer itself.

    Raises:
        HubUrlRefused: no address; or not https, and neither this computer nor, where that is
            allowed, an address of the local network.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise HubUrlRefused from error
    local = is_loopback(host)
    plain = parts.scheme == "http" and (local or (allow_plain and is_private(host)))
    if not host or not (parts.scheme == "https" or plain):
        raise HubUrlRefused
    if parts.username is not None or parts.query or parts.fragment:
        raise HubUrlRefused
    return local


class _Bearer(AuthBase):
    """The token. Given as `auth`, or a .netrc file would put its own in place of the header."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _cause_of(error: requests.RequestException) -> SyncCause:
    if isinstance(error, requests.exceptions.SSLError):
        return tls_cause(error)
    if isinstance(error, requests.exceptions.ReadTimeout):
        return SyncCause.NO_ANSWER
    if isinstance(error, requests.exceptions.ConnectionError):
        broken = error.args and isinstance(error.args[0], urllib3.exceptions.ProtocolError)
        return SyncCause.NO_ANSWER if broken else SyncCause.NO_NETWORK
    return SyncCause.NOT_THE_HUB


def _is_ours(response: requests.Response) -> bool:
    headers = response.headers
    return headers.get("Content-Type") == CONTENT_TYPE and headers.get(MARKER) == MARKER_VALUE


def _stranger(response: requests.Response) -> SyncCause:
    """A login page in between looks like a page or a detour; the rest is just not the hub."""
    page = response.headers.get("Content-Type", "").lower().startswith("text/html")
    detour = response.is_redirect or response.status_code == _LOGIN_WANTED
    if detour or (page and response.status_code == requests.codes.ok):
        return SyncCause.CAPTIVE_PORTAL
    return SyncCause.NOT_THE_HUB
