"""What the form's texts mean: times, years, the entry, and what is worth a second look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.fields import check_id, phone
from checkpoint_app.domain.passage import Declaration, DirectionMode, Fallback, Kind, Way
from checkpoint_app.domain.text import tidy
from checkpoint_app.station.entry import Entry, person_from_words

_TIME = re.compile(r"(\d{1,2})(?:[:hHgG. ]?(\d{2}))?[hH]?")
FUTURE_MS = 5 * 60_000
OLDEST = 120


@dataclass(frozen=True, slots=True)
class PaperTime:
    """A time written on paper: when it was, and whether that was yesterday. Both empty: no time."""

    at_ms: int | None
    yesterday: bool = False
    malformed: bool = False


def paper_time(text: str, now_ms: int) -> PaperTime:
    """The moment of a time such as ``14:05``, ``14h05``, ``1405`` or ``9``.

    A time still to come belongs to the day before: the sheet of a night shift typed in the morning.
    """
    bare = text.strip()
    if not bare:
        return PaperTime(None)
    match = re.fullmatch(r"(\d{1,2})(\d{2})", bare) if len(bare) > 2 else None
    match = match or _TIME.fullmatch(bare)
    if match is None:
        return PaperTime(None, malformed=True)
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        return PaperTime(None, malformed=True)
    now = local(now_ms)
    moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    early = moment.timestamp() * 1000 > now_ms + FUTURE_MS
    if early:
        moment -= timedelta(days=1)
    return PaperTime(round(moment.timestamp() * 1000), yesterday=early)


def birth_year(text: str, now_ms: int) -> tuple[str | None, bool]:
    """A year of birth as four digits, and whether it can be one; two digits are completed."""
    bare = text.strip()
    if not bare:
        return None, True
    if not re.fullmatch(r"[0-9]{2}|[0-9]{4}", bare):
        return None, False
    this = local(now_ms).year
    year = int(bare)
    if len(bare) == 2:
        year += this // 100 * 100 - (100 if year > this % 100 else 0)
    if not this - OLDEST <= year <= this:
        return None, False
    return str(year), True


def id_warnings(number: str, year: str | None, sex: Sex | None) -> tuple[WarningCode, ...]:
    """What an ID number says against itself and what stands beside it on the form."""
    bare = re.sub(r"[\s.\-]", "", number)
    if not bare:
        return ()
    if not re.fullmatch(r"[0-9]{9}|[0-9]{12}|[A-Z][0-9]{7,8}", bare.upper()):
        return (WarningCode.ID_MALFORMED,)
    return check_id(bare, year, sex)


def phone_warnings(text: str) -> tuple[WarningCode, ...]:
    """What is odd about a phone number."""
    return phone(text)[1]


@dataclass(frozen=True, slots=True)
class Answers:
    """The form as it is filled in: what is typed, by the field's name, and what is chosen.

    Attributes:
        other: somebody else declares on the person's behalf (khai hộ).
    """

    texts: Mapping[str, str]
    sex: Sex | None
    direction: DirectionMode
    kind: Kind
    fallback: Fallback
    declaration: Declaration | None = None
    other: bool = False


def entry_of(answers: Answers, labels: Mapping[str, str], now_ms: int) -> Entry:
    """The entry of a form; what cannot be read of an optional field is left out of it.

    Args:
        labels: what the fields ``year`` and ``time`` are called, for the note: there stands
            whatever was typed into them that could not be read.
    """
    said = answers.texts
    year, possible = birth_year(said["year"], now_ms)
    person, warnings = person_from_words(
        name=said["name"],
        id_number=said["id_number"],
        phone_number=said["phone"],
        birth_year=year,
        sex=answers.sex,
        address=said["address"],
    )
    if answers.other:
        warnings = (*warnings, WarningCode.DECLARED_BY_OTHER)
    sheet, row = tidy(said["sheet"]), said["row"].strip()
    time = paper_time(said["time"], now_ms)
    on_paper = bool(sheet or row or time.at_ms is not None)
    unread = [name for name, bad in (("year", not possible), ("time", time.malformed)) if bad]
    note = [tidy(said["note"]), *(f"{labels[name]}: {tidy(said[name])}" for name in unread)]
    return Entry(
        direction=answers.direction,
        kind=answers.kind,
        occurred_at=time.at_ms,
        way=Way.PAPER if on_paper else Way.TYPED,
        fallback=answers.fallback,
        sheet=sheet or None,
        row=int(row) if row.isascii() and row.isdecimal() and 0 < int(row) <= 9999 else None,
        guided_by=tidy(said["guide"]) or None,
        person=person,
        declaration=answers.declaration,
        note=" · ".join(filter(None, note)) or None,
        warnings=warnings,
    )
