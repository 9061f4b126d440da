"""What every screen beside the gate is built on, so that the desk need not know each of them."""

from typing import ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanState
from checkpoint_app.scanner.serial_loop import ScannerState
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks


class Screen(QWidget):
    """One screen of the open desk: it asks the desk itself, by way of the tasks.

    Attributes:
        KEY: the key that brings it to the front.
        RAIL: whose button on the rail is down then; None for its own, or the one before.

    Signals:
        told: (text, `Tone` as a string) for the strip above the screens.
        screen_asked: the `Key` of a screen that shall come to the front.
        outcome_taken: an `Outcome` that the banner, the sound and the lists shall show.
        setting_changed: (name, value) of `Settings`.
        count_changed: how much waits here, for the rail.
        sheet_asked: the `SheetCode` of a sheet that shall be typed in, from its first row there.
    """

    KEY: ClassVar[Key]
    RAIL: ClassVar[Key | None] = None

    told = Signal(str, str)
    screen_asked = Signal(object)
    outcome_taken = Signal(object)
    setting_changed = Signal(str, object)
    count_changed = Signal(int)
    sheet_asked = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._tasks = desk, tasks

    def opened(self) -> None:
        """In front now: ask for what it shows, put the keyboard where one begins."""
        self.setFocus()

    def left(self) -> None:
        """Another screen came to the front, or the lock: hide what only its reader may see."""

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Something was recorded, sent or changed."""

    def show_outcome(self, outcome: Outcome) -> None:
        """A code was taken at the gate while this screen is in front."""

    def show_scan_state(self, state: ScanState) -> None:
        """The camera started, was lost, came back or ended."""

    def show_hint(self, hint: Hint | None) -> None:
        """What would help to read the picture has changed."""

    def show_scanner_state(self, state: ScannerState) -> None:
        """The scanner on a serial port came or went."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
