"""Reading a request's body: no more than is allowed, no slower, and not too many at a time."""

import asyncio

from starlette.requests import Request

from checkpoint_app.wire.packing import Unpacker
from checkpoint_app.wire.protocol import ProblemCode, Refused

STALL_S = 30.0
TOTAL_S = 180.0
"""How long a body may pause, and how long it may take: 4 MB at 25 kB/s."""
_EXACT = 0.1
"""How much sooner than allowed a pause may end a body; most are there at once, and set no clock."""
MAX_BODIES = 32
RETRY_S = 5


class Bodies:
    """The bodies that are being read."""

    def __init__(self, stall_s: float = STALL_S, total_s: float = TOTAL_S) -> None:
        """Args: times in seconds."""
        self._stall_s = stall_s
        self._total_s = total_s
        self._count = 0

    async def read(self, request: Request, limit: int) -> bytes:
        """The whole body, unpacked.

        Args:
            limit: in bytes once unpacked.

        Raises:
            Refused: too large, too slow, not what it says it is, or too many at once.
        """
        encoding = request.headers.get("content-encoding", "identity").lower()
        if encoding not in {"gzip", "identity"}:
            raise Refused(ProblemCode.UNREADABLE)
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            raise Refused(ProblemCode.TOO_LARGE)
        if self._count >= MAX_BODIES:
            raise Refused(ProblemCode.BUSY, RETRY_S)
        unpacker = Unpacker(limit, gzipped=encoding == "gzip")
        self._count += 1
        try:
            clock = asyncio.get_running_loop().time
            begun = moved = clock()
            async with asyncio.timeout(min(self._stall_s, self._total_s)) as patience:
                async for piece in request.stream():
                    unpacker.feed(piece)
                    now = clock()
                    if now - moved > self._stall_s * _EXACT:
                        patience.reschedule(min(now + self._stall_s, begun + self._total_s))
                        moved = now
            return unpacker.finish()
        except TimeoutError as error:
            raise Refused(ProblemCode.TOO_SLOW, RETRY_S) from error
        finally:
            self._count -= 1
