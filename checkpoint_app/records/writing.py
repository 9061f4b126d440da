"""Writing one revision of a passage and everything that follows from it, in one transaction.

The statements are plain SQL, written out once: they run at every crossing of the gate.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from checkpoint_app.domain.passage import Passage
from checkpoint_app.records import counts, journal, people, rows, stays, tables
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.views import OutboxState

_COLUMNS = (*rows.FACTS, "rid", "person")
_INSERT = (
    f"INSERT INTO passage({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own columns
    f"VALUES ({', '.join(':' + name for name in _COLUMNS)})"
)
_PUT_OUT = f"INSERT INTO outbox(rid, state) VALUES (?, '{OutboxState.PENDING}')"  # noqa: S608
_FIND = "SELECT rid FROM passage WHERE id = ? AND rev = ?"
_LAST_OF = (
    "SELECT p.rid, p.id, p.direction, p.occurred_at FROM passage p "  # noqa: S608 - constants
    "WHERE p.person = (SELECT no FROM person WHERE person_key = ?) AND p.current = 1 "
    "AND p.voided = 0 AND p.occurred_at <= ? "
    f"ORDER BY p.occurred_at DESC, {stays.turn('p')} DESC LIMIT 1"
)
_LAST_RECORDED_OF = (
    "SELECT p.rid, p.id, p.direction, p.occurred_at FROM passage p "  # noqa: S608 - constants
    "WHERE p.person = (SELECT no FROM person WHERE person_key = ?) AND p.current = 1 "
    f"AND p.voided = 0 ORDER BY {stays.turn('p')} DESC LIMIT 1"
)
_EVER = 1 << 62
_TOGETHER = 1000  # rows kept in memory before they are written
Stamp = dict[str, int | None]
"""The columns session, tick and hub_offset; see `domain.passage.Passage`."""


def record(connection: Connection, passage: Passage, stamp: Stamp, **changes: int) -> None:
    """Write one revision: facts, outbox, journal, day, person, stay, presence.

    Args:
        stamp: when it is recorded, by what a wrong wall clock cannot spoil.
        changes: what it changes in the balance, by name.
    """
    row = rows.to_row(passage) | stamp
    head = journal.head(connection)
    row["rid"] = rid = head.rid + 1
    key = passage.person_key
    known = people.remember(connection, rid, row, key)
    row["person"] = None if known is None else known.no
    sql = plain(connection)
    sql.execute(_INSERT, row)
    sql.execute(_PUT_OUT, (rid,))
    journal.append(connection, head, journal.PASSAGE, rid, rows.digest(row))
    counts.add(connection, journal=1, rid=1, unsent=1, **changes)
    if not passage.voided:
        counts.count_day(connection, row, 1)
    if known is not None and key is not None:
        if passage.rev == 1 and not passage.voided:
            stays.follow(connection, known.no, key, known.last_at, row)
        else:
            settle(connection, known.no, key)


def settle(connection: Connection, no: int, key: str) -> None:
    """Derive all that is known of a person anew, after a passage was corrected or taken back."""
    people.refresh(connection, no)
    stays.pair(connection, no, key)


def record_many(connection: Connection, passages: Sequence[Passage], stamp: Stamp) -> None:
    """Write first revisions that are new here, many at once; the same rows as one by one.

    Args:
        passages: none voided, none recorded before, best in the order they occurred.
    """
    if not passages:
        return
    head, days = journal.head(connection), counts.Days()
    crowd, pairing = people.Crowd(connection), stays.Pairing(connection)
    made: list[dict[str, Any]] = []
    links: list[tuple[int, str, int, bytes]] = []
    for passage in passages:
        if len(made) == _TOGETHER:
            _write_out(connection, made, links)
        row = rows.to_row(passage) | stamp
        row["rid"] = rid = head.rid + 1
        key = passage.person_key
        known = crowd.remember(rid, row, key)
        row["person"] = None if known is None else known.no
        head = head.next(journal.PASSAGE, rows.digest(row))
        made.append(row)
        links.append((head.seq, journal.PASSAGE, rid, head.hash))
        days.count(row)
        if known is None or key is None:
            continue
        if stays.is_late(known.last_at, row):  # the passages around it must be there
            _write_out(connection, made, links)
            crowd.write()
            pairing.write()
            stays.put_between(connection, known.no, key, row)
        else:
            pairing.follow(known.no, key, known.last_at, row)
    _write_out(connection, made, links)
    crowd.write()
    pairing.write()
    days.write(connection)
    many = len(passages)
    counts.add(connection, journal=many, rid=many, unsent=many, captured=many, pending=many)


def _write_out(
    connection: Connection, made: list[dict[str, Any]], links: list[tuple[int, str, int, bytes]]
) -> None:
    sql = plain(connection)
    sql.executemany(_INSERT, made)
    sql.executemany(_PUT_OUT, [(row["rid"],) for row in made])
    journal.append_many(connection, links)
    made.clear()
    links.clear()


def is_recorded(connection: Connection, passage_id: UUID, rev: int) -> bool:
    """Whether this revision is there."""
    return plain(connection).execute(_FIND, (passage_id.bytes, rev)).fetchone() is not None


def newest(connection: Connection, passage_id: UUID) -> Any:
    """The row of a passage's newest revision, with its state in the outbox; None for no such id."""
    passage, box = tables.passage, tables.outbox
    return (
        connection.execute(
            select(passage, box.c.state)
            .outerjoin(box, box.c.rid == passage.c.rid)
            .where(passage.c.id == passage_id.bytes)
            .order_by(passage.c.rev.desc())
            .limit(1)
        )
        .mappings()
        .one_or_none()
    )


def last(connection: Connection, person_key: str, until: int | None = None) -> Any:
    """A person's newest passage that is not voided, by when it occurred, up to `until` (ms)."""
    values = (person_key, _EVER if until is None else until)
    return connection.exec_driver_sql(_LAST_OF, values).one_or_none()


def last_recorded(connection: Connection, person_key: str) -> Any:
    """A person's passage that was first recorded last, not voided, whenever it occurred."""
    return connection.exec_driver_sql(_LAST_RECORDED_OF, (person_key,)).one_or_none()
