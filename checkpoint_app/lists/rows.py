"""One row of a list, asked field by field; what is wrong with it is collected on the way."""

from collections.abc import Mapping
from datetime import date

from checkpoint_app.domain.documents import Sex, WarningCode
from checkpoint_app.domain.fields import phone, plate
from checkpoint_app.lists.cells import (
    clean,
    day,
    digits,
    has_marks,
    iso_day,
    restored_id,
    restored_phone,
    sex,
    year,
)
from checkpoint_app.lists.columns import Column
from checkpoint_app.lists.encodings import Encoding, convert, fits
from checkpoint_app.lists.faults import Fault, FaultCode, Findings, shorten
from checkpoint_app.wire.validation import TEXT_LIMITS

_LOST = "\ufffd"


class Row:
    """The cells of one row by the fields of their columns.

    Attributes:
        faulty: a fault was found; the row cannot be taken.
    """

    __slots__ = ("_cells", "_columns", "_findings", "faulty", "number", "today")

    def __init__(
        self,
        number: int,
        cells: list[str],
        columns: Mapping[str, Column],
        findings: Findings,
        today: date,
    ) -> None:
        self.number = number
        self.today = today
        self.faulty = False
        self._cells = cells
        self._columns = columns
        self._findings = findings

    def fault(
        self, field: str | None, code: FaultCode, value: str = "", other: int | None = None
    ) -> None:
        """The row cannot be taken, because of this field, or as a whole."""
        self.faulty = True
        self._findings.fault(self._found(field, code, value, other))

    def warn(
        self,
        field: str | None,
        code: FaultCode | WarningCode,
        value: str = "",
        other: int | None = None,
    ) -> None:
        """The row is taken; there is something to look at."""
        self._findings.warn(self._found(field, code, value, other))

    def _found(
        self,
        field: str | None,
        code: FaultCode | WarningCode,
        value: str,
        other: int | None = None,
    ) -> Fault:
        column = self._columns.get(field) if field else None
        label = column.label if column else ""
        return Fault(self.number, label, code, shorten(value), other)

    def text(self, field: str, limit: str) -> str | None:
        """A text in normal form; None for none, and for one longer than the hub takes."""
        column = self._columns.get(field)
        if column is None or column.index >= len(self._cells):
            return None
        raw = self._cells[column.index]
        if not raw:
            return None
        if column.encoding is not Encoding.UNICODE:
            if not fits(raw, column.encoding):
                self.warn(field, FaultCode.NOT_CONVERTED, clean(raw))
            raw = convert(raw, column.encoding)
        text = clean(raw)
        if not raw.isprintable() and has_marks(raw):
            self.warn(field, FaultCode.MARKS_REMOVED, text)
        if not text.isascii() and _LOST in text:
            self.fault(field, FaultCode.TEXT_DAMAGED, text)
            return None
        if len(text) > TEXT_LIMITS[limit]:
            self.fault(field, FaultCode.TOO_LONG, text)
            return None
        return text or None

    def id_number(self, field: str = "id_number") -> str | None:
        """A number of an ID paper; the zeros in front that a spreadsheet took are put back."""
        text = self.text(field, "person.id_number")
        if text is None:
            return None
        number = digits(text.upper())
        if number is None:
            self.fault(field, FaultCode.NUMBER_CUT, text)
            return None
        number = number.replace(" ", "")
        bare = number.replace(".", "").replace("-", "")
        if bare.isascii() and bare.isdigit():
            number = restored_id(bare)
            if number != bare:
                self.warn(field, FaultCode.ZERO_RESTORED, number)
            if len(number) not in (9, 12):
                self.warn(field, WarningCode.ID_MALFORMED, number)
        return number or None

    def phone(self, field: str = "phone") -> str | None:
        """A phone number, its first zero put back where a spreadsheet took it."""
        text = self.text(field, "person.phone")
        if text is None:
            return None
        number = digits(text)
        if number is None:
            self.fault(field, FaultCode.NUMBER_CUT, text)
            return None
        restored = restored_phone(number)
        if restored != number:
            self.warn(field, FaultCode.ZERO_RESTORED, restored)
        found, warnings = phone(restored)
        for warning in warnings:
            self.warn(field, warning, found or "")
        return found

    def plate(self, field: str = "plate") -> str | None:
        """A plate without separators."""
        text = self.text(field, "plate")
        if text is None:
            return None
        found, warnings = plate(text)
        for warning in warnings:
            self.warn(field, warning, text)
        return found

    def birth_date(self, field: str = "birth_date") -> str | None:
        """ISO date, or the year alone."""
        text = self.text(field, "person.birth_date")
        if text is None:
            return None
        told = iso_day(text) or year(digits(text) or text)
        if told is None:
            self.fault(field, FaultCode.DATE_UNCLEAR, text)
            return None
        if told > self.today.isoformat():
            self.fault(field, FaultCode.DATE_FUTURE, text)
            return None
        return told

    def day(self, field: str) -> date | None:
        """A day."""
        text = self.text(field, "person.birth_date")
        if text is None:
            return None
        found = day(text)
        if found is None:
            self.fault(field, FaultCode.DATE_UNCLEAR, text)
        return found

    def sex(self, field: str = "sex") -> Sex | None:
        """Nam, Nữ or Khác."""
        text = self.text(field, "person.phone")
        if text is None:
            return None
        found = sex(text)
        if found is None:
            self.fault(field, FaultCode.SEX_UNCLEAR, text)
        return found
