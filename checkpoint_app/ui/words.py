"""The words of the domain in the window's language, and how numbers and times are written."""

from PySide6.QtCore import QCoreApplication

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.documents import Document, Format, LinkKind, Sex, WarningCode
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.passage import (
    Direction,
    DirectionMode,
    Fallback,
    Kind,
    Passage,
    Person,
    SiteKind,
    Verdict,
    Way,
)
from checkpoint_app.domain.text import mask
from checkpoint_app.i18n import text
from checkpoint_app.records.views import InsideRow, Role
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.ui.language import language
from checkpoint_app.ui.shortcuts import Key

_GROUPS = {
    Verdict: "verdict",
    Hint: "hint",
    Format: "format",
    LinkKind: "link",
    Direction: "direction",
    DirectionMode: "direction",
    Kind: "kind",
    Way: "way",
    Fallback: "fallback",
    SiteKind: "site",
    Sex: "sex",
    WarningCode: "warning",
}

Word = (
    Verdict
    | Hint
    | Format
    | LinkKind
    | Direction
    | DirectionMode
    | Kind
    | Way
    | Fallback
    | SiteKind
    | Sex
    | WarningCode
)


def word(value: Word) -> str:
    """The word for a value of the domain, in the language that is on."""
    return text(f"{_GROUPS[type(value)]}.{value}", language())


def role_word(role: Role) -> str:
    """What a member of the staff is called."""
    if role is Role.SUPERVISOR:
        return QCoreApplication.translate("words", "supervisor")
    if role is Role.AUDITOR:
        return QCoreApplication.translate("words", "auditor")
    return QCoreApplication.translate("words", "guard")


def number(value: int) -> str:
    """A count with a dot between thousands, as Vietnamese forms write it; a comma in English."""
    return f"{value:,}".replace(
        ",", QCoreApplication.translate("words", ",", "thousands separator")
    )


def clock_time(at_ms: int) -> str:
    """A moment's time of day, 24 hours: ``14:02``."""
    return f"{local(at_ms):%H:%M}"


def date(at_ms: int) -> str:
    """A moment's day: ``11/08/2021``."""
    return f"{local(at_ms):%d/%m/%Y}"


def weekday(at_ms: int) -> str:
    """A moment's day of the week."""
    names = (
        QCoreApplication.translate("words", "Monday"),
        QCoreApplication.translate("words", "Tuesday"),
        QCoreApplication.translate("words", "Wednesday"),
        QCoreApplication.translate("words", "Thursday"),
        QCoreApplication.translate("words", "Friday"),
        QCoreApplication.translate("words", "Saturday"),
        QCoreApplication.translate("words", "Sunday"),
    )
    return names[local(at_ms).weekday()]


def duration(seconds: int) -> str:
    """A short wait in words: seconds up to 90, minutes beyond."""
    if seconds <= 90:
        return QCoreApplication.translate("words", "{count} s", "seconds").format(count=seconds)
    return QCoreApplication.translate("words", "{count} min", "minutes").format(
        count=-(-seconds // 60)
    )


def stay_time(ms: int) -> str:
    """How long somebody has been here: minutes up to an hour, then hours, then days."""
    minutes = max(0, ms // 60_000)
    if minutes < 60:
        return QCoreApplication.translate("words", "{count} min", "minutes").format(count=minutes)
    if minutes < 24 * 60:
        said = QCoreApplication.translate("words", "{hours} h {minutes}", "hours and minutes")
        return said.format(hours=minutes // 60, minutes=f"{minutes % 60:02}")
    said = QCoreApplication.translate("words", "{count} d", "days")
    return said.format(count=minutes // (24 * 60))


def named(row: InsideRow) -> str:
    """What somebody inside is called: plate and name, or a masked number."""
    parts = [show_plate(row.plate) if row.plate else "", row.name or ""]
    said = " · ".join(filter(None, parts)) or mask(row.id_number or row.phone)
    return said or QCoreApplication.translate("words", "No name")


def who(passage: Passage) -> str:
    """What a passage is called in a list: name, plate or masked number."""
    person = passage.person
    if person.name:
        return person.name
    if passage.plate:
        return show_plate(passage.plate)
    shown = masked(passage)
    return shown or QCoreApplication.translate("words", "No name")


def masked(passage: Passage) -> str:
    """The number of a passage's person with its last four characters readable, or nothing."""
    return masked_number(passage.person)


def masked_number(person: Person) -> str:
    """The number of a person with its last four characters readable, or nothing."""
    for value in (person.id_number, person.old_id_number, person.insurance_number, person.phone):
        if value:
            return mask(value)
    return ""


def nameless(document: Document | None) -> str:
    """What a code is that names nobody, and what to do."""
    if document is not None and isinstance(document.detail, LinkKind):
        return word(document.detail)
    if document is not None and (document.warnings or document.format is Format.ENROL):
        return " · ".join((word(document.format), *map(word, document.warnings)))
    said = QCoreApplication.translate("words", "No person in this code. Type it in: {key}")
    return said.format(key=Key.FORM.shown)
