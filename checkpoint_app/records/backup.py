"""A backup: one file with an encrypted copy of the store, its key file, and what they must hold.

The copy is of one moment, while the gate goes on: SQLite's online backup reads in a transaction of
its own, which no writer waits for. A backup has its name only once it was read again and verified.

The file is a tar of ``manifest.json`` with its ``manifest.sha256``, ``keys.json`` and
``station.db``; only the last two are secret, and they are encrypted.
"""

import hashlib
import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Annotated, Literal
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as dbapi
from msgspec import Meta

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupFolderMissing,
    BackupMissing,
    BackupNoRoom,
    BackupNotVerified,
    StoreDamaged,
)
from checkpoint_app.paths import flush_folder
from checkpoint_app.records import tables
from checkpoint_app.records.sqlcipher import open_connection, translating
from checkpoint_app.records.store import Store
from checkpoint_app.security.filelock import said

STORE, KEYS, MANIFEST = "station.db", "keys.json", "manifest.json"
CHECKSUM = "manifest.sha256"
_STEP = 64
_PAUSE_S = 0.001
_FLUSH_EVERY = 16
_CHUNK = 1 << 20
_MARGIN = 1_000_000
_MOST_KEYS, _MOST_MANIFEST = 1 << 20, 1 << 16
_SHA256 = Meta(pattern="^[0-9a-f]{64}$")


class Part(msgspec.Struct, frozen=True):
    """One file within the backup: its length in bytes, and SHA-256 in hexadecimal."""

    size: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, _SHA256]


class Manifest(msgspec.Struct, frozen=True):
    """What a backup must hold. Nothing personal.

    Attributes:
        station: whose it is; schema: the database's revision.
        made_at: ms since 1970 UTC.
        rows: how many rows each table has.
        journal, journal_hash: number and hash, in hexadecimal, of the last journal row.
    """

    version: Literal[1]
    station: UUID
    schema: str
    made_at: int
    rows: dict[str, int]
    journal: int
    journal_hash: str
    store: Part
    keys: Part


class _Found(msgspec.Struct, frozen=True):
    """What a database holds at one moment."""

    station: UUID
    schema: str
    rows: dict[str, int]
    journal: int
    journal_hash: str


def make(store: Path, keys: Path, key: bytes, target: Path, clock: Clock) -> Manifest:
    """Write a backup of a store, which may be in use.

    Args:
        store, keys: the database and its key file; key: which opens the database.
        target: the file; one of this name is replaced once the new one is verified.

    Raises:
        BackupFolderMissing: its folder is not there; a stick was pulled out, perhaps.
        BackupNoRoom: there is less room than twice the store's size.
        BackupNotVerified: the copy was made and is not whole; the file is as it was.
        StoreDamaged: the store itself cannot be read to its end.
        StoreNewer: a newer program wrote it.
        DiskFull, StoreReadOnly: it cannot be written.
    """
    if not target.parent.is_dir():
        raise BackupFolderMissing(folder=str(target.parent))
    Store.open(store, key, clock).close()  # brings an older one to this schema
    with said():
        _check_room(store, target.parent)
        draft, copy = _beside(target, ".new"), _beside(target, ".db.new")
        try:
            found = _copy(store, key, copy)
            # After the database: a PIN given meanwhile opens the copy, and none is lost.
            wraps = keys.read_bytes()
            try:
                check(copy, key, found, clock)
            except (StoreDamaged, BackupDamaged) as error:
                raise BackupNotVerified from error
            manifest = Manifest(
                version=1,
                station=found.station,
                schema=found.schema,
                made_at=clock.now_ms(),
                rows=found.rows,
                journal=found.journal,
                journal_hash=found.journal_hash,
                store=_part(copy),
                keys=Part(len(wraps), hashlib.sha256(wraps).hexdigest()),
            )
            _write(draft, manifest, wraps, copy)
            try:
                _read_again(draft, manifest)
            except BackupDamaged as error:
                raise BackupNotVerified from error
            draft.replace(target)
            flush_folder(target.parent)
            return manifest
        finally:
            for left in (draft, copy, *_side_files(copy)):
                left.unlink(missing_ok=True)


def read_manifest(file: Path) -> Manifest:
    """What a backup says it holds.

    Raises:
        BackupMissing: there is no such file, or it may not be read.
        BackupDamaged: it is no backup, or a newer program's.
    """
    with _opened(file) as parts:
        return _manifest(parts)


def unpack(file: Path, folder: Path) -> Manifest:
    """Put a backup's database and key file into an empty folder, as they were backed up.

    Raises:
        BackupMissing, BackupDamaged: see `read_manifest`; nothing of it is to be used then.
        DiskFull, StoreReadOnly: they cannot be written.
    """
    with _opened(file) as parts:
        manifest = _manifest(parts)
        for name, part in ((KEYS, manifest.keys), (STORE, manifest.store)):
            source = _member(parts, name, part.size)
            with said(), _private(folder / name) as target:
                if _copied(source, target) != part:
                    raise BackupDamaged
        with said():
            flush_folder(folder)
        return manifest


