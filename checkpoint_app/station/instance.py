"""Whether somebody else has this station open, so that two never work on it unawares."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkpoint_app.domain.errors import StationOpen
from checkpoint_app.security.filelock import said

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
"""Where whoever has an SQLite database open holds a lock (https://www.sqlite.org/fileformat2.html,
the lock-byte page); in WAL mode for as long as it is open."""
_TAKEN = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


WHOLE, WINDOW = "station.lock", "window.lock"
"""What one alone may do in a station's folder: put another store there; show the window."""


@contextmanager
def only_one(home: Path, what: str = WHOLE) -> Iterator[None]:
    """Keep a second one from a station's folder; it ends with the process, even a killed one.

    Raises:
        StationOpen: there is another one.
        DiskFull, StoreReadOnly: nothing can be written there.
    """
    with said():
        handle = os.open(home / what, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                raise StationOpen from error
            raise
        yield
    finally:
        os.close(handle)


def refuse_in_use(store: Path) -> None:
    """Refuse where another program has the database open. This one must not have it open.

    On Windows nothing is asked: a file that somebody has open cannot be replaced there.

    Raises:
        StationOpen: somebody has.
    """
    if sys.platform == "win32" or not store.is_file():
        return
    with said():
        handle = os.open(store, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
    except OSError as error:
        if error.errno in _TAKEN:
            raise StationOpen from error
        raise
    finally:
        os.close(handle)
