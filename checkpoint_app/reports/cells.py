"""What may stand in a cell of a spreadsheet, so that text stays text."""

from checkpoint_app.domain.text import tidy

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A CSV field beginning so is taken for a formula by one spreadsheet program or another."""
LONGEST = 32_767
"""Characters in a cell (ECMA-376 part 1, 18.3.1.4; Excel refuses the file beyond that)."""


def csv_text(text: str) -> str:
    """A text for a CSV field: one that would be taken for a formula is marked as text."""
    return "'" + text if text.startswith(FORMULA_SIGNS) else text


def cell_text(text: str) -> str:
    """A text for an XLSX cell: no signs that XML forbids, cut to what a cell holds."""
    return (text if text.isprintable() else tidy(text))[:LONGEST]
