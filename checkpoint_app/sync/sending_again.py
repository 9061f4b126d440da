"""Telling a hub that was put back from a backup what it has lost."""

import logging
from collections.abc import Sequence
from typing import Protocol

from checkpoint_app.records.resending import Resending
from checkpoint_app.sync.causes import BatchRefused

TOGETHER = 500
PARTS = 40
"""In one go: what is new at the gate is not to wait for longer."""

_log = logging.getLogger(__name__)


class Door(Protocol):
    """Where passages are sent."""

    def send(self, items: Sequence[bytes]) -> object:
        """Send encoded passages; raises BatchRefused or SyncFailure."""
        ...


def send_again(resending: Resending, hub: Door, parts: int = PARTS) -> int:
    """Send what is to be sent again; a failure leaves the rest for the next time.

    Returns:
        How many passages the hub was told.

    Raises:
        SyncFailure: no answer, or not the hub's.
        DiskFull, StoreBusy and kin: the store failed.
    """
    told = 0
    for _ in range(parts):
        part = resending.next(TOGETHER)
        if part is None:
            break
        _send(hub, [resending.encode(item) for item in part.items])
        resending.done(part)
        told += len(part.items)
    if told:
        _log.info("sent again to a hub that was put back: %d", told)
    return told


def _send(hub: Door, items: Sequence[bytes]) -> None:
    """Send in one, or in halves where that is too much; the hub took each of them once before."""
    if not items:
        return
    try:
        hub.send(items)
    except BatchRefused as refused:
        if len(items) == 1:
            _log.warning("not sent again: %s", refused.code)
            return
        middle = len(items) // 2
        _send(hub, items[:middle])
        _send(hub, items[middle:])
