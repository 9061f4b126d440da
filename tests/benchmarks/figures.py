"""Timing, and printing a figure beside the reference measured in the same run."""

import statistics
import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each of so many rounds, after one that does not count."""
    work()
    spent = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def p99(values: Sequence[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(values, n=100)[98]


def show(title: str, ours: float, unit: str, **references: float) -> None:
    """One line: our figure, and its ratio to each reference."""
    beside = "".join(
        f" · {ours / value:5.2f} × {name.replace('_', ' ')} ({value:.2f})"
        for name, value in references.items()
        if value
    )
    print(f"{title:<46} {ours:9.2f} {unit:<5}{beside}", flush=True)
