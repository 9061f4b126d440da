"""Wrong PINs cost more and more time, and a restart does not forget them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import LockedOut, WrongPin
from checkpoint_app.paths import write_private

FREE_TRIES = 4
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 900


class _Count(msgspec.Struct, frozen=True):
    wrong: Annotated[int, msgspec.Meta(ge=0)] = 0
    last_ms: int = 0


class Lockout:
    """Counts wrong PINs in a small file."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Keep the count in this file."""
        self._path = path
        self._clock = clock

    def check(self) -> None:
        """Let a try pass.

        Raises:
            LockedOut: not yet; says for how many seconds.
        """
        count = self._load()
        if self._clock.now_ms() < count.last_ms:
            # The clock was set back: the wait begins again now, instead of lasting until then.
            count = self._save(_Count(count.wrong, self._clock.now_ms()))
        wait = self._remaining_s(count)
        if wait > 0:
            raise LockedOut(seconds=wait)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Around one try: counts a WrongPin raised within, forgets the count where it passes.

        Raises:
            LockedOut: no try is allowed now, or this wrong one was one too many.
        """
        self.check()
        try:
            yield
        except WrongPin:
            self.wrong()
            self.check()
            raise
        self.right()

    def wrong(self) -> None:
        """Note a wrong PIN."""
        self._save(_Count(self._load().wrong + 1, self._clock.now_ms()))

    def right(self) -> None:
        """Forget the wrong ones."""
        self._path.unlink(missing_ok=True)

    def _remaining_s(self, count: _Count) -> int:
        over = count.wrong - FREE_TRIES
        if over <= 0:
            return 0
        wait = min(FIRST_WAIT_S << min(over - 1, 10), LONGEST_WAIT_S)
        passed = self._clock.now_ms() - count.last_ms
        return max(0, -(-(wait * 1000 - passed) // 1000))

    def _load(self) -> _Count:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Count)
        except FileNotFoundError:
            return _Count()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # A damaged count is one wrong try too many, not none; from now, not for ever.
            return self._save(_Count(FREE_TRIES + 1, self._clock.now_ms()))

    def _save(self, count: _Count) -> _Count:
        write_private(self._path, msgspec.json.encode(count))
        return count
