"""Every station of a country comes back after the hub was away for an hour: how many at once.

The delays are those of the program itself; only the clock and the network are imagined.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from checkpoint_app.sync.backoff import SIGN_OF_LIFE_S, Backoff, sign_of_life

STATIONS = 191_872
OUTAGE_S = 3_600.0
BEFORE_S, AFTER_S = 1_800.0, 7_200.0
BIN_S = 10
"""Seconds over which a rate is taken: of a single second chance alone makes a fifth more."""


@dataclass(frozen=True, slots=True)
class Storm:
    """What the hub sees.

    Attributes:
        steady: requests a second before the outage; down: tries a second at their most while it
            is away; peak: requests a second at their most afterwards.
        back_s: after how many seconds 99 of 100 stations were heard.
    """

    steady: float
    down: float
    peak: float
    back_s: float


def simulate(
    stations: int = STATIONS, *, outage_s: float = OUTAGE_S, lines_down: float = 0.0, seed: int = 1
) -> Storm:
    """Let the hub be away for a while; calls without passages, for those are the most.

    Args:
        lines_down: the share of stations whose own network is down instead, and comes back in the
            same second for all of them, as when the power returns to a city.
    """
    random = Random(seed).random
    calls: list[float] = []
    back: list[float] = []
    for number in range(stations):
        own_line = number < stations * lines_down
        heard = False
        for at in _calls(random, outage_s, own_line):
            calls.append(at)
            if at >= outage_s and not heard:
                heard = True
                back.append(at - outage_s)
    edges = np.arange(-BEFORE_S / 2, outage_s + AFTER_S, BIN_S)
    rates: NDArray[np.float64] = np.histogram(calls, edges)[0] / BIN_S
    first, last = int(BEFORE_S / 2 / BIN_S), int((BEFORE_S / 2 + outage_s) / BIN_S)
    return Storm(
        steady=stations / SIGN_OF_LIFE_S,
        down=float(rates[first:last].max()),
        peak=float(rates[last:].max()),
        back_s=float(np.quantile(back, 0.99)),
    )


def _calls(random: Callable[[], float], outage_s: float, own_line: bool) -> Iterator[float]:
    """The moments at which one station calls; the outage begins at 0."""
    backoff = Backoff(random)
    at = -BEFORE_S + random() * sign_of_life(random)
    while at < outage_s + AFTER_S:
        yield at
        if not 0 <= at < outage_s:
            backoff.succeeded()
            at += sign_of_life(random)
            continue
        after = at + backoff.failed()
        if own_line and after > outage_s:  # the line is back while it waits
            after = min(after, outage_s + backoff.network_up())
        at = after


def run() -> None:
    """Print the peak after an hour without the hub, and with lines that come back together."""
    print(f"storm: {STATIONS:,} stations, one call each 10 minutes, an hour's outage")
    for share in (0.0, 0.05, 0.2):
        storm = simulate(lines_down=share)
        what = f"own lines of {share:.0%} back together" if share else "the hub was away"
        print(
            f"  {what:<34} peak {storm.peak:5.0f}/s = {storm.peak / storm.steady:4.2f} × steady "
            f"({storm.steady:.0f}/s) · meanwhile {storm.down:.0f}/s · 99 % back after "
            f"{storm.back_s:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    run()
