"""CBOR (RFC 8949) from a stranger: looked over before anything is built of it.

cbor2 turns tagged items into regular expressions, mails, fractions and references, and goes down
some hundred levels. A certificate needs none of that, so it never gets there.
"""

from typing import Any

import cbor2

DEEPEST = 16
"""Levels. An HC1 certificate has seven: tag, array, claims, certificate, entries, entry, value."""
_PLAIN_TAGS = frozenset({0, 1, 18, 61})
"""Two kinds of time, COSE_Sign1 and CWT."""
_BREAK = 0xFF


class Malformed(ValueError):
    """Bytes that are no plain CBOR, or hold what no code of ours holds."""


def load(data: bytes) -> Any:
    """The one item that fills these bytes. Takes time in proportion to their number.

    Raises:
        Malformed: they hold anything else.
    """
    try:
        end = _skip(data, 0, 0)
    except IndexError as error:
        raise Malformed("cut off") from error
    if end != len(data):
        raise Malformed("more than one item, or cut off")
    try:
        return cbor2.loads(data)
    except (cbor2.CBORError, ArithmeticError, OSError, TypeError, ValueError) as error:
        raise Malformed("not to be understood") from error


def _skip(data: bytes, at: int, depth: int) -> int:
    """Where the item ends that begins at `at`.

    Raises:
        IndexError: the bytes end first; Malformed: too deep, or a tag that is not plain.
    """
    if depth > DEEPEST:
        raise Malformed("too deep")
    major, short = data[at] >> 5, data[at] & 31
    at += 1
    if short == 31 and 2 <= major <= 5:
        while data[at] != _BREAK:
            at = _skip(data, at, depth + 1)
        return at + 1
    if short > 27:
        raise Malformed("reserved")
    size = 1 << (short - 24) if short >= 24 else 0
    value = int.from_bytes(data[at : at + size], "big") if size else short
    at += size
    if major in (2, 3):
        if value > len(data) - at:
            raise Malformed("cut off")
        return at + value
    if major == 6 and value not in _PLAIN_TAGS:
        raise Malformed("a tag that is not plain")
    # Each item takes a byte at least: a false count runs out of bytes, not of time.
    for _ in range({4: value, 5: 2 * value, 6: 1}.get(major, 0)):
        at = _skip(data, at, depth + 1)
    return at
