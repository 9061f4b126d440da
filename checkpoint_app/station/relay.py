"""A hub that reports to another one: to that hub it is a station, whose outbox is its own.

It stands on this floor because it puts the hub's room and the sending room together.
"""

import logging
import threading
from types import TracebackType

from checkpoint_app.domain.clock import Clock, iso
from checkpoint_app.domain.errors import SiteUnknown
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.domain.site_hub_errors import HubIsItself
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.forward import Forward, Upward
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import StationInfo
from checkpoint_app.station.relay_reporting import ReportingRelay
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.engine import RoundResult, SyncEngine, SyncListener
from checkpoint_app.sync.enrol import enrol

STOP_S = 5.0

_log = logging.getLogger(__name__)


def join(hub: Hub, url: str, code: str, clock: Clock, site: str | None = None) -> Upward:
    """Let a hub report to the hub above, with a one-time code of that one.

    Joining again, with a new code, goes on where it was.

    Args:
        site: for which of its sites, by name or id; None where there is one alone.

    Raises:
        SiteUnknown: no such site, or it is to be said which.
        HubIsItself: the address is this hub's own.
        EnrolmentRefused, HubUnreachable, HubUrlRefused: not with this code, now, or there.
    """
    before = hub.forward.upward()
    name = site or hub.only_site()
    if name is None:
        raise SiteUnknown(site="?")
    own_site = hub.site_named(name)
    relay = new_id() if before is None else before.station
    info = StationInfo(relay, name, "", "", SiteKind.OTHER)
    answer = enrol(url, code, info, clock)
    if answer.hub == hub.id:
        raise HubIsItself
    above = Upward(
        url=url,
        token=answer.token,
        station=relay,
        hub=answer.hub,
        site=answer.site,
        site_name=answer.site_name,
        own_site=own_site,
        authority=answer.authority,
    )
    hub.forward.report_to(above)
    return above


class Relay:
    """Sends upward what a hub takes in, in a thread of its own; a context manager."""

    def __init__(self, hub: Hub, clock: Clock, listener: SyncListener | None = None) -> None:
        """Nothing is sent yet; nothing ever is where the hub reports to nobody."""
        self._hub = hub
        self._stop = threading.Event()
        client = client_of(hub.forward, clock)
        self._client = None if client is None else ReportingRelay(client, hub, clock)
        self._engine = SyncEngine(_Source(hub.forward), self._client, clock, self._stop, listener)
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "Relay":
        """Begin."""
        if self._client is not None:
            self._hub.when_taken(self._engine.wake)
            self._thread = threading.Thread(target=self._engine.run, name="relay", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End; what is not sent stays in the hub's database."""
        self._stop.set()
        self._engine.try_now()
        if self._thread is not None:
            self._thread.join(STOP_S)
        if self._client is not None:
            self._client.close()

    def once(self) -> RoundResult:
        """One round, in this thread; see `SyncEngine.once`."""
        return self._engine.once()


class _Source:
    def __init__(self, outbox: Forward) -> None:
        self.outbox = outbox


def client_of(forward: Forward, clock: Clock) -> HubClient | None:
    """The line to the hub above, None where there is none."""
    above = forward.upward()
    if above is None:
        return None
    return HubClient(above.url, above.token, above.station, clock, authority=above.authority)


def standing(hub: Hub) -> dict[str, object] | None:
    """How a hub stands with the hub above, as plain values; None where it reports to nobody."""
    above = hub.forward.upward()
    if above is None:
        return None
    sending = hub.forward.sending()
    refused, told = hub.forward.refused(), hub.bulletins.above.held()
    if told is not None and told.hub != above.hub:
        told = None  # of the hub before
    return {
        "hub": above.url,
        "site": above.site_name,
        "waiting": hub.forward.unsent(),
        "needs_fix": len(refused),
        "refused": refused,
        "cause": sending.cause,
        "since": iso(sending.since) if sending.cause else None,
        "bulletin": None
        if told is None
        else {
            "serial": told.serial,
            "received_at": iso(told.received_at),
            "settings": told.word.settings,
            "watched": len(told.word.watch),
            "keys": sorted(told.word.keys),
            "version": told.word.version,
            "faults": list(told.word.faults),
        },
    }
