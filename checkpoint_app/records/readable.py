"""A store as far as it can be read: a damaged one's rows for display, export and salvage.

The file is read past SQLite, a page at a time, and never written. Where a page above others is
lost, the pages below it are found by what they hold.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool

from checkpoint_app.domain.errors import StoreDamaged
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.records import journal, migrate, rows, tables
from checkpoint_app.records.btree import Gap, Malformed, Row, Tree, Value, free_pages, rows_of
from checkpoint_app.records.pages import Pages
from checkpoint_app.records.store import MIGRATIONS
from checkpoint_app.records.views import StationInfo

_TYPES = {"INTEGER": int, "TEXT": str, "VARCHAR": str, "BLOB": bytes}
_HUB = "hub_url hub_token hub_id hub_site hub_authority hub_seal_key hub_verify_key".split()
NOT_UNDERSTOOD = (KeyError, TypeError, ValueError)
"""What reading a row's values raises that no version of this program wrote."""


@dataclass(frozen=True, slots=True)
class LostRange:
    """Passages of which a page is lost, by row number: above `after`, up to `until`.

    Attributes:
        passages: how many revisions at most.
        from_ms, until_ms: when the ones around them were recorded, ms since 1970 UTC; None where
            there is none before, or after.
    """

    after: int
    until: int
    passages: int
    from_ms: int | None
    until_ms: int | None


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    kind: type[int] | type[str] | type[bytes]
    needed: bool
    is_rowid: bool


@dataclass(slots=True)
class _Table:
    columns: list[_Column]
    leaves: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)  # leaves that no page points to
    gaps: list[Gap] = field(default_factory=list)
    broken: int = 0


