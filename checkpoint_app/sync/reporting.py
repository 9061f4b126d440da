"""The hub as the engine sees it: signs of life tell how the station is, and bring news."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from checkpoint_app import __version__
from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.records.store import Store
from checkpoint_app.sync.absent import AbsentHub
from checkpoint_app.sync.bulletin import BulletinFault, BulletinRefused, read_bulletin
from checkpoint_app.sync.causes import SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.sync.sending_again import send_again
from checkpoint_app.wire.bulletin import (
    Acknowledgement,
    DayItem,
    Heartbeat,
    HeartbeatAnswer,
    Restored,
)
from checkpoint_app.wire.messages import BatchAnswer
from checkpoint_app.wire.protocol import MAX_ACKNOWLEDGED

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the store does not know of its station.

    Attributes:
        camera: how the camera does, in a word; empty where there is none to speak of.
        free_mb: room on the disk, None where it cannot be told.
    """

    camera: str = ""
    free_mb: int | None = None


class ReportingHub:
    """One station's line to its hub. Not thread-safe: one sender at a time.

    Whatever is wrong with a bulletin never holds up a passage: the one before stays in force, and
    the next sign of life asks again.

    Attributes:
        fault: why the newest bulletin is not in force, None while all is well.
        version: the newest version of the program by the hub's last sign of life, empty for none.
    """

    def __init__(
        self,
        client: HubClient | AbsentHub,
        store: Store,
        clock: Clock,
        *,
        vitals: Callable[[], Vitals] = Vitals,
        on_bulletin: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            on_bulletin: called on the sender's thread when another bulletin is in force.
        """
        self._client = client
        self._store = store
        self._clock = clock
        self._vitals = vitals
        self._on_bulletin = on_bulletin
        self._looked_again = False
        self.fault: BulletinFault | None = None
        self.version = ""

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """Send encoded passages; raises BatchRefused or SyncFailure."""
        return self._client.send(items)

    def bulletin(self) -> object:
        """Give a sign of life, and take the bulletin where it is another one.

        Raises:
            SyncFailure: no answer, or not the hub's.
            DiskFull, StoreBusy and kin: this station's store cannot be read.
        """
        answer = self._client.beat(self._beat())
        if answer is None:  # an earlier hub, which has no bulletin either
            return self._client.bulletin()
        self.version = answer.version
        try:
            self._store.notices.confirm(answer.confirmed)
            self._put_back(answer.restored)
            self._take_bulletin(answer)
            self.fault = None
        except BulletinRefused as refused:
            self.fault = refused.fault
        except SyncFailure:
            self.fault = BulletinFault.NOT_FETCHED
        except CheckpointError as error:
            _log.error("the store takes no bulletin: %s", error.code)
            self.fault = BulletinFault.NOT_KEPT
        if self.fault is not None:
            _log.warning("bulletin not in force: %s", self.fault)
        send_again(self._store.resending, self._client)
        return answer

    def close(self) -> None:
        """Drop the connections."""
        self._client.close()

    def _put_back(self, restored: Restored | None) -> None:
        if restored is None or not self._store.resending.begin(restored.id, restored.held_until):
            return
        _log.warning("the hub was put back to an earlier moment")
        self._store.elsewhere.clear()  # its numbers may mean other crossings now

    def _take_bulletin(self, answer: HeartbeatAnswer) -> None:
        info, held = self._store.info(), self._store.bulletins.held()
        if str(answer.hub) != info.hub_id:
            raise BulletinRefused(BulletinFault.OTHER_HUB)
        ours = held.revision if held is not None and held.hub == answer.hub else ""
        if held is not None and held.faults and not self._looked_again:
            ours = ""  # a program that was renewed may understand what the one before did not
        if ours == answer.revision:
            return
        new = read_bulletin(self._client.fetch(ours), UUID(info.hub_id), held)
        self._looked_again = True
        if new is None:
            return
        if not self._store.bulletins.apply(new):
            raise BulletinRefused(BulletinFault.OLDER)
        for part in new.faults:
            _log.warning("part of the bulletin not used: %s", part)
        self._on_bulletin()

    def _beat(self) -> Heartbeat:
        store, now = self._store, self._clock.now_ms()
        day, balance, vitals = f"{local(now):%Y-%m-%d}", store.balance(), self._vitals()
        counts, held = store.day_counts(day), store.bulletins.held()
        return Heartbeat(
            station=store.info().id,
            sent=now,
            offset=store.time.offset(),
            version=__version__,
            camera=vitals.camera,
            queue=store.outbox.unsent(),
            oldest_unsent_at=store.outbox.oldest_unsent_at(),
            needs_fix=balance.needs_fix,
            captured=balance.captured,
            free_mb=vitals.free_mb,
            today=DayItem(day=day, entries=counts.entries, exits=counts.exits),
            held="" if held is None else held.revision,
            acknowledged=[
                Acknowledgement(
                    notice=notice.told.id, at=notice.acknowledged_at, answer=notice.answer
                )
                for notice in store.notices.unconfirmed(MAX_ACKNOWLEDGED)
                if notice.acknowledged_at is not None
            ],
        )
