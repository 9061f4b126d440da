"""The ID cards: chip card (2021), its short variant, and Căn cước (from July 2024).

``number|old number|name|birth date|sex|address|issue date`` in UTF-8, dates ``ddmmyyyy`` (Circular
06/2021/TT-BCA). The short variant has no old number. Căn cước has four more fields (Circular
16/2024/TT-BCA), which are about other people: they are neither shown nor kept.
"""

import re
from collections.abc import Sequence

from checkpoint_app.domain.documents import Document, Format, Sex, WarningCode
from checkpoint_app.domain.fields import check_id
from checkpoint_app.domain.text import fold
from checkpoint_app.scanner.payloads.dates import day_first
from checkpoint_app.scanner.payloads.text import address_field, name_field, unique

_NUMBER = re.compile(r"[0-9]{12}")
_OLD_NUMBER = re.compile(r"[0-9]{9,12}")
_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE}


def is_card(parts: Sequence[str]) -> bool:
    """True for the 7 or more parts of an ID card, or the 6 of its short variant."""
    if len(parts) < 6 or not _NUMBER.fullmatch(parts[0]):
        return False
    return len(parts) > 6 or fold(parts[3]) in _SEXES


def read_card(parts: Sequence[str]) -> Document:
    """The card that `is_card` recognised. Empty parts keep their place."""
    number, *rest = parts
    old = "" if len(parts) == 6 else rest.pop(0)
    name_text, born, sex_text, address_text, issued = rest[:5]
    name, name_found = name_field(name_text)
    address, address_found = address_field(address_text)
    birth_date, issued_on, sex = day_first(born), day_first(issued), _SEXES.get(fold(sex_text))
    old_number = old if _OLD_NUMBER.fullmatch(old) else None
    # A scanner that sends plain ASCII loses the accents of name and address alike.
    accents_lost = bool(name and address) and (name_text + address_text).isascii()
    return Document(
        Format.CCCD,
        id_number=number,
        old_id_number=old_number,
        name=name,
        birth_date=birth_date,
        sex=sex,
        address=address,
        issued_on=issued_on,
        warnings=unique(
            (WarningCode.ID_MALFORMED,) if old and old_number is None else (),
            name_found,
            (WarningCode.NAME_DAMAGED,) if accents_lost else (),
            address_found,
            (WarningCode.BIRTH_DATE_IMPOSSIBLE,) if born and birth_date is None else (),
            (WarningCode.SEX_UNKNOWN,) if sex_text and sex is None else (),
            (WarningCode.ISSUED_ON_IMPOSSIBLE,) if issued and issued_on is None else (),
            check_id(number, birth_date, sex),
        ),
    )
