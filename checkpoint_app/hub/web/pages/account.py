"""Signing in and out, and one's own account."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from checkpoint_app.domain.hub_errors import WeakPassword
from checkpoint_app.hub.accounts import IDLE_MS, LEAST_PASSWORD, LONGEST_MS, MOST_PASSWORD
from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.web.backroom import Backroom
from checkpoint_app.hub.web.door import SIGN_IN, begin_session, end_session
from checkpoint_app.hub.web.render import Shown
from checkpoint_app.hub.web.visit import HOME, Page, Visit
from checkpoint_app.wire.protocol import STATUS, Refused

_MOST_TYPED = 1_000
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000


class AccountPages:
    """The pages about who is there."""

    def __init__(self, backroom: Backroom) -> None:
        self._hub = backroom.hub
        self._render = backroom.renderer

    def pages(self) -> list[Page]:
        """Its pages."""
        return [
            Page("GET", SIGN_IN, "web_login", self.ask, None),
            Page("POST", SIGN_IN, "web_sign_in", self.sign_in, None),
            Page("POST", "/console/logout", "web_sign_out", self.sign_out, Permission.SELF),
            Page("GET", "/console/account", "web_account", self.account, Permission.SELF),
            Page("POST", "/console/account", "web_password", self.change, Permission.SELF),
        ]

    def ask(self, visit: Visit) -> Response:
        """The form to sign in with."""
        if visit.known is not None:
            return RedirectResponse(_safe(visit.query.get("next", "")), 303)
        return self._form(visit, back=visit.query.get("next", ""))

    def sign_in(self, visit: Visit) -> Response:
        """Sign in; who was signed in as somebody else is so no more."""
        login = visit.form.get("login", "")[:_MOST_TYPED]
        password = visit.form.get("password", "")[:_MOST_TYPED]
        back = visit.form.get("next", "")
        try:
            _, token, _ = self._hub.people.sign_in(login, password, visit.address)
        except Refused as refused:
            response = self._form(visit, refused, back=back, login=login)
            if refused.retry_after_s is not None:
                response.headers["Retry-After"] = str(refused.retry_after_s)
            return response
        if visit.known is not None:
            self._hub.people.sign_out(visit.session)
        return begin_session(RedirectResponse(_safe(back), 303), visit, token)

    def sign_out(self, visit: Visit) -> Response:
        """Sign out."""
        self._hub.people.sign_out(visit.session)
        return end_session(RedirectResponse(f"{SIGN_IN}?said=out", 303), visit)

    def account(self, visit: Visit, problem: str = "", status: int = 200) -> Response:
        """Who one is here, and the form for another password."""
        account = visit.account
        return self._render.page(
            visit,
            "account.html",
            status=status,
            room="account",
            account=account,
            scope=self._hub.sites.scope_names(account.scope),
            problem=problem,
            least=LEAST_PASSWORD,
            most=MOST_PASSWORD,
            idle_min=IDLE_MS // _MINUTE_MS,
            longest_h=LONGEST_MS // _HOUR_MS,
        )

    def change(self, visit: Visit) -> Response:
        """Another password: all sessions end, and the person signs in with it."""
        typed = {name: visit.form.get(name, "")[:_MOST_TYPED] for name in ("old", "new", "again")}
        login, people = visit.account.login, self._hub.people
        if typed["new"] != typed["again"]:
            return self.account(visit, "not_alike", 400)
        try:
            _, token, _ = people.sign_in(login, typed["old"], visit.address)
        except Refused as refused:
            found = self.account(visit, refused.code.value, STATUS[refused.code])
            if refused.retry_after_s is not None:
                found.headers["Retry-After"] = str(refused.retry_after_s)
            return found
        people.sign_out(token)
        try:
            people.set_password(login, typed["new"])
        except WeakPassword:
            return self.account(visit, "weak", 400)
        return end_session(RedirectResponse(f"{SIGN_IN}?said=changed", 303), visit)

    def _form(
        self, visit: Visit, refused: Refused | None = None, *, back: str, login: str = ""
    ) -> Shown:
        response = self._render.page(
            visit,
            "login.html",
            status=STATUS[refused.code] if refused else 200,
            problem=refused.code.value if refused else "",
            wait=refused.retry_after_s if refused else None,
            notice=visit.query.get("said", ""),
            next=back,
            login=login,
        )
        response.problem = refused.code if refused else None
        return response


def _safe(path: str) -> str:
    """Where somebody goes after signing in: a page of the console, whatever was asked."""
    parts = urlsplit(path)
    ours = parts.path.startswith(HOME) and not parts.scheme and not parts.netloc
    return path if ours and path.isprintable() and "\\" not in path else HOME
