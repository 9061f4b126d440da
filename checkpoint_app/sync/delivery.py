"""Taking claimed passages to the hub, and the hub's word on each of them back."""

import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID, uuid4

import msgspec

from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.sync.outgoing import Outgoing, Waiting
from checkpoint_app.wire.messages import BatchAnswer
from checkpoint_app.wire.protocol import RefusalCode

_Encoded = tuple[Waiting, bytes]


class HubDoor(Protocol):
    """What the engine needs of the hub; see `checkpoint_app.sync.client`."""

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """Send encoded passages; raises BatchRefused or SyncFailure."""
        ...

    def bulletin(self) -> object:
        """Give a sign of life, and hear what the hub has to say; raises SyncFailure."""
        ...


class Delivery:
    """Takes claimed passages to the hub, and what the hub says of each back to the outbox."""

    def __init__(self, outbox: Outgoing[Any], hub: HubDoor, stop: threading.Event) -> None:
        """Args: where the passages came from, where they go, what ends it early."""
        self._outbox = outbox
        self._hub = hub
        self._stop = stop
        self.counts = {
            OutboxState.ACCEPTED: 0,
            OutboxState.DUPLICATE: 0,
            OutboxState.NEEDS_FIX: 0,
        }

    def deliver(self, items: Sequence[Waiting]) -> SyncFailure | None:
        """Send, in halves where the hub refuses the whole; what stopped it, None for nothing.

        Every item is settled or released when this returns.
        """
        parts = [self._encodable(items)]
        while parts:
            part = parts.pop()
            if not part:
                continue
            if self._stop.is_set():
                self._release([part, *parts], "stopped", sinks=False)
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
                self._give_back(part, parts, failure.cause)
                return failure
            else:
                unanswered = self._apply(part, answer)
                if unanswered:
                    self._give_back(unanswered, parts, SyncCause.HUB_ERROR)
                    return SyncFailure(SyncCause.HUB_ERROR)
        return None

    def _encodable(self, items: Sequence[Waiting]) -> list[_Encoded]:
        """The items as JSON; one that cannot be written so is refused here, alone."""
        encoded: list[_Encoded] = []
        for item in items:
            try:
                encoded.append((item, self._outbox.encode(item)))
            except (ValueError, TypeError, msgspec.MsgspecError) as error:
                text = isinstance(error, UnicodeEncodeError)
                code = RefusalCode.TEXT_UNPRINTABLE if text else RefusalCode.MALFORMED
                self._settle([_refusal(item, code, None)], uuid4(), None)
        return encoded

    def _apply(self, part: list[_Encoded], answer: BatchAnswer) -> list[_Encoded]:
        """Settle what the answer speaks of, and return what it does not."""
        asked = {(item.id, item.rev): (item, raw) for item, raw in part}
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
        words = Counter((word.id, word.rev) for word in said)
        settled = [
            word
            for word in said
            # Two words on one are none: one of them is not true, and nobody knows which.
            if words[word.id, word.rev] == 1 and asked.pop((word.id, word.rev), None) is not None
        ]
        self._settle(settled, answer.batch, answer.now)
        return list(asked.values())

    def _settle(self, answers: list[Answer], batch: UUID, hub_now_ms: int | None) -> None:
        if answers:
            self._outbox.settle(answers, batch, hub_now_ms)
        for answer in answers:
            self.counts[answer.state] += 1

    def _give_back(
        self, tried: list[_Encoded], untried: list[list[_Encoded]], cause: SyncCause
    ) -> None:
        self._release([tried], cause, sinks=cause.may_be_poison)
        if untried:
            self._release(untried, cause, sinks=False)

    def _release(self, parts: list[list[_Encoded]], last_answer: str, *, sinks: bool) -> None:
        items = [(item.id, item.rev) for part in parts for item, _ in part]
        self._outbox.release(items, last_answer, sinks=sinks)


def _refusal(item: Waiting, code: str, field: str | None) -> Answer:
    return Answer(item.id, item.rev, OutboxState.NEEDS_FIX, code, field)
