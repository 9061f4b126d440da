"""Trying passwords, a few at a time and in threads of their own: none is taken from the gates."""

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from checkpoint_app.hub.accounts import People
from checkpoint_app.hub.bodies import RETRY_S
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.wire.protocol import ProblemCode, Refused

AT_ONCE = 2
"""Passwords that are tried at a time: each takes 64 MiB and a processor."""
MOST_WAITING = 16


class Logins:
    """For one event loop; shared by all places that take a password."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._limiter = CapacityLimiter(AT_ONCE)
        self._trying = 0

    async def sign_in(self, login: str, password: str, address: str) -> tuple[Account, str, int]:
        """See `checkpoint_app.hub.accounts.People.sign_in`.

        Raises:
            Refused: also where too many wait already.
        """
        if self._trying >= MOST_WAITING:
            raise Refused(ProblemCode.BUSY, RETRY_S)
        self._trying += 1
        try:
            return await run_sync(
                self._people.sign_in, login, password, address, limiter=self._limiter
            )
        finally:
            self._trying -= 1
