"""What the gates of one site tell each other through the hub."""

import threading
from uuid import UUID

import msgspec

from checkpoint_app.domain.clock import Clock, iso
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.feed import Feed
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.hub.store.shared_lists import Checked, SharedLists
from checkpoint_app.wire.protocol import ProblemCode, Refused
from checkpoint_app.wire.site_feed import SiteFeed
from checkpoint_app.wire.site_lists import (
    ListChange,
    ListPage,
    ListRowsQuery,
    ListTaken,
    SiteListStates,
    decode_row,
    key_of,
)

NEXT_S = 5
ALONE_S = 600
"""After how many seconds a station may ask again: where there are others, and where it is alone."""
TRIM_S = 600.0


class Sharing:
    """Reads the feeds and the lists, and keeps the feeds short. Thread-safe."""

    def __init__(self, database: HubDatabase, vault: Vault, hub_id: UUID, clock: Clock) -> None:
        """Args: the hub's database, open; its key at work; whose they are; the time."""
        self._feed = Feed(database, vault)
        self._lists = SharedLists(database, vault)
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
            lists=self._lists.sum(sender.site) if page.shared else None,
        )

    def change_list(self, sender: Sender, change: ListChange) -> ListTaken:
        """Take a change that a station made to a list of its site.

        Raises:
            Refused: it speaks for another station, a row cannot be read, or the list would be
                too long.
        """
        if change.station != sender.station:
            raise Refused(ProblemCode.OTHER_STATION)
        rows: dict[str, bytes] = {}
        try:
            for raw in change.rows:
                rows[key_of(decode_row(change.kind, raw))] = bytes(raw)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise Refused(ProblemCode.ENVELOPE) from error
        checked = Checked(change.id, change.kind, change.way, rows, change.keys, change.revision)
        return self._lists.take(sender, checked, self._clock.now_ms())

    def summary(self) -> list[dict[str, object]]:
        """What the gates of all sites share, kind by kind, as plain values."""
        return [{**row, "changed_at": iso(row["changed_at"])} for row in self._lists.summary()]

    def list_states(self, sender: Sender) -> SiteListStates:
        """How every list of a station's site stands."""
        lists = self._lists.states(sender.site)
        return SiteListStates(hub=self._hub, site=sender.site, lists=lists)

    def list_page(self, sender: Sender, query: ListRowsQuery) -> ListPage:
        """What a list of a station's site holds that the station does not."""
        now = self._clock.now_ms()
        page = self._lists.page(sender, query.kind, query.held, query.after, now)
        return ListPage(
            hub=self._hub,
            site=sender.site,
            whole=page.whole,
            base=page.base,
            revision=page.revision,
            rows=[msgspec.Raw(row) for row in page.rows],
            cursor=page.cursor,
            more=page.more,
        )

    def _is_trim_due(self) -> bool:
        with self._lock:
            now = self._clock.monotonic()
            if self._trimmed_at is not None and now - self._trimmed_at < TRIM_S:
                return False
            self._trimmed_at = now
            return True
