"""Taking passages out of the store for good, with all that follows from them.

Their journal rows go too, and a certificate says which. What else the journal holds there goes with
them where nobody needs it any more: receipts about passages that are gone, and lines of the access
log that are old enough. Nothing goes that does not fit the chain: a purge hides no tampering.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from checkpoint_app.domain.errors import JournalBroken
from checkpoint_app.domain.pairing import OPEN, Crossing, paired
from checkpoint_app.domain.passage import Direction
from checkpoint_app.records import counts, journal, people, rows, stays, tables, writing
from checkpoint_app.records.certificates import Certificate, Cut, Cuts, certify
from checkpoint_app.records.sqlcipher import BUSY_MS, Database, plain
from checkpoint_app.records.views import OutboxState

ACCESS_MS = 731 * 86_400_000
"""How long a line of the access log is kept at least: two years."""
_AROUND = 200
"""Journal rows looked at before and behind those of a passage, for what goes with it."""
_STATES = frozenset(map(str, OutboxState))
_Entry = tuple[int, str, int, bytes]  # seq, kind, ref, hash

_PASSAGE_AT = (
    "SELECT ref FROM journal WHERE seq >= ? AND kind IN ('passage', 'p2') ORDER BY seq LIMIT 1"
)
_FROM = "SELECT seq, kind, ref, hash FROM journal WHERE seq >= ? ORDER BY seq"
_THERE = "SELECT 1 FROM passage WHERE rid BETWEEN ? AND ? LIMIT 1"
_FIRST = (
    "SELECT p.rid, p.direction, p.occurred_at FROM passage p "  # noqa: S608 - our own words
    "WHERE p.person = ? AND p.current = 1 AND p.voided = 0 "
    f"ORDER BY p.occurred_at, {stays.turn('p')} LIMIT 1"
)
_EARLIER_STAYS = (
    "DELETE FROM stay WHERE person = ? AND entry_at <= ? "
    "AND NOT EXISTS (SELECT 1 FROM passage WHERE rid = entry_rid) "
    "AND (exit_rid = ? OR NOT EXISTS (SELECT 1 FROM passage WHERE rid = exit_rid))"
)
_PUT_STAY = (
    "INSERT INTO stay(person, no, span, entry_at, until_at, exit_rid) VALUES (?, ?, ?, ?, ?, ?)"
)
_NEWEST = "SELECT max(rid) FROM passage WHERE person = ? AND current = 1 AND voided = 0"
_OTHERS = (
    "SELECT person, max(rid) FROM passage WHERE person IN ({}) AND (current = 0 OR voided = 1) "
    "GROUP BY person"
)


class Removed(NamedTuple):
    """What was taken out: the statement of it, and what it cut out of the journal."""

    certificate: Certificate
    cut: list[Cut]


def remove(
    connection: Connection,
    going: Sequence[Mapping[Any, Any]],
    cuts: Cuts,
    now: int,
    **said: object,
) -> Removed:
    """Take passage rows away inside the caller's transaction.

    Args:
        going: whole rows: all revisions of a passage, or ones that are not its newest.
        cuts: what was cut before.
        now: ms since 1970 UTC.
        said: what the certificate says besides, without anything about a person.

    Raises:
        JournalBroken: the rows do not fit the journal; the transaction must not be kept.
    """
    sql = plain(connection)
    places, days = _count(connection, going)
    sql.executemany("DELETE FROM passage WHERE rid = ?", [(row["rid"],) for row in going])
    _settle_people(connection, going)
    cutting = _Cutting(connection, cuts, now, {row["rid"]: row for row in going})
    said |= {"passages": sum(places.values()), "revisions": len(going), "places": places}
    said["days"] = days
    return _certified(connection, now, said, cutting, cutting.cuts())


def expire_access(connection: Connection, cuts: Cuts, now: int, limit: int) -> Removed | None:
    """Take away lines of the access log that are old enough, the oldest first; None for none.

    Raises:
        JournalBroken: as for `remove`.
    """
    cutting = _Cutting(connection, cuts, now, {})
    found = cutting.cuts_of_access(limit)
    if not found:
        return None
    said: dict[str, object] = {"reason": "retention", "before": now - ACCESS_MS}
    said |= {"passages": 0, "revisions": 0, "places": {}, "days": {}}
    return _certified(connection, now, said, cutting, found)


def _certified(
    connection: Connection, now: int, said: dict[str, object], cutting: "_Cutting", cut: list[Cut]
) -> Removed:
    listed = [(one.first, one.last, one.hash.hex()) for one in cut]
    # Written before anything is cut out: the last row of the journal may be among it.
    made = certify(connection, now, {**said, "rows": cutting.gone, "cut": listed})
    cutting.take_out(cut)
    return Removed(made, cut)


def wipe_deleted(connection: Connection) -> None:
    """See to it that the search indexes keep nothing of what is taken out of them, from now on.

    Without the option FTS5 marks an entry as deleted and keeps it until its segments are merged
    (sqlite.org/fts5.html, "The 'secure-delete' Configuration Option").
    """
    sql = plain(connection)
    for name in (tables.PERSON_SEARCH, tables.LISTED_SEARCH):
        found = sql.execute(f"SELECT v FROM {name}_config WHERE k = 'secure-delete'").fetchone()  # noqa: S608 - a constant
        if found is None:
            sql.execute(f"INSERT INTO {name}({name}, rank) VALUES ('secure-delete', 1)")  # noqa: S608 - as above


def flush_log(database: Database) -> None:
    """Empty the write-ahead log, which holds pages as they were; where somebody reads, later.

    It never waits: whoever waits here keeps every writer waiting.
    """
    with database.read() as connection:
        sql = plain(connection)
        sql.execute("PRAGMA busy_timeout = 0")
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        sql.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _count(
    connection: Connection, going: Sequence[Mapping[Any, Any]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Move the passages into the purged part of the balance.

    Returns:
        How many stood at each place of it, and how many are counted on each day.
    """
    places: dict[str, int] = {}
    days: dict[str, int] = {}
    for row in going:
        if row["current"]:
            place = counts.place_of(bool(row["voided"]), row["settled"], None)
            places[place] = places.get(place, 0) + 1
            if not row["voided"]:
                day = counts.day_of(row["occurred_at"])
                days[day] = days.get(day, 0) + 1
    if places:
        counts.add(connection, **{f"purged_{name}": n for name, n in places.items()})
    return places, days


