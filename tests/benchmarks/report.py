"""``python -m tests.benchmarks.report [SITES [PASSAGES [SEEDS]]] [--folder DIR]``: the report.

First small cities of unseen seeds and other shapes: what is found there, and who is accused. Then
one large city on a PostgreSQL server of its own, and the same on SQLite: the first report as it is
asked for and frozen, made anew, and tracing; each by a fresh process that finds all of it in the
database. With a folder the large cities stay there for the next run.
"""

import argparse
import json
import resource
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import delete

from checkpoint_app.domain.clock import day_bounds, parse_iso
from checkpoint_app.hub.findings import RULES
from checkpoint_app.hub.scope import ALL
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.simulate.city import Wish
from checkpoint_app.hub.simulate.people import number_of, person
from checkpoint_app.hub.store.report_tables import report
from checkpoint_app.hub.tracing import Wish as TraceWish
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import Postgres

SITES, PASSAGES, SEEDS = 191_872, 10_000_000, 10
TODAY = date(2026, 11, 23)
AT = parse_iso(f"{TODAY}T16:00")
REACH_S, REACH_MS = {"PostgreSQL": 1.0, "SQLite": None}, {"PostgreSQL": 30.0, "SQLite": 15.0}
REACH_FOUND, REACH_ACCUSED = 0.95, 0.02
SHAPES = (
    (2_000, 120_000, 14, "2026-11-23"),  # a Monday
    (2_000, 120_000, 14, "2026-11-22"),  # a Sunday
    (6_000, 60_000, 14, "2026-11-21"),  # hardly anybody comes; a Saturday
    (300, 90_000, 21, "2026-11-25"),  # everybody comes
    (2_000, 120_000, 7, "2026-11-26"),  # a week of history
)
TRACES, REPORTS = 100, 5
_SERVER = ("shared_buffers=1GB", "work_mem=64MB", "max_wal_size=4GB")
Truth = dict[str, str | None]
Sums = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Speed:
    """What one process measured: seconds, milliseconds and megabytes."""

    first_s: float
    again_s: list[float]
    traces_ms: list[float]
    contacts: float
    read_s: float
    peak_mb: float
    sums: Sums


def _judge(hub: Hub, truth: Truth, sums: Sums) -> None:
    """Add up, by finding: planted, found of them, and healthy sites accused."""
    sums["", "healthy"] += sum(1 for finding in truth.values() if finding is None)
    for finding in truth.values():
        if finding is not None:
            sums[finding, "planted"] += 1
    for one in hub.oversight.findings().items:
        planted = truth[str(one.site)]
        if planted == one.finding:
            sums[one.finding, "found"] += 1
        elif planted is None:
            sums[one.finding, "accused"] += 1


def _tell(sums: Sums) -> None:
    healthy = sums["", "healthy"]
    for name in RULES:
        planted, found = sums[name, "planted"], sums[name, "found"]
        accused = sums[name, "accused"]
        recall, alarms = found / max(1, planted), accused / max(1, healthy)
        print(
            f"  {name:<22} found {recall:7.2%} ({found}/{planted})   accused {alarms:7.3%} "
            f"({accused}/{healthy:,}) {_mark(recall >= REACH_FOUND and alarms <= REACH_ACCUSED)}",
            flush=True,
        )


def _mark(reached: bool) -> str:
    return "reached" if reached else "MISSED"


def findings(seeds: int) -> None:
    """Recall and false alarms over cities of other seeds and shapes."""
    sums: Sums = Counter()
    for seed in range(seeds):
        sites, passages, days, today = SHAPES[seed % len(SHAPES)]
        wish = Wish(9_000 + seed, sites, passages, date.fromisoformat(today), days)
        with TemporaryDirectory() as folder:
            hub = Hub.open(Path(folder), None, FakeClock(f"{today}T16:00"))
            _, lines = hub.oversight.simulate(wish)
            hub.oversight.report(day_bounds(today)[0] + 16 * 3_600_000)
            _judge(hub, _read_truth(lines), sums)
            hub.close()
    print(f"findings over {seeds} cities of unseen seeds (reach: found ≥ 95 %, accused ≤ 2 %)")
    _tell(sums)


def _read_truth(lines: Iterator[str]) -> Truth:
    return {one["site"]: one["finding"] for one in map(json.loads, lines)}


def _filled(folder: Path, url: str | None, wish: Wish) -> None:
    """The city in a folder, made where it is not there; nothing of it is reported yet."""
    truth = folder / "truth"
    folder.mkdir(parents=True, exist_ok=True)
    hub = Hub.open(folder, url, FakeClock(f"{TODAY}T16:00"))
    if not truth.exists():
        begun = time.perf_counter()
        _, lines = hub.oversight.simulate(wish)
        truth.write_text("\n".join(lines))
        print(f"  filled in {time.perf_counter() - begun:.0f} s", flush=True)
    with hub._database.write() as connection:
        connection.execute(delete(report))
    hub.close()


