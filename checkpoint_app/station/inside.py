"""Who and what is inside, ready to be looked through; and taking back an exit that was none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Kind, Verdict
from checkpoint_app.domain.text import fold
from checkpoint_app.records.views import InsideRow
from checkpoint_app.station.close_out import AHEAD_MS, limit_ms
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome

MOST = 100_000


class Part(StrEnum):
    """Which of those inside are looked at."""

    ALL = "all"
    LATE = "late"
    VEHICLES = "vehicles"


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody inside, with what they are found by.

    Attributes:
        words: name without accents, numbers and plate; late: longer than is usual for their kind.
    """

    row: InsideRow
    words: str
    late: bool


@dataclass(slots=True)
class Finder:
    """Makes the list anew, and puts only those into searchable words who are new on it."""

    _words: dict[str, str] = field(default_factory=dict)

    def read(self, desk: Desk) -> list[Present]:
        """Who is inside now, the newest first. Takes a moment for twenty thousand."""
        now = desk.clock.now_ms()
        rows = desk.store.inside(MOST)
        limits = {kind.value: limit_ms(kind, desk.settings) for kind in Kind}
        known, words = self._words, {}
        for row in rows:
            found = known.get(row.entry)
            words[row.entry] = words_of(row) if found is None else found
        self._words = words
        return [
            Present(row, words[row.entry], _is_late(row, limits[row.kind_code], now))
            for row in rows
        ]


def words_of(row: InsideRow) -> str:
    """What somebody is found by."""
    return " ".join(
        (fold(row.name or ""), row.id_number or "", row.phone or "", (row.plate or "").lower())
    )


def looked_for(everybody: Sequence[Present], asked: str, part: Part) -> list[Present]:
    """Those of a part in whose words each typed word stands; dots and hyphens do not matter."""
    words = ["".join(filter(_counts, word)) for word in fold(asked).split()]
    found = everybody
    if part is Part.LATE:
        found = [one for one in everybody if one.late]
    elif part is Part.VEHICLES:
        found = [one for one in everybody if one.row.plate]
    return [one for one in found if all(word in one.words for word in words)]


def take_back(desk: Desk, passage_id: UUID) -> Outcome:
    """Void an exit that was recorded by mistake: whoever it was about is inside again."""
    now = desk.clock.now_ms()
    try:
        voided = desk.store.void(passage_id, desk.staff.id if desk.staff else None)
    except CheckpointError as error:
        return Outcome(Verdict.NOT_RECORDED, now, error=error)
    return desk.told(Outcome(Verdict.RECORDED, now, voided))


def _counts(char: str) -> bool:
    return char not in ".-"


def _is_late(row: InsideRow, limit: int | None, now: int) -> bool:
    """Longer than usual, or since a time that is still to come: a clock was ahead then."""
    if row.since > now + AHEAD_MS:
        return True
    return limit is not None and now - row.since >= limit
