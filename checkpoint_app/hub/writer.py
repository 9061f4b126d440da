"""Group commit: what all handlers received meanwhile is written in one transaction.

Groups form by themselves while a commit runs; no timer makes anyone wait. A database that takes
several writers at a time has several threads, each with a group of its own.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.store.group import Intake, Outcome
from checkpoint_app.wire.protocol import ProblemCode, Refused

MAX_ROWS = 5_000
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
        self._busy = 0
        self._closed = False
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is being written."""
        return not self._rows and not self._busy

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
                self._busy -= 1

    def _next_group(self) -> list[_Job] | None:
        """The batches of the next commit; None at the end."""
        with self._changed:
            while not self._jobs:
                if self._closed:
                    return None
                self._changed.wait(_WAIT_S)
            group = [self._jobs.popleft()]
            rows = _size(group[0][0])
            while self._jobs and rows + _size(self._jobs[0][0]) <= MAX_ROWS:
                group.append(self._jobs.popleft())
                rows += _size(group[-1][0])
            self._rows -= rows
            self._busy += 1
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
