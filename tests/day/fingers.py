"""A display without a monitor, and fingers on its keyboard (Xvfb and xdotool)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

TYPING_MS = 120
"""Between two letters, as people type: faster, the program takes it for a scanner."""
SIZE = "1366x768x24"
_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


class Display:
    """A context: the display server runs as long as it.

    Attributes:
        environment: names the display, for whoever shall open a window on it.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        self.environment = {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}

    def __enter__(self) -> "Display":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        self._server.wait()


class Fingers:
    """Types into the window of a process."""

    def __init__(self, display: Display, process: int) -> None:
        self._environment = {**os.environ, **display.environment}
        self._process = process
        self._window = ""

    def find(self, within_s: float = 60) -> None:
        """Wait for the window, and give it the keyboard: there is no window manager."""

        def found() -> bool:
            words = ["search", "--onlyvisible", "--pid", str(self._process)]
            self._window = self._do(*words, check=False).strip().split("\n")[-1]
            return bool(self._window)

        until(found, within_s)
        self._do("windowfocus", "--sync", self._window)
        time.sleep(0.5)

    def write(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", str(TYPING_MS), text)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, each with its modifiers: ``ctrl+Return``."""
        for key in keys:
            self._do("key", key)
            time.sleep(TYPING_MS / 1000)

    def fill(self, *texts: str) -> None:
        """Type each text and go on with Enter; an empty one is left as it is."""
        for text in texts:
            if text:
                self.write(text)
            self.press("Return")

    def picture(self, path: Path) -> None:
        """What the display shows, for whoever looks why a day went wrong."""
        command = [sys.executable, "-c", _PICTURE, str(path)]
        subprocess.run(command, env=self._environment, check=False)

    def _do(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=check,
        )
        return done.stdout


def until(reached: Callable[[], bool], within_s: float = 60) -> None:
    """Look again and again.

    Raises:
        TimeoutError: it never was so.
    """
    end = time.monotonic() + within_s
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.2)
