"""When the store is gone or broken: restoring a backup, and salvaging what can be read.

The store that was there is set aside and never deleted. What it holds and the backup does not is
carried over; ids stay as they were, so that the hub knows what it has already.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupNotVerified,
    BackupOfAnother,
    CheckpointError,
    DiskFull,
    KeysDamaged,
    NotAllowed,
    NotSetUp,
    StoreDamaged,
    StoreNewer,
    StoreReadOnly,
    StoreUnreadable,
    WouldLose,
)
from checkpoint_app.domain.progress import Tell, unheard
from checkpoint_app.paths import private_folder
from checkpoint_app.records import backup
from checkpoint_app.records.access import Action
from checkpoint_app.records.certificates import taken_away
from checkpoint_app.records.pages import fits
from checkpoint_app.records.readable import Readable, open_read_only
from checkpoint_app.records.salvage import SalvageReport, carry_over, salvage
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Role
from checkpoint_app.security.filelock import said
from checkpoint_app.security.keyfile import KeyFile
from checkpoint_app.security.lockout import Lockout
from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station import swap
from checkpoint_app.station.backups import Backups
from checkpoint_app.station.home import Home
from checkpoint_app.station.instance import only_one, refuse_in_use

Opener = Callable[[KeyFile], tuple[bytes, UUID | None]]
"""Opens a key file: gives the store's newest key and whose PIN it was, None for the code."""

STEPS = 5
"""Of a restore: unpacked, opened, checked, carried over, put in place."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did.

    Attributes:
        set_aside: where the store that was there is kept, None where there was none.
        carried: what was carried over from it, None where nothing could or had to be.
    """

    manifest: backup.Manifest
    set_aside: Path | None
    carried: SalvageReport | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What salvaging did.

    Attributes:
        set_aside: where the damaged store is kept; None where it was whole, and left alone.
        filled_from: the backup that filled gaps, None where none did.
    """

    report: SalvageReport
    set_aside: Path | None
    filled_from: Path | None = None


def with_pin(pin: str) -> Opener:
    """Open by somebody's PIN."""
    return lambda keys: keys.unlock(pin)


def with_recovery(code: str) -> Opener:
    """Open by the recovery code."""
    return lambda keys: (keys.unlock_recovery(code), None)


def restore(
    home: Home, file: Path, opener: Opener, *, force: bool = False, tell: Tell = unheard
) -> Restored:
    """Make the station what it was when a backup was made, and more: see the module.

    Args:
        force: go on where the store here is another station's, or cannot be carried over.
        tell: hears how many of the steps are done; nothing has changed where it ends the work.

    Raises:
        BackupMissing, BackupDamaged: not with this file.
        StoreNewer: a newer program made it.
        WrongPin, LockedOut, KeyringMissing: the backup's key file does not open.
        NotAllowed: not with the role that its owner had then.
        StationOpen: the station is open somewhere.
        BackupOfAnother, StoreUnreadable, WouldLose: passages could be lost; see `force`.
        DiskFull, StoreReadOnly: it cannot be written; nothing has changed.
    """
    with _alone(home), _stage(home) as stage:
        tell(0, STEPS)
        manifest = backup.unpack(file, stage)
        tell(1, STEPS)
        keys = KeyFile.load(stage / backup.KEYS)
        with Lockout(home.path / "lockout.json", home.clock).counting():
            newest, staff = opener(keys)
        store = stage / backup.STORE
        key = _key_that_fits(store, keys.keys(newest), BackupDamaged())
        tell(2, STEPS)
        backup.check(store, key, manifest, home.clock)
        tell(3, STEPS)
        with _closing([restored := open_read_only(store, key)]):
            _permit(restored, staff, Permission.RESTORE)
        staged = {swap.STORE: store, swap.KEYS: stage / backup.KEYS}
        carried = None
        if home.store_path.is_file():
            current = _keys_here(home, opener)
            carried = _carried(home, store, (key, *current), manifest.station, force)
            if key in current:  # the one here has newer PINs, and not those taken away since
                del staged[swap.KEYS]
        with closing(Store.open(store, key, home.clock)) as made:
            made.access.note(Action.RESTORE, staff)
        tell(4, STEPS)
        there = home.store_path.exists()
        with said():
            aside = swap.set_aside(home.path, home.clock.now_ms()) if there else None
            swap.put_in_place(home.path, staged)
        _log.info("restored a backup of %d", manifest.made_at)
        return Restored(manifest, aside, carried)


