"""Timing, and printing a figure beside the reference measured in the same run."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of each round: by the clock, and of the processor by all threads."""

    wall: list[float]
    cpu: list[float]


def taking_turns(
    works: Mapping[str, Callable[[T], object]], things: Sequence[T]
) -> dict[str, Spent]:
    """Every work on every thing, one work after the other, so that all meet the same machine."""
    spent = {name: Spent([], []) for name in works}
    for work in works.values():
        work(things[0])
    for thing in things:
        for name, work in works.items():
            wall, cpu = time.perf_counter(), time.process_time()
            work(thing)
            spent[name].cpu.append((time.process_time() - cpu) * 1000)
            spent[name].wall.append((time.perf_counter() - wall) * 1000)
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
