"""How long the window stands still while it scans, sends a long backlog and makes reports.

``python -m tests.benchmarks.ui_stalls``; see `ui`.
"""

import os
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.screens.report import ReportScreen
from checkpoint_app.ui.shortcuts import Key
from tests.benchmarks.figures import p99
from tests.benchmarks.gate_film import GateFilm
from tests.benchmarks.stalls import Machine, Watch
from tests.benchmarks.sync import HubProcess
from tests.benchmarks.ui_window import PIN, in_window, rest, station, told
from tests.fakes.hub_server import make_passage

BACKLOG = int(os.environ.get("PASSAGES") or "100000")
STALL_MS = 50.0
CONTROL = Qt.KeyboardModifier.ControlModifier
FILES = (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
MOST_S = 600


class Trial:
    """One run.

    Attributes:
        reports: how many files were made; took: seconds until all was sent.
    """

    def __init__(self, folder: Path, hub: HubProcess) -> None:
        self._folder, self._url, self._code = folder, hub.url, hub.code()
        self.reports, self.took = 0, 0.0
        self.watch: Watch | None = None

    def run(self, window: MainWindow) -> None:
        """Join the hub, then turn the pages and make reports until all is sent."""
        page, desk = window.page, window.desk
        assert page is not None
        assert desk is not None
        report = next(room for room in page.rooms if isinstance(room, ReportScreen))
        report.folder.setText(str(self._folder / "reports"))
        acts = [partial(QTest.keyClick, report, key, CONTROL) for key in FILES]
        self.watch = Watch(window)
        self.watch.start()
        begun = time.perf_counter()
        page.joining.join(self._url, self._code)
        turn = 0
        while desk.store.outbox.unsent() > 50 and time.perf_counter() - begun < MOST_S:
            page.show_screen(Key.REPORT if turn % 4 < 3 else Key.GATE)
            rest(600)
            if page.screen_key is Key.REPORT:
                acts[turn % 3]()
                self.reports += 1
            rest(200)
            turn += 1
        self.took = time.perf_counter() - begun
        self.watch.stop()


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, random = station(folder), Random(2)
        desk = home.unlock(PIN)
        for _ in range(BACKLOG // 1_000):
            desk.store.save_many([make_passage(desk.info.id, random) for _ in range(1_000)])
        desk.close()
        hub = HubProcess(folder / "hub")
        trial, film = Trial(folder, hub), GateFilm(BACKLOG // 200)
        machine = Machine(25.0)
        in_window(home, film, trial.run)
        held = hub.stop()
        late, rare = machine.lateness()
    watch = trial.watch
    assert watch is not None
    print(
        f"stalls: {BACKLOG:,} sent in {trial.took:.0f} s (the hub holds {held:,}), "
        f"{len(film.left_at)} cards, {trial.reports} reports"
    )
    print(f"  a process that only sleeps: {late:.0f} ms late at worst, {rare:.1f} ms one in 1,000")
    told("the loop stands still, worst", max(watch.late_ms), "ms", STALL_MS)
    told("the same, p99", p99(watch.late_ms), "ms", STALL_MS, f"of {len(watch.late_ms):,} beats")
    for stall in sorted(watch.stalls, key=lambda one: -one.ms)[:12]:
        print(f"    {stall.told()}")


if __name__ == "__main__":
    main()
