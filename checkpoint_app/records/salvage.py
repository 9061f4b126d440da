"""Making a whole store of what can be read of damaged ones, and saying what could not be saved.

Facts are copied as they stand, under their own ids and revisions, so that the hub knows again what
it holds. Everything it had not confirmed waits to be sent once more. What follows from the facts
is made anew, and so is the journal, whose first rows say which one it continues.
"""

import heapq
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_new

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import StoreNewer
from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.records import counts, derived, ids, journal, migrate, rows, tables
from checkpoint_app.records.readable import NOT_UNDERSTOOD, LostRange, Readable
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.store import MIGRATIONS, Store
from checkpoint_app.records.views import OutboxState, StationInfo

SALVAGED, CARRIED_OVER = "salvaged", "carried_over"
"""What the journal says of a store that continues another: a receipt of this program's own."""
_BATCH = 1000
_HELD = "SELECT rid, settled FROM passage WHERE id = ? AND rev = ?"
_DERIVED = {"tally", "day_tally", "person", "stay", "presence", "elsewhere", "sharing"}
"""Made anew from the facts, or read from the hub anew."""
_OWN_WAY = {
    "station",
    "passage",
    "outbox",
    "sending",  # how sending stood then says nothing about now
    "journal",
    "receipt",
    "access",
    "certificate",
    "bulletin",  # fetched anew: the watch list that came with it may have lost rows
}
_VOUCHED = {"id", "created_at", "site", "gate", "lane", "kind", "capacity"}  # when it was made
_NOT_FACTS = {"rid", "current", "settled", "person"}


@dataclass(slots=True)
class SalvageReport:
    """What became of the rows.

    Attributes:
        saved: rows written, by table; what was there before is not counted.
        not_understood: passages that were read and hold what no version wrote.
        lost: ranges of passages that no source had.
        uncounted: passages are lost, and nothing tells how many.
        lost_pages: pages of the damaged file that are lost, whatever they held.
        pending: revisions that wait for the hub now.
        continues: number and hash, in hexadecimal, of the last row of the old journal.
        station_lost: nobody could tell which station this was: it has a new id and no hub.
    """

    saved: dict[str, int] = field(default_factory=dict)
    not_understood: int = 0
    lost: list[LostRange] = field(default_factory=list)
    uncounted: bool = False
    lost_pages: int = 0
    pending: int = 0
    continues: tuple[int, str] = (0, "")
    station_lost: bool = False

    @property
    def lost_passages(self) -> int:
        """How many revisions of passages are lost, at most."""
        return self.not_understood + sum(gap.passages for gap in self.lost)

    def count(self, table: str) -> None:
        """One more row of a table is saved."""
        self.saved[table] = self.saved.get(table, 0) + 1


def salvage(sources: Sequence[Readable], path: Path, key: bytes, clock: Clock) -> SalvageReport:
    """Make a new store of what can be read.

    Args:
        sources: the damaged store first; then others of the same station, which fill its gaps.
        path: of the new store; there must be no such file.

    Raises:
        StoreNewer: a source was written by a newer program.
        DiskFull, StoreReadOnly: it cannot be written.
    """
    _refuse_newer(sources)
    told = next((info for source in sources if (info := source.info())), None)
    known = told or _unknown_station(sources)
    Store.create(path, key, known, clock).close()
    database = Database(path, key)
    try:
        report = _begin(database, sources[0], clock, SALVAGED)
        report.station_lost = told is None
        report.lost_pages = sources[0].lost_pages()
        report.uncounted = not sources[0].can_count
        with database.write() as connection:
            _copy_station(connection, sources)
        _take_in(database, sources, known, report)
        _close_books(database, _Purged.of(sources), report)
        report.lost = _still_lost(database, sources[0].lost())
        return report
    finally:
        database.close()


def carry_over(source: Readable, path: Path, key: bytes, clock: Clock) -> SalvageReport:
    """Add to a whole store what another of the same station has and it has not.

    Raises:
        StoreNewer: the other was written by a newer program.
        DiskFull, StoreReadOnly: it cannot be written.
    """
    _refuse_newer([source])
    store = Store.open(path, key, clock)
    known = store.info()
    store.close()
    database = Database(path, key)
    try:
        report = _begin(database, source, clock, CARRIED_OVER)
        report.lost = source.lost()
        purged = _Purged.within(database)
        _take_in(database, [source], known, report)
        _close_books(database, purged, report)
        return report
    finally:
        database.close()


def _refuse_newer(sources: Iterable[Readable]) -> None:
    for source in sources:
        if (source.revision() or "") > migrate.head(MIGRATIONS):
            raise StoreNewer


def _begin(database: Database, source: Readable, clock: Clock, what: str) -> SalvageReport:
    """Say in the journal which other one is continued, by its last row that can be read."""
    seq, last = source.journal_head()
    certificates = [
        {"at": row["at"], "body": row["body"], "signature": row["signature"].hex()}
        for row in source.rows("certificate")
    ]
    said: dict[str, object] = {"journal": seq, "hash": last.hex()}
    if certificates and what == SALVAGED:  # they speak of the rows of the old journal
        said["certificates"] = certificates
    row = {
        "batch": ids.new_id().bytes,
        "received_at": clock.now_ms(),
        "body": json.dumps({what: said}),
    }
    with database.write() as connection:
        _vouched(connection, tables.receipt, journal.RECEIPT, row)
    return SalvageReport(continues=(seq, last.hex() if seq else ""))


