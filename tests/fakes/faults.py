"""What a network can do to one exchange between a station and its hub."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import uuid4

import msgspec

from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Problem
from checkpoint_app.wire.protocol import CONTENT_TYPE, MARKER, MARKER_VALUE, ProblemCode

_HTML = b"<html><body>Please log in</body></html>"
_MISSING = 7


class Fault(StrEnum):
    """What becomes of an exchange; the first is none."""

    OK = "ok"

    # The hub hears nothing of it.
    REFUSE = "refuse"
    RESET_UP = "reset_up"
    STALL = "stall"
    TLS_GARBAGE = "tls_garbage"
    CAPTIVE_200 = "captive_200"
    CAPTIVE_302 = "captive_302"
    CAPTIVE_511 = "captive_511"
    MASKED_PAGE = "masked_page"  # a page under the hub's own headers
    PROXY_404 = "proxy_404"
    GATEWAY_502 = "gateway_502"
    GATEWAY_503 = "gateway_503"
    FOREIGN_JSON = "foreign_json"
    FOREIGN_GZIP = "foreign_gzip"
    HUB_BUSY = "hub_busy"
    HUB_BRAKES = "hub_brakes"
    WAIT_FOR_EVER = "wait_for_ever"  # how long to wait, in more digits than a number may have
    STALE_ANSWER = "stale_answer"  # what the hub said to an earlier batch

    # The hub has committed, and its word is lost, or may not be believed.
    RESET_DOWN = "reset_down"
    STALL_DOWN = "stall_down"
    HALF_CLOSE = "half_close"
    CONTINUE_ONLY = "continue_only"
    EARLY_HINTS = "early_hints"
    TRUNCATED = "truncated"
    CORRUPTED = "corrupted"
    CHUNK_BROKEN = "chunk_broken"
    LENGTH_SHORT = "length_short"
    LENGTH_LONG = "length_long"
    GZIPPED = "gzipped"  # somebody in between compresses unasked
    WRONG_BATCH = "wrong_batch"
    CAPTIVE_THEN_HUB = "captive_then_hub"  # a login page, and after it the hub's own answer
    LORIS_STALL = "loris_stall"

    # The hub hears it later, after what came after it.
    DELAYED = "delayed"

    # Odd, and yet the hub's word.
    DUPLICATED = "duplicated"
    REPLAYED = "replayed"  # an old request comes once more, after this one
    SLOW = "slow"
    LORIS = "loris"  # byte by byte, in all longer than any single silence may last
    CHUNKED = "chunked"
    CONTINUE_FIRST = "continue_first"
    KEPT = "kept"  # the connection stays open
    KEPT_THEN_CLOSED = "kept_then_closed"  # said to stay open, and closed


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, taken apart."""

    status: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @classmethod
    def parse(cls, raw: bytes) -> "Answer":
        """The hub's own; it has a length or ends with the connection."""
        head, _, body = raw.partition(b"\r\n\r\n")
        status, *lines = head.split(b"\r\n")
        pairs = [line.partition(b":") for line in lines]
        return cls(status, tuple((name.lower(), value.strip()) for name, _, value in pairs), body)

    @classmethod
    def make(cls, status: str, kind: str, body: bytes, **headers: str) -> "Answer":
        """One of our own; in a header's name ``_`` stands for a hyphen."""
        named = {"content-type": kind, "connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        pairs = tuple((name.encode(), value.encode()) for name, value in named.items())
        return cls(b"HTTP/1.1 " + status.encode(), pairs, body).sized(len(body))

    @property
    def accepted(self) -> bool:
        """True for a hub's word on a batch."""
        return b" 200 " in self.status and b'"batch"' in self.body

    def without(self, *names: bytes) -> "Answer":
        """The same less some headers."""
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0] not in names))

    def sized(self, length: int) -> "Answer":
        """The same with a length of somebody's choice."""
        size = (b"content-length", b"%d" % length)
        return replace(self, headers=(*self.without(b"content-length").headers, size))

    def raw(self) -> bytes:
        """As it goes over the wire."""
        lines = [self.status, *(name + b": " + value for name, value in self.headers), b"", b""]
        return b"\r\n".join(lines) + self.body


def _from_hub(status: str, code: ProblemCode, **headers: str) -> Answer:
    marked = {MARKER.replace("-", "_"): MARKER_VALUE} | headers
    return Answer.make(status, CONTENT_TYPE, msgspec.json.encode(Problem(code=code)), **marked)


