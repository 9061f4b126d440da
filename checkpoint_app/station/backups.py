"""Backups by themselves: hourly, daily, weekly, in a folder here or on a stick.

Each is made by a process of its own, so that verifying it, which takes a processor, never keeps
the gate waiting. A stick that is not there is said, and tried again.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupNoRoom,
    BackupNotVerified,
    CheckpointError,
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreReadOnly,
)
from checkpoint_app.paths import private_folder, program
from checkpoint_app.security.filelock import said

HOURLY, DAILY, WEEKLY = 6, 7, 3
EVERY_MS = 3_600_000
AGAIN_S = 300.0
RESERVE = 200_000_000
"""Bytes that a backup leaves free beyond what it needs: the store needs room to go on."""
_NAME = re.compile(r"([0-9a-f]{8})-(\d{8}T\d{6}Z)\.backup")
_STAMP = "%Y%m%dT%H%M%SZ"
_CAUSES = (
    BackupDamaged,
    BackupFolderMissing,
    BackupNoRoom,
    BackupNotVerified,
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreReadOnly,
)


class Backups:
    """The rolling backups of one station. `run` is for a thread that may wait."""

    def __init__(
        self, home: Path, key: bytes, station: UUID, clock: Clock, folder: Path | None = None
    ) -> None:
        """Look after a station's backups.

        Args:
            home: the station's folder; key: its store's.
            folder: where they go, a stick perhaps; None for a folder within `home`.
        """
        self._home, self._key, self._clock = home, key, clock
        self._own = folder is None
        self.folder = folder or self.folder_in(home)
        self._prefix = station.hex[-8:]  # an id's first digits are a time
        self._failed_at: float | None = None
        self.failure: CheckpointError | None = None

    @staticmethod
    def folder_in(home: Path) -> Path:
        """The folder of backups within a station's folder."""
        return home / "backups"

    @staticmethod
    def found_in(folder: Path) -> list[Path]:
        """The backups in a folder, of any station, the newest first."""
        try:
            there = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
        except OSError:
            return []
        return sorted(there, key=lambda path: path.name.partition("-")[2], reverse=True)

    def use_key(self, key: bytes) -> None:
        """The store has another key from now on."""
        self._key = key

    def last_at(self) -> int | None:
        """When the newest backup was made, ms since 1970 UTC; None where there is none."""
        now = self._clock.now_ms()
        return max((at for at in self._made() if at <= now), default=None)

    def due(self) -> bool:
        """True where it is time for the next one, or for another try after a failure."""
        if self._failed_at is not None and self._clock.monotonic() - self._failed_at < AGAIN_S:
            return False
        last = self.last_at()
        return last is None or self._clock.now_ms() - last >= EVERY_MS

    def run(self) -> Path:
        """Make one now, and delete the ones that are too many.

        Returns:
            The file.

        Raises:
            BackupFolderMissing: the stick is not there.
            BackupNoRoom: too little room is left.
            BackupNotVerified, StoreDamaged, DiskFull, StoreReadOnly, StoreBusy: see `backup.make`.
        """
        try:
            file = self._make()
        except CheckpointError as error:
            self._failed_at, self.failure = self._clock.monotonic(), error
            raise
        self._failed_at = self.failure = None
        self._prune()
        return file

    def copy_to(self, file: Path) -> None:
        """Make one in a file of somebody's choice; the rolling ones are left alone.

        Raises:
            As for `run`.
        """
        if not file.parent.is_dir():
            raise BackupFolderMissing(folder=str(file.parent))
        self._check_reserve(file.parent)
        self._write(file)

    def renew(self) -> int:
        """Make one now and delete every older one here: they hold somebody who was deleted.

        Returns:
            How many were deleted.

        Raises:
            As for `run`; the older ones are kept then.
        """
        newest = self.run()
        older = [file for file in self.own() if file != newest]
        with said():
            for file in older:
                file.unlink(missing_ok=True)
        return len(older)

    def own(self) -> list[Path]:
        """This station's backups in the folder."""
        return [file for file in self.found_in(self.folder) if file.name.startswith(self._prefix)]

    def set_aside(self) -> list[Path]:
        """The older stores that a restore or a salvage has kept beside this one."""
        return sorted(self._home.glob("old-*"))

    def _make(self) -> Path:
        if self._own:
            with said():
                private_folder(self.folder)
        elif not self.folder.is_dir():
            raise BackupFolderMissing(folder=str(self.folder))
        self._check_reserve(self.folder)
        stamp = datetime.fromtimestamp(self._clock.now_ms() / 1000, UTC).strftime(_STAMP)
        file = self.folder / f"{self._prefix}-{stamp}.backup"
        self._write(file)
        return file

    def _write(self, file: Path) -> None:
        words = ["--home", str(self._home), "--json", "backup", str(file), "--key-from-stdin"]
        done = subprocess.run(  # noqa: S603 - this program itself
            [*program(), *words], input=self._key.hex().encode(), capture_output=True, check=False
        )
        if done.returncode != 0:
            raise _cause(done.stdout)

    def _check_reserve(self, folder: Path) -> None:
        store = self._home / "station.db"
        wal = store.with_name(store.name + "-wal")
        with said():
            size = sum(path.stat().st_size for path in (store, wal) if path.is_file())
            free = shutil.disk_usage(folder).free
        needed = 2 * size + RESERVE
        if free < needed:
            raise BackupNoRoom(needed_mb=needed // 1_000_000, free_mb=free // 1_000_000)

    def _made(self) -> dict[int, Path]:
        """This station's backups by when they were made."""
        made = {}
        for path in self.found_in(self.folder):
            found = _NAME.fullmatch(path.name)
            if found is not None and found[1] == self._prefix:
                made[_at(found[2])] = path
        return made

    def _prune(self) -> None:
        made = self._made()
        keep = kept(made, self._clock.now_ms())
        with said():
            for at, path in made.items():
                if at not in keep:
                    path.unlink(missing_ok=True)
            for left in self.folder.glob(f"{self._prefix}-*.backup.*new*"):
                left.unlink(missing_ok=True)  # of one that was killed


def gone_by(now_ms: int) -> str:
    """The day (``YYYY-MM-DD``) by which the backups made until now are gone, if new ones follow."""
    today = local(now_ms).date()
    return f"{today + timedelta(weeks=WEEKLY, days=-today.weekday()):%Y-%m-%d}"


def kept(made: Iterable[int], now_ms: int) -> set[int]:
    """Which of the backups made at these times (ms since 1970 UTC) are kept.

    The newest of each of the last hours, days and weeks that have any. Of those from the future,
    made while the clock was wrong, one: they must not take the places of the others.
    """
    times = sorted(made, reverse=True)
    keep = set(times[:1])
    past = [at for at in times if at <= now_ms]
    keep.update(past[:1])
    for pattern, most in (("%Y%m%d%H", HOURLY), ("%Y%m%d", DAILY), ("%G%V", WEEKLY)):
        newest: dict[str, int] = {}
        for at in past:
            newest.setdefault(local(at).strftime(pattern), at)
        keep.update(list(newest.values())[:most])
    return keep


def _at(stamp: str) -> int:
    moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def _cause(answer: bytes) -> CheckpointError:
    """What the other process said went wrong."""
    try:
        said_there = json.loads(answer)
        code, details = said_there["error"], dict(said_there["details"])
    except (ValueError, KeyError, TypeError):
        return BackupNotVerified()
    kind = next((cause for cause in _CAUSES if cause.code == code), CheckpointError)
    return kind(**details)
