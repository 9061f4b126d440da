"""``python -m tests.benchmarks.records [PASSAGES] [--folder DIR]``: a year in the station's store.

The year of a busy market is made by `Store.save_many`, each day then sent to a hub that takes it
all. Every figure stands beside what it is to reach, and where that is a ratio beside the bare
statements on the same engine (SQLCipher, FULL, WAL), on the same file, in turn in the same run.
With a folder the year stays there for the next run, which measures a copy.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from checkpoint_app.domain.clock import SystemClock, local
from checkpoint_app.domain.passage import Direction, Passage, SiteKind
from checkpoint_app.domain.text import fold
from checkpoint_app.records import backup, rows
from checkpoint_app.records import people as known_people
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.readable import open_read_only
from checkpoint_app.records.salvage import salvage
from checkpoint_app.records.sqlcipher import open_connection
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from tests.benchmarks.figures import Spent, median, p99, taking_turns
from tests.benchmarks.market import DAY_MS, DAYS, HOUR_MS, Market, fill, person, plate

PASSAGES = 10_000_000
INSIDE = 20_000
CHUNK = 20_000
SALVAGED = 1_000_000
"""The most passages that are salvaged too: that takes longer than the year."""
KEY = bytes(range(32))
FIRST_BARE = 1 << 40
_COLUMNS = (*rows.FACTS, "rid", "person")
_BARE = (
    f"INSERT INTO passage({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own columns
    f"VALUES ({', '.join(':' + name for name in _COLUMNS)})",
    "INSERT INTO outbox(rid, state) VALUES (?, 'pending')",
    "INSERT INTO journal(kind, ref, hash) VALUES ('p2', ?, ?)",
    "INSERT INTO person_search(rowid, words) VALUES (?, ?)",
)


@dataclass(slots=True)
class Year:
    """A store to measure, and how it is measured: each line is printed as it is known."""

    path: Path
    market: Market
    end: int
    rng: random.Random = field(default_factory=lambda: random.Random(11))

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The store, with nothing in SQLite's cache yet."""
        store = Store.open(self.path, KEY, SystemClock())
        try:
            yield store
        finally:
            store.close()


def line(what: str, measured: float, unit: str, reach: float | None = None, note: str = "") -> None:
    """One row: what it is to reach, what was measured, whether that is so."""
    least = unit == "% of bare"
    held = "" if reach is None else "yes" if (measured >= reach) == least else "NO"
    wanted = "" if reach is None else f"{'≥' if least else '≤'} {reach:g}"
    print(f"{what:<50} {wanted:>8} {measured:10.2f} {unit:<9} {held:<4} {note}", flush=True)


def run(passages: int = PASSAGES, folder: Path | None = None) -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        year = _year(passages, folder, Path(name))
        print(f"\n{passages:,} passages of {year.market.people:,} people", flush=True)
        print(f"{'':<50} {'reach':>8} {'measured':>10} {'':<9} {'ok':<4} reference")
        line("bytes per million passages", year.path.stat().st_size / passages, "MB", 450)
        line("open the store, until its balance", _opening(year), "ms", 300)
        _finds(year)
        _traces(year)
        _numbers(year)
        _inside(year)
        whole = year.path.with_name("whole.db")
        _copy(year.path, whole)  # the bare statements leave what is no store any more
        _saves(year)
        _bulk(year)
        line("memory, the most while any of these ran", _memory(), "MB", 200)
        year.path.unlink()
        year.path = whole
        _saves_meanwhile(year, "a purge", _purging)
        _saves_meanwhile(year, "a backup", _backing_up)
        if passages <= SALVAGED:
            _salvage(year, passages)


