"""What the guard feels: ``python -m tests.benchmarks.ui``, run by `make bench-ui`.

verdict: from the code in the picture to the verdict on the screen, the passage durable.
stalls: how long the window stands still while it scans, sends 100,000 and makes reports.
day: memory over a day of 20,000 passages.
start: from the command to the live picture, of the sources and of the bundle where there is one.

Each part is a process of its own; every figure stands beside its limit.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import median
from tests.benchmarks.ui_window import told

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("verdict", "stalls", "day")
START_S = 2.0


def start() -> None:
    """From the command to the live picture."""
    frozen = ROOT / "dist" / "checkpoint" / "checkpoint"
    commands = {"from its sources": [sys.executable, "-m", "checkpoint_app"]}
    if frozen.exists():
        commands["the bundle, warm disk"] = [str(frozen)]
    print("start:")
    for name, command in commands.items():
        spent = [_first_frame(command) for _ in range(4)][1:]
        told(f"{name}, median of three", median(spent), "s", START_S, f"{min(spent):.2f} at best")


def _first_frame(command: list[str]) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run(
            [*command, "--json", "run", "--out", str(Path(folder) / "out"), "--seconds", "4"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            check=False,
        ).stdout
    return float(json.loads(out.splitlines()[-1])["first_frame_s"])


def main() -> None:
    """Run the named parts, all where none is named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*.info=false;*.warning=false")
    for name in sys.argv[1:] or (*PARTS, "start"):
        if name == "start":
            start()
        else:
            subprocess.run([sys.executable, "-m", f"tests.benchmarks.ui_{name}"], check=True)


if __name__ == "__main__":
    main()
