"""Cutting the power again and again while somebody works, and what must be there after each cut."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType

from tests.faults.children import ROOT, WAIT_S, environment
from tests.faults.powercut.disk import Cut
from tests.faults.powercut.judging import Promised, judge
from tests.faults.powercut.writers import FOUNDERS

CUTS_A_LIFE = 4
CHECKPOINTS = (20, 100, 1000)
"""Pages of the log after which it is written back; 1000 is what a station has."""
BUSY = 25
"""Most lines that are waited for from one cut to the next."""
_MODULES = "tests.faults.powercut"


class NoFuse(Exception):
    """This machine does not let us mount; the text says why."""


class Mounted:
    """A folder on the forgetful disk."""

    def __init__(self, folder: Path, beginning: Path) -> None:
        """Mount; what lies in `beginning` lies on it.

        Raises:
            NoFuse: no FUSE here, or no right to mount.
        """
        self.folder = folder
        folder.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{_MODULES}.mount", str(folder), str(beginning)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
        )
        if self._answer() != b"ready":
            _, said = self._process.communicate(timeout=WAIT_S)
            words = said.decode(errors="replace").splitlines()
            causes = [line for line in words if line.startswith(("fuse", "OSError", "Module"))]
            raise NoFuse(causes[0] if causes else "the file system did not start")

    def cut(self, cut: Cut, seed: int, target: Path) -> Path:
        """What a power cut would leave at this moment, in a new folder; nobody notices it."""
        target.mkdir()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([cut, seed, str(target)]).encode() + b"\n")
        self._process.stdin.flush()
        assert self._answer() == b"done"
        return target

    def _answer(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def __enter__(self) -> "Mounted":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _, said = self._process.communicate(timeout=WAIT_S)
        assert not said, said.decode(errors="replace")
        self.folder.rmdir()


class Worker:
    """A process at work on the disk, whose word is collected."""

    def __init__(self, who: str, folder: Path, synchronous: str, rng: Random) -> None:
        words = [who, folder, synchronous, rng.choice(CHECKPOINTS), rng.randrange(1 << 30)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{_MODULES}.writers", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
        )
        self.lines: list[str] = []
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._more:
                self.lines.append(line.decode())
                self._more.notify_all()

    def works_on(self, lines: int) -> list[str]:
        """What it has said, once it has said so much more."""
        with self._more:
            wanted = len(self.lines) + lines
            assert self._more.wait_for(lambda: len(self.lines) >= wanted, WAIT_S), "it hangs"
            return list(self.lines)

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()
        self._reader.join(WAIT_S)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        with self._process, self._process.stdout, self._process.stderr:
            said = self._process.stderr.read().decode(errors="replace")
        assert not said, said


@dataclass
class Tally:
    """All cuts in numbers; `faults` names what was lost or broken, one line a cut."""

    cuts: int = 0
    promised: int = 0
    faults: list[str] = field(default_factory=list)


def cut_often(who: str, folder: Path, cuts: int, seed: int, synchronous: str = "FULL") -> Tally:
    """Cut the power so many times, going on from what a cut left every fourth time.

    Args:
        who: ``station`` or ``hub``; folder: an empty one.
        synchronous: SQLite's word for how durable a commit is; below FULL the oracle must object.

    Raises:
        NoFuse: this machine cannot do it.
    """
    rng, tally, promised = Random(seed), Tally(), Promised()
    left = folder / "founded"
    left.mkdir()
    FOUNDERS[who](left)
    for life in range(-(-cuts // CUTS_A_LIFE)):
        with (
            Mounted(folder / f"disk-{life}", left) as disk,
            _working(who, disk.folder, synchronous, rng) as worker,
        ):
            for number in range(life * CUTS_A_LIFE, min(cuts, (life + 1) * CUTS_A_LIFE)):
                promised.hear(worker.works_on(rng.randint(1, BUSY)))
                cut = rng.choice(list(Cut))
                left = disk.cut(cut, rng.randrange(1 << 30), folder / f"left-{number}")
                tally.cuts += 1
                fault = judge(who, left, folder / f"judged-{number}", promised)
                if fault:
                    tally.faults.append(f"cut {number} ({cut}, {synchronous}): {fault}")
        if tally.faults:
            break
    tally.promised = len(promised.held)
    return tally


@contextmanager
def _working(who: str, folder: Path, synchronous: str, rng: Random) -> Iterator[Worker]:
    worker = Worker(who, folder, synchronous, rng)
    try:
        yield worker
    finally:
        worker.kill()
