"""What the bytes of a code say: one pure parser per format, and the table that chooses.

A parser says what a code is, never that it is genuine. The three kinds of code that are signed say
so where an installed key has signed them, by the absence of a warning.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from checkpoint_app.domain.documents import Document, Format
from checkpoint_app.scanner.payloads.bhyt import is_insurance, read_insurance
from checkpoint_app.scanner.payloads.cccd import is_card, read_card
from checkpoint_app.scanner.payloads.hc1 import read_certificate
from checkpoint_app.scanner.payloads.invitation import read_enrol_code
from checkpoint_app.scanner.payloads.link import is_link, read_link
from checkpoint_app.scanner.payloads.own import OWN_CODE, read_own
from checkpoint_app.scanner.payloads.text import clean, read_text, unique
from checkpoint_app.scanner.payloads.unified import is_unified, read_unified
from checkpoint_app.security.trust import NO_TRUST, Trust
from checkpoint_app.wire.invitation import is_invitation

LARGEST_PAYLOAD = 65_536
"""Bytes. The largest code holds 2,953, a set of sixteen linked codes 47,248 (ISO/IEC 18004)."""

_Parts = Sequence[str]
_FORMATS: tuple[tuple[Callable[[_Parts], bool], Callable[[_Parts], Document]], ...] = (
    (is_insurance, read_insurance),
    (is_unified, read_unified),  # before the card: both may begin with the same 12 digits
    (is_card, read_card),
)
_CERTIFICATE = "HC1:"


def parse(payload: bytes, trust: Trust = NO_TRUST, now_ms: int | None = None) -> Document:
    """The document in a payload; `Format.UNKNOWN` without fields where it is none. Never raises.

    Args:
        trust: the keys that signed codes are checked with.
        now_ms: the present, ms since 1970 UTC, for what expires; None to leave that unasked.
    """
    if len(payload) > LARGEST_PAYLOAD:
        return Document(Format.UNKNOWN)
    text, text_warnings = read_text(payload)
    if text[: len(_CERTIFICATE)].upper() == _CERTIFICATE:
        return read_certificate(text[len(_CERTIFICATE) :], trust, now_ms)
    if own := OWN_CODE.match(text):
        return read_own(own[1], int(own[2]), text[own.end() :], trust)
    if is_invitation(text):
        return read_enrol_code(text)
    if is_link(text):
        return read_link(text)
    cleaned = [clean(part) for part in text.split("|")]
    parts = [part for part, _ in cleaned]
    for recognises, read in _FORMATS:
        if recognises(parts):
            document = read(parts)
            marks = unique(text_warnings, *(warnings for _, warnings in cleaned))
            return replace(document, warnings=unique(marks, document.warnings))
    return Document(Format.UNKNOWN)
