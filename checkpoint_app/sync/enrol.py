"""Joining a hub with a one-time code."""

import msgspec

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import EnrolmentRefused, HubUnreachable
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.causes import SyncFailure
from checkpoint_app.sync.http import HubHttp, HubRefusal
from checkpoint_app.wire.messages import EnrolAnswer, EnrolRequest
from checkpoint_app.wire.protocol import ENROL_PATH

_CODE_REFUSED = {400, 403, 413, 429}


def enrol(
    url: str, code: str, station: StationInfo, clock: Clock, *, allow_plain: bool = False
) -> EnrolAnswer:
    """Ask a hub to take this station in. Asking again with the same code is safe.

    Args:
        url: the hub's base address; code: as typed, spaces and case do not matter.

    Returns:
        The token to send with, the site, and the hub's id; keep them with `Store.set_hub`.

    Raises:
        HubUrlRefused: the address is neither https nor this computer.
        EnrolmentRefused: unknown, used or expired code, or too many wrong ones. Details: reason.
        HubUnreachable: no answer, or not a hub's. Details: reason.
    """
    name = " · ".join(part for part in (station.site, station.gate, station.lane) if part)
    request = EnrolRequest(code=code, station=station.id, name=name)
    http = HubHttp(url, clock, allow_plain=allow_plain)
    try:
        return http.post(ENROL_PATH, msgspec.json.encode(request), EnrolAnswer, gzipped=False)
    except HubRefusal as refusal:
        if refusal.status in _CODE_REFUSED:
            raise EnrolmentRefused(reason=refusal.code) from refusal
        raise HubUnreachable(reason=refusal.code) from refusal
    except SyncFailure as failure:
        raise HubUnreachable(reason=failure.cause.value) from failure
    finally:
        http.close()
