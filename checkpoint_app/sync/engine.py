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
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import OutboxState
from checkpoint_app.sync.backoff import Backoff
from checkpoint_app.sync.causes import SyncCause, SyncFailure
from checkpoint_app.sync.delivery import Delivery, HubDoor

BATCH_SIZE = 500
IDLE_S = 60.0
"""How often the outbox is looked at without being told; what another program wrote is seen then."""
SIGN_OF_LIFE_S = 600.0
"""How often the hub is asked when there is nothing to send."""
_SLICE_S = 0.5

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
    """

    cause: SyncCause | None
    since_ms: int
    next_try_ms: int | None = None


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
        store: Store,
        hub: HubDoor | None,
        clock: Clock,
        stop: threading.Event,
        listener: SyncListener | None = None,
        *,
        rand: Callable[[], float] = random,
        batch_size: int = BATCH_SIZE,
    ) -> None:
        """Nothing is sent yet.

        Args:
            hub: None until the station is enrolled; see `set_hub`.
            stop: ends `run`, and a round after the exchange under way.
            rand: numbers from 0 to below 1, for the jitter.
            batch_size: most passages in one exchange.
        """
        self._store = store
        self._outbox = store.outbox
        self._hub = hub
        self._clock = clock
        self._stop = stop
        self._listener = listener
        self._rand = rand
        self._most = self._size = batch_size
        self._backoff = Backoff(rand)
        self._round = threading.Lock()
        # What is marked as being sent when no round runs was left so by a killed process or a
        # failed store.
        self._left_over = True
        self._last_contact: float | None = None
        self._pause_s = 0.0
        self._state = SyncState(None, clock.now_ms())
        self._bell = threading.Event()
        self._new = False
        self._urgent = False

    def state(self) -> SyncState:
        """How sending stands."""
        return self._state

    def set_hub(self, hub: HubDoor | None) -> None:
        """Send to this hub from the next round on, and begin that round."""
        self._hub = hub
        self._last_contact = None
        self.try_now()

    def wake(self) -> None:
        """There is something new. It ends an idle wait, not a pause after a failure."""
        self._new = True
        self._bell.set()

    def try_now(self) -> None:
        """End any wait: the network is back, or someone asks for it."""
        self._urgent = True
        self._bell.set()

    def run(self) -> None:
        """Round after round until `stop` is set; for a thread of its own."""
        while not self._stop.is_set():
            self._new = self._urgent = False
            try:
                self.once()
            except CheckpointError as error:
                logger.error("sending stopped: %s", error.code)
                self._failed(SyncCause.STORE_FAILED)
            except Exception as error:
                # A thread that dies here would leave the gate in the belief that all is sent. The
                # error's text may quote a passage, so only its place is kept.
                logger.error("sending stopped: %s", place_of(error))
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
            self._failed(SyncCause.NOT_ENROLLED)
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
        asked = False
        while not self._stop.is_set():
            items = self._outbox.claim(self._size, self._clock.now_ms())
            if not items:
                break
            asked = True
            failure = delivery.deliver(items)
            if failure is not None:
                # Smaller batches pass where large ones do not, and leave a spoiled one behind.
                self._size = max(1, self._size // 2)
                return failure
            self._size = min(self._most, self._size * 2)
            self._last_contact = self._clock.monotonic()
        if asked or self._stop.is_set() or not self._sign_of_life_due():
            return None
        try:
            hub.bulletin()
        except SyncFailure as failure:
            return failure
        self._last_contact = self._clock.monotonic()
        return None

    def _sign_of_life_due(self) -> bool:
        if self._last_contact is None or self._state.cause is not None:
            return True
        return self._clock.monotonic() - self._last_contact >= SIGN_OF_LIFE_S

    def _failed(self, cause: SyncCause, retry_after_s: int | None = None) -> None:
        self._pause_s = self._backoff.failed(retry_after_s)
        self._change(cause, self._clock.now_ms() + round(self._pause_s * 1_000))

    def _change(self, cause: SyncCause | None, next_try_ms: int | None) -> None:
        before = self._state
        since = before.since_ms if before.cause == cause else self._clock.now_ms()
        self._state = SyncState(cause, since, next_try_ms)
        if self._listener is not None and self._state != before:
            self._listener.on_state(self._state)

    def _wait(self) -> None:
        failed = self._state.cause is not None
        wait_s = self._pause_s if failed else IDLE_S * (0.75 + self._rand() / 2)
        deadline = self._clock.monotonic() + wait_s
        while not self._stop.is_set():
            self._bell.clear()
            remaining = deadline - self._clock.monotonic()
            if self._urgent or (self._new and not failed) or remaining <= 0:
                return
            self._bell.wait(min(remaining, _SLICE_S))
