"""The day's numbers as they stood when they were handed in; numbers alone, of nobody."""

from dataclasses import dataclass

from checkpoint_app.records.sqlcipher import Database, plain


@dataclass(frozen=True, slots=True)
class KeptReport:
    """One of them; `at` is when it was kept, ms since 1970 UTC; what `body` holds is JSON."""

    day: str
    at: int
    body: str


class DayReports:
    """The reports of one store. Thread-safe; the first of a day stands."""

    def __init__(self, database: Database) -> None:
        """Work on an open store."""
        self._database = database

    def keep(self, report: KeptReport) -> bool:
        """Keep a day's numbers; False where they were kept before."""
        with self._database.write() as connection:
            done = plain(connection).execute(
                "INSERT OR IGNORE INTO day_report(day, at, body) VALUES (?, ?, ?)",
                (report.day, report.at, report.body),
            )
        return bool(done.rowcount)

    def of(self, day: str) -> KeptReport | None:
        """What was kept of a day (``YYYY-MM-DD``)."""
        with self._database.read() as connection:
            found = plain(connection).execute(
                "SELECT day, at, body FROM day_report WHERE day = ?", (day,)
            )
            row = found.fetchone()
        return None if row is None else KeptReport(*row)
