"""One process at a time changes a small file; the lock ends with the process that holds it."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkpoint_app.domain.errors import DiskFull, StoreBusy, StoreReadOnly

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE_S = 10.0
_PAUSE_S = 0.02


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other processes, and other threads of this one, from changing a file meanwhile.

    Args:
        path: the file; the lock is a file of its own beside it, for the file itself is replaced.

    Raises:
        StoreBusy: someone else holds it for too long.
        DiskFull, StoreReadOnly: nothing can be written there, found before or within the block.
    """
    with said(), _opened(path.with_name(path.name + ".lock")) as handle:
        until = time.monotonic() + PATIENCE_S
        while not _take(handle):
            if time.monotonic() > until:
                raise StoreBusy
            time.sleep(_PAUSE_S)
        yield


@contextmanager
def said() -> Iterator[None]:
    """Say in our own words why a file could not be written.

    Raises:
        DiskFull, StoreReadOnly: instead of the system's error.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise (DiskFull if full else StoreReadOnly) from error


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)  # gives the lock back


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
