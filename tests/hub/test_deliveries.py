"""What other threads finish reaches whoever waits for it, however many at once."""

import asyncio
import threading
from concurrent.futures import Future

import pytest

from checkpoint_app.hub.deliveries import Deliveries

WAIT_S = 20


def test_each_gets_its_own_result_and_the_loop_is_woken_once_for_all() -> None:
    async def run() -> tuple[list[int], int]:
        loop, deliveries, woken = asyncio.get_running_loop(), Deliveries(), []
        call = loop.call_soon_threadsafe

        def counted(*args: object) -> asyncio.Handle:
            woken.append(1)
            return call(*args)  # type: ignore[arg-type] # as it was called

        loop.call_soon_threadsafe = counted  # type: ignore[method-assign,assignment] # to be counted
        futures = [Future[int]() for _ in range(200)]
        tasks = [asyncio.create_task(deliveries.of(future)) for future in futures]
        await asyncio.sleep(0)

        def finish() -> None:
            for number, future in enumerate(futures):
                future.set_result(number)

        thread = threading.Thread(target=finish)
        thread.start()
        thread.join()  # all of them while the loop is held up here
        async with asyncio.timeout(WAIT_S):
            return [await task for task in tasks], len(woken)

    results, woken = asyncio.run(run())
    assert results == list(range(200))
    assert woken == 1


def test_nothing_is_left_lying_however_threads_and_loop_meet() -> None:
    async def run() -> int:
        deliveries, found = Deliveries(), 0
        for _ in range(50):
            futures = [Future[int]() for _ in range(20)]
            threads = [
                threading.Thread(
                    target=lambda some: [future.set_result(1) for future in some],
                    args=(futures[first::2],),
                )
                for first in range(2)
            ]
            tasks = [asyncio.create_task(deliveries.of(future)) for future in futures]
            for thread in threads:
                thread.start()
            async with asyncio.timeout(WAIT_S):
                found += sum([await task for task in tasks])
            for thread in threads:
                thread.join()
        return found

    assert asyncio.run(run()) == 1_000


def test_a_failure_reaches_whoever_waits_and_so_does_what_is_there_already() -> None:
    async def run() -> int:
        deliveries = Deliveries()
        failed, done = Future[int](), Future[int]()
        failed.set_exception(OSError("full"))
        done.set_result(5)
        async with asyncio.timeout(WAIT_S):
            with pytest.raises(OSError, match="full"):
                await deliveries.of(failed)
            return await deliveries.of(done)

    assert asyncio.run(run()) == 5


def test_whoever_goes_takes_back_what_has_not_begun_and_disturbs_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, waiting, other = Future[int](), Future[int](), Future[int]()

    async def run() -> int:
        deliveries = Deliveries()
        assert begun.set_running_or_notify_cancel()
        tasks = [asyncio.create_task(deliveries.of(one)) for one in (begun, waiting)]
        stays = asyncio.create_task(deliveries.of(other))
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        assert all(
            isinstance(one, asyncio.CancelledError)
            for one in await asyncio.gather(*tasks, return_exceptions=True)
        )
        other.set_result(3)
        async with asyncio.timeout(WAIT_S):
            return await stays

    assert asyncio.run(run()) == 3
    assert waiting.cancelled()
    begun.set_result(1)  # the loop is no more; whoever finishes it does not hear of that
    assert caplog.records == []