class Readable:
    """What can be read of a store's file. Use `open_read_only`; `close` ends it."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Find the tables' pages.

        Raises:
            StoreDamaged: nothing of it can be read, or it is another key's.
            StoreReadOnly: the file may not be read.
        """
        self._pages = Pages(path, key)
        self._seen: set[int] = set()
        self._tables: dict[str, _Table] = {}
        try:
            self._find_tables()
            if any(table.gaps for table in self._tables.values()):
                self._find_lost_leaves()
            if not any(table.leaves or table.found for table in self._tables.values()):
                raise StoreDamaged
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the files."""
        self._pages.close()

    @property
    def damaged(self) -> bool:
        """True where a page that rows lie on, or lay on, is lost."""
        return not self._pages.checked or any(
            table.gaps or table.broken for table in self._tables.values()
        )

    @property
    def can_count(self) -> bool:
        """False where the newest passages are lost, with all that tells how many there were."""
        open_ended = (
            any(gap.until is None for gap in self._tables[name].gaps)
            for name in ("passage", "journal")
            if name in self._tables
        )
        return not all(open_ended) or any(row["name"] == "rid" for row in self.rows("tally"))

    def has_gaps(self, name: str) -> bool:
        """Whether rows of a table are lost."""
        table = self._tables.get(name)
        return table is None or bool(table.gaps or table.broken)

    def lost_pages(self) -> int:
        """How many pages of the file are lost, whatever they held. Reads all of it."""
        for number in range(1, self._pages.count + 1):
            self._pages.get(number)
        return len(self._pages.bad)

    def revision(self) -> str | None:
        """The schema revision, None where it cannot be read."""
        return next((str(row["version_num"]) for row in self.rows("alembic_version")), None)

    def info(self) -> StationInfo | None:
        """Which station this is, None where that is lost."""
        for row in self.rows("station"):
            try:
                return StationInfo(
                    **{name: row[name] for name in ("site", "gate", "lane", "capacity")},
                    id=UUID(bytes=row["id"]),
                    kind=SiteKind(row["kind"]),
                    **{name: row[name] for name in _HUB},
                )
            except NOT_UNDERSTOOD:
                continue
        return None

    def tables(self) -> Iterable[str]:
        """The tables whose rows can be asked for."""
        return self._tables

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table that can be read, in the order of their numbers.

        A column that was added after a row was written, or after the file was, is None.
        """
        table = self._tables.get(name)
        if table is None:
            return
        shipped = tables.metadata.tables.get(name)
        blank = dict.fromkeys(shipped.c.keys()) if shipped is not None else {}
        for row in self._in_order(table):
            yield blank | _named(row, table.columns)

    def _in_order(self, table: _Table) -> Iterator[Row]:
        if not table.found:
            for leaf in table.leaves:
                yield from self._rows_on(leaf)
            return
        # A page that nothing points to may be an older copy: the others come before it.
        place: dict[int, int] = {}
        for leaf in (*table.found, *table.leaves):
            place.update((row.rowid, leaf) for row in self._rows_on(leaf))
        at, held = 0, dict[int, Row]()
        for number in sorted(place):
            if place[number] != at:
                at = place[number]
                held = {row.rowid: row for row in self._rows_on(at)}
            yield held[number]

    def passages(self) -> Iterator[Passage]:
        """Every revision of every passage that can be read and understood."""
        info = self.info()
        for row in self.rows("passage"):
            try:
                yield rows.from_row(row, info.id if info else UUID(int=0))
            except NOT_UNDERSTOOD:
                continue

    def unsent(self) -> int:
        """How many revisions of passages the hub has not confirmed."""
        return sum(row["settled"] == 0 for row in self.rows("passage"))

    def journal_head(self) -> tuple[int, bytes]:
        """Number and hash of the last journal row that can be read; of none, 0 and zeros."""
        return max(
            ((row["seq"], row["hash"]) for row in self.rows("journal")),
            default=(0, journal.START),
        )

    def lost(self) -> list[LostRange]:
        """The passages that cannot be read, as ranges of their row numbers."""
        table = self._tables.get("passage")
        if table is None or not table.gaps:
            return []
        numbers, times = array("q"), array("q")
        for row in self.rows("passage"):
            numbers.append(row["rid"])
            times.append(row["recorded_at"])
        ranges = []
        for after, until in _joined(table.gaps, self._highest(numbers)):
            first, end = bisect_right(numbers, after), bisect_right(numbers, until)
            missing = until - after - (end - first)
            if missing > 0:
                before = times[first - 1] if first else None
                behind = times[end] if end < len(times) else None
                ranges.append(LostRange(after, until, missing, before, behind))
        return ranges

    def _highest(self, numbers: Sequence[int]) -> int:
        """The highest number a passage was ever given, as far as anything still tells."""
        told = max(
            (row["ref"] for row in self.rows("journal") if row["kind"] in journal.FACTS), default=0
        )
        kept = max((row["n"] for row in self.rows("tally") if row["name"] == "rid"), default=0)
        return max(told, kept, numbers[-1] if numbers else 0)

    def _rows_on(self, leaf: int) -> list[Row]:
        page = self._pages.get(leaf)
        assert page is not None  # it was whole when the tables were looked for
        return rows_of(page, leaf, self._pages.get)[0]

    def _find_tables(self) -> None:
        """Walk every table from its root, as the schema on page 1 names them."""
        master = Tree(self._pages.get, 1, self._seen)
        listed: list[tuple[Value, ...]] = []
        for leaf in master.leaves:
            try:
                listed += [row.values for row in self._rows_on(leaf)]
            except Malformed:  # noise that looked like a page, where none can prove itself
                master.gaps.append(Gap(None, None))
        for entry in listed:
            kind, name, _, root, sql = (*entry, None, None, None, None, None)[:5]
            if kind != "table" or not isinstance(name, str) or not isinstance(root, int):
                continue
            if root == 0 or not isinstance(sql, str):  # a virtual table has no pages of its own
                continue
            if _is_index(sql):
                continue
            self._add(name, _columns(name, sql), Tree(self._pages.get, root, self._seen))
        if master.gaps:
            for name, sql in _shipped_schema():
                if name not in self._tables:
                    self._tables[name] = _Table(_columns(name, sql), gaps=[Gap(None, None)])

    def _add(self, name: str, columns: list[_Column], tree: Tree) -> None:
        table = _Table(columns, gaps=tree.gaps if columns else [])
        for leaf in tree.leaves:
            page = self._pages.get(leaf)
            assert page is not None  # the walk has just read it
            try:
                table.broken += rows_of(page, leaf, self._pages.get)[1]
            except Malformed:
                table.gaps.append(Gap(None, None))
                continue
            table.leaves.append(leaf)
        self._tables[name] = table

    def _find_lost_leaves(self) -> None:
        """Give pages of rows that nothing points to back to the one table they fit."""
        short = {name: t for name, t in self._tables.items() if t.gaps and name in _OURS}
        free = free_pages(self._pages.get, self._pages.count)
        for number in range(1, self._pages.count + 1):
            if number in self._seen or number in free:
                continue
            page = self._pages.get(number)
            if page is None:
                continue
            try:
                held, _ = rows_of(page, number, self._pages.get)
            except Malformed:
                continue
            fitting = [
                table for table in short.values() if held and all(_fits(row, table) for row in held)
            ]
            if len(fitting) == 1:
                fitting[0].found.append(number)


