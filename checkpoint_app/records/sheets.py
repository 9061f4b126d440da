"""The numbered paper sheets this station printed, and what of them was typed in.

Numbers run without a gap, so that a sheet nobody has seen again is missed by its number. A sheet is
open until each of its rows was typed, or until somebody says what became of the others.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock, local
from checkpoint_app.domain.documents import SheetCode
from checkpoint_app.records.sqlcipher import Database, plain

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and no O, which people read as digits
_OPEN = (
    "SELECT s.no, s.number, s.first_row, s.last_row, s.printed_at, "
    "(SELECT count(DISTINCT p.row) FROM passage p WHERE p.sheet = s.number "
    " AND p.row BETWEEN s.first_row AND s.last_row AND p.current = 1 AND p.voided = 0) AS typed "
    "FROM sheet s WHERE s.closed_at IS NULL ORDER BY s.no"
)
_LAST_DONE = "SELECT coalesce(max(no), 0) FROM sheet WHERE closed_at IS NOT NULL AND typed > 0"
_TYPED_ROWS = (
    "SELECT DISTINCT row FROM passage WHERE sheet = ? AND row IS NOT NULL AND current = 1 "
    "AND voided = 0 ORDER BY row"
)


class Closed(StrEnum):
    """What became of a sheet."""

    TYPED = "typed"  # each row
    REST_EMPTY = "rest_empty"  # what was written is typed, the other rows are empty
    UNUSED = "unused"  # nothing was written on it
    SPOILED = "spoiled"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet that is not done; `printed_at` in ms since 1970 UTC.

    Attributes:
        typed: how many of its rows are.
        missing: nothing of it is typed, and of a later one something is.
    """

    number: str
    first_row: int
    last_row: int
    printed_at: int
    typed: int
    missing: bool

    @property
    def untyped(self) -> int:
        """How many rows are not typed."""
        return self.last_row - self.first_row + 1 - self.typed


@dataclass(frozen=True, slots=True)
class PaperBalance:
    """The sheets in numbers.

    Attributes:
        printed: sheets; closed: of these, by what became of them; open: those that are not done.
        rows_printed, rows_typed: of all sheets; untyped: of sheets that are begun.
        missing: the numbers of sheets passed over.
        oldest_open_at: when the oldest sheet that is begun or passed over was printed.
    """

    printed: int
    closed: dict[Closed, int]
    open: int
    rows_printed: int
    rows_typed: int
    untyped: int
    missing: tuple[str, ...]
    oldest_open_at: int | None


NO_PAPER = PaperBalance(0, {}, 0, 0, 0, 0, (), None)
"""A station that printed no sheet."""


class Sheets:
    """The sheets of one store. Thread-safe."""

    def __init__(self, database: Database, station: UUID, clock: Clock) -> None:
        """Work on an open store; `station` gives the numbers their first letters."""
        self._database = database
        self._clock = clock
        self._prefix = prefix_of(station)

    def issue(self, count: int, rows: int, site: str, staff: UUID | None) -> list[SheetCode]:
        """Take the next numbers, to be printed.

        Args:
            count: how many sheets; rows: how many rows each has.

        Returns:
            What the code of each sheet says.
        """
        now = self._clock.now_ms()
        day = local(now).date()
        made = []
        with self._database.write() as connection:
            sql = plain(connection)
            last = sql.execute("SELECT coalesce(max(no), 0) FROM sheet").fetchone()[0]
            for no in range(last + 1, last + count + 1):
                number = f"{self._prefix}-{no:06}"
                sql.execute(
                    "INSERT INTO sheet(no, number, first_row, last_row, printed_at, staff) "
                    "VALUES (?, ?, 1, ?, ?, ?)",
                    (no, number, rows, now, staff.bytes if staff else None),
                )
                made.append(SheetCode(number, site, 1, rows, day))
        return made

    def codes(self, first: int, count: int, site: str) -> list[SheetCode]:
        """Sheets issued before, by their running numbers, to be printed again."""
        query = "SELECT * FROM sheet WHERE no BETWEEN ? AND ? ORDER BY no"
        with self._database.read() as connection:
            found = connection.exec_driver_sql(query, (first, first + count - 1)).mappings().all()
        return [
            SheetCode(
                row["number"], site, row["first_row"], row["last_row"], _day(row["printed_at"])
            )
            for row in found
        ]

    def typed_rows(self, number: str) -> list[int]:
        """Which rows of a sheet are typed."""
        with self._database.read() as connection:
            return [row for (row,) in plain(connection).execute(_TYPED_ROWS, (number,))]

    def open(self) -> list[OpenSheet]:
        """The sheets that are not done, in their order."""
        with self._database.read() as connection:
            return _open(plain(connection))

    def close(self, number: str, how: Closed) -> bool:
        """Say what became of a sheet; False where there is no such open sheet here."""
        with self._database.write() as connection:
            sql = plain(connection)
            typed = len(sql.execute(_TYPED_ROWS, (number,)).fetchall())
            done = sql.execute(
                "UPDATE sheet SET closed_at = ?, closed_as = ?, typed = ? "
                "WHERE number = ? AND closed_at IS NULL",
                (self._clock.now_ms(), how, typed, number),
            )
        return bool(done.rowcount)

    def settle(self) -> int:
        """Close the sheets of which every row is typed; how many that were."""
        whole = [sheet.number for sheet in self.open() if sheet.untyped == 0]
        return sum(self.close(number, Closed.TYPED) for number in whole)

    def balance(self) -> PaperBalance:
        """The sheets in numbers, now."""
        with self._database.read() as connection:
            sql = plain(connection)
            found = _open(sql)
            done = sql.execute(
                "SELECT closed_as, count(*), sum(last_row - first_row + 1), sum(typed) "
                "FROM sheet WHERE closed_at IS NOT NULL GROUP BY closed_as"
            ).fetchall()
        waiting = [sheet for sheet in found if sheet.missing or sheet.typed > 0]
        whole = [sheet for sheet in found if sheet.untyped == 0]
        waiting = [sheet for sheet in waiting if sheet.untyped]
        closed = {Closed(how): count for how, count, _, _ in done}
        if whole:
            closed[Closed.TYPED] = closed.get(Closed.TYPED, 0) + len(whole)
        return PaperBalance(
            printed=len(found) + sum(count for _, count, _, _ in done),
            closed=closed,
            open=len(found) - len(whole),
            rows_printed=sum(one.typed + one.untyped for one in found) + sum(d[2] for d in done),
            rows_typed=sum(one.typed for one in found) + sum(d[3] for d in done),
            untyped=sum(sheet.untyped for sheet in waiting if not sheet.missing),
            missing=tuple(sheet.number for sheet in waiting if sheet.missing),
            oldest_open_at=min((sheet.printed_at for sheet in waiting), default=None),
        )


def prefix_of(station: UUID) -> str:
    """Three letters that tell this station's sheets from those of the site's other stations."""
    number = int.from_bytes(hashlib.sha256(station.bytes).digest()[:4], "big")
    letters = []
    for _ in range(3):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)


def _open(sql: dbapi.Connection) -> list[OpenSheet]:
    found = sql.execute(_OPEN).fetchall()
    begun = max((no for no, *_, typed in found if typed), default=0)
    last = max(begun, sql.execute(_LAST_DONE).fetchone()[0])
    return [
        OpenSheet(number, first, end, at, typed, missing=not typed and no < last)
        for no, number, first, end, at, typed in found
    ]


def _day(at_ms: int) -> date:
    return local(at_ms).date()
