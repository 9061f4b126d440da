"""Which sheet and row the form goes on with once one of our own sheets was shown."""

from checkpoint_app.domain.documents import SheetCode
from checkpoint_app.domain.text import tidy


def begin_sheet(code: SheetCode, sheet: str, row: str, *, free: bool) -> tuple[str, str] | None:
    """The sheet and the row to stand in the form; None where they belong to a row being typed.

    Args:
        sheet, row: what stands there now.
        free: nothing else of a row is typed.
    """
    same = tidy(sheet).casefold() == code.number.casefold()
    if same and row.strip():
        return sheet, row  # under way: it goes on where it is
    if free or same or not (sheet.strip() or row.strip()):
        return code.number, str(code.first_row)
    return None
