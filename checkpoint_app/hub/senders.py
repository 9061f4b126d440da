"""Whose token a request bears, remembered for some seconds: stations come often."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from threading import Lock

from starlette.concurrency import run_in_threadpool

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.protocol import ProblemCode, Refused

KEPT_S = 5.0
"""How long a token that another process made void may still be taken."""
MAX_KEPT = 100_000
MOST_AT_ONCE = 500


class Senders:
    """Looks tokens up, and remembers whose they are. Thread-safe."""

    def __init__(
        self, look_up: Callable[[Collection[bytes]], Mapping[bytes, Sender | Refused]], clock: Clock
    ) -> None:
        """Nothing is remembered yet.

        Args:
            look_up: what finds the owners of tokens by their hashes, and who of them is shut out;
                nobody's are not among what it gives.
            clock: only its monotonic time is used.
        """
        self._look_up = look_up
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[bytes, tuple[Sender, float]] = {}
        self._round = 0

    def known(self, token_hash: bytes) -> Sender | None:
        """Whose token this is, as far as remembered: no look into the database."""
        found = self._kept.get(token_hash)
        return found[0] if found is not None and self._clock.monotonic() < found[1] else None

    def of(self, token_hash: bytes) -> Sender:
        """Whose token this is.

        Raises:
            Refused: nobody's, or a station's that was shut out.
        """
        found = self.known(token_hash) or self.of_all([token_hash])[token_hash]
        if isinstance(found, Refused):
            raise found
        return found

    def of_all(self, hashes: Collection[bytes]) -> dict[bytes, Sender | Refused]:
        """Whose tokens these are, or why they are nobody's: looked up, all at once."""
        round_ = self._round
        held = self._look_up(hashes)
        answers = {one: held.get(one) or Refused(ProblemCode.UNAUTHORISED) for one in hashes}
        with self._lock:
            until = self._clock.monotonic() + KEPT_S
            if len(self._kept) + len(answers) > MAX_KEPT:
                self._kept.clear()
            for token_hash, found in answers.items():
                if isinstance(found, Refused):
                    self._kept.pop(token_hash, None)
                elif round_ == self._round:  # else it may have been void since it was looked up
                    self._kept[token_hash] = (found, until)
        return answers

    def forget(self) -> None:
        """Look all of them up again: tokens have changed."""
        with self._lock:
            self._round += 1
            self._kept.clear()


class Asking:
    """Looks up together what is asked for while a look is under way. For one event loop."""

    def __init__(self, senders: Senders) -> None:
        self._senders = senders
        self._waiting: dict[bytes, asyncio.Future[Sender | Exception]] = {}
        self._task: asyncio.Task[None] | None = None

    async def of(self, token_hash: bytes) -> Sender:
        """See `Senders.of`; what is remembered takes neither the database nor another thread.

        Raises:
            Refused, StoreBusy and kin: it is nobody's, or cannot be looked up now.
        """
        known = self._senders.known(token_hash)
        if known is not None:
            return known
        answer = self._waiting.get(token_hash)
        if answer is None:
            loop = asyncio.get_running_loop()
            answer = self._waiting[token_hash] = loop.create_future()
            if self._task is None:
                self._task = loop.create_task(self._run())
        # Whoever hangs up takes the answer from nobody else.
        found = await asyncio.shield(answer)
        if isinstance(found, Exception):
            raise found
        return found

    async def _run(self) -> None:
        try:
            while self._waiting:
                some = list(self._waiting)[:MOST_AT_ONCE]
                asked = {one: self._waiting.pop(one) for one in some}
                found: Mapping[bytes, Sender | Exception]
                try:
                    found = await run_in_threadpool(self._senders.of_all, some)
                except Exception as error:  # told to everybody who asks
                    found = dict.fromkeys(some, error)
                for one, answer in asked.items():
                    answer.set_result(found[one])
        finally:
            self._task = None
