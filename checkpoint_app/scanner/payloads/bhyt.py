"""The health-insurance card, BHYT: old card of 15 parts, new card and VssID of 17.

``number|name|birth date|sex|address|place of care|from|to|issue date|…|$``. Vietnamese text is the
hexadecimal of its UTF-8; dates ``dd/mm/yyyy`` or a year; sex 1 nam, 2 nữ; ``-`` is empty.
"""

import re
from collections.abc import Sequence

from checkpoint_app.domain.documents import Document, Format, Sex, WarningCode
from checkpoint_app.scanner.payloads.dates import day_first, year_only
from checkpoint_app.scanner.payloads.text import (
    address_field,
    clean,
    name_field,
    read_text,
    unique,
)

_NUMBER = re.compile(r"[0-9]{10}|[A-Z]{2}[0-9]{13}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
_OLD_CARD_PARTS = 15


def is_insurance(parts: Sequence[str]) -> bool:
    """True for a card's number followed by a name in hexadecimal.

    A damaged name is forgiven where the number of parts is that of a card: its number stays good.
    """
    if len(parts) < 2 or not _NUMBER.fullmatch(parts[0]):
        return False
    return bool(_HEX.fullmatch(parts[1])) or len(parts) >= _OLD_CARD_PARTS


def _unhex(text: str) -> tuple[str, tuple[WarningCode, ...]]:
    """The text behind its hexadecimal; empty where the hexadecimal is damaged."""
    if not _HEX.fullmatch(text):
        return "", ()
    raw, repaired = read_text(bytes.fromhex(text))
    tidied, hidden = clean(raw)
    return tidied, repaired + hidden


def read_insurance(parts: Sequence[str]) -> Document:
    """The card that `is_insurance` recognised. Missing parts are absent fields."""
    full = [("" if part == "-" else part) for part in parts] + [""] * 9
    number, name_hex, born, sex_code, address_hex = full[:5]
    issued = full[8]
    name_text, name_marks = _unhex(name_hex)
    address_text, address_marks = _unhex(address_hex)
    name, name_found = name_field(name_text)
    address, address_found = address_field(address_text)
    birth_date, issued_on = day_first(born) or year_only(born), day_first(issued)
    sex = _SEXES.get(sex_code)
    return Document(
        Format.BHYT,
        name=name,
        birth_date=birth_date,
        sex=sex,
        address=address,
        issued_on=issued_on,
        insurance_number=number,
        warnings=unique(
            name_marks,
            name_found,
            (WarningCode.NAME_DAMAGED,) if name_hex and name is None else (),
            (WarningCode.BIRTH_DATE_IMPOSSIBLE,) if born and birth_date is None else (),
            (WarningCode.SEX_UNKNOWN,) if sex_code and sex is None else (),
            address_marks,
            address_found,
            (WarningCode.ADDRESS_DAMAGED,) if address_hex and address is None else (),
            (WarningCode.ISSUED_ON_IMPOSSIBLE,) if issued and issued_on is None else (),
        ),
    )