def _unknown_station(sources: Iterable[Readable]) -> StationInfo:
    """A station of the same gate, for where the row that names it is lost."""
    row = next((row for source in sources for row in source.rows("passage")), {})
    return StationInfo(
        ids.new_id(), "", row.get("gate") or "", row.get("lane") or "", SiteKind.OTHER
    )


def _copy_station(connection: Connection, sources: Iterable[Readable]) -> None:
    """Keep what else the station's row says: its hub, its token."""
    for source in sources:
        for row in source.rows("station"):
            if kept := _values(tables.station, row, _VOUCHED):
                connection.execute(update(tables.station).values(**kept))
            return


def _take_in(
    database: Database, sources: Sequence[Readable], info: StationInfo, report: SalvageReport
) -> None:
    """Copy the facts that are not there yet, passages in the order of their numbers."""
    refused = {
        row["rid"]: row
        for row in sources[0].rows("outbox")
        if row["state"] == OutboxState.NEEDS_FIX
    }
    passages = heapq.merge(
        *(source.rows("passage") for source in sources), key=lambda row: int(row["rid"])
    )
    while batch := list(islice(passages, _BATCH)):
        with database.write() as connection:
            for row in batch:
                if not _understood(row, info):
                    report.not_understood += 1
                elif _adopt(connection, row, refused.get(row["rid"])):
                    report.count("passage")
    for source in sources:
        with database.write() as connection:
            _copy_vouched(connection, source, tables.receipt, journal.RECEIPT, report)
            _copy_vouched(connection, source, tables.access, journal.ACCESS, report)
            for name, table in tables.metadata.tables.items():
                # Another source may hold what was rightly taken out since.
                wanted = source is sources[0] or sources[0].has_gaps(name)
                if name not in _DERIVED | _OWN_WAY and wanted:
                    _copy_plain(connection, source, table, report)


def _understood(row: Mapping[str, Any], info: StationInfo) -> bool:
    try:
        rows.from_row(row, info.id)
        return bool(row["settled"] in (0, 1, 2) and row["rev"] >= 1)
    except NOT_UNDERSTOOD:
        return False


def _adopt(
    connection: Connection, row: Mapping[str, Any], refused: Mapping[str, Any] | None
) -> bool:
    """Write one revision as it stands, with its outbox and journal rows.

    Returns:
        False where it is there already.
    """
    passage, box = tables.passage, tables.outbox
    held = plain(connection).execute(_HELD, (row["id"], row["rev"])).fetchone()
    if held is not None:
        rid, settled = held
        if row["settled"] and not settled:  # the hub's word came after this copy was made
            connection.execute(delete(box).where(box.c.rid == rid))
            counts.mark_settled(connection, rid, row["settled"])
        return False
    head = journal.head(connection)
    rid = max(head.rid + 1, row["rid"])  # the journal names passages in their order
    facts = _values(passage, row, _NOT_FACTS)
    _put(connection, passage, {"rid": rid, "settled": row["settled"], **facts})
    if not row["settled"]:
        tried = _values(box, refused, {"rid"}) if refused else {"state": OutboxState.PENDING}
        _put(connection, box, {"rid": rid, **tried})
    journal.append(connection, head, journal.PASSAGE, rid, rows.digest(row))
    counts.add(connection, journal=1, rid=rid - head.rid)
    return True


