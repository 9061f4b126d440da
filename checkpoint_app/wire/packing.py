"""Putting a batch into bytes, and taking bytes apart without believing their size."""

import gzip
import zlib
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from checkpoint_app.wire.messages import Batch
from checkpoint_app.wire.protocol import MAX_ITEMS, VERSION, ProblemCode, Refused

_GZIP_WINDOW = 31  # zlib's way to ask for a gzip header and checksum
_Message = TypeVar("_Message")


def pack_batch(station: UUID, batch: UUID, sent: int, items: Sequence[bytes]) -> bytes:
    """A batch of encoded passages as gzipped JSON; `sent` is ms since 1970 UTC."""
    message = Batch(
        v=VERSION,
        station=station,
        batch=batch,
        sent=sent,
        passages=[msgspec.Raw(item) for item in items],
    )
    return gzip.compress(msgspec.json.encode(message), mtime=0)


class Unpacker:
    """Takes a body as it arrives and stops at the limit, before the memory is spent."""

    def __init__(self, limit: int, *, gzipped: bool) -> None:
        """Args: limit in bytes once unpacked; gzipped: how the body is encoded."""
        self._limit = limit
        self._inflate = zlib.decompressobj(_GZIP_WINDOW) if gzipped else None
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> None:
        """Take the next piece.

        Raises:
            Refused: too large, or no gzip.
        """
        if self._inflate is not None and data:
            if self._inflate.eof:
                raise Refused(ProblemCode.UNREADABLE)
            try:
                data = self._inflate.decompress(data, self._limit - self._size + 1)
            except zlib.error as error:
                raise Refused(ProblemCode.UNREADABLE) from error
            if self._inflate.unused_data:
                raise Refused(ProblemCode.UNREADABLE)
        self._size += len(data)
        if self._size > self._limit:
            raise Refused(ProblemCode.TOO_LARGE)
        self._parts.append(data)

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            Refused: the gzip stream breaks off.
        """
        if self._inflate is not None and not self._inflate.eof:
            raise Refused(ProblemCode.UNREADABLE)
        return b"".join(self._parts)


def read_message(data: bytes, kind: type[_Message]) -> _Message:
    """One message out of JSON.

    Raises:
        Refused: no JSON, too deep, or not this message.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise Refused(ProblemCode.ENVELOPE) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(ProblemCode.UNREADABLE) from error


class _VersionOnly(msgspec.Struct):
    v: int


def _version(data: bytes) -> int:
    return read_message(data, _VersionOnly).v


def read_batch(data: bytes) -> Batch:
    """The envelope of a batch; its passages stay raw.

    Raises:
        Refused: no JSON, no batch, another version, too many passages.
    """
    try:
        batch = read_message(data, Batch)
    except Refused as refused:
        # Another version may have another shape.
        if refused.code is ProblemCode.ENVELOPE and _version(data) != VERSION:
            raise Refused(ProblemCode.VERSION_UNKNOWN) from refused
        raise
    if batch.v != VERSION:
        raise Refused(ProblemCode.VERSION_UNKNOWN)
    if len(batch.passages) > MAX_ITEMS:
        raise Refused(ProblemCode.TOO_MANY)
    return batch
