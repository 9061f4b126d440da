"""One exchange with the hub: bounded, verified, and believed only if it is the hub who answers."""

import io
import ipaddress
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
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.wire.messages import Problem
from checkpoint_app.wire.protocol import (
    CONTENT_TYPE,
    MARKER,
    MARKER_VALUE,
    MAX_ANSWER_BYTES,
)

CONNECT_S = 10.0
STALL_S = 30.0
"""Longest silence; requests' read time-out is per read of the socket, so a slow link may go on."""
TOTAL_S = 180.0
_PIECE = 65_536
_DIGITS = 9
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
        allow_plain: bool = False,
        connect_s: float = CONNECT_S,
        stall_s: float = STALL_S,
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            url: the hub's base address; https, or http to this computer itself.
            token: the station's credential.
            allow_plain: take http to other computers too, where the network is protected.
            connect_s, stall_s: time-outs in seconds.

        Raises:
            HubUrlRefused: another scheme, no host, or http to another computer.
        """
        local = check_url(url, allow_plain)
        self._base = url.rstrip("/")
        self._clock = clock
        self._timeout = (connect_s, stall_s)
        self._auth = _Bearer(token)
        self._session = requests.Session()
        # A proxy set for this computer must not be asked for the computer itself.
        self._session.trust_env = not local

    def close(self) -> None:
        """Drop the connections."""
        self._session.close()

    def get(self, path: str, kind: type[_Answer]) -> _Answer:
        """Ask. Raises as `post`."""
        return self._exchange("GET", path, None, {}, kind)

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
    ) -> _Answer:
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
            content = self._read(response)
        return _understood(response, content, kind)

    def _read(self, response: requests.Response) -> bytes:
        """The body, bounded in size and time."""
        content = b""
        deadline = self._clock.monotonic() + TOTAL_S
        try:
            while piece := response.raw.read1(_PIECE, decode_content=False):
                content += piece
                if len(content) > MAX_ANSWER_BYTES:
                    raise SyncFailure(SyncCause.NOT_THE_HUB)
                if self._clock.monotonic() > deadline:
                    raise SyncFailure(SyncCause.NO_ANSWER)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise SyncFailure(SyncCause.NO_ANSWER) from error
        return content


def check_url(url: str, allow_plain: bool = False) -> bool:
    """Judge a hub's address.

    Returns:
        True where it is this computer itself.

    Raises:
        HubUrlRefused: not https, and neither this computer nor allowed to be plain; or no address.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise HubUrlRefused from error
    local = _is_loopback(host)
    plain = parts.scheme == "http" and (local or allow_plain)
    if not host or not (parts.scheme == "https" or plain):
        raise HubUrlRefused
    if parts.username is not None or parts.query or parts.fragment:
        raise HubUrlRefused
    return local


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
        return SyncCause.TLS
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


def _understood(response: requests.Response, content: bytes, kind: type[_Answer]) -> _Answer:
    if response.status_code == requests.codes.ok:
        try:
            return msgspec.json.decode(content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SyncFailure(SyncCause.ANSWER_DAMAGED) from error
    try:
        code = msgspec.json.decode(content, type=Problem).code
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SyncFailure(SyncCause.ANSWER_DAMAGED) from error
    raise HubRefusal(response.status_code, code, _seconds(response.headers.get("Retry-After", "")))


def _seconds(wait: str) -> int | None:
    """A number of seconds; None for a date, or no number. Further digits make it no longer."""
    return int(wait[:_DIGITS]) if wait.isascii() and wait.isdecimal() else None
