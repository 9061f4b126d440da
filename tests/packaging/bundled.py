"""Runs the program of a bundle as on a machine without Python, which knows nothing of it."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PIN = "2468"
# Without these, Windows itself does not work.
SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}


@dataclass(frozen=True)
class Ran:
    """How one command ended."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        """The JSON lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Program:
    """A copy of a bundle, with a data folder beside it."""

    folder: Path
    home: Path

    def command(self, *arguments: str) -> list[str]:
        """The words that start it."""
        return [str(self.folder / "checkpoint"), "--home", str(self.home), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of this machine: no PATH, no language, no Python, no keyring's bus."""
        return {
            **SYSTEM,
            "CHECKPOINT_PIN": PIN,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *arguments: str, given: str = "", within_s: float = 60) -> Ran:
        """Run a command to its end."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder.parent,
            env=self.environment,
            input=given.encode(),
            capture_output=True,
            timeout=within_s,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
