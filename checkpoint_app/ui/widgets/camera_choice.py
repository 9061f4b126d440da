"""Chooses the camera by its name."""

import re
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from checkpoint_app.scanner.camera_list import FoundCamera, is_camera_link, link_name

_NUMBER = re.compile(r"(?:/dev/video)?([0-9]{1,3})")
_OTHER = "other"


class CameraChoice(QComboBox):
    """The cameras there are, none, or another source.

    Signals:
        picked: carries the source of a camera, empty for none.
        other_picked: something else shall be typed in.
    """

    picked = Signal(str)
    other_picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: Sequence[FoundCamera] = ()
        self._source = ""
        self._other = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.activated.connect(self.on_activated)
        self._fill()

    @property
    def is_other(self) -> bool:
        """True where the source is none of the cameras."""
        return self._other

    def show_cameras(self, cameras: Sequence[FoundCamera]) -> None:
        """Offer these."""
        self._cameras = list(cameras)
        self._fill()

    def show_source(self, source: str) -> None:
        """Show what is in force."""
        self._source = source
        self._other = bool(source) and not (_NUMBER.fullmatch(source) or is_camera_link(source))
        self._fill()

    def on_activated(self, place: int) -> None:
        """The user chose."""
        value = self.itemData(place)
        self._other = value == (_OTHER,)
        if self._other:
            self.other_picked.emit()
            return
        self._source = value[1]
        self.picked.emit(self._source)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolling the page over it must not change the camera."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        self.clear()
        names = Counter(camera.name for camera in self._cameras)
        number = _NUMBER.fullmatch(self._source)
        chosen = -1
        for camera in self._cameras:
            name = camera.name or self.tr("Camera {number}").format(number=camera.index + 1)
            twice = names[camera.name] > 1 and camera.name
            self.addItem(f"{name} · {camera.index}" if twice else name, ("", camera.spec))
            if camera.spec == self._source or (number and int(number[1]) == camera.index):
                chosen = self.count() - 1
        if chosen < 0 and self._source and not self._other:
            called = number[1] if number else link_name(self._source)
            said = self.tr("Camera {name}: not plugged in").format(name=called)
            self.addItem(said, ("", self._source))
            chosen = self.count() - 1
        self.addItem(self.tr("No camera"), ("", ""))
        if not self._source:
            chosen = self.count() - 1
        self.addItem(self.tr("Another source…"), (_OTHER,))
        self.setCurrentIndex(self.count() - 1 if self._other else chosen)
