"""Joining a hub with a one-time code."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import EnrolmentRefused, HubUnreachable
from checkpoint_app.domain.trust_errors import (
    CodeMalformed,
    HubNotTheOne,
    OtherSite,
    PlainRefused,
    TooManyCodes,
)
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.causes import SyncFailure
from checkpoint_app.sync.http import HubHttp, HubRefusal, check_url
from checkpoint_app.sync.tls import PinMismatch, fetch_authority
from checkpoint_app.wire.addresses import is_loopback
from checkpoint_app.wire.invitation import split_code
from checkpoint_app.wire.messages import EnrolAnswer, EnrolRequest
from checkpoint_app.wire.protocol import ENROL_PATH, ProblemCode

_CODE_REFUSED = {400, 403, 413, 429}


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining brought; to be kept.

    Attributes:
        token: to send with; site, site_name: what the station reports for; hub: the hub's own id.
        seal_key, verify_key: what is sealed for the hub with, and its signatures checked with; an
            earlier version gives none.
        authority: what the hub's line is checked with, PEM; None for the public authorities.
    """

    token: str = field(repr=False)
    site: UUID
    site_name: str
    hub: UUID
    seal_key: bytes | None
    verify_key: bytes | None
    authority: str | None


def enrol(
    url: str,
    code: str,
    station: StationInfo,
    clock: Clock,
    *,
    public_key: bytes | None = None,
    allow_plain: bool = False,
) -> Joined:
    """Ask a hub to take this station in. Asking again with the same code is safe.

    Where the code carries a pin, the hub is first asked who it is, and told the code only over a
    line that the authority of that pin vouches for.

    Args:
        url: the hub's base address; code: as typed, spaces, hyphens and case do not matter.
        public_key: what the station signs with, Ed25519, raw.

    Raises:
        HubUrlRefused: the address is neither https nor this computer.
        PlainRefused: the code is for a secure line, and the address is not.
        CodeMalformed: it cannot be a code.
        HubNotTheOne: another hub answers than the one that made the code.
        EnrolmentRefused: unknown, used or expired code. Details: reason.
        OtherSite, TooManyCodes: the hub does not take this station there, or no code now.
        HubUnreachable: no answer, or not a hub's. Details: reason.
    """
    check_url(url, allow_plain)
    try:
        code, pin = split_code(code)
    except ValueError as error:
        raise CodeMalformed(reason="code_malformed") from error
    name = " · ".join(part for part in (station.site, station.gate, station.lane) if part)
    request = EnrolRequest(code=code, station=station.id, name=name, public_key=public_key)
    try:
        authority = _authority(url, pin)
        http = HubHttp(url, clock, authority=authority, allow_plain=allow_plain)
        try:
            body = msgspec.json.encode(request)
            said = http.post(ENROL_PATH, body, EnrolAnswer, gzipped=False)
        finally:
            http.close()
    except PinMismatch as error:
        raise HubNotTheOne(reason="pin") from error
    except HubRefusal as refusal:
        raise _refused(refusal) from refusal
    except SyncFailure as failure:
        raise HubUnreachable(reason=failure.cause.value) from failure
    return Joined(**msgspec.structs.asdict(said), authority=authority)


def _authority(url: str, pin: str | None) -> str | None:
    """The authority of a pin, asked for at the hub; none where the code carries no pin."""
    parts = urlsplit(url)
    if pin is None:
        return None
    if parts.scheme == "https":
        return fetch_authority(url.rstrip("/"), pin)
    if is_loopback(parts.hostname or ""):  # nobody stands between
        return None
    raise PlainRefused


def _refused(refusal: HubRefusal) -> EnrolmentRefused | HubUnreachable:
    if refusal.code == ProblemCode.OTHER_SITE:
        return OtherSite(reason=refusal.code)
    if refusal.code == ProblemCode.TOO_MANY_TRIES:
        return TooManyCodes(reason=refusal.code)
    if refusal.status in _CODE_REFUSED:
        return EnrolmentRefused(reason=refusal.code)
    return HubUnreachable(reason=refusal.code)
