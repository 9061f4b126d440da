"""``python -m tests.benchmarks.records [PASSAGES]``: a busy market's year in the station's store.

Every figure stands beside the bare statements on the same engine (SQLCipher, FULL, WAL) in the same
run. The year is made by `Store.save_many`, its outbox then emptied as by a hub that took it all.
"""

import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from checkpoint_app.domain.clock import SystemClock, local
from checkpoint_app.domain.documents import Format, Sex
from checkpoint_app.domain.passage import Direction, Kind, Passage, Person, SiteKind, Way
from checkpoint_app.domain.text import fold
from checkpoint_app.records import rows
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sqlcipher import open_connection
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from tests.benchmarks.figures import show
from tests.fuzz.invented import FAMILY, GIVEN, MIDDLE, PLACES

PASSAGES = 10_000_000
DAYS = 365
CHUNK = 20_000
INSIDE = 20_000
DAY_MS, HOUR_MS = 86_400_000, 3_600_000
_COLUMNS = (*rows.FACTS, "rid", "person")
_BARE = (
    f"INSERT INTO passage({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own columns
    f"VALUES ({', '.join(':' + name for name in _COLUMNS)})",
    "INSERT INTO outbox(rid, state) VALUES (?, 'pending')",
    "INSERT INTO journal(kind, ref, hash) VALUES ('p2', ?, ?)",
    "INSERT INTO person_search(rowid, words) VALUES (?, ?)",
)


