"""The retention purge: facts older than the site keeps them are taken away for good.

Only what the hub has confirmed goes, and nobody who is inside, unless they came in so long ago that
they must have left. The counts of the days stay, and a
signed certificate of each slice; see `removal`. What is deleted is overwritten, and the room it
took is used for what comes next: the file does not shrink. Slices are transactions of their own,
what they take is chosen outside of them, and the gate's turn comes between two of them.
"""

import json
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import JournalBroken
from checkpoint_app.domain.pairing import OPEN
from checkpoint_app.domain.progress import Stopped, Tell, unheard
from checkpoint_app.records import counts, removal
from checkpoint_app.records.certificates import Certificate, Cuts
from checkpoint_app.records.elsewhere import Elsewhere
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.stays import turn

SLICE = 500
"""Passages in one transaction at most."""
HELD_S = 0.025
"""How long one is to take: as many passages as that is enough for, a few to begin with."""
FIRST_SLICE = 20
CHOSEN = 20_000
"""Passages chosen at a time, so that their ids take little memory."""
PAUSE_S = 0.11
"""Between two slices: whoever waits for their turn to write gets it then. Another program looks for
it every 0.1 s (sqlite3_busy_timeout)."""

_IS_DUE = (
    "p.current = 1 AND p.occurred_at < :before "  # noqa: S608 - our own words
    "AND NOT EXISTS (SELECT 1 FROM passage r WHERE r.id = p.id AND "
    "  (r.occurred_at >= :before OR r.recorded_at >= :before OR r.settled = 0)) "
    "AND NOT EXISTS (SELECT 1 FROM presence h WHERE h.person = p.person AND h.passage = p.id "
    "  AND h.since >= :inside) "
    # An exit goes no sooner than an entry before it, or its person would be inside again.
    "AND NOT (p.direction = 'out' AND p.voided = 0 AND EXISTS ("
    "  SELECT 1 FROM passage e WHERE e.person = p.person AND e.current = 1 AND e.voided = 0 "
    "  AND e.direction = 'in' AND e.occurred_at <= p.occurred_at "
    f"  AND (e.occurred_at < p.occurred_at OR {turn('e')} < {turn('p')}) "
    "  AND EXISTS (SELECT 1 FROM passage r WHERE r.id = e.id AND "
    "    (r.occurred_at >= :before OR r.recorded_at >= :before OR r.settled = 0))))"
)
_DUE = (
    "SELECT p.id FROM passage p "  # noqa: S608 - our own words
    f"WHERE {_IS_DUE} ORDER BY p.occurred_at, {turn('p')} LIMIT :limit"
)
_STILL_DUE = f"SELECT p.id FROM passage p WHERE p.id = :id AND {_IS_DUE}"  # noqa: S608 - as above
_KEPT = (
    "SELECT count(DISTINCT id) FROM passage "
    "WHERE occurred_at < ? AND recorded_at < ? AND settled = 0"
)
_OLDER = "SELECT count(*) FROM passage WHERE current = 1 AND occurred_at < ?"
_REVISIONS = "SELECT * FROM passage WHERE id IN ({}) ORDER BY rid"


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did.

    Attributes:
        passages: taken away; kept_unsent: old enough, and not confirmed by the hub.
        certificates: the signed statements, as they are kept.
    """

    passages: int
    kept_unsent: int
    certificates: tuple[Certificate, ...]


class Retention:
    """Purges one store. Thread-safe."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def due(self, before: int) -> int:
        """How many passages are older than a moment: at most so many go."""
        with self._database.read() as connection:
            return int(plain(connection).execute(_OLDER, (before,)).fetchone()[0])

    def purge(self, before: int, inside_before: int | None = None, tell: Tell = unheard) -> Purged:
        """Take away every passage that occurred and was recorded before a moment.

        Lines of the access log go when they are two years old.

        Args:
            before: ms since 1970 UTC.
            inside_before: whoever came in before this, and was not seen to leave, is taken for
                gone; None keeps everybody who is inside.
            tell: hears how many went of how many, between two slices; where it raises `Stopped`,
                what is gone by then is accounted for as ever.

        Raises:
            JournalBroken: the journal was tampered with; what goes would hide it.
        """
        with self._database.read() as connection:
            cuts = Cuts.of(connection)
        if cuts.fault is not None:
            raise JournalBroken
        made: list[Certificate] = []
        limits = {"before": before, "inside": -OPEN if inside_before is None else inside_before}
        with suppress(Stopped):
            self._slices(limits, cuts, made, tell)
        made += self._old_lines(cuts)
        Elsewhere(self._database).expire(before, inside_before)
        removal.flush_log(self._database)
        with self._database.read() as connection:
            kept = plain(connection).execute(_KEPT, (before, before)).fetchone()[0]
        gone = sum(map(_passages_of, made))
        return Purged(gone, kept, tuple(made))

    def _slices(
        self, limits: Mapping[str, int], cuts: Cuts, made: list[Certificate], tell: Tell
    ) -> None:
        whole, gone, size = self.due(limits["before"]), 0, min(FIRST_SLICE, SLICE)
        while ids := self._chosen(limits):
            done, at = len(made), 0
            while at < len(ids):
                tell(gone, whole)
                begun = time.perf_counter()
                slice_made = self._slice(ids[at : at + size], limits, cuts)
                made += slice_made
                gone += sum(map(_passages_of, slice_made))
                took = time.perf_counter() - begun
                at += size
                size = max(1, min(SLICE, 2 * size, round(size * HELD_S / took)))
                time.sleep(PAUSE_S)
            if len(made) == done:  # somebody else took them, or works on them
                break

    def repeat(self, gone: Collection[tuple[bytes, int]]) -> int:
        """Take away again what came back with a copy of this store made before it went.

        Args:
            gone: revisions as (id, revision); see `certificates.taken_away`. The hub had confirmed
                them, whatever the copy says.

        Returns:
            How many revisions went.
        """
        with self._database.read() as connection:
            cuts = Cuts.of(connection)
        waiting, done = sorted(gone), 0
        for at in range(0, len(waiting), SLICE):
            with self._database.write() as connection:
                going = _confirmed(connection, waiting[at : at + SLICE])
                if not going:
                    continue
                now = self._clock.now_ms()
                removed = removal.remove(connection, going, cuts, now, reason="repeated")
            for cut in removed.cut:
                cuts.add(cut)
            done += len(going)
        Elsewhere(self._database).clear()  # the hub tells what is still known
        removal.flush_log(self._database)
        return done

    def _chosen(self, limits: Mapping[str, int]) -> list[bytes]:
        """The next passages to go, an entry before its exit, which no slice may take alone."""
        with self._database.read() as connection:
            found = plain(connection).execute(_DUE, {**limits, "limit": CHOSEN}).fetchall()
        return [row[0] for row in found]

    def _slice(
        self, ids: Sequence[bytes], limits: Mapping[str, int], cuts: Cuts
    ) -> list[Certificate]:
        with self._database.write() as connection:
            sql = plain(connection)
            due = [one for one in ids if sql.execute(_STILL_DUE, {"id": one, **limits}).fetchone()]
            if not due:
                return []
            going = revisions(connection, due)
            now = self._clock.now_ms()
            removed = removal.remove(
                connection, going, cuts, now, reason="retention", before=limits["before"]
            )
        for cut in removed.cut:
            cuts.add(cut)
        return [removed.certificate]

    def _old_lines(self, cuts: Cuts) -> list[Certificate]:
        made: list[Certificate] = []
        while True:
            with self._database.write() as connection:
                removed = removal.expire_access(connection, cuts, self._clock.now_ms(), SLICE)
            if removed is None:
                return made
            for cut in removed.cut:
                cuts.add(cut)
            made.append(removed.certificate)


