"""The journal: a chain in which each row's hash covers the one before.

hash(n) = SHA-256(hash(n-1) ‖ n as 8 bytes ‖ kind ‖ digest of what the row refers to); hash(0) is
32 zero bytes. A row changed, removed, reordered or put in breaks the chain at that place.

A purge takes facts away, and the rows that vouched for them. A signed certificate, in the journal
itself, names each stretch that was cut out and the hash it ended with: there the chain goes on.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from checkpoint_app.records import counts, rows
from checkpoint_app.records.sqlcipher import plain

START = bytes(32)
STATION, RECEIPT, CERTIFICATE, ACCESS = "s2", "receipt", "certificate", "access"
FIRST_STATION = "station"  # version 0.1 vouched for less of it
PASSAGE = "p2"
FACTS = {"passage": rows.FIRST_FACTS, PASSAGE: rows.FACTS}
"""Which columns of a passage a row vouches for, by its kind: version 0.1 knew fewer."""

_HEAD = (
    "SELECT seq, hash, (SELECT n FROM tally WHERE name = 'rid') "
    "FROM journal ORDER BY seq DESC LIMIT 1"
)
_APPEND = "INSERT INTO journal(seq, kind, ref, hash) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends, and the number of the passage row written last."""

    seq: int
    hash: bytes
    rid: int

    def next(self, kind: str, digest: bytes) -> "Head":
        """The end of the chain with one more passage."""
        seq = self.seq + 1
        return Head(seq, link(self.hash, seq, kind, digest), self.rid + 1)


def head(connection: Connection) -> Head:
    """The end of the chain."""
    found = plain(connection).execute(_HEAD).fetchone()
    if found is None:
        return Head(0, START, 0)
    seq, last, rid = found
    if rid is None:  # somebody emptied the counts: `verify` says so, and the gate goes on
        rid = connection.exec_driver_sql("SELECT coalesce(max(rid), 0) FROM passage").scalar()
    return Head(seq, last, int(rid or 0))


def link(before: bytes, seq: int, kind: str, digest: bytes) -> bytes:
    """The hash of the next row."""
    return hashlib.sha256(before + seq.to_bytes(8, "big") + kind.encode() + digest).digest()


def text_digest(*values: object) -> bytes:
    """SHA-256 of plain values in a canonical text."""
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).digest()


def append(connection: Connection, end: Head, kind: str, ref: int, digest: bytes) -> None:
    """Add a row after the end of the chain, inside the caller's transaction, and uncounted."""
    seq = end.seq + 1
    values = (seq, kind, ref, link(end.hash, seq, kind, digest))
    plain(connection).execute(_APPEND, values)


def append_many(connection: Connection, links: Sequence[tuple[int, str, int, bytes]]) -> None:
    """Add rows whose links were made by `Head.next`, in order and uncounted."""
    plain(connection).executemany(_APPEND, links)


def note(connection: Connection, kind: str, ref: int, digest: bytes) -> None:
    """Add a row that is no passage's, and count it."""
    append(connection, head(connection), kind, ref, digest)
    counts.add(connection, journal=1)


def station_digests(row: Any) -> dict[str, bytes]:
    """What the first row vouches for, by its kind: which station this is, since when, and where.

    The hub it reports to is not among it: that may change.
    """
    first = row.id.hex(), row.created_at
    where = row.site, row.gate, row.lane, row.kind, row.capacity
    return {FIRST_STATION: text_digest(*first), STATION: text_digest(*first, *where)}


def row_digest(row: Mapping[Any, Any]) -> bytes:
    """What a row of any other table vouches for: all of its values."""
    return text_digest(*(v.hex() if isinstance(v, bytes) else v for v in row.values()))
