"""The console's door: who comes in, with which session, and what every answer carries."""

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from time import perf_counter
from urllib.parse import parse_qsl, quote, urlsplit

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from checkpoint_app.hub.authorising import may
from checkpoint_app.hub.bodies import RETRY_S, Bodies
from checkpoint_app.hub.failing import reason_of
from checkpoint_app.hub.limits import Buckets, Limits
from checkpoint_app.hub.metrics import Metrics
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.hub.web.language import LANG_COOKIE, LANG_S, language
from checkpoint_app.hub.web.render import Renderer
from checkpoint_app.hub.web.visit import CSRF, HOME, Page, Visit, csrf_of
from checkpoint_app.i18n import Lang
from checkpoint_app.log import REQUESTS
from checkpoint_app.wire.protocol import STATUS, ProblemCode, Refused

SIGN_IN = "/console/login"
THREADS, STRANGERS, MOST_WAITING = 4, 2, 16
"""Pages that are made at a time, so that the gates keep the other threads; passwords tried at a
time, each of which takes 64 MiB; and how many may wait for that."""
MAX_FORM, MAX_FIELDS = 16_000, 600
SESSION, VISIT = "session", "visit"
_requests = logging.getLogger(REQUESTS)
_SECURITY = {
    # No script, style or frame but our own files: what somebody smuggled into a page does nothing.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: a browser would then hide its origin from our own forms, too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cache-Control": "no-store",
}
"""On every page. No Strict-Transport-Security: a hub's own certificate has to stay acceptable by
hand, and that header forbids it."""


class FormExpired(Exception):
    """A form that is none of this session's, or comes from elsewhere."""


