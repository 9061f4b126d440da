"""The rows of the watch list, whoever it comes from."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from checkpoint_app.domain.listed import WatchEntry
from checkpoint_app.domain.text import fold

WATCH_COLUMNS = "name, id_number, phone, plate, instruction, until"
ADD_WATCH = (
    f"INSERT INTO watched({WATCH_COLUMNS}, name_fold, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of our own columns
)


def watch_row(row: WatchEntry) -> tuple[object, ...]:
    """An entry as `ADD_WATCH` writes it, but for its source."""
    values = asdict(row)
    values["until"] = row.until.isoformat() if row.until else None
    return (*values.values(), fold(row.name or "") or None)


def watch_entry(row: Iterable[Any]) -> WatchEntry:
    """The entry of a row of `WATCH_COLUMNS`."""
    name, number, phone, plate, instruction, until = row
    last = date.fromisoformat(until) if until else None
    return WatchEntry(name, number, phone, plate, instruction, last)
