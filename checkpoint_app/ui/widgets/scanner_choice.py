"""Chooses the scanner on a serial port by its name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from checkpoint_app.scanner.serial_port import AUTO, NONE, SerialDevice


class ScannerChoice(QComboBox):
    """Automatic, none, or one of the ports there are.

    Signals:
        picked: carries the setting of the choice.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices: Sequence[SerialDevice] = ()
        self._scanner = NONE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.activated.connect(self.on_activated)
        self._fill()

    def show_devices(self, devices: Sequence[SerialDevice]) -> None:
        """Offer these."""
        self._devices = list(devices)
        self._fill()

    def show_scanner(self, scanner: str) -> None:
        """Show what is in force."""
        self._scanner = scanner
        self._fill()

    def on_activated(self, place: int) -> None:
        """The user chose."""
        self._scanner = self.itemData(place)
        self.picked.emit(self._scanner)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolling the page over it must not change the scanner."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        self.clear()
        self.addItem(self.tr("Automatic"), AUTO)
        for device in self._devices:
            named = device.name if device.port in device.name else f"{device.name} · {device.port}"
            self.addItem(named, device.port)
        known = {AUTO, NONE, *(device.port for device in self._devices)}
        if self._scanner not in known:
            said = self.tr("{name}: not plugged in").format(name=self._scanner)
            self.addItem(said, self._scanner)
        self.addItem(self.tr("No scanner"), NONE)
        self.setCurrentIndex(self.findData(self._scanner))