def open_read_only(path: Path, key: bytes) -> Readable:
    """What can be read of a store, damaged or whole; nothing is ever written.

    Raises:
        StoreDamaged: nothing of it can be read, or it is another key's.
        StoreReadOnly: the file may not be read.
    """
    return Readable(path, key)


_OURS = frozenset((*tables.metadata.tables, "alembic_version"))


def _joined(gaps: Iterable[Gap], highest: int) -> list[tuple[int, int]]:
    """The gaps with both their bounds, those side by side as one."""
    joined: list[tuple[int, int]] = []
    for after, until in sorted(
        (gap.after or 0, highest if gap.until is None else gap.until) for gap in gaps
    ):
        if joined and after <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(until, joined[-1][1]))
        else:
            joined.append((after, until))
    return joined


def _columns(name: str, sql: str) -> list[_Column]:
    """The columns of a table, by the statement that made it; none of a table that is not ours."""
    if name not in _OURS:
        return []
    memory = dbapi.connect(":memory:")
    try:
        memory.execute(sql)
        info = memory.execute(f'PRAGMA table_info("{name}")').fetchall()
    except dbapi.Error:
        return []
    finally:
        memory.close()
    keys = sum(bool(pk) for *_, pk in info)
    return [
        _Column(
            column,
            _TYPES.get(kind.partition("(")[0], str),
            bool(needed),
            bool(pk) and keys == 1 and kind == "INTEGER",
        )
        for _, column, kind, needed, _, pk in info
    ]


def _shipped_schema() -> list[tuple[str, str]]:
    """The tables of this version, for a file whose own list of them is lost."""
    engine = create_engine("sqlite://", module=dbapi, poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            migrate.upgrade(connection, MIGRATIONS)
            made = connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            )
            return [
                (row.name, row.sql) for row in made if row.name in _OURS and not _is_index(row.sql)
            ]
    finally:
        engine.dispose()


def _is_index(sql: str) -> bool:
    """Whether a table's rows lie in an index's pages: then they are derived, and not read here."""
    return sql.rstrip().endswith("WITHOUT ROWID")


def _fits(row: Row, table: _Table) -> bool:
    """Whether a row could be of this table: so many values, each of its column's kind."""
    if not 0 < len(row.values) <= len(table.columns):
        return False
    for value, column in zip(row.values, table.columns, strict=False):
        if column.is_rowid:
            if value is not None:
                return False
        elif value is None:
            if column.needed:
                return False
        elif not isinstance(value, column.kind):
            return False
    return not any(
        column.needed and not column.is_rowid for column in table.columns[len(row.values) :]
    )


def _named(row: Row, columns: list[_Column]) -> dict[str, Any]:
    """A row by its columns' names; a column added after it was written is left out."""
    named: dict[str, Value] = {
        column.name: row.rowid if column.is_rowid else value
        for column, value in zip(columns, row.values, strict=False)
    }
    return named
