"""What the gates of one site tell each other through the hub."""

import threading
from uuid import UUID

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.store.feed import Feed
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.site_feed import SiteFeed

NEXT_S = 5
ALONE_S = 600
"""After how many seconds a station may ask again: where there are others, and where it is alone."""
TRIM_S = 600.0


class Sharing:
    """Reads the feeds, and keeps them short. Thread-safe."""

    def __init__(self, feed: Feed, hub_id: UUID, clock: Clock) -> None:
        """Args: where the feeds are, whose they are, and the time."""
        self._feed = feed
        self._hub = hub_id
        self._clock = clock
        self._lock = threading.Lock()
        self._trimmed_at: float | None = None

    def page(self, sender: Sender, cursor: str) -> SiteFeed:
        """What the other stations of a station's site crossed since a cursor."""
        now = self._clock.now_ms()
        if self._is_trim_due():
            self._feed.trim(now)
        page = self._feed.page(sender.site, sender.station, cursor, now)
        return SiteFeed(
            hub=self._hub,
            site=sender.site,
            items=page.items,
            cursor=page.cursor,
            more=page.more,
            wait_s=NEXT_S if page.shared else ALONE_S,
        )

    def _is_trim_due(self) -> bool:
        with self._lock:
            now = self._clock.monotonic()
            if self._trimmed_at is not None and now - self._trimmed_at < TRIM_S:
                return False
            self._trimmed_at = now
            return True
