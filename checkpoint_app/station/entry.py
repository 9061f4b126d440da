"""A typed or paper entry: from words on a form or keys of JSON to what a passage needs.

Nothing is refused for being unusual: a strange phone or plate is kept with a warning. Refused is
only what cannot be understood at all, and the answer names the field.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.fields import check_id, phone, plate
from checkpoint_app.domain.passage import (
    Declaration,
    Delivery,
    DirectionMode,
    Fallback,
    Kind,
    Person,
    Way,
)
from checkpoint_app.domain.text import tidy
from checkpoint_app.wire.validation import TEXT_LIMITS

SHORTEST_LIMIT = 64
"""Characters, for what the hub sets no limit for; the others are what it takes (TEXT_LIMITS)."""
FIRST_TIME_MS = 1_577_836_800_000  # 2020-01-01: an entry before it is a slip of the keyboard
LAST_TIME_MS = 4_102_444_800_000  # 2100-01-01

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as a person typed it.

    Attributes:
        occurred_at: when the gate was crossed, milliseconds since 1970 UTC; None for now.
        pass_number: the number of the pass or market card that was shown.
        warnings: what looks unusual in the fields.
    """

    direction: DirectionMode
    kind: Kind = Kind.VISITOR
    occurred_at: int | None = None
    way: Way = Way.TYPED
    fallback: Fallback | None = None
    sheet: str | None = None
    row: int | None = None
    guided_by: str | None = None
    person: Person = field(default_factory=Person)
    plate: str | None = None
    delivery: Delivery | None = None
    declaration: Declaration | None = None
    note: str | None = None
    pass_number: str | None = None
    warnings: tuple[WarningCode, ...] = ()


_KEYS = frozenset(
    "direction kind occurred_at way fallback sheet row guided_by person plate delivery declaration "
    "note pass_number".split()
)
_PERSON_KEYS = frozenset("name id_number phone birth_year sex address nationality".split())


def entry_from_json(value: object) -> Entry:
    """An entry from one JSON object (the fields of ``checkpoint add``).

    Raises:
        InvalidEntry: a field that is unknown, missing or not to be understood, by its name.
    """
    given = _object(value, "entry")
    _only(given, _KEYS, "")
    way = _choice(given, "way", Way, "") or Way.TYPED
    if way not in (Way.TYPED, Way.PAPER):
        raise InvalidEntry("way", "not_a_choice")
    direction = _choice(given, "direction", DirectionMode, "")
    if direction is None:
        raise InvalidEntry("direction", "missing")
    person, warnings = _person(given.get("person"))
    plate_text = _text(given, "plate", "")
    bare, plate_warnings = plate(plate_text) if plate_text else (None, ())
    return Entry(
        direction=direction,
        kind=_choice(given, "kind", Kind, "") or Kind.VISITOR,
        occurred_at=_time(given),
        way=way,
        fallback=_choice(given, "fallback", Fallback, ""),
        sheet=_text(given, "sheet", ""),
        row=_row(given),
        guided_by=_text(given, "guided_by", ""),
        person=person,
        plate=bare,
        delivery=_delivery(given.get("delivery")),
        declaration=_declaration(given.get("declaration")),
        note=_text(given, "note", ""),
        pass_number=_text(given, "pass_number", ""),
        warnings=(*warnings, *plate_warnings),
    )


def person_from_words(
    *,
    name: str | None = None,
    id_number: str | None = None,
    phone_number: str | None = None,
    birth_year: str | None = None,
    sex: Sex | None = None,
    address: str | None = None,
    nationality: str | None = None,
) -> tuple[Person, tuple[WarningCode, ...]]:
    """A person from what was typed, and what looks unusual in it.

    Raises:
        InvalidEntry: the birth year is none.
    """
    year = _birth_year(birth_year)
    number = tidy(id_number or "").upper().replace(" ", "") or None
    called, warnings = phone(tidy(phone_number or ""))
    found = list(warnings)
    if number and number.isascii() and number.isdigit() and len(number) not in (9, 12):
        found.append(WarningCode.ID_MALFORMED)
    found.extend(check_id(number, year, sex))
    person = Person(
        name=tidy(name or "") or None,
        id_number=number,
        phone=called,
        birth_date=year,
        sex=sex,
        address=tidy(address or "") or None,
        nationality=tidy(nationality or "") or None,
    )
    return person, tuple(found)


