"""Checking a store: the journal's chain, and everything that is counted or derived, recounted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from checkpoint_app.domain.errors import StoreDamaged
from checkpoint_app.domain.progress import Tell, unheard
from checkpoint_app.records import counts, derived, journal, receipts, rows, tables
from checkpoint_app.records.certificates import Cuts
from checkpoint_app.records.sqlcipher import streamed
from checkpoint_app.records.views import Verification

STEP = 500
"""Rows of the journal between two words about how far it is."""
_GONE, _WAITING = 0, 255
_LINKS = (
    "SELECT j.seq, j.kind AS entry_kind, j.ref, j.hash, p.*, k.person_key "
    "FROM journal j "
    "LEFT JOIN passage p ON j.kind IN ('passage', 'p2') AND p.rid = j.ref "
    "LEFT JOIN person k ON k.no = p.person "
    "ORDER BY j.seq"
)

_NUMBERED = {
    kind: select(table).where(table.c.no == bindparam("no"))
    for kind, table in (
        (journal.RECEIPT, tables.receipt),
        (journal.CERTIFICATE, tables.certificate),
        (journal.ACCESS, tables.access),
    )
}


def verify(connection: Connection, tell: Tell = unheard) -> Verification:
    """Recompute the chain and recount the numbers; the first thing that does not fit.

    Args:
        tell: hears how many rows of the journal were recomputed.

    Raises:
        Stopped: see `Tell`.
        StoreDamaged: a page cannot be read, of whichever table.
    """
    # Every page is read, those too on which nothing lies that is recounted here.
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise StoreDamaged
    cuts = Cuts.of(connection)
    if cuts.fault is not None:
        return Verification(False, 0, None, cuts.fault)
    found = _walk(connection, cuts, tell)
    if not found.ok:
        return found
    if found.rows != counts.journal_rows(connection):
        return Verification(False, found.rows, found.rows + 1, "journal_cut_off")
    fault = counts.strays(connection) or _numbers(connection, cuts) or derived.fault(connection)
    return Verification(fault is None, found.rows, None, fault)


def _walk(connection: Connection, cuts: Cuts, tell: Tell) -> Verification:
    others, whole = _Others(connection), counts.journal_rows(connection)
    before, count = journal.START, 0
    for row in streamed(connection, _LINKS):
        while (cut := cuts.by_first.get(count + 1)) is not None:
            count, before = cut.last, cut.hash
        count += 1
        if count % STEP == 0:
            tell(count, whole)
        seq, kind = row["seq"], row["entry_kind"]
        if seq != count:
            return Verification(False, count, count, "journal_gap")
        digest = others.digest(row)
        if digest is None:
            return Verification(False, count, seq, f"{_plain(kind)}_missing")
        if journal.link(before, seq, kind, digest) != row["hash"]:
            return Verification(False, count, seq, f"{_plain(kind)}_changed")
        if row["rid"] is not None and row["person_key"] != rows.key_of_row(row):
            # The journal covers facts; what is derived from them is made anew.
            return Verification(False, count, seq, "person_changed")
        others.fitted()
        before = row["hash"]
    left = others.left()
    if left is not None:
        return Verification(False, count, None, left)
    return Verification(True, count)


class _Others:
    """Digests of the rows that are not passages, each to be met once and in their order.

    Of receipts there may be millions: each is looked up when its journal row comes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last_rid = 0
        self._met = dict.fromkeys(_NUMBERED, 0)
        self._last = dict.fromkeys(_NUMBERED, 0)
        station = connection.execute(select(tables.station)).one_or_none()
        self._station = {} if station is None else journal.station_digests(station)
        self._confirmed = _Confirmed(connection)
        self._receipt: str | None = None

    def digest(self, row: Mapping[Any, Any]) -> bytes | None:
        """What this journal row ought to vouch for; None where it is not there."""
        kind, ref = row["entry_kind"], row["ref"]
        if kind in _NUMBERED:
            return self._numbered(kind, ref)
        facts = journal.FACTS.get(kind)
        if facts is None:
            return self._station.pop(kind, None) if ref == 0 else None
        # Each passage row once, in the order they were written.
        if row["rid"] is None or row["rid"] <= self._last_rid:
            return None
        self._last_rid = row["rid"]
        self._confirmed.told(row["rid"], row["settled"])
        return rows.digest(row, facts)

    def _numbered(self, kind: str, no: int) -> bytes | None:
        if no <= self._last[kind]:
            return None
        self._last[kind] = no
        self._met[kind] += 1
        found = self._connection.execute(_NUMBERED[kind], {"no": no}).mappings().one_or_none()
        if found is None:
            return None
        if kind == journal.RECEIPT:
            self._receipt = found["body"]
        return journal.row_digest(found)

    def fitted(self) -> None:
        """The row was what the journal vouches for: a receipt may be believed."""
        if self._receipt is not None:
            self._confirmed.by(self._receipt)
            self._receipt = None

    def left(self) -> str | None:
        """What no journal row vouches for."""
        if journal.STATION in self._station and journal.FIRST_STATION in self._station:
            return "station_not_in_journal"
        for kind, met in self._met.items():
            if self._connection.exec_driver_sql(f"SELECT count(*) FROM {kind}").scalar() != met:  # noqa: S608 - our own tables
                return f"{kind}_not_in_journal"
        return None if self._confirmed.fits() else "settled_without_receipt"


class _Confirmed:
    """Whether what counts as confirmed is what the hub's receipts confirm; a byte for each row.

    A store that continues another's holds receipts that number the rows of that one: there it
    cannot be told.
    """

    def __init__(self, connection: Connection) -> None:
        query = "SELECT min(rid), max(rid) FROM passage"
        first, last = connection.exec_driver_sql(query).one()
        self._first = first or 0
        self._marks: bytearray | None = bytearray((last or 0) - self._first + 1)
        self._contradicted = False

    def told(self, rid: int, settled: int) -> None:
        """A row, which comes before the receipt about it."""
        if self._marks is not None:
            self._marks[rid - self._first] = settled if settled in counts.SETTLED else _WAITING

    def by(self, body: str) -> None:
        """A receipt."""
        ranges = receipts.confirmed_by(body)
        if ranges is None:
            self._marks = None
        if self._marks is None or ranges is None:
            return
        for first, last, mark in ranges:
            end = min(last - self._first + 1, len(self._marks))
            for at in range(max(first - self._first, 0), end):
                self._contradicted |= self._marks[at] not in (mark, _GONE)
                self._marks[at] = _GONE

    def fits(self) -> bool:
        """Whether no receipt was contradicted, and nothing is confirmed without one."""
        left = self._marks or b""
        return not self._contradicted and not any(left.count(mark) for mark in counts.SETTLED)


def _plain(kind: str) -> str:
    if kind in journal.FACTS:
        return "passage"
    return "station" if kind == journal.STATION else kind


def _numbers(connection: Connection, cuts: Cuts) -> str | None:
    kept, counted = counts.balance(connection), counts.recount(connection)
    if kept != counted or not counted.balanced:
        return "balance_wrong"
    if not counts.days_fit(connection, cuts.days):
        return "day_counts_wrong"
    return None