def salvage_home(
    home: Home, opener: Opener, backups: Path | None = None, tell: Tell = unheard
) -> Salvaged:
    """Make a whole store of a damaged one, its gaps filled from the newest backup that fits.

    Args:
        backups: the folder of backups; None for the one in the station's folder.
        tell: hears how many of the steps are done; nothing has changed where it ends the work.

    Raises:
        NotSetUp: there is no store here, not even a damaged one.
        StoreDamaged: nothing of it can be read.
        WrongPin, LockedOut, KeyringMissing, StationOpen, StoreNewer, DiskFull, StoreReadOnly: as
            for `restore`.
    """
    if not home.is_set_up():
        raise NotSetUp
    with _alone(home), _stage(home) as stage:
        tell(0, STEPS)
        keys, staff = _unlocked(home, opener)
        tell(1, STEPS)
        key, damaged = _readable(home.store_path, keys)
        with _closing([damaged]):
            _permit(damaged, staff, Permission.RESTORE)
            if not damaged.damaged and _is_whole(home, key):
                return Salvaged(SalvageReport(), None)
            sources, used = [damaged], None
            folder = backups or Backups.folder_in(home.path)
            tell(2, STEPS)
            if damaged.damaged:
                used, filler = _newest_backup(folder, stage, keys, damaged)
                sources += filler
            with _closing(sources[1:]):
                new = stage / "new.db"
                report = salvage(sources, new, key, home.clock)
                gone = [_gone_since(damaged, one) for one in sources[1:]]
        tell(3, STEPS)
        with closing(Store.open(new, key, home.clock)) as store:
            store.retention.repeat(set().union(*gone))
            if not store.staff():  # the first who ever had a PIN: somebody must decide here
                first = min(KeyFile.load(home.key_path).holders)
                store.add_staff("", Role.SUPERVISOR, first)
            if not store.verify().ok:
                raise BackupNotVerified
            store.access.note(Action.SALVAGE, staff)
        tell(4, STEPS)
        with said():
            aside = swap.set_aside(home.path, home.clock.now_ms())
            swap.put_in_place(home.path, {swap.STORE: new})
        _log.info("salvaged: at most %d passages lost", report.lost_passages)
        return Salvaged(report, aside, used)


def back_up(home: Home, opener: Opener, file: Path) -> backup.Manifest:
    """Write a verified backup of the station, which may be open meanwhile.

    Raises:
        NotSetUp: there is no station here.
        NotAllowed: not with this role.
        WrongPin, LockedOut, KeyringMissing: its key file does not open.
        BackupFolderMissing and kin: see `backup.make`.
    """
    if not home.is_set_up():
        raise NotSetUp
    keys, staff = _unlocked(home, opener)
    key = _key_that_fits(home.store_path, keys, StoreDamaged())
    with closing(Store.open(home.store_path, key, home.clock)) as store:
        role = next((one.role for one in store.staff() if one.id == staff), "")
        if staff is not None and not may(role, Permission.BACKUP):
            raise NotAllowed
        try:
            store.access.note(Action.BACKUP, staff)  # before: the copy says so too
        except (DiskFull, StoreReadOnly) as error:  # the more it is worth to have a copy
            _log.warning("backup not noted: %s", error.code)
    return backup.make(home.store_path, home.key_path, key, file, home.clock)


def _unlocked(home: Home, opener: Opener) -> tuple[tuple[bytes, ...], UUID | None]:
    """The keys that the store here may have, and whose PIN opened them."""
    try:
        keys = KeyFile.load(home.key_path)
    except FileNotFoundError as error:
        raise KeysDamaged from error
    with Lockout(home.path / "lockout.json", home.clock).counting():
        newest, staff = opener(keys)
    return keys.keys(newest), staff


