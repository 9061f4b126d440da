"""The vaccine certificate, ``HC1:``, of Decision 5772/QĐ-BYT: an EU Digital COVID Certificate.

base45, zlib, COSE_Sign1, CWT (RFC 8392): claim 4 is when it expires, claim -260 → 1 the
certificate. Only the name and the birth date are taken out: vaccination is health data, which this
program neither shows nor keeps. There is no ID number inside, so that nobody is known by it alone.

``nam`` holds ``fn``, the family name, and ``gn``, all the rest; ``fnt`` and ``gnt`` are the same in
the letters of a passport, with ``<`` for spaces (EU DCC schema 1.3.0).
"""

import math
import zlib
from collections.abc import Mapping
from typing import Any

from checkpoint_app.domain.documents import Document, Format, WarningCode
from checkpoint_app.scanner.payloads.cbor import Malformed
from checkpoint_app.scanner.payloads.cose import from_base45, read_signed
from checkpoint_app.scanner.payloads.dates import year_first, year_only
from checkpoint_app.scanner.payloads.text import clean, name_field, unique
from checkpoint_app.security.trust import ES256, PS256, Trust

LARGEST_INFLATED = 65_536
"""Bytes. A certificate has some 500; what would grow beyond this is refused before it grows."""
_ZLIB = 0x78
_EXPIRES, _HEALTH, _CERTIFICATE = 4, -260, 1
_ALGORITHMS = (PS256, ES256)


def read_certificate(text: str, trust: Trust, now_ms: int | None) -> Document:
    """The certificate behind ``HC1:``.

    Args:
        now_ms: the present, ms since 1970 UTC, for EXPIRED; None to leave that unasked.
    """
    try:
        signed = read_signed(_inflate(from_base45(text)))
        claims = _mapping(signed.content)
        certificate = _mapping(_mapping(claims.get(_HEALTH)).get(_CERTIFICATE))
        name, found = _name(_mapping(certificate.get("nam")))
    except Malformed:
        return Document(Format.HC1, warnings=(WarningCode.CODE_DAMAGED,))
    if name is None:
        return Document(Format.HC1, warnings=(WarningCode.CODE_DAMAGED,))
    born = certificate.get("dob")
    birth_date = _date(born) if isinstance(born, str) else None
    return Document(
        Format.HC1,
        name=name,
        birth_date=birth_date,
        warnings=unique(
            signed.judge(trust, _ALGORITHMS),
            (WarningCode.EXPIRED,) if _is_over(claims.get(_EXPIRES), now_ms) else (),
            found,
            (WarningCode.BIRTH_DATE_IMPOSSIBLE,) if born and birth_date is None else (),
            (WarningCode.NO_NUMBER,),
        ),
    )


def _inflate(data: bytes) -> bytes:
    """What zlib packed; data that is not packed is as it is, for some issuers leave that out."""
    if data[:1] != bytes([_ZLIB]):
        return data
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(data, LARGEST_INFLATED)
    except zlib.error as error:
        raise Malformed("no zlib") from error
    if not inflater.eof:
        raise Malformed("cut off, or too large")
    return inflated


def _mapping(value: object) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise Malformed("no map")
    return value


def _name(names: Mapping[Any, Any]) -> tuple[str | None, tuple[WarningCode, ...]]:
    """Family name first, as Vietnamese names are written; the passport's letters where it lacks."""
    for keys in (("fn", "gn"), ("fnt", "gnt")):
        given = [value for key in keys if isinstance(value := names.get(key), str)]
        cleaned = [clean(part.replace("<", " ")) for part in given]
        full = " ".join(part for part, _ in cleaned if part)
        if full:
            name, warnings = name_field(full)
            return name, unique(*(hidden for _, hidden in cleaned), warnings)
    return None, ()


def _date(text: str) -> str | None:
    """A date, or the year alone: day and month may lack where they are not known."""
    return year_first(text[:10]) or year_only(text[:4] if len(text) in (4, 7) else text)


def _is_over(expires: object, now_ms: int | None) -> bool:
    if now_ms is None or isinstance(expires, bool) or not isinstance(expires, int | float):
        return False
    return math.isfinite(expires) and expires < now_ms / 1000
