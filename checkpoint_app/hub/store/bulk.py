"""Filling an empty hub with whole tables at once: COPY on PostgreSQL, executemany on SQLite.

Rows come as columns. On PostgreSQL those of one width are laid out by numpy in its binary format
("COPY, Binary Format"), so that millions of rows cost no loop of Python's; the few with texts and
sealed messages are joined from such pieces.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Index, Table, select, text

from checkpoint_app.domain.hub_errors import HubNotEmpty
from checkpoint_app.hub.store import partitions
from checkpoint_app.hub.store.database import HubDatabase, driver, is_postgres
from checkpoint_app.hub.store.tables import passage, site
from checkpoint_app.records.sqlcipher import plain

NONE = np.iinfo(np.int64).min
"""An empty whole number."""
_HEAD, _TAIL = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
_EPOCH = date(1970, 1, 1).toordinal()
Column = NDArray[Any] | Sequence[bytes | None]
"""Whole numbers; ids or digests as rows of 16 bytes; or texts and messages, each as bytes."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table, by column."""

    table: Table
    columns: Mapping[str, Column]


class Loader:
    """Puts rows into the tables of an empty hub."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def begin(self, days: Sequence[str]) -> None:
        """Make ready: the days' partitions are there, the indexes of the passages are not.

        Raises:
            HubNotEmpty: the hub holds sites already.
        """
        with self._database.read() as connection:
            if connection.scalar(select(site.c.id).limit(1)) is not None:
                raise HubNotEmpty
        partitions.make(self._database, days)
        with self._database.write() as connection:
            for index in _indexes():
                index.drop(connection)

    def finish(self) -> None:
        """Make the indexes again, and let the database look at what it has now."""
        for index in _indexes():
            with self._database.write() as connection:
                index.create(connection)
        with self._database.write() as connection:
            connection.execute(text("ANALYZE"))

    def put(self, parts: Sequence[Rows]) -> None:
        """Add rows, those of all parts in one transaction."""
        with self._database.write() as connection:
            put = _copy if is_postgres(connection) else _insert
            for part in parts:
                put(connection, part)

    def put_plain(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add a few rows, each as the program's own values."""
        if rows:
            with self._database.write() as connection:
                connection.execute(table.insert(), list(rows))


def _indexes() -> list[Index]:
    return sorted(passage.indexes, key=lambda index: str(index.name))


def day_texts(days: NDArray[np.int64]) -> NDArray[Any]:
    """Local days, counted from 1970, as they are written: rows of ten bytes."""
    known, place = np.unique(days, return_inverse=True)
    said = [date.fromordinal(_EPOCH + int(day)).isoformat().encode() for day in known]
    table = np.array(said, "S10").view(np.uint8).reshape(-1, 10)
    found: NDArray[Any] = table[place]
    return found


def _insert(connection: Connection, part: Rows) -> None:
    names = ", ".join(f'"{name}"' for name in part.columns)
    marks = ", ".join("?" * len(part.columns))
    values = [_values(part.table, name, column) for name, column in part.columns.items()]
    plain(connection).executemany(
        f"INSERT INTO {part.table.name} ({names}) VALUES ({marks})",  # noqa: S608 - own names
        zip(*values, strict=True),
    )


def _values(table: Table, name: str, column: Column) -> Sequence[object]:
    if not isinstance(column, np.ndarray):
        if table.c[name].type.python_type is str:
            return [None if one is None else one.decode() for one in column]
        return column
    if column.ndim == 2:
        whole, width = column.tobytes(), column.shape[1]
        parts = [whole[at : at + width] for at in range(0, len(whole), width)]
        is_text = table.c[name].type.python_type is str
        return [part.decode() for part in parts] if is_text else parts
    found: list[int | None] = column.tolist()
    if len(column) and column.min() == NONE:
        return [None if one == NONE else one for one in found]
    return found


