"""``python -m tests.faults.powercut [CUTS]``: ends with 1 where anything promised was lost.

Half of the cuts each for the station's store and the hub's. A tenth as many again with commits that
are not flushed: those must lose something, or the cuts would prove nothing.
"""

import sys
import tempfile
from pathlib import Path

from tests.faults.powercut.cutting import CUTS_A_LIFE, Tally, cut_often

CUTS = 400


def main(cuts: int) -> int:
    """Cut, print a line for each kind of run."""
    wrong = 0
    for who in ("station", "hub"):
        whole = _run(who, "FULL", cuts // 2, lives=5)
        wrong += bool(whole.faults)
        for fault in whole.faults:
            print("   ", fault)
        for synchronous in ("NORMAL", "OFF"):
            wrong += not _run(who, synchronous, max(cuts // 40, CUTS_A_LIFE), lives=1).faults
    return 1 if wrong else 0


def _run(who: str, synchronous: str, cuts: int, lives: int) -> Tally:
    """Many short runs: an error of one would spoil all that follows in it."""
    total, runs, lost = Tally(), 0, 0
    while total.cuts < cuts:
        with tempfile.TemporaryDirectory(prefix="powercut") as folder:
            many = min(lives * CUTS_A_LIFE, cuts - total.cuts)
            tally = cut_often(who, Path(folder), many, runs, synchronous)
        runs, lost = runs + 1, lost + bool(tally.faults)
        total.cuts += tally.cuts
        total.promised += tally.promised
        total.faults += tally.faults
    print(
        f"{who}, synchronous={synchronous}: {total.cuts} cuts in {runs} runs, "
        f"{total.promised} passages promised, {lost} runs lost something",
        flush=True,
    )
    return total


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CUTS))
