"""From a frame to a durable passage; what the store alone takes is measured in `records`."""

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.station.lane import Lane
from tests.benchmarks.figures import median, p99, show
from tests.benchmarks.frames import frames_with_cards

FRAMES = 300


def run() -> None:
    """Print the figures."""
    info = StationInfo(new_id(), "Chung cư Mẫu", "Cổng 1", "1", SiteKind.RESIDENTIAL)
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "lane.db", os.urandom(32), info, SystemClock())
        decoder, lane = Decoder(), Lane(store, SystemClock(), repeat_seconds=0)
        frames, spent, recorded = frames_with_cards(), [], 0
        for number in range(FRAMES):
            started = time.perf_counter()
            for read in decoder.read(frames[number % len(frames)]):
                recorded += lane.take(read.payload).passage is not None
            spent.append((time.perf_counter() - started) * 1000)
        store.close()
    print(f"{recorded} passages from {len(spent)} frames")
    show("frame to durable passage, median", median(spent), "ms")
    show("frame to durable passage, p99", p99(spent), "ms")
