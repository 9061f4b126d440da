"""Whose token a request bears, remembered for some seconds: stations come often."""

from collections.abc import Callable
from threading import Lock

from checkpoint_app.domain.clock import Clock
from checkpoint_app.hub.store.registry import Sender

KEPT_S = 5.0
"""How long a token that another process made void may still be taken."""
MAX_KEPT = 100_000


class Senders:
    """Looks tokens up, and remembers whose they are. Thread-safe."""

    def __init__(self, look_up: Callable[[bytes], Sender | None], clock: Clock) -> None:
        """Args: what finds a token's owner by its hash; only the clock's monotonic time is used."""
        self._look_up = look_up
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[bytes, tuple[Sender, float]] = {}
        self._round = 0

    def known(self, token_hash: bytes) -> Sender | None:
        """Whose token this is, as far as remembered: no look into the database."""
        found = self._kept.get(token_hash)
        return found[0] if found is not None and self._clock.monotonic() < found[1] else None

    def of(self, token_hash: bytes) -> Sender | None:
        """Whose token this is, None for nobody's."""
        found = self.known(token_hash)
        if found is not None:
            return found
        round_ = self._round
        sender = self._look_up(token_hash)
        with self._lock:
            if sender is None:
                self._kept.pop(token_hash, None)
            elif round_ == self._round:  # else it may have been void since it was looked up
                if len(self._kept) >= MAX_KEPT:
                    self._kept.clear()
                self._kept[token_hash] = (sender, self._clock.monotonic() + KEPT_S)
        return sender

    def forget(self) -> None:
        """Look all of them up again: tokens have changed."""
        with self._lock:
            self._round += 1
            self._kept.clear()