def _measured(folder: Path, url: str | None, passages: int) -> Speed:
    """In a process of its own: nothing is at hand but what the database holds."""
    hub = Hub.open(folder, url, FakeClock(f"{TODAY}T16:00"))
    begun = time.perf_counter()
    hub.oversight.report(AT)
    first, again, took, met = time.perf_counter() - begun, [], [], []
    for _ in range(REPORTS):
        begun = time.perf_counter()
        hub.oversight.reporting._made(AT)
        again.append(time.perf_counter() - begun)
    people = number_of(passages)
    for number in range(TRACES):
        one = person(number * 7_919 * 20 % people)
        wish = TraceWish(
            one.id_number or one.phone or "", AT - 14 * 86_400_000, AT, "bench", limit=50
        )
        begun = time.perf_counter()
        found = hub.oversight.tracing.trace(wish)
        if found.subjects:
            took.append((time.perf_counter() - begun) * 1_000)
            met.append(found.total)
    begun = time.perf_counter()
    hub.oversight.held_report(None, ALL, 200)
    hub.oversight.days.trend(ALL, 14)
    read = time.perf_counter() - begun
    sums: Sums = Counter()
    _judge(hub, _read_truth(iter((folder / "truth").read_text().splitlines())), sums)
    hub.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    return Speed(first, again, took, statistics.median(met), read, peak, sums)


def _show(name: str, speed: Speed) -> None:
    reach, reach_ms = REACH_S[name], REACH_MS[name]
    said = f"reach {reach:.0f} s: {_mark(speed.first_s <= reach)}" if reach else "no figure set"
    print(
        f"  {name}: report with all findings, as asked for, {speed.first_s:.2f} s ({said}); made "
        f"anew {statistics.median(speed.again_s):.2f} s (best {min(speed.again_s):.2f})"
    )
    traces = sorted(speed.traces_ms)
    median = statistics.median(traces)
    print(
        f"  {name}: trace of 14 days, the first fifty contacts, median {median:.1f} ms (90th "
        f"{traces[int(len(traces) * 0.9)]:.1f}, {len(traces)} people, {speed.contacts:.0f} "
        f"contacts; reach {reach_ms:.0f} ms: {_mark(median <= reach_ms)})"
    )
    print(
        f"  {name}: read again, with the trend, {speed.read_s:.2f} s; the hub's memory at most "
        f"{speed.peak_mb:.0f} MB",
        flush=True,
    )


@contextmanager
def _server(folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL server on a folder, which may hold one from before."""
    folder.chmod(0o755)  # it may run as somebody else
    server = Postgres(folder / "postgresql", settings=_SERVER)
    if not (server.folder / "data").exists():
        server.init()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def large(folder: Path, sites: int, passages: int) -> None:
    """The same city on each database."""
    wish = Wish(1, sites, passages, TODAY)
    print(f"{sites:,} sites, {passages:,} passages", flush=True)
    with _server(folder) as server:
        home = folder / "on-postgresql"
        url = server.url("hub1") if home.exists() else server.new_database()
        _filled(home, url, wish)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
            # What a serving hub has just written and read is in its server's memory.
            for table in ("site", "station", "site_history", "territory"):
                connection.execute(f"SELECT count({table}) FROM {table}")  # noqa: S608 - ours
            connection.execute(
                "SELECT count(site_day) FROM site_day WHERE day >= %s", [str(TODAY - timedelta(1))]
            )
        _show_all("PostgreSQL", home, url, passages)
    home = folder / "on-sqlite"
    _filled(home, None, wish)
    _show_all("SQLite", home, None, passages)


def _show_all(name: str, home: Path, url: str | None, passages: int) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        speed = other.submit(_measured, home, url, passages).result()
    _show(name, speed)
    _tell(speed.sums)


def main() -> None:
    """Run all."""
    parser = argparse.ArgumentParser()
    for name, usual in (("sites", SITES), ("passages", PASSAGES), ("seeds", SEEDS)):
        parser.add_argument(name, type=int, nargs="?", default=usual)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    if args.seeds:
        findings(args.seeds)
    if args.folder is not None:
        args.folder.mkdir(parents=True, exist_ok=True)
        large(args.folder, args.sites, args.passages)
        return
    with TemporaryDirectory() as folder:
        large(Path(folder), args.sites, args.passages)


if __name__ == "__main__":
    main()
