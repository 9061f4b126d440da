"""What one page of the console is, and one request for it."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission, may
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.i18n import Lang
from checkpoint_app.wire.protocol import ProblemCode, Refused

HOME = "/console/"
CSRF = "csrf"
"""The field of a form that proves it was ours."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request that was let in.

    Attributes:
        address: where it came from; path: what it asks for.
        secure: whether it came over TLS.
        session: the token of the session or, of somebody who is not signed in, of the visit.
        account: whose session it is, None for nobody's.
        parts: the variable parts of the path; query, form: what was asked, what was sent.
    """

    address: str
    path: str
    secure: bool
    lang: Lang
    session: str
    known: Account | None
    parts: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]

    @property
    def account(self) -> Account:
        """The person who asks, on a page that lets nobody else in."""
        assert self.known is not None
        return self.known

    @property
    def csrf(self) -> str:
        """What a form of this session must bring back: nobody else can tell it."""
        return csrf_of(self.session)

    def may(self, permission: Permission) -> bool:
        """Whether this person's role includes this."""
        return self.known is not None and may(self.known.role, permission)

    def id(self, name: str) -> UUID:
        """A variable part of the path that is an id.

        Raises:
            Refused: it is none, so there is nothing of it.
        """
        return as_id(self.parts[name])

    def asked_id(self, name: str) -> UUID | None:
        """An id behind the path or in the form, None where there is none.

        Raises:
            Refused: it is none, so there is nothing of it.
        """
        given = self.form.get(name) or self.query.get(name) or ""
        return as_id(given) if given else None

    def number(self, name: str, most: int) -> int | None:
        """A whole number behind the path, None where there is none.

        Raises:
            Refused: it is none, or too large.
        """
        given = self.query.get(name, "")
        if not given:
            return None
        if not given.isascii() or not given.isdecimal() or len(given) > 15 or int(given) > most:
            raise Refused(ProblemCode.INVALID)
        return int(given)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: one declaration, from which the route and who is let in follow.

    Attributes:
        method: GET or POST; path: with variable parts in braces; name: of the whole program.
        show: answers; it runs in a thread of the console's.
        needs: what a person must be allowed; None where nobody need be signed in.
        everywhere: only for whoever answers for every site.
        personal: it may name people, and every such answer is in the access log.
    """

    method: str
    path: str
    name: str
    show: Callable[[Visit], Response]
    needs: Permission | None
    everywhere: bool = False
    personal: bool = False


def csrf_of(session: str) -> str:
    """What proves that a form comes from a page of this session."""
    return hmac.new(session.encode(), b"form", hashlib.sha256).hexdigest()


def as_id(text: str) -> UUID:
    """An id that somebody gave.

    Raises:
        Refused: it is none, so there is nothing of it.
    """
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused(ProblemCode.NOT_FOUND) from error
