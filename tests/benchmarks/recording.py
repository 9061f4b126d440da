"""From a frame to a durable passage, and what the store adds to the bare statements."""

import os
import time
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Direction, Passage, Person, SiteKind, Way
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.sqlcipher import open_connection
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.station.lane import Lane
from tests.benchmarks.figures import median, p99, show
from tests.benchmarks.frames import frames_with_cards

PASSAGES = 600
_BARE = (
    "INSERT INTO passage(id, rev, direction, kind, way, occurred_at, recorded_at, gate, lane, "
    "name, id_number, phone, note, verdict) "
    "VALUES (?, 1, 'in', 'visitor', 'camera', ?, ?, '', '', ?, ?, ?, ?, 'recorded')",
    "INSERT INTO outbox(rid, state) VALUES (last_insert_rowid(), 'pending')",
    "INSERT INTO journal(kind, ref, hash) VALUES ('passage', ?, ?)",
)


def run() -> None:
    """Print both."""
    with TemporaryDirectory() as folder:
        _frame_to_durable(Path(folder) / "lane.db")
        _against_bare(Path(folder))


def _info() -> StationInfo:
    return StationInfo(new_id(), "Chung cư Mẫu", "Cổng 1", "1", SiteKind.RESIDENTIAL)


def _frame_to_durable(path: Path) -> None:
    store = Store.create(path, os.urandom(32), _info(), SystemClock())
    decoder, lane = Decoder(), Lane(store, SystemClock(), repeat_seconds=0)
    frames, spent, recorded = frames_with_cards(), [], 0
    for number in range(PASSAGES // 2):
        started = time.perf_counter()
        for read in decoder.read(frames[number % len(frames)]):
            recorded += lane.take(read.payload).passage is not None
        spent.append((time.perf_counter() - started) * 1000)
    store.close()
    print(f"{recorded} passages from {len(spent)} frames")
    show("frame to durable passage, median", median(spent), "ms")
    show("frame to durable passage, p99", p99(spent), "ms")


def _against_bare(folder: Path) -> None:
    key, numbers = os.urandom(32), count()
    store = Store.create(folder / "ours.db", key, _info(), SystemClock())
    bare_path = folder / "bare.db"
    Store.create(bare_path, key, _info(), SystemClock()).close()
    bare = open_connection(bare_path, key)

    def ours() -> None:
        number = next(numbers)
        now = time.time_ns() // 1_000_000
        store.save(
            Passage(
                id=new_id(),
                station=store.info().id,
                direction=Direction.IN,
                way=Way.CAMERA,
                occurred_at=now,
                recorded_at=now,
                person=Person(
                    name="Nguyễn Văn An",
                    id_number=f"0010990{number:05}",
                    phone=f"09{number:08}",
                ),
            )
        )

    def plain() -> None:
        number, now = next(numbers), time.time_ns() // 1_000_000
        digits = f"0010990{number:05}"
        bare.execute("BEGIN IMMEDIATE")
        values = (new_id().bytes, now, now, "Nguyễn Văn An", digits, f"09{number:08}", digits)
        rid = bare.execute(_BARE[0], values).lastrowid
        bare.execute(_BARE[1])
        bare.execute(_BARE[2], (rid, bytes(32)))
        bare.execute("COMMIT")

    figures = {}
    for name, work in (("ours", ours), ("bare", plain)):
        work()
        spent, cpu = [], time.process_time()
        for _ in range(PASSAGES):
            started = time.perf_counter()
            work()
            spent.append((time.perf_counter() - started) * 1000)
        figures[name] = (median(spent), (time.process_time() - cpu) * 1000 / PASSAGES)
    bare.close()
    store.close()
    (ours_ms, ours_cpu), (bare_ms, bare_cpu) = figures["ours"], figures["bare"]
    show("store.save, median", ours_ms, "ms", bare_SQL=bare_ms)
    show("store.save, processor time", ours_cpu, "ms", bare_SQL=bare_cpu)
