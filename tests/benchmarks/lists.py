"""Lists of a site: a large one read and checked, and how seldom an encoding is guessed wrong."""

import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from checkpoint_app.lists.encodings import Encoding, guess
from tests.benchmarks.figures import show
from tests.fuzz.invented import Someone, invent

ROWS = 200_000
COLUMNS = 9_000
HEADINGS = (
    "Họ và tên",
    "CCCD",
    "Điện thoại",
    "Ngày sinh",
    "Giới tính",
    "Căn hộ",
    "Biển số",
    "Ghi chú",
)


def run() -> None:
    """Print the figures of the XLSX and the CSV, and of the guess."""
    with TemporaryDirectory() as folder:
        for path in (Path(folder) / "list.xlsx", Path(folder) / "list.csv"):
            write(path)
            # In a process of its own, for the most memory it ever took.
            subprocess.run([sys.executable, "-m", "tests.benchmarks.one_list", path], check=True)
    _guesses()


def write(path: Path) -> None:
    """A list of people, all invented."""
    dice = random.Random(1)
    rows = (_cells(number, invent(dice)) for number in range(ROWS))
    if path.suffix == ".csv":
        lines = (";".join(cells) for cells in (HEADINGS, *rows))
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        return
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate((HEADINGS, *rows)):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell)


def _cells(number: int, someone: Someone) -> tuple[str, ...]:
    born = date.fromisoformat(someone.born)
    return (
        someone.name,
        someone.number,
        f"09{number:08}",
        f"{born:%d/%m/%Y}",
        "Nam" if someone.sex == 1 else "Nữ",
        f"P.{number // 4 % 3000} toà {number % 7}",
        f"29B1{number % 100_000:05}",
        f"Ghi chú {number}",
    )


def _guesses() -> None:
    dice = random.Random(2)
    wrong = sum(
        guess(invent(dice).name for _ in range(dice.randint(1, 30))) is not Encoding.UNICODE
        for _ in range(COLUMNS)
    )
    show(f"columns of {COLUMNS:,} in Unicode guessed otherwise", wrong, "")
