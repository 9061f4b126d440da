"""Enrolment codes, tokens, and a brake on guessing."""

import hashlib
import ipaddress
import secrets
from collections import OrderedDict, deque
from threading import Lock

from checkpoint_app.domain.clock import Clock
from checkpoint_app.wire.protocol import CODE_ALPHABET, CODE_LENGTH

CODE_DAYS = 7
WRONG_TRIES = 10
WRONG_TRIES_IN_ALL = 300
"""Of all addresses together: a guesser may have many. In seven days they come to some 300,000 of
the 2⁴⁰ codes there are."""
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
    """Counts wrong codes by address and in all; too many in a while, and none is looked at."""

    def __init__(self, clock: Clock) -> None:
        """Args: only the clock's monotonic time is used."""
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()
        self._lock = Lock()
        self._most, self._most_in_all = WRONG_TRIES, WRONG_TRIES_IN_ALL

    def divide(self, parts: int) -> None:
        """Let through one of so many equal parts."""
        self._most = max(1, WRONG_TRIES // parts)
        self._most_in_all = max(1, WRONG_TRIES_IN_ALL // parts)

    def wait_s(self, address: str) -> int:
        """Seconds until this address may try again, 0 for now."""
        with self._lock:
            tries = self._recent(_place(address))
            return max(
                self._left(tries, self._most),
                self._left(self._late(self._all), self._most_in_all),
            )

    def wrong(self, address: str) -> None:
        """Count a wrong code."""
        place, now = _place(address), self._clock.monotonic()
        with self._lock:
            tries = self._recent(place)
            tries.append(now)
            self._late(self._all).append(now)
            self._wrong[place] = tries
            self._wrong.move_to_end(place)
            while len(self._wrong) > MAX_ADDRESSES:
                self._wrong.popitem(last=False)

    def _left(self, tries: deque[float], most: int) -> int:
        if len(tries) < most:
            return 0
        return max(1, round(tries[0] + WINDOW_S - self._clock.monotonic()))

    def _recent(self, place: str) -> deque[float]:
        return self._late(self._wrong.get(place, deque()))

    def _late(self, tries: deque[float]) -> deque[float]:
        while tries and tries[0] <= self._clock.monotonic() - WINDOW_S:
            tries.popleft()
        return tries


def _place(address: str) -> str:
    """What is counted as one address: of IPv6 the /64, which one household has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), 64), strict=False))
