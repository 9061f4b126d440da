"""The commands for bad days: a backup, its way back, and what can be saved without one."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from checkpoint_app.cli.context import Context
from checkpoint_app.domain.clock import iso
from checkpoint_app.domain.errors import CheckpointError, Locked
from checkpoint_app.records import backup as backups
from checkpoint_app.records.readable import LostRange
from checkpoint_app.records.salvage import SalvageReport
from checkpoint_app.station import recovery
from checkpoint_app.station.home import Home

_HEX_KEY = 64


def backup(context: Context) -> int:
    """Write a verified backup to a file."""
    if context.args.key_from_stdin:
        return _for_the_station(context)
    _say_made(context, recovery.back_up(context.home, _opener(context), context.args.file))
    return 0


def _for_the_station(context: Context) -> int:
    """As a process of the station, which gives the key and reads the answer."""
    home: Home = context.home
    if hasattr(os, "nice"):
        os.nice(10)
    given = sys.stdin.buffer.read(_HEX_KEY)
    try:
        key = bytes.fromhex(given.decode("ascii"))
    except ValueError as error:
        raise Locked from error
    if len(key) * 2 != _HEX_KEY:
        raise Locked
    try:
        file: Path = context.args.file
        manifest = backups.make(home.store_path, home.key_path, key, file, home.clock)
    except CheckpointError as error:
        context.out.line(error=error.code, details=error.details)
        raise
    _say_made(context, manifest)
    return 0


def _say_made(context: Context, manifest: backups.Manifest) -> None:
    context.out.answer(
        "say.backup_made",
        file=str(context.args.file),
        passages=manifest.rows.get("passage", 0),
        journal=manifest.journal,
        bytes=manifest.store.size,
    )


def restore(context: Context) -> int:
    """Put a backup in the place of the store, which is set aside."""
    args = context.args
    done = recovery.restore(context.home, args.file, _opener(context), force=args.force)
    carried = done.carried
    if done.set_aside is not None:
        context.out.say("say.set_aside", folder=str(done.set_aside))
    context.out.answer(
        "say.restored",
        station=str(done.manifest.station),
        made_at=iso(done.manifest.made_at),
        passages=done.manifest.rows.get("passage", 0),
        carried=carried.saved.get("passage", 0) if carried else 0,
        set_aside=str(done.set_aside) if done.set_aside else None,
        **(_losses(carried) if carried else {}),
    )
    return 4 if carried is not None and carried.lost_passages else 0


def salvage(context: Context) -> int:
    """Make a whole store of a damaged one, and say what could not be saved."""
    done = recovery.salvage_home(context.home, _opener(context), context.args.backups)
    if done.set_aside is None:
        context.out.answer("say.store_whole", saved={}, lost_passages=0, set_aside=None)
        return 0
    report = done.report
    for gap in report.lost:
        words = asdict(gap) | {
            "from_ms": iso(gap.from_ms) if gap.from_ms is not None else "…",
            "until_ms": iso(gap.until_ms) if gap.until_ms is not None else "…",
        }
        context.out.say("say.lost_range", **words)
    if report.station_lost:
        context.out.say("say.station_lost")
    if report.lost_pages:
        context.out.say("say.lost_pages", count=report.lost_pages)
    context.out.say("say.set_aside", folder=str(done.set_aside))
    context.out.answer(
        "say.salvaged_uncounted" if report.uncounted else "say.salvaged",
        saved=report.saved,
        passages=report.saved.get("passage", 0),
        pending=report.pending,
        lost_pages=report.lost_pages,
        not_understood=report.not_understood,
        uncounted=report.uncounted,
        station_lost=report.station_lost,
        filled_from=done.filled_from.name if done.filled_from else None,
        continues={"journal": report.continues[0], "hash": report.continues[1]},
        set_aside=str(done.set_aside),
        **_losses(report),
    )
    return 4 if report.lost_passages or report.uncounted else 0


def _losses(report: SalvageReport) -> dict[str, Any]:
    return {
        "lost_passages": report.lost_passages,
        "lost": [_range(gap) for gap in report.lost],
    }


def _range(gap: LostRange) -> dict[str, object]:
    return {
        "after": gap.after,
        "until": gap.until,
        "passages": gap.passages,
        "from": iso(gap.from_ms) if gap.from_ms is not None else None,
        "to": iso(gap.until_ms) if gap.until_ms is not None else None,
    }


def _opener(context: Context) -> recovery.Opener:
    """By the recovery code where a file gives one, by the PIN otherwise."""
    file: Path | None = context.args.recovery_file
    if file is None:
        return recovery.with_pin(context.pin())
    try:
        return recovery.with_recovery(file.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise Locked from error
