"""Writing one revision of a passage and everything that follows from it, in one transaction."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    delete,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from checkpoint_app.domain.passage import Direction, Passage
from checkpoint_app.domain.text import fold
from checkpoint_app.records import counts, journal, rows, tables
from checkpoint_app.records.views import OutboxState

# The statements of every save, built once: building one costs more than running it.
_INSERT = insert(tables.passage)
_PUT_OUT = insert(tables.outbox)
_FIND = select(tables.passage.c.rid).where(
    tables.passage.c.id == bindparam("wanted"), tables.passage.c.rev == bindparam("rev")
)
_LAST_OF = (
    select(
        tables.passage.c.rid,
        tables.passage.c.id,
        tables.passage.c.direction,
        tables.passage.c.occurred_at,
    )
    .where(
        tables.passage.c.person_key == bindparam("person_key"),
        tables.passage.c.current == literal_column("1"),
        tables.passage.c.voided == literal_column("0"),
    )
    .order_by(tables.passage.c.occurred_at.desc(), tables.passage.c.rid.desc())
    .limit(1)
)
_LAST_OF_UNTIL = _LAST_OF.where(tables.passage.c.occurred_at <= bindparam("until"))
_GO_OUT = delete(tables.presence).where(tables.presence.c.person_key == bindparam("wanted"))
_INDEX = text(
    f"INSERT OR REPLACE INTO {tables.PERSON_SEARCH}(rowid, words) VALUES (:no, :words)"  # noqa: S608 - a constant
)


def _replacing(table: Table, key: str, *others: str) -> Insert:
    fresh = upsert(table)
    return fresh.on_conflict_do_update(
        index_elements=[table.c[key]], set_={name: fresh.excluded[name] for name in others}
    )


_COME_IN = _replacing(tables.presence, "person_key", "rid", "since")
_KNOW = _replacing(tables.person, "person_key", "name_fold", "last_rid").returning(
    tables.person.c.no
)


def record(connection: Connection, passage: Passage) -> None:
    """Write one revision: facts, outbox, journal, day, presence, person."""
    row = rows.to_row(passage)
    key = connection.execute(_INSERT, row).inserted_primary_key
    assert key is not None
    rid: int = key[0]
    connection.execute(_PUT_OUT, {"rid": rid, "state": OutboxState.PENDING})
    journal.append(connection, journal.PASSAGE, rid, rows.digest(row))
    if not passage.voided:
        counts.count_day(connection, row, 1)
    if passage.person_key:
        pair(connection, passage.person_key)
        _remember(connection, rid, row)


def find(connection: Connection, passage_id: UUID, rev: int) -> Any:
    """The row id of one revision, None where it is not recorded."""
    return connection.execute(_FIND, {"wanted": passage_id.bytes, "rev": rev}).one_or_none()


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
    query = _LAST_OF if until is None else _LAST_OF_UNTIL
    return connection.execute(query, {"person_key": person_key, "until": until}).one_or_none()


def pair(connection: Connection, person_key: str) -> None:
    """Set whether this person is inside, by the newest passage that is not voided."""
    row = last(connection, person_key)
    if row is not None and row.direction == Direction.IN:
        values = {"person_key": person_key, "rid": row.rid, "since": row.occurred_at}
        connection.execute(_COME_IN, values)
    else:
        connection.execute(_GO_OUT, {"wanted": person_key})


def _remember(connection: Connection, rid: int, row: dict[str, Any]) -> None:
    """Keep the newest of what is known of a person, and find them by it."""
    no = connection.scalar(
        _KNOW,
        {"person_key": row["person_key"], "name_fold": fold(row["name"] or ""), "last_rid": rid},
    )
    connection.execute(_INDEX, {"no": no, "words": rows.search_words(row)})
