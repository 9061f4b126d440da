"""Taking claimed passages to the hub, and the hub's word on each of them back."""

import threading
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID, uuid4

from checkpoint_app.records.outbox import Outbox
from checkpoint_app.records.views import Answer, OutboxItem, OutboxState
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.wire.messages import BatchAnswer, Bulletin
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import RefusalCode

_Encoded = tuple[OutboxItem, bytes]


class HubDoor(Protocol):
    """What the engine needs of the hub; see `checkpoint_app.sync.client`."""

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """Send encoded passages; raises BatchRefused or SyncFailure."""
        ...

    def bulletin(self) -> Bulletin:
        """Ask how the hub is; raises SyncFailure."""
        ...


class Delivery:
    """Takes claimed passages to the hub, and what the hub says of each back to the outbox."""

    def __init__(self, outbox: Outbox, hub: HubDoor, stop: threading.Event) -> None:
        """Args: where the passages came from, where they go, what ends it early."""
        self._outbox = outbox
        self._hub = hub
        self._stop = stop
        self.counts = {
            OutboxState.ACCEPTED: 0,
            OutboxState.DUPLICATE: 0,
            OutboxState.NEEDS_FIX: 0,
        }

    def deliver(self, items: Sequence[OutboxItem]) -> SyncFailure | None:
        """Send, in halves where the hub refuses the whole; what stopped it, None for nothing.

        Every item is settled or released when this returns.
        """
        parts = [self._encodable(items)]
        while parts:
            part = parts.pop()
            if not part:
                continue
            if self._stop.is_set():
                self._release([part, *parts], "stopped")
                return None
            try:
                answer = self._hub.send([raw for _, raw in part])
            except BatchRefused as refused:
                if len(part) == 1:
                    self._settle([_refusal(part[0][0], refused.code, None)], uuid4(), None)
                else:
                    middle = len(part) // 2
                    parts += [part[middle:], part[:middle]]
            except SyncFailure as failure:
                self._release([part, *parts], failure.cause)
                return failure
            else:
                unanswered = self._apply(part, answer)
                if unanswered:
                    self._release([unanswered, *parts], SyncCause.HUB_ERROR)
                    return SyncFailure(SyncCause.HUB_ERROR)
        return None

    def _encodable(self, items: Sequence[OutboxItem]) -> list[_Encoded]:
        """The items as JSON; one that cannot be written so is refused here, alone."""
        encoded: list[_Encoded] = []
        for item in items:
            try:
                encoded.append((item, encode_item(item.passage)))
            except UnicodeEncodeError:
                answer = _refusal(item, RefusalCode.TEXT_UNPRINTABLE, None)
                self._settle([answer], uuid4(), None)
        return encoded

    def _apply(self, part: list[_Encoded], answer: BatchAnswer) -> list[_Encoded]:
        """Settle what the answer speaks of, and return what it does not."""
        asked = {(item.passage.id, item.passage.rev): (item, raw) for item, raw in part}
        said = [
            *(Answer(item, rev, OutboxState.ACCEPTED) for item, rev in answer.accepted),
            *(Answer(item, rev, OutboxState.DUPLICATE) for item, rev in answer.duplicate),
        ]
        for rejection in answer.rejected:
            if rejection.id is not None and rejection.rev is not None:
                said.append(
                    Answer(
                        rejection.id,
                        rejection.rev,
                        OutboxState.NEEDS_FIX,
                        rejection.code,
                        rejection.field,
                    )
                )
            elif rejection.index is not None and 0 <= rejection.index < len(part):
                said.append(_refusal(part[rejection.index][0], rejection.code, rejection.field))
        settled = [word for word in said if asked.pop((word.id, word.rev), None) is not None]
        self._settle(settled, answer.batch, answer.now)
        return list(asked.values())

    def _settle(self, answers: list[Answer], batch: UUID, hub_now_ms: int | None) -> None:
        if answers:
            self._outbox.settle(answers, batch, hub_now_ms)
        for answer in answers:
            self.counts[answer.state] += 1

    def _release(self, parts: list[list[_Encoded]], last_answer: str) -> None:
        items = [(item.passage.id, item.passage.rev) for part in parts for item, _ in part]
        self._outbox.release(items, last_answer)


def _refusal(item: OutboxItem, code: str, field: str | None) -> Answer:
    return Answer(item.passage.id, item.passage.rev, OutboxState.NEEDS_FIX, code, field)
