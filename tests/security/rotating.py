"""Cuts rotations off, each at another step, and says what is left; run as a program of its own.

A step is a call to the operating system that Python tells of (opening, renaming, removing,
locking, flushing a file), or the moment before or after the database has its new key. Each
rotation runs in a forked process which ends itself by SIGKILL at its step.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.security.keyfile import KeyFile
from tests.security.rekeying import rekey_database, rows

FILES = ("keys.json", "store.db")


class Steps:
    """Counts the steps; the process ends at the one it is told to end at."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.count = 0

    def __call__(self, event: str = "", _given: object = None) -> None:
        room = event.split(".", maxsplit=1)[0]
        if event and (room not in ("open", "os", "fcntl") or event == "os.kill"):
            return
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1


def rotate(folder: Path, pin: str, steps: Steps) -> None:
    """One rotation, or the rest of one that was cut off."""
    file = KeyFile.load(folder / "keys.json")
    key, _ = file.unlock(pin)
    old = next(one for one in file.keys(key) if rows(folder / "store.db", one) is not None)
    change = rekey_database(folder / "store.db", old)
    sys.addaudithook(steps)
    flush = os.fsync

    def fsync(handle: int) -> None:
        steps()
        flush(handle)
        steps()

    setattr(os, "fsync", fsync)  # noqa: B010 - the one call that no audit event tells of

    def rekey(new: bytes) -> None:
        steps()
        change(new)
        steps()

    file.rotate(key, rekey)


def forked(work: Callable[[], None]) -> bool:
    """Do it in a process of its own; True where that came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0
    return True


def seen(folder: Path, pins: list[str], code: str) -> dict[str, object]:
    """Who can still open what."""
    found: dict[str, object] = {}
    for pin in (*pins, code):
        file = KeyFile.load(folder / "keys.json")
        try:
            key = file.unlock_recovery(pin) if pin == code else file.unlock(pin)[0]
            counts = [rows(folder / "store.db", one) for one in file.keys(key)]
        except CheckpointError as error:
            found[pin] = error.code
        else:
            found[pin] = [count for count in counts if count is not None]
    return found


def main(folder: Path, code: str, pins: list[str]) -> None:
    """One JSON line for each step: what was left there, and after the rotation was repeated."""
    for last in range(1000):
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for name in FILES:
            shutil.copy(folder / name, work / name)
        before = (work / "store.db").read_bytes()[:4096]
        ended = forked(partial(rotate, work, pins[0], Steps(last)))
        left = seen(work, pins, code)
        assert forked(partial(rotate, work, pins[1], Steps(-1)))
        after = seen(work, pins, code)
        new = (work / "store.db").read_bytes()[:4096] != before
        line = {"step": last, "ended": ended, "left": left, "after": after, "new": new}
        sys.stdout.write(json.dumps(line) + "\n")
        if ended:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
