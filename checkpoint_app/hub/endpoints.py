"""What one place of the hub's HTTP face is: one declaration, from which all else follows.

The route, who is let in, how the body is read and what the OpenAPI document says of it come from
the same `Endpoint`, so that none of them can be forgotten.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from starlette.responses import Response

from checkpoint_app.hub.authorising import Permission
from checkpoint_app.hub.store.accounts import Account
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.wire.packing import read_message
from checkpoint_app.wire.protocol import ProblemCode, Refused

_Message = TypeVar("_Message")


@dataclass(frozen=True, slots=True)
class Call:
    """One request that was let in.

    Attributes:
        address: where it came from.
        token: what it brought, "" for nothing.
        parts: the variable parts of its path.
        query: the question behind its path, as the endpoint's `query`.
        body: unpacked.
    """

    address: str
    token: str
    parts: dict[str, str]
    query: Any
    body: bytes
    _caller: Sender | Account | None

    def message(self, kind: type[_Message]) -> _Message:
        """The body as a message.

        Raises:
            Refused: it is none of this kind.
        """
        return read_message(self.body, kind)

    def id(self, name: str) -> UUID:
        """A part of the path that is an id.

        Raises:
            Refused: it is none, so there is nothing of it.
        """
        try:
            return UUID(self.parts[name])
        except ValueError as error:
            raise Refused(ProblemCode.NOT_FOUND) from error

    @property
    def sender(self) -> Sender:
        """The station that asks."""
        assert isinstance(self._caller, Sender)
        return self._caller

    @property
    def account(self) -> Account:
        """The person who asks."""
        assert isinstance(self._caller, Account)
        return self._caller


Answer = msgspec.Struct | Response
Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One place.

    Attributes:
        name: in the OpenAPI document, the log and the metrics.
        needs: what whoever asks must be allowed to do; None lets everybody in.
        answer: what comes with status 200; None for another type than ours.
        other_answer: what may come in its place.
        body, limit: the message that is sent, and how large it may be, unpacked, in bytes.
        query: the question behind the path.
        problems: what can be refused beside what every endpoint may refuse, see `problems_of`.
        personal: its answer may name people, and every such answer is in the access log.
    """

    method: str
    path: str
    name: str
    about: str
    handle: Handler
    needs: Permission | None
    answer: type[msgspec.Struct] | None
    body: type[msgspec.Struct] | None = None
    limit: int = 0
    query: type[msgspec.Struct] | None = None
    problems: tuple[ProblemCode, ...] = ()
    personal: bool = False
    other_answer: type[msgspec.Struct] | None = None


def problems_of(endpoint: Endpoint) -> list[ProblemCode]:
    """Everything that may be refused there."""
    found = {*endpoint.problems, ProblemCode.TOO_MANY_REQUESTS, ProblemCode.BUSY}
    found.add(ProblemCode.FAILED)
    if endpoint.needs is not None:
        found.add(ProblemCode.UNAUTHORISED)
        sends = endpoint.needs is Permission.SEND
        found.add(ProblemCode.REVOKED if sends else ProblemCode.FORBIDDEN)
    if endpoint.query is not None:
        found.add(ProblemCode.INVALID)
    if "{" in endpoint.path:
        found.add(ProblemCode.NOT_FOUND)
    if endpoint.body is not None:
        found |= {
            ProblemCode.UNREADABLE,
            ProblemCode.ENVELOPE,
            ProblemCode.TOO_LARGE,
            ProblemCode.TOO_SLOW,
        }
    return sorted(found)
