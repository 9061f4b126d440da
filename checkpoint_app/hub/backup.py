"""A backup of a hub on SQLite: one file with a copy of its database, and the way back.

The file is a tar of ``manifest.json``, ``hub.db`` and ``hub.identity`` where there is one, all but
the first encrypted under the hub's key, and ``hub.wrap``: that key under a passphrase, where one
was given. Without it the backup opens with the folder's own ``hub.key`` only: keep that apart.
"""

import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Literal

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupMissing,
    BackupNoRoom,
    BackupNotVerified,
    HubDamaged,
    KeyringMissing,
)
from checkpoint_app.domain.hub_errors import BackupKeyMissing
from checkpoint_app.hub.bulletins import Bulletins
from checkpoint_app.hub.key import keep_key, load_key
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store import snapshot
from checkpoint_app.hub.store.database import open_sqlite
from checkpoint_app.hub.store.snapshot import Held
from checkpoint_app.paths import flush_folder, private_folder
from checkpoint_app.security.filelock import said
from checkpoint_app.security.keyformat import Cost
from checkpoint_app.security.secret_words import check_secret, normalised

DATABASE, IDENTITY, WRAP, MANIFEST = "hub.db", "hub.identity", "hub.wrap", "manifest.json"
_SIDES = ("-wal", "-shm")
_MARGIN = 1_000_000
_MOST_SMALL = 1 << 20
_CHUNK = 1 << 20


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds; nothing personal. `made_at` is ms since 1970 UTC."""

    version: Literal[1]
    made_at: int
    held: Held


class _Wrap(msgspec.Struct, frozen=True):
    """The hub's key under a passphrase: Argon2id (RFC 9106), AES key wrap (RFC 3394)."""

    salt: bytes
    cost: Cost
    wrapped: bytes


