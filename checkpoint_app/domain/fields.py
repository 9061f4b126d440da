"""Rules for single fields. They normalise and warn; none of them stops a record.

Sources: plate patterns after the public rules of the traffic police's series; phone shapes after
the ten-digit plan in force since 2018; the structure of the personal number after Circular
59/2021/TT-BCA, which has lapsed, so that a mismatch is a question and never a refusal.
"""

import re

from checkpoint_app.domain.documents import Sex, WarningCode

PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 "
    "036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 "
    "074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096".split()
)
"""The 63 province codes a personal number may begin with."""

_NOT_PLATE = re.compile(r"[^A-ZĐ0-9]")
_PLATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"[0-9]{2}[A-HK-NPS-VXYZ][0-9]{4,5}",  # car
        r"[0-9]{2}[IJOQR][0-9]{4}",  # car, series before 2010
        r"[0-9]{2}[B-Z][1-9][0-9]{4,5}",  # motorbike
        r"[0-9]{2}A[1-9][0-9]{4,5}",  # motorbike over 175 cc
        r"[0-9]{2}[A-ZĐ]{2}[0-9]{4,5}",  # moped, and the special series KT LD DA MK MĐ TĐ HC
        r"[0-9]{2}[0-9]{3}(NG|QT|NN|CV)[0-9]{2,3}",  # diplomatic
        r"[A-Z]{2,3}[0-9]{4}",  # army
        r"T[0-9]{7}",  # temporary
        r"[0-9]{2}R[0-9]{4,5}",  # trailer
    )
)


def plate(text: str) -> tuple[str | None, tuple[WarningCode, ...]]:
    """A plate without its separators, and a warning where it matches no known series."""
    bare = _NOT_PLATE.sub("", text.upper())
    if not bare:
        return None, ((WarningCode.PLATE_MALFORMED,) if text.strip() else ())
    known = any(pattern.fullmatch(bare) for pattern in _PLATES)
    return bare, () if known else (WarningCode.PLATE_MALFORMED,)


def show_plate(bare: str) -> str:
    """A plate as people write it: ``29-B1 123.45``, ``30A-123.45``."""
    match = re.fullmatch(
        r"([0-9]{2})([A-ZĐ](?=[0-9]{5}$)|[A-ZĐ][0-9]|[A-ZĐ]{1,2})([0-9]{4,5})", bare
    )
    if match is None:
        return bare
    area, series, number = match.groups()
    digits = f"{number[:3]}.{number[3:]}" if len(number) == 5 else number
    return f"{area}{series}-{digits}" if len(series) == 1 else f"{area}-{series} {digits}"


def phone(text: str) -> tuple[str | None, tuple[WarningCode, ...]]:
    """A phone number as ten digits from 0; other shapes are kept with a warning.

    +84 and 84 become 0; spaces, dots, hyphens and brackets go. The carrier is never checked.
    """
    bare = re.sub(r"[\s.\-()]", "", text)
    if not bare:
        return None, ()
    if bare.startswith("+84"):
        bare = "0" + bare[3:].removeprefix("0")
    elif re.fullmatch(r"84[0-9]{9}", bare):
        bare = "0" + bare[2:]
    if re.fullmatch(r"0[0-9]{9}", bare):
        return bare, ()
    return bare, (WarningCode.PHONE_MALFORMED,)


def check_id(
    number: str | None, birth_date: str | None, sex: Sex | None
) -> tuple[WarningCode, ...]:
    """What the 12-digit number says against the date and sex beside it.

    Digits: province of registration, century and sex, two of the birth year, six at random; there
    is no check digit.
    """
    if not number or not re.fullmatch(r"[0-9]{12}", number):
        return ()
    found: list[WarningCode] = []
    if number[:3] not in PROVINCES:
        found.append(WarningCode.ID_PROVINCE_UNKNOWN)
    century, year = 1900 + int(number[3]) // 2 * 100, int(number[4:6])
    if birth_date and birth_date[:4].isdigit() and int(birth_date[:4]) != century + year:
        found.append(WarningCode.ID_BIRTH_MISMATCH)
    says = Sex.MALE if int(number[3]) % 2 == 0 else Sex.FEMALE
    if sex in (Sex.MALE, Sex.FEMALE) and sex != says:
        found.append(WarningCode.ID_SEX_MISMATCH)
    return tuple(found)
