"""Waiting in an event loop for what other threads finish, many at a time."""

import asyncio
from collections import deque
from concurrent.futures import Future
from typing import TypeVar

_Result = TypeVar("_Result")


class Deliveries:
    """Brings results of other threads into one event loop.

    A commit finishes hundreds of batches at once; the loop is woken once for all of them.
    """

    def __init__(self) -> None:
        self._done: deque[asyncio.Future[None]] = deque()
        self._is_woken = False

    async def of(self, future: Future[_Result]) -> _Result:
        """What another thread will set; a waiter that is cancelled cancels it, if there is time.

        Raises:
            Whatever the other thread sets as the cause of its failure.
        """
        loop = asyncio.get_running_loop()
        here: asyncio.Future[None] = loop.create_future()

        def on_done(_: Future[_Result]) -> None:
            if here.done():  # cancelled, and with it perhaps the loop
                return
            self._done.append(here)
            if not self._is_woken:
                self._is_woken = True
                loop.call_soon_threadsafe(self._deliver)

        future.add_done_callback(on_done)
        try:
            await here
        except asyncio.CancelledError:
            future.cancel()
            raise
        return future.result()

    def _deliver(self) -> None:
        # Before looking: whatever is added from now on wakes the loop again.
        self._is_woken = False
        while self._done:
            here = self._done.popleft()
            if not here.done():
                here.set_result(None)