def check(database: Path, key: bytes, found: "Manifest | _Found", clock: Clock) -> None:
    """Prove a database that nobody uses: every page, every structure, the journal, the counts.

    It is brought to this program's schema.

    Raises:
        BackupDamaged: it is not whole, or not what it ought to be.
        StoreNewer: a newer program wrote it.
    """
    with translating(database), closing(open_connection(database, key)) as connection:
        bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        held = _look(connection)
    if (
        bad
        or not whole
        or any(getattr(held, f) != getattr(found, f) for f in held.__struct_fields__)
    ):
        raise BackupDamaged
    store = Store.open(database, key, clock)
    try:
        if not store.verify().ok:
            raise BackupDamaged
    finally:
        store.close()


def _check_room(store: Path, folder: Path) -> None:
    size = sum(part.stat().st_size for part in (store, *_side_files(store)) if part.is_file())
    free = shutil.disk_usage(folder).free
    needed = 2 * size + _MARGIN
    if free < needed:
        raise BackupNoRoom(needed_mb=-(-needed // 1_000_000), free_mb=free // 1_000_000)


def _copy(store: Path, key: bytes, copy: Path) -> _Found:
    """Copy the database as it is at this moment; others go on writing to it."""
    for left in (copy, *_side_files(copy)):
        left.unlink(missing_ok=True)
    handle = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with translating(copy), closing(open_connection(store, key)) as source:
            # A transaction pins the moment: without one the copying would begin anew with every
            # passage that is recorded meanwhile.
            source.execute("BEGIN")
            found = _look(source)
            with closing(_blank(copy, key)) as target:
                source.backup(target, pages=_STEP, progress=_Pause(handle))
        os.fsync(handle)
        return found
    finally:
        os.close(handle)


class _Pause:
    """Between two steps: let others have the processor and, now and then, a quiet disk."""

    def __init__(self, handle: int) -> None:
        self._handle, self._steps = handle, 0

    def __call__(self, _status: int, _remaining: int, _total: int) -> None:
        self._steps += 1
        if self._steps % _FLUSH_EVERY == 0:
            # Little at a time: what is not flushed yet is in the way of the next passage's flush.
            os.fsync(self._handle)
        time.sleep(_PAUSE_S)


def _blank(path: Path, key: bytes) -> dbapi.Connection:
    """A connection to a new database that is flushed by its maker, and needs no journal."""
    connection = dbapi.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _look(connection: dbapi.Connection) -> _Found:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    counted = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in sorted(there & set(tables.metadata.tables))
    }
    if not {"station", "journal", "alembic_version"} <= there or not counted["station"]:
        raise StoreDamaged
    (station,) = connection.execute("SELECT id FROM station").fetchone()
    (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    last = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    seq, journal_hash = last or (0, b"")
    return _Found(UUID(bytes=station), schema, counted, seq, journal_hash.hex())


def _write(draft: Path, manifest: Manifest, wraps: bytes, copy: Path) -> None:
    described = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    draft.unlink(missing_ok=True)
    with _private(draft) as file, tarfile.open(fileobj=file, mode="w") as parts:
        checksum = hashlib.sha256(described).hexdigest().encode()
        for name, content in ((MANIFEST, described), (CHECKSUM, checksum), (KEYS, wraps)):
            parts.addfile(_info(name, len(content), manifest), BytesIO(content))
        with copy.open("rb") as database:
            parts.addfile(_info(STORE, manifest.store.size, manifest), database)


def _info(name: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, manifest.made_at // 1000
    return info


def _read_again(file: Path, manifest: Manifest) -> None:
    with _opened(file) as parts:
        if _manifest(parts) != manifest:
            raise BackupDamaged
        for name, part in ((KEYS, manifest.keys), (STORE, manifest.store)):
            if _copied(_member(parts, name, part.size), None) != part:
                raise BackupDamaged


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with file.open("rb") as content, tarfile.open(fileobj=content, mode="r:") as parts:
            yield parts
    except OSError as error:
        raise BackupMissing(file=file.name) from error
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise BackupDamaged from error


def _manifest(parts: tarfile.TarFile) -> Manifest:
    content = _member(parts, MANIFEST, None).read(_MOST_MANIFEST)
    checksum = hashlib.sha256(content).hexdigest().encode()
    if _member(parts, CHECKSUM, len(checksum)).read() != checksum:
        raise BackupDamaged
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BackupDamaged from error
    if manifest.keys.size > _MOST_KEYS:
        raise BackupDamaged
    return manifest


def _member(parts: tarfile.TarFile, name: str, size: int | None) -> IO[bytes]:
    """A plain file of the backup; its length is as it was told, where it was."""
    try:
        info = parts.getmember(name)
    except KeyError as error:
        raise BackupDamaged from error
    content = parts.extractfile(info) if info.isreg() else None
    if content is None or size not in (None, info.size):
        raise BackupDamaged
    return content


def _part(path: Path) -> Part:
    with path.open("rb") as content:
        return _copied(content, None)


def _copied(source: IO[bytes], target: IO[bytes] | None) -> Part:
    """Read to the end, and write where that is wanted; what it was."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return Part(size, digest.hexdigest())


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A new file for its owner alone, on the disk at the end of the block."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending)


def _side_files(database: Path) -> tuple[Path, Path]:
    return _beside(database, "-wal"), _beside(database, "-shm")
