"""What is wrong in which row of a list, in words that say what to do."""

from dataclasses import dataclass
from enum import StrEnum

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.i18n import Lang, text

MOST_TOLD = 10_000
"""Faults kept to be shown, and warnings; beyond it they are counted alone."""
_SHOWN = 24


class FaultCode(StrEnum):
    """Why a row cannot be taken, or what to look at in it; the sentence is ``list.<code>``."""

    MISSING = "missing"
    NOBODY = "nobody"  # neither name nor number nor plate
    TOO_LONG = "too_long"
    TEXT_DAMAGED = "text_damaged"  # letters were lost before the file was written
    NUMBER_CUT = "number_cut"  # 1.23E+11: the spreadsheet kept a part of the digits
    DATE_UNCLEAR = "date_unclear"
    DATE_FUTURE = "date_future"
    DATES_BACKWARDS = "dates_backwards"
    SEX_UNCLEAR = "sex_unclear"
    KIND_UNCLEAR = "kind_unclear"
    DAYS_UNCLEAR = "days_unclear"
    HOURS_UNCLEAR = "hours_unclear"
    HOURS_BACKWARDS = "hours_backwards"
    SITE_KIND_UNCLEAR = "site_kind_unclear"
    YES_NO_UNCLEAR = "yes_no_unclear"
    CODE_TWICE = "code_twice"
    SITE_TWICE = "site_twice"  # the same name in the same ward, and no codes to tell them apart
    # Warnings: the row is taken
    ZERO_RESTORED = "zero_restored"
    MARKS_REMOVED = "marks_removed"
    NOT_CONVERTED = "not_converted"
    EXPIRED = "expired"
    TWICE = "twice"
    EXAMPLE_LEFT = "example_left"  # the template's own row, which is left out


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, or to look at.

    Attributes:
        row: as a spreadsheet numbers it.
        column: its letter and heading; "" where the whole row is meant.
        value: what stands there, shortened; for the eyes of who imports, never for a log.
        other: the earlier row that says the same.
    """

    row: int
    column: str
    code: FaultCode | WarningCode
    value: str = ""
    other: int | None = None

    def said(self, lang: Lang) -> str:
        """The sentence: row, column, what is wrong, what to do."""
        place = "list.place" if self.column else "list.place_row"
        where = text(place, lang, row=self.row, column=self.column)
        if isinstance(self.code, WarningCode):
            what = text(f"warning.{self.code.value}", lang)
        else:
            what = text(f"list.{self.code.value}", lang, value=self.value, other=self.other)
        return f"{where}: {what}"


class Findings:
    """Collects what is wrong while rows are read, without growing beyond bounds."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.fault_count = self.warning_count = 0

    def fault(self, fault: Fault) -> None:
        """The row cannot be taken."""
        self.fault_count += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(fault)

    def warn(self, fault: Fault) -> None:
        """The row is taken, and should be looked at."""
        self.warning_count += 1
        if len(self.warnings) < MOST_TOLD:
            self.warnings.append(fault)


def shorten(value: str) -> str:
    """At most `_SHOWN` characters of a cell."""
    return value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