_NO_SERVICE = "503 Service Unavailable"
CANNED = {
    Fault.CAPTIVE_200: Answer.make("200 OK", "text/html; charset=utf-8", _HTML),
    Fault.CAPTIVE_302: Answer.make("302 Found", "text/html", b"", location="http://127.0.0.1:9/"),
    Fault.CAPTIVE_511: Answer.make("511 Network Authentication Required", "text/html", _HTML),
    Fault.MASKED_PAGE: replace(_from_hub("200 OK", ProblemCode.BUSY), body=_HTML).sized(len(_HTML)),
    Fault.PROXY_404: Answer.make("404 Not Found", "text/plain", b"no such host"),
    Fault.GATEWAY_502: Answer.make("502 Bad Gateway", "text/html", _HTML),
    Fault.GATEWAY_503: Answer.make(_NO_SERVICE, "text/html", _HTML, retry_after="3"),
    Fault.FOREIGN_JSON: Answer.make("200 OK", "application/json", b'{"status":"ok"}'),
    Fault.FOREIGN_GZIP: Answer.make(
        "200 OK", "application/json", gzip.compress(b'{"status":"ok"}'), content_encoding="gzip"
    ),
    Fault.HUB_BUSY: _from_hub(_NO_SERVICE, ProblemCode.BUSY, retry_after="3"),
    Fault.HUB_BRAKES: _from_hub(
        "429 Too Many Requests", ProblemCode.TOO_MANY_TRIES, retry_after="Fri, 31 Dec 9999 23:59:59"
    ),
    Fault.WAIT_FOR_EVER: _from_hub(_NO_SERVICE, ProblemCode.BUSY, retry_after="9" * 5_000),
}
"""Answers of somebody else, or of a hub that takes nothing now."""


def _corrupted(answer: Answer) -> bytes:
    damaged = bytes(c ^ 1 if i % 11 == 0 else c for i, c in enumerate(answer.body))
    return replace(answer, body=damaged).raw()


def _chunked(answer: Answer) -> bytes:
    body = answer.body
    chunks = [body[at : at + 100] for at in range(0, len(body), 100)] + [b""]
    framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    plain = answer.without(b"content-length")
    coded = (*plain.headers, (b"transfer-encoding", b"chunked"))
    return replace(plain, headers=coded, body=framed).raw()


def _gzipped(answer: Answer) -> bytes:
    body = gzip.compress(answer.body)
    headers = (*answer.headers, (b"content-encoding", b"gzip"))
    return replace(answer, headers=headers, body=body).sized(len(body)).raw()


def _of_another_batch(answer: Answer) -> bytes:
    """Sound in itself: only the batch it speaks of was never sent."""
    if not answer.accepted:
        return answer.raw()
    said = msgspec.json.decode(answer.body, type=BatchAnswer)
    forged = make_answer(uuid4(), said.now, said.accepted, said.duplicate, said.rejected)
    body = msgspec.json.encode(forged)
    return replace(answer, body=body).sized(len(body)).raw()


def _after_a_login_page(answer: Answer) -> bytes:
    return CANNED[Fault.CAPTIVE_200].without(b"connection").raw() + answer.raw()


_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
DISTORTED: dict[Fault, Callable[[Answer], bytes]] = {
    Fault.RESET_DOWN: lambda _: b"",
    Fault.CONTINUE_ONLY: lambda _: _CONTINUE,
    Fault.EARLY_HINTS: lambda answer: b"HTTP/1.1 103 Early Hints\r\n\r\n" + answer.raw(),
    Fault.TRUNCATED: lambda answer: answer.raw()[:-_MISSING],
    Fault.CORRUPTED: _corrupted,
    Fault.CHUNK_BROKEN: lambda answer: _chunked(answer)[:-_MISSING],
    Fault.LENGTH_SHORT: lambda answer: answer.sized(len(answer.body) - _MISSING).raw(),
    Fault.LENGTH_LONG: lambda answer: answer.sized(len(answer.body) + _MISSING).raw(),
    Fault.GZIPPED: _gzipped,
    Fault.WRONG_BATCH: _of_another_batch,
    Fault.CAPTIVE_THEN_HUB: _after_a_login_page,
    Fault.CHUNKED: _chunked,
    Fault.CONTINUE_FIRST: lambda answer: _CONTINUE * 3 + answer.raw(),
}
"""What is made of the hub's answer on its way back."""