def make(database: Path, target: Path, passphrase: str | None, clock: Clock) -> Manifest:
    """Write a backup of a hub, which may be serving.

    Args:
        database: its file; target: the backup, which replaces one of this name once it is verified.
        passphrase: opens it where the key file is lost; None for none.

    Raises:
        WeakPin: the passphrase is too weak.
        BackupFolderMissing, BackupNoRoom: there is no place for it.
        BackupNotVerified: the copy is not whole, and is not kept.
        HubDamaged, KeyringMissing: the hub itself cannot be read.
        DiskFull, StoreReadOnly: it cannot be written.
    """
    if passphrase is not None:
        check_secret(passphrase)
    if not target.parent.is_dir():
        raise BackupFolderMissing(folder=str(target.parent))
    if not database.is_file():
        raise HubDamaged
    key = load_key(database)
    draft, copied = _beside(target, ".new"), _beside(target, ".db.new")
    with said():
        _check_room(database, target.parent)
        try:
            held = snapshot.copy(database, key, copied)
            try:
                snapshot.check(copied, key, held)
            except HubDamaged as error:
                raise BackupNotVerified from error
            manifest = Manifest(1, clock.now_ms(), held)
            small = {MANIFEST: msgspec.json.encode(manifest)}
            identity = database.with_suffix(".identity")
            if identity.is_file():
                small[IDENTITY] = identity.read_bytes()
            if passphrase is not None:
                small[WRAP] = msgspec.json.encode(_wrapped(key, passphrase))
            _write(draft, small, copied, manifest.made_at // 1000)
            draft.replace(target)
            flush_folder(target.parent)
            return manifest
        finally:
            for left in (draft, copied, *(_beside(copied, side) for side in _SIDES)):
                left.unlink(missing_ok=True)


def restore(
    file: Path, database: Path, passphrase: str | None, clock: Clock
) -> tuple[Manifest, Path | None]:
    """Put a backup in the place of a hub, which must not be serving.

    Returns:
        What was restored, and the folder in which the hub that was here is set aside.

    Raises:
        BackupMissing, BackupDamaged: there is nothing to restore; nothing was changed.
        BackupKeyMissing: neither the key file here nor the passphrase opens it.
        StoreBusy: the hub here is in use.
        DiskFull, StoreReadOnly: it cannot be written.
    """
    home = private_folder(database.parent)
    unpacked = home / f"{database.name}.restoring"
    with said():
        shutil.rmtree(unpacked, ignore_errors=True)
        private_folder(unpacked)
        try:
            manifest = _unpack(file, unpacked)
            key, from_wrap = _key(unpacked, database, passphrase)
            try:
                snapshot.check(unpacked / DATABASE, key, manifest.held)
            except HubDamaged as error:
                raise BackupDamaged from error
            _note(unpacked / DATABASE, key, manifest.made_at, clock)
            aside = _set_aside(database, clock) if database.exists() else None
            (unpacked / DATABASE).replace(database)
            if (unpacked / IDENTITY).exists():
                (unpacked / IDENTITY).replace(database.with_suffix(".identity"))
            if from_wrap:
                database.with_suffix(".key").unlink(missing_ok=True)
                keep_key(database, key)
            flush_folder(home)
            return manifest, aside
        finally:
            shutil.rmtree(unpacked, ignore_errors=True)


def _note(database: Path, key: bytes, made_at: int, clock: Clock) -> None:
    """Have it known in the database itself that it was put back, before it is in its place."""
    vault = Vault(key)
    opened, hub_id = open_sqlite(database, key, vault, clock.now_ms())
    try:
        Bulletins(opened, vault, hub_id, clock).note_restored(made_at)
    finally:
        opened.close()


def _check_room(database: Path, folder: Path) -> None:
    sides = (_beside(database, side) for side in ("", *_SIDES))
    needed = 2 * sum(side.stat().st_size for side in sides if side.is_file()) + _MARGIN
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BackupNoRoom(needed_mb=-(-needed // 1_000_000), free_mb=free // 1_000_000)


def _write(draft: Path, small: dict[str, bytes], copied: Path, made_at_s: int) -> None:
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as parts:
            for name, content in small.items():
                parts.addfile(_info(name, len(content), made_at_s), BytesIO(content))
            with copied.open("rb") as database:
                parts.addfile(_info(DATABASE, copied.stat().st_size, made_at_s), database)
        file.flush()
        os.fsync(file.fileno())


def _info(name: str, size: int, made_at_s: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, made_at_s
    return info


def _unpack(file: Path, folder: Path) -> Manifest:
    with _opened(file) as parts:
        found = {info.name: info for info in parts.getmembers() if info.isreg()}
        if not {MANIFEST, DATABASE} <= set(found):
            raise BackupDamaged
        for name in (MANIFEST, IDENTITY, WRAP, DATABASE):
            if name not in found:
                continue
            source = parts.extractfile(found[name])
            if source is None or (name != DATABASE and found[name].size > _MOST_SMALL):
                raise BackupDamaged
            handle = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as target:
                if _copied(source, target) != found[name].size:
                    raise BackupDamaged
                target.flush()
                os.fsync(target.fileno())
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BackupDamaged from error


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        content = file.open("rb")
    except OSError as error:
        raise BackupMissing(file=file.name) from error
    try:
        with content, tarfile.open(fileobj=content, mode="r:") as parts:
            yield parts
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise BackupDamaged from error


def _copied(source: IO[bytes], target: IO[bytes]) -> int:
    size = 0
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        size += len(chunk)
    return size


def _key(unpacked: Path, database: Path, passphrase: str | None) -> tuple[bytes, bool]:
    """The key that opens the backup, and whether it came out of the backup itself."""
    if database.with_suffix(".key").exists():
        here = load_key(database)
        if snapshot.fits(unpacked / DATABASE, here):
            return here, False
    if passphrase is not None and (unpacked / WRAP).exists():
        try:
            wrap = msgspec.json.decode((unpacked / WRAP).read_bytes(), type=_Wrap)
            return aes_key_unwrap(_stretched(passphrase, wrap), wrap.wrapped), True
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BackupDamaged from error
        except (InvalidUnwrap, ValueError) as error:
            raise BackupKeyMissing from error
    raise BackupKeyMissing


def _set_aside(database: Path, clock: Clock) -> Path:
    """Move the hub that is here, whole or not, into a folder of its own."""
    key_file = database.with_suffix(".key")
    aside = database.parent / f"before-restore-{local(clock.now_ms()):%Y%m%d-%H%M%S}"
    if key_file.exists():
        with suppress(HubDamaged, KeyringMissing):  # what cannot be opened is not in use either
            snapshot.check_unused(database, load_key(database))
        private_folder(aside)
        shutil.copy2(key_file, aside / key_file.name)
    private_folder(aside)
    moved = [database, *(_beside(database, side) for side in _SIDES)]
    for each in (*moved, database.with_suffix(".identity")):
        if each.exists():
            each.replace(aside / each.name)
    return aside


def _wrapped(key: bytes, passphrase: str) -> _Wrap:
    wrap = _Wrap(os.urandom(16), Cost(), b"")
    return msgspec.structs.replace(wrap, wrapped=aes_key_wrap(_stretched(passphrase, wrap), key))


def _stretched(passphrase: str, wrap: _Wrap) -> bytes:
    return hash_secret_raw(
        normalised(passphrase).encode(),
        wrap.salt,
        time_cost=wrap.cost.passes,
        memory_cost=wrap.cost.memory,
        parallelism=wrap.cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
