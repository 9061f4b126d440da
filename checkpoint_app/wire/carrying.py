"""What lies in a carry-over file: whole batches out, the hub's answers to them back."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from checkpoint_app.wire.messages import PublicKey
from checkpoint_app.wire.packing import read_message
from checkpoint_app.wire.protocol import ProblemCode, Refused

_LENGTH = 4
_Message = TypeVar("_Message")


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """What comes before the batches: with which key their answers are closed, raw X25519."""

    reply_key: PublicKey


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What comes before the hub's answers: how many there are."""

    count: int


def join_parts(first: msgspec.Struct, others: Iterable[bytes]) -> bytes:
    """A message and what follows it, each with its length before it."""
    parts = (msgspec.json.encode(first), *others)
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def split_parts(body: bytes, kind: type[_Message]) -> tuple[_Message, list[bytes]]:
    """The message and what follows it.

    Raises:
        Refused: cut off, or no such message.
    """
    first, *others = _parts(body)
    return read_message(first, kind), others


def _parts(body: bytes) -> Iterator[bytes]:
    at = 0
    while True:
        end = at + _LENGTH + int.from_bytes(body[at : at + _LENGTH], "big")
        if at + _LENGTH > len(body) or end > len(body):
            raise Refused(ProblemCode.UNREADABLE)
        yield body[at + _LENGTH : end]
        if end == len(body):
            return
        at = end
