"""Programs for other processes, which die or are limited where this one must not be."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 120.0

SAVE = """
import sys
from pathlib import Path
from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.records.store import Store
from tests.fakes.passages import full
store = Store.open(Path(sys.argv[1]), bytes(range(32)), SystemClock())
while True:
    made = full(store.info().id)
    store.save(made)
    print(made.id, flush=True)
"""

DYING = """
import os, signal, sys
from pathlib import Path
from checkpoint_app.records import backup, salvage
from checkpoint_app.station import recovery, swap
from checkpoint_app.station.home import Home
left = int(sys.argv[4])

def deadly(owner, name):
    original = getattr(owner, name)
    def step(*args, **keywords):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return original(*args, **keywords)
    setattr(owner, name, step)

for owner, name in (
    (backup, "check"), (backup, "_write"), (backup, "_read_again"), (backup, "flush_folder"),
    (backup, "unpack"), (backup._Pause, "__call__"), (recovery, "carry_over"),
    (recovery, "salvage"), (salvage, "_adopt"), (salvage, "_close_books"), (swap, "set_aside"),
    (swap, "flush_folder"), (swap, "write_private"), (Path, "replace"), (Path, "unlink"),
):
    deadly(owner, name)
home, opener = Home(Path(sys.argv[2])), recovery.with_pin("2468")
if sys.argv[1] == "backup":
    recovery.back_up(home, opener, Path(sys.argv[3]))
elif sys.argv[1] == "restore":
    recovery.restore(home, Path(sys.argv[3]), opener)
else:
    recovery.salvage_home(home, opener)
"""


def environment() -> dict[str, str]:
    """What a child finds around it."""
    return os.environ | {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(ROOT),
    }


def died(program: str, *words: str) -> bool:
    """Run a program to its end: True where it was killed, False where it came through."""
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        env=environment(),
        cwd=ROOT,
        timeout=WAIT_S,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


def command(
    home: Path,
    *words: str,
    before: Callable[[], None] | None = None,
    bound: bool = False,
    pin: str = "2468",
) -> tuple[int, str]:
    """One command of the program: its exit code and its sentences.

    Args:
        before: what the child does to itself first, as limiting itself.
        bound: permissions bind it, even where root runs the tests.
    """
    rights = []
    if bound and os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("permissions do not bind root")
        rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    done = subprocess.run(
        [*rights, sys.executable, "-m", "checkpoint_app", "--home", str(home), *words],
        capture_output=True,
        env=environment() | {"CHECKPOINT_PIN": pin},
        cwd=ROOT,
        timeout=WAIT_S,
        check=False,
        preexec_fn=before,
    )
    said = done.stderr.decode()
    assert "Traceback" not in said, said
    return done.returncode, said
