"""``python -m tests.benchmarks.hub [PASSAGES]``: the hub's intake over HTTP beside a bare database.

The hub runs in a process of its own, as `checkpoint hub serve` starts it; the stations are this
process. The bare database takes rows of the same passages, made ready beforehand: on PostgreSQL by
two connections that COPY in binary, on SQLite by executemany; into the same table with the same
indexes and partitions, 500 in a transaction, flushed to the disk. Hub and database take turns, and
the hub stands still while the database is measured.
"""

import argparse
import random
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import psutil
import psycopg

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.documents import Format
from checkpoint_app.domain.passage import Direction, Kind, Passage, SiteKind, Way
from checkpoint_app.hub.judging import Judged, judge
from checkpoint_app.hub.key import load_key
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.service import Hub
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sqlcipher import open_connection
from checkpoint_app.wire.messages import Batch, EnrolRequest
from checkpoint_app.wire.passages import encode_item
from tests.benchmarks.figures import median, p99
from tests.benchmarks.hub_client import Gate, request, send_all
from tests.benchmarks.market import person, plate
from tests.fakes import postgres as pg

PASSAGES = 30_000
ROUNDS = 9
WORKERS = 2
SITES = 200
PEOPLE = 200_000
TEMPLATES = 20_000
BATCH, SMALL = 500, 5
HOUR_MS = 3_600_000
SETTINGS = ("fsync=on", "shared_buffers=1GB", "max_wal_size=8GB")
COLUMNS = (
    "site id rev station sent_by direction way kind occurred_at recorded_at first_received_at "
    "received_at skew_ms voided flags person body"
).split()
_HEAD, _TAIL = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"


