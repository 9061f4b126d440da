"""What the last report found at a site, as the site's own gates are told it."""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from checkpoint_app.hub.findings.saying import said
from checkpoint_app.hub.reporting import Body, Item
from checkpoint_app.hub.store.database import HubDatabase
from checkpoint_app.hub.store.reports import Reports
from checkpoint_app.i18n import Lang
from checkpoint_app.wire.bulletin import FoundItem, FoundWords
from checkpoint_app.wire.protocol import MAX_FOUND, MAX_FOUND_TEXT

_NEVER = -1


class Telling:
    """Keeps the findings of the last report at hand, by site. Thread-safe.

    Every sign of life asks for one site; the report is read once for all of them, when it changed.
    """

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._reports = Reports(database)
        self._lock = threading.Lock()
        self._stamp = _NEVER
        self._at: int | None = None
        self._by_site: Mapping[UUID, Sequence[Item]] = {}

    def of(self, site: UUID, stamp: int) -> tuple[int | None, Sequence[Item]]:
        """Of what moment the last report is, and what it found at a site.

        Args:
            stamp: when reports last changed, see `checkpoint_app.hub.store.bulletins.REPORTED`;
                0 for never.
        """
        with self._lock:
            if stamp != self._stamp:
                self._at, self._by_site = self._read() if stamp else (None, {})
                self._stamp = stamp
            return self._at, self._by_site.get(site, ())

    def _read(self) -> tuple[int | None, Mapping[UUID, Sequence[Item]]]:
        held = self._reports.last()
        if held is None:
            return None, {}
        found: dict[UUID, list[Item]] = defaultdict(list)
        for item in msgspec.json.decode(held.body, type=Body).findings:
            found[item.site].append(item)
        return held.at, found


def found_item(item: Item, at: int) -> FoundItem:
    """A finding as a message.

    Args:
        at: of what moment its report is.
    """
    words = {}
    for lang in Lang:
        title, because, advice = (part[:MAX_FOUND_TEXT] for part in said(*_of(item), lang))
        words[lang.value] = FoundWords(title=title, because=because, advice=advice)
    return FoundItem(finding=item.finding, since=item.since or at, words=words)


def found_items(items: Sequence[Item], at: int) -> list[FoundItem]:
    """The findings of a site as messages, in the order of the report."""
    return [found_item(item, at) for item in items[:MAX_FOUND]]


def _of(item: Item) -> tuple[str, dict[str, object]]:
    return item.finding, item.evidence