class Market:
    """People who come and go, drawn by lot and the same in every run."""

    def __init__(self, seed: int, people: int, station: StationInfo) -> None:
        self.rng = random.Random(seed)
        self.station = station
        self.people = [self._someone(number) for number in range(people)]

    def _someone(self, number: int) -> Person:
        rng = self.rng
        name = " ".join(rng.choice(words) for words in (FAMILY, MIDDLE, MIDDLE, GIVEN))
        year = rng.randrange(1940, 2005)
        return Person(
            name=name,
            id_number=f"{rng.choice(('001', '024', '034'))}{number % 10}{year % 100:02}{number:06}",
            old_id_number=f"{rng.randrange(10**9):09}" if rng.random() < 0.5 else None,
            phone=f"09{rng.randrange(10**8):08}" if rng.random() < 0.6 else None,
            birth_date=f"{year}-0{rng.randrange(1, 10)}-{rng.randrange(10, 29)}",
            sex=rng.choice((Sex.MALE, Sex.FEMALE)),
            address=f"Tổ {rng.randrange(30)}, {rng.choice(PLACES)}",
        )

    def day(self, start: int, passages: int) -> list[Passage]:
        """Entries and exits of one day, in the order they occur."""
        made = []
        for _ in range(passages // 2):
            person = self.people[int(len(self.people) * self.rng.random() ** 2)]
            begin = start + 5 * HOUR_MS + self.rng.randrange(12 * HOUR_MS)
            stay = int(min(self.rng.lognormvariate(3.4, 0.9), 600) * 60_000)
            made.append(self.passage(person, begin, Direction.IN))
            if self.rng.random() > 0.03:
                made.append(self.passage(person, begin + stay, Direction.OUT))
        return sorted(made, key=lambda one: one.occurred_at)

    def passage(self, person: Person, at: int, direction: Direction) -> Passage:
        """One crossing."""
        return Passage(
            id=new_id(),
            station=self.station.id,
            direction=direction,
            kind=Kind.SHOPPER,
            way=Way.CAMERA if self.rng.random() < 0.9 else Way.PAPER,
            occurred_at=at,
            recorded_at=at,
            gate=self.station.gate,
            lane="1",
            document=Format.CCCD,
            person=person,
        )


def run(passages: int = PASSAGES) -> None:
    """Print every figure."""
    with TemporaryDirectory() as name:
        folder, key = Path(name), os.urandom(32)
        info = StationInfo(new_id(), "Chợ Mẫu", "Cổng 2", "1", SiteKind.MARKET)
        store = Store.create(folder / "year.db", key, info, SystemClock())
        market = Market(7, max(passages // 25, 1000), info)
        end = SystemClock().now_ms() // DAY_MS * DAY_MS
        begin = end - DAYS * DAY_MS
        _fill(store, market, begin, passages)
        _sent(store, folder / "year.db", key)
        store.close()
        _size(folder / "year.db", passages)
        started = time.perf_counter()
        store = Store.open(folder / "year.db", key, SystemClock())
        show("open the store", (time.perf_counter() - started) * 1000, "ms")
        _saves(store, market, folder, key)
        _finds(store, market)
        _traces(store, market, end)
        _inside(store, market)
        day = f"{local(end - DAY_MS):%Y-%m-%d}"
        show("day sheet's numbers", _median(lambda: store.day_counts(day), 20), "ms")
        show("balance", _median(store.balance, 20), "ms")
        print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
        store.close()


def _fill(store: Store, market: Market, begin: int, passages: int) -> None:
    """The year; then some of its statements bare."""
    cpu = made = 0.0
    for day in range(DAYS):
        some = market.day(begin + day * DAY_MS, passages // DAYS)
        for chunk in _chunks(some):
            started = time.process_time()
            store.save_many(chunk)
            cpu += time.process_time() - started
            made += len(chunk)
        if day % 73 == 72:
            print(f"{made:,.0f} passages", file=sys.stderr, flush=True)
    some = market.day(begin, 2 * CHUNK)
    with TemporaryDirectory() as folder:
        path, key = Path(folder) / "bare.db", os.urandom(32)
        Store.create(path, key, store.info(), SystemClock()).close()
        bare = open_connection(path, key)
        values = [_values(number, one) for number, one in enumerate(some, start=1)]
        started = time.process_time()
        bare.execute("BEGIN IMMEDIATE")
        for statement, parts in zip(_BARE, zip(*values, strict=True), strict=True):
            bare.executemany(statement, parts)
        bare.execute("COMMIT")
        spent = time.process_time() - started
        bare.close()
    show("bulk import, processor time", 1e6 * cpu / made, "µs", bare_SQL=1e6 * spent / len(some))


def _values(number: int, passage: Passage) -> tuple[object, ...]:
    row = rows.to_row(passage) | {"rid": number, "person": number}
    return row, (number,), (number, bytes(32)), (number, rows.search_words(row))


def _chunks(some: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    for start in range(0, len(some), CHUNK):
        yield some[start : start + CHUNK]


def _sent(store: Store, path: Path, key: bytes) -> None:
    """What a hub that took everything would leave."""
    waiting = store.balance().pending
    with_key = open_connection(path, key)
    with_key.execute("BEGIN IMMEDIATE")
    with_key.execute("UPDATE passage SET settled = 1")
    with_key.execute("DELETE FROM outbox")
    with_key.execute("UPDATE tally SET n = 0 WHERE name = 'pending'")
    with_key.execute("INSERT INTO tally(name, n) VALUES ('accepted', ?)", (waiting,))
    with_key.execute("COMMIT")
    with_key.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with_key.close()


def _size(path: Path, passages: int) -> None:
    show("bytes per million passages", path.stat().st_size / passages, "MB")


def _saves(store: Store, market: Market, folder: Path, key: bytes) -> None:
    """One passage after the other, ours and bare in turn, on stores of the same size."""
    path = folder / "year.db"
    bare = open_connection(path, key)
    numbers = count(1 << 40)
    at = SystemClock().now_ms()

    def ours() -> None:
        person = market.people[market.rng.randrange(len(market.people))]
        store.save(market.passage(person, at + next(numbers) % 1000, Direction.IN))

    def plain() -> None:
        number = next(numbers)
        made = _values(number, market.passage(market.people[number % 1000], at, Direction.IN))
        bare.execute("BEGIN IMMEDIATE")
        for statement, values in zip(_BARE, made, strict=True):
            bare.execute(statement, values)
        bare.execute("COMMIT")

    figures: dict[str, tuple[list[float], list[float]]] = {}
    for _ in range(300):
        for name, work in (("ours", ours), ("bare", plain)):
            wall, cpu = time.perf_counter(), time.process_time()
            work()
            walls, cpus = figures.setdefault(name, ([], []))
            cpus.append((time.process_time() - cpu) * 1000)
            walls.append((time.perf_counter() - wall) * 1000)
    bare.close()
    (walls, cpus), (bare_walls, bare_cpus) = figures["ours"], figures["bare"]
    show("one passage durable, processor", _mean(cpus), "ms", bare_SQL=_mean(bare_cpus))
    median = statistics.median
    show("one passage durable, median", median(walls), "ms", bare_SQL=median(bare_walls))


def _finds(store: Store, market: Market) -> None:
    """Two words, three letters each; a part of a phone; a part of a number."""
    rng = market.rng
    asked: dict[str, list[str]] = {"two words": [], "part of a phone": [], "part of a number": []}
    for _ in range(300):
        person = market.people[rng.randrange(len(market.people))]
        words = fold(str(person.name)).split()
        asked["two words"].append(f"{words[0][:3]} {words[-1]}")
        asked["part of a phone"].append((person.phone or "0912345678")[3:9])
        asked["part of a number"].append(str(person.id_number)[-6:])
    for name, all_words in asked.items():
        spent = []
        for words_asked in all_words:
            started = time.perf_counter()
            store.find_people(words_asked)
            spent.append((time.perf_counter() - started) * 1000)
        show(f"find by {name}, median", statistics.median(spent), "ms")
        show(f"find by {name}, 99th percentile", statistics.quantiles(spent, n=100)[98], "ms")


def _traces(store: Store, market: Market, end: int) -> None:
    spent, met = [], []
    for person in islice(market.people, 0, 400, 8):  # those who come most often
        started = time.perf_counter()
        found = store.tracing.trace(
            str(person.id_number), since=end - 14 * DAY_MS, until=end, now=end
        )
        spent.append((time.perf_counter() - started) * 1000)
        met.append(len(found.contacts))
    show(
        f"trace of 14 days, {statistics.median(met):.0f} contacts, median", _median_of(spent), "ms"
    )


def _inside(store: Store, market: Market) -> None:
    at = SystemClock().now_ms()
    have = store.inside_count()
    some = [
        market.passage(person, at, Direction.IN)
        for person in islice(market.people, max(INSIDE - have, 0))
    ]
    store.save_many(some)
    show(f"inside now, {store.inside_count()}", _median(lambda: store.inside(INSIDE), 10), "ms")


def _median(work: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1000)
    return _median_of(spent)


def _median_of(spent: Sequence[float]) -> float:
    return statistics.median(spent)


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES)
