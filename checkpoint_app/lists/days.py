"""Days and hours as market cards print them."""

import re
from functools import lru_cache

from checkpoint_app.domain.documents import Hours
from checkpoint_app.domain.listed import EVERY_DAY, Parity
from checkpoint_app.domain.text import fold

_DAYS = {
    **{
        name: number
        for number, names in enumerate(
            (
                "2|hai|mon|monday",
                "3|ba|tue|tues|tuesday",
                "4|tu|wed|wednesday",
                "5|nam|thu|thur|thurs|thursday",
                "6|sau|fri|friday",
                "7|bay|sat|saturday",
                "cn|chu nhat|8|sun|sunday",
            )
        )
        for name in names.split("|")
    }
}
_ALWAYS = frozenset(
    "hang ngay|moi ngay|cac ngay|ca tuan|tat ca|tat ca cac ngay|ngay nao cung duoc|every day|daily|"
    "all|all days|2 den cn".split("|")
)
_BETWEEN = re.compile(r"\s*(?:[-–,;.+&/]|\bva\b|\band\b)\s*")
_FROM_TO = re.compile(r"(?:tu )?(.+?)\s*(?:\bden\b|\bto\b|\btoi\b|->|→)\s*(.+)")
_PREFIX = re.compile(r"^(?:(?:cac )?(?:ngay )?thu |(?:cac )?ngay |t(?=[2-7]$))")
_TIME = r"(\d{1,2})\s*(?:(?:h|g|gio|:)\s*(\d{2})?(?::00)?\s*(?:p|ph|phut)?)?"
_POINT = re.compile(_TIME)
_WINDOW = re.compile(
    rf"(?:(sang|trua|chieu|toi|am|pm)\s*:?\s*)?(?:tu\s+)?{_TIME}\s*"
    rf"(?:-|–|->|→|\bden\b|\btoi\b|\bto\b)\s*{_TIME}"
)
_LATER = frozenset({"chieu", "toi", "pm"})
_DAY_MINUTES = 24 * 60


_PARITIES = {
    **dict.fromkeys("chan|ngay chan|even|even days".split("|"), Parity.EVEN),
    **dict.fromkeys("le|ngay le|odd|odd days".split("|"), Parity.ODD),
}


@lru_cache(maxsize=1_000)
def weekdays(text: str) -> tuple[frozenset[int], Parity | None] | None:
    """The days of the week of ``2-4-6``, ``T2, T4``, ``CN``, ``thứ 2 đến thứ 6``, ``ngày chẵn``.

    Out: 0 for Monday; with a parity all days of the week. None where the text says no days, and for
    ``2-6``, which some mean as two days and some as five.
    """
    said = fold(text).strip(" .;,")
    if said in _ALWAYS:
        return EVERY_DAY, None
    if said in _PARITIES:
        return EVERY_DAY, _PARITIES[said]
    span = _FROM_TO.fullmatch(said)
    if span:
        first, last = _day(span[1]), _day(span[2])
        if first is None or last is None or first >= last:
            return None
        return frozenset(range(first, last + 1)), None
    pieces = [piece for piece in _BETWEEN.split(said) if piece]
    if len(pieces) == 1 and " " in pieces[0]:
        pieces = _PREFIX.sub("", pieces[0]).split() if _day(pieces[0]) is None else pieces
    if len(pieces) == 2 and re.search("[-–]", said):
        return None
    found = {_day(piece) for piece in pieces}
    if not pieces or None in found:
        return None
    return frozenset(day for day in found if day is not None), None


def _day(piece: str) -> int | None:
    return _DAYS.get(_PREFIX.sub("", piece.strip()), _DAYS.get(piece.strip()))


@lru_cache(maxsize=1_000)
def minutes(text: str) -> int | None:
    """Minutes since midnight of ``6h``, ``6h30``, ``06:30``, ``6 giờ 30``; None for no time."""
    match = _POINT.fullmatch(fold(text))
    return _minutes(match[1], match[2]) if match else None


@lru_cache(maxsize=1_000)
def windows(text: str, days: frozenset[int]) -> tuple[Hours, ...] | None:
    """The stretches of ``6h-8h``, ``06:00 đến 08:00; chiều 2h-4h``, on these days.

    None where one of them says no times or ends before it begins.
    """
    found = []
    for piece in re.split(r"\s*(?:[,;&+]|\bva\b|\band\b)\s*", fold(text)):
        match = _WINDOW.fullmatch(piece)
        if match is None:
            return None
        begin, end = _minutes(match[2], match[3]), _minutes(match[4], match[5])
        if begin is None or end is None:
            return None
        if match[1] in _LATER and end <= _DAY_MINUTES // 2:
            begin, end = begin + _DAY_MINUTES // 2, end + _DAY_MINUTES // 2
        if begin >= end:
            return None
        found.append(Hours(days, begin, end))
    return tuple(found)


def _minutes(hour: str, minute: str | None) -> int | None:
    total = int(hour) * 60 + int(minute or 0)
    return total if int(minute or 0) < 60 and total <= _DAY_MINUTES else None
