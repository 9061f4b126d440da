"""The hub above as a relay sees it: it hears how the gates beneath are, and tells them things."""

import logging
from collections.abc import Sequence
from uuid import UUID

from checkpoint_app import __version__
from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.beats import StationRow
from checkpoint_app.hub.store.forward import RefusedAbove, Upward
from checkpoint_app.i18n import Lang, text
from checkpoint_app.i18n.catalog import CATALOG
from checkpoint_app.sync.bulletin import BulletinFault, BulletinRefused, read_bulletin
from checkpoint_app.sync.causes import SyncFailure
from checkpoint_app.sync.client import HubClient
from checkpoint_app.wire.bulletin import BeneathItem, DayItem, Heartbeat, HeartbeatAnswer
from checkpoint_app.wire.messages import BatchAnswer
from checkpoint_app.wire.protocol import MAX_ACKNOWLEDGED, MAX_BENEATH

MOST_REFUSED = 20
"""So many notices about what is refused at once; how many there are the hub's status says."""

_log = logging.getLogger(__name__)


class ReportingRelay:
    """A hub's line to the hub above. Not thread-safe: one sender at a time.

    Whatever is wrong with a bulletin never holds up a passage: the one before stays in force.

    Attributes:
        fault: why the newest bulletin is not in force, None while all is well.
    """

    def __init__(self, client: HubClient, hub: Hub, clock: Clock) -> None:
        """Prepare; nothing is sent yet."""
        self._client = client
        self._hub = hub
        self._clock = clock
        self.fault: BulletinFault | None = None

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """Send encoded passages; raises BatchRefused or SyncFailure."""
        return self._client.send(items)

    def bulletin(self) -> object:
        """Give a sign of life, and take the bulletin where it is another one.

        Raises:
            SyncFailure: no answer, or not the hub's.
            DiskFull, StoreBusy and kin: this hub's own store cannot be read.
        """
        above = self._hub.forward.upward()
        if above is None:
            return self._client.bulletin()
        answer = self._client.beat(self._beat(above))
        if answer is None:  # an earlier hub, which has no bulletin either
            return self._client.bulletin()
        self.fault = None
        try:
            self._hub.bulletins.above.confirm(answer.confirmed)
            restored = answer.restored
            if restored is not None and self._hub.forward.send_again(restored.id):
                _log.warning("the hub above was put back to an earlier moment")
            self._take_bulletin(answer, above)
            self.tell_refused(above)
        except BulletinRefused as refused:
            self.fault = refused.fault
        except SyncFailure:
            self.fault = BulletinFault.NOT_FETCHED
        except CheckpointError as error:
            _log.error("the store takes no bulletin: %s", error.code)
            self.fault = BulletinFault.NOT_KEPT
        if self.fault is not None:
            _log.warning("bulletin from above not in force: %s", self.fault)
        return answer

    def close(self) -> None:
        """Drop the connections."""
        self._client.close()

    def tell_refused(self, above: Upward) -> None:
        """Have the gates read what the hub above refuses: there it can be mended."""
        refused = self._hub.forward.refused_of_gates(MOST_REFUSED)
        texts = {f"{one.id} {one.rev} {one.code}": refusal_text(one) for one in refused}
        self._hub.bulletins.tell_refused(above.own_site, texts)

    def _take_bulletin(self, answer: HeartbeatAnswer, above: Upward) -> None:
        if answer.hub != above.hub:
            raise BulletinRefused(BulletinFault.OTHER_HUB)
        found = self._hub.bulletins.above.held()
        held = None if found is None or found.hub != above.hub else found.as_held()
        if held is not None and held.revision == answer.revision:
            return
        ours = "" if held is None else held.revision
        new = read_bulletin(self._client.fetch(ours), above.hub, held)
        if new is None:
            return
        if not self._hub.bulletins.take_from_above(new):
            raise BulletinRefused(BulletinFault.OLDER)
        for part in new.faults:
            _log.warning("part of the bulletin from above not used: %s", part)

    def _beat(self, above: Upward) -> Heartbeat:
        hub, now = self._hub, self._clock.now_ms()
        gates = self._gates(above.own_site)
        day, counts = f"{local(now):%Y-%m-%d}", hub.bulletins.above
        held = counts.held()
        entries, exits = counts.day(above.own_site, day)
        return Heartbeat(
            station=above.station,
            sent=now,
            version=__version__,
            queue=hub.forward.unsent(),
            oldest_unsent_at=hub.forward.oldest_unsent_at(),
            needs_fix=len(hub.forward.refused()),
            captured=sum(gate.captured or 0 for gate in gates),
            today=DayItem(day=day, entries=entries, exits=exits),
            held="" if held is None or held.hub != above.hub else held.revision,
            acknowledged=counts.unconfirmed(MAX_ACKNOWLEDGED),
            beneath=[_beneath(gate) for gate in gates[:MAX_BENEATH]],
        )

    def _gates(self, own_site: UUID) -> list[StationRow]:
        """The gates of the own site that were not shut out, those heard of last first."""
        gone = {one.id for one in self._hub.stations() if one.revoked_at is not None}
        found = [
            row
            for row, _ in self._hub.station_states()
            if row.site == own_site and row.id not in gone
        ]
        return sorted(found, key=lambda row: row.signs.last_seen_at or 0, reverse=True)


def _beneath(gate: StationRow) -> BeneathItem:
    signs = gate.signs
    return BeneathItem(
        id=gate.id,
        name=gate.name,
        enrolled_at=signs.enrolled_at,
        last_seen_at=signs.last_seen_at,
        beat_at=signs.beat_at,
        active_at=signs.active_at,
        oldest_unsent_at=signs.oldest_unsent_at,
        skew_ms=signs.skew_ms,
        version=gate.version,
        camera=gate.camera,
        queue=gate.queue,
        needs_fix=gate.needs_fix,
        captured=gate.captured,
        free_mb=gate.free_mb,
    )


def refusal_text(refused: RefusedAbove, lang: Lang = Lang.VI) -> str:
    """What a gate reads of a passage of its own that the hub above refuses; names nobody."""
    code = f"refusal.{refused.code}"
    reason = text(code if code in CATALOG else "reason.other", lang)
    field = f" ({refused.field})" if refused.field else ""
    return text(
        "notice.refused_above",
        lang,
        time=f"{local(refused.occurred_at):%H:%M %d/%m}",
        gate=refused.gate or "?",
        reason=f"{reason}{field}",
    )
