"""What a hub that was put back from a backup has to be told once more.

The passages stay confirmed, for they were: nothing of the balance or the journal changes. How far
it has come is kept, so that a restart goes on and nothing is told a third time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.records import rows
from checkpoint_app.records.outgoing import encode_row
from checkpoint_app.records.receipts import confirmed_by
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.views import OutboxItem, OutboxState

MARGIN_MS = 3_600_000
"""A backup takes its time; what the hub holds already it calls a duplicate."""
_KNOWN = "SELECT restored FROM resending WHERE no = 1"
_NOTE = (
    "INSERT OR REPLACE INTO resending(no, restored, next_receipt, last_receipt, sent) "
    "SELECT 1, ?, min(no), max(no), 0 FROM receipt WHERE coalesce(hub_now, received_at) >= ?"
)
_STANDS = "SELECT next_receipt, last_receipt FROM resending WHERE next_receipt IS NOT NULL"
_RECEIPTS = "SELECT no, body FROM receipt WHERE no BETWEEN ? AND ? ORDER BY no"
_COLUMNS = ("rid", *rows.FACTS)
_CONFIRMED = (
    f"SELECT {', '.join(_COLUMNS)} FROM passage "  # noqa: S608 - names of our own columns
    "WHERE rid BETWEEN ? AND ? AND current = 1 AND settled <> 0"
)
_DONE = (
    "UPDATE resending SET sent = sent + :sent, "
    "next_receipt = CASE WHEN :last < last_receipt THEN :last + 1 END "
    "WHERE restored = :restored AND next_receipt <= :last"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some confirmed passages, newest revisions only.

    Attributes:
        restored: what they are sent again for; last: the receipt that they end with.
    """

    restored: UUID
    last: int
    items: Sequence[OutboxItem]


class Resending:
    """What one store sends again. Thread-safe."""

    def __init__(self, database: Database, station: UUID) -> None:
        """Work on an open store."""
        self._database = database
        self._station = station

    def begin(self, restored: UUID, held_until: int) -> bool:
        """Note that the hub was put back; what it confirmed since is to be sent again.

        Args:
            restored: which time it was; held_until: until when it is whole, ms by its own clock.

        Returns:
            False where this was noted before.
        """
        with self._database.read() as connection:
            if plain(connection).execute(_KNOWN).fetchone() == (restored.bytes,):
                return False
        with self._database.write() as connection:
            plain(connection).execute(_NOTE, (restored.bytes, held_until - MARGIN_MS))
        return True

    def next(self, most: int) -> Part | None:
        """What is to be sent now, of as many receipts as hold so many passages; None for no more.

        A part may be empty, of receipts whose passages were purged.
        """
        with self._database.read() as connection:
            sql = plain(connection)
            stands = sql.execute(_STANDS).fetchone()
            if stands is None:
                return None
            (restored,) = sql.execute(_KNOWN).fetchone()
            last, found = stands[1], dict[int, OutboxItem]()
            for no, body in sql.execute(_RECEIPTS, stands):
                for first, end, _ in confirmed_by(body) or ():
                    for row in sql.execute(_CONFIRMED, (first, end)):
                        found[row[0]] = self._item(dict(zip(_COLUMNS, row, strict=True)))
                if len(found) >= most:
                    last = no
                    break
        return Part(UUID(bytes=restored), last, tuple(found.values()))

    def done(self, part: Part) -> None:
        """The hub has heard a part."""
        told = {"restored": part.restored.bytes, "last": part.last, "sent": len(part.items)}
        with self._database.write() as connection:
            plain(connection).execute(_DONE, told)

    def encode(self, item: OutboxItem) -> bytes:
        """A passage as the hub is told it."""
        return encode_row(item)

    def _item(self, row: dict[str, object]) -> OutboxItem:
        return OutboxItem(
            id=UUID(bytes=row["id"]),  # type: ignore[arg-type] # a column of bytes
            row=row,
            station=self._station,
            state=OutboxState.ACCEPTED,
            attempts=0,
        )
