"""A body may pause and may take long, both not for ever; time passes here as a test says."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.requests import Request

from checkpoint_app.hub.bodies import MAX_BODIES, Bodies
from checkpoint_app.wire.protocol import ProblemCode, Refused

STALL_S, TOTAL_S = 30.0, 180.0


class Loop(asyncio.SelectorEventLoop):
    """An event loop with a clock of its own."""

    now = 0.0

    def time(self) -> float:
        return self.now


def read(pauses: Sequence[float]) -> bytes:
    """Read a body of a letter after each pause, in seconds."""
    loop, left = Loop(), list(pauses)

    async def receive() -> dict[str, Any]:
        loop.now += left.pop(0)
        for _ in range(3):  # rounds of the loop, in which it looks at its clock
            await asyncio.sleep(0)
        return {"type": "http.request", "body": b"a", "more_body": bool(left)}

    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    try:
        return loop.run_until_complete(Bodies(STALL_S, TOTAL_S).read(request, 1_000))
    finally:
        loop.close()


@pytest.mark.parametrize(
    "pauses", [[0], [29], [2] * 80, [2, 27], [29, 29, 29], [2, 2, 2, 26, 1, 1, 1, 1, 26]]
)
def test_whoever_goes_on_is_waited_for(pauses: list[float]) -> None:
    assert read(pauses) == b"a" * len(pauses)


@pytest.mark.parametrize("pauses", [[31], [2, 31], [29, 31], [25] * 8, [2] * 95, [0] * 9 + [31]])
def test_a_pause_or_a_whole_that_is_too_long_is_refused(pauses: list[float]) -> None:
    with pytest.raises(Refused) as refused:
        read(pauses)
    assert refused.value.code is ProblemCode.TOO_SLOW


def test_so_many_are_read_at_once_and_no_more() -> None:
    async def run() -> list[ProblemCode]:
        bodies, go = Bodies(), asyncio.Event()

        async def receive() -> dict[str, Any]:
            await go.wait()
            return {"type": "http.request", "body": b"a", "more_body": False}

        def request() -> Request:
            return Request({"type": "http", "method": "POST", "headers": []}, receive)

        tasks = [asyncio.create_task(bodies.read(request(), 10)) for _ in range(MAX_BODIES + 1)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        go.set()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert found.count(b"a") == MAX_BODIES
        assert await bodies.read(request(), 10) == b"a"
        return [one.code for one in found if isinstance(one, Refused)]

    assert asyncio.run(run()) == [ProblemCode.BUSY]
