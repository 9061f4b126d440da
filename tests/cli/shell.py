"""The program as a shell starts it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PIN = "2468"
WAIT_S = 120.0


@dataclass(frozen=True)
class Ended:
    """How a command ended; standard output as JSON Lines."""

    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.split(b"\n") if line]

    @property
    def line(self) -> dict[str, Any]:
        (only,) = self.lines
        return only


def environment(pin: str | None = PIN, **more: str) -> dict[str, str]:
    """What the command finds around it: a PIN or none, no keyring, no display."""
    found = {key: value for key, value in os.environ.items() if key != "CHECKPOINT_PIN"}
    found |= {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PYTHONPATH": str(ROOT)}
    return found | ({"CHECKPOINT_PIN": pin} if pin is not None else {}) | more


def command(home: Path, *words: str) -> list[str]:
    """The words of one command."""
    return [sys.executable, "-m", "checkpoint_app", "--home", str(home), *words]


def checkpoint(
    home: Path, *words: str, stdin: bytes = b"", pin: str | None = PIN, **more: str
) -> Ended:
    """Run one command to its end; a traceback is never an answer."""
    done = subprocess.run(
        command(home, *words),
        input=stdin,
        capture_output=True,
        env=environment(pin, **more),
        cwd=ROOT,
        timeout=WAIT_S,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in said, said
    return Ended(done.returncode, done.stdout, said)
