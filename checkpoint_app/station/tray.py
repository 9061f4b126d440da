"""What waits for somebody: refused passages, sheets that are not typed, names that are damaged."""

from dataclasses import dataclass

from checkpoint_app.domain.clock import day_bounds, local
from checkpoint_app.domain.passage import Passage
from checkpoint_app.records.sheets import Closed, OpenSheet
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk

MOST = 200
_BACK_MS = 86_400_000
"""Damaged names of today and yesterday: later nobody remembers the card."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One passage that the hub does not take, why, and which field is to blame."""

    passage: Passage
    code: str | None
    field: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """All of it, each part the oldest first."""

    refused: tuple[Refused, ...] = ()
    sheets: tuple[OpenSheet, ...] = ()
    damaged: tuple[Passage, ...] = ()

    @property
    def count(self) -> int:
        """How much there is to do."""
        return len(self.refused) + len(self.sheets) + len(self.damaged)


def waiting(desk: Desk) -> Waiting:
    """What waits now."""
    store = desk.store
    refused = [
        Refused(item.passage, item.refusal_code, item.refusal_field)
        for item in store.outbox.needs_fix(MOST)
        if item.row["current"] and not item.row["voided"]  # a later revision speaks for the others
    ]
    sheets = [one for one in store.sheets.open() if one.missing or (one.typed and one.untyped)]
    today, _ = day_bounds(f"{local(desk.clock.now_ms()):%Y-%m-%d}")
    damaged = store.unclear.damaged_names(today - _BACK_MS)
    return Waiting(tuple(refused), tuple(sheets), tuple(reversed(damaged)))


def next_row(desk: Desk, sheet: OpenSheet) -> int:
    """The first row of a sheet that is not typed."""
    typed = set(desk.store.sheets.typed_rows(sheet.number))
    rows = range(sheet.first_row, sheet.last_row + 1)
    return next((row for row in rows if row not in typed), sheet.last_row)


def close_sheet(desk: Desk, number: str, how: Closed) -> bool:
    """Say what became of a sheet; False where it was said before.

    Raises:
        NotAllowed: not by who is on duty.
    """
    desk.permit(Permission.RECORD)
    return desk.store.sheets.close(number, how)
