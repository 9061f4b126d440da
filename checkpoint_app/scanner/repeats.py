"""A card held in view is read many times and counts once."""

import hashlib
import secrets
from collections import OrderedDict

from checkpoint_app.domain.clock import Clock

_REMEMBERED = 4096
"""Payloads. More than a lane sees within any window; the oldest is forgotten first."""


class RepeatGuard:
    """Tells a payload seen within the last seconds, for one lane. Use it from one thread at a time.

    It remembers keyed digests, never payloads, and the key dies with the program.
    """

    def __init__(self, window_s: float, clock: Clock) -> None:
        """A guard whose window slides: every sighting within `window_s` seconds renews it."""
        self._window_s = window_s
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, float] = OrderedDict()

    def is_repeat(self, payload: bytes) -> bool:
        """True where this payload was sighted within the window; notes this sighting."""
        now, digest = self._clock.monotonic(), self._digest(payload)
        before = self._seen.pop(digest, None)
        self._seen[digest] = now
        self._forget_old(now)
        return before is not None and now - before <= self._window_s

    def forget(self, payload: bytes) -> None:
        """Lets this payload count again at once, for its passage could not be recorded."""
        self._seen.pop(self._digest(payload), None)

    def _digest(self, payload: bytes) -> bytes:
        return hashlib.blake2b(payload, key=self._key, digest_size=16).digest()

    def _forget_old(self, now: float) -> None:
        while self._seen:
            digest, at = next(iter(self._seen.items()))
            if len(self._seen) <= _REMEMBERED and now - at <= self._window_s:
                return
            del self._seen[digest]
