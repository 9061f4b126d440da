"""What a cell of a known meaning says: numbers, dates, sexes."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.text import fold, tidy

FIRST_YEAR = 1900
LAST_YEAR = 2199
_NO_WORD = frozenset("-–—/.…")
_EMPTY = re.compile(f"[{re.escape(''.join(sorted(_NO_WORD)))} ]*")
_QUOTED = re.compile(r"\s*(?:'(.*)|=\"(.*)\")\s*", re.DOTALL)
_POWER = re.compile(r"([0-9])(?:[.,]([0-9]+))?E\+?([0-9]{1,2})", re.IGNORECASE)
_DECIMAL = re.compile(r"([0-9]+)[.,]0+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_EIGHT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_SEXES = {
    **dict.fromkeys("nam|male|m|nam gioi|trai|ong".split("|"), Sex.MALE),
    **dict.fromkeys("nu|female|f|nu gioi|gai|ba".split("|"), Sex.FEMALE),
    **dict.fromkeys("khac|other|gioi tinh khac".split("|"), Sex.OTHER),
}


def clean(text: str) -> str:
    """`tidy`, at once where nothing is to be done; a lone dash or dot is no text."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        text = text.strip()
        if "  " in text:
            text = tidy(text)
    else:
        text = tidy(text)
    return "" if text[:1] in _NO_WORD and _EMPTY.fullmatch(text) else text


def has_marks(text: str) -> bool:
    """True where the text holds marks that `clean` takes out and no spreadsheet shows."""
    return not text.isprintable() and any(
        unicodedata.category(char)[0] == "C" and char not in "\t\r\n\ufeff" for char in text
    )


def digits(text: str) -> str | None:
    """A number without what spreadsheets add: ``.0``, an exponent, a quotation mark in front.

    None where the digits are lost: ``1.23E+11`` may have been any of a thousand million numbers.
    """
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        text = (quoted[1] or quoted[2] or "").strip()
    power = _POWER.fullmatch(text)
    if power:
        decimals, exponent = power[2] or "", int(power[3])
        return power[1] + decimals if len(decimals) == exponent else None
    decimal = _DECIMAL.fullmatch(text)
    return decimal[1] if decimal else text


def restored_id(number: str) -> str:
    """An ID number with the zeros a spreadsheet took from its front, where its length tells.

    A personal number begins with a province, 001 to 096: it can have lost two zeros, never three.
    The older nine-digit number can have lost one.
    """
    if number.isascii() and number.isdigit() and number[0] != "0":
        if len(number) in (10, 11):
            return number.zfill(12)
        if len(number) == 8:
            return "0" + number
    return number


def restored_phone(number: str) -> str:
    """A phone number with its first zero, where nine digits are left of it."""
    if len(number) == 9 and number.isascii() and number.isdigit() and number[0] != "0":
        return "0" + number
    return number


def day(text: str) -> date | None:
    """A day, the day first or ISO; None where it is none or may be two. Nothing is rolled over."""
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return _date(match[4], match[3], match[1])
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _date(match[1], match[3], match[4])
    match = _EIGHT.fullmatch(text)
    return _date(match[3], match[2], match[1]) if match else None


@lru_cache(maxsize=50_000)
def iso_day(text: str) -> str | None:
    """The same as text; one text for all people born on it."""
    found = day(text)
    return found.isoformat() if found else None


def year(text: str) -> str | None:
    """A year alone."""
    return text if _YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR else None


@lru_cache(maxsize=1_000)
def sex(text: str) -> Sex | None:
    """Nam, Nữ, Khác and their like."""
    return _SEXES.get(fold(text))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
