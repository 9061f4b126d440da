"""The loop that empties the outbox. Nothing leaves it but by the hub's word on that very passage.

The store is only touched in short calls before and after the network, never during it.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from random import random
from typing import Protocol

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.log import place_of
from checkpoint_app.records.views import OutboxState, Sending
from checkpoint_app.sync.backoff import CAP_S, Backoff, sign_of_life
from checkpoint_app.sync.bell import GATHER_S, Bell, Links, current_links
from checkpoint_app.sync.causes import SyncCause, SyncFailure, cause_of_store
from checkpoint_app.sync.delivery import Delivery, HubDoor
from checkpoint_app.sync.outgoing import Sender
from checkpoint_app.sync.pace import Pace

BATCH_SIZE = 500
IDLE_S = 60.0
"""How often the outbox is looked at without being told; what another program wrote is seen then."""
LEFT_MS = 900_000
"""What another program has been sending for so long, it was killed over."""
TELL_S = 1.0
"""How often a long round says how it goes on; KEEP_S: how often that is kept in the store."""
KEEP_S = 10.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """One round in numbers.

    Attributes:
        sent: revisions the hub gave its word on: the sum of accepted, duplicate, needs_fix.
        pending: revisions still without its word.
        cause: what stopped the round, None where the outbox was emptied.
    """

    sent: int = 0
    accepted: int = 0
    duplicate: int = 0
    needs_fix: int = 0
    pending: int = 0
    cause: SyncCause | None = None


@dataclass(frozen=True, slots=True)
class SyncState:
    """How sending stands.

    Attributes:
        cause: what stops it, None while all is well; since_ms: since when that has been so.
        next_try_ms: when the next try is due, None where nothing is waited for. Both are
            milliseconds since 1970 UTC.
        per_hour: how many revisions went in an hour of sending; None where it was not measured.
    """

    cause: SyncCause | None
    since_ms: int
    next_try_ms: int | None = None
    per_hour: int | None = None


class SyncListener(Protocol):
    """Who wants to know; called on the engine's thread."""

    def on_round(self, result: RoundResult) -> None:
        """A round has ended."""

    def on_state(self, state: SyncState) -> None:
        """The state has changed."""


