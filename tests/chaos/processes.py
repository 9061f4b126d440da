"""Real processes of the program, killed without warning."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PIN = "2468"
WAIT_S = 60.0


def environment() -> dict[str, str]:
    """The environment of every process: a PIN, no keyring, English sentences."""
    return {
        **os.environ,
        "CHECKPOINT_PIN": PIN,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(ROOT),
    }


def command(home: Path, *words: str) -> list[str]:
    """The command line of one job of the program."""
    return [sys.executable, "-m", "checkpoint_app", "--home", str(home), "--json", *words]


def run(home: Path, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    """Run a command to its end: exit code, its JSON lines, its sentences."""
    done = subprocess.run(
        command(home, *words),
        capture_output=True,
        env=environment(),
        timeout=WAIT_S,
        cwd=ROOT,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, lines, done.stderr.decode()


class Running:
    """A process whose lines are collected; they were promised to be true when they were printed."""

    def __init__(self, home: Path, errors: Path, *words: str) -> None:
        self.lines: list[dict[str, Any]] = []
        self.first_line = threading.Event()
        self._errors = errors.open("ab")
        self.process = subprocess.Popen(
            command(home, *words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment(),
            cwd=ROOT,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith(b"\n"):  # a line cut short by the kill promised nothing
                self.lines.append(json.loads(line))
                self.first_line.set()
        self.first_line.set()

    def kill(self) -> None:
        """SIGKILL; what it had printed until then has been read when this returns."""
        self.process.send_signal(signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        """Wait for its end."""
        code = self.process.wait(WAIT_S)
        self._reader.join(WAIT_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        if self.process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
        self._errors.close()
        return code


class Hub:
    """The hub's process, which is killed and started again at the same address."""

    def __init__(self, home: Path, errors: Path) -> None:
        self.home, self._errors = home, errors
        self.kills = 0
        self._start("0")
        self.url: str = self._running.lines[0]["listening"]

    def _start(self, port: str) -> None:
        self._running = Running(self.home, self._errors, "hub", "serve", "--port", port)
        assert self._running.first_line.wait(WAIT_S)
        assert self._running.lines, "the hub did not start: see its errors"

    def kill(self) -> None:
        """SIGKILL."""
        self._running.kill()
        self.kills += 1

    def start(self) -> None:
        """Start again where it was."""
        self._start(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        """The end."""
        self._running.kill()


class Unrest(threading.Thread):
    """Kills the hub at random moments, and starts it again after a random while."""

    def __init__(self, hub: Hub, rng: Random) -> None:
        super().__init__()
        self._hub, self._rng, self._stop_asked = hub, rng, threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(self._rng.uniform(0.5, 5.0)):
            self._hub.kill()
            self._stop_asked.wait(self._rng.choice([0.0, 0.2, 1.5]))
            self._hub.start()

    def end(self) -> None:
        """Leave the hub running."""
        self._stop_asked.set()
        self.join(WAIT_S)


class Typist(threading.Thread):
    """Types entries into ``checkpoint add`` all the while, which is killed now and then as well."""

    def __init__(self, home: Path, errors: Path, rng: Random) -> None:
        super().__init__()
        self._home, self._errors, self._rng = home, errors, rng
        self._stop_asked = threading.Event()
        self.answers: list[dict[str, Any]] = []
        self.kills = 0

    def run(self) -> None:
        number = 0
        while not self._stop_asked.is_set():
            typing = Running(self._home, self._errors, "add")
            for _ in range(self._rng.randrange(1, 60)):
                number += 1
                if not self._type(typing, number) or self._stop_asked.wait(
                    self._rng.uniform(0, 0.15)
                ):
                    break
            if self._rng.random() < 0.5:
                typing.kill()
                self.kills += 1
            else:
                assert typing.process.stdin is not None
                typing.process.stdin.close()
                typing.wait()
            self.answers += typing.lines

    def _type(self, typing: Running, number: int) -> bool:
        entry = {
            "direction": self._rng.choice(["in", "out", "auto"]),
            "way": self._rng.choice(["typed", "paper"]),
            "person": {"name": f"Trần Thị Số {number}", "phone": f"09{number % 50:08}"},
        }
        assert typing.process.stdin is not None
        try:
            typing.process.stdin.write(json.dumps(entry).encode() + b"\n")
            typing.process.stdin.flush()
        except BrokenPipeError:
            return False
        return True

    def end(self) -> None:
        """Type no more."""
        self._stop_asked.set()
        self.join(WAIT_S)
