"""Sharing the site's lists with its other gates: what changed here goes up, then the rest comes.

A line that breaks half way has changed nothing: a list is put into the store once its last page is
there.
"""

import logging
from typing import Protocol

import msgspec

from checkpoint_app.domain.listed import Shared, SharedKind
from checkpoint_app.records.shared_lists import Change, SharedLists
from checkpoint_app.sync.causes import BatchRefused
from checkpoint_app.wire.site_feed import SiteFeed
from checkpoint_app.wire.site_lists import (
    MAX_LISTED,
    ListPage,
    ListTaken,
    SiteListStates,
    decode_row,
)

CHANGES = 100
"""At most so many in one go."""
ORDER = (SharedKind.PEOPLE, SharedKind.CARDS, SharedKind.WATCH, SharedKind.HANDED)
"""Which cards were handed in can be noted on cards that are known."""
_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)

_log = logging.getLogger(__name__)


class ListDoor(Protocol):
    """What sharing needs of the hub; see `checkpoint_app.sync.client`."""

    def change_list(self, change: Change) -> ListTaken:
        """Tell it a change; raises BatchRefused or SyncFailure."""
        ...

    def list_states(self) -> SiteListStates:
        """How the lists stand; raises SyncFailure."""
        ...

    def list_page(self, kind: SharedKind, held: int, after: str) -> ListPage:
        """A page of a list; raises SyncFailure."""
        ...


def share_lists(lists: SharedLists, door: ListDoor, said: SiteFeed) -> bool:
    """Tell what changed here, and take what changed elsewhere.

    Args:
        said: the hub's last page of the feed.

    Returns:
        Whether a list has changed here.

    Raises:
        SyncFailure: no answer, or not the hub's.
        DiskFull, StoreBusy and kin: it cannot be kept.
    """
    if said.lists is None:
        return False
    lists.begin(f"{said.hub} {said.site}")
    held = lists.held()
    if not _tell(lists, door) and said.lists == sum(held.values()):
        return False
    there = {state.kind: state.revision for state in door.list_states().lists}
    for kind, revision in lists.held().items():
        if there.get(kind, 0) < revision:
            _log.warning("the hub was put back to before a list: %s", kind)
            lists.restore(kind)
    _tell(lists, door)
    news = False
    for kind in ORDER:
        if there.get(kind, 0) != lists.held().get(kind, 0):
            news |= _take(lists, door, kind)
    return news


def _tell(lists: SharedLists, door: ListDoor) -> bool:
    """Tell the hub what changed here; whether there was anything."""
    for told in range(CHANGES):
        change = lists.next()
        if change is None:
            return bool(told)
        try:
            taken = door.change_list(change)
        except BatchRefused as refused:
            _log.warning("a list is not shared: %s, %s", change.kind, refused.code)
            lists.refused(change, refused.code)
        else:
            lists.told(change, taken.before, taken.revision)
    return True


def _take(lists: SharedLists, door: ListDoor, kind: SharedKind) -> bool:
    held = lists.held().get(kind, 0)
    rows: list[Shared] = []
    page = first = door.list_page(kind, held, "")
    unread = _read(kind, page, rows)
    while page.more:
        page = door.list_page(kind, held, page.cursor)
        unread += _read(kind, page, rows)
        if (page.whole, page.base) != (first.whole, first.base) or len(rows) > 2 * MAX_LISTED:
            return False  # rows went meanwhile: it is read anew the next time
    if unread:
        _log.warning("%d rows of a list are not understood: %s", unread, kind)
    if not page.revision:
        return False  # there is no such list
    return lists.take(kind, rows, whole=page.whole, revision=page.revision)


def _read(kind: SharedKind, page: ListPage, rows: list[Shared]) -> int:
    """Add the rows of a page; how many cannot be understood, which a newer program wrote."""
    unread = 0
    for raw in page.rows:
        try:
            rows.append(decode_row(kind, raw))
        except _UNREADABLE:
            unread += 1
    return unread
