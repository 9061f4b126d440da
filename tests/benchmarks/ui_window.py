"""The window of a measurement: a station of its own, run as the program runs it."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.scanner.frames import Source
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings
from checkpoint_app.station.home import Home
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.run import run_window

SITE, PIN = "Chung cư Mẫu", "2468"
SETTLE_MS = 3_000
"""What is only done once after the start is over by then."""


def told(name: str, value: float, unit: str, limit: float, more: str = "") -> None:
    """One figure beside its limit."""
    mark = "ok" if value <= limit else "ABOVE"
    said = f"  {name:<52} {value:8.1f} {unit:<3} limit {limit:6.1f}  {mark}"
    print(f"{said}  {more}".rstrip(), flush=True)


def station(folder: Path) -> Home:
    """A station that is set up, quiet and without a camera of its own."""
    home = Home(folder / "home", SystemClock())
    home.set_up(
        site=SITE,
        gate="Cổng 1",
        kind=SiteKind.RESIDENTIAL,
        pin=PIN,
        keyring=False,
        cost=Cost(memory=1024, passes=1),
    )
    home.save_settings(Settings(source="film", scanner="", sound=False, autolock_minutes=0))
    return home


def in_window(home: Home, source: Source, script: Callable[[MainWindow], None]) -> None:
    """Run the window with a camera of its own; the script runs in it once all is settled."""
    failed: list[BaseException] = []

    def begin() -> None:
        [window] = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        window.resize(1366, 768)
        try:
            rest(SETTLE_MS)
            script(window)
        except BaseException as error:
            failed.append(error)
        QCoreApplication.quit()

    def ready(_: object) -> None:
        QTimer.singleShot(0, begin)

    run_window(home, open_source=lambda _: source, pin=PIN, on_ready=ready)
    if failed:
        raise failed[0]


def rest(milliseconds: int) -> None:
    """Let the window live for so long. `QTest.qWait` would keep Python from the other threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def wait(done: Callable[[], bool], seconds: float) -> None:
    """Let the window live until something is so.

    Raises:
        TimeoutError: it is not so in time.
    """
    end = time.perf_counter() + seconds
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError
        rest(20)
