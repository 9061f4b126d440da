"""Dates as cards write them. An impossible date is no date; nothing is ever rolled over."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"([0-9]{2})([/-]?)([0-9]{2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9*]{4})-([0-9*]{2})-([0-9*]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1900, 2200)
"""Years a personal number can tell apart today: its century digit is 0 to 5."""


def _iso(year: str, month: str, day: str) -> str | None:
    if int(year) not in _YEARS:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def day_first(text: str) -> str | None:
    """ISO date of ``ddmmyyyy``, ``dd/mm/yyyy`` or ``dd-mm-yyyy``; None for no such day."""
    match = _DAY_FIRST.fullmatch(text)
    return _iso(match[4], match[3], match[1]) if match else None


def year_only(text: str) -> str | None:
    """A year alone, as cards of people whose birthday is not known hold it."""
    return text if _YEAR.fullmatch(text) and int(text) in _YEARS else None


def looks_year_first(text: str) -> bool:
    """True for ``YYYY-MM-DD`` of digits and asterisks, possible or not."""
    return _YEAR_FIRST.fullmatch(text) is not None


def year_first(text: str) -> str | None:
    """ISO date of ``YYYY-MM-DD``; the year alone where day or month is masked by asterisks."""
    match = _YEAR_FIRST.fullmatch(text)
    if match is None or "*" in match[1]:
        return None
    if "*" in text:
        return year_only(match[1])
    return _iso(match[1], match[2], match[3])