def _copy(connection: Connection, part: Rows) -> None:
    names = ", ".join(f'"{name}"' for name in part.columns)
    wide = any(not isinstance(column, np.ndarray) for column in part.columns.values())
    content = _joined(part) if wide else b"".join(_by_gaps(part))
    with (
        driver(connection).cursor() as cursor,
        cursor.copy(f"COPY {part.table.name} ({names}) FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(_HEAD + content + _TAIL)


def _by_gaps(part: Rows) -> Iterator[bytes]:
    """Rows of one width, those with the same empty columns together."""
    columns: dict[str, NDArray[Any]] = {
        name: np.asarray(column) for name, column in part.columns.items()
    }
    gaps = [name for name, column in columns.items() if column.ndim == 1 and (column == NONE).any()]
    size = len(next(iter(columns.values())))
    pattern = np.zeros(size, np.int64)
    for bit, name in enumerate(gaps):
        pattern |= (columns[name] == NONE).astype(np.int64) << bit
    for one in np.unique(pattern):
        rows = pattern == one
        empty = {name for bit, name in enumerate(gaps) if one >> bit & 1}
        yield _laid_out(
            part.table, {name: column[rows] for name, column in columns.items()}, empty
        ).tobytes()


def _laid_out(
    table: Table, columns: Mapping[str, NDArray[Any]], empty: set[str], *, head: int | None = None
) -> NDArray[Any]:
    """Rows in PostgreSQL's binary format; `head`: how many columns a row has, if not these."""
    fields: list[tuple[str, Any]] = [("n", ">i2")] if head != 0 else []
    for name, column in columns.items():
        fields.append((f"{name} length", ">i4"))
        if name not in empty:
            fields.append((name, _form(table, name, column)))
    size = len(next(iter(columns.values())))
    rows = np.empty(size, np.dtype(fields))
    if head != 0:
        rows["n"] = len(columns) if head is None else head
    for name, column in columns.items():
        if name in empty:
            rows[f"{name} length"] = -1
            continue
        rows[f"{name} length"] = rows.dtype[name].itemsize
        wide = column.ndim == 2
        rows[name] = (
            np.ascontiguousarray(column).view(f"V{column.shape[1]}")[:, 0] if wide else column
        )
    return rows


def _form(table: Table, name: str, column: NDArray[Any]) -> str:
    if column.ndim == 2:
        return f"V{column.shape[1]}"
    small = table.c[name].type.__visit_name__ == "integer"
    return ">i4" if small else ">i8"


def _joined(part: Rows) -> bytes:
    """Rows with texts in them: pieces of one width, and the texts between."""
    pieces: list[Callable[[int], bytes]] = []
    group: dict[str, NDArray[Any]] = {}
    total, size = len(part.columns), 0

    def close() -> None:
        if group or not pieces:
            pieces.append(_piece(part.table, dict(group), total if not pieces else 0, size))
            group.clear()

    size = len(next(iter(part.columns.values())))
    for name, column in part.columns.items():
        if isinstance(column, np.ndarray):
            group[name] = column
        else:
            close()
            pieces.append(_texts(column))
    close()
    return b"".join([piece(n) for n in range(size) for piece in pieces])


def _piece(
    table: Table, group: Mapping[str, NDArray[Any]], head: int, size: int
) -> Callable[[int], bytes]:
    if not group:
        begin = head.to_bytes(2, "big") if head else b""
        return lambda n: begin
    rows = _laid_out(table, group, set(), head=head)
    whole, width = rows.tobytes(), rows.dtype.itemsize
    assert len(whole) == width * size
    return lambda n: whole[n * width : (n + 1) * width]


_NULL = (-1).to_bytes(4, "big", signed=True)


def _texts(column: Sequence[bytes | None]) -> Callable[[int], bytes]:
    def piece(n: int) -> bytes:
        one = column[n]
        return _NULL if one is None else len(one).to_bytes(4, "big") + one

    return piece
