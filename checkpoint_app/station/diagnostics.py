"""What a helper far away needs to know of a station, and nothing of anybody in it.

Versions, settings, counts and causes. No names, numbers, texts of people, addresses with a
password, nor the folder of the user; the log holds none either.
"""

import json
import platform
import re
import sys
from collections import Counter, deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from checkpoint_app import __version__
from checkpoint_app.console import write_file
from checkpoint_app.domain.clock import iso
from checkpoint_app.scanner.camera_list import list_cameras
from checkpoint_app.scanner.serial_port import list_devices
from checkpoint_app.station.desk import Desk

LOG = "checkpoint.log"
LAST_LINES = 200
_HIDDEN = ("source", "scanner", "backup_folder", "wards")
"""Settings that may hold an address, a password or a folder: only their kind is told."""
_LONG_NUMBER = re.compile(r"\d{9,}")
_FOLDER = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s/\\:\"']+){2,}[/\\]")
_TROUBLE = re.compile(r" (WARNING|ERROR|CRITICAL) ")


def collect(desk: Desk, more: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Everything, ready to be written as JSON. Takes a second: cameras are asked.

    Args:
        more: what the caller knows beside it, such as the version of its toolkit.
    """
    shot, store = desk.snapshot(), desk.store
    lines = last_lines(desk)
    sync = shot.sync
    return {
        "made_at": iso(shot.at_ms),
        "program": {
            "version": __version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "bundle": bool(getattr(sys, "frozen", False)),
            **(more or {}),
        },
        "station": {
            "id": str(shot.info.id),
            "kind": shot.info.kind.value,
            "capacity": shot.capacity,
            "staff": dict(Counter(one.staff.role.value for one in desk.register.members())),
            "recovery_code": desk.register.has_recovery,
        },
        "settings": settings_of(desk),
        "devices": {
            "cameras": len(list_cameras(())),
            "serial_ports": len(list_devices()),
            "camera_now": desk.camera,
        },
        "store": {
            "megabytes": round(store.path.stat().st_size / 1e6, 1),
            "balance": msgspec.to_builtins(shot.balance),
            "inside": shot.inside,
            "lists": {kind.value: count for kind, count in store.lists.counts().items()},
            "sheets_printed": store.sheets.balance().printed,
        },
        "sending": {
            "hub": shot.info.enrolled,
            "cause": None if sync.cause is None else sync.cause.value,
            "since": None if sync.since_ms is None else iso(sync.since_ms),
            "unsent": shot.unsent,
            "oldest_unsent_at": None
            if shot.oldest_unsent_at is None
            else iso(shot.oldest_unsent_at),
            "clock_offset_ms": shot.clock_offset_ms,
            "set_by_hub": sorted(shot.hub_word.settings),
            "bulletin_fault": shot.hub_word.fault,
        },
        "upkeep": {
            "last_backup_at": None
            if shot.upkeep.last_backup_at is None
            else iso(shot.upkeep.last_backup_at),
            "backup_failure": None
            if shot.upkeep.backup_failure is None
            else shot.upkeep.backup_failure.code,
        },
        "trouble": [line for line in lines if _TROUBLE.search(line)][-50:],
    }


def settings_of(desk: Desk) -> dict[str, object]:
    """The settings in force; of those that may hold an address only what sort it is."""
    said: dict[str, object] = msgspec.to_builtins(desk.settings)
    for name in _HIDDEN:
        value = said[name]
        said[name] = len(value) if isinstance(value, list) else _sort_of(str(value))
    return said


def _sort_of(value: str) -> str:
    if not value or value.isdecimal() or value in ("auto", "none"):
        return value
    return "address" if "://" in value else "file"


def last_lines(desk: Desk, most: int = LAST_LINES) -> list[str]:
    """The last lines of the log; none where there is none, as in a trial."""
    file = desk.store.path.parent / "log" / LOG
    try:
        with file.open(encoding="utf-8", errors="replace") as log:
            return [line.rstrip("\n") for line in deque(log, most)]
    except OSError:
        return []


def scrubbed(lines: list[str]) -> list[str]:
    """The lines without folders and long numbers, should any ever stand in them."""
    return [_LONG_NUMBER.sub("#", _FOLDER.sub("…/", line)) for line in lines]


def write(desk: Desk, file: Path, more: Mapping[str, object] | None = None) -> None:
    """Write it to a file.

    Raises:
        OSError: it cannot be written there.
    """
    said = json.dumps(collect(desk, more), ensure_ascii=False, indent=2, default=str)
    write_file(file, said.encode() + b"\n")
