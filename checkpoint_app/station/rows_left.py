"""Which rows of a numbered sheet are still to be typed."""

from dataclasses import dataclass

from checkpoint_app.domain.text import tidy
from checkpoint_app.records.store import Store


@dataclass(frozen=True, slots=True)
class RowsLeft:
    """Of one sheet of this station: the rows that are not typed, and those that are."""

    number: str
    left: tuple[int, ...]
    typed: tuple[int, ...]

    def after(self, row: int) -> int | None:
        """The next row to be typed, from the beginning again after the last; None for none."""
        later = [one for one in self.left if one > row]
        return next(iter(later or self.left), None)


def rows_left(store: Store, number: str) -> RowsLeft | None:
    """The rows of a sheet; None for one that this station did not print, or that is done."""
    asked = tidy(number).upper()
    sheet = next((one for one in store.sheets.open() if one.number == asked), None)
    if sheet is None:
        return None
    typed = store.sheets.typed_rows(sheet.number)
    rows = range(sheet.first_row, sheet.last_row + 1)
    return RowsLeft(sheet.number, tuple(row for row in rows if row not in typed), tuple(typed))
