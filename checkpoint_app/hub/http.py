"""The hub's HTTP face: lets in whoever may, reads bounded bodies, answers in our own type only."""

import json
import logging
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkpoint_app.hub.authorising import Permission, may
from checkpoint_app.hub.bodies import STALL_S, TOTAL_S, Bodies
from checkpoint_app.hub.endpoints import Call, Endpoint
from checkpoint_app.hub.enrolment import hash_token
from checkpoint_app.hub.failing import reason_of
from checkpoint_app.hub.health_api import HealthApi
from checkpoint_app.hub.limits import Buckets, Limits
from checkpoint_app.hub.logins import Logins
from checkpoint_app.hub.metrics import Metrics
from checkpoint_app.hub.openapi import describe
from checkpoint_app.hub.oversight_api import OversightApi
from checkpoint_app.hub.people_api import PeopleApi
from checkpoint_app.hub.senders import Asking
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.stations_api import StationsApi
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.hub.web.console import Console
from checkpoint_app.log import REQUESTS
from checkpoint_app.wire.messages import Problem
from checkpoint_app.wire.protocol import (
    CONTENT_TYPE,
    MARKER,
    MARKER_VALUE,
    STATUS,
    ProblemCode,
    Refused,
)

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
    logins = Logins(hub.people)
    places += PeopleApi(hub, logins).endpoints()
    places += OversightApi(hub, logins).endpoints()
    places += HealthApi(hub, metrics, lambda: json.dumps(describe(places)).encode()).endpoints()
    bodies, limits = Bodies(stall_s, total_s), limits or hub.limits
    door = _Door(hub, bodies, limits, metrics)
    console = Console(hub, bodies, limits, metrics)
    nowhere = _not_found_at(console)
    app = Starlette(
        routes=[
            # The gates' places come first: the console costs them nothing.
            *(Route(place.path, door.answering(place), methods=[place.method]) for place in places),
            *console.routes(),
        ],
        exception_handlers={404: nowhere, 405: nowhere},
    )
    app.state.endpoints = places
    app.state.pages = console.pages
    return app


class _Door:
    """Lets requests in and turns them away."""

    def __init__(self, hub: Hub, bodies: Bodies, limits: Limits, metrics: Metrics) -> None:
        self._hub = hub
        self._bodies = bodies
        self._metrics = metrics
        self._senders = Asking(hub.senders)
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
                refused, retry_after_s = reason_of(error)
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
        caller: Sender | Account
        try:
            if not token:
                raise Refused(ProblemCode.UNAUTHORISED)
            if needs is Permission.SEND:
                caller = await self._senders.of(hash_token(token))
            else:
                caller = await run_in_threadpool(self._hub.people.who, token)
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


def _not_found_at(console: Console) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What says that there is nothing at an address: to a browser in words."""

    async def answer(request: Request, _error: Exception) -> Response:
        if console.is_at(request.url.path):
            return await console.not_found(request)
        return _problem(ProblemCode.NOT_FOUND)

    return answer


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