def _settle_people(connection: Connection, going: Sequence[Mapping[Any, Any]]) -> None:
    """Forget those of whom nothing is left, and let the others' stays begin with what is left."""
    sql = plain(connection)
    gone = {row["rid"] for row in going}
    latest: dict[int, int] = {}
    for row in going:
        if row["person"] is not None:
            at = row["occurred_at"] if row["current"] and not row["voided"] else -OPEN
            latest[row["person"]] = max(latest.get(row["person"], at), at)
    unclear = []
    for no, last_gone in latest.items():
        (last_rid,) = sql.execute("SELECT last_rid FROM person WHERE no = ?", (no,)).fetchone()
        first = sql.execute(_FIRST, (no,)).fetchone()
        if last_rid in gone or first is None or first[2] <= last_gone:
            unclear.append(no)
        else:
            _begin_with(connection, no, Crossing(*first))
            people.forget_earlier(connection, no)
    _settle_anew(connection, unclear)


def _begin_with(connection: Connection, no: int, first: Crossing[int]) -> None:
    """Take out the stays before the first crossing that is left: those behind it are as before."""
    sql = plain(connection)
    sql.execute(_EARLIER_STAYS, (no, first.at, first.ref))
    if first.direction == Direction.OUT:
        (stay,) = paired([first])
        values = (no, first.ref, stays.span(stay), stay.entry_at, stay.until_at, stay.exit)
        sql.execute(_PUT_STAY, values)


def _settle_anew(connection: Connection, numbers: Sequence[int]) -> None:
    """Derive all that is known of these people from what is left of them, or forget them."""
    sql = plain(connection)
    newest = {no: sql.execute(_NEWEST, (no,)).fetchone()[0] for no in numbers}
    without = [no for no, rid in newest.items() if rid is None]
    if without:
        newest |= dict(sql.execute(_OTHERS.format(", ".join("?" * len(without))), without))
    # In their order: for one that goes back FTS5 writes out all that it has gathered.
    for no, rid in sorted(newest.items()):
        if rid is None:
            sql.execute("DELETE FROM stay WHERE person = ?", (no,))
            sql.execute("DELETE FROM presence WHERE person = ?", (no,))
            people.forget(connection, no)
            continue
        (key,) = sql.execute("SELECT person_key FROM person WHERE no = ?", (no,)).fetchone()
        writing.settle(connection, no, key)


