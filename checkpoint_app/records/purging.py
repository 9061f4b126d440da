"""The retention purge: facts older than the site keeps them are taken away for good.

Only what the hub has confirmed goes, and nobody who is inside. The journal keeps the digest of each
row that went; a certificate, signed with the station's own key, says which, how many and when, and
holds no personal data. The counts of the days stay. It works in slices, each a transaction of its
own, so that the gate waits for none of it.
"""

import hashlib
import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from checkpoint_app.domain.clock import Clock
from checkpoint_app.records import counts, journal, people, rows, stays
from checkpoint_app.records.sqlcipher import Database, plain

SLICE = 1000
"""Passages in one transaction: some 0.1 s."""

_OLD = (
    "SELECT p.id FROM passage p WHERE p.current = 1 AND p.occurred_at < :before "
    "AND NOT EXISTS (SELECT 1 FROM passage r WHERE r.id = p.id AND "
    "  (r.occurred_at >= :before OR r.recorded_at >= :before OR r.settled = 0)) "
    "AND NOT EXISTS (SELECT 1 FROM presence h WHERE h.passage = p.id) "
    "ORDER BY p.occurred_at LIMIT :limit"
)
_KEPT = (
    "SELECT count(DISTINCT id) FROM passage "
    "WHERE occurred_at < ? AND recorded_at < ? AND settled = 0"
)
_ROWS = "SELECT * FROM passage WHERE id IN ({}) ORDER BY rid"
_LINKS = (
    "SELECT seq, kind, ref FROM journal WHERE seq > ? AND kind IN ('passage', 'p2') "
    "AND digest IS NULL ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did.

    Attributes:
        passages: taken away; kept_unsent: old enough, and not confirmed by the hub.
        certificates: the signed statements, as they are kept.
    """

    passages: int
    kept_unsent: int
    certificates: tuple["Certificate", ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A signed statement of one slice; `body` is JSON text."""

    body: str
    signature: bytes

    def is_genuine(self) -> bool:
        """Whether the key that it names has signed it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(json.loads(self.body)["key"]))
            key.verify(self.signature, self.body.encode())
        except (InvalidSignature, ValueError, KeyError):
            return False
        return True


class Retention:
    """Purges one store. Thread-safe."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on an open store."""
        self._database = database
        self._clock = clock

    def purge(self, before: int) -> Purged:
        """Take away every passage that occurred and was recorded before a moment.

        Args:
            before: ms since 1970 UTC.
        """
        made = []
        while (certificate := self._slice(before)) is not None:
            made.append(certificate)
        with self._database.read() as connection:
            kept = plain(connection).execute(_KEPT, (before, before)).fetchone()[0]
        gone = sum(json.loads(one.body)["passages"] for one in made)
        return Purged(gone, kept, tuple(made))

    def _slice(self, before: int) -> Certificate | None:
        with self._database.write() as connection:
            found = plain(connection).execute(_OLD, {"before": before, "limit": SLICE}).fetchall()
            if not found:
                return None
            return _take_away(connection, [row[0] for row in found], before, self._clock.now_ms())


def _take_away(connection: Connection, ids: list[bytes], before: int, now: int) -> Certificate:
    marks = ", ".join("?" * len(ids))
    going = [
        dict(row) for row in connection.exec_driver_sql(_ROWS.format(marks), tuple(ids)).mappings()
    ]
    seqs, total = _leave_digests(connection, going)
    places = _count(connection, going)
    persons = {row["person"] for row in going if row["person"] is not None}
    sql = plain(connection)
    sql.execute(f"DELETE FROM passage WHERE id IN ({marks})", tuple(ids))  # noqa: S608
    for no in persons:
        _settle_person(connection, no)
    return _certify(
        connection,
        now,
        {
            "before": before,
            "passages": len(ids),
            "revisions": len(going),
            "places": places,
            "journal_rows": _ranges(seqs),
            "digests": total,
            "base": 0,
            "base_hash": journal.START.hex(),
        },
    )


def _leave_digests(connection: Connection, going: list[dict[str, Any]]) -> tuple[list[int], str]:
    """Put the digest of each row into its journal row; their numbers, and a hash of them all."""
    waiting = {row["rid"]: row for row in going}
    # A passage's row comes after as many others at least; in a salvaged store with gaps it may not.
    first, last = min(waiting), max(waiting)
    links = _links(connection, waiting, first, last)
    if len(links) < len(waiting):
        links = _links(connection, waiting, 0, last)
    sql, seqs, total = plain(connection), [], hashlib.sha256()
    for seq, kind, ref in links:
        digest = rows.digest(waiting[ref], journal.FACTS[kind])
        sql.execute("UPDATE journal SET digest = ? WHERE seq = ?", (digest, seq))
        seqs.append(seq)
        total.update(digest)
    return seqs, total.hexdigest()


def _links(
    connection: Connection, rids: Container[int], after: int, last: int
) -> list[tuple[int, str, int]]:
    """The journal rows of these passages, from behind one of them to the last passage's."""
    found = []
    for seq, kind, ref in plain(connection).execute(_LINKS, (after,)):
        if ref in rids:
            found.append((seq, kind, ref))
        if ref >= last:
            break
    return found


def _count(connection: Connection, going: list[dict[str, Any]]) -> dict[str, int]:
    """Move the passages into the purged part of the balance."""
    places: dict[str, int] = {}
    for row in going:
        if row["current"]:
            place = counts.place_of(bool(row["voided"]), row["settled"], None)
            places[place] = places.get(place, 0) + 1
    counts.add(connection, **{f"purged_{name}": n for name, n in places.items()})
    return places


def _settle_person(connection: Connection, no: int) -> None:
    """Pair what is left of a person, or forget them."""
    sql = plain(connection)
    newest = sql.execute("SELECT max(rid) FROM passage WHERE person = ?", (no,)).fetchone()[0]
    if newest is None:
        sql.execute("DELETE FROM stay WHERE person = ?", (no,))
        people.forget(connection, no)
        return
    sql.execute("UPDATE person SET last_rid = ? WHERE no = ?", (newest, no))
    key = sql.execute("SELECT person_key FROM person WHERE no = ?", (no,)).fetchone()[0]
    stays.pair(connection, no, key)


def _certify(connection: Connection, now: int, said: dict[str, object]) -> Certificate:
    sql = plain(connection)
    key = _signing_key(connection)
    before = sql.execute(
        "SELECT no, body FROM certificate ORDER BY no DESC LIMIT 1"
    ).fetchone() or (0, "")
    station = sql.execute("SELECT id FROM station").fetchone()[0]
    body = json.dumps(
        {
            "no": before[0] + 1,
            "station": station.hex(),
            "at": now,
            "previous": hashlib.sha256(before[1].encode()).hexdigest(),
            "key": key.public_key().public_bytes_raw().hex(),
            **said,
        },
        separators=(",", ":"),
    )
    made = Certificate(body, key.sign(body.encode()))
    values = (before[0] + 1, now, body, made.signature)
    sql.execute("INSERT INTO certificate(no, at, body, signature) VALUES (?, ?, ?, ?)", values)
    names = ("no", "at", "body", "signature")
    digest = journal.row_digest(dict(zip(names, values, strict=True)))
    journal.note(connection, journal.CERTIFICATE, before[0] + 1, digest)
    return made


def _signing_key(connection: Connection) -> Ed25519PrivateKey:
    """The station's own key, made when it is first needed; it never leaves the encrypted store."""
    sql = plain(connection)
    kept = sql.execute("SELECT sign_key FROM station").fetchone()[0]
    if kept is not None:
        return Ed25519PrivateKey.from_private_bytes(kept)
    made = Ed25519PrivateKey.generate()
    sql.execute("UPDATE station SET sign_key = ?", (made.private_bytes_raw(),))
    return made


def _ranges(seqs: list[int]) -> list[list[int]]:
    ranges: list[list[int]] = []
    for seq in sorted(seqs):
        if ranges and ranges[-1][1] == seq - 1:
            ranges[-1][1] = seq
        else:
            ranges.append([seq, seq])
    return ranges


def certificates(connection: Connection) -> Iterator[Certificate]:
    """All of them, the oldest first."""
    for body, signature in plain(connection).execute(
        "SELECT body, signature FROM certificate ORDER BY no"
    ):
        yield Certificate(body, signature)
