"""The commands that keep a hub: letting go of what is old, backups and the way back."""

import os
from dataclasses import asdict
from pathlib import Path

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.clock import SystemClock, iso
from checkpoint_app.domain.hub_errors import BackupElsewhere
from checkpoint_app.hub import backup as backups
from checkpoint_app.hub import upkeep
from checkpoint_app.hub.place import is_server, path_of

PASSPHRASE_VARIABLE = "CHECKPOINT_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable


def purge(context: Context) -> int:
    """Let go of what was received too long ago."""
    with context.hub() as hub:
        done = upkeep.purge(hub, context.args.older_than or upkeep.KEEP)
    context.out.answer(
        "say.hub_purged",
        days=done.days,
        passages=done.passages,
        stays=done.stays,
        **asdict(done.left),
    )
    return 0


def backup(context: Context) -> int:
    """Write a verified backup of a hub on SQLite."""
    file: Path = context.args.file
    passphrase = _passphrase()
    made = backups.make(_database(context), file, passphrase, SystemClock())
    if passphrase is None:
        context.out.say("say.hub_backup_key")
    context.out.answer(
        "say.hub_backup",
        file=str(file),
        passages=made.held.rows.get("passage", 0),
        sites=made.held.rows.get("site", 0),
    )
    return 0


def restore(context: Context) -> int:
    """Put a backup in the place of the hub, which is set aside."""
    done, aside = backups.restore(
        context.args.file, _database(context), _passphrase(), SystemClock()
    )
    if aside is not None:
        context.out.say("say.set_aside", folder=str(aside))
    context.out.say("say.hub_restored_missing", made_at=iso(done.made_at))
    context.out.answer(
        "say.hub_restored",
        hub=str(done.held.hub),
        made_at=iso(done.made_at),
        passages=done.held.rows.get("passage", 0),
        set_aside=None if aside is None else str(aside),
    )
    return 0


def restored(context: Context) -> int:
    """Have the stations tell a hub what it lost when its server's own tools put it back."""
    held_until: int = context.args.to
    with context.hub() as hub:
        hub.bulletins.note_restored(held_until)
    context.out.answer("say.hub_restored_noted", to=iso(held_until))
    return 0


def _database(context: Context) -> Path:
    """The hub's file.

    Raises:
        BackupElsewhere: it is on a server, which has better ways.
    """
    if is_server(context.args.db):
        raise BackupElsewhere
    return path_of(context.home.path, context.args.db)


def _passphrase() -> str | None:
    return os.environ.get(PASSPHRASE_VARIABLE, "").strip() or None
