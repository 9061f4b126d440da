"""The hub's HTTP face: lets in whoever may, reads bounded bodies, answers in our own type only."""

import json
import logging
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from checkpoint_app.domain.errors import CheckpointError, DiskFull, StoreBusy
from checkpoint_app.hub.authorising import Permission, may
from checkpoint_app.hub.bodies import RETRY_S, STALL_S, TOTAL_S, Bodies
from checkpoint_app.hub.endpoints import Call, Endpoint
from checkpoint_app.hub.health_api import HealthApi
from checkpoint_app.hub.limits import Buckets, Limits
from checkpoint_app.hub.metrics import Metrics
from checkpoint_app.hub.openapi import describe
from checkpoint_app.hub.oversight_api import OversightApi
from checkpoint_app.hub.people_api import PeopleApi
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.stations_api import StationsApi
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.log import REQUESTS, place_of
from checkpoint_app.wire.messages import Problem
from checkpoint_app.wire.protocol import (
    CONTENT_TYPE,
    MARKER,
    MARKER_VALUE,
    STATUS,
    ProblemCode,
    Refused,
)

logger = logging.getLogger(__name__)
_requests = logging.getLogger(REQUESTS)
_ASGI = Callable[[Request], Awaitable[Response]]
_ANSWERED = 200


def make_app(
    hub: Hub,
    stall_s: float = STALL_S,
    total_s: float = TOTAL_S,
    limits: Limits | None = None,
) -> Starlette:
    """The application of a hub. Times in seconds."""
    metrics, places = Metrics(), list[Endpoint]()
    places += StationsApi(hub, metrics).endpoints()
    places += PeopleApi(hub).endpoints()
    places += OversightApi(hub).endpoints()
    places += HealthApi(hub, metrics, lambda: json.dumps(describe(places)).encode()).endpoints()
    door = _Door(hub, Bodies(stall_s, total_s), limits or hub.limits, metrics)
    app = Starlette(
        routes=[
            Route(place.path, door.answering(place), methods=[place.method]) for place in places
        ],
        exception_handlers={404: _not_found, 405: _not_found},
    )
    app.state.endpoints = places
    return app


class _Door:
    """Lets requests in and turns them away."""

    def __init__(self, hub: Hub, bodies: Bodies, limits: Limits, metrics: Metrics) -> None:
        self._hub = hub
        self._bodies = bodies
        self._metrics = metrics
        self._addresses = Buckets(limits.address, hub.clock)
        self._stations = Buckets(limits.station, hub.clock)
        self._persons = Buckets(limits.person, hub.clock)

    def answering(self, endpoint: Endpoint) -> _ASGI:
        """What answers the requests to a place."""

        async def answer(request: Request) -> Response:
            begun, refused = perf_counter(), None
            try:
                call = await self._admit(endpoint, request)
                said = await endpoint.handle(call)
                response = said if isinstance(said, Response) else _answer(said)
            except Exception as error:
                refused, retry_after_s = _reason(error)
                response = _problem(refused, retry_after_s)
            self._metrics.request(endpoint.name, response.status_code, refused)
            _requests.info(
                "request",
                extra={
                    "fields": {
                        "endpoint": endpoint.name,
                        "status": response.status_code,
                        "problem": refused,
                        "ms": round((perf_counter() - begun) * 1000, 1),
                    }
                },
            )
            return response

        return answer

    async def _admit(self, endpoint: Endpoint, request: Request) -> Call:
        """The request, where it may come in.

        Raises:
            Refused: it may not.
        """
        address = request.client.host if request.client else ""
        token = _token(request)
        if endpoint.needs is None:
            _wait(self._addresses.take(address))
            caller = None
        else:
            caller = await self._caller(endpoint.needs, address, token)
        query = None
        if endpoint.query is not None:
            query = _query(request, endpoint.query)
        body = b""
        if endpoint.body is not None:
            body = await self._bodies.read(request, endpoint.limit)
        parts: dict[str, Any] = request.path_params
        return Call(address, token, parts, query, body, caller)

    async def _caller(self, needs: Permission, address: str, token: str) -> Sender | Account:
        asked = self._hub.sender if needs is Permission.SEND else self._hub.people.who
        try:
            if not token:
                raise Refused(ProblemCode.UNAUTHORISED)
            # A station that was here just now is known without the database, or another thread.
            known = self._hub.known_sender(token) if needs is Permission.SEND else None
            caller: Sender | Account = (
                await run_in_threadpool(asked, token) if known is None else known
            )
        except Refused:
            # Looked up all the same: behind this address there may be gates with good tokens.
            _wait(self._addresses.take(address))
            raise
        if isinstance(caller, Sender):
            _wait(self._stations.take(str(caller.station)))
        else:
            _wait(self._persons.take(str(caller.id)))
            if not may(caller.role, needs):
                raise Refused(ProblemCode.FORBIDDEN)
        return caller


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _wait(seconds: int) -> None:
    if seconds:
        raise Refused(ProblemCode.TOO_MANY_REQUESTS, seconds)


def _query(request: Request, kind: type[msgspec.Struct]) -> msgspec.Struct:
    try:
        return msgspec.convert(dict(request.query_params), kind, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(ProblemCode.INVALID) from error


def _reason(error: Exception) -> tuple[ProblemCode, int | None]:
    """Why a request failed, and when to ask again."""
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


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _problem(ProblemCode.NOT_FOUND)


def _problem(code: ProblemCode, retry_after_s: int | None = None) -> Response:
    response = _answer(Problem(code=code), STATUS[code])
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(retry_after_s)
    if STATUS[code] == STATUS[ProblemCode.UNAUTHORISED]:
        response.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 §11.6.1
    return response


def _answer(message: msgspec.Struct, status: int = _ANSWERED) -> Response:
    return Response(
        msgspec.json.encode(message),
        status,
        headers={MARKER: MARKER_VALUE, "Cache-Control": "no-store"},
        media_type=CONTENT_TYPE,
    )
