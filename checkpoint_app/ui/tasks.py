"""Slow work off the window's thread: one worker for the store, a few for the network, one for
pictures, one for what takes minutes.

The store's worker is single, so what the user does is written in the order of the keys. Answers
come back on the thread of the window through a slot of a QObject: a plain function connected to a
worker's signal would run on the worker.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.progress import Course
from checkpoint_app.log import place_of

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of one call, on its way to the window's thread."""

    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    value: object = None
    error: Exception | None = None


class Tasks(QObject):
    """The four pools.

    Signals:
        failed: an error that nobody claimed, for `checkpoint_app.ui.messages`.
    """

    failed = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = ThreadPoolExecutor(1, "store")
        self._network = ThreadPoolExecutor(2, "network")
        self._picture = ThreadPoolExecutor(1, "picture")
        self._long = ThreadPoolExecutor(2, "long")
        self._courses: list[Course] = []
        self._stopped = False
        self._answered.connect(self.on_answered, Qt.ConnectionType.QueuedConnection)

    def store(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` after all store work asked before; answer ``owner`` if it still lives.

        Without ``failed`` an error goes to the signal `failed`, so that none is forgotten.
        """
        self._run(self._store, owner, work, done, failed)

    def network(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` that may wait for the network; the store's work does not wait for it."""
        self._run(self._network, owner, work, done, failed)

    def picture(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` that takes the processor for a while; no passage waits for it."""
        self._run(self._picture, owner, work, done, failed)

    def long(
        self,
        owner: QObject,
        work: Callable[[Course], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Course:
        """Run ``work`` that may take minutes, two at a time; nothing else waits for it.

        Returns:
            How far it is, and the way to end it; the end of the window ends it too.
        """
        course = Course()
        self._courses.append(course)

        def run() -> T:
            try:
                return work(course)
            finally:
                self._courses.remove(course)

        self._run(self._long, owner, run, done, failed)
        return course

    def _run(
        self,
        pool: ThreadPoolExecutor,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        def report(future: Future[T]) -> None:
            if future.cancelled():
                return
            error = future.exception()
            if isinstance(error, Exception):
                if not isinstance(error, CheckpointError):
                    log.error("work in the background failed: %s", place_of(error))
                self._answered.emit(_Answer(owner, done, failed, error=error))
            else:
                self._answered.emit(_Answer(owner, done, failed, value=future.result()))

        if self._stopped:
            # An answer on its way when the window closed may ask for more, which nobody will see.
            log.info("nothing is begun after the end")
            return
        pool.submit(work).add_done_callback(report)

    @Slot(object)
    def on_answered(self, answer: _Answer) -> None:
        """Hand an answer to whoever asked, unless it is gone."""
        if not shiboken6.isValid(answer.owner):
            return
        if answer.error is not None:
            (answer.failed or self.failed.emit)(answer.error)
        elif answer.done is not None:
            answer.done(answer.value)

    def stop(self) -> None:
        """Finish what the store was given (it may be somebody's passage); drop the rest."""
        self._stopped = True
        self._network.shutdown(wait=True, cancel_futures=True)
        self._picture.shutdown(wait=True, cancel_futures=True)
        for course in list(self._courses):
            course.stop()
        self._long.shutdown(wait=True, cancel_futures=True)
        self._store.shutdown(wait=True)
