"""Who met whom: with a reason, before two people where the hub asks for that, masked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import Response

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import InvalidEntry, WeakPin
from checkpoint_app.domain.hub_errors import ReasonMissing, SecondMissing
from checkpoint_app.domain.text import mask
from checkpoint_app.hub.authorising import Permission, may
from checkpoint_app.hub.trace_export import sealed
from checkpoint_app.hub.tracing import MOST, Contact, Traced, Wish
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.typed_time import shown as moment_shown
from checkpoint_app.hub.web.typed_time import typed as moment_typed
from checkpoint_app.hub.web.visit import Page, Visit
from checkpoint_app.wire.protocol import STATUS, Refused

PATH = "/console/trace"
SHOWN = 100
DAYS_MS = 14 * 86_400_000
_LEAST, _MOST_WHO, _MOST_REASON, _MOST_TYPED = 3, 64, 500, 1_000
_MASKED = ("name", "id_number", "phone")


class _NotSo(Exception):
    """A form that cannot be followed: which sentence says why, and the status."""

    def __init__(self, about: str, status: int = 400, wait: int | None = None) -> None:
        super().__init__(about)
        self.about, self.status, self.wait = about, status, wait


@dataclass(frozen=True, slots=True)
class Line:
    """A contact as a page shows it: only the ends of numbers and names can be read."""

    key: str
    minutes: float
    meetings: int
    first_at: int
    last_at: int
    by_site: dict[str, float]
    name: str
    id_number: str
    phone: str
    plate: str


class TracePages:
    """The search, its answer, and the answer as a closed file."""

    def __init__(self, backroom: Backroom) -> None:
        self._backroom = backroom
        self._tracing = backroom.hub.oversight.tracing

    def pages(self) -> list[Page]:
        """Its pages."""
        may_trace = Permission.TRACE
        return [
            Page("GET", PATH, "web_trace_form", self.ask, may_trace, everywhere=True),
            Page("POST", PATH, "web_trace", self.trace, may_trace, everywhere=True, personal=True),
            Page(
                "POST",
                f"{PATH}/file",
                "web_trace_file",
                self.file,
                may_trace,
                everywhere=True,
                personal=True,
            ),
        ]

    def ask(self, visit: Visit) -> Response:
        """The form."""
        return self._page(visit)

    def trace(self, visit: Visit) -> Response:
        """Who was there at the same time, masked."""
        try:
            found = self._trace(visit, SHOWN)
        except _NotSo as error:
            return self._refused(visit, error)
        return self._page(visit, found=found)

    def file(self, visit: Visit) -> Response:
        """All of it in a file that a passphrase opens."""
        try:
            passphrase = visit.form.get("passphrase", "")[:_MOST_TYPED]
            if passphrase != visit.form.get("again", "")[:_MOST_TYPED]:
                raise _NotSo("not_alike")
            try:
                sealed(passphrase, Traced(0, [], 0, []), "")  # before anything is looked up
            except WeakPin as error:
                raise _NotSo("weak") from error
            found = self._trace(visit, MOST)
        except _NotSo as error:
            return self._refused(visit, error)
        name = f"trace-{local(self._backroom.hub.now_ms()):%Y%m%d-%H%M}.sealed"
        return Response(
            sealed(passphrase, found, visit.form.get("reason", "")),
            media_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _trace(self, visit: Visit, limit: int) -> Traced:
        form = visit.form
        who = form.get("who", "").strip()
        reason = form.get("reason", "").strip()
        if not _LEAST <= len(who) <= _MOST_WHO:
            raise _NotSo("who")
        if not 0 < len(reason) <= _MOST_REASON:
            raise _NotSo("reason")
        try:
            since = moment_typed(form.get("since", "")[:_MOST_WHO])
            until = moment_typed(form.get("until", "")[:_MOST_WHO], ends=True)
        except (ValueError, OverflowError) as error:
            raise _NotSo("window") from error
        second = self._second(visit) if self._tracing.four_eyes else None
        try:
            return self._tracing.trace(
                Wish(who, since, until, reason, visit.account.id, second, limit)
            )
        except SecondMissing as error:
            raise _NotSo("second", 403) from error
        except ReasonMissing as error:
            raise _NotSo("reason") from error
        except InvalidEntry as error:
            raise _NotSo("window") from error

    def _second(self, visit: Visit) -> UUID:
        """Whoever agrees proves to be who they are, and may trace every site, too."""
        people = self._backroom.hub.people
        login = visit.form.get("second", "")[:_MOST_TYPED]
        password = visit.form.get("password", "")[:_MOST_TYPED]
        try:
            account, token, _ = people.sign_in(login, password, visit.address)
        except Refused as error:
            raise _NotSo(error.code.value, STATUS[error.code], error.retry_after_s) from error
        people.sign_out(token)
        if not may(account.role, Permission.TRACE) or not account.scope.is_all:
            raise _NotSo("second", 403)
        return account.id

    def _refused(self, visit: Visit, error: _NotSo) -> Response:
        response = self._page(visit, problem=error.about, status=error.status, wait=error.wait)
        if error.wait is not None:
            response.headers["Retry-After"] = str(error.wait)
        return response

    def _page(
        self,
        visit: Visit,
        *,
        found: Traced | None = None,
        problem: str = "",
        status: int = 200,
        wait: int | None = None,
    ) -> Response:
        now = self._backroom.today()
        typed = {
            "who": visit.form.get("who", ""),
            "since": visit.form.get("since", "") or moment_shown(now - DAYS_MS),
            "until": visit.form.get("until", "") or moment_shown(now),
            "reason": visit.form.get("reason", ""),
            "second": visit.form.get("second", ""),
        }
        return self._backroom.renderer.page(
            visit,
            "trace.html",
            status=status,
            room="trace",
            four_eyes=self._tracing.four_eyes,
            typed=typed,
            hop=_is_key(typed["who"]),
            found=found,
            lines=[_line(one) for one in found.contacts] if found else [],
            problem=problem,
            wait=wait,
            most=MOST,
        )


def _is_key(who: str) -> bool:
    """Whether somebody is named by an earlier trace."""
    return len(who) == 32 and all(char in "0123456789abcdef" for char in who)


def _line(one: Contact) -> Line:
    person: dict[str, Any] = one.person or {}
    name, id_number, phone = (mask(person.get(part)) for part in _MASKED)
    return Line(
        one.key, one.minutes, one.meetings, one.first_at, one.last_at, one.by_site,
        name, id_number, phone, mask(one.plate),
    )  # fmt: skip
