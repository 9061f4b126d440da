"""Group commit: what all handlers received meanwhile is written in one transaction.

Groups form by themselves while a commit runs; no timer makes anyone wait. A database that takes
several writers at a time has several threads, each with a group of its own.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from time import monotonic
from uuid import UUID

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.store.group import Intake, Outcome
from checkpoint_app.wire.protocol import ProblemCode, Refused

MAX_ROWS = 5_000
MIN_ROWS = 1_000
"""Fewer are no reason to write them beside another group: they will be more when that is done."""
MAX_WAITING_ROWS = 20_000
RETRY_S = 5
_WAIT_S = 1.0
_Job = tuple[Intake, Future[Outcome]]

logger = logging.getLogger(__name__)


class GroupWriter:
    """Takes validated batches from any thread and answers each after its commit."""

    def __init__(
        self, commit: Callable[[Sequence[Intake]], list[Outcome]], writers: int = 1
    ) -> None:
        """Args: what writes a group and returns one outcome for each batch, all or nothing.

        It is called by so many threads at a time.
        """
        self._commit = commit
        self._writers = writers
        self._jobs: deque[_Job] = deque()
        self._rows = 0
        self._sites: set[UUID] = set()
        self._idle_since = monotonic()
        self._closed = False
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []

    @property
    def idle_s(self) -> float:
        """For how long nothing has waited nor been written, in seconds; 0 while something is."""
        return 0.0 if self._jobs or self._sites else monotonic() - self._idle_since

    @property
    def waiting(self) -> int:
        """Passages that wait for their commit."""
        return self._rows

    def submit(self, intake: Intake) -> Future[Outcome]:
        """Queue a batch; the future ends after its commit, or with the error that prevented it.

        Raises:
            Refused: too much is waiting, or the hub is stopping.
        """
        future: Future[Outcome] = Future()
        size = _size(intake)
        with self._changed:
            if self._closed or self._rows + size > MAX_WAITING_ROWS:
                raise Refused(ProblemCode.BUSY, RETRY_S)
            if not self._threads:
                self._start()
            self._jobs.append((intake, future))
            self._rows += size
            self._changed.notify()
        return future

    def close(self) -> None:
        """Take nothing more, write what is queued, end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _start(self) -> None:
        self._threads = [
            threading.Thread(target=self._run, name=f"hub-writer-{number}", daemon=True)
            for number in range(self._writers)
        ]
        for thread in self._threads:
            thread.start()

    def _run(self) -> None:
        while (jobs := self._next_group()) is not None:
            running = [job for job in jobs if job[1].set_running_or_notify_cancel()]
            if running:
                self._write(running)
            with self._changed:
                self._sites.difference_update(job[0].site for job in jobs)
                self._idle_since = monotonic()
                self._changed.notify_all()

    def _next_group(self) -> list[_Job] | None:
        """The batches of the next commit; None at the end.

        None of a site of which another thread is writing: what a site sends is written in the
        order in which it came, and no two threads wait for each other in the database.
        """
        with self._changed:
            while not (group := self._taken()):
                if self._closed and not self._jobs:
                    return None
                self._changed.wait(_WAIT_S)
            return group

    def _taken(self) -> list[_Job]:
        if self._sites and self._rows < MIN_ROWS and not self._closed:
            return []
        group: list[_Job] = []
        left: deque[_Job] = deque()
        passed_over, rows = set(self._sites), 0
        for job in self._jobs:
            site, size = job[0].site, _size(job[0])
            if site in passed_over or (group and rows + size > MAX_ROWS):
                passed_over.add(site)
                left.append(job)
            else:
                group.append(job)
                rows += size
        self._jobs = left
        self._rows -= rows
        self._sites.update(job[0].site for job in group)
        return group

    def _write(self, jobs: list[_Job]) -> None:
        try:
            outcomes = self._commit([intake for intake, _ in jobs])
        except CheckpointError as error:
            # The store takes nothing at present: no batch would fare better alone.
            for _, future in jobs:
                future.set_exception(error)
            return
        except Exception as error:
            # Whatever it was goes to whoever waits; one batch must not spoil its neighbours.
            if len(jobs) == 1:
                jobs[0][1].set_exception(error)
                return
            logger.warning("a group of %d batches failed, each is repeated alone", len(jobs))
            for job in jobs:
                self._write([job])
            return
        for (_, future), outcome in zip(jobs, outcomes, strict=True):
            future.set_result(outcome)


def _size(intake: Intake) -> int:
    """How much a batch weighs: one of nothing but refusals is written too."""
    return max(1, len(intake.passages))
