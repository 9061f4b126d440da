"""Checking a store: the journal's chain, and everything that is counted or derived, recounted."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, select

from checkpoint_app.records import counts, journal, rows, stays, tables
from checkpoint_app.records.certificates import Cuts
from checkpoint_app.records.views import Verification

_CHUNK = 1000
_LINKS = (
    "SELECT j.seq, j.kind AS entry_kind, j.ref, j.hash, p.*, k.person_key "
    "FROM journal j "
    "LEFT JOIN passage p ON j.kind IN ('passage', 'p2') AND p.rid = j.ref "
    "LEFT JOIN person k ON k.no = p.person "
    "ORDER BY j.seq"
)
_TIMELINES = (
    "SELECT p.person, p.rid, p.direction, p.occurred_at FROM passage p "  # noqa: S608 - our own words
    "WHERE p.person IS NOT NULL AND p.current = 1 AND p.voided = 0 "
    f"ORDER BY p.person, p.occurred_at, {stays.turn('p')}"
)
_STAYS = (
    "SELECT s.person, s.entry_at, s.until_at, s.entry_rid, s.exit_rid, s.span, "
    "(SELECT stay FROM presence WHERE person = s.person) = s.no AS present "
    "FROM stay s ORDER BY s.person, s.entry_at, s.until_at, s.entry_rid, s.exit_rid"
)


_NUMBERED = {
    kind: select(table).where(table.c.no == bindparam("no"))
    for kind, table in (
        (journal.RECEIPT, tables.receipt),
        (journal.CERTIFICATE, tables.certificate),
        (journal.ACCESS, tables.access),
    )
}
_PRESENT = (
    # As many as there are rows, or -1: what is shown of somebody inside is what their entry says.
    "SELECT CASE WHEN count(*) = (SELECT count(*) FROM presence) THEN count(*) ELSE -1 END "
    "FROM presence h JOIN person k ON k.no = h.person JOIN passage p ON p.rid = h.stay "
    "WHERE p.current = 1 AND p.id = h.passage AND p.occurred_at = h.since AND p.kind = h.kind "
    "AND k.person_key = h.person_key AND p.name IS h.name AND p.id_number IS h.id_number "
    "AND p.phone IS h.phone AND p.plate IS h.plate"
)


def verify(connection: Connection) -> Verification:
    """Recompute the chain and recount the numbers; the first thing that does not fit."""
    cuts = Cuts.of(connection)
    if cuts.fault is not None:
        return Verification(False, 0, None, cuts.fault)
    found = _walk(connection, cuts)
    if not found.ok:
        return found
    if found.rows != counts.journal_rows(connection):
        return Verification(False, found.rows, found.rows + 1, "journal_cut_off")
    fault = counts.strays(connection) or _numbers(connection, cuts) or _stays(connection)
    return Verification(fault is None, found.rows, None, fault)


def _walk(connection: Connection, cuts: Cuts) -> Verification:
    others = _Others(connection)
    before, count = journal.START, 0
    for row in _in_chunks(connection, _LINKS):
        while (cut := cuts.by_first.get(count + 1)) is not None:
            count, before = cut.last, cut.hash
        count += 1
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
        self._station = None if station is None else journal.station_digest(station)

    def digest(self, row: Mapping[Any, Any]) -> bytes | None:
        """What this journal row ought to vouch for; None where it is not there."""
        kind, ref = row["entry_kind"], row["ref"]
        if kind in _NUMBERED:
            return self._numbered(kind, ref)
        facts = journal.FACTS.get(kind)
        if facts is None:
            station, self._station = self._station, None
            return station if (kind, ref) == (journal.STATION, 0) else None
        # Each passage row once, in the order they were written.
        if row["rid"] is None or row["rid"] <= self._last_rid:
            return None
        self._last_rid = row["rid"]
        return rows.digest(row, facts)

    def _numbered(self, kind: str, no: int) -> bytes | None:
        if no <= self._last[kind]:
            return None
        self._last[kind] = no
        self._met[kind] += 1
        found = self._connection.execute(_NUMBERED[kind], {"no": no}).mappings().one_or_none()
        return None if found is None else journal.row_digest(found)

    def left(self) -> str | None:
        """What no journal row vouches for."""
        if self._station is not None:
            return f"{journal.STATION}_not_in_journal"
        for kind, met in self._met.items():
            if self._connection.exec_driver_sql(f"SELECT count(*) FROM {kind}").scalar() != met:  # noqa: S608 - our own tables
                return f"{kind}_not_in_journal"
        return None


def _plain(kind: str) -> str:
    return "passage" if kind in journal.FACTS else kind


def _numbers(connection: Connection, cuts: Cuts) -> str | None:
    kept, counted = counts.balance(connection), counts.recount(connection)
    if kept != counted or not counted.balanced:
        return "balance_wrong"
    if not counts.days_fit(connection, cuts.days):
        return "day_counts_wrong"
    return None


def _stays(connection: Connection) -> str | None:
    """The stays and who is inside, paired anew and compared."""
    kept = _in_chunks(connection, _STAYS)
    here = 0
    for person, crossings in groupby(_in_chunks(connection, _TIMELINES), lambda row: row["person"]):
        found = [
            stays.Crossing(row["rid"], row["direction"], row["occurred_at"]) for row in crossings
        ]
        for stay in sorted(stays.paired(found), key=_order):
            row = next(kept, None)
            ought = (person, stay.entry_at, stay.until_at, stay.entry_rid, stay.exit_rid, stay.span)
            is_open = stay.until_at == stays.OPEN
            here += is_open
            if row is None or tuple(row.values())[:6] != ought or bool(row["present"]) != is_open:
                return "stay_wrong"
    present = connection.exec_driver_sql(_PRESENT).scalar()
    return None if next(kept, None) is None and present == here else "stay_wrong"


def _order(stay: stays.Stay) -> tuple[int, int, int, int]:
    """As the database sorts them, where a missing value comes first."""
    return stay.entry_at, stay.until_at, stay.entry_rid or 0, stay.exit_rid or 0


def _in_chunks(connection: Connection, query: str) -> Iterator[Mapping[Any, Any]]:
    found = connection.exec_driver_sql(query, execution_options={"yield_per": _CHUNK})
    yield from found.mappings()
