"""Enrolment codes, tokens, and a brake on guessing."""

import hashlib
import secrets
from collections import OrderedDict, deque
from threading import Lock

from checkpoint_app.domain.clock import Clock
from checkpoint_app.wire.protocol import CODE_ALPHABET, CODE_LENGTH

CODE_DAYS = 7
WRONG_TRIES = 10
WINDOW_S = 600
MAX_ADDRESSES = 10_000


def make_code() -> str:
    """A new one-time enrolment code, 40 random bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def make_token() -> str:
    """A new station token, 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_code(typed: str) -> bytes:
    """What is stored of a code; spaces, hyphens and case of what was typed do not matter."""
    return hashlib.sha256(
        "".join(char for char in typed.upper() if char in CODE_ALPHABET).encode()
    ).digest()


def hash_token(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()


class GuessBrake:
    """Counts wrong codes by address; too many in a while, and none is looked at any more."""

    def __init__(self, clock: Clock) -> None:
        """Args: only the clock's monotonic time is used."""
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, address: str) -> int:
        """Seconds until this address may try again, 0 for now."""
        with self._lock:
            tries = self._recent(address)
            if len(tries) < WRONG_TRIES:
                return 0
            return max(1, round(tries[0] + WINDOW_S - self._clock.monotonic()))

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        with self._lock:
            tries = self._recent(address)
            tries.append(self._clock.monotonic())
            self._wrong[address] = tries
            self._wrong.move_to_end(address)
            while len(self._wrong) > MAX_ADDRESSES:
                self._wrong.popitem(last=False)

    def _recent(self, address: str) -> deque[float]:
        tries = self._wrong.get(address, deque())
        while tries and tries[0] <= self._clock.monotonic() - WINDOW_S:
            tries.popleft()
        return tries
