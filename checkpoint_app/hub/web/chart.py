"""A chart of stacked bars, drawn on the server: numbers for the template, which a script may draw
anew with more to it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 1_000.0, 200.0
_GAP = 0.28


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a stack: which of the series, and where, in the chart's own measure."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    Attributes:
        top: what the full height stands for; data: all numbers, as JSON.
    """

    bars: list[Bar]
    top: int
    data: str


def chart_of(days: Sequence[tuple[str, Sequence[int]]]) -> Chart:
    """A bar for each day (ISO), of the parts that are given."""
    top = _round_up(max((sum(parts) for _, parts in days), default=0))
    step = WIDTH / max(1, len(days))
    bars = []
    for place, (_, parts) in enumerate(days):
        below = 0
        for series, count in enumerate(parts):
            height = count / top * HEIGHT
            if count:
                low = below / top * HEIGHT
                bars.append(
                    Bar(
                        series,
                        round(place * step + step * _GAP / 2, 2),
                        round(HEIGHT - low - height, 2),
                        round(step * (1 - _GAP), 2),
                        round(height, 2),
                    )
                )
            below += count
    data = {"days": [day for day, _ in days], "parts": [list(parts) for _, parts in days]}
    return Chart(bars, top, json.dumps(data))


def _round_up(number: int) -> int:
    """The next round number, so that the highest bar nearly fills the height."""
    scale = 1
    while True:
        for step in (1, 2, 5):
            if number <= step * scale:
                return step * scale
        scale *= 10
