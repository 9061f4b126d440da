"""How still the window's event loop stands, and who holds it: a watch from another thread."""

import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 1
NAMED_MS = 20
LOOK_S = 0.004
"""How often the watch looks at who is at work while the loop stands still."""
_ALONE = """
import sys, time
worst, last = [], time.perf_counter()
print("ready", flush=True)
end = last + float(sys.argv[1])
while last < end:
    time.sleep(0.001)
    now = time.perf_counter()
    worst.append((now - last) * 1000 - 1)
    last = now
worst.sort()
print(worst[-1], worst[int(len(worst) * 0.999)], flush=True)
"""


@dataclass(slots=True)
class Stall:
    """One time that the loop stood still.

    Attributes:
        ms: how long; who: what the window's thread was seen at; beside: what the others were at.
    """

    ms: float
    who: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """The stall and its culprit in words."""
        who = ", ".join(f"{name} ×{count}" for name, count in self.who.most_common(2))
        other = ", ".join(f"{name} ×{count}" for name, count in self.beside.most_common(2))
        return f"{self.ms:.0f} ms: {who or 'nobody was seen'}" + (
            f" | beside: {other}" if other else ""
        )


class Watch(QObject):
    """Beats in the window's thread; looks at it from another one while it does not.

    Attributes:
        late_ms: of each beat; stalls: those longer than `NAMED_MS`.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self.stalls: list[Stall] = []
        self._thread = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.on_beat)
        self._last = 0.0
        self._seen: Stall | None = None
        self._end = threading.Event()
        self._looking = threading.Thread(target=self._look, name="watch", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._last = time.perf_counter()
        self._timer.start()
        self._looking.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._end.set()
        self._looking.join()

    def on_beat(self) -> None:
        """A turn of the loop."""
        now = time.perf_counter()
        late = (now - self._last) * 1000 - BEAT_MS
        self.late_ms.append(max(0.0, late))
        self._last = now
        seen, self._seen = self._seen, None
        if late >= NAMED_MS:
            stall = seen or Stall(late)
            stall.ms = late
            self.stalls.append(stall)

    def _look(self) -> None:
        while not self._end.wait(LOOK_S):
            if time.perf_counter() - self._last < NAMED_MS / 2000:
                continue
            stall = self._seen or Stall(0.0)
            for thread, frame in sys._current_frames().items():
                if thread == self._thread:
                    stall.who[_place(frame)] += 1
                elif thread != threading.get_ident() and (name := _at_work(frame)):
                    stall.beside[name] += 1
            self._seen = stall


def _place(frame: FrameType | None) -> str:
    """The innermost function of the program, and what it had called."""
    called = frame.f_code.co_qualname if frame is not None and sys.version_info >= (3, 11) else ""
    while frame is not None:
        file = frame.f_code.co_filename
        if "checkpoint_app" in file:
            own = frame.f_code.co_qualname
            return own if own == called else f"{own} > {called}"
        frame = frame.f_back
    return called


def _at_work(frame: FrameType) -> str:
    """The same of another thread; nothing of one that waits."""
    name = frame.f_code.co_name
    if name in {"wait", "_wait_for_tstate_lock", "_worker", "select", "poll", "accept", "get"}:
        return ""
    return _place(frame)


class Machine:
    """The same beat in a process that does nothing else: what the machine alone is late by."""

    def __init__(self, seconds: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ALONE, str(seconds)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def lateness(self) -> tuple[float, float]:
        """The worst beat in milliseconds, and that of one in a thousand."""
        out, _ = self._process.communicate()
        worst, rare = out.split()
        return float(worst), float(rare)
