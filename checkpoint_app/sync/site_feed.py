"""Hearing what the other gates of the site crossed and listed, in a thread of its own.

Whatever goes wrong here changes nothing at the gate: it then knows what it knew before.
"""

import ipaddress
import logging
import threading
from collections.abc import Callable
from random import random
from typing import Protocol
from urllib.parse import urlsplit

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.log import place_of
from checkpoint_app.records.elsewhere import Place
from checkpoint_app.records.store import Store
from checkpoint_app.sync.backoff import Backoff
from checkpoint_app.sync.causes import SyncFailure
from checkpoint_app.sync.list_sharing import ListDoor, share_lists
from checkpoint_app.wire.site_feed import SiteFeed

NEAR_S = 5.0
FAR_S = 600.0
"""How often a hub is asked: one on the site's own network, and one far away."""
LONGEST_S = 3_600.0
KEPT_MS = 48 * 3_600_000
TIDY_S = 3_600.0
"""What is older than two days goes, but who is inside; looked after every hour."""
PAGES = 200
"""At most so many pages at once: 100,000 crossings, more than two days of any site."""

logger = logging.getLogger(__name__)


class FeedDoor(ListDoor, Protocol):
    """What hearing needs of the hub; see `checkpoint_app.sync.client`."""

    def site_feed(self, cursor: str) -> SiteFeed:
        """A page from a cursor on; raises SyncFailure."""
        ...

    def close(self) -> None:
        """Drop the connections."""
        ...


class SiteHearing:
    """Asks the hub again and again. Thread-safe; one asks at a time."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        stop: threading.Event,
        on_news: Callable[[], None] = lambda: None,
        *,
        rand: Callable[[], float] = random,
    ) -> None:
        """Nothing is asked yet.

        Args:
            store: where it is kept; stop: ends `run`.
            on_news: called on this thread when something was heard.
            rand: numbers from 0 to below 1, for the jitter.
        """
        self._elsewhere = store.elsewhere
        self._lists = store.shared_lists
        self._clock = clock
        self._stop = stop
        self._on_news = on_news
        self._rand = rand
        self._backoff = Backoff(rand)
        self._bell = threading.Event()
        self._lock = threading.Lock()
        self._door: FeedDoor | None = None
        self._every_s = FAR_S
        self._place: Place | None = None
        self._tidied_at: float | None = None
        self._thread: threading.Thread | None = None

    def set_hub(self, door: FeedDoor | None, url: str | None) -> None:
        """Ask this hub from now on; None for none."""
        with self._lock:
            before, self._door = self._door, door
            self._every_s = NEAR_S if is_near(url or "") else FAR_S
            self._place = None
        if before is not None:
            before.close()
        self._bell.set()

    def start(self) -> None:
        """Ask by itself from now on, in a thread of its own, until `stop` is set."""
        self._thread = threading.Thread(target=self.run, name="site", daemon=True)
        self._thread.start()

    def end(self, timeout_s: float) -> None:
        """Wait for the thread, once `stop` is set, and drop the connections."""
        self._bell.set()
        if self._thread is not None:
            self._thread.join(timeout_s)
        if self._door is not None:
            self._door.close()

    def run(self) -> None:
        """Ask until `stop` is set; for a thread of its own."""
        while not self._stop.is_set():
            wait_s = self.try_once()
            self._bell.wait(wait_s * (0.9 + self._rand() / 5))
            self._bell.clear()

    def once(self) -> float:
        """Read all that is new, and tell what is new here of the site's lists.

        Returns:
            After how many seconds to ask again.

        Raises:
            SyncFailure: no answer, or not the hub's.
            DiskFull, StoreBusy and kin: it cannot be kept.
        """
        with self._lock:
            door, place, every_s = self._door, self._place, self._every_s
        if door is None:
            return FAR_S
        place, heard, said = place or self._elsewhere.place(), 0, None
        for _ in range(PAGES):
            said = door.site_feed(place.cursor)
            source = f"{said.hub} {said.site}"
            if place.cursor and place.source != source:
                place = Place(source, "")  # another hub's cursor means nothing here
                continue
            place = Place(source, said.cursor)
            heard += self._elsewhere.take(said.items, place)
            if not said.more:
                break
        with self._lock:
            if self._door is door:
                self._place = place
        if heard:
            self._on_news()
        self._tidy()
        if said is not None and not said.more and share_lists(self._lists, door, said):
            self._on_news()
        return max(every_s, min(said.wait_s, LONGEST_S)) if said else every_s

    def _tidy(self) -> None:
        now = self._clock.monotonic()
        if self._tidied_at is None or now - self._tidied_at >= TIDY_S:
            self._tidied_at = now
            self._elsewhere.expire(self._clock.now_ms() - KEPT_MS)

    def try_once(self) -> float:
        """As `once`; what goes wrong is noted, and only delays."""
        try:
            wait_s = self.once()
        except SyncFailure as failure:
            return self._backoff.failed(failure.retry_after_s)
        except CheckpointError as error:
            logger.warning("the other gates are not heard: %s", error.code)
        except Exception as error:
            # A thread that dies here would leave the gate in the belief that nobody crosses
            # elsewhere. The error's text may quote somebody, so only its place is kept.
            logger.error("the other gates are not heard: %s", place_of(error))
        else:
            self._backoff.succeeded()
            return wait_s
        return self._backoff.failed()


def is_near(url: str) -> bool:
    """Whether a hub's address is on this computer or its own network, as far as it tells so."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host.endswith(".local") or (bool(host) and "." not in host)
