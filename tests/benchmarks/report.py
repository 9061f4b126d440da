"""The 16:00 report over an invented city: what it finds, and how long it takes; tracing too.

``python -m tests.benchmarks.report [SITES [PASSAGES [SEEDS]]]``: first small cities of unseen seeds
and other shapes, then one large one on a PostgreSQL server of its own, and a tenth of it on SQLite.
"""

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from checkpoint_app.domain.clock import day_bounds, parse_iso
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.scope import ALL
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.hub.simulate.people import number_of, person
from checkpoint_app.hub.tracing import Wish as TraceWish
from tests.fakes import postgres
from tests.fakes.clock import FakeClock

SITES, PASSAGES, SEEDS = 191_872, 10_000_000, 5
TODAY = date(2026, 11, 23)
AT = parse_iso(f"{TODAY}T16:00")
REACH_S, REACH_MS = 1.0, {"PostgreSQL": 30.0, "SQLite": 15.0}
SHAPES = (
    (2_000, 120_000, 14, "2026-11-23"),  # a Monday
    (2_000, 120_000, 14, "2026-11-22"),  # a Sunday
    (6_000, 60_000, 14, "2026-11-21"),  # hardly anybody comes; a Saturday
    (300, 90_000, 21, "2026-11-25"),  # everybody comes
    (2_000, 120_000, 7, "2026-11-26"),  # a week of history
)
TRACES, REPORTS = 60, 5


@contextmanager
def _city(wish: Wish, url: str | None) -> Iterator[tuple[Hub, dict[str, str | None]]]:
    with TemporaryDirectory() as folder:
        hub = Hub.open(Path(folder), url, FakeClock(f"{wish.today}T16:00"))
        _, lines = hub.oversight.simulate(wish)
        yield hub, {one["site"]: one["finding"] for one in map(json.loads, lines)}
        hub.close()


def _judge(hub: Hub, truth: dict[str, str | None], at: int, sums: Counter[tuple[str, str]]) -> None:
    """Add up, by finding: planted, found of them, and healthy sites accused."""
    sums["", "healthy"] += sum(1 for finding in truth.values() if finding is None)
    for finding in truth.values():
        if finding is not None:
            sums[finding, "planted"] += 1
    hub.oversight.report(at)
    for one in hub.oversight.findings().items:
        planted = truth[str(one.site)]
        if planted == one.finding:
            sums[one.finding, "found"] += 1
        elif planted is None:
            sums[one.finding, "accused"] += 1


def _tell(sums: Counter[tuple[str, str]]) -> None:
    healthy = sums["", "healthy"]
    for name in RULES:
        planted, found = sums[name, "planted"], sums[name, "found"]
        accused = sums[name, "accused"]
        print(
            f"  {name:<22} recall {found / max(1, planted):7.2%} ({found}/{planted})   "
            f"false alarms {accused / max(1, healthy):7.3%} ({accused}/{healthy:,})",
            flush=True,
        )


def findings(seeds: int) -> None:
    """Recall and false alarms over cities of other seeds and shapes."""
    sums: Counter[tuple[str, str]] = Counter()
    for seed in range(seeds):
        sites, passages, days, today = SHAPES[seed % len(SHAPES)]
        wish = Wish(9_000 + seed, sites, passages, date.fromisoformat(today), days)
        at = day_bounds(today)[0] + 16 * 3_600_000
        with _city(wish, None) as (hub, truth):
            _judge(hub, truth, at, sums)
    print(f"findings over {seeds} cities of unseen seeds (reach: ≥ 95 %, ≤ 2 %)")
    _tell(sums)


def speed(name: str, hub: Hub, passages: int) -> None:
    """How long a report takes, made anew with all findings; and a trace."""
    times = []
    for _ in range(REPORTS):
        begun = time.perf_counter()
        hub.oversight.reporting._made(AT)
        times.append(time.perf_counter() - begun)
    print(
        f"  {name}: report with all findings {statistics.median(times):.2f} s "
        f"(best {min(times):.2f}; reach {REACH_S:.0f} s at the full size)",
        flush=True,
    )
    people, took, met = number_of(passages), [], []
    for number in range(TRACES):
        one = person(number * 7_919 * 20 % people)
        words = one.id_number or one.phone or ""
        begun = time.perf_counter()
        found = hub.oversight.tracing.trace(
            TraceWish(words, AT - 14 * 86_400_000, AT, "bench", limit=50)
        )
        if found.subjects:
            took.append((time.perf_counter() - begun) * 1_000)
            met.append(found.total)
    print(
        f"  {name}: trace of 14 days, the first fifty contacts, median "
        f"{statistics.median(took):.1f} ms (90th {sorted(took)[int(len(took) * 0.9)]:.1f}; "
        f"{statistics.median(met):.0f} contacts; reach {REACH_MS[name]:.0f} ms)",
        flush=True,
    )
    begun = time.perf_counter()
    hub.oversight.held_report(None, ALL, 200)
    hub.oversight.days.trend(ALL, 14)
    print(f"  {name}: read again, with the trend: {time.perf_counter() - begun:.2f} s")


def large(sites: int, passages: int) -> None:
    """One city on each database."""
    wish = Wish(1, sites, passages, TODAY)
    print(f"{sites:,} sites, {passages:,} passages", flush=True)
    settings = ("shared_buffers=1GB", "work_mem=64MB", "max_wal_size=4GB")
    with postgres.running(settings) as server:
        begun = time.perf_counter()
        url = server.new_database()
        with _city(wish, url) as (hub, truth):
            print(f"  filled in {time.perf_counter() - begun:.0f} s", flush=True)
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
            speed("PostgreSQL", hub, passages)
            sums: Counter[tuple[str, str]] = Counter()
            _judge(hub, truth, AT, sums)
            _tell(sums)
    small = Wish(1, max(1, sites // 10), passages // 10, TODAY)
    with _city(small, None) as (hub, _):
        speed("SQLite", hub, passages // 10)


def main() -> None:
    """Run all."""
    given = [int(word) for word in sys.argv[1:] if word]
    sites, passages, seeds = [*given, *(SITES, PASSAGES, SEEDS)[len(given) :]]
    findings(seeds)
    large(sites, passages)


if __name__ == "__main__":
    main()
