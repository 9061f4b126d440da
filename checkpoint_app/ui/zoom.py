"""Larger and smaller text by keys, whatever page is in front."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.theme import TEXT_STEPS


class Zoom(QObject):
    """Goes from step to step.

    Attributes:
        percent: the size of the text now.

    Signals:
        chosen: carries the size that was asked for, in per cent.
    """

    chosen = Signal(int)

    def __init__(self, window: QWidget, percent: int) -> None:
        super().__init__(window)
        self.percent = percent
        larger = bind(Key.LARGER, window, self.on_larger)
        # The plus sign is the upper one of two on many keyboards.
        larger.setKeys([QKeySequence(Key.LARGER.value), QKeySequence("Ctrl+=")])
        bind(Key.SMALLER, window, self.on_smaller)
        bind(Key.USUAL, window, self.on_usual)

    @Slot()
    def on_larger(self) -> None:
        """Ctrl and plus."""
        self._choose(min((one for one in TEXT_STEPS if one > self.percent), default=self.percent))

    @Slot()
    def on_smaller(self) -> None:
        """Ctrl and minus."""
        self._choose(max((one for one in TEXT_STEPS if one < self.percent), default=self.percent))

    @Slot()
    def on_usual(self) -> None:
        """Ctrl and zero."""
        self._choose(TEXT_STEPS[0])

    def _choose(self, percent: int) -> None:
        if percent != self.percent:
            self.percent = percent
            self.chosen.emit(percent)
