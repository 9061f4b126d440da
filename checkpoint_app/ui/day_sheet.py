"""The day sheet as a file, in the language of the window."""

import tempfile
from pathlib import Path

from checkpoint_app.reports.day_sheet import DaySheet
from checkpoint_app.ui.language import language
from checkpoint_app.ui.printing import pdf_of_day_sheet


def write_day_sheet(path: Path, sheet: DaySheet) -> None:
    """Write the sheet as a PDF, in the language that is on.

    Args:
        path: replaced whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    write_whole(path, pdf_of_day_sheet(sheet, language()))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, replaced whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        draft.write_bytes(content)
        draft.replace(path)