class Door:
    """Lets visits in and turns them away."""

    def __init__(
        self, hub: Hub, bodies: Bodies, limits: Limits, metrics: Metrics, renderer: Renderer
    ) -> None:
        self._hub = hub
        self._bodies = bodies
        self._metrics = metrics
        self._render = renderer
        self._addresses = Buckets(limits.address, hub.clock)
        self._persons = Buckets(limits.person, hub.clock)
        self._threads = CapacityLimiter(THREADS)
        self._strangers = CapacityLimiter(STRANGERS)

    def answering(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """What answers the requests for a page."""

        async def answer(request: Request) -> Response:
            begun, refused = perf_counter(), None
            lang = language(request)
            visit: Visit | None = None
            try:
                visit = await self._admit(page, request, lang)
                response = (
                    self._to_sign_in(request) if visit is None else await self._shown(page, visit)
                )
            except Exception as error:
                if isinstance(error, FormExpired):
                    refused, wait, about = ProblemCode.FORBIDDEN, None, "form"
                else:
                    (refused, wait), about = reason_of(error), ""
                known = await self._known(request)
                response = self._refusal(refused, wait, about, _visit(request, lang, known))
            if visit is not None and visit.known is None and page.method == "GET":
                _keep(response, VISIT, visit.session, visit.secure, None)
            refused = refused or getattr(response, "problem", None)
            self._metrics.request(page.name, response.status_code, refused)
            _requests.info(
                "request",
                extra={
                    "fields": {
                        "endpoint": page.name,
                        "status": response.status_code,
                        "problem": refused,
                        "ms": round((perf_counter() - begun) * 1000, 1),
                    }
                },
            )
            return dressed(response, request, lang)

        return answer

    async def _admit(self, page: Page, request: Request, lang: Lang) -> Visit | None:
        """The visit, None of somebody who has to sign in first.

        Raises:
            Refused, FormExpired: it may not come in.
        """
        address = request.client.host if request.client else ""
        known = await self._known(request)
        wait = self._addresses.take(address) if known is None else self._person(known)
        if wait:
            raise Refused(ProblemCode.TOO_MANY_REQUESTS, wait)
        if page.needs is not None:
            if known is None:
                return None
            if not may(known.role, page.needs) or (page.everywhere and not known.scope.is_all):
                raise Refused(ProblemCode.FORBIDDEN)
        visit = _visit(request, lang, known)
        if page.method != "POST":
            return visit
        if not _is_from_here(request):
            raise FormExpired
        form = _fields(await self._bodies.read(request, MAX_FORM))
        # Whoever is not signed in brings the cookie that came with the form.
        brought = visit.session if known is not None else _cookie(request, VISIT)
        if not brought or not hmac.compare_digest(csrf_of(brought), form.pop(CSRF, "")):
            raise FormExpired
        return _visit(request, lang, known, form)

    async def _shown(self, page: Page, visit: Visit) -> Response:
        limiter = self._threads if page.needs is not None else self._strangers
        if limiter.statistics().tasks_waiting >= MOST_WAITING:
            raise Refused(ProblemCode.BUSY, RETRY_S)
        return await run_sync(page.show, visit, limiter=limiter)

    async def _known(self, request: Request) -> Account | None:
        token = _cookie(request, SESSION)
        if not token:
            return None
        try:
            return await run_sync(self._hub.people.who, token, limiter=self._threads)
        except Refused:
            return None

    def _person(self, account: Account) -> int:
        return self._persons.take(str(account.id))

    def _to_sign_in(self, request: Request) -> Response:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = "" if request.method == "POST" or asked == HOME else f"?next={quote(asked)}"
        if request.headers.get("hx-request"):
            return Response(status_code=200, headers={"HX-Redirect": SIGN_IN + back})
        return RedirectResponse(SIGN_IN + back, 303)

    async def not_found(self, request: Request) -> Response:
        """What is said where there is no page."""
        lang = language(request)
        visit = _visit(request, lang, await self._known(request))
        response = self._refusal(ProblemCode.NOT_FOUND, None, "", visit)
        return dressed(response, request, lang)

    def _refusal(self, code: ProblemCode, wait: int | None, about: str, visit: Visit) -> Response:
        response = self._render.error(visit, STATUS[code], about or code.value, wait)
        if wait is not None:
            response.headers["Retry-After"] = str(wait)
        return response


def begin_session(response: Response, visit: Visit, token: str) -> Response:
    """Have the browser keep a session, whose id is a new one."""
    _keep(response, SESSION, token, visit.secure, None)
    _keep(response, VISIT, "", visit.secure, 0)
    return response


def end_session(response: Response, visit: Visit) -> Response:
    """Have the browser forget the session."""
    _keep(response, SESSION, "", visit.secure, 0)
    return response


def dressed(response: Response, request: Request, lang: Lang) -> Response:
    """What every answer of the console carries."""
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    if request.query_params.get("lang") == lang.value:
        response.set_cookie(LANG_COOKIE, lang.value, max_age=LANG_S, path="/", samesite="strict")
    return response


def _visit(
    request: Request, lang: Lang, known: Account | None, form: dict[str, str] | None = None
) -> Visit:
    session = _cookie(request, SESSION if known is not None else VISIT)
    return Visit(
        address=request.client.host if request.client else "",
        path=request.url.path,
        secure=_is_secure(request),
        lang=lang,
        session=session if session else secrets.token_urlsafe(32),
        known=known,
        parts=request.path_params,
        query=_asked(request.query_params),
        form=form or {},
    )


def _asked(query: QueryParams) -> dict[str, str]:
    return {name: value for name, value in query.items() if len(value) <= MAX_FORM}


def _fields(body: bytes) -> dict[str, str]:
    """A form; several fields of a name are one, with a line for each."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as error:
        raise Refused(ProblemCode.UNREADABLE) from error
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]}\n{value}" if name in found else value
    return found


def _is_from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours, as the browser says."""
    origin = request.headers.get("origin", "")
    if origin:
        return urlsplit(origin).netloc == request.headers.get("host", "") != ""
    return request.headers.get("sec-fetch-site", "") == "same-origin"


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _named(name: str, secure: bool) -> str:
    # So named, a browser takes it from this very host and over TLS alone.
    return f"__Host-{name}" if secure else name


def _cookie(request: Request, name: str) -> str:
    return request.cookies.get(_named(name, _is_secure(request)), "")[:100]


def _keep(response: Response, name: str, value: str, secure: bool, max_age: int | None) -> None:
    response.set_cookie(
        _named(name, secure),
        value,
        max_age=max_age,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )
