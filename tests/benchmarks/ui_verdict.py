"""From the code in the picture to the verdict on the screen, the passage durable.

``python -m tests.benchmarks.ui_verdict``; see `ui`.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.main_window import MainWindow
from tests.benchmarks.figures import median, p99
from tests.benchmarks.gate_film import GateFilm
from tests.benchmarks.stalls import Machine, Watch
from tests.benchmarks.ui_window import in_window, rest, station, told, wait

CAMERA_MS = 33.0
PEOPLE = int(os.environ.get("PEOPLE", "300"))


class Paints(QObject):
    """When the banner was painted after each verdict.

    Attributes:
        seen_at: by the number of the card.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.seen_at: dict[int, float] = {}
        self._waiting: list[int] = []
        window.outcome_shown.connect(self.on_shown)
        assert window.page is not None
        window.page.gate.banner.installEventFilter(self)

    def on_shown(self, outcome: Outcome) -> None:
        """A verdict is on its way to the screen; its passage is durable."""
        if outcome.passage is not None and outcome.passage.person.id_number:
            self._waiting.append(int(outcome.passage.person.id_number[-6:]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The banner is painted now."""
        if event.type() == QEvent.Type.Paint and self._waiting:
            QTimer.singleShot(0, self, self.on_painted)
        return False

    def on_painted(self) -> None:
        """It was painted."""
        now = time.perf_counter()
        for number in self._waiting:
            self.seen_at.setdefault(number, now)
        self._waiting.clear()


def flushes(folder: Path) -> list[float]:
    """Milliseconds of a bare commit that reaches the disk, WAL and FULL as the store has them."""
    code = (
        "import sqlcipher3.dbapi2 as s, sys, time\n"
        "c = s.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA synchronous=FULL')\n"
        "c.execute('CREATE TABLE t (x)')\n"
        "for n in range(300):\n"
        "    at = time.perf_counter(); c.execute('INSERT INTO t VALUES (?)', (bytes(400),))\n"
        "    print((time.perf_counter() - at) * 1000); time.sleep(0.01)\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(folder / "bare.db")], stdout=subprocess.PIPE, check=True
    ).stdout
    return [float(line) for line in out.split()]


def main() -> None:
    """Print the figures."""
    ready: list[bool] = []
    film = GateFilm(PEOPLE, rest=lambda: not ready)
    seen: dict[int, float] = {}
    watch: list[Watch] = []
    machine: list[Machine] = []

    def script(window: MainWindow) -> None:
        paints = Paints(window)
        machine.append(Machine(PEOPLE * 0.2))
        watch.append(Watch(window))
        watch[0].start()
        ready.append(True)
        wait(lambda: film.over, PEOPLE)
        rest(500)
        watch[0].stop()
        seen.update(paints.seen_at)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = flushes(folder)
        in_window(station(folder), film, script)
    late, _ = machine[0].lateness()
    spent = [(seen[number] - at) * 1000 for number, at in film.left_at.items() if number in seen]
    print(f"verdict: {len(spent)} of {PEOPLE} cards; the machine alone {late:.0f} ms late at worst")
    print(f"  bare commit on this disk: median {median(bare):.1f} ms, p99 {p99(bare):.1f} ms")
    told("code in the picture to verdict painted, median", median(spent), "ms", CAMERA_MS)
    told("the same, p99; passage durable", p99(spent), "ms", CAMERA_MS + p99(bare))
    for stall in watch[0].stalls[:5]:
        print(f"    {stall.told()}")


if __name__ == "__main__":
    main()
