"""The store in the hands of whoever looks after it: check, copy, delete what is too old."""

import json
from pathlib import Path

from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.domain.progress import Tell, unheard
from checkpoint_app.records.access import Action
from checkpoint_app.records.purging import Purged
from checkpoint_app.records.views import Verification
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk

DAY_MS = 86_400_000


def check(desk: Desk, tell: Tell = unheard) -> Verification:
    """Recompute the journal and recount everything; the gate goes on meanwhile.

    Raises:
        NotAllowed: not by who is on duty.
        Stopped: see `Tell`.
        StoreDamaged: a page cannot be read.
    """
    desk.permit(Permission.VERIFY)
    return desk.store.verify(tell)


def back_up(desk: Desk, file: Path | None = None) -> Path:
    """A verified backup: the next of the rolling ones, or in a file of somebody's choice.

    Raises:
        NotAllowed: not by who is on duty.
        BackupFolderMissing and kin: see `Backups.run`.
    """
    desk.permit(Permission.BACKUP)
    assert desk.backups is not None  # a trial has none, and no such page
    desk.store.access.note(Action.BACKUP, desk.staff.id if desk.staff else None)
    if file is None:
        return desk.backups.run()
    desk.backups.copy_to(file)
    return file


def limit_of(desk: Desk, days: int) -> int:
    """The first moment of the days that are kept, ms since 1970 UTC, by the site's calendar."""
    first, _ = day_bounds(f"{local(desk.clock.now_ms()):%Y-%m-%d}")
    return first - days * DAY_MS


def purge(desk: Desk, days: int, reason: str, tell: Tell = unheard) -> Purged:
    """Delete what is older than so many days and was confirmed by the hub.

    Raises:
        NotAllowed: not by who is on duty.
        JournalBroken: the store was tampered with; nothing is deleted then.
    """
    desk.permit(Permission.PURGE)
    limit = limit_of(desk, days)
    done = desk.store.retention.purge(limit, inside_before=limit, tell=tell)
    desk.store.access.note(
        Action.PURGE, desk.staff.id if desk.staff else None, reason=reason, items=done.passages
    )
    return done


def write_certificates(file: Path, done: Purged) -> None:
    """The signed statements of what was deleted, as JSON, for whoever asks later.

    Raises:
        OSError: the file cannot be written.
    """
    said = [{"body": one.body, "signature": one.signature.hex()} for one in done.certificates]
    write_file(file, json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n")
