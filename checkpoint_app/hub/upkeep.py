"""What the hub does by itself while it serves: once a day it lets go of what is too old, and
freezes the report of the day."""

import logging
import threading
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType

from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.reporting import WINDOW_MS
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.leftovers import Leftovers, Limits
from checkpoint_app.log import place_of

KEEP = timedelta(days=30)
"""How long passages are kept where nobody says otherwise; no text of the law names a number."""
KEEP_COUNTS = timedelta(days=730)
KEEP_ACCESS = timedelta(days=730)
"""Counts of days name nobody; who looked at what must be there when somebody asks."""
KEEP_SIGNS = timedelta(days=180)
"""Of signs of life each day's sum."""
KEEP_NOTICES = timedelta(days=90)
"""After they were withdrawn or have ended, with who has read them."""
KEEP_ANSWERS = timedelta(days=365)
KEEP_CHANGES = timedelta(days=60)
"""Longer than a gate waits to tell a change again."""
LONGEST_GAP = timedelta(days=7)
KEEP_CODES = timedelta(days=30)
HOUR_MS = 3_600_000
LOOK_S = 600.0
"""How often it is looked whether a new day has begun."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many were taken away of each.

    Attributes:
        days: whole days of passages, which on PostgreSQL go uncounted; passages: single ones.
        left: what the hub leaves behind.
    """

    days: int
    passages: int
    stays: int
    left: Leftovers


def purge(hub: Hub, keep: timedelta = KEEP) -> Purged:
    """Let go of what was received before so many whole days, and of what the hub leaves behind.

    Raises:
        DiskFull, StoreBusy and kin: what was taken away by then is away.
    """
    now = hub.now_ms()
    counts = _day(now, KEEP_COUNTS)
    gone = hub.drop_before(_day(now, keep), counts)
    left = hub.keeping.clear(
        Limits(
            signs=_day(now, KEEP_SIGNS),
            codes=_ago(now, KEEP_CODES),
            accesses=_ago(now, KEEP_ACCESS),
            notices=_ago(now, KEEP_NOTICES),
            answers=_ago(now, KEEP_ANSWERS),
            changes=_ago(now, KEEP_CHANGES),
        )
    )
    return Purged(len(gone.days), gone.passages, gone.stays, left)


def _ago(now: int, time: timedelta) -> int:
    return now - int(time.total_seconds() * 1000)


def _day(now: int, time: timedelta) -> str:
    return iso(_ago(now, time))[:10]


class Upkeep:
    """The thread that does it; a context that starts and ends it."""

    def __init__(self, hub: Hub, keep: timedelta = KEEP, look_s: float = LOOK_S) -> None:
        """Args: keep: how long passages are kept; look_s: seconds between two looks."""
        self._hub = hub
        self._keep = keep
        self._look_s = look_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub-upkeep", daemon=True)

    def __enter__(self) -> "Upkeep":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def tend(self) -> Purged | None:
        """Purge where this day has seen none yet, by this or another program of this hub."""
        now = self._hub.now_ms()
        before = self._hub.keeping.claim_day(iso(now)[:10])
        if before is None:
            return None
        if before and not _day(now, LONGEST_GAP) <= before <= iso(now)[:10]:
            # A clock that is years ahead would take everything away.
            logger.warning("the clock went from %s to today: nothing is purged today", before)
            return None
        done = purge(self._hub, self._keep)
        logger.info("purged %d days, %d passages", done.days, done.passages)
        return done

    def report(self) -> None:
        """Freeze the report that is due, and correct the one before where more has come since.

        Between two reports it is made ready what the next one needs.

        Raises:
            StoreBusy and kin: it is tried again at the next look.
        """
        reporting = self._hub.oversight.reporting
        due = reporting.due()
        if reporting.newest(due) is None:
            made = reporting.freeze(due)
            logger.info("report frozen: %d findings", len(made.body.findings))
            if reporting.newest(due - WINDOW_MS) is not None:
                reporting.bring_up_to_date(due - WINDOW_MS)
        reporting.prepare()

    def _run(self) -> None:
        while True:
            for name, work in (("purge", self.tend), ("report", self.report)):
                try:
                    work()
                except CheckpointError as error:
                    logger.warning("the %s did not end: %s", name, error.code)
                except Exception as error:
                    # Whatever it was, the gates go on being served; its text may quote data.
                    logger.error("the %s failed: %s", name, place_of(error))
            # Reports are due at a full hour.
            left_s = (HOUR_MS - self._hub.now_ms() % HOUR_MS) / 1000
            if self._stop.wait(min(self._look_s, left_s)):
                return
