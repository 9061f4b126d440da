"""The forgetful disk as a folder: a file system in a process of its own, through FUSE.

``python -m tests.faults.powercut.mount FOLDER BEGINNING`` shows a copy of BEGINNING at FOLDER and
says ``ready``. Each line of its input, ``[cut, seed, target]`` in JSON, writes to the folder
`target` what a power cut at this moment would leave, and is answered by ``done``; whoever works on
the disk does not notice. It ends with its input.
"""

import errno
import json
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mfusepy

from tests.faults.powercut.disk import Cut, Disk, File

_BLOCK = 4096
_ROOM = 1 << 20  # blocks


class Folder:
    """What FUSE asks for. One flat folder: a store needs no more."""

    use_ns = True

    def __init__(self, disk: Disk, lock: threading.Lock) -> None:
        self._disk = disk
        self._lock = lock
        self._open: dict[int, File] = {}
        self._next = 1

    def init(self, _path: str) -> None:
        """Mounted: programs may come."""
        say("ready")

    def getattr(self, path: str | None, handle: int | None = None) -> dict[str, int]:
        """Kind, rights and size."""
        if path == "/":
            return {"st_mode": stat.S_IFDIR | 0o700, "st_nlink": 2, **_owner()}
        with self._lock:
            file = self._file(path, handle)
            mode = stat.S_IFREG | file.mode
            return {"st_mode": mode, "st_nlink": 1, "st_size": len(file.current), **_owner()}

    def readdir(self, _path: str, _handle: int) -> Iterator[str]:
        """The names."""
        with self._lock:
            return iter([".", "..", *self._disk.files])

    def create(self, path: str, mode: int, _flags: int) -> int:
        """A new, empty file, open."""
        with self._lock:
            file = self._disk.files[path[1:]] = File()
            file.mode = stat.S_IMODE(mode)
            return self._handle(file)

    def open(self, path: str, _flags: int) -> int:
        """A file that is there."""
        with self._lock:
            return self._handle(self._file(path, None))

    def read(self, _path: str | None, size: int, offset: int, handle: int) -> bytes:
        """What programs see."""
        with self._lock:
            return bytes(self._open[handle].current[offset : offset + size])

    def write(self, _path: str | None, data: bytes, offset: int, handle: int) -> int:
        """Taken, and kept only from the next flush on."""
        with self._lock:
            self._open[handle].write(data, offset)
            return len(data)

    def truncate(self, path: str | None, length: int, handle: int | None = None) -> int:
        """As a write."""
        with self._lock:
            self._file(path, handle).truncate(length)
            return 0

    def fsync(self, _path: str | None, _data_only: int, handle: int) -> int:
        """The only way to make it stay."""
        with self._lock:
            self._open[handle].flush()
            return 0

    def release(self, _path: str | None, handle: int) -> int:
        """Closed; that keeps nothing."""
        with self._lock:
            del self._open[handle]
            return 0

    def rename(self, old: str, new: str) -> int:
        """In place of whatever was there."""
        with self._lock:
            self._disk.files[new[1:]] = self._disk.files.pop(old[1:])
            return 0

    def unlink(self, path: str) -> int:
        """Gone at once; who has it open goes on."""
        with self._lock:
            self._file(path, None)
            del self._disk.files[path[1:]]
            return 0

    def chmod(self, path: str | None, mode: int, handle: int | None = None) -> int:
        """Who may read it."""
        with self._lock:
            self._file(path, handle).mode = stat.S_IMODE(mode)
            return 0

    def utimens(self, _path: str | None, _times: object = None, _handle: object = None) -> int:
        """Times are of no interest here."""
        return 0

    def statfs(self, _path: str) -> dict[str, int]:
        """Room enough."""
        room = {"f_blocks": _ROOM, "f_bfree": _ROOM, "f_bavail": _ROOM}
        return {"f_bsize": _BLOCK, "f_frsize": _BLOCK, **room}

    def _file(self, path: str | None, handle: int | None) -> File:
        if handle in self._open:
            return self._open[handle]
        file = None if path is None else self._disk.files.get(path[1:])
        if file is None:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        return file

    def _handle(self, file: File) -> int:
        self._next += 1
        self._open[self._next] = file
        return self._next


def _owner() -> dict[str, int]:
    return {"st_uid": os.getuid(), "st_gid": os.getgid()}


def say(word: str) -> None:
    """One line to whoever started this."""
    print(word, flush=True)


def obey(disk: Disk, lock: threading.Lock, ended: threading.Event) -> None:
    """Do what each line of the input asks for, and end with it."""
    for line in sys.stdin:
        cut, seed, target = json.loads(line)
        with lock:
            left = disk.after(Cut(cut), seed)
        for name, data in left.items():
            Path(target, name).write_bytes(data)
        say("done")
    ended.set()
    os.kill(os.getpid(), signal.SIGTERM)  # FUSE's own way to end: it unmounts


def main(folder: str, beginning: str) -> None:
    """Show the disk until the input ends."""
    content = {path.name: path.read_bytes() for path in Path(beginning).iterdir()}
    disk, lock, ended = Disk(content), threading.Lock(), threading.Event()
    threading.Thread(target=obey, args=(disk, lock, ended), daemon=True).start()
    options: dict[str, Any] = {"foreground": True, "nothreads": True, "hard_remove": True}
    seen_at_once = dict.fromkeys(("attr_timeout", "entry_timeout", "negative_timeout"), 0)
    try:
        mfusepy.FUSE(Folder(disk, lock), folder, **options, **seen_at_once)
    except RuntimeError:
        if not ended.is_set():  # an end by a signal is an error to FUSE
            raise


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
