"""Passages whose name arrived damaged, for somebody to write it as the card has it."""

from uuid import UUID

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.passage import Passage
from checkpoint_app.records import rows
from checkpoint_app.records.sqlcipher import Database

_DAMAGED = (
    "SELECT * FROM passage WHERE occurred_at >= ? AND current = 1 AND voided = 0 "  # noqa: S608 - a constant
    f"AND ' ' || warnings || ' ' LIKE '% {WarningCode.NAME_DAMAGED.value} %' "
    "ORDER BY rid DESC LIMIT ?"
)


class Unclear:
    """What of one store's passages cannot be read. Thread-safe."""

    def __init__(self, database: Database, station: UUID) -> None:
        """Read an open store."""
        self._database = database
        self._station = station

    def damaged_names(self, since: int, limit: int = 50) -> list[Passage]:
        """Those from a moment on (ms since 1970 UTC) whose name is damaged, newest first."""
        with self._database.read() as connection:
            found = connection.exec_driver_sql(_DAMAGED, (since, limit)).mappings()
            return [rows.from_row(row, self._station) for row in found]