def _person(value: object) -> tuple[Person, tuple[WarningCode, ...]]:
    if value is None:
        return Person(), ()
    given = _object(value, "person")
    _only(given, _PERSON_KEYS, "person.")
    year = given.get("birth_year")
    if isinstance(year, bool) or not isinstance(year, int | str | None):
        raise InvalidEntry("person.birth_year", "not_a_number")
    if isinstance(year, int) and not 0 <= year <= date.max.year:  # too long even to be written
        raise InvalidEntry("person.birth_year", "not_a_year")
    return person_from_words(
        name=_text(given, "name", "person."),
        id_number=_text(given, "id_number", "person."),
        phone_number=_text(given, "phone", "person."),
        birth_year=None if year is None else str(year),
        sex=_choice(given, "sex", Sex, "person."),
        address=_text(given, "address", "person."),
        nationality=_text(given, "nationality", "person."),
    )


def _birth_year(text: str | None) -> str | None:
    year = (text or "").strip()
    if not year:
        return None
    if not (year.isascii() and year.isdigit() and 1880 <= int(year[:5]) <= date.max.year):
        raise InvalidEntry("person.birth_year", "not_a_year")
    if int(year) > 2100:
        raise InvalidEntry("person.birth_year", "not_a_year")
    return year


def _delivery(value: object) -> Delivery | None:
    if value is None:
        return None
    given = _object(value, "delivery")
    _only(given, (item.name for item in fields(Delivery)), "delivery.")
    return Delivery(**{key: _text(given, key, "delivery.") for key in given})


_YES_NO = ("contact_patient", "contact_sick_country", "contact_symptoms", "consent")


def _declaration(value: object) -> Declaration | None:
    if value is None:
        return None
    given = _object(value, "declaration")
    _only(given, (item.name for item in fields(Declaration)), "declaration.")
    for key in _YES_NO:
        if not isinstance(given.get(key), bool | None):
            raise InvalidEntry(f"declaration.{key}", "not_yes_no")
    return Declaration(
        travelled=_told(given, "travelled"),
        symptoms=_told(given, "symptoms"),
        **{key: given[key] for key in _YES_NO if key in given},
    )


def _told(given: Mapping[str, Any], key: str) -> str | None:
    """A text of which "" is an answer too: "nowhere", "none"."""
    return "" if given.get(key) == "" else _text(given, key, "declaration.")


def _time(given: Mapping[str, Any]) -> int | None:
    text = _text(given, "occurred_at", "")
    if text is None:
        return None
    try:
        moment = parse_iso(text)
    except (ValueError, OverflowError) as error:
        raise InvalidEntry("occurred_at", "not_a_time") from error
    if not FIRST_TIME_MS <= moment < LAST_TIME_MS:
        raise InvalidEntry("occurred_at", "not_a_time")
    return moment


def _row(given: Mapping[str, Any]) -> int | None:
    row = given.get("row")
    if row is None:
        return None
    if isinstance(row, bool) or not isinstance(row, int) or not 1 <= row <= 9999:
        raise InvalidEntry("row", "not_a_number")
    return row


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InvalidEntry(name, "not_an_object")
    return value


def _only(given: Mapping[str, Any], known: Iterable[str], prefix: str) -> None:
    for key in sorted(set(given) - set(known)):
        raise InvalidEntry(tidy(prefix + key)[:100], "unknown")


def _text(given: Mapping[str, Any], key: str, prefix: str) -> str | None:
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidEntry(prefix + key, "not_text")
    if len(value) > TEXT_LIMITS.get(prefix + key, SHORTEST_LIMIT):
        raise InvalidEntry(prefix + key, "too_long")
    return tidy(value) or None


def _choice(
    given: Mapping[str, Any], key: str, choices: Callable[[str], Choice], prefix: str
) -> Choice | None:
    value = given.get(key)
    if value is None:
        return None
    try:
        return choices(value)
    except ValueError as error:
        raise InvalidEntry(prefix + key, "not_a_choice") from error
