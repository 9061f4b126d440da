"""Who and what is inside, read quickly: there may be twenty thousand at a festival's market.

The newest crossing at any gate of the site decides: what the others tell comes on top of what this
station knows itself.
"""

from operator import attrgetter
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from checkpoint_app.domain.passage import Direction
from checkpoint_app.records import elsewhere, writing
from checkpoint_app.records.sqlcipher import plain
from checkpoint_app.records.views import InsideRow, LastPassage

AHEAD_MS = 60_000
"""How far the clock of another gate may be ahead of this one's."""
_COLUMNS = "person_key, name, id_number, phone, plate, kind, since, hex(passage)"
_ROWS = f"SELECT {_COLUMNS} FROM presence"  # noqa: S608 - constants
# In one text: reading that takes half the time of as many rows with as many values.
_ALL = f"SELECT json_group_array(json_array({_COLUMNS})) FROM presence"  # noqa: S608 - constants
_read_all = msgspec.json.Decoder(list[InsideRow]).decode


def newest(connection: Connection, limit: int) -> list[InsideRow]:
    """So many of them, by whichever gate they came, who came in last first."""
    sql = plain(connection)
    found = _read_all(sql.execute(_ALL).fetchone()[0])
    decided, others = elsewhere.deciding(sql)
    if decided:
        found = [row for row in found if row.person_key not in decided]
        found += (InsideRow(*row) for row in others)
    # Sorting whole rows takes SQLite longer than reading them.
    found.sort(key=attrgetter("since"), reverse=True)
    return found[:limit]


def since(connection: Connection, before: int) -> list[InsideRow]:
    """Those who came in here up to a moment (ms since 1970 UTC), who came in first first.

    Who crossed at another gate since is that gate's.
    """
    return _of_this_gate(connection, f"{_ROWS} WHERE since <= ? ORDER BY since, stay", before)


def after(connection: Connection, moment: int) -> list[InsideRow]:
    """Those who came in here after a moment (ms since 1970 UTC); as `since`."""
    return _of_this_gate(connection, f"{_ROWS} WHERE since > ? ORDER BY since, stay", moment)


def count(connection: Connection) -> int:
    """How many there are, by whichever gate they came."""
    sql = plain(connection)
    (here,) = sql.execute("SELECT count(*) FROM presence").fetchone()
    return int(here) + elsewhere.more_inside(sql)


def last_of(
    connection: Connection, person_key: str, until: int | None, now: int | None
) -> LastPassage | None:
    """The newest crossing of a person at any gate; see `Store.last_of`."""
    row = writing.last(connection, person_key, until)
    if row is not None and now is not None and row.occurred_at > now:
        row = writing.last_recorded(connection, person_key)
    here = None if row is None else (row.id, row.direction, row.occurred_at)
    limits = [at for at in (until, None if now is None else now + AHEAD_MS) if at is not None]
    there = elsewhere.last(plain(connection), person_key, min(limits, default=None))
    found = [one for one in (here, there) if one is not None]
    if not found:
        return None
    # Ids tell which was captured first.
    passage_id, direction, at = max(found, key=lambda one: (one[2], one[0]))
    return LastPassage(UUID(bytes=passage_id), Direction(direction), at)


def _of_this_gate(connection: Connection, query: str, moment: int) -> list[InsideRow]:
    sql = plain(connection)
    found = [InsideRow(*row) for row in sql.execute(query, (moment,))]
    decided, _ = elsewhere.deciding(sql)
    return [row for row in found if row.person_key not in decided] if decided else found
