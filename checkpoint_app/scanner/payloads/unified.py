"""The unified personal code "1.1" of Decision 1405/QĐ-BTTTT.

``number|name|birth date|kind of declaration|QID|EXT``. By default the first six characters of the
number and the day and month of birth are shown as ``*``. EXT is separated by ``<``: QID of whoever
declared, sex (0 none, 1 nam, 2 nữ), health-insurance number, phone, signature; its tail may lack.
"""

import re
from collections.abc import Sequence

from checkpoint_app.domain.documents import Document, Format, Sex, WarningCode
from checkpoint_app.domain.fields import check_id, phone
from checkpoint_app.scanner.payloads.dates import looks_year_first, year_first
from checkpoint_app.scanner.payloads.text import bounded, name_field, unique

_PAPER = re.compile(r"[0-9]{12}|[0-9]{9}|[A-Z][A-Z0-9]{5,19}")
_INSURANCE = re.compile(r"[0-9]{10}|[A-Z]{2}[0-9]{13}")
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
MASK = "*"


def is_unified(parts: Sequence[str]) -> bool:
    """True for the 6 parts of the unified code, told from an ID card by its date and its kind."""
    return len(parts) >= 6 and looks_year_first(parts[2]) and parts[3] in {"0", "1"}


def read_unified(parts: Sequence[str]) -> Document:
    """The code that `is_unified` recognised."""
    number_text, name_text, born, kind, qid, ext = parts[:6]
    number, (name, name_found) = bounded(number_text, "person.id_number"), name_field(name_text)
    declarer, sex_code, insurance, phone_text = [*ext.split("<"), "", "", "", ""][:4]
    birth_date, sex = year_first(born), _SEXES.get(sex_code.strip())
    insurance = insurance.strip()
    phone_number, phone_warnings = phone(phone_text)
    if not phone_text.isascii():  # digits of other scripts among them
        phone_number, phone_warnings = None, (WarningCode.PHONE_MALFORMED,)
    masked = MASK in number_text or MASK in born
    known_paper = not number_text or (number and (MASK in number or _PAPER.fullmatch(number)))
    return Document(
        Format.UNIFIED,
        id_number=number,
        name=name,
        birth_date=birth_date,
        sex=sex,
        insurance_number=insurance if _INSURANCE.fullmatch(insurance) else None,
        qid=bounded(qid, "person.qid"),
        phone=bounded(phone_number or "", "person.phone"),
        declared_by=bounded(declarer.strip(), "person.qid") if kind == "1" else None,
        warnings=unique(
            () if known_paper else (WarningCode.ID_MALFORMED,),
            (WarningCode.MASKED,) if masked else (),
            name_found,
            (WarningCode.BIRTH_DATE_IMPOSSIBLE,) if birth_date is None and MASK not in born else (),
            (WarningCode.SEX_UNKNOWN,) if sex is None and sex_code.strip() not in {"", "0"} else (),
            phone_warnings,
            (WarningCode.DECLARED_BY_OTHER,) if kind == "1" else (),
            check_id(number, birth_date, sex),
        ),
    )
