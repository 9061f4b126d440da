"""A busy market: people drawn by lot, the same in every run, and a year of their passages.

Nobody is kept in memory but those met last: there are hundreds of thousands.
"""

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from checkpoint_app.domain.documents import Format, Sex
from checkpoint_app.domain.passage import Direction, Kind, Passage, Person, Way
from checkpoint_app.records import counts, journal
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from tests.fuzz.invented import FAMILY, GIVEN, MIDDLE, PLACES

DAYS = 365
DAY_MS, HOUR_MS = 86_400_000, 3_600_000
PASSAGES_EACH = 25
"""Passages of one person in a year, on average; the first ones drawn come far more often."""
RECEIPT_EACH = 5
"""Passages in one batch to the hub: some ten seconds of this market."""
_FAMILY_SHARES = {"Nguyễn": 38, "Trần": 12, "Lê": 10, "Phạm": 7}
_MIDDLE_SHARES = {"Thị": 32, "Văn": 28}
_LEFT_BY = 22 * HOUR_MS


class Market:
    """People who come and go."""

    def __init__(self, seed: int, passages: int, station: StationInfo) -> None:
        """Draw as many people as so many passages in a year take."""
        self.rng = random.Random(seed)
        self.station = station
        self.people = max(passages // PASSAGES_EACH, 1000)

    def someone(self) -> Person:
        """Whoever comes next: a few come daily, most now and then."""
        return person(int(self.people * self.rng.random() ** 2))

    def day(self, start: int, passages: int) -> list[tuple[int, Passage]]:
        """Entries and exits of one day, in the order they occur, each with its time."""
        made = []
        for _ in range(passages // 2):
            who = self.someone()
            begin = start + 5 * HOUR_MS + self.rng.randrange(12 * HOUR_MS)
            length = int(min(self.rng.lognormvariate(3.4, 0.9), 600) * 60_000)
            missed = self.rng.random() < 0.03  # nobody scanned them out: typed in the evening
            end = max(start + _LEFT_BY, begin + 1) if missed else begin + length
            made += [(begin, who, Direction.IN), (end, who, Direction.OUT)]
        made.sort(key=lambda one: one[0])
        return [(at, self.passage(who, at, direction)) for at, who, direction in made]

    def passage(self, who: Person, at: int, direction: Direction) -> Passage:
        """One crossing; a fifth of the people come with a motorbike."""
        assert who.id_number is not None
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
            person=who,
            plate=plate(who),
        )


@lru_cache(maxsize=20_000)
def person(number: int) -> Person:
    """The person of a number, always the same one."""
    rng = random.Random(number)
    name = " ".join((_drawn(rng, FAMILY, _FAMILY_SHARES), _middle(rng), rng.choice(GIVEN)))
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


def plate(who: Person) -> str | None:
    """The plate of a fifth of the people."""
    number = int(str(who.id_number)[-6:])
    return f"29{'ABCDEFGH'[number % 8]}1{number * 7919 % 100_000:05}" if number % 5 == 0 else None


def _middle(rng: random.Random) -> str:
    one = _drawn(rng, MIDDLE, _MIDDLE_SHARES)
    return one if rng.random() < 0.6 else f"{one} {rng.choice(MIDDLE)}"


def _drawn(rng: random.Random, words: list[str], shares: dict[str, int]) -> str:
    """A word: the common ones by their share in a hundred, the others alike."""
    at = rng.randrange(100)
    for word, share in shares.items():
        at -= share
        if at < 0:
            return word
    return rng.choice(words)


def fill(
    store: Store, path: Path, key: bytes, market: Market, *, begin: int, passages: int
) -> None:
    """Record a year day by day, each day sent to a hub that takes it all."""
    database = Database(path, key)
    try:
        for day in range(DAYS):
            some = market.day(begin + day * DAY_MS, passages // DAYS)
            store.save_many([made for _, made in some])
            _send(database, begin + day * DAY_MS)
            if day % 30 == 29:
                print(f"day {day + 1} of {DAYS}", flush=True)
    finally:
        database.close()


def _send(database: Database, at: int) -> None:
    """What the hub's answers would leave: nothing in the outbox, receipts in the journal."""
    with database.write() as connection:
        sql = plain(connection)
        rids = [rid for (rid,) in sql.execute("SELECT rid FROM outbox ORDER BY rid")]
        before = sql.execute("SELECT coalesce(max(no), 0) FROM receipt").fetchone()[0]
        end = journal.head(connection)
        seq, last, receipts, links = end.seq, end.hash, [], []
        for no, (first, until) in enumerate(_batches(rids), start=before + 1):
            body = f'{{"accepted":[[{first},{until}]]}}'
            receipts.append((no, new_id().bytes, at, at, body))
            digest = journal.text_digest(no, receipts[-1][1].hex(), at, at, body)
            seq, last = seq + 1, journal.link(last, seq + 1, journal.RECEIPT, digest)
            links.append((seq, journal.RECEIPT, no, last))
        sql.executemany("INSERT INTO receipt VALUES (?, ?, ?, ?, ?)", receipts)
        journal.append_many(connection, links)
        sql.execute("UPDATE passage SET settled = 1 WHERE rid BETWEEN ? AND ?", (rids[0], rids[-1]))
        sql.execute("DELETE FROM outbox")
        many = len(rids)
        counts.add(connection, journal=len(links), unsent=-many, pending=-many, accepted=many)


def _batches(rids: list[int]) -> Iterator[tuple[int, int]]:
    for start in range(0, len(rids), RECEIPT_EACH):
        batch = rids[start : start + RECEIPT_EACH]
        yield batch[0], batch[-1]