class SyncEngine:
    """Sends what the outbox holds, round after round. Thread-safe; one round at a time."""

    def __init__(
        self,
        sender: Sender,
        hub: HubDoor | None,
        clock: Clock,
        stop: threading.Event,
        listener: SyncListener | None = None,
        *,
        rand: Callable[[], float] = random,
        batch_size: int = BATCH_SIZE,
        gather_s: float = GATHER_S,
        links: Links = current_links,
    ) -> None:
        """Nothing is sent yet. A pause that an earlier run of the program began goes on.

        Args:
            sender: whose outbox it is: a station's store, or a hub that sends upward.
            hub: None until the station is enrolled; see `set_hub`.
            stop: ends `run`, and a round after the exchange under way.
            rand: numbers from 0 to below 1, for the jitter.
            batch_size: most passages in one exchange.
            gather_s: how long a new passage waits for company, in seconds.
            links: what this computer is linked to.
        """
        self._outbox = sender.outbox
        self._hub = hub
        self._clock = clock
        self._stop = stop
        self._listener = listener
        self._rand = rand
        self._most = self._size = batch_size
        self._bell = Bell(clock, stop, gather_s=gather_s, links=links)
        self._pace = Pace()
        # What is marked as being sent when no round runs was left so by a killed process or a
        # failed store.
        self._left_over = True
        self._next_sign: float | None = None
        self._told = self._kept_at = clock.monotonic()
        self._round = threading.Lock()
        self._kept = kept = self._outbox.sending()
        self._backoff = Backoff(rand, kept.failures)
        self._pause_s = self._left_of(kept)
        cause = SyncCause(kept.cause) if kept.cause in set(SyncCause) else None
        self._state = SyncState(cause, kept.since or clock.now_ms(), kept.next_try_at)

    def state(self) -> SyncState:
        """How sending stands."""
        return self._state

    def set_hub(self, hub: HubDoor | None) -> None:
        """Send to this hub from the next round on, and begin that round."""
        self._hub = hub
        self._next_sign = None
        self.try_now()

    def wake(self) -> None:
        """There is something new. It ends an idle wait, not a pause after a failure."""
        self._bell.new()

    def try_now(self) -> None:
        """End any wait: somebody asks for it."""
        self._bell.now()

    def run(self) -> None:
        """Round after round until `stop` is set; for a thread of its own."""
        if self._pause_s > 0:
            self._wait()
        while not self._stop.is_set():
            self._bell.quiet()
            try:
                self.once()
            except CheckpointError as error:
                logger.error("sending stopped: %s", error.code)
                self._failed(cause_of_store(error))
            except Exception as error:
                # A thread that dies here would leave the gate in the belief that all is sent. The
                # error's text may quote a passage, so only its place is kept.
                logger.error("sending stopped: %s", place_of(error))
                self._size = max(1, self._size // 2)
                self._failed(SyncCause.PROGRAM_ERROR)
            self._wait()

    def once(self) -> RoundResult:
        """One round: batch after batch until the outbox is empty or a cause stops it.

        Raises:
            DiskFull, StoreBusy and kin: the store failed; whatever was under way is sent again.
        """
        with self._round:
            result = self._one_round()
        if self._listener is not None:
            self._listener.on_round(result)
        return result

    def _one_round(self) -> RoundResult:
        hub = self._hub
        if hub is None:
            self._change(SyncCause.NOT_ENROLLED, None)
            return RoundResult(pending=self._outbox.unsent(), cause=SyncCause.NOT_ENROLLED)
        if self._left_over:
            self._outbox.recover()
        self._left_over = True
        delivery = Delivery(self._outbox, hub, self._stop)
        failure = self._drain(delivery, hub)
        self._left_over = False
        counts = delivery.counts
        if failure is None or any(counts.values()):
            self._backoff.succeeded()
        if failure is None:
            self._change(None, None)
        else:
            self._failed(failure.cause, failure.retry_after_s)
        return RoundResult(
            sent=sum(counts.values()),
            accepted=counts[OutboxState.ACCEPTED],
            duplicate=counts[OutboxState.DUPLICATE],
            needs_fix=counts[OutboxState.NEEDS_FIX],
            pending=self._outbox.unsent(),
            cause=None if failure is None else failure.cause,
        )

    def _drain(self, delivery: Delivery, hub: HubDoor) -> SyncFailure | None:
        while not self._stop.is_set():
            begun, before = self._clock.monotonic(), sum(delivery.counts.values())
            items = self._outbox.claim(self._size, self._clock.now_ms(), self._size // 2)
            if not items:
                if self._outbox.unsent():
                    self._outbox.recover(self._clock.now_ms() - LEFT_MS)
                break
            failure = delivery.deliver(items)
            if failure is not None:
                # Smaller batches pass where large ones do not, and leave a spoiled one behind.
                self._size = max(1, self._size // 2)
                return failure
            self._size = min(self._most, self._size * 2)
            sent = sum(delivery.counts.values()) - before
            self._pace.note(sent, self._clock.monotonic() - begun)
            self._tell()
            # A long backlog must not look like a station that has fallen silent; nor must a hub
            # that takes passages and no signs of life keep it waiting.
            if self._sign_of_life_due() and self._give_sign_of_life(hub) is not None:
                self._next_sign = self._clock.monotonic() + IDLE_S
        if self._stop.is_set() or not self._sign_of_life_due():
            return None
        return self._give_sign_of_life(hub)

    def _give_sign_of_life(self, hub: HubDoor) -> SyncFailure | None:
        try:
            hub.bulletin()
        except SyncFailure as failure:
            return failure
        self._next_sign = self._clock.monotonic() + sign_of_life(self._rand)
        return None

    def _sign_of_life_due(self) -> bool:
        return self._next_sign is None or self._clock.monotonic() >= self._next_sign

    # The state

    def _failed(self, cause: SyncCause, retry_after_s: int | None = None) -> None:
        self._next_sign = None  # the hub hears of it once it is over
        self._pause_s = self._backoff.failed(retry_after_s)
        self._change(cause, self._clock.now_ms() + round(self._pause_s * 1_000))

    def _change(self, cause: SyncCause | None, next_try_ms: int | None) -> None:
        before = self._state
        since = before.since_ms if before.cause == cause else self._clock.now_ms()
        self._say(SyncState(cause, since, next_try_ms))
        kept = Sending(
            cause=cause,
            needs_someone=cause is not None and cause.needs_someone,
            since=since,
            next_try_at=next_try_ms,
            failures=self._backoff.failures,
        )
        if cause is not None or self._kept.cause is not None:
            self._keep(kept)

    def _tell(self) -> None:
        """In the middle of a round: how fast it goes."""
        now = self._clock.monotonic()
        if now - self._told < TELL_S:
            return
        self._told = now
        since = self._state.since_ms if self._state.cause is None else self._clock.now_ms()
        self._say(SyncState(None, since, per_hour=self._pace.per_hour))
        if now - self._kept_at >= KEEP_S:
            at_ms = self._clock.now_ms()
            self._keep(Sending(since=at_ms, per_hour=self._pace.per_hour, heard_at=at_ms))

    def _say(self, state: SyncState) -> None:
        before, self._state = self._state, state
        if self._listener is not None and state != before:
            self._listener.on_state(state)

    def _keep(self, sending: Sending) -> None:
        """For the next run of the program, and for other programs that ask."""
        self._kept_at = self._clock.monotonic()
        if sending == self._kept:
            return
        self._kept = sending
        try:
            self._outbox.note_sending(sending)
        except CheckpointError as error:
            # The window says it all the same, and no row depends on it.
            logger.warning("how sending stands is not kept: %s", error.code)

    # Waiting

    def _left_of(self, kept: Sending) -> float:
        """How much of a pause is left, in seconds; clocks are set, so never more than the cap."""
        if kept.next_try_at is None:
            return 0.0
        return min(max(kept.next_try_at - self._clock.now_ms(), 0) / 1_000, CAP_S)

    def _wait(self) -> None:
        state = self._state
        if state.cause is None or state.next_try_ms is None:
            idle_s = IDLE_S * (0.75 + self._rand() / 2)
            if self._next_sign is not None:
                idle_s = min(idle_s, self._next_sign - self._clock.monotonic())
            self._bell.doze(idle_s)
        else:
            up = self._backoff.network_up if state.cause.of_the_network else None
            self._bell.pause(self._pause_s, state.next_try_ms, up)
