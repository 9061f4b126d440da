"""A short sound for each verdict. Where nothing can be heard, nothing is said about it."""

import logging

from PySide6.QtCore import QObject, QUrl, Slot

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.ui.resources import resource_path

try:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
except ImportError:  # a machine without the system's sound library; the gate works without sound
    QMediaDevices = None  # type: ignore[assignment,misc]  # looked at before every use
    QSoundEffect = None  # type: ignore[assignment,misc]

log = logging.getLogger(__name__)


class Sounds(QObject):
    """Plays the five sounds.

    Attributes:
        on: whether the user wants to hear them.
        volume: how loud they are, in per cent.
    """

    def __init__(self, parent: QObject | None = None, *, on: bool = True, volume: int = 80) -> None:
        super().__init__(parent)
        self.on, self.volume = on, volume
        self._effects: dict[Verdict, QSoundEffect] = {}

    @Slot()
    def prepare(self) -> None:
        """Load the sounds, once there is time for it: asking for the devices is slow."""
        if self._effects:
            return
        if QMediaDevices is None or QMediaDevices.defaultAudioOutput().isNull():
            log.info("no audio output")
            return
        for verdict in Verdict:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(resource_path("sounds", f"{verdict}.wav"))))
            effect.setVolume(self.volume / 100)
            self._effects[verdict] = effect

    def set_volume(self, volume: int) -> None:
        """Be so loud from now on, in per cent, and let it be heard."""
        self.volume = volume
        for effect in self._effects.values():
            effect.setVolume(volume / 100)
        self.play(Verdict.RECORDED)

    def play(self, verdict: Verdict) -> None:
        """Play the sound of a verdict."""
        effect = self._effects.get(verdict)
        if self.on and effect is not None:
            effect.play()
