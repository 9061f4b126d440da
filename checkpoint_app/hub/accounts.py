"""People at the hub's door: passwords, growing waits after wrong ones, sessions that end."""

import re
import secrets
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.hub_errors import WeakPassword
from checkpoint_app.domain.sites import MAX_NAME
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.enrolment import GuessBrake, hash_token, make_token
from checkpoint_app.hub.scope import ALL, Scope
from checkpoint_app.hub.store.accounts import Account, Accounts
from checkpoint_app.wire.protocol import CODE_ALPHABET, ProblemCode, Refused

LEAST_PASSWORD, MOST_PASSWORD = 12, 200
IDLE_MS = 30 * 60_000
LONGEST_MS = 12 * 3_600_000
"""A session ends after half an hour without a request, and at the end of a working day."""
PROLONG_MS = 60_000
"""A session is written down as used once a minute, not with each request."""
FREE_TRIES = 5
WAITS_MS = [0] * FREE_TRIES + [30_000 << step for step in range(7)] + [3_600_000]
"""The wait after each wrong try in a row: none, then half a minute, twice as long each time."""
MAX_STRANGERS = 10_000
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
_GROUPS, _GROUP = 4, 5


@dataclass(slots=True)
class _Stranger:
    wrong: int = 0
    locked_until: int = 0


class People:
    """Accounts and sessions. Thread-safe."""

    def __init__(
        self, accounts: Accounts, clock: Clock, hasher: PasswordHasher | None = None
    ) -> None:
        """Args: hasher: Argon2id (RFC 9106), by default 64 MiB and three passes."""
        self._accounts = accounts
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._brake = GuessBrake(clock)
        self._strangers: OrderedDict[str, _Stranger] = OrderedDict()
        self._lock = Lock()
        self._nobodys = ""

    def divide(self, processes: int) -> None:
        """Let through what is this process's part of wrong tries, of so many that are one hub."""
        self._brake.divide(processes)

    def add(
        self, login: str, role: Role, scope: Scope, password: str | None, name: str = ""
    ) -> tuple[Account, str | None]:
        """A new account, and its password where it was made here: it is shown once.

        Args:
            password: None for one that is made here.

        Raises:
            AccountTaken: there is one of this login.
            InvalidEntry: the login or the name cannot be used.
            WeakPassword: the password is too short, or is the login.
        """
        login = normal_login(login)
        if not _LOGIN.fullmatch(login):
            raise InvalidEntry("login", "login_signs")
        name = tidy(name) or login
        if len(name) > MAX_NAME:
            raise InvalidEntry("name", "too_long")
        given, hashed = self._hashed(login, password)
        now = self._clock.now_ms()
        made = self._accounts.add(login, name, role, scope, password=hashed, now=now)
        return made, given if password is None else None

    def set_password(self, login: str, password: str | None) -> str | None:
        """A new password; returned where it was made here. Whoever was signed in is no more.

        Raises:
            AccountUnknown, WeakPassword: see `add`.
        """
        found = self._accounts.named(normal_login(login))
        given, hashed = self._hashed(found.login, password)
        self._accounts.set_password(found.id, hashed)
        return given if password is None else None

    def disable(self, login: str, scope: Scope = ALL) -> Account:
        """Shut somebody out, at once.

        Raises:
            AccountUnknown: no account of this login answers for a part of this scope.
        """
        found = self._accounts.named(normal_login(login), scope)
        self._accounts.disable(found.id, self._clock.now_ms())
        return found

    def every(self, scope: Scope = ALL) -> list[Account]:
        """The accounts whose whole scope lies in a scope, by login."""
        return self._accounts.every(scope)

    def sign_in(self, login: str, password: str, address: str) -> tuple[Account, str, int]:
        """Begin a session: whose, its token, and when it ends, ms since 1970 UTC.

        An unknown login takes as long as a wrong password, and is locked alike.

        Args:
            address: where the request came from; wrong tries are counted by it too.

        Raises:
            Refused: wrong, or too many wrong ones: not yet.
        """
        wait = self._brake.wait_s(address)
        if wait:
            raise Refused(ProblemCode.TOO_MANY_TRIES, wait)
        login, now = normal_login(login), self._clock.now_ms()
        tried = self._accounts.begin_try(login, now, WAITS_MS)
        locked = self._stranger(login, now) if tried is None else tried.account.locked_until or 0
        if locked > now:
            raise Refused(ProblemCode.TOO_MANY_TRIES, -(-(locked - now) // 1000))
        known = tried is not None and tried.account.disabled_at is None
        right = self._is_right(tried.password if tried and known else None, password)
        if tried is None or not right:
            self._brake.wrong(address)
            raise Refused(ProblemCode.LOGIN_WRONG)
        token, ends = make_token(), now + IDLE_MS
        self._accounts.end_try(tried.account.id, hash_token(token), now, ends)
        return tried.account, token, ends

    def who(self, token: str) -> Account:
        """Whose session this is; asking keeps it awake.

        Raises:
            Refused: nobody's, or it has ended.
        """
        key, now = hash_token(token), self._clock.now_ms()
        found = self._accounts.session(key, now)
        if found is None:
            raise Refused(ProblemCode.UNAUTHORISED)
        ends = min(now + IDLE_MS, found.created_at + LONGEST_MS)
        if ends - found.expires_at >= PROLONG_MS:
            self._accounts.prolong(key, ends)
        return found.account

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._accounts.end(hash_token(token))

    def _hashed(self, login: str, password: str | None) -> tuple[str, str]:
        given = make_password() if password is None else password
        length = len(_normal(given))
        if not LEAST_PASSWORD <= length <= MOST_PASSWORD or normal_login(given) == login:
            raise WeakPassword(least=LEAST_PASSWORD)
        return given, self._hasher.hash(_normal(given))

    def _is_right(self, hashed: str | None, password: str) -> bool:
        with self._lock:
            if not self._nobodys:
                self._nobodys = self._hasher.hash(make_password())
        try:
            self._hasher.verify(hashed or self._nobodys, _normal(password)[: MOST_PASSWORD + 1])
        except (VerifyMismatchError, InvalidHashError):
            return False
        return hashed is not None

    def _stranger(self, login: str, now: int) -> int:
        """Until when a login that there is not is locked: as one that there is would be."""
        with self._lock:
            found = self._strangers.setdefault(login[:MAX_NAME], _Stranger())
            self._strangers.move_to_end(login[:MAX_NAME])
            while len(self._strangers) > MAX_STRANGERS:
                self._strangers.popitem(last=False)
            locked = found.locked_until
            if locked <= now:
                found.locked_until = now + WAITS_MS[min(found.wrong, len(WAITS_MS) - 1)]
                found.wrong += 1
            return locked


def make_password() -> str:
    """A password that nobody thought of: a hundred random bits, to be read out and typed."""
    return "-".join(
        "".join(secrets.choice(CODE_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )


def normal_login(text: str) -> str:
    """A login as it is compared."""
    return tidy(unicodedata.normalize("NFKC", text)).casefold()


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)
