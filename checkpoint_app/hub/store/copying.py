"""Writing passages to PostgreSQL: a group of them is one buffer, copied in binary.

It is made without the driver's help: at tens of thousands of passages a second each of its
conversions would cost more than the server's work. The format is PostgreSQL's own ("COPY, Binary
Format"): for each column its length and its bytes, for each row their number.

What was never sent before is copied straight to where it belongs, which is the cheapest way by far,
and fails as a whole where any of it is held already. Corrections, and all for a while after such a
failure, go by way of a table of the connection's own, from where each finds its place.
"""

import struct
from collections.abc import Sequence
from time import monotonic
from uuid import UUID

from psycopg import Copy
from psycopg.errors import UniqueViolation
from sqlalchemy import Connection

from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.hub.judging import LATE
from checkpoint_app.hub.store.database import driver
from checkpoint_app.hub.store.group import Held, HeldAlready, Row

WARY_S = 10.0
"""How long nothing is copied straight after some of it was held: somebody sends things again."""
_COLUMNS = (
    "site, sent_by, first_received_at, received_at, skew_ms, id, rev, station, occurred_at, "
    "recorded_at, voided, flags, direction, way, kind, person, body"
)
_STAGING = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS arriving ("
    "site uuid, sent_by uuid, first_received_at bigint, received_at bigint, skew_ms bigint, "
    "id uuid, rev integer, station uuid, occurred_at bigint, recorded_at bigint, voided integer, "
    "flags integer, direction text, way text, kind text, person bytea, body bytea) "
    "ON COMMIT DELETE ROWS"
)
_COPY = f"COPY {{}} ({_COLUMNS}) FROM STDIN (FORMAT binary)"
_INSERT = (
    f"INSERT INTO passage ({_COLUMNS}) SELECT {_COLUMNS} FROM arriving "  # noqa: S608 - own names
    "ON CONFLICT (site, id) DO NOTHING"
)
# No two sealed bodies are alike: a row with another one was not written just now. LIMIT keeps the
# server to one look into the key's index for each row, whatever it thinks of the sizes.
_HELD = (
    "SELECT a.site, a.id, p.rev, p.direction, p.way, p.kind, p.occurred_at, p.voided, p.flags, "
    "p.person FROM arriving a CROSS JOIN LATERAL (SELECT * FROM passage p WHERE p.site = a.site "
    "AND p.id = a.id AND p.body <> a.body LIMIT 1 FOR UPDATE) p"
)
_UPDATE = (
    "UPDATE passage SET rev = %s, station = %s, sent_by = %s, direction = %s, way = %s, kind = %s, "  # noqa: S608 - own
    "occurred_at = %s, recorded_at = %s, received_at = %s, skew_ms = %s, voided = %s, "
    f"flags = %s | (flags & {LATE}), person = %s, body = %s WHERE site = %s AND id = %s"
)
_HEAD, _TAIL = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
_OF_BATCH = struct.Struct(">hi16si16siqiqiq")
_OF_ROW = struct.Struct(">i16siii16siqiqiiii")
_LENGTH = struct.Struct(">i")
_NULL = _LENGTH.pack(-1)


class Copying:
    """Writes groups of passages. Thread-safe."""

    def __init__(self) -> None:
        self._wary_until = 0.0

    def put(
        self, connection: Connection, rows: Sequence[Row], packed: bytes | None, *, again: bool
    ) -> dict[bytes, Held]:
        """Hold each passage at its highest revision, inside the caller's transaction.

        Whoever else is writing the same passage is waited for.

        Args:
            rows: one for each passage, sorted by key; again: after `HeldAlready`.
            packed: the same by `packed_rows`; None where they were not, or are no first revisions.

        Returns:
            What was held of those that are not new, by key.

        Raises:
            HeldAlready: some of it is not new; the transaction is spent.
            StoreBusy: a passage that stood in the way was purged meanwhile.
        """
        if again or monotonic() < self._wary_until:
            return _compared(connection, rows)
        first, later = rows, list[Row]()
        if packed is None:
            first = [row for row in rows if row[1].pair[1] == 1]
            later = [row for row in rows if row[1].pair[1] > 1]
            packed = packed_rows(first)
        if first:
            try:
                _copied(connection, packed)
            except UniqueViolation as error:
                self._wary_until = monotonic() + WARY_S
                raise HeldAlready from error
        return _compared(connection, later) if later else {}


def _copied(connection: Connection, packed: bytes) -> None:
    """Write what is new, if all of it is."""
    with (
        driver(connection).cursor() as cursor,
        cursor.copy(_COPY.format("passage")) as copy,
    ):
        _write(copy, packed)


def _compared(connection: Connection, rows: Sequence[Row]) -> dict[bytes, Held]:
    """Write what is new or newer, each row looked for."""
    with driver(connection).cursor(binary=True) as cursor:
        cursor.execute(_STAGING)
        with cursor.copy(_COPY.format("arriving")) as copy:
            _write(copy, packed_rows(rows))
        cursor.execute(_INSERT)
        new = cursor.rowcount
        if new == len(rows):
            return {}
        cursor.execute(_HELD)
        held = {site.bytes + item.bytes: Held(*found) for site, item, *found in cursor}
        if new + len(held) < len(rows):
            raise StoreBusy
        newer = [
            (intake, judged)
            for intake, judged in rows
            if judged.key in held and held[judged.key].rev < judged.pair[1]
        ]
        if newer:
            cursor.executemany(_UPDATE, [_values(row) for row in newer])
    return held


def _write(copy: Copy, packed: bytes) -> None:
    copy.write(_HEAD)
    copy.write(packed)
    copy.write(_TAIL)


def packed_rows(rows: Sequence[Row]) -> bytes:
    """Rows as PostgreSQL's COPY reads them, without its head and tail."""
    parts: list[bytes] = []
    add, of_row, length = parts.append, _OF_ROW.pack, _LENGTH.pack
    batches: dict[int, bytes] = {}
    words: dict[tuple[str, str, str], bytes] = {}
    for intake, judged in rows:
        begin = batches.get(id(intake))
        if begin is None:
            begin = batches[id(intake)] = _OF_BATCH.pack(
                17, 16, intake.site.bytes, 16, intake.station.bytes,
                8, intake.received_at, 8, intake.received_at, 8, intake.skew_ms,
            )  # fmt: skip
        said = (judged.direction, judged.way, judged.kind)
        word = words.get(said)
        if word is None:
            word = words[said] = b"".join(length(len(text)) + text.encode() for text in said)
        person, body = judged.person, judged.body
        add(begin)
        add(
            of_row(
                16, judged.key[16:], 4, judged.pair[1], 16, judged.station,
                8, judged.occurred_at, 8, judged.recorded_at, 4, judged.voided, 4, judged.flags,
            )
        )  # fmt: skip
        add(word)
        add(_NULL if person is None else length(len(person)) + person)
        add(length(len(body)))
        add(body)
    return b"".join(parts)


def _values(row: Row) -> tuple[object, ...]:
    intake, judged = row
    return (
        judged.pair[1],
        UUID(bytes=judged.station),
        intake.station,
        judged.direction.value,
        judged.way.value,
        judged.kind.value,
        judged.occurred_at,
        judged.recorded_at,
        intake.received_at,
        intake.skew_ms,
        judged.voided,
        judged.flags,
        judged.person,
        judged.body,
        intake.site,
        judged.pair[0],
    )
