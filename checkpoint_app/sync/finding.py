"""Listening on the local network for hubs that say they are here. Nothing is sent to any of them.

What is heard is shown to a person and decides nothing.
"""

import contextlib
import threading
from collections.abc import Sequence

from zeroconf import (
    Error,
    InterfaceChoice,
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceStateChange,
    Zeroconf,
)

from checkpoint_app.domain.site_hub_errors import NetworkMissing
from checkpoint_app.wire.announcement import SERVICE, FoundHub, understood

LISTEN_S = 5.0
MOST = 50
"""Hubs shown at most: a network that announces more is not worth looking through."""
_NAMES = 1_000
_ASK_MS = 200
_ASKED = 10


class _Heard:
    """Names heard, so many and no more."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}
        self._lock = threading.Lock()

    def note(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """Called on zeroconf's own thread, by these names."""
        with self._lock:
            if state_change is ServiceStateChange.Removed:
                self._names.pop(name, None)
            elif len(self._names) < _NAMES:
                self._names[name] = None

    def names(self) -> list[str]:
        """In the order they were heard."""
        with self._lock:
            return list(self._names)


def find_hubs(
    seconds: float = LISTEN_S,
    interfaces: Sequence[str] = (),
    stop: threading.Event | None = None,
) -> list[FoundHub]:
    """Listen for a while, and return the hubs that were heard, by site.

    Args:
        interfaces: addresses of this computer to listen at; none for all.
        stop: ends it early.

    Raises:
        NetworkMissing: this computer has no network to listen on.
    """
    heard = _Heard()
    try:
        line = Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All)
    except OSError as error:
        raise NetworkMissing from error
    with contextlib.closing(line):
        browser = ServiceBrowser(line, SERVICE, handlers=[heard.note])
        (stop or threading.Event()).wait(seconds)
        browser.cancel()
        return _told(line, heard.names())


def _told(line: Zeroconf, names: Sequence[str]) -> list[FoundHub]:
    found: dict[object, FoundHub] = {}
    asked = 0
    for name in names:
        if len(found) >= MOST:
            break
        info = ServiceInfo(SERVICE, name)
        with contextlib.suppress(Error):  # a name that is none
            if not info.load_from_cache(line) and asked < _ASKED:
                asked += 1
                info.request(line, _ASK_MS)
        addresses = info.parsed_addresses(IPVersion.All)
        hub = understood(info.properties, addresses, info.port)
        if hub is not None:
            found.setdefault(hub.id, hub)
    return sorted(found.values(), key=lambda one: (one.site, one.id))
