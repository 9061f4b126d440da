"""Writing passages to SQLite, where nobody else writes at the same time."""

from collections.abc import Sequence

from sqlalchemy import Connection

from checkpoint_app.hub.judging import LATE
from checkpoint_app.hub.store.group import Held, Row
from checkpoint_app.records.sqlcipher import plain

_COLUMNS = (
    "rev station sent_by direction way kind occurred_at recorded_at received_at skew_ms voided "
    "flags person body site id"
).split()
_SETS = [
    f"flags = ? | (flags & {LATE})" if name == "flags" else f"{name} = ?" for name in _COLUMNS[:-2]
]
_INSERT = (
    f"INSERT INTO passage ({', '.join(_COLUMNS)}, first_received_at) "  # noqa: S608 - own names
    f"VALUES ({', '.join('?' * len(_COLUMNS))}, ?9) ON CONFLICT (site, id) DO NOTHING"
)
# No two sealed bodies are alike: a row with another one was not written just now.
_HELD = (
    "SELECT rev, direction, way, kind, occurred_at, voided, flags, person FROM passage "
    "WHERE site = ? AND id = ? AND body <> ?"
)
_UPDATE = (
    f"UPDATE passage SET {', '.join(_SETS)} "  # noqa: S608 - own
    "WHERE site = ? AND id = ?"
)


def put(connection: Connection, rows: Sequence[Row]) -> dict[bytes, Held]:
    """Hold each passage at its highest revision.

    Args:
        rows: one for each passage, sorted by key.

    Returns:
        What was held of those that are not new, by key.
    """
    sql = plain(connection)
    before = sql.total_changes
    sql.executemany(_INSERT, [_values(row) for row in rows])
    if sql.total_changes - before == len(rows):
        return {}
    held: dict[bytes, Held] = {}
    for _, judged in rows:
        key = judged.key
        found = sql.execute(_HELD, (key[:16], key[16:], judged.body)).fetchone()
        if found is not None:
            held[key] = Held(*found)
    sql.executemany(
        _UPDATE,
        [
            _values(row)
            for row in rows
            if row[1].key in held and held[row[1].key].rev < row[1].pair[1]
        ],
    )
    return held


def _values(row: Row) -> tuple[object, ...]:
    intake, judged = row
    return (
        judged.pair[1],
        judged.station,
        intake.station.bytes,
        judged.direction,
        judged.way,
        judged.kind,
        judged.occurred_at,
        judged.recorded_at,
        intake.received_at,
        intake.skew_ms,
        judged.voided,
        judged.flags,
        judged.person,
        judged.body,
        judged.key[:16],
        judged.key[16:],
    )
