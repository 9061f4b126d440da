"""What ends the waits of the sending thread: time, something new, the network, a person."""

import socket
import threading
from collections.abc import Callable

import psutil

from checkpoint_app.domain.clock import Clock

GATHER_S = 3.0
"""How long a passage waits for company before it is sent, where nothing else waits."""
ENOUGH = 20
"""So many new passages wait for no more."""
_LOOK_S = 3.0
"""How often the network is looked at while it is waited for."""
_SLICE_S = 0.5
_INTERNET = (socket.AF_INET, socket.AF_INET6)
Links = Callable[[], frozenset[str]]


def current_links() -> frozenset[str]:
    """The addresses of this computer on networks that are up, its own loopback left out."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return frozenset(
        f"{name} {address.address}"
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for address in addresses
        if address.family in _INTERNET and not address.address.startswith(("127.", "::1"))
    )


class Bell:
    """Rung from any thread; heard by the one that waits."""

    def __init__(
        self,
        clock: Clock,
        stop: threading.Event,
        *,
        gather_s: float = GATHER_S,
        links: Links = current_links,
    ) -> None:
        """Args: what the time is, what ends every wait, and what this computer is linked to."""
        self._clock = clock
        self._stop = stop
        self._gather_s = gather_s
        self._links = links
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._news = 0
        self._first_news = 0.0
        self._urgent = False

    def new(self) -> None:
        """There is something new: it may wait for company, and ends no pause."""
        with self._lock:
            if not self._news:
                self._first_news = self._clock.monotonic()
            self._news += 1
        self._event.set()

    def now(self) -> None:
        """End any wait."""
        self._urgent = True
        self._event.set()

    def quiet(self) -> None:
        """A round begins: whatever rings from here on may not have been seen by it."""
        with self._lock:
            self._news = 0
            self._urgent = False

    def doze(self, seconds: float) -> None:
        """Wait for so long, or until something new has found company."""
        deadline = self._clock.monotonic() + seconds

        def end() -> float:
            with self._lock:
                if not self._news:
                    return deadline
                gathered = 0.0 if self._news >= ENOUGH else self._first_news + self._gather_s
            return min(deadline, gathered)

        self._wait(end)

    def pause(self, seconds: float, until_ms: int, network_up: Callable[[], float] | None) -> None:
        """Wait out a failure; something new does not end it.

        Args:
            until_ms: when it ends by the wall clock, which goes on while the computer sleeps.
            network_up: where another network may help: how long to wait once there is one.
        """
        begun = self._clock.monotonic()
        deadline = begun + seconds
        looked, before = begun, self._links() if network_up else frozenset[str]()

        def end() -> float:
            nonlocal deadline, looked, before, network_up
            now = self._clock.monotonic()
            if self._clock.now_ms() >= until_ms:
                return now
            if network_up is not None and now - looked >= _LOOK_S:
                looked, after = now, self._links()
                if after - before:
                    deadline = min(deadline, now + network_up())
                    network_up = None  # once: a flapping line must not turn into a storm of tries
                before = after
            return deadline

        self._wait(end)

    def _wait(self, end: Callable[[], float]) -> None:
        while not self._stop.is_set():
            self._event.clear()
            remaining = end() - self._clock.monotonic()
            if self._urgent or remaining <= 0:
                return
            self._event.wait(min(remaining, _SLICE_S))
