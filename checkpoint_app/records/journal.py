"""The journal: a chain in which each row's hash covers the one before.

hash(n) = SHA-256(hash(n-1) ‖ n as 8 bytes ‖ kind ‖ digest of what the row refers to); hash(0) is
32 zero bytes. A row changed, removed, reordered or put in breaks the chain at that place.
"""

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, insert, select

from checkpoint_app.records import counts, rows, tables
from checkpoint_app.records.views import Verification

START = bytes(32)
_APPEND = insert(tables.journal)
_LAST = (
    select(tables.journal.c.seq, tables.journal.c.hash)
    .order_by(tables.journal.c.seq.desc())
    .limit(1)
)
STATION, PASSAGE, RECEIPT = "station", "passage", "receipt"


def link(before: bytes, seq: int, kind: str, digest: bytes) -> bytes:
    """The hash of the next row."""
    return hashlib.sha256(before + seq.to_bytes(8, "big") + kind.encode() + digest).digest()


def text_digest(*values: object) -> bytes:
    """SHA-256 of plain values in a canonical text."""
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).digest()


def append(connection: Connection, kind: str, ref: int, digest: bytes) -> int:
    """Add a row inside the caller's transaction.

    Returns:
        Its sequence number, from 1 without gaps.
    """
    last = connection.execute(_LAST).one_or_none()
    seq, before = (last.seq + 1, last.hash) if last else (1, START)
    connection.execute(
        _APPEND,
        {"seq": seq, "kind": kind, "ref": ref, "hash": link(before, seq, kind, digest)},
    )
    counts.add(connection, journal=1)
    return seq


def station_digest(row: Any) -> bytes:
    """What the first row vouches for: which station this is, since when."""
    return text_digest(row.id.hex(), row.created_at)


def receipt_digest(row: Any) -> bytes:
    """What a receipt row vouches for: the hub's words as they came."""
    return text_digest(row.no, row.batch.hex(), row.received_at, row.hub_now, row.body)


def walk(connection: Connection) -> Verification:
    """Recompute the whole chain.

    Returns:
        The first row that does not fit, where one does not.
    """
    journal, passage, receipt = tables.journal, tables.passage, tables.receipt
    station = connection.execute(select(tables.station)).one_or_none()
    receipts = {row.no: receipt_digest(row) for row in connection.execute(select(receipt))}
    query = (
        select(
            journal.c.seq,
            journal.c.kind.label("entry_kind"),
            journal.c.ref,
            journal.c.hash,
            passage,
        )
        .select_from(
            journal.outerjoin(
                passage, (journal.c.kind == PASSAGE) & (passage.c.rid == journal.c.ref)
            )
        )
        .order_by(journal.c.seq)
        .execution_options(yield_per=1000)
    )
    before, count = START, 0
    for row in connection.execute(query).mappings():
        count += 1
        seq, kind = row["seq"], row["entry_kind"]
        digest: bytes | None
        if kind == PASSAGE:
            digest = rows.digest(row) if row["rid"] is not None else None
        elif kind == RECEIPT:
            digest = receipts.pop(row["ref"], None)
        else:
            digest = station_digest(station) if station is not None else None
        if seq != count:
            return Verification(False, count, count, "journal_gap")
        if digest is None:
            return Verification(False, count, seq, f"{kind}_missing")
        if link(before, seq, kind, digest) != row["hash"]:
            return Verification(False, count, seq, f"{kind}_changed")
        if kind == PASSAGE and row["person_key"] != rows.person_key(row):
            # The journal covers facts; what is derived from them is made anew.
            return Verification(False, count, seq, "person_key_changed")
        before = row["hash"]
    if receipts:
        return Verification(False, count, None, "receipt_not_in_journal")
    return Verification(True, count)
