"""What a station does for itself, in the background: backups, the purge, the sheet of 16:00."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from checkpoint_app.domain.clock import Clock, day_bounds, local
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.log import place_of
from checkpoint_app.records.access import Action
from checkpoint_app.records.store import Store
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.day_sheets import keep_due

LOOK_S = 60.0
"""How often it is asked whether anything is due."""
DAY_MS = 86_400_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UpkeepState:
    """How it stands.

    Attributes:
        last_backup_at: when the newest backup was made, ms since 1970 UTC; None for never.
        backup_failure: why the last try failed; None while all is well.
        purged_at: when the purge last ran; purged: how many passages it took away then.
    """

    last_backup_at: int | None = None
    backup_failure: CheckpointError | None = None
    purged_at: int | None = None
    purged: int = 0


class Upkeep:
    """Looks after one open store. `run` is for a thread of its own.

    Attributes:
        retention_days: how long passages are kept; 0 for ever.
    """

    def __init__(
        self,
        store: Store,
        backups: Backups,
        clock: Clock,
        retention_days: int,
        on_change: Callable[[], None],
    ) -> None:
        """Nothing is done yet.

        Args:
            retention_days: see above.
            on_change: called on this thread when the state has changed.
        """
        self._store, self._backups, self._clock = store, backups, clock
        self.retention_days = retention_days
        self._on_change = on_change
        self._purged_on: str | None = None
        self._state = UpkeepState()

    def state(self) -> UpkeepState:
        """How it stands; any thread."""
        return self._state

    def run(self, stop: threading.Event) -> None:
        """Do what is due, again and again until `stop` is set; not in the first, busy minute."""
        self._state = UpkeepState(last_backup_at=self._backups.last_at())
        while not stop.wait(LOOK_S):
            self.once()

    def once(self) -> None:
        """Do what is due now. Nothing that fails here stops the gate or the next try."""
        before = self._state
        for work in (self._keep_sheet, self._back_up, self._purge):
            try:
                work()
            except CheckpointError as error:
                _log.error("upkeep: %s", error.code)
            except Exception as error:
                # The text of an error may quote a passage, so only its place is kept.
                _log.error("upkeep failed: %s", place_of(error))
        if self._state != before:
            self._on_change()

    def _keep_sheet(self) -> None:
        """The day's numbers as they stand at 16:00."""
        keep_due(self._store, self._clock)

    def _back_up(self) -> None:
        if not self._backups.due():
            return
        try:
            self._backups.run()
        finally:
            self._state = UpkeepState(
                self._backups.last_at(),
                self._backups.failure,
                self._state.purged_at,
                self._state.purged,
            )

    def _purge(self) -> None:
        """Once a day: what was confirmed by the hub before the days that are kept.

        Days are counted by the hub's clock as it last said, where this one is ahead of it: a clock
        set years forward must not take away a single passage.
        """
        now = self._clock.now_ms()
        today = f"{local(now):%Y-%m-%d}"
        said = self._store.outbox.hub_time()
        days = self.retention_days
        if not days or said is None or self._purged_on == today:
            return
        first, _ = day_bounds(f"{local(min(now, said)):%Y-%m-%d}")
        self._store.sheets.settle()
        limit = first - days * DAY_MS
        done = self._store.retention.purge(limit, inside_before=limit)
        self._purged_on = today
        if done.passages:
            self._store.access.note(Action.PURGE, None, reason="retention", items=done.passages)
        self._state = UpkeepState(
            self._state.last_backup_at, self._state.backup_failure, now, done.passages
        )
