"""The hub's HTTP face: reads bounded bodies, calls the service, answers in our own type only."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from checkpoint_app.domain.errors import CheckpointError, DiskFull, StoreBusy
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.log import place_of
from checkpoint_app.wire.bulletin import Heartbeat
from checkpoint_app.wire.messages import EnrolRequest, Health, HubIdentity, Problem
from checkpoint_app.wire.packing import Unpacker, read_message
from checkpoint_app.wire.protocol import (
    BULLETIN_PATH,
    CONTENT_TYPE,
    ENROL_PATH,
    HEALTH_PATH,
    HEARTBEAT_PATH,
    HELD,
    IDENTITY_PATH,
    MARKER,
    MARKER_VALUE,
    MAX_BYTES,
    MAX_ENROL_BYTES,
    MAX_HEARTBEAT_BYTES,
    PASSAGES_PATH,
    STATUS,
    ProblemCode,
    Refused,
)

STALL_S = 30.0
TOTAL_S = 180.0
"""How long a body may pause, and how long it may take: 4 MB at 25 kB/s."""
MAX_BODIES = 32
RETRY_S = 5

logger = logging.getLogger(__name__)
_Handler = Callable[[Request], Awaitable[Response]]


def make_app(hub: Hub, stall_s: float = STALL_S, total_s: float = TOTAL_S) -> Starlette:
    """The application of a hub. Times in seconds."""
    face = _Face(hub, stall_s, total_s)
    return Starlette(
        routes=[
            Route(PASSAGES_PATH, _guarded(face.take), methods=["POST"]),
            Route(ENROL_PATH, _guarded(face.enrol), methods=["POST"]),
            Route(HEARTBEAT_PATH, _guarded(face.beat), methods=["POST"]),
            Route(BULLETIN_PATH, _guarded(face.bulletin), methods=["GET"]),
            Route(IDENTITY_PATH, _guarded(face.identity), methods=["GET"]),
            Route(HEALTH_PATH, _guarded(face.health), methods=["GET"]),
        ],
        exception_handlers={404: _not_found, 405: _not_found},
    )


class _Face:
    def __init__(self, hub: Hub, stall_s: float, total_s: float) -> None:
        self._hub = hub
        self._stall_s = stall_s
        self._total_s = total_s
        self._bodies = 0

    async def take(self, request: Request) -> Response:
        sender = await self._sender(request)
        body = await self._body(request, MAX_BYTES)
        pending = await run_in_threadpool(self._hub.receive, sender, body)
        outcome = await asyncio.wrap_future(pending.outcome)
        return _answer(self._hub.answer(pending, outcome))

    async def enrol(self, request: Request) -> Response:
        body = await self._body(request, MAX_ENROL_BYTES)
        wish = read_message(body, EnrolRequest)
        address = request.client.host if request.client else ""
        return _answer(await run_in_threadpool(self._hub.join, wish, address))

    async def beat(self, request: Request) -> Response:
        sender = await self._sender(request)
        beat = read_message(await self._body(request, MAX_HEARTBEAT_BYTES), Heartbeat)
        return _answer(await run_in_threadpool(self._hub.beat, sender, beat))

    async def bulletin(self, request: Request) -> Response:
        sender = await self._sender(request)
        held = request.query_params.get(HELD)
        if held is not None:
            return _answer(await run_in_threadpool(self._hub.site_bulletin, sender, held))
        return _answer(await run_in_threadpool(self._hub.bulletin, sender))

    async def identity(self, _request: Request) -> Response:
        hub = self._hub
        return _answer(HubIdentity(hub=hub.id, certificate=hub.identity.certificate))

    async def health(self, _request: Request) -> Response:
        return _answer(Health(now=await run_in_threadpool(self._hub.check)))

    async def _sender(self, request: Request) -> Sender:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused(ProblemCode.UNAUTHORISED)
        return await run_in_threadpool(self._hub.sender, token.strip())

    async def _body(self, request: Request, limit: int) -> bytes:
        encoding = request.headers.get("content-encoding", "identity").lower()
        if encoding not in {"gzip", "identity"}:
            raise Refused(ProblemCode.UNREADABLE)
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            raise Refused(ProblemCode.TOO_LARGE)
        if self._bodies >= MAX_BODIES:
            raise Refused(ProblemCode.BUSY, RETRY_S)
        unpacker = Unpacker(limit, gzipped=encoding == "gzip")
        self._bodies += 1
        try:
            async with asyncio.timeout(self._total_s):
                stream = request.stream()
                while True:
                    async with asyncio.timeout(self._stall_s):
                        piece = await anext(stream, None)
                    if piece is None:
                        return unpacker.finish()
                    unpacker.feed(piece)
        except TimeoutError as error:
            raise Refused(ProblemCode.TOO_SLOW, RETRY_S) from error
        finally:
            self._bodies -= 1


def _guarded(handler: _Handler) -> _Handler:
    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as refused:
            return _problem(refused.code, refused.retry_after_s)
        except (StoreBusy, DiskFull) as error:
            logger.error("the store takes nothing: %s", error.code)
            return _problem(ProblemCode.BUSY, RETRY_S)
        except CheckpointError as error:
            logger.error("the store failed: %s", error.code)
            return _problem(ProblemCode.FAILED)
        except ClientDisconnect:
            # Nobody is left to hear it; the station will send the batch again.
            return _problem(ProblemCode.UNREADABLE)
        except Exception as error:
            # A fault of the program. Its text may quote what was sent, so only its place is kept.
            logger.error("a request failed: %s", place_of(error))
            return _problem(ProblemCode.FAILED)

    return guarded


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _problem(ProblemCode.NOT_FOUND)


def _problem(code: ProblemCode, retry_after_s: int | None = None) -> Response:
    response = _answer(Problem(code=code), STATUS[code])
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(retry_after_s)
    if STATUS[code] == 401:
        response.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 §11.6.1
    return response


def _answer(message: msgspec.Struct, status: int = 200) -> Response:
    return Response(
        msgspec.json.encode(message),
        status,
        headers={MARKER: MARKER_VALUE, "Cache-Control": "no-store"},
        media_type=CONTENT_TYPE,
    )
