"""The day sheet as a file, in the language of the window."""

import tempfile
from pathlib import Path

from checkpoint_app.domain.balance import Balance
from checkpoint_app.records.views import DayCounts, StationInfo
from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.ui.language import language
from checkpoint_app.ui.printing import pdf_of_day_sheet


def write_day_sheet(
    path: Path, info: StationInfo, counts: DayCounts, balance: Balance, at_ms: int
) -> None:
    """Write the sheet as a PDF, in the language that is on.

    Args:
        path: replaced whole or not at all.
        at_ms: the moment the numbers were taken, milliseconds since 1970 UTC.

    Raises:
        OSError: the file cannot be written.
    """
    # How many are inside now is no part of the page: it says what passed on a day.
    sheet = DaySheet(info, counts, balance, 0, at_ms)
    content = pdf_of_day_sheet(sheet, language())
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        draft.write_bytes(content)
        draft.replace(path)
