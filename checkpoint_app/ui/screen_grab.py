"""Takes a part of the screen: the window steps aside, a frame is drawn, the window is back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from checkpoint_app.ui.widgets.region_picker import RegionPicker

ASIDE_MS = 350
"""Until the screen has been painted without the window."""

Grabbed = list[tuple[QRect, QPixmap]]


def grab_screens() -> Grabbed:
    """Where each screen is and what it shows; nothing where the system does not allow it."""
    if QGuiApplication.platformName().startswith("wayland"):
        return []  # Qt would give black pictures, or none
    found = [(screen.geometry(), screen.grabWindow(0)) for screen in QGuiApplication.screens()]
    return [(place, picture) for place, picture in found if not picture.isNull()]


class ScreenGrab(QObject):
    """One grab at a time.

    Signals:
        grabbed: carries the chosen part as a QImage.
        refused: this desktop lets no program take a picture of the screen.
    """

    grabbed = Signal(object)
    refused = Signal()

    def __init__(
        self,
        widget: QWidget,
        parent: QObject | None = None,
        grab: Callable[[], Grabbed] = grab_screens,
    ) -> None:
        """``widget`` stands in the window that steps aside."""
        super().__init__(parent)
        self._widget, self._grab = widget, grab
        self._aside: QWidget | None = None
        self.pickers: list[RegionPicker] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(ASIDE_MS)
        self._wait.timeout.connect(self.on_aside)

    def start(self) -> None:
        """Let the window step aside."""
        if self._aside is None:
            self._aside = self._widget.window()
            self._aside.hide()
            self._wait.start()

    @Slot()
    def on_aside(self) -> None:
        """The window is out of the way: show each screen's picture over it."""
        screens = self._grab()
        if not screens:
            self._back()
            self.refused.emit()
            return
        for place, picture in screens:
            picker = RegionPicker(picture)
            picker.setGeometry(place)
            picker.chosen.connect(self.on_chosen)
            picker.cancelled.connect(self.on_cancelled)
            picker.show()
            self.pickers.append(picker)
        self.pickers[0].activateWindow()
        self.pickers[0].setFocus()

    @Slot(object)
    def on_chosen(self, part: QImage) -> None:
        """A part was chosen."""
        self._back()
        self.grabbed.emit(part)

    @Slot()
    def on_cancelled(self) -> None:
        """Esc."""
        self._back()

    def _back(self) -> None:
        for picker in self.pickers:
            picker.close()
            picker.deleteLater()
        self.pickers.clear()
        if self._aside is not None:
            self._aside.show()
            self._aside.activateWindow()
            self._aside = None
