"""Runs the window; what the composition root calls."""

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Verdict
from checkpoint_app.paths import private_folder
from checkpoint_app.scanner.source import open_source as open_any_source
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.home import Home
from checkpoint_app.station.instance import WINDOW, only_one
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.beginning import OpenSource
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key

SIGNAL_MS = 250
SETTLE_MS = 400
"""Between an event and its picture: the numbers arrive meanwhile."""
MOST_PICTURES = 20


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A run without hands.

    Attributes:
        pin: opens the station.
        seconds: how long it lasts at most.
        screenshots: where pictures of the window are left, None for none.
        until_end: end when the source has ended.
    """

    pin: str
    seconds: float = 60.0
    screenshots: Path | None = None
    until_end: bool = True


def run_window(
    home: Home,
    *,
    source: str | None = None,
    open_source: OpenSource = open_any_source,
    pin: str | None = None,
    on_ready: Callable[[Desk], None] | None = None,
    on_first_frame: Callable[[], None] | None = None,
    rehearsal: Rehearsal | None = None,
    kiosk: bool = False,
) -> int:
    """Show the window until it is closed.

    Args:
        source: scanned instead of the source in the settings.
        open_source: opens it.
        pin: opens the station at once, without asking; for the demo, whose people are invented.
        on_ready: called with the open desk, on the window's thread.
        on_first_frame: called once, when the first picture is on the screen.
        rehearsal: drive the window without hands, then close it.
        kiosk: fill the screen, and close by a supervisor's PIN alone.

    Returns:
        The exit code: 0.

    Raises:
        StationOpen: another window shows this station.
    """
    private_folder(home.path)
    existing = QApplication.instance()
    app = existing if isinstance(existing, Application) else Application()
    app.put_on(home.settings())
    with only_one(home.path, WINDOW), app.catching_errors(), ExitStack() as stack:
        window = MainWindow(app, home, open_source, source, kiosk=kiosk)
        stack.enter_context(_closed_by_signals(app, window.kiosk.release))
        window.desk_opened.connect(_spare_the_old)
        if on_ready is not None:
            window.desk_opened.connect(on_ready)
        if on_first_frame is not None:
            window.first_frame_shown.connect(on_first_frame)
        if not window.isVisible():  # a kiosk fills the screen already
            window.show()
        if rehearsal is not None:
            _Driver(window, rehearsal).start()
        elif pin is not None:
            window.on_pin(pin)
        try:
            return app.exec()
        finally:
            window.shut_down()
            gc.unfreeze()


def refuse_window(home: Home, error: CheckpointError) -> int:
    """Say in a box of its own why the window cannot open: whoever clicked an icon has no shell.

    Returns:
        The exit code.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, Application) else Application()
    app.put_on(home.settings())
    box = QMessageBox(QMessageBox.Icon.Information, "Checkpoint", explain(error))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    return error.exit_code


def _spare_the_old() -> None:
    """Let Python's collector look only through what is made from here on.

    Going through all that the program consists of stops every thread for a tenth of a second and
    more, and whatever makes many objects, such as sending a long backlog, sets it going.
    """
    if not gc.get_freeze_count():
        gc.freeze()


@contextmanager
def _closed_by_signals(app: QApplication, release: Callable[[], None]) -> Iterator[None]:
    """Within the block, Ctrl+C and a polite kill close the window, a kiosk's too."""

    def end(*_: object) -> None:
        release()
        app.quit()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    # Python runs a signal's handler between its own steps, so it needs a step now and then.
    steps = QTimer()
    steps.timeout.connect(_step)
    steps.start(SIGNAL_MS)
    try:
        yield
    finally:
        steps.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def _step() -> None:
    """Give Python a moment."""


class _Driver(QObject):
    """Gives the PIN, takes pictures, closes."""

    def __init__(self, window: MainWindow, rehearsal: Rehearsal) -> None:
        super().__init__(window)
        self._window, self._rehearsal = window, rehearsal
        self._count = 0
        self._ended = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self.finish)
        window.outcome_shown.connect(self.on_outcome)
        window.scan_ended.connect(self.on_scan_ended)
        window.desk_opened.connect(self.on_opened)

    def start(self) -> None:
        """Begin."""
        self._limit.start(round(self._rehearsal.seconds * 1000))
        self._window.on_pin(self._rehearsal.pin)

    @Slot(object)
    def on_opened(self, desk: Desk) -> None:
        """The desk is open."""
        if self._rehearsal.screenshots is not None:
            self._rehearsal.screenshots.mkdir(parents=True, exist_ok=True)

    @Slot(object)
    def on_outcome(self, outcome: Outcome) -> None:
        """Keep a picture of the window with a verdict and the numbers that follow it."""
        if outcome.verdict is not Verdict.SEEN and self._count < MOST_PICTURES:
            self._count += 1
            QTimer.singleShot(SETTLE_MS, self, self.on_picture)

    @Slot()
    def on_picture(self) -> None:
        """Keep a picture of the window."""
        self._keep(f"gate-{self._count:02}")

    @Slot()
    def on_scan_ended(self) -> None:
        """Let the last numbers arrive, then end."""
        if self._rehearsal.until_end and not self._ended:
            self._ended = True
            QTimer.singleShot(SETTLE_MS, self, self.finish)

    @Slot()
    def finish(self) -> None:
        """Last pictures, then close."""
        self._limit.stop()
        self._keep("gate-last")
        page = self._window.page
        if page is not None:
            page.show_screen(Key.FORM)
        QTimer.singleShot(SETTLE_MS, self, self.close)

    @Slot()
    def close(self) -> None:
        """Keep the form's picture and end."""
        self._keep("form")
        self._window.close()

    def _keep(self, name: str) -> None:
        folder = self._rehearsal.screenshots
        if folder is not None:
            self._window.grab().save(str(folder / f"{name}.png"))