def _passages_of(certificate: Certificate) -> int:
    """How many passages a certificate is of."""
    return int(json.loads(certificate.body)["passages"])


def _confirmed(
    connection: Connection, wanted: Sequence[tuple[bytes, int]]
) -> list[Mapping[Any, Any]]:
    """The rows of these revisions, out of the outbox; all of a passage's where its newest is."""
    named = set(wanted)
    there = revisions(connection, list(dict.fromkeys(one for one, _ in wanted)))
    whole = {row["id"] for row in there if row["current"] and (row["id"], row["rev"]) in named}
    sql = plain(connection)
    going: list[Mapping[Any, Any]] = []
    for row in there:
        if row["id"] not in whole and (row["id"], row["rev"]) not in named:
            continue
        if not row["settled"]:
            state = sql.execute("SELECT state FROM outbox WHERE rid = ?", (row["rid"],)).fetchone()
            sql.execute("DELETE FROM outbox WHERE rid = ?", (row["rid"],))
            if state and state[0] != "needs_fix":
                counts.add(connection, unsent=-1)
            if row["current"]:
                before = counts.place_of(bool(row["voided"]), 0, state[0] if state else None)
                counts.move(connection, before, counts.place_of(bool(row["voided"]), 1, None))
        going.append({**row, "settled": row["settled"] or 1})
    return going


def revisions(connection: Connection, ids: Sequence[bytes]) -> list[Mapping[Any, Any]]:
    """All rows of these passages, in the order they were written."""
    query = _REVISIONS.format(", ".join("?" * len(ids)))
    return list(connection.exec_driver_sql(query, tuple(ids)).mappings())