def _permit(store: Readable, staff: UUID | None, permission: Permission) -> None:
    """Let whoever may do this; where the staff is lost with the store, whoever opened it."""
    roles = {row["id"]: row["role"] for row in store.rows("staff")}
    if staff is not None and roles and not may(roles.get(staff.bytes, ""), permission):
        raise NotAllowed


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """The station's folder for this alone, an earlier swap finished."""
    with said():
        private_folder(home.path)
    with only_one(home.path):
        refuse_in_use(home.store_path)
        with said():
            swap.finish(home.path)
        yield


@contextmanager
def _stage(home: Home) -> Iterator[Path]:
    """An empty folder on the same disk, gone again at the end."""
    stage = home.path / "staging"
    with said():
        shutil.rmtree(stage, ignore_errors=True)
        private_folder(stage)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _key_that_fits(store: Path, keys: Sequence[bytes], otherwise: CheckpointError) -> bytes:
    for key in keys:
        if fits(store, key):
            return key
    raise otherwise


def _readable(store: Path, keys: Sequence[bytes]) -> tuple[bytes, Readable]:
    """The key among these that opens a store, and what can be read of it."""
    refused: StoreDamaged | None = None
    for key in dict.fromkeys(keys):
        try:
            return key, open_read_only(store, key)
        except StoreDamaged as error:
            refused = error
    raise refused or StoreDamaged


def _keys_here(home: Home, opener: Opener) -> tuple[bytes, ...]:
    """The keys that a station's own key file gives; none where it does not open."""
    try:
        return _unlocked(home, opener)[0]
    except CheckpointError as error:
        _log.info("key file here not used: %s", type(error).__name__)
        return ()


def _carried(
    home: Home, store: Path, keys: Sequence[bytes], station: UUID, force: bool
) -> SalvageReport | None:
    """Add to a restored store what the one here has and it has not."""
    try:
        _, here = _readable(home.store_path, keys)
    except StoreDamaged as error:
        if force:
            return None
        raise StoreUnreadable from error
    with _closing([here]):
        info = here.info()
        if info is None or info.id != station:
            if force:
                return None
            raise BackupOfAnother if info else StoreUnreadable
        with _closing([copy := open_read_only(store, keys[0])]):
            gone = _gone_since(here, copy)
        try:
            carried = carry_over(here, store, keys[0], home.clock)
        except StoreNewer:
            if force:
                return None
            raise WouldLose(count=here.unsent()) from None
        with closing(Store.open(store, keys[0], home.clock)) as restored:
            restored.retention.repeat(gone)
        return carried


def _gone_since(store: Readable, copy: Readable) -> set[tuple[bytes, int]]:
    """What an older copy of a store would bring back that was deleted since."""
    bodies = [row["body"] for row in store.rows("certificate")]
    return taken_away(bodies, copy.rows("journal"), copy.rows("passage"))


def _newest_backup(
    folder: Path, stage: Path, keys: Sequence[bytes], damaged: Readable
) -> tuple[Path | None, list[Readable]]:
    """The newest whole backup of the same station that these keys open."""
    info = damaged.info()
    for number, file in enumerate(Backups.found_in(folder)):
        place = private_folder(stage / f"backup-{number}")
        try:
            manifest = backup.unpack(file, place)
            _, readable = _readable(place / backup.STORE, keys)
        except (CheckpointError, OSError) as error:
            _log.warning("backup not used: %s", type(error).__name__)
            shutil.rmtree(place)
            continue
        if info is None or manifest.station == info.id:
            return file, [readable]
        readable.close()
        shutil.rmtree(place)
    return None, []


def _is_whole(home: Home, key: bytes) -> bool:
    try:
        store = Store.open(home.store_path, key, home.clock)
    except StoreDamaged:
        return False
    try:
        return store.verify().ok
    except StoreDamaged:
        return False
    finally:
        store.close()


@contextmanager
def _closing(sources: Sequence[Readable]) -> Iterator[None]:
    try:
        yield
    finally:
        for source in sources:
            source.close()
