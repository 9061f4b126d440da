"""``python -m tests.sync [SEEDS [FIRST]]``: stations in a bad network, one life for each seed,
every third of them over TLS.

Ends with 1, and names the seed, where a hub does not end with exactly its station's passages.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from checkpoint_app.domain.passage import SiteKind
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.faults import Fault
from tests.fakes.hub_server import RunningHub
from tests.sync.tls_world import TlsWorld, tls_network
from tests.sync.world import World, play

SEEDS = 60


def main(seeds: int, first: int = 0) -> int:
    """Play, print one line."""
    wrong, totals, met = 0, Counter[str](), Counter[Fault]()
    for seed in range(first, first + seeds):
        try:
            world = _play(seed)
        except AssertionError as objection:
            wrong += 1
            print(f"seed {seed}: {objection}", flush=True)
            continue
        totals["passages"] += len(world.revs)
        totals["revisions"] += sum(world.revs.values())
        totals["attempts"] += world.attempts
        totals["mended in flight"] += world.mended_in_flight
        met.update(world.proxy.seen)
    unmet = sorted(set(Fault) - set(met))
    said = ", ".join(f"{number} {name}" for name, number in totals.items())
    print(f"{seeds} seeds, {said}, {met.total() - met[Fault.OK]} faults; {wrong} seeds failed")
    if unmet:
        print("never met:", *unmet)
    return 1 if wrong else 0


def _play(seed: int) -> World:
    if seed % 3 == 0:
        with (
            tempfile.TemporaryDirectory(prefix="faults") as folder,
            tls_network(Path(folder), seed) as (hub, proxy),
        ):
            return play(Path(folder), seed, hub, proxy, TlsWorld)
    with (
        tempfile.TemporaryDirectory(prefix="faults") as folder,
        RunningHub(Path(folder) / "hub") as hub,
    ):
        hub.hub.add_site("Chung cư Thử", SiteKind.RESIDENTIAL)
        with FaultProxy(int(hub.url.rsplit(":", 1)[1]), lambda: Fault.OK) as proxy:
            return play(Path(folder), seed, hub, proxy)


if __name__ == "__main__":
    sys.exit(main(*([int(word) for word in sys.argv[1:]] or [SEEDS])))
