"""``python -m tests.benchmarks.one_list FILE``: read and check it, alone in a process."""

import sys
import time
from datetime import date
from pathlib import Path

import psutil
from python_calamine import CalamineWorkbook

from checkpoint_app.domain.listed import ListKind
from checkpoint_app.lists.preview import read_list
from tests.benchmarks.figures import show


def measure(path: Path) -> None:
    """Print the file's figures."""
    started, before = time.perf_counter(), time.process_time()
    preview = read_list(path, ListKind.PEOPLE, today=date(2026, 1, 1))
    spent, passed = time.process_time() - before, time.perf_counter() - started
    peak = _peak()
    bare = 0.0
    if path.suffix == ".xlsx":
        before = time.process_time()
        with CalamineWorkbook.from_path(path) as book:
            sum(1 for _ in book.get_sheet_by_index(0).iter_rows())
        bare = time.process_time() - before
    name = path.suffix[1:].upper()
    show(f"{name}, {len(preview.rows):,} × 8 read and checked", passed, "s")
    show(f"{name}, processor time", spent, "s", bare_reader=bare)
    show(f"{name}, most memory", peak / 1e6, "MB")


def _peak() -> float:
    """The most memory this process took, in bytes; what it takes now where that is not told."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) * 1024
    used = psutil.Process().memory_info()
    return float(getattr(used, "peak_wset", used.rss))


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
