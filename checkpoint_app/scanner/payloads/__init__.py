"""What the bytes of a code say: one pure parser per format, and the table that chooses.

A parser says what a code is, never that it is genuine.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from checkpoint_app.domain.documents import Document, Format
from checkpoint_app.scanner.payloads.bhyt import is_insurance, read_insurance
from checkpoint_app.scanner.payloads.cccd import is_card, read_card
from checkpoint_app.scanner.payloads.text import clean, read_text, unique
from checkpoint_app.scanner.payloads.unified import is_unified, read_unified

LARGEST_PAYLOAD = 65_536
"""Bytes. The largest code holds 2,953, a set of sixteen linked codes 47,248 (ISO/IEC 18004)."""

_Parts = Sequence[str]
_FORMATS: tuple[tuple[Callable[[_Parts], bool], Callable[[_Parts], Document]], ...] = (
    (is_insurance, read_insurance),
    (is_unified, read_unified),  # before the card: both may begin with the same 12 digits
    (is_card, read_card),
)
_PREFIXES = {"hc1:": Format.HC1, "http://": Format.URL, "https://": Format.URL}


def parse(payload: bytes) -> Document:
    """The document in a payload; `Format.UNKNOWN` without fields where it is none. Never raises.

    A link is recognised and never opened; a vaccine certificate is recognised only.
    """
    if len(payload) > LARGEST_PAYLOAD:
        return Document(Format.UNKNOWN)
    text, text_warnings = read_text(payload)
    head = text[:8].lower()
    for prefix, kind in _PREFIXES.items():
        if head.startswith(prefix):
            return Document(kind)
    cleaned = [clean(part) for part in text.split("|")]
    parts = [part for part, _ in cleaned]
    for recognises, read in _FORMATS:
        if recognises(parts):
            document = read(parts)
            marks = unique(text_warnings, *(warnings for _, warnings in cleaned))
            return replace(document, warnings=unique(marks, document.warnings))
    return Document(Format.UNKNOWN)
