"""Our own codes, pass and sheet, as laid out in `checkpoint_app.security.minting`.

Whether a pass is good today, at this hour and for this site is the station's to judge.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from checkpoint_app.domain.documents import (
    Document,
    Format,
    Hours,
    PassCode,
    SheetCode,
    WarningCode,
)
from checkpoint_app.scanner.payloads.cbor import Malformed
from checkpoint_app.scanner.payloads.cose import from_base45, read_signed
from checkpoint_app.scanner.payloads.text import clean, name_field, unique
from checkpoint_app.security.minting import (
    DAY_MINUTES,
    EPOCH,
    ID_TAIL,
    LAST_ROW,
    LONGEST_TEXT,
    PASS_MARK,
    VERSION,
)
from checkpoint_app.security.trust import EDDSA, Trust

OWN_CODE = re.compile(r"(CK[PS])([1-9][0-9]{0,2}):", re.IGNORECASE)
_HIDDEN_DIGITS = "*" * 8
_LAST_DAY = (date(2199, 12, 31) - EPOCH).days


def read_own(mark: str, version: int, text: str, trust: Trust) -> Document:
    """One of our own codes.

    Args:
        mark: CKP or CKS; version: the number after it; text: what follows the colon.
    """
    kind = Format.PASS if mark.upper() == PASS_MARK else Format.SHEET
    if version != VERSION:
        return Document(kind, warnings=(WarningCode.NEWER_VERSION,))
    try:
        signed = read_signed(from_base45(text))
        if not isinstance(signed.content, Mapping):
            raise Malformed("no map")
        document = _pass(signed.content) if kind is Format.PASS else _sheet(signed.content)
    except Malformed:
        return Document(kind, warnings=(WarningCode.CODE_DAMAGED,))
    judged = signed.judge(trust, (EDDSA,))
    return Document(
        kind,
        id_number=document.id_number,
        name=document.name,
        detail=document.detail,
        warnings=unique(judged, document.warnings),
    )


def _pass(content: Mapping[Any, Any]) -> Document:
    holder = _text(content.get(3))
    tail = _text(content[4]) if 4 in content else None
    if tail is not None and len(tail) != ID_TAIL:
        raise Malformed("no last four characters")
    first, last = _day(content.get(5)), _day(content.get(6))
    if last < first:
        raise Malformed("no days")
    hours = content.get(7, [])
    if not isinstance(hours, list):
        raise Malformed("no hours")
    code = PassCode(
        number=_text(content.get(2)),
        site=_text(content.get(1)),
        holder=holder,
        valid_from=first,
        valid_until=last,
        id_tail=tail,
        hours=tuple(_hours(item) for item in hours),
    )
    name, found = name_field(holder)
    number = None if tail is None else _HIDDEN_DIGITS + tail
    masked = WarningCode.NO_NUMBER if tail is None else WarningCode.MASKED
    return Document(
        Format.PASS, id_number=number, name=name, detail=code, warnings=unique(found, (masked,))
    )


def _sheet(content: Mapping[Any, Any]) -> Document:
    first, last = (_whole(content.get(key), 1, LAST_ROW) for key in (3, 4))
    if last < first:
        raise Malformed("no rows")
    code = SheetCode(
        number=_text(content.get(2)),
        site=_text(content.get(1)),
        first_row=first,
        last_row=last,
        issued_on=_day(content.get(5)),
    )
    return Document(Format.SHEET, detail=code)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or clean(value) != (value, ()):
        raise Malformed("no text")
    if not value:
        raise Malformed("an empty text")
    return value


def _whole(value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Malformed("no number")
    return value


def _day(value: object) -> date:
    return EPOCH + timedelta(days=_whole(value, 0, _LAST_DAY))


def _hours(item: object) -> Hours:
    match item:
        case [weekdays, begin, end]:
            days = _whole(weekdays, 1, 0b111_1111)
            start = _whole(begin, 0, DAY_MINUTES)
            return Hours(
                frozenset(day for day in range(7) if days >> day & 1),
                start,
                _whole(end, start + 1, DAY_MINUTES),
            )
        case _:
            raise Malformed("no hours")