class _Cutting:
    """Takes rows out of the journal, where each fits the one before.

    Attributes:
        gone: how many, by what they spoke of.
    """

    def __init__(
        self,
        connection: Connection,
        cuts: Cuts,
        now: int,
        going: Mapping[int, Mapping[Any, Any]],
    ) -> None:
        self.gone: dict[str, int] = {}
        self._connection, self._sql = connection, plain(connection)
        self._cuts, self._going = cuts, going
        self._until = now - ACCESS_MS
        self._left: dict[str, list[int]] = {journal.RECEIPT: [], journal.ACCESS: []}

    def cuts(self) -> list[Cut]:
        """Where the rows of the passages stand, and what goes with them."""
        return [one for entries in self._stretches() for one in self._runs(entries)]

    def cuts_of_access(self, limit: int) -> list[Cut]:
        """Where the oldest lines of the access log stand, if they are too old."""
        old = self._sql.execute(
            "SELECT no FROM access WHERE at < ? ORDER BY no LIMIT ?", (self._until, limit)
        ).fetchall()
        if not old:
            return []
        last, entries = old[-1][0], []
        # Before them in the journal stand the certificates and nothing else: the rest is gone.
        for entry in self._sql.execute(_FROM, (0,)):
            entries.append(entry)
            if entry[1] == journal.ACCESS and entry[2] >= last:
                break
        return list(self._runs(entries))

    def take_out(self, cut: list[Cut]) -> None:
        """Take the rows out, with what they spoke of."""
        self._sql.executemany(
            "DELETE FROM journal WHERE seq BETWEEN ? AND ?", [(one.first, one.last) for one in cut]
        )
        for table, numbers in self._left.items():
            self._sql.executemany(
                f"DELETE FROM {table} WHERE no = ?",  # noqa: S608 - our own tables
                [(no,) for no in numbers],
            )

    def _stretches(self) -> Iterator[list[_Entry]]:
        """The journal around the passages' rows, each part of it once."""
        done, waiting = 0, set(self._going)
        while waiting:
            rid = min(waiting)
            entries, since = [], 0
            start = max(self._seek(rid) - _AROUND, done + 1)
            for entry in self._sql.execute(_FROM, (start,)):
                entries.append(entry)
                since += 1
                if entry[1] in journal.FACTS and entry[2] in waiting:
                    waiting.discard(entry[2])
                    since = 0
                elif since > 2 * _AROUND and rid not in waiting:
                    break
            if rid in waiting:
                raise JournalBroken
            done = entries[-1][0]
            yield entries

    def _seek(self, rid: int) -> int:
        """From where on the journal speaks of this passage row: it names them in their order."""
        last = self._sql.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0

        def next_rid(seq: int) -> int:
            found = self._sql.execute(_PASSAGE_AT, (seq,)).fetchone()
            return last + rid if found is None else int(found[0])

        return bisect_left(range(last), rid, key=next_rid)

    def _runs(self, entries: list[_Entry]) -> Iterator[Cut]:
        first = before = None
        for at, (seq, kind, ref, end) in enumerate(entries):
            last = entries[at - 1] if at else None
            digest = self._digest(kind, ref)
            if digest is None:
                if first is not None and before is not None and last is not None:
                    yield Cut(first, last[0], before)
                first, before = None, end
                continue
            if last is None or last[0] != seq - 1:
                if first is not None and before is not None and last is not None:
                    yield Cut(first, last[0], before)
                first, before = None, self._hash_at(seq - 1)
            if before is None or journal.link(before, seq, kind, digest) != end:
                raise JournalBroken
            first, before = first or seq, end
            name = "passage" if kind in journal.FACTS else kind
            self.gone[name] = self.gone.get(name, 0) + 1
            if kind in self._left:
                self._left[kind].append(ref)
        if first is not None and before is not None:
            yield Cut(first, entries[-1][0], before)

    def _hash_at(self, seq: int) -> bytes | None:
        if seq == 0:
            return journal.START
        found = self._sql.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
        if found is not None:
            return bytes(found[0])
        if seq not in self._cuts.hashes:  # another program cuts too
            self._cuts.hashes |= Cuts.of(self._connection).hashes
        return self._cuts.hashes.get(seq)

    def _digest(self, kind: str, ref: int) -> bytes | None:
        """What a row vouches for that is to go; None for one that stays."""
        if kind in journal.FACTS:
            row = self._going.get(ref)
            return None if row is None else rows.digest(row, journal.FACTS[kind])
        if kind == journal.RECEIPT:
            receipt = self._row(kind, ref)
            return journal.row_digest(receipt) if self._is_over(receipt) else None
        if kind == journal.ACCESS:
            line = self._row(kind, ref)
            return journal.row_digest(line) if line and line["at"] < self._until else None
        return None

    def _row(self, kind: str, no: int) -> dict[str, Any]:
        names = tables.metadata.tables[kind].c.keys()
        query = f"SELECT {', '.join(names)} FROM {kind} WHERE no = ?"  # noqa: S608 - our own tables
        found = self._sql.execute(query, (no,)).fetchone()
        return {} if found is None else dict(zip(names, found, strict=True))

    def _is_over(self, receipt: Mapping[str, Any]) -> bool:
        """Whether a receipt speaks of passages alone, and none of them is there."""
        if not receipt:
            return False
        body = json.loads(receipt["body"])
        if not isinstance(body, dict) or not set(body) <= _STATES | {"refused"}:
            return False
        ranges = [pair for state in _STATES for pair in body.get(state, ())]
        return not any(self._sql.execute(_THERE, pair).fetchone() for pair in ranges)
