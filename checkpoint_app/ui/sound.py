"""A short sound for each verdict. Where nothing can be heard, nothing is said about it.

Qt asks the system for its sound devices when the first sound is loaded, which takes as long as the
sound server likes, and for ever where that is broken. So a thread of its own does it and plays
them: neither the window nor the end of the program waits for a server.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, QObject, QUrl, Signal, Slot

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.ui.resources import resource_path

log = logging.getLogger(__name__)
STOP_S = 1.0
_SOCKETS = ("pulse/native", "pipewire-0")
_NAMED = ("PULSE_SERVER", "PIPEWIRE_REMOTE")


class Effect(Protocol):
    """One sound; a `QSoundEffect` is one."""

    def play(self) -> None:
        """Play it from its beginning."""

    def setVolume(self, volume: float, /) -> None:  # noqa: N802 - Qt's name
        """Be so loud from now on, 0 to 1."""


Effects = Mapping[Verdict, Effect]


def has_server() -> bool:
    """Whether there may be something to play on; on Linux that is a server with a socket."""
    if sys.platform != "linux" or any(os.environ.get(name) for name in _NAMED):
        return True
    folders = [os.environ.get("XDG_RUNTIME_DIR"), "/run", "/var/run"]
    return any(Path(folder, name).exists() for folder in folders if folder for name in _SOCKETS)


def load_effects() -> Effects:
    """The five sounds, of the thread that calls this; none where nothing can be heard."""
    if not has_server():
        return {}
    try:
        multimedia = import_module("PySide6.QtMultimedia")
    except ImportError:  # a machine without the system's sound library
        return {}
    if multimedia.QMediaDevices.defaultAudioOutput().isNull():
        return {}
    effects: dict[Verdict, Effect] = {}
    for verdict in Verdict:
        effects[verdict] = effect = multimedia.QSoundEffect()
        effect.setSource(QUrl.fromLocalFile(str(resource_path("sounds", f"{verdict}.wav"))))
    return effects


class _Player(QObject):
    """Lives in the thread of the sounds."""

    def __init__(self, effects: Effects) -> None:
        super().__init__()
        self._effects = effects

    @Slot(object)
    def on_asked(self, verdict: Verdict) -> None:
        """Play it."""
        effect = self._effects.get(verdict)
        if effect is not None:
            effect.play()

    @Slot(int)
    def on_volume(self, volume: int) -> None:
        """Be so loud from now on, in per cent."""
        for effect in self._effects.values():
            effect.setVolume(volume / 100)


class Sounds(QObject):
    """Plays the five sounds.

    Attributes:
        on: whether the user wants to hear them.
        volume: how loud they are, in per cent.
    """

    _asked = Signal(object)
    _volume_chosen = Signal(int)
    _ended = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        on: bool = True,
        volume: int = 80,
        load: Callable[[], Effects] = load_effects,
    ) -> None:
        """``load`` gives the sounds, and is called on their own thread."""
        super().__init__(parent)
        self.on, self.volume = on, volume
        self._load = load
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @Slot()
    def prepare(self) -> None:
        """Load the sounds; what is to be played before that is not heard."""
        if self._thread is None and not self._stopped.is_set():
            # A server that never answers must not hold the end of the program either.
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        loop = QEventLoop()
        self._ended.connect(loop.quit)
        effects = self._load()
        if not effects:
            log.info("no audio output")
            return
        player = _Player(effects)
        player.on_volume(self.volume)
        self._asked.connect(player.on_asked)
        self._volume_chosen.connect(player.on_volume)
        if not self._stopped.is_set():
            loop.exec()

    def set_volume(self, volume: int) -> None:
        """Be so loud from now on, in per cent, and let it be heard."""
        self.volume = volume
        self._volume_chosen.emit(volume)
        self.play(Verdict.RECORDED)

    def play(self, verdict: Verdict) -> None:
        """Play the sound of a verdict."""
        if self.on:
            self._asked.emit(verdict)

    def stop(self) -> bool:
        """Play nothing more; True where the thread has ended. May be called twice."""
        self._stopped.set()
        self._ended.emit()
        if self._thread is None:
            return True
        self._thread.join(STOP_S)
        return not self._thread.is_alive()
