"""What is shown of a row of each list, masked unless it was revealed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from checkpoint_app.domain.documents import Hours
from checkpoint_app.domain.fields import show_plate
from checkpoint_app.domain.listed import EVERY_DAY, ListedPerson, ListKind, MarketCard, WatchEntry
from checkpoint_app.domain.text import mask
from checkpoint_app.records.lists import HeldCard
from checkpoint_app.ui.widgets.table import Col
from checkpoint_app.ui.words import clock_time, word
from checkpoint_app.ui.words import date as day_of


def columns(kind: ListKind, *, reveal: bool) -> tuple[Col, ...]:
    """The columns of a list, in the language that is on."""
    number = _plain if reveal else mask
    if kind is ListKind.PEOPLE:
        return _people(number)
    return _cards(number) if kind is ListKind.CARDS else _watched(number)


def _plain(value: str | None) -> str:
    return value or ""


def _people(number: Callable[[str | None], str]) -> tuple[Col, ...]:
    translate = QCoreApplication.translate

    def born(row: ListedPerson) -> str:
        value = row.birth_date or ""
        return "/".join(reversed(value.split("-"))) if number is _plain else value[:4]

    return (
        Col(translate("ListColumns", "Name"), lambda row: row.name or "", 3),
        Col(translate("ListColumns", "What they are"), lambda row: word(row.kind)),
        Col(translate("ListColumns", "Home"), lambda row: row.home or "", 1, spare=3),
        Col(translate("ListColumns", "Born"), born, spare=2),
        Col(translate("ListColumns", "Phone"), lambda row: number(row.phone)),
        Col(translate("ListColumns", "ID number"), lambda row: number(row.id_number), spare=1),
        Col(
            translate("ListColumns", "Plate"),
            lambda row: show_plate(row.plate) if row.plate else "",
            spare=4,
        ),
    )


def _cards(number: Callable[[str | None], str]) -> tuple[Col, ...]:
    translate = QCoreApplication.translate

    def handed(row: HeldCard) -> str:
        at = row.handed_in_at
        return "" if at is None else f"{clock_time(at)} {day_of(at)}"

    return (
        Col(translate("ListColumns", "Card"), lambda row: row.card.number),
        Col(translate("ListColumns", "Holder"), lambda row: row.card.holder or "", 2),
        Col(translate("ListColumns", "Ward"), lambda row: row.card.ward or "", 1, spare=3),
        Col(translate("ListColumns", "Phone"), lambda row: number(row.card.phone), spare=4),
        Col(translate("ListColumns", "Good on"), lambda row: good_on(row.card), 2),
        Col(translate("ListColumns", "Until"), lambda row: _day(row.card.valid_until), spare=2),
        Col(translate("ListColumns", "Handed in"), handed),
    )


def _watched(number: Callable[[str | None], str]) -> tuple[Col, ...]:
    translate = QCoreApplication.translate

    def told(row: WatchEntry) -> str:
        numbers = (number(row.id_number), number(row.phone))
        plate = show_plate(row.plate) if row.plate else ""
        return " · ".join(filter(None, (*numbers, plate)))

    return (
        Col(translate("ListColumns", "Name"), lambda row: row.name or "", 2),
        Col(translate("ListColumns", "Known by"), told, 2),
        Col(translate("ListColumns", "What the guard does"), lambda row: row.instruction, 3),
        Col(translate("ListColumns", "Until"), lambda row: _day(row.until)),
    )


def good_on(card: MarketCard) -> str:
    """The days and hours of a card, in short."""
    parts = []
    if card.parity is not None:
        even = QCoreApplication.translate("ListColumns", "even days")
        odd = QCoreApplication.translate("ListColumns", "odd days")
        parts.append(even if card.parity.value == "even" else odd)
    if card.weekdays < EVERY_DAY:
        parts.append(" ".join(_weekday(day) for day in sorted(card.weekdays)))
    parts += [_hours(hours) for hours in dict.fromkeys(card.hours)]
    return " · ".join(parts)


def _hours(hours: Hours) -> str:
    begin, end = hours.begin, hours.end
    return f"{begin // 60:02}:{begin % 60:02}–{end // 60:02}:{end % 60:02}"


def _weekday(day: int) -> str:
    translate = QCoreApplication.translate
    names = (
        translate("ListColumns", "Mo", "Monday, in short"),
        translate("ListColumns", "Tu", "Tuesday, in short"),
        translate("ListColumns", "We", "Wednesday, in short"),
        translate("ListColumns", "Th", "Thursday, in short"),
        translate("ListColumns", "Fr", "Friday, in short"),
        translate("ListColumns", "Sa", "Saturday, in short"),
        translate("ListColumns", "Su", "Sunday, in short"),
    )
    return names[day]


def _day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""