@dataclass(slots=True)
class Rate:
    """Passages and seconds of several rounds; the machine may have had other work in some."""

    rounds: list[tuple[int, float]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    hub_cpu: float = 0.0
    database_cpu: float = 0.0

    @property
    def passages(self) -> int:
        return sum(passages for passages, _ in self.rounds)

    def each(self) -> list[float]:
        """Passages a second, of each round."""
        return [passages / seconds for passages, seconds in self.rounds]

    def share_of(self, other: "Rate") -> float:
        """In percent, each round beside the other's of the same moment; the median of them."""
        return median([100 * own / its for own, its in zip(self.each(), other.each(), strict=True)])


class Crossings:
    """Passages of some hundred thousand people: each as it is sent, no two with one id."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._station = new_id()
        now = SystemClock().now_ms()
        self._templates = [self._template(now) for _ in range(TEMPLATES)]

    def items(self, gate: Gate, count: int) -> list[bytes]:
        station, mine = str(self._station).encode(), str(gate.station).encode()
        drawn = self._rng.choices(self._templates, k=count)
        return [
            text.replace(station, mine).replace(item, str(new_id()).encode())
            for item, text in drawn
        ]

    def _template(self, now: int) -> tuple[bytes, bytes]:
        who, at = person(self._rng.randrange(PEOPLE)), now - self._rng.randrange(HOUR_MS)
        made = Passage(
            id=new_id(),
            station=self._station,
            direction=self._rng.choice(list(Direction)),
            kind=self._rng.choice(list(Kind)),
            way=Way.CAMERA if self._rng.random() < 0.9 else Way.PAPER,
            occurred_at=at,
            recorded_at=at,
            gate="Cổng 2",
            lane="1",
            document=Format.CCCD,
            person=who,
            plate=plate(who),
            session=1,
            tick=at % HOUR_MS,
            hub_offset=12,
        )
        return str(made.id).encode(), encode_item(made)


class Served:
    """A hub in processes of its own, with stations enrolled at as many sites."""

    def __init__(
        self, home: Path, url: str | None, server: pg.Postgres | None, workers: int = 1
    ) -> None:
        self._server = server
        hub = Hub.open(home, url)
        self.gates = [self._join(hub, f"Chợ {number}") for number in range(SITES)]
        hub.close()
        words = [sys.executable, "-m", "checkpoint_app", "--home", str(home), "hub", "serve"]
        words += ["--port", "0", "--rate", "100000"] + (["--db", url] if url else [])
        words += ["--workers", str(workers)] if workers > 1 else []
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.port = int(
            msgspec.json.decode(self.process.stdout.readline())["listening"][-6:].split(":")[-1]
        )

    @staticmethod
    def _join(hub: Hub, name: str) -> Gate:
        hub.add_site(name, SiteKind.MARKET)
        wish = EnrolRequest(code=hub.enrol(name), station=new_id(), name="Cổng 2")
        answer = hub.join(wish, "")
        return Gate(wish.station, answer.site, answer.token)

    def send(self, rate: Rate, crossings: Crossings, passages: int, batch: int, lines: int) -> None:
        """Send passages in batches over so many connections, each for a station of its own."""
        now = SystemClock().now_ms()
        gates = [self.gates[number % SITES] for number in range(passages // batch)]
        requests = [request(gate, crossings.items(gate, batch), now) for gate in gates]
        hub, database = self._cpu()
        sent = send_all(self.port, requests, lines)
        rate.rounds.append((sent.accepted, sent.seconds))
        rate.waits += sent.waits
        after = self._cpu()
        rate.hub_cpu += after[0] - hub
        rate.database_cpu += after[1] - database

    def _cpu(self) -> tuple[float, float]:
        found = [process.cpu_times() for process in self._processes()]
        spent = sum(times.user + times.system for times in found)
        return spent, 0.0 if self._server is None else _cpu_of(self._server)

    def _processes(self) -> list[psutil.Process]:
        above = psutil.Process(self.process.pid)
        return [above, *above.children()]

    def stand_still(self) -> None:
        for process in self._processes():
            process.suspend()

    def go_on(self) -> None:
        for process in self._processes():
            process.resume()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def _cpu_of(server: pg.Postgres) -> float:
    """Seconds of the processor that a server and its children have used, those that ended too."""
    pid = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    parent = psutil.Process(pid)
    spent = 0.0
    for process in [parent, *parent.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):  # it has ended since
            times = process.cpu_times()
            spent += times.user + times.system
    times = parent.cpu_times()
    return spent + times.children_user + times.children_system


def judged(crossings: Crossings, gate: Gate, count: int) -> list[Judged]:
    """Passages as the hub would hold them."""
    good, bad = judge(
        crossings.items(gate, count), gate.site, SystemClock().now_ms(), 0, Vault(bytes(32))
    )
    assert not bad
    return good


def row_of(one: Judged, gate: Gate, now: int) -> tuple[object, ...]:
    """The columns of one."""
    return (
        gate.site.bytes, one.key[16:], one.pair[1], one.station, gate.station.bytes,
        str(one.direction), str(one.way), str(one.kind), one.occurred_at, one.recorded_at,
        now, now, 0, one.voided, one.flags, one.person, one.body,
    )  # fmt: skip


_WIDE = {"occurred_at", "recorded_at", "first_received_at", "received_at", "skew_ms"}


def in_binary(row: tuple[object, ...]) -> bytes:
    """A row as PostgreSQL's COPY takes it."""
    parts = [struct.pack(">h", len(row))]
    for name, value in zip(COLUMNS, row, strict=True):
        data = value
        if isinstance(value, int):
            data = struct.pack(">q" if name in _WIDE else ">i", value)
        elif isinstance(value, str):
            data = value.encode()
        assert isinstance(data, bytes)
        parts += [struct.pack(">i", len(data)), data]
    return b"".join(parts)


def copy_bare(rate: Rate, url: str, server: pg.Postgres, groups: Sequence[bytes]) -> None:
    """Two connections, each group of rows in a transaction."""

    def work(mine: Sequence[bytes]) -> None:
        with psycopg.connect(url) as connection:
            for group in mine:
                with connection.cursor().copy(
                    f"COPY passage ({', '.join(COLUMNS)}) FROM STDIN (FORMAT binary)"
                ) as copy:
                    copy.write(group)
                connection.commit()

    threads = [threading.Thread(target=work, args=(groups[first::2],)) for first in range(2)]
    cpu, started = _cpu_of(server), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate.rounds.append((BATCH * len(groups), time.perf_counter() - started))
    rate.database_cpu += _cpu_of(server) - cpu


def on_postgres(passages: int, rounds: int, workers: int) -> None:
    """Measure and print."""
    bare, large, small, many = Rate(), Rate(), Rate(), Rate()
    crossings = Crossings(5)
    with TemporaryDirectory() as folder, pg.running(SETTINGS) as server:
        url = server.new_database()
        Hub.open(Path(folder) / "bare", url).close()
        home, hub_url = Path(folder) / "hub", server.new_database()
        served = Served(home, hub_url, server, workers)
        for _ in range(rounds):
            served.stand_still()
            gates, now = served.gates, SystemClock().now_ms()
            groups = []
            for number in range(passages // BATCH):
                gate = gates[number % SITES]
                rows = [row_of(one, gate, now) for one in judged(crossings, gate, BATCH)]
                groups.append(_HEAD + b"".join(map(in_binary, rows)) + _TAIL)
            copy_bare(bare, url, server, groups)
            served.go_on()
            served.send(large, crossings, passages, BATCH, 16)
            served.send(small, crossings, passages // 2, SMALL, 32)
            served.send(many, crossings, passages // 2, SMALL, 200)
        print(f"on PostgreSQL, a hub of {workers} processes", flush=True)
        line("PostgreSQL: COPY by two connections", bare)
        line("hub, 500 a batch, 16 connections", large, bare, 45)
        line("hub, 5 a batch, 32 connections", small, large)
        line("hub, 5 a batch, 200 connections", many, large, 25)
        served.stop()
        pairing(home, hub_url, served.gates, passages // 2)


def on_sqlite(passages: int, rounds: int) -> None:
    """Measure and print."""
    bare, large, small = Rate(), Rate(), Rate()
    crossings = Crossings(6)
    with TemporaryDirectory() as folder:
        home = Path(folder) / "bare"
        Hub.open(home).close()
        path = home / "hub.db"
        connection = open_connection(path, load_key(path))
        insert = f"INSERT INTO passage VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
        served = Served(Path(folder) / "hub", None, None)
        for _ in range(rounds):
            served.stand_still()
            now, spent = SystemClock().now_ms(), 0.0
            for number in range(passages // BATCH):
                gate = served.gates[number % SITES]
                rows = [row_of(one, gate, now) for one in judged(crossings, gate, BATCH)]
                started = time.perf_counter()
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(insert, rows)
                connection.execute("COMMIT")
                spent += time.perf_counter() - started
            bare.rounds.append((BATCH * (passages // BATCH), spent))
            served.go_on()
            served.send(large, crossings, passages, BATCH, 16)
            served.send(small, crossings, passages // 2, SMALL, 32)
        connection.close()
        line("SQLite: executemany", bare)
        line("hub, 500 a batch, 16 connections", large, bare, 15)
        line("hub, 5 a batch, 32 connections", small, large)
        served.stop()
        pairing(Path(folder) / "hub", None, served.gates, passages // 2)


def line(what: str, rate: Rate, of: Rate | None = None, reach: int = 0) -> None:
    """One row of the table."""
    share = None if of is None else rate.share_of(of)
    words = [
        f"{what:<38} {median(rate.each()):9,.0f}/s",
        f"≥ {reach} %" if reach else "",
        "" if share is None else f"{share:.1f} %",
        "" if share is None or not reach else "yes" if share >= reach else "NO",
    ]
    each, waits = 1e6 / rate.passages, sorted(rate.waits)
    cpu = f"{each * rate.hub_cpu:6.1f} + {each * rate.database_cpu:5.1f} µs"
    wait = f"{1000 * median(waits):6.0f} / {1000 * p99(waits):.0f} ms" if waits else ""
    print("{} {:>7} {:>8} {:<4}".format(*words), cpu, wait, flush=True)


def pairing(home: Path, url: str | None, gates: Sequence[Gate], passages: int) -> None:
    """How fast the hub pairs, with nothing else to do."""
    crossings = Crossings(7)
    hub = Hub.open(home, url)
    hub.settle()
    for number in range(passages // BATCH):
        gate = gates[number % SITES]
        batch = Batch(
            v=1,
            station=gate.station,
            batch=new_id(),
            sent=hub.now_ms(),
            passages=[msgspec.Raw(item) for item in crossings.items(gate, BATCH)],
        )
        hub.receive(hub.sender(gate.token), msgspec.json.encode(batch)).outcome.result()
    started, spent = time.perf_counter(), time.process_time()
    hub.settle()
    rate = Rate([(passages, time.perf_counter() - started)])
    rate.hub_cpu = time.process_time() - spent
    line("passages paired", rate)
    hub.close()


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser()
    words.add_argument("passages", nargs="?", type=int, default=PASSAGES)
    words.add_argument("--rounds", type=int, default=ROUNDS)
    words.add_argument("--only", choices=["postgresql", "sqlite"])
    words.add_argument("--workers", type=int, default=WORKERS, help="of the hub on PostgreSQL")
    given = words.parse_args()
    print(
        f"{'':<38} {'':>11} {'reach':>7} {'is':>8}      µs of hub + server, wait median / p99",
        flush=True,
    )
    if pg.binaries() is None:
        print("PostgreSQL is not installed", flush=True)
    elif given.only != "sqlite":
        on_postgres(given.passages, given.rounds, given.workers)
    if given.only != "postgresql":
        on_sqlite(given.passages, given.rounds)


if __name__ == "__main__":
    main()
