"""What the wrong-doers of the invented city do, a word for each finding they ought to cause."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.hub.simulate import rhythm

HEALTHY = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way of doing it wrong.

    Attributes:
        finding: the finding it ought to cause; least: passages a day without which nobody could see
            it; today: it shows on the last day alone.
    """

    finding: str
    least: int = 0
    today: bool = False


FAULTS = (
    Fault("never_seen"),
    Fault("clock_off"),
    Fault("stale_version"),
    Fault("silent_hours", 80, today=True),
    Fault("burst_before_report", 45, today=True),
    Fault("no_exits", 14),
    Fault("one_scan", 14),
    Fault("typed_share", 14),
    Fault("paper_share", 14),
    Fault("paper_late", 26),
    Fault("refused", 14),
)
SHARE = 0.005
"""How many of all sites have each fault."""
_MOST_TAKEN = 0.4
"""How much of all passages the wrong-doers may take to be busy enough to be seen."""
_OPEN_DAILY = (rhythm.RESIDENTIAL, rhythm.MARKET, rhythm.SHOP)


def planted(
    rng: np.random.Generator, kind: NDArray[np.int64], able: NDArray[np.bool_], room: float
) -> NDArray[np.int64]:
    """Which sites do what wrong: an index of `FAULTS` for each, -1 for nothing.

    Args:
        kind: of each site; able: which have been there long enough to be judged.
        room: how many passages a day there are in all.
    """
    found = np.full(len(kind), -1)
    want = max(1, round(len(kind) * SHARE))
    busy = sum(fault.least for fault in FAULTS)
    for number, fault, many in _many(want, int(room * _MOST_TAKEN / busy)):
        fit = able & (found < 0)
        if fault.today:
            fit &= np.isin(kind, _OPEN_DAILY)
        places = np.flatnonzero(fit)
        chosen = rng.choice(places, size=min(many, len(places) // 4), replace=False)
        found[chosen] = number
    return found


def _many(want: int, affordable: int) -> Iterator[tuple[int, Fault, int]]:
    for number, fault in enumerate(FAULTS):
        yield number, fault, min(want, affordable) if fault.least else want