def _put(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write a row; there may be millions of them."""
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO {table.name}({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - names of our own columns
    plain(connection).execute(statement, tuple(values.values()))


def _values(table: Table, row: Mapping[str, Any], but: set[str]) -> dict[str, Any]:
    """What a row says for a table's columns; one it has nothing for keeps its default."""
    return {
        column.name: row[column.name]
        for column in table.c
        if column.name not in but and row.get(column.name) is not None
    }


def _copy_vouched(
    connection: Connection, source: Readable, table: Table, kind: str, report: SalvageReport
) -> None:
    """Copy what the journal vouches for row by row, where it is not there."""
    had = {tuple(row)[1:] for row in connection.execute(select(table))}
    for row in source.rows(table.name):
        if tuple(row[name] for name in table.c.keys()[1:]) not in had:
            _vouched(connection, table, kind, _values(table, row, {"no"}))
            report.count(table.name)


def _vouched(connection: Connection, table: Table, kind: str, row: Mapping[str, Any]) -> None:
    made = connection.execute(insert(table).values(**row)).inserted_primary_key
    assert made is not None
    written = connection.execute(select(table).where(table.c.no == made[0])).mappings().one()
    journal.note(connection, kind, made[0], journal.row_digest(written))


def _copy_plain(
    connection: Connection, source: Readable, table: Table, report: SalvageReport
) -> None:
    """Copy a table as it is; a row that is there already stays."""
    for row in source.rows(table.name):
        put = insert_new(table).values(**_values(table, row, set())).on_conflict_do_nothing()
        if connection.execute(put).rowcount:
            report.count(table.name)


def _close_books(database: Database, purged: "_Purged", report: SalvageReport) -> None:
    """Make anew what follows from the facts."""
    newest = "(rev = (SELECT max(o.rev) FROM passage o WHERE o.id = passage.id))"
    with database.write() as connection:
        connection.execute(
            text(f"UPDATE passage SET current = {newest} WHERE current != {newest}")  # noqa: S608
        )
        _count_days(connection)
        purged.keep(connection)
        found = counts.recount(connection)
        for name, n in found.places().items():
            _set_count(connection, name, n)
        _set_count(connection, "unsent", found.unsent)
        report.pending = found.unsent
        derived.rebuild(connection)


def _count_days(connection: Connection) -> None:
    """Count each passage into its day, a voided one as taken back where it was."""
    passage = tables.passage
    connection.execute(delete(tables.day_tally))
    for row in _by_number(connection):
        if not row["voided"]:
            counts.count_day(connection, row, 1)
            continue
        before = connection.execute(
            select(passage)
            .where(passage.c.id == row["id"], passage.c.voided == 0)
            .order_by(passage.c.rev.desc())
            .limit(1)
        )
        counted = before.mappings().one_or_none() or row
        counts.count_day(connection, counted, 1)
        counts.count_day(connection, counted, -1, voided=True)


def _by_number(connection: Connection) -> Iterable[Mapping[Any, Any]]:
    """The newest revisions."""
    passage, after = tables.passage, 0
    query = select(passage).where(passage.c.current == 1).order_by(passage.c.rid).limit(_BATCH)
    while found := connection.execute(query.where(passage.c.rid > after)).mappings().all():
        yield from found
        after = found[-1]["rid"]


class _Purged:
    """What a purge left of the passages it took: how many by place, and the days they are in."""

    def __init__(
        self,
        tally: Iterable[Mapping[Any, Any]],
        days: Iterable[Mapping[Any, Any]],
        certificates: Iterable[Mapping[Any, Any]] = (),
    ) -> None:
        self._places = {
            row["name"]: row["n"] for row in tally if row["name"].startswith("purged_") and row["n"]
        }
        if not self._places:  # the counts are lost, perhaps: the certificates say it too
            for row in certificates:
                for place, n in json.loads(row["body"])["places"].items():
                    name = f"purged_{place}"
                    self._places[name] = self._places.get(name, 0) + n
        self._days = sorted(days, key=lambda row: str(row["day"])) if self._places else []

    @classmethod
    def within(cls, database: Database) -> "_Purged":
        """Of a whole store, before anything is counted anew."""
        with database.read() as connection:
            tally = connection.execute(select(tables.tally)).mappings().all()
            return cls(tally, connection.execute(select(tables.day_tally)).mappings().all())

    @classmethod
    def of(cls, sources: Iterable[Readable]) -> "_Purged":
        """Of the first of these that tells of any."""
        found = [
            cls(one.rows("tally"), one.rows("day_tally"), one.rows("certificate"))
            for one in sources
        ]
        return next((one for one in found if one._places), cls([], []))

    def keep(self, connection: Connection) -> None:
        """Add them to the counts, oldest days first: the passages of newer ones were lost."""
        voided = self._places.get("purged_voided", 0)
        left = sum(self._places.values()) - voided
        table = tables.day_tally
        for row in self._days:
            cell = [column == row[column.name] for column in table.primary_key.columns]
            now = connection.execute(select(table).where(*cell)).one_or_none()
            n = min(left, row["n"] - (now.n if now else 0))
            taken_back = min(voided, row["voided"] - (now.voided if now else 0))
            if n > 0 or taken_back > 0:
                connection.execute(delete(table).where(*cell))
                connection.execute(
                    insert(table).values(
                        **{column.name: row[column.name] for column in table.primary_key.columns},
                        n=(now.n if now else 0) + max(n, 0),
                        warned=max(row["warned"], now.warned if now else 0),
                        voided=(now.voided if now else 0) + max(taken_back, 0),
                    )
                )
                left, voided = left - max(n, 0), voided - max(taken_back, 0)
        for name, n in self._places.items():
            # The days are what shows; a place without its days is not to be believed.
            gone = 0 if name == "purged_voided" else min(left, n)
            left -= gone
            _set_count(connection, name, n - gone)


def _set_count(connection: Connection, name: str, n: int) -> None:
    connection.execute(delete(tables.tally).where(tables.tally.c.name == name))
    counts.add(connection, **{name: n})


def _still_lost(database: Database, lost: Iterable[LostRange]) -> list[LostRange]:
    """The ranges that no other source has filled."""
    rid, left = tables.passage.c.rid, []
    with database.read() as connection:
        for gap in lost:
            there = select(func.count()).where(rid > gap.after, rid <= gap.until)
            missing = gap.until - gap.after - (connection.scalar(there) or 0)
            if missing > 0:
                left.append(replace(gap, passages=missing))
    return left
