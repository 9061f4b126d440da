"""Wrong PINs cost more and more time, and a restart does not forget them.

The count is the station's, not a person's: a PIN says who somebody is. A right PIN ends the row of
wrong ones; but whoever has a PIN of their own could type it after every few guesses at another's.
So a second count goes down by itself only, one try an hour, and beyond a day's worth of typing
errors it makes everybody wait as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import LockedOut, WrongPin
from checkpoint_app.paths import write_private
from checkpoint_app.security.filelock import locked

FREE_TRIES = 4
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 900
TRIES_A_DAY = 24
_HOUR_MS = 3_600_000
_Tries = Annotated[int, msgspec.Meta(ge=0)]


class _Count(msgspec.Struct, frozen=True):
    """Wrong tries in a row, when the last was, and those of the day since `since_ms`."""

    wrong: _Tries = 0
    last_ms: int = 0
    of_day: _Tries = 0
    since_ms: int = 0


class Lockout:
    """Counts wrong PINs and recovery codes in a small file."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Keep the count in this file."""
        self._path = path
        self._clock = clock

    def check(self) -> None:
        """Let a try pass.

        Raises:
            LockedOut: not yet; says for how many seconds.
            StoreBusy, DiskFull, StoreReadOnly: the count cannot be kept.
        """
        with locked(self._path):
            self._check()

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Around one try: counts a WrongPin raised within, forgets the row where it passes.

        A try is counted before it is made, and taken back unless it was wrong: neither several
        programs at once nor ending one at the right moment makes a try free.

        Raises:
            LockedOut: no try is allowed now, or this wrong one was one too many.
            StoreBusy, DiskFull, StoreReadOnly: the count cannot be kept.
        """
        with locked(self._path):
            self._check()
            self._save(self._with_one(self._load()))
        try:
            yield
        except WrongPin:
            self.check()
            raise
        except BaseException:
            self._take_back(right=False)
            raise
        self._take_back(right=True)

    def wrong(self) -> None:
        """Note a wrong PIN."""
        with locked(self._path):
            self._save(self._with_one(self._load()))

    def _check(self) -> None:
        count, now = self._load(), self._clock.now_ms()
        if now < count.last_ms:
            # The clock was set back: the wait begins again now, instead of lasting until then.
            count = self._save(msgspec.structs.replace(count, last_ms=now))
        wait = self._remaining_s(count)
        if wait > 0:
            raise LockedOut(seconds=wait)

    def _with_one(self, count: _Count) -> _Count:
        """One more wrong try, and fewer of the day by as many as hours have passed."""
        now = self._clock.now_ms()
        # A clock set far forward gives back one day's tries, not all of them.
        hours = max(0, min((now - count.since_ms) // _HOUR_MS, TRIES_A_DAY))
        left, since = max(0, count.of_day - hours), count.since_ms + hours * _HOUR_MS
        if left == 0 or not 0 <= now - since < _HOUR_MS:
            since = now
        return _Count(count.wrong + 1, now, left + 1, since)

    def _take_back(self, *, right: bool) -> None:
        """The try that was counted was no wrong one; a right one ends the row of them."""
        with locked(self._path):
            count = self._load()
            wrong = 0 if right else max(0, count.wrong - 1)
            of_day = max(0, count.of_day - 1)
            if wrong or of_day:
                self._save(msgspec.structs.replace(count, wrong=wrong, of_day=of_day))
            else:
                self._path.unlink(missing_ok=True)

    def _remaining_s(self, count: _Count) -> int:
        over = max(count.wrong - FREE_TRIES, count.of_day - TRIES_A_DAY)
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
            now = self._clock.now_ms()
            return self._save(_Count(FREE_TRIES + 1, now, FREE_TRIES + 1, now))

    def _save(self, count: _Count) -> _Count:
        write_private(self._path, msgspec.json.encode(count))
        return count
