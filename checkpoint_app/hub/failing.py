"""Why a request failed, as the hub tells it: the same at every door."""

import logging

from starlette.requests import ClientDisconnect

from checkpoint_app.domain.errors import CheckpointError, DiskFull, StoreBusy
from checkpoint_app.hub.bodies import RETRY_S
from checkpoint_app.log import place_of
from checkpoint_app.wire.protocol import ProblemCode, Refused

logger = logging.getLogger(__name__)


def reason_of(error: Exception) -> tuple[ProblemCode, int | None]:
    """Why a request failed, and when to ask again, in seconds; what is the hub's own is logged."""
    if isinstance(error, Refused):
        return error.code, error.retry_after_s
    if isinstance(error, StoreBusy | DiskFull):
        logger.error("the store takes nothing: %s", error.code)
        return ProblemCode.BUSY, RETRY_S
    if isinstance(error, CheckpointError):
        logger.error("the store failed: %s", error.code)
    elif isinstance(error, ClientDisconnect):
        # Nobody is left to hear it; the station will send the batch again.
        return ProblemCode.UNREADABLE, None
    else:
        # A fault of the program. Its text may quote what was sent, so only its place is kept.
        logger.error("a request failed: %s", place_of(error))
    return ProblemCode.FAILED, None
