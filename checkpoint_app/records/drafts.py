"""Forms that are half typed, kept so that a crash or a power cut takes no typing away.

A draft is nobody's passage: it is not counted, not sent and not in the journal, and it goes when
its form is saved or cleared.
"""

from dataclasses import dataclass

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records.mentions import Named
from checkpoint_app.records.sqlcipher import Database, plain


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was typed last; `at` in ms since 1970 UTC, `body` is the form's own,
    its letters as they were typed."""

    at: int
    body: str


class Drafts:
    """The drafts of one store, one for each form. Thread-safe."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def keep(self, form: str, body: str) -> None:
        """Keep what is typed, in place of what was kept before; durable on return."""
        with self._database.write() as connection:
            plain(connection).execute(
                "INSERT OR REPLACE INTO draft(form, at, body) VALUES (?, ?, ?)",
                (form, self._clock.now_ms(), body),
            )

    def of(self, form: str) -> KeptDraft | None:
        """What was kept of a form."""
        with self._database.read() as connection:
            query = "SELECT at, body FROM draft WHERE form = ?"
            row = plain(connection).execute(query, (form,)).fetchone()
        return None if row is None else KeptDraft(*row)

    def drop(self, form: str) -> None:
        """Let go of it."""
        with self._database.write() as connection:
            plain(connection).execute("DELETE FROM draft WHERE form = ?", (form,))


def forget(sql: dbapi.Connection, named: Named) -> None:
    """Let go of every draft that names somebody, inside the caller's transaction."""
    for form, body in sql.execute("SELECT form, body FROM draft").fetchall():
        if named.in_text(body):
            sql.execute("DELETE FROM draft WHERE form = ?", (form,))
