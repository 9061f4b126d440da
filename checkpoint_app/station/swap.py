"""Putting another store in the place of the one there, which is kept: wholly, even after a crash.

A WAL that stayed beside another database would be taken for its own. So everything is copied
aside first, then a note says what is to be done, and whoever comes next finishes it.
"""

import json
import os
import shutil
from pathlib import Path

from checkpoint_app.domain.clock import local
from checkpoint_app.paths import flush_folder, private_folder, write_private

STORE, KEYS = "station.db", "keys.json"
NOTE = "station.swap"
STAGED = ".staged"
_WAL = f"{STORE}-wal"
_OLD = (STORE, _WAL, KEYS)
_SIDE_FILES = (_WAL, f"{STORE}-shm")


def set_aside(home: Path, now_ms: int) -> Path:
    """Copy the store, as it is, into a folder of its own.

    Returns:
        The folder.

    Raises:
        OSError: it cannot be copied; nothing has changed.
    """
    folder = home / f"old-{local(now_ms):%Y%m%d-%H%M%S}"
    number = 0
    while folder.exists():
        number += 1
        folder = folder.with_name(f"{folder.name.partition('.')[0]}.{number}")
    private_folder(folder)
    for name in _OLD:
        if (home / name).is_file():
            copied = folder / name
            shutil.copyfile(home / name, copied)
            copied.chmod(0o600)
            with copied.open("r+b") as file:
                os.fsync(file.fileno())
    flush_folder(folder)
    flush_folder(home)
    return folder


def put_in_place(home: Path, staged: dict[str, Path]) -> None:
    """Put staged files, of the same disk, in the place of the ones there.

    Args:
        staged: what to put there, by the final name.

    Raises:
        OSError: it cannot be done; `finish` will do the rest.
    """
    for name, path in staged.items():
        path.replace(home / (name + STAGED))
    flush_folder(home)
    was = {name: _state(home / name) for name in (STORE, _WAL)}
    write_private(home / NOTE, json.dumps({"staged": sorted(staged), "was": was}).encode())
    finish(home)


def is_pending(home: Path) -> bool:
    """Whether a swap was cut off."""
    return (home / NOTE).is_file()


def finish(home: Path) -> bool:
    """Finish what a crash has cut off, if anything. Nobody may have the store open.

    Where somebody has worked with the old store since, it stays, and what was staged goes.

    Returns:
        True where there was something.
    """
    note = home / NOTE
    if not note.is_file():
        return False
    said = json.loads(note.read_bytes())
    names = [name for name in (KEYS, STORE) if name in said["staged"]]
    if (home / (STORE + STAGED)).exists():
        if not _untouched(home, said["was"]):
            for name in names:
                (home / (name + STAGED)).unlink(missing_ok=True)
            names = []
        else:
            for name in _SIDE_FILES:
                (home / name).unlink(missing_ok=True)
    # The store last: while its staged file is there, the side files may belong to the old one.
    for name in names:
        if (home / (name + STAGED)).exists():
            if (home / name).is_dir():  # somebody's folder in the place of the file
                (home / name).rename(home / f"{name}.folder")
            (home / (name + STAGED)).replace(home / name)
    flush_folder(home)
    note.unlink()
    flush_folder(home)
    return True


def _untouched(home: Path, was: dict[str, list[int] | None]) -> bool:
    """Whether the old store is as it was noted; its WAL may be gone, for `finish` removes it."""
    store, wal = _state(home / STORE), _state(home / _WAL)
    return store in (None, was[STORE]) and wal in (None, was[_WAL])


def _state(path: Path) -> list[int] | None:
    """Size and time of change; None for no such file, or an empty one."""
    if not path.is_file():
        return None
    found = path.stat()
    return [found.st_size, found.st_mtime_ns] if found.st_size else None