def _year(passages: int, folder: Path | None, scratch: Path) -> Year:
    """The year of so many passages, made now unless the folder has it."""
    info = StationInfo(new_id(), "Chợ Mẫu", "Cổng 2", "1", SiteKind.MARKET)
    kept = (folder or scratch) / f"year-{passages}.db"
    if not kept.is_file():
        draft = kept.with_suffix(".new")
        for left in draft.parent.glob(f"{draft.name}*"):
            left.unlink()
        store = Store.create(draft, KEY, info, SystemClock())
        end = SystemClock().now_ms() // DAY_MS * DAY_MS
        started = time.perf_counter(), time.process_time()
        market, begin = Market(7, passages, info), end - DAYS * DAY_MS
        fill(store, draft, KEY, market, begin=begin, passages=passages)
        store.close()
        draft.rename(kept)
        spent = time.perf_counter() - started[0], time.process_time() - started[1]
        print(f"made and sent in {spent[0]:,.0f} s, {spent[1]:,.0f} s of the processor")
    if folder is not None:
        _copy(kept, scratch / kept.name)
        kept = scratch / kept.name
    store = Store.open(kept, KEY, SystemClock())
    newest = store.recent(1)[0].passage.occurred_at
    info = store.info()
    store.close()
    return Year(kept, Market(8, passages, info), newest // DAY_MS * DAY_MS)


def _opening(year: Year) -> float:
    spent = []
    for _ in range(5):
        started = time.perf_counter()
        with year.opened() as store:
            store.balance()
            spent.append((time.perf_counter() - started) * 1000)
    return median(spent)


def _finds(year: Year) -> None:
    """What a guard types, letter by letter, of people who were here."""
    rng = year.rng
    asked: dict[str, list[str]] = {
        "two common words": [],
        "two words begun": [],
        "a part of a phone": [],
        "a part of a plate": [],
        "a part of a number": [],
        "two letters": [],
    }
    common = "nguyen thi", "nguyen van", "tran thi", "le van", "pham thi", "nguyen an", "thi van"
    for _ in range(300):
        who = person(rng.randrange(year.market.people))
        words = fold(str(who.name)).split()
        first, last = (word[: rng.randrange(3, 7)] for word in (words[0], words[-1]))
        phone = who.phone or "0912345678"
        asked["two common words"].append(rng.choice(common))
        asked["two words begun"].append(f"{first} {last}")
        asked["a part of a phone"].append(_part(rng, phone, 3))
        asked["a part of a plate"].append(_part(rng, plate(who) or "29A112345", 3).lower())
        asked["a part of a number"].append(_part(rng, str(who.id_number), 4))
        asked["two letters"].append(words[0][:2])
    for name, all_words in asked.items():
        with year.opened() as store:
            spent = _each(partial(store.find_people, words) for words in all_words)
        note = f"{median(spent.cpu):.1f} ms of the processor"
        line(f"find by {name}, median", median(spent.wall), "ms", 5, note)
        line(f"find by {name}, 99th percentile", p99(spent.wall), "ms", 50)


def _part(rng: random.Random, whole: str, least: int) -> str:
    length = rng.randrange(least, 8)
    start = rng.randrange(len(whole) - length + 1)
    return whole[start : start + length]


def _traces(year: Year) -> None:
    """Whoever was here in the last 14 days, by lot."""
    end = year.end + DAY_MS
    window = {"since": end - 14 * DAY_MS, "until": end, "now": end}
    numbers: list[str] = []
    met: list[int] = []
    with year.opened() as store:
        while len(numbers) < 100:
            number = str(year.market.someone().id_number)
            found = store.tracing.trace(number, **window)
            if found.stays:
                numbers.append(number)
                met.append(len(found.contacts))
    with year.opened() as store:
        spent = _each(partial(store.tracing.trace, one, **window, limit=50) for one in numbers)
    with year.opened() as store:
        whole = _each(partial(store.tracing.trace, one, **window) for one in numbers)
    note = f"{median(spent.cpu):.1f} ms of the processor"
    line("trace of 14 days, first fifty, median", median(spent.wall), "ms", 15, note)
    line("trace of 14 days, first fifty, 99th percentile", p99(spent.wall), "ms")
    note = f"{median(met):.0f} contacts, {max(met)} at most; {median(whole.cpu):.1f} ms"
    line("trace of 14 days, all contacts, median", median(whole.wall), "ms", None, note)


def _numbers(year: Year) -> None:
    with year.opened() as store:
        day = f"{local(year.end - DAY_MS):%Y-%m-%d}"
        assert store.day_counts(day).total
        line("day sheet's numbers", median(_times(lambda: store.day_counts(day), 20)), "ms", 200)
        line("balance", median(_times(store.balance, 20)), "ms")


def _inside(year: Year) -> None:
    at = year.end + DAY_MS
    with year.opened() as store:
        missing = INSIDE - store.inside_count()
        here = random.Random(5).sample(range(year.market.people), min(missing, year.market.people))
        moments = random.Random(6).choices(range(at, at + HOUR_MS), k=len(here))
        store.save_many(
            [
                year.market.passage(person(number), moment, Direction.IN)
                for number, moment in zip(here, sorted(moments), strict=True)
            ]
        )
    person.cache_clear()  # else the collector walks over the invented people too
    with year.opened() as store:
        spent = _each([partial(store.inside, INSIDE)] * 20)
        note = f"{median(spent.cpu):.1f} ms of the processor; {spent.wall[0]:.0f} ms the first time"
        line(f"inside now, {len(store.inside(INSIDE)):,}", median(spent.wall), "ms", 50, note)


def _copy(source: Path, target: Path) -> None:
    """Copy a store, onto the disk: its next checkpoint would have to wait for all of it."""
    with source.open("rb") as there, target.open("wb") as here:
        shutil.copyfileobj(there, here, 1 << 22)
        here.flush()
        os.fsync(here.fileno())


def _values(number: int, passage: Passage, people: int) -> tuple[object, ...]:
    row = rows.to_row(passage) | {"rid": number, "person": 1 + number * 7919 % people}
    words = known_people.words_of([[row[name] for name in known_people.TOLD]])
    return row, (number,), (number, bytes(32)), (number, words)


def _saves(year: Year) -> None:
    """One passage after the other, ours and bare in turn, on the same file."""
    market, numbers, at = year.market, count(FIRST_BARE), SystemClock().now_ms()
    bare = open_connection(year.path, KEY)
    with year.opened() as store:

        def ours(_: int) -> None:
            store.save(market.passage(market.someone(), at + next(numbers) % 1000, Direction.IN))

        def plain(_: int) -> None:
            made = market.passage(market.someone(), at, Direction.IN)
            bare.execute("BEGIN IMMEDIATE")
            for statement, values in zip(
                _BARE, _values(next(numbers), made, market.people), strict=True
            ):
                bare.execute(statement, values)
            bare.execute("COMMIT")

        spent = taking_turns({"ours": ours, "bare": plain}, range(300))
    bare.close()
    flush = median(_flushes(year.path.parent))
    ours_ms, bare_ms = statistics.fmean(spent["ours"].cpu), statistics.fmean(spent["bare"].cpu)
    walls, bare_walls = spent["ours"].wall, spent["bare"].wall
    note = f"{ours_ms:.2f} ms to {bare_ms:.2f} ms, bare statements"
    line("one passage durable, processor", ours_ms / bare_ms, "× bare", 2, note)
    note = f"bare {median(bare_walls):.2f} ms; 2 ms and the disk's flush of {flush:.2f} ms"
    line("one passage durable, median", median(walls), "ms", 2 + flush, note)
    line(
        "one passage durable, 99th percentile",
        p99(walls),
        "ms",
        None,
        f"bare {p99(bare_walls):.2f}",
    )


def _bulk(year: Year) -> None:
    """Many passages at once, ours and bare in turn, on the same file."""
    market, numbers = year.market, count(FIRST_BARE << 1)
    bare = open_connection(year.path, KEY)
    days = (
        [made for _, made in market.day(year.end + (2 + day) * DAY_MS, CHUNK)] for day in range(6)
    )
    with year.opened() as store:

        def ours(some: Sequence[Passage]) -> float:
            started = time.process_time()
            assert store.save_many(some) == len(some)
            return time.process_time() - started

        def plain(some: Sequence[Passage]) -> float:
            passed = 0.0
            bare.execute("BEGIN IMMEDIATE")
            for at in range(0, len(some), 1000):
                # What a passage is to its row is no part of the bare statements.
                values = [
                    _values(next(numbers), one, market.people) for one in some[at : at + 1000]
                ]
                started = time.process_time()
                for statement, parts in zip(_BARE, zip(*values, strict=True), strict=True):
                    bare.executemany(statement, parts)
                passed += time.process_time() - started
            started = time.process_time()
            bare.execute("COMMIT")
            return passed + time.process_time() - started

        spent: dict[str, list[float]] = {"ours": [], "bare": []}
        for turn, some in enumerate(days):
            name, work = (("ours", ours), ("bare", plain))[turn % 2]
            spent[name].append(work(some) / len(some) * 1e6)
    bare.close()
    ours_us, bare_us = median(spent["ours"]), median(spent["bare"])
    note = f"{ours_us:.0f} µs to {bare_us:.0f} µs of the processor a passage, bare executemany"
    line("bulk import, speed", 100 * bare_us / ours_us, "% of bare", 40, note)


def _saves_meanwhile(year: Year, what: str, work: Callable[[Year, Store], None]) -> None:
    """How long a passage takes while another thread is at something long."""
    market, at, spent = year.market, SystemClock().now_ms(), []
    with year.opened() as store:
        thread = threading.Thread(target=work, args=(year, store))
        started = time.perf_counter()
        thread.start()
        while thread.is_alive():
            made = market.passage(market.someone(), at, Direction.IN)
            spent.append(_ms(partial(store.save, made)))
            thread.join(0.02)
        passed = time.perf_counter() - started
    line(
        f"one passage durable while {what} runs, median",
        median(spent),
        "ms",
        None,
        f"99th percentile {p99(spent):.1f} ms, most {max(spent):.0f} ms; it took {passed:.0f} s",
    )


def _purging(year: Year, store: Store) -> None:
    """The oldest day of the year."""
    purged = store.retention.purge(year.end - (DAYS - 2) * DAY_MS)
    assert purged.passages


def _backing_up(year: Year, _: Store) -> None:
    keys = year.path.with_name("keys.json")
    keys.write_bytes(b"{}")
    backup.make(year.path, keys, KEY, year.path.with_name("backup.tar"), SystemClock())


def _salvage(year: Year, passages: int) -> None:
    started = time.perf_counter()
    readable = open_read_only(year.path, KEY)
    try:
        report = salvage([readable], year.path.with_name("salvaged.db"), KEY, SystemClock())
    finally:
        readable.close()
    assert report.lost_passages == 0
    spent = time.perf_counter() - started
    line(f"salvage of {passages:,}, whole", spent, "s", None, f"{report.saved['passage']:,} saved")


def _flushes(folder: Path) -> list[float]:
    """What it takes to make a page durable on this disk, in ms."""
    path = folder / "flush"
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)

    def flush() -> None:
        os.write(handle, bytes(4096))
        os.fdatasync(handle)

    try:
        return _times(flush, 100)
    finally:
        os.close(handle)
        path.unlink()


def _each(works: Iterable[Callable[[], object]]) -> Spent:
    """What each takes, by the clock and of the processor."""
    spent = Spent([], [])
    for work in works:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        spent.cpu.append((time.process_time() - cpu) * 1000)
        spent.wall.append((time.perf_counter() - wall) * 1000)
    return spent


def _times(work: Callable[[], object], times: int) -> list[float]:
    return [_ms(work) for _ in range(times)]


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Take the arguments."""
    parser = argparse.ArgumentParser(description="A busy market's year in the station's store.")
    parser.add_argument("passages", nargs="?", type=int, default=PASSAGES)
    parser.add_argument("--folder", type=Path, help="keep the year here, for the next run")
    given = parser.parse_args()
    run(given.passages, given.folder)


if __name__ == "__main__":
    main()
